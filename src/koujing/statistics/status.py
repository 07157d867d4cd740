"""Whether a statistic is achieved, a target, a rule, or only mentioned as context."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from koujing.chinese.marks import SENTENCE, Marks
from koujing.chinese.moves import ABOUT, AIMED, COMPARING
from koujing.chinese.numeral_forms import TO_TEN, ZEROS
from koujing.chinese.patterns import lazy
from koujing.chinese.times import COUNT, FEW_YEARS, is_year_end, tense, years
from koujing.speech import Section
from koujing.statistics.mentions import is_group, is_rule, is_trouble
from koujing.statistics.roles import Place
from koujing.statistics.word_lists import any_of

# Not 五年计划, nor an existing plan that is carried out, met or missed.
_PLAN = r"(?<!五年)(?<!年度)(?<![年原定过成按照的])计划(?!的|经济|生育|外|内|期|单列|任务|指标|执行|完成|百分|规定的|[和、，。])"
# Not 主要, 重要, 需要, 要求, 要素.
_WANT = r"(?<![主重需首纲次摘提简扼只不])要(?![求素点领害闻塞道])"
# Words that report; 了 after a comparison (比去年增加了) says nothing about the time.
_DONE = r"已(?!经?确定)|(?<!为)(?<!除)(?<!提出)了(?!解)"
_THEN = rf"(?<![{COMPARING}])去年(?!的?同期|的?水平)|{FEW_YEARS}来|这(?:几年|{FEW_YEARS})"
# The lookahead fails fast where none begins.
_MARK = lazy(
    lambda: rf"(?=[力争确目预计规拟必应准打任要务保不今明下奋将已了去以这过两{TO_TEN}截相实上现累先同])(?:"
    rf"(?P<aim>{AIMED}|{any_of('aim')}|准备(?!金)|{_PLAN}|{_WANT})|(?P<report>{any_of('report')}|{_DONE}|{_THEN}))"
)
_THAN = lazy("[比较即]")
_AIMED_IN_REVIEW = lazy(rf"{AIMED}|到二[{ZEROS}]{{2}}○年|本世纪末")
# 预计 before a statistic estimates the year that is ending, so it is achieved; 比1980年预计增加 compares with an estimate.
_ESTIMATED = lazy("(?<!比.{4}年)(?<!比.{4}年的)预计(?!明年|今后)")
_REACHED = lazy("(?:实现|达到|完成|超过)了|提前")
_NOW = lazy("(?:今年|明年|全年)(?!初)")
# Words that describe a state, where an order would name something to do.
_STATE = lazy(r"[是为有占达只]|共计|平均|不到")
# Words directly after a target.
_GOAL = lazy(rf"(?:{ABOUT})?的(?:总体|增收|增长|奋斗|宏伟|战略|预期)?(?:目标|总要求)|奋斗|而努力")

# From these words on, a paragraph speaks of what is wrong.
_AMISS = lazy(
    r"(?:[必应当]|[还也]要|清醒地?|同时)看到|清醒地?认识到|(?<![^，。；：,;\n\s])[^，。；：,;\n]{0,6}(?:问题|缺点)(?:也|同样|仍|还|不少)"
)
# 要办好下列四项工作: its items state what is to be done.
_LIST = lazy(
    rf"(?:要|必须|抓好|办好|做好|做到|落实|突出)[^。！？\n]{{0,16}}{COUNT}[^。！？，\n]{{0,4}}"
    r"(?:件|项|点|方面|条|关|仗)[^。！？，\n]{0,6}[。：:]\s{0,9}\n"
)
_FIRST = lazy(
    rf"[　\s]*(?:[{TO_TEN}]+[是要、]|第[{TO_TEN}]+|[（(][{TO_TEN}\d]+[)）]|\d+[.、．]|——)"
)
_LIST_REACH = 1500
_ORDERS = lazy(
    r"(?:今|明|来|下半)年?的?(?:活|打算|任务|重点|工作)|(?:今|明)年.{0,3}(?:要|办|做|干)|下半年|下一步|改什么|干什么|怎样?[办改干做把]"
)
# A text covers at most this many years after the first year it names.
_TERM = 4
# The later of two years named nearly as often (1952: 42 times, 1954: 38 times in the plan of 1955) is the one it ends with.
_NEARLY = 0.88


class Places:
    """The matches of a pattern in a text, found on demand in order of position; stretches nobody asks about are not searched."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text, self._pattern = text, pattern
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._read_to = 0

    def last(self, first: int, stop: int) -> re.Match[str] | None:
        """The last match that begins between two positions.

        >>> places = Places("要修路,已架桥", re.compile("要|已"))
        >>> places.last(0, 3).group(), places.last(0, 7).group(), places.last(5, 7)
        ('要', '已', None)
        """
        if stop > self._read_to:
            read = list(self._pattern.finditer(self._text, max(self._read_to, first), stop))
            self._found += read
            self._starts += [match.start() for match in read]
            self._read_to = stop
        k = bisect_left(self._starts, stop) - 1
        return self._found[k] if k >= 0 and self._starts[k] >= first else None


class Statuses:
    """The status of the statistics of one text, to be asked for in order; ``year`` is the year of the speech, if known."""

    def __init__(self, marks: Marks, sections: Sequence[Section], year: int | None = None) -> None:
        self._text, self._marks = marks.text, marks
        # Without headings, each sentence says for itself whether it reports or orders, unless the whole text is a plan.
        self._sections = sections if any(section.depth == 1 for section in sections) else sections[:1]
        self._parts = list(_parts(self._sections))
        self._reviewed = next((section.end for section in self._sections if section.part == "review"), len(marks.text))
        self._given = year
        self._words, self._amiss, self._lists = (Places(marks.text, pattern) for pattern in (_MARK, _AMISS, _LIST))

    def read(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> tuple[str, float]:
        """The status of a statistic and how certain it is; ``period`` is its time, which begins at ``since``."""
        return self._read(place, role, kind, indicator, period, since), 0.5

    def _read(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> str:
        if role == "start":
            return "context"
        if is_rule(self._text, place, kind, indicator):
            return "rule"
        aimed = self._is_aimed(place, period, since)
        if kind == "count" and (role == "whole" or is_group(self._text, place, indicator)):
            return "context"
        if is_trouble(self._text, place, aimed):
            return "context"
        if aimed:
            return "target"
        return "context" if self._amiss.last(self._paragraph(place.start), place.start) else "achieved"

    def _is_aimed(self, place: Place, period: str, since: int) -> bool:
        """Whether a statistic is a target, judged by its year, by the part of the text it is in, then by the words before it."""
        text, (clause, _, start, end), part = self._text, place, self._part(place.start)
        mark, when = self._last_mark(place), tense(period, self._year)
        wanted = mark is not None and mark.lastgroup == "aim"
        estimated = _ESTIMATED.search(text, clause, start)
        aimed = bool(_AIMED_IN_REVIEW.search(text, clause, start)) and not estimated
        aimed = (aimed or bool(_GOAL.match(text, end))) and not _REACHED.search(text, clause, start)
        if part == "review" or aimed:
            return aimed or (wanted and when >= 0 and bool(years(period) or _NOW.match(period)))
        if when:
            return when > 0 or (
                wanted and mark is not None and (mark.start() >= min(clause, since + 1) or not self._given)
            )
        if mark or estimated:
            return wanted and not estimated
        return self._is_ordered(place, part, period)

    def _is_ordered(self, place: Place, part: str, period: str) -> bool:
        """Whether a statistic whose sentence leaves it open is a target, judged by its list, its paragraph, or its part."""
        text, (clause, sentence, start, _) = self._text, place
        paragraph = self._paragraph(start)
        if _FIRST.match(text, paragraph) and self._lists.last(max(0, start - _LIST_REACH), paragraph):
            return True
        before = self._words.last(paragraph, sentence)
        if before and not _STATE.search(text, clause, start):
            return before.lastgroup == "aim"
        return part == "tasks" or (part == "after" and bool(_NOW.match(period) or years(period)))

    def _last_mark(self, place: Place) -> re.Match[str] | None:
        """The last word before the statistic, in its sentence, that states an aim or reports."""
        mark = self._words.last(place.sentence, place.start)
        if mark and mark.group() == "了" and mark.start() >= place.clause and _THAN.match(self._text, place.clause):
            return self._words.last(place.sentence, place.clause)
        return mark

    def _paragraph(self, start: int) -> int:
        """Where the paragraph around a position begins, but no farther back than ``SENTENCE`` characters."""
        return max(self._marks.paragraph(start)[0], start - SENTENCE)

    def _part(self, start: int) -> str:
        """The part of the innermost section around a position: review, tasks, or other (``after`` if that follows a review)."""
        k = bisect_right(self._starts, start) - 1
        part = self._parts[k] if k >= 0 else "other"
        return "after" if part == "other" and self._reviewed < start else part

    @cached_property
    def _year(self) -> int:
        """The year that is under way or about to begin: the year of the speech, or the next one at the end of a year."""
        return self._given + is_year_end(self._text, self._given) if self._given else self._guessed()

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
    def _starts(self) -> list[int]:
        return [section.start for section in self._sections]


def _parts(sections: Sequence[Section]) -> Iterator[str]:
    """The part of each section; one left open belongs to the tasks if a heading above it asks what to do."""
    ordered = 0
    for section in sections:
        if section.part == "other" and _ORDERS.search(section.heading):
            ordered = max(ordered, section.end)
        yield "tasks" if section.part == "other" and section.start < ordered else section.part
