"""A claim that a speech makes twice: the same indicator, unit and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.checks.check import Check, compare, interval, report
from koujing.chinese.moves import FROM, THAN, WITH
from koujing.chinese.patterns import lazy
from koujing.chinese.times import years
from koujing.statistics.find import Statistic

# A name this short says too little to be sure that the same is meant.
_NAME = 4
_CLAUSE = lazy(r"[^，。；、,;\n]*\Z")
_OTHERS = lazy(rf"{THAN}|{WITH}|{FROM}|分别|\d")


def repeat_checks(text: str, statistics: Sequence[Statistic]) -> Iterator[Check]:
    """Levels stated twice for the same time."""
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
            _is_of_a_year(statistic)
            and "\n" in text[before.end : statistic.start]
            and _named(text, before)
            and _named(text, statistic)
        ):
            yield report(statistic, "sum", interval(before), "undetermined", "stated twice, with another value", [before])


def _is_of_a_year(statistic: Statistic) -> bool:
    return bool(years(statistic.period))


def _named(text: str, statistic: Statistic) -> bool:
    """Whether a statistic stands in the clause that names it, and is not only compared with or one of several."""
    before = _CLAUSE.search(text, max(0, statistic.start - 30), statistic.start)
    return before is not None and statistic.indicator in before[0] and not _OTHERS.search(before[0])
