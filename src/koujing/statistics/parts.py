"""The parts of a text that look back or set tasks, and the year that is under way in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from koujing.chinese.patterns import lazy
from koujing.chinese.times import is_year_end, years
from koujing.speech import Section

_ORDERS = lazy(
    r"(?:今|明|来|下半)年?的?(?:活|打算|任务|重点|工作)|(?:今|明)年.{0,3}(?:要|办|做|干)|下半年|下一步|改什么|干什么|怎样?[办改干做把]"
)
# A plan of last year that a text quotes: 去年的报告提出，物价涨幅要降到10%.
LAST_PLAN = lazy("[去上]年[^，。；：]{0,10}(?:报告|会议|计划|规划|目标|方案)[^，。；：]{0,6}(?:提出|确定|要求|规定)")
# A text covers at most this many years after the first year it names.
_TERM = 4
# The later of two years named nearly as often (1952: 42 times, 1954: 38 times in the plan of 1955) is the one it ends with.
_NEARLY = 0.88


class Parts:
    """The parts of one text; ``given`` is the year of the speech, if known."""

    def __init__(self, text: str, sections: Sequence[Section], given: int | None = None) -> None:
        self._text, self.given = text, given
        # Without headings, each sentence says for itself whether it reports or orders, unless the whole text is a plan.
        self._sections = sections if any(section.depth == 1 for section in sections) else sections[:1]
        self._starts = [section.start for section in self._sections]
        self._reviewed = next((section.end for section in self._sections if section.part == "review"), len(text))

    def at(self, position: int) -> str:
        """The part of the innermost section around a position: review, tasks, or other (``after`` if that follows a review)."""
        k = bisect_right(self._starts, position) - 1
        part = self._parts[k] if k >= 0 else "other"
        return "after" if part == "other" and self._reviewed < position else part

    @cached_property
    def year(self) -> int:
        """The year that is under way or about to begin: the year of the speech, or the next one at the end of a year."""
        return self.given + is_year_end(self._text, self.given) if self.given else self._guessed()

    def _guessed(self) -> int:
        """The year of the tasks that a heading announces, else the year after the one the text names most."""
        for section in self._sections:
            if section.part == "tasks" and (named := years(section.heading)):
                return named[-1]
        named = years(self._text)
        known = Counter(year for year in named if year <= named[0] + _TERM)
        most = max(known.values(), default=0)
        return max((year for year, count in known.items() if count >= _NEARLY * most), default=0) + 1

    @cached_property
    def _parts(self) -> list[str]:
        return list(_parts(self._sections, self.year if self.given else 0))


def _parts(sections: Sequence[Section], year: int) -> Iterator[str]:
    """The part of each section; one left open belongs to the tasks if a heading above it asks what to do, and one whose
    heading names only years before that of the speech looks back."""
    ordered = past = 0
    for section in sections:
        if section.part == "other" and _ORDERS.search(section.heading):
            ordered = max(ordered, section.end)
        if year and section.depth == 1 and (named := years(section.heading)) and max(named) < year:
            past = max(past, section.end)
        part = "tasks" if section.part == "other" and section.start < ordered else section.part
        yield "review" if section.start < past else part
