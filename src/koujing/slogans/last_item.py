"""The last item of a list, without what follows the list: the number of the items, 等 with a noun, what is said of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.chinese.joints import Span, trim
from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy
from koujing.slogans.first_item import shared_end
from koujing.slogans.wording import FEW

_CLAUSE = lazy("[，,：:；;]")
_MARK = lazy("[、，,]")
AND_SO_ON = lazy("(?<![平高中初均对同优劣])等(?![级次候待同])")
# The number of the items with what it counts (三项行动, 双重机制), at the end of the last of them.
_NUMBER = lazy(
    f"(?:共|这)?(?P<n>[双{FEW}]|十[{DIGITS}]?|\\d{{1,2}})(?:[个项条种大类张场件方重处支者位]|(?=[\u4e00-\u9fff]))"
)
_TRAILING = lazy("(?<=..)(?:[“「‘的等这共]+|统称|合一|联动|问题[^、，]{0,8}|专项(?:整治|行动|治理))$")
_SAID = lazy("(?:均|都(?!市)|全部)(?:达到?|实现|为|要|有)|(?:明显|大幅度?|稳步|持续)(?:上升|下降|提升|增长|提高|改善)")
_NOUN = 10  # characters of a noun for all items, with its 的


def cut_last(text: str, spans: Sequence[Span]) -> Span:
    """The last item without the words that follow the list: its number (三项行动), 等 with a noun, a noun of all items."""
    begin, end = spans[-1]
    others = [text[start:stop] for start, stop in spans[:-1]]
    for cut in (_closed, _comma, _numbered, _and_so_on, _ended, _predicated, _described):
        end = min(end, cut(text, begin, end, others) or end)
    tail = _TRAILING.search(text[begin:end])
    if tail and not any(other.endswith(tail[0]) for other in others):
        end = begin + tail.start()
    return trim(text, begin, end)


def _closed(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The end of a quotation that begins before the last item (“新技术、新产业”|的经济形态)."""
    closed = min((place for mark in "”」" if (place := text.find(mark, begin, end)) >= 0), default=0)
    return closed if closed and not any(text.find(mark, begin, closed) >= 0 for mark in "“「") else 0


def _comma(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    mark = _CLAUSE.search(text, begin + 1, end)
    return mark.start() if mark and not any(_CLAUSE.search(other) for other in others) else 0


def _numbered(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    places = find_numbers(text, begin + 2, end - 1, len(others) + 1)
    return next((place for place in places if not any(text[place : place + 2] in other for other in others)), 0)


def find_numbers(text: str, begin: int, end: int, count: int) -> Iterator[int]:
    """Where ``count`` stands as a number with what it counts."""
    for number in _NUMBER.finditer(text, begin, end):
        if (2 if number["n"] == "双" else read_integer(number["n"])) == count:
            yield number.start()


def _and_so_on(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    etc = AND_SO_ON.search(text, begin + 2, end)
    return etc.start() if etc and not any(AND_SO_ON.search(other) for other in others) else 0


def _ended(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The end of the characters that all other items end in (建好、管好、护好|农村公路) or, as long as they are, of the last one."""
    ending, length = shared_end(others), len(others[0])
    if len(others) < 2:
        return begin + length if end - begin > length + 2 and text[begin + length - 1] == others[0][-1] else 0
    place = text.rfind(ending, begin + 1, end) if ending else -1
    regular = {len(other) for other in others} == {length}
    if place >= 0 and (regular or len(ending) > 1):
        return place + len(ending)
    alike = regular and (length == 2 or text.endswith("建设", begin, end)) and {other[0] for other in others} == {text[begin]}
    return begin + length if alike and end - begin > length + 1 else 0


def _predicated(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The place of what is said of all items (围挡率、硬化率|均达到100%)."""
    said = _SAID.search(text, begin + 2, end)
    return said.start() if said and not any(_SAID.search(other) for other in others) else 0


def _described(text: str, begin: int, end: int, others: Sequence[str]) -> int:
    """The place of a 的 with a noun for all items (高能耗、高污染|的项目)."""
    place = text.find("的", begin + 2, end)
    longer = end - begin > max(map(len, others)) + 2 and end - place < _NOUN and not _MARK.search(text, begin, end)
    return place if place >= 0 and longer and not any("的" in other for other in others) else 0
