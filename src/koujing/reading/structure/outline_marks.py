"""Find the outline marks of a text: ordinals in every style, at the beginning of lines or inside them, and bare headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from koujing.chinese.numeral_forms import SHORT_NUMERAL, TO_TEN
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy

# The place of a mark: at the beginning of a line, of a sentence or of a clause.
LINE, SENTENCE, CLAUSE = range(3)

# 一、二、三产业, 第一、第二产业, 三、四季度 count things of the world; 二、一批项目 is a heading.
_NEXT = "|".join(f"{one}、第?{two}" for one, two in pairwise(TO_TEN))
_LISTED = rf"第?(?:{_NEXT})(?:[、和至到]|次?产业|季|线|类|级|等|期|批|代|轮|月|年级)"
# One pass finds all ordinals: a stop and, in a lookahead, the ordinal after it (一、（一） are two marks). The name of the
# group is the style. (?!\d) excludes 1.13亿, 2.5公里 and 1、2号楼; what must follow 第一 excludes 第一产业 and 第一书记.
MARK = lazy(
    rf"""(?P<stop>[\n。！？!?…”’」』）)；;：:，,、])(?=[\ \u3000]*+(?=[第首其再最另{TO_TEN}（(\d①-⑳])(?:
        (?P<part>   第{SHORT_NUMERAL}个?(?P<of>部分|方面|问题|阶段|层面|环节|章|节|篇|点|条|步|类|件事|项(?:工作|任务|措施)?)
                    (?:[，,、：:]|(?=[\s是])))
      | (?P<di>     (?!{_LISTED})第{SHORT_NUMERAL}(?:[，,、：:]|(?=[\s是要])) )
      | (?P<xian>   (?:首先|其次|再次|再者)[，,、：:]? | 最后(?:[，,]|(?=[是要])))
      | (?P<shi>    (?P<n>{SHORT_NUMERAL})[是要靠抓](?!(?P=n)[，,。；;]))             # not 一是一，二是二
      | (?P<qi>     其{SHORT_NUMERAL}[，,、：:]?)
      | (?P<fang>   另?一方面[，,]?)
      | (?P<han>    (?!{_LISTED}){SHORT_NUMERAL}(?:[、．.] | (?=[\ \u3000]*(?:\n|\Z))))  # 1960 has the numeral alone on a line
      | (?P<paren>  [（(]?{SHORT_NUMERAL}[）)]、?)
      | (?P<arabic> \d{{1,2}}[.．、](?!\d))
      | (?P<digit>  [（(]?\d{{1,2}}[）)])
      | (?P<ring>   [①-⑳])
    ))""",
    re.VERBOSE,
)
# Marks that open an item only if another one of the same style follows, wherever they are.
WORDS = frozenset({"di", "xian", "shi", "qi", "fang"})
# Inside a line these open an item only after a full stop, a colon or a semicolon: 达到5、6月的水平.
_BEHIND_STOPS = frozenset({"han", "arabic"})
_WEAK = frozenset("，,、”’」』）)")
_SENTENCE_STOPS = frozenset("。！？!?…")

# A bare heading, without an ordinal, is a line of its own that does not end in a stop: 过去五年的回顾. One with commas ranks below
# one without (1988: 五年来，…). If empty lines separate paragraphs, it is between two of them; dates and names do not count.
_HAN = r"\u3400-\u9fff"
_HEADING = (
    rf"[ \u3000]*+(?P<heading>[{_HAN}“《][{_HAN}\d“”《》（）、，—]{{2,48}}(?<![、，—日])(?<!\d年))[ \u3000]*+(?=\n"
)
BARE, BARE_SPACED = lazy(rf"\n{_HEADING})"), lazy(rf"\n\n{_HEADING}[ \u3000]*+\n)")
CLOSING = frozenset({"结束语", "结语"})
_SHORTEST = 4  # 周恩来 is a name
# Lines before the first that ends in one of these are titles, names and dates.
_FIRST_TEXT = lazy(r"[。！!：:][”’」』）)]*[ \u3000]*(?=\n)")

_NUMERAL = lazy(rf"{SHORT_NUMERAL}|\d+")
_NAMED = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0, "一方面": 1, "另一方面": 2}
_COMMAS = "，,、：:"

Found = tuple[int, int, str, int, int]  # start, end, style, number, place


@dataclass(frozen=True, slots=True)
class OutlineMark:
    """An ordinal, ``text[start:end]``, or a heading without one (``end`` equals ``start``).

    ``number`` is 0 for 最后 (finally), which may follow any number. ``line``, ``above`` and ``sentence`` are the starts of
    its paragraph, of the paragraph above, and of its sentence.
    """

    start: int
    end: int
    style: str
    number: int
    place: int
    line: int
    above: int
    sentence: int


@lru_cache(4096)
def _number(ordinal: str) -> int:
    named = _NAMED.get(ordinal.rstrip(_COMMAS))
    if named is not None:
        return named
    numeral = _NUMERAL.search(ordinal)
    return (read_integer(numeral[0]) or 0) if numeral else ord(ordinal) - ord("①") + 1


def find_marks(text: str) -> list[OutlineMark]:
    """Every ordinal that may open a section or an item, and every heading without an ordinal, in order.

    >>> [(m.style, m.number, m.place) for m in find_marks("一、工业\\n（一）煤。一是安全，二是产量。")]
    [('han', 1, 0), ('paren', 1, 0), ('shi', 1, 1), ('shi', 2, 2)]
    """
    marks: list[OutlineMark] = []
    at = line = above = sentence = 0
    found = {one[0]: one for one in _bare_headings(text)}
    found |= {one[0]: one for one in _ordinals(text) if one[0] not in found or one[2] != "xian"}  # 首先报告去年的工作
    for start, end, style, number, place in sorted(found.values()):
        newline = text.rfind("\n", at, start)
        if newline >= 0:
            upper = text.rfind("\n", at, at + len(text[at:newline].rstrip()))
            above, line = upper + 1 if upper >= 0 else line, newline + 1
        sentence = max(sentence, line, text.rfind("。", at, start) + 1)
        marks.append(OutlineMark(start, end, style, number, place, line, above, sentence))
        at = start
    return marks


def _ordinals(text: str) -> Iterator[Found]:
    for match in MARK.finditer("\n" + text):
        style, stop = match.lastgroup or "", match["stop"]
        start, end = match.span(style)
        if _is_false(style, stop, match[style]):
            continue
        place = LINE if stop == "\n" else SENTENCE if stop in _SENTENCE_STOPS else CLAUSE
        yield start - 1, end - 1, match["of"] or style, _number(match[style]), place


def _is_false(style: str, stop: str, ordinal: str) -> bool:
    """Whether what looks like a mark is something else in this place: 5、 in a list of months, 一 inside a line."""
    if style == "han" and ordinal[-1] not in "、．.":
        return stop != "\n"
    return style in _BEHIND_STOPS and stop in _WEAK


def _bare_headings(text: str) -> Iterator[Found]:
    first = _FIRST_TEXT.search(text)
    last = max(map(text.rfind, "。！：:"))  # only names and dates come after it
    spaced = 4 * text.count("\n\n") > text.count("\n")
    for match in (BARE_SPACED if spaced else BARE).finditer(text, first.end()) if first else ():
        start, heading = match.start("heading"), match["heading"]
        if heading in CLOSING or (len(heading) >= _SHORTEST and match.end() < last):
            style = "closing" if heading in CLOSING else "clauses" if "，" in heading else "bare"
            yield start, start, style, 0, LINE
