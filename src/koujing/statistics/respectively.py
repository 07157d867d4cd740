"""A、B、C分别…a、b、c: which thing, or which time, of a list each number belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koujing.chinese.joints import AND, JOINING, split_parts
from koujing.chinese.marks import Marks, Span
from koujing.chinese.numeral_forms import YEAR
from koujing.chinese.patterns import lazy
from koujing.chinese.times import TIME
from koujing.statistics.indicator import phrase_before
from koujing.statistics.names import Name
from koujing.statistics.quantity import Quantity
from koujing.statistics.word_lists import any_of

# Between the numbers of a list.
_JOINED = lazy(rf"\ ?(?:[{JOINING}]|以及)\ ?(?:[近约超]|超过)?")
_RESPECTIVELY = lazy(r"(?:分别|依次)[^，。；：,;:\n\d]{0,16}\Z")
_TIME = lazy(rf"{TIME}|{YEAR}(?=[、和])", re.VERBOSE)
# A clause that names nothing, so that what its numbers belong to is named in the clause before: 同比分别增长5%和6%.
_NAMELESS = lazy(
    r"(?:同比|环比|[比较][上去前]年|[比较是]?\d{4}年[底末]?的?|[比较是]?[^，。；\d]{1,3}年前的?|是|并且?|也|均|年均|实际|可比)*"
    r"(?:分别|增长|提高|下降|增加|减少|达到?|为|完成)*[^，。；\d]{0,4}"
)
# A thing that is weighed or counted is named by itself (小麦、玉米产量); any other number needs the name of a quantity,
# which may stand once for all (纺织、食品产业增加值, 北方和南方参与人数).
_THINGS = frozenset({"measure", "count"})
_QUANTITY = lazy(lambda: rf"(?:{any_of('quantity_end')}|{any_of('general')}|{any_of('quantity_name')})\Z")
_YIELD = lazy(r"(?:产量|总产|[亩单]产|产能|生产能力|[销出]栏?量)\Z")
_PART_OF_WORD = lazy(r"第?[\d一二三]+\Z|.?\Z")


class Member(NamedTuple):
    """What one number of a list belongs to: the name of what it measures, or its time; ``None`` for what is not listed.

    ``region`` is the part of the list that belongs to it even where that names nothing by itself, ``many`` how many numbers there are.
    """

    name: Name | None = None
    when: Span | None = None
    region: Span | None = None
    many: int = 0


NOT_LISTED = Member()


def members(marks: Marks, quantities: Sequence[Quantity]) -> dict[int, Member]:
    """For the start of each number of a list that pairs with one before 分别: its member of that list.

    >>> text = "粮食产量、财政收入分别增长5%和6%"
    >>> from koujing.statistics.quantities import find_quantities
    >>> [member.name.words for member in members(Marks(text), find_quantities(text)).values()]
    ['粮食产量', '财政收入']
    """
    found: dict[int, Member] = {}
    last: tuple[int, list[Member]] = 0, []
    for group in _groups(marks.text, quantities):
        start = group[0].start
        pairs = _paired(marks, group)
        if not any(pair.name or pair.when for pair in pairs) and len(last[1]) == len(group) and _names_nothing(marks, last[0], start):
            pairs = last[1]
        last = (group[-1].end, pairs)
        found |= {quantity.start: pair for quantity, pair in zip(group, pairs, strict=False)}
    return found


def _groups(text: str, quantities: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Runs of at least two quantities with only 、 or 和 between them."""
    group: list[Quantity] = []
    for one in quantities:
        if group and not _JOINED.fullmatch(text, group[-1].end, one.start):
            if len(group) > 1:
                yield group
            group = []
        group.append(one)
    if len(group) > 1:
        yield group


def _paired(marks: Marks, group: Sequence[Quantity]) -> list[Member]:
    text, start = marks.text, group[0].start
    clause = marks.clause(start)[0]
    said = _RESPECTIVELY.search(text, max(clause, start - 20), start)
    if not said:
        return []
    ways = list(_lists(text, clause, said.start(), len(group)))
    for spans in ways:
        if times := _times(text, spans):
            return times
        if names := _names(text, spans, group[0].kind):
            return names
    return [Member(None, None, span, len(group)) for span in ways[0]] if ways else [Member(many=len(group))] * len(group)


def _lists(text: str, begin: int, end: int, count: int) -> Iterator[list[Span]]:
    """The ways in which the words before 分别 are a list of so many members: by 、 with a last 和, or by 、 alone."""
    parts = split_parts(text, begin, end, "、")
    halves = [spans for part in parts for spans in _halves(text, part)]
    for spans in (halves, parts):
        if len(spans) == count:
            yield spans


def _halves(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for joint in AND.finditer(text, span[0] + 1, span[1] - 1):
        yield start, joint.start()
        start = joint.end()
    yield start, span[1]


def _times(text: str, spans: Sequence[Span]) -> list[Member]:
    """The times of a list whose last may be followed by a noun: 2015年、2016年财政收入."""
    matches = [_TIME.match(text, *span) for span in spans]
    if not all(match and match.end() == end for match, (_, end) in zip(matches[:-1], spans[:-1], strict=True)) or not matches[-1]:
        return []
    return [Member(when=match.span()) for match in matches if match]


def _names(text: str, spans: Sequence[Span], kind: str) -> list[Member]:
    names = [phrase_before(text, start, end, kind) for start, end in spans]
    known = all(name.words and not _PART_OF_WORD.match(name.words) for name in names)
    whole = known and (_are_things(text, spans, kind) or all(_QUANTITY.search(name.words) for name in names))
    return [Member(name, None, span, len(names)) for name, span in zip(names, spans, strict=True)] if whole else []


def _are_things(text: str, spans: Sequence[Span], kind: str) -> bool:
    """Whether the members are named without the words that follow the last, which else belong to each of them.

    >>> text = "小麦、玉米产量"
    >>> _are_things(text, [(0, 2), (3, 7)], "measure"), _are_things(text, [(0, 2), (3, 7)], "change")
    (True, False)
    """
    if kind not in _THINGS or "的" in text[slice(*spans[-1])]:
        return False
    return bool(_YIELD.search(text, *spans[-1]) or not _QUANTITY.search(text, *spans[-1]))


def _names_nothing(marks: Marks, floor: int, start: int) -> bool:
    """Whether only a comma and words of change stand between one list of numbers and the next."""
    clause = marks.clause(start)[0]
    near = floor < clause <= floor + 3 and start - clause < 24
    return near and _NAMELESS.fullmatch(marks.text, clause, start) is not None
