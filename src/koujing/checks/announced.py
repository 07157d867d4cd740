"""Announced points against the points of the outline: 三点意见 and 一、二、三、; 11项工作 and 5 + 3 + 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from koujing.checks.check import Check, Span
from koujing.chinese.numeral_forms import DIGITS, NUMERAL_CHARACTERS, TO_TEN, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.speech import Section

# The measure words and nouns that points of an outline are counted in; such a noun belongs to the claim.
_COUNTED = re.compile(
    rf"(?<![\d第几{NUMERAL_CHARACTERS}.之])(?P<n>[{TO_TEN}百两零]{{1,5}}|\d{{1,3}})"
    r"(?P<unit>(?:[个项条种类件记大步道招](?!月|小时|星期|季度|百分))?(?:方面|部分|环节|问题|重点|层次|任务|工作|意见|措施|要求|机制|载体|产业)"
    rf"|[个项条种类件记大步道招](?!月|小时|星期|季度|百分)|点(?![{ZEROS}{DIGITS}\d])(?:意见|要求|建议)?)"
)
# An announcement is looked for in this many characters before the first point.
_NEAR = 260


def outline_checks(text: str, sections: Sequence[Section]) -> Iterator[Check]:
    """Checks of the announced counts of an outline, and of counts of all points two levels down."""
    points = _points(sections)
    for k, section in enumerate(sections):
        below = points[k]
        if not below:
            continue
        first = sections[below[0]].start
        begin = max(section.start, first - _NEAR)
        places = _places(text, begin, first)
        if not places and section.start < begin:
            places = _places(text, section.start, section.start + len(section.ordinal + section.heading))
        if section.announced is not None and section.found:
            yield from _announced(section, places, [_mark(sections[j]) for j in below])
        yield from _two_levels(places, sections, points, below)


def _places(text: str, begin: int, end: int) -> list[re.Match[str]]:
    return [match for match in _COUNTED.finditer(text, begin, end) if read_integer(match["n"])]


def _points(sections: Sequence[Section]) -> list[list[int]]:
    """For each section, the indices of the sections right under it; the matter before the first heading holds the outermost."""
    below: list[list[int]] = [[] for _ in sections]
    open_: list[int] = []
    for k, section in enumerate(sections):
        while open_ and (sections[open_[-1]].depth >= section.depth):
            open_.pop()
        if open_ and section.ordinal:
            below[open_[-1]].append(k)
        open_.append(k)
    return below


def _mark(section: Section) -> Span:
    return section.start, section.start + max(1, len(section.ordinal))


def _announced(section: Section, places: Sequence[re.Match[str]], marks: Sequence[Span]) -> Iterator[Check]:
    """The last place that announces the section's number of points, against the points found."""
    place = next((m for m in reversed(places) if read_integer(m["n"]) == section.announced), None)
    if place is None or section.announced is None or section.found is None:
        return
    # Points may stand without a mark, and marks may count something else: a difference proves nothing.
    verdict = "consistent" if section.announced == section.found else "undetermined"
    found = Decimal(section.found)
    yield Check(
        *place.span(), "count", Decimal(section.announced), found, found, verdict, "points of the outline", tuple(marks)
    )


def _two_levels(
    places: Sequence[re.Match[str]], sections: Sequence[Section], points: Sequence[Sequence[int]], below: Sequence[int]
) -> Iterator[Check]:
    """三个方面11项工作: the second count against the points of all the points."""
    deeper = [len(points[j]) for j in below]
    if len(below) < 2 or not all(deeper):
        return
    for first, second in pairwise(places):
        if (
            read_integer(first["n"]) == len(below)
            and second.start() - first.end() <= 2
            and read_integer(second["n"]) == sum(deeper)
        ):
            total = Decimal(sum(deeper))
            marks = tuple(_mark(sections[i]) for j in below for i in points[j])
            reading = "points two levels down: " + " + ".join(map(str, deeper))
            yield Check(*second.span(), "sum", total, total, total, "consistent", reading, marks)
