"""The chain of times through a text: what the heading or the opening of a paragraph says holds until another time is opened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from koujing.chinese.marks import Span, split_lines
from koujing.chinese.moves import COMPARING
from koujing.chinese.patterns import lazy
from koujing.chinese.resolve import resolve
from koujing.chinese.stretch import Now, Stretch, of_years
from koujing.chinese.times import SPOKEN, SPOKEN_BEGINS, TIME, TIME_BEGINS, is_year_end, years
from koujing.speech import Section

# A report to an assembly, made in the first months of a year, or when its month is not known, reviews the year before.
_REPORT = lazy(r"我[^。\n]{0,4}(?:代表|受)[^。\n]{2,24}报告|请(?:予|各位|大会)[^。\n]{0,12}审[议查]|各位代表[：:]")
_HEAD = 600
# What stands before the tasks is at least this share of a text that reviews something; a digest of short news has headings too.
_BEFORE, _SHORT = 0.1, 3000
_SPRING = 8
_LATE = 11
# How far into a paragraph its opening time may stand: 各位代表，过去的一年，…
_OPENING = 30
_WHEN = lazy(rf"(?=[{TIME_BEGINS}{SPOKEN_BEGINS}])(?:{TIME}|{SPOKEN})", re.VERBOSE)
_NOT_OPENING = lazy(rf"[{COMPARING}于按]\Z")
# A date, a month or the present opens nothing beyond its own sentence.
_IN_DAYS = lazy(r"[日月天前今]\Z|现在|今[晨晚早]")
# The longest headline, and how far into the text below it a time may stand.
_HEADLINE = 60
_SINCE = lazy(r"(?:[^，。；、,;\d\s]{2,12})?以来|至今|开始|起(?=[，,])")
# The year of a scheme (2019年度国家奖励) is not that of what follows, nor is an end without a beginning (2000年前欠的账).
SCHEME = lazy("度(?![，,])|[以之]?前")
_STOPS = lazy("[。；;]")
# How many opened times are tried.
_REACH = 60


def words_of(text: str, span: Span) -> str:
    """The words of a time, with those after it that make it a beginning.

    >>> words_of("从2017年开始", (1, 6))
    '2017年开始'
    """
    since = _SINCE.match(text, span[1])
    return text[slice(*span)] + (since[0] if since else "")


class Opened(NamedTuple):
    """A time that a heading or the opening of a paragraph opens: it holds from ``start`` up to ``end``."""

    start: int
    end: int
    words: str
    place: str


class Link(NamedTuple):
    """A time that may govern a statistic, and where it was found: heading, opening, before, headline, default."""

    stretch: Stretch
    place: str


class Chain:
    """The times that hold in the parts of one text."""

    def __init__(self, text: str, sections: Sequence[Section], date: str) -> None:
        self._text, self._sections, self._date = text, sections, date

    @cached_property
    def reports(self) -> bool:
        """Whether the text is a report to an assembly or, like one, has a part on what is done before that on what is to be done."""
        tasks = next((section.start for section in self._sections if section.depth == 1 and section.part == "tasks"), 0)
        divided = tasks > _BEFORE * len(self._text) and len(self._text) > _SHORT
        return divided or bool(_REPORT.search(self._text, 0, _HEAD))

    @cached_property
    def now(self) -> Now:
        """The date of the text, and the years that it reviews and plans."""
        year, month, day = (int(part) if part else 0 for part in (*self._date.split("-"), "", "", "")[:3])
        year = year or self._announced
        if not year:
            return Now()
        late = month >= _LATE or (not month and self.reports and is_year_end(self._text, year))
        early = self.reports and not late and month <= _SPRING
        return Now(year, month, day, year - early, year + (late and self.reports))

    @cached_property
    def _announced(self) -> int:
        """The year whose tasks a heading of a text without date announces."""
        for section in self._sections:
            if section.part == "tasks" and (named := years(section.heading)):
                return named[-1]
        return 0

    def part(self, at: int) -> str:
        """Whether a position belongs to the review, the tasks or to neither; before the first tasks a report reviews."""
        k = bisect_left(self._starts, at + 1) - 1
        part = self._sections[k].part if k >= 0 else "other"
        return "review" if part == "other" and self.reports and at < self._tasks else part

    def around(self, at: int, paragraph: int) -> Iterator[Link]:
        """The times opened before a position in a part of the text that is not yet over, the last one first."""
        opened, meant = self._opened, self._meant
        last = bisect_left(self._opened_at, at + 1)
        for k in range(last - 1, max(-1, last - 1 - _REACH), -1):
            one, stretch = opened[k], meant[k]
            if stretch and one.end > at and (one.place != "opening" or one.start >= paragraph or self._carries(stretch)):
                place = one.place if one.place != "opening" else "opening" if one.start >= paragraph else "before"
                yield Link(stretch, place)

    def _carries(self, stretch: Stretch) -> bool:
        """Whether a time opened in a paragraph may govern the next: in a report one that reaches the years it reviews or plans,
        elsewhere the year before."""
        return stretch.years[1] >= self.now.reviewed - 1 if self.reports else stretch.years == (self.now.year - 1, self.now.year - 1)

    def below(self, at: int) -> Iterator[Link]:
        """The time that the text below a headline of a digest begins with."""
        text = self._text
        end = -1 if self.reports else text.find("\n", at, at + _HEADLINE)
        if end < 0 or _STOPS.search(text, text.rfind("\n", max(0, at - _HEADLINE), at) + 1, end):
            return
        start = end + len(text[end : end + 9]) - len(text[end : end + 9].lstrip())
        match = _WHEN.search(text, start, start + _HEADLINE)
        stretch = resolve(words_of(text, match.span()), self.now) if match and not self._compares(text, match) else None
        if stretch:
            yield Link(stretch, "headline")

    def planned(self, stretch: Stretch, at: int) -> Stretch:
        """Five years in a text on a plan are those of the plan: 第六个五年计划期间要… 五年内…"""
        if stretch.kind not in {"coming", "span"}:
            return stretch
        length = stretch.years[1] - stretch.years[0]
        plans = (link.stretch for link in self.around(at, at) if link.stretch.kind == "plan")
        return next((plan for plan in plans if plan.years[1] - plan.years[0] == length), stretch)

    def default(self, at: int, aimed: bool) -> Link | None:
        """The time of what has none: aims are for the year planned, results for the year reviewed, all else is of today."""
        if not self.now.year:
            return None
        part = self.part(at)
        if aimed:
            return Link(of_years(self.now.planned, self.now.planned, "default"), "default")
        year = self.now.reviewed if part == "review" and self.reports else self.now.year
        return Link(of_years(year, year, "default"), "default")

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self._sections]

    @cached_property
    def _tasks(self) -> int:
        """Where the first tasks begin, in a report without a review."""
        outer = [section for section in self._sections if section.depth <= 1]
        if any(section.part == "review" for section in outer):
            return 0
        return next((section.start for section in outer if section.part == "tasks"), outer[0].end if outer else 0)

    @cached_property
    def _opened(self) -> list[Opened]:
        return sorted([*self._of_headings(), *self._of_paragraphs()])

    @cached_property
    def _meant(self) -> list[Stretch | None]:
        return [resolve(one.words, self.now) for one in self._opened]

    @cached_property
    def _opened_at(self) -> list[int]:
        return [one.start for one in self._opened]

    def _of_headings(self) -> Iterator[Opened]:
        for section in self._sections:
            found = [match for match in _WHEN.finditer(section.heading) if not self._compares(section.heading, match)]
            found = [match for match in found if not _IN_DAYS.search(match[0])]
            if found:
                yield Opened(section.start, section.end, words_of(section.heading, found[-1].span()), "heading")

    def _of_paragraphs(self) -> Iterator[Opened]:
        text = self._text
        for start, end in split_lines(text):
            match = _WHEN.search(text, start, min(end, start + _OPENING))
            if match and self._opens(text, start, match):
                k = bisect_left(self._starts, match.start() + 1) - 1
                yield Opened(match.start(), self._sections[k].end if k >= 0 else len(text), words_of(text, match.span()), "opening")

    def _opens(self, text: str, start: int, match: re.Match[str]) -> bool:
        """Whether a time near the beginning of a line is that of the line."""
        attribute = text.startswith("的", match.end())  # 由2012年的3亩增加到5亩
        passing = attribute or _IN_DAYS.search(match[0]) or SCHEME.match(text, match.end()) or self._compares(text, match)
        return not passing and not _STOPS.search(text, start, match.start())

    def _compares(self, text: str, match: re.Match[str]) -> bool:
        return bool(_NOT_OPENING.search(text, max(0, match.start() - 1), match.start()))
