"""Directives: what a speech orders, advises, forbids, presses on with or promises, and whom it addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from koujing import lexicons
from koujing.rhetoric.addressees import Addressees
from koujing.speech import Section, wording
from koujing.tables import SpanRow, column, derived, table_row


@table_row(
    "directives",
    "one row a marker that orders, advises, forbids, presses on or promises, by `lexicons/directives.tsv`. 要 in 主要, 需要, 要求 "
    "and the like is not counted, nor is a wish, a condition or an aside of the speaker. A word that presses on (进一步) counts "
    "only after an order in its sentence or in a part that sets tasks.",
)
class Directive(SpanRow):
    """``text[start:end]``: a marker and what it governs, to the end of the clause.

    ``marker`` is the word as the lexicon names it (坚决杜绝 is 杜绝), ``force`` one of ``must``, ``should``, ``prohibit``,
    ``intensify`` and ``commit``, ``addressee`` who is to do it where the text says so.
    """

    text: str = derived("the raw characters, from the marker to the end of its clause", wording, quotes=True)
    marker: str = column("the marker as the lexicon names it (要, 必须, 不得)")
    force: str = column(
        "must, should, prohibit, intensify (more of what is done already), commit (the speaker binds his own side)"
    )
    addressee: str = column(
        "who is to do it, where the clause or the head of its sentence names somebody, or the sentence before did and this one "
        "goes on with the order; else empty",
        quotes=True,
    )


_ROWS = {row["marker"]: row for row in lexicons.load("directives")}
_MARKER = {form: marker for marker, row in reversed(_ROWS.items()) for form in row["forms"].split()}
# Literal words only, the longest first: such a pattern is searched fastest, and what stands around is asked for after.
_FORMS = re.compile("|".join(sorted(_MARKER, key=lambda form: (-len(form), form))))


def _confirmation(row: dict[str, str]) -> re.Pattern[str]:
    """A form of the marker between what has to stand around it, and none of what must not."""
    after = "|".join(f"(?<={word})" for word in row["after"].split())
    behind = "".join(f"(?<!{word})" for word in row["behind"].split())
    before, ahead = ("|".join(map(re.escape, row[column].split())) for column in ("before", "ahead"))
    forms = "|".join(row["forms"].split())
    return re.compile(f"(?:{after})(?:{forms}){behind}(?={before})" + (f"(?!{ahead})" if ahead else ""))


_CONFIRMED = {marker: _confirmation(row) for marker, row in _ROWS.items()}
_CLAUSE = re.compile("[^，,。；;：:！？!?\n]{0,200}+")  # no clause at hand has more than 150 characters
# A clause with one of these reports what is done or so, or says what something is.
_DONE = re.compile("了|已|得到|取得|有所|日益|明显|显著|是|以便|如果|使得|结构进一步")
# A marker that only says what kind of thing is meant (是必须克服的; 应当遵循的重要原则).
_MODIFIES = re.compile(
    "的(?:重[要大]|主要|基本|首要)?(?:原则|任务|方针|问题|责任|义务|条件|目标|工作|道路|职责|事情|道理|前提下?)?\\Z"
)
# 要 that orders nothing: a wish or a threat of others, a cost, a comparison, a condition, an aside of the speaker, a name.
_NO_ORDER_BEFORE = re.compile(
    r"""(?:帝国主义|反动派|敌人|霸权主义|资产阶级|地主|他们|希望|幻想|妄图|企图|梦想|或者(?:还)?|人民群众是
            |即使|假如|如果|倘若|既然|为什么|是否|仍旧|虽然)[^，。；]{0,3}$
        | [一二三四五六七八九]$(?<=“.)  | ^[^，。；]{0,4}(?:这里|下面|现在|我(?!们))(?:还|只|也)?$""",
    re.VERBOSE,
)
_NO_ORDER = re.compile(
    r"""要(?:(?:着重|特别|首先|再|顺便)?(?:说明|声明|报告|讲的|谈的|指出的是|强调的是|提到)|[多高大低少快慢好难]得多
        | (?:[一二三四五六七八九十几\d]+|好几|很多|不少|更多)(?:个|年|万|亿|倍|天|代人)
        | (?:做|办|抓|讲|解决|达到|实现|说|谈|完成|采取|进行|建设|争取|走|解放|革命|克服)的[^，。；]
        | [一二三四五六七八九]不要)""",
    re.VERBOSE,
)
_CONDITION = re.compile(
    r"""(?:^|^我们|^谁)要[^，。；：\n]{2,30}，(?:并[^，。；\n]{2,40}，)?(?:我们)?
        (?:就(?!要)|必须|才|非|关键|只有|离不开|没有|不能不)""",
    re.VERBOSE,
)


def find_directives(text: str, sections: Sequence[Section] = ()) -> list[Directive]:
    """The directives of a text in order; words that press on count only where something is ordered.

    >>> text = "各单位要找准定位，不得推诿。要突出重点，进一步强化督查。成绩进一步显现，主要靠群众。"
    >>> [(d.marker, d.force, d.addressee) for d in find_directives(text)]
    [('要', 'must', '各单位'), ('不得', 'prohibit', '各单位'), ('要', 'must', '各单位'), ('进一步', 'intensify', '各单位')]
    """
    return list(_directives(text, _Parts(sections), Addressees(text)))


class _Parts:
    """Whether a place lies in a part that sets tasks, or in one that looks back."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._starts = [section.start for section in sections]
        self._parts = [section.part for section in sections]

    def at(self, place: int) -> str:
        k = bisect_right(self._starts, place) - 1
        return self._parts[k] if k >= 0 else ""


def _directives(text: str, parts: _Parts, addressees: Addressees) -> Iterator[Directive]:
    ordered = -1  # the sentence in which something was ordered last
    for match in _FORMS.finditer(text):
        marker, start = _MARKER[match.group()], match.start()
        if not _CONFIRMED[marker].match(text, start):
            continue
        clause = _CLAUSE.match(text, start)
        end, sentence = clause.end() if clause else match.end(), addressees.sentence(start)
        if not _orders(text, start, end, marker, ordered == sentence, parts):
            continue
        force = _ROWS[marker]["force"]
        ordered = sentence if force != "intensify" else ordered
        yield Directive(start, end, marker, force, addressees.of(start))


def _orders(text: str, start: int, end: int, marker: str, is_ordered: bool, parts: _Parts) -> bool:
    """Whether a marker orders where it stands; ``is_ordered`` says that another did before it in the sentence."""
    before = text[max(0, start - 20) : start]
    before = before[max(map(before.rfind, "，。；：\n！？")) + 1 :]
    if marker in ("要", "不要"):
        if _NO_ORDER_BEFORE.search(before) or _NO_ORDER.match(text, start):
            return False
        return not (before in ("", "我们", "谁") and _CONDITION.match(text[start - len(before) : start + 90]))
    if _MODIFIES.search(text, start, end):
        return False
    presses = _ROWS[marker]["force"] == "intensify"
    if presses or marker in ("确保", "杜绝", "禁止"):
        if _DONE.search(before + text[start:end]):
            return False
        return is_ordered or parts.at(start) == "tasks" or (not presses and parts.at(start) != "review")
    return True
