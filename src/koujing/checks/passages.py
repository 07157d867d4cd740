"""The statistics of a sentence and the words between them: the input of most checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import repeat

from koujing.chinese.marks import Marks
from koujing.chinese.moves import YEARLY
from koujing.chinese.patterns import lazy
from koujing.statistics.find import Statistic
from koujing.statistics.word_lists import any_of

_AMOUNTS = frozenset({"count", "money", "measure", "change"})
_RATIOS = frozenset({"%", "‰", "百分点", "个百分点", "倍"})
_PERSONS = {"名": "人", "位": "人"}
# The words of a sentence are read from this many characters before its first statistic.
_LEAD = 60
# Statistics that belong together are looked for this far back and ahead; the longest list of parts met so far has nine.
REACH = 24
# How strongly a mark separates two statistics; any other mark, or none, separates weakly.
_STRENGTH = {"；": 3, ";": 3, "，": 2, ",": 2, "：": 2}
# Statistics per head, means, prices and rates do not add up.
_PER_HEAD = lazy(lambda: rf"{any_of('per_head')}|{YEARLY}|[价率速度]\Z")
_DIFFERS = lazy(r"[多少]了?\Z")  # 比上年多20口
_NEW = lazy(r"新[增建添开]?[^，。；、]{0,10}\Z")
# What is said to be left out is neither a part nor a total.
_LEFT_OUT = lazy(r"[^，。；、,;]{0,4}(?:不包括|不含|不计|除外|不在内)")
# A limit that classifies things (投资1亿元以上的项目20个) or a size (30万吨级码头) is not an amount.
_SORTS = lazy(r"(?:及?以[上下内]|之内|左右)?(?:的(?!部分|投资|资金)|级|大关)|及?以[上下内][\u4e00-\u9fff]")


# A unit, and whether the statistic is a change in it.
Sort = tuple[str, bool]
NOTHING: Sort = ("", False)


@dataclass(frozen=True, slots=True)
class Passage:
    """The statistics of one sentence; ``gaps[k]`` are the words before statistic k, ``depths[k]`` the brackets around it.

    Statistics with equal ``sorts`` can be added: the unit, and whether it is a change; NOTHING for one that never adds up.
    """

    marks: Marks
    statistics: tuple[Statistic, ...]
    gaps: tuple[str, ...]
    depths: tuple[int, ...]
    sorts: tuple[Sort, ...]

    def before(self, k: int, n: int) -> str:
        """At most ``n`` characters before statistic k, none of them in the previous statistic."""
        return self.gaps[k][-n:]

    def mark(self, k: int) -> int:
        """The strongest mark between statistic k and the previous one, outside brackets: 1 for 、 or none, 2 for ，, 3 for ；."""
        depth, text = min(self.depths[k - 1 : k + 1]), self.marks.text
        ends = self.marks.clause_ends(self.statistics[k - 1].end, self.statistics[k].start)
        return max((_STRENGTH.get(text[at], 1) for at in ends if len(self.marks.brackets(at)) <= depth), default=1)

    def words(self, first: int, last: int) -> str:
        """The words before statistics ``first`` to ``last``, at most ``REACH`` statistics back."""
        return "".join(self.gaps[max(0, first, last - REACH) : last + 1])


def split_passages(marks: Marks, statistics: Sequence[Statistic]) -> Iterator[Passage]:
    """The sentences of a text with at least two statistics; one that begins with 其中 is joined to the previous one.

    >>> from koujing.statistics.find import find_statistics
    >>> text = "修路36公里。打井5眼,植树12亩。"
    >>> [[f.unit for f in p.statistics] for p in split_passages(Marks(text), find_statistics(text))]
    [['眼', '亩']]
    """
    first = 0
    for k in range(1, len(statistics) + 1):
        if k == len(statistics) or not _goes_on(marks, statistics[k - 1].end, statistics[k].start):
            if k - first > 1:
                yield _passage(marks, statistics, first, k)
            first = k


def _goes_on(marks: Marks, end: int, start: int) -> bool:
    """Whether every sentence that begins between two positions continues the previous one."""
    begin = marks.sentence(start)[0]
    while begin > end and marks.text.startswith("其中", begin):
        begin = marks.sentence(begin - 1)[0]
    return begin <= end


def _as_spoken(text: str, statistic: Statistic) -> Statistic:
    """A round number in Chinese script (五亿二千万) is as exact as its last digit, not as its last magnitude."""
    if statistic.modifier or text[statistic.start].isdigit() or not statistic.value or statistic.low == statistic.high:
        return statistic
    place = Decimal(1).scaleb(int(statistic.value.normalize().as_tuple().exponent))
    if place < 10_000 or statistic.low is None or statistic.high is None:
        return statistic
    return replace(
        statistic, low=min(statistic.low, statistic.value - place / 2), high=max(statistic.high, statistic.value + place / 2)
    )


def _passage(marks: Marks, statistics: Sequence[Statistic], first: int, end: int) -> Passage:
    text, start = marks.text, statistics[first].start
    begin = max(start - _LEAD, statistics[first - 1].end if first else 0, marks.sentence(start)[0])
    spoken = tuple(_as_spoken(text, statistic) for statistic in statistics[first:end])
    begins = [begin, *(statistic.end for statistic in spoken)]
    gaps = tuple(text[begin : statistic.start] for begin, statistic in zip(begins, spoken, strict=False))
    depths = tuple(len(marks.brackets(statistic.start)) for statistic in spoken)
    return Passage(marks, spoken, gaps, depths, tuple(map(_sort, repeat(text), spoken, gaps)))


def _sort(text: str, statistic: Statistic, gap: str) -> Sort:
    if statistic.kind not in _AMOUNTS or statistic.unit in _RATIOS or (statistic.low is None and statistic.high is None):
        return NOTHING
    before = gap[-30:]
    if statistic.status == "rule" or statistic.role in {"start", "compared"}:
        return NOTHING
    if _LEFT_OUT.match(text, statistic.end) or _SORTS.match(text, statistic.end):
        return NOTHING
    if _PER_HEAD.search(statistic.indicator) or _PER_HEAD.search(before[-14:]):
        return NOTHING
    changes = statistic.kind == "change" and not _NEW.search(before[-16:])
    return _PERSONS.get(statistic.unit, statistic.unit), changes or _DIFFERS.search(before) is not None
