"""A claim that a speech makes twice, with the same indicator, unit and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.checks.check import Check, compare, interval, report
from koujing.chinese.marks import Marks
from koujing.chinese.patterns import lazy
from koujing.chinese.times import years
from koujing.statistics.find import Statistic

# A name shorter than this says too little to be sure that the same thing is meant.
_NAME = 4
# One of several statistics, or one with another number in its clause.
_OTHERS = lazy(r"分别|\d")


def repeat_checks(marks: Marks, statistics: Sequence[Statistic]) -> Iterator[Check]:
    """Checks of levels that are stated twice for the same time."""
    first: dict[tuple[str, ...], Statistic] = {}
    for statistic in statistics:
        if statistic.kind not in {"money", "measure"} or statistic.value is None or statistic.modifier:
            continue
        if not statistic.period or len(statistic.indicator) < _NAME:
            continue
        key = (statistic.indicator, statistic.unit, statistic.period, statistic.status, statistic.kind)
        before = first.setdefault(key, statistic)
        if before is statistic:
            continue
        if compare(interval(before), interval(statistic)) == "meets":
            yield report(statistic, "sum", interval(before), "consistent", "stated twice", [before])
        elif (
            years(statistic.period)
            and "\n" in marks.text[before.end : statistic.start]
            and _is_named_beside(marks, before)
            and _is_named_beside(marks, statistic)
        ):
            yield report(statistic, "sum", interval(before), "undetermined", "stated twice, with another value", [before])


def _is_named_beside(marks: Marks, statistic: Statistic) -> bool:
    """Whether the clause of a statistic names it, and it is neither there for comparison nor one of several."""
    clause = marks.clause(statistic.start)[0]
    named = statistic.named is not None and clause <= statistic.named[0] < statistic.start
    return named and not statistic.role and not _OTHERS.search(marks.text, clause, statistic.start)
