"""Where a marker of orders orders nothing: a wish, a cost, a condition, an aside; each a rule with its reason and examples.

``finds`` gives texts with the marker that orders nothing there, ``leaves`` texts in which it does order.
"""

from __future__ import annotations

import re
from functools import cache

from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.rules import Rule, alternatives, any_of

# In the clause before 要 and 不要.
BEFORE = (
    Rule(
        "others",
        "{other}[^，。；]{0,3}$",
        "what others want or wish is not an order by the speaker",
        {"敌人要破坏水库。": "要", "幻想不要流汗。": "不要"},
        ("敌人来了，要守住水库。",),
    ),
    Rule(
        "openers",
        "{opener}[^，。；]{0,3}$",
        "a clause that supposes, asks or grants orders nothing",
        {"即使要绕路。": "要", "为什么要修渠。": "要"},
        ("即使下雨，要修渠。",),
    ),
    Rule(
        "numbers",
        "[{digit}]$(?<=“.)",
        "a numeral after a quotation mark begins a name",
        {"落实“三要政策。": "要"},
        ("一要修渠。",),
    ),
    Rule(
        "speaker",
        "^[^，。；]{0,4}(?:这里|下面|现在|我(?!们))[还只也]?$",
        "what the speaker is about to do in his speech",
        {"下面要谈水利。": "要", "我还要补充。": "要"},
        ("我们要修渠。",),
    ),
)
# From 要 on.
BEHIND = (
    Rule(
        "said",
        "要(?:着重|特别|首先|再|顺便)?{said}",
        "an announcement of what the speaker says next",
        {"要特别指出的是水价。": "要"},
        ("要特别注意水价。",),
    ),
    Rule("more", "要[多高大低少快慢好难]得多", "a comparison", {"产量要高得多。": "要"}, ("产量要高。",)),
    Rule(
        "cost",
        r"要(?:[{ten}几\d]+|好几|很多|不少|更多)(?:个|年|万|亿|倍|天|代人)",
        "what something takes or costs",
        {"修渠要三年。": "要", "打井要好几万。": "要"},
        ("要三思。",),
    ),
    Rule(
        "to_be_done",
        "要{deed}的[^，。；]",
        "what is to be done, as a noun",
        {"还有很多要办的事。": "要"},
        ("要办大事。",),
    ),
    Rule(
        "rhyme", "要[{digit}]不要", "a list of dos and don'ts named by its numbers", {"要一不要二。": "要"}, ("要一起修。",)
    ),
)
# From the head of the clause on.
CLAUSE = (
    Rule(
        "condition",
        "(?:^|^我们|^谁)要[^，。；：\n]{2,30}，(?:并[^，。；\n]{2,40}，)?(?:我们)?"
        "(?:就(?!要)|必须|才|非|关键|只有|离不开|没有|不能不)",
        "a condition; the order comes after the comma",
        {"我们要增产，就得修渠。": "要"},
        ("我们要增产，就要修渠。", "大家要增产，再修渠。"),
    ),
)
# In the clause that any other marker begins.
WITHIN = (
    Rule(
        "modifies",
        r"的{quality}?{task}?\Z",
        "a marker that only says what kind of thing is meant",
        {"这是必须遵循的基本原则。": "必须", "不得减少的。": "不得"},
        ("必须遵循的原则很多。",),
    ),
)
# In the clause around a marker that presses on, ensures or ends.
AROUND = (
    Rule(
        "done",
        "{done}",
        "what is done or is the case is reported, not ordered",
        {"去年坚决杜绝了浪费。": "杜绝", "要修渠，管护已进一步加强。": "进一步"},
        ("坚决杜绝浪费。",),
    ),
)
RULES = {"before": BEFORE, "behind": BEHIND, "clause": CLAUSE, "within": WITHIN, "around": AROUND}
PRESSING = frozenset({"确保", "杜绝", "禁止"})
_USES = ("other", "opener", "said", "deed", "quality", "task", "done")


def no_order(text: str, start: int, end: int, marker: str, presses: bool) -> str:
    """The name of the rule by which a marker orders nothing, or an empty string; it begins the clause ``text[start:end]``."""
    before = text[max(0, start - 20) : start]
    before = before[max(map(before.rfind, "，。；：\n！？")) + 1 :]
    if marker in ("要", "不要"):
        match = _pattern("before").search(before) or _pattern("behind").match(text, start)
        if not match and before in ("", "我们", "谁"):
            match = _pattern("clause").match(text[start - len(before) : start + 90])
    else:
        match = _pattern("within").search(text, start, end)
        if not match and (presses or marker in PRESSING):
            match = _pattern("around").search(before + text[start:end])
    return (match.lastgroup or "") if match else ""


@cache
def _pattern(where: str) -> re.Pattern[str]:
    words = {use: any_of("order_words", use) for use in _USES} | {"digit": DIGITS, "ten": TO_TEN}
    return re.compile(alternatives(RULES[where], words), re.VERBOSE)
