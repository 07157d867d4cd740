"""Totals after their parts: …,合计2万亩; …,全县各项贷款5亿元; 每年60亿元,共计300亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check, Interval, add, compare, interval, report
from koujing.checks.passages import REACH, Passage
from koujing.chinese.numerals import read_integer
from koujing.chinese.times import HOW_MANY

_TOGETHER = re.compile(r"(?<![国公])(?:合计|共计|总计|总共|一共)[^，。；、,;]{0,8}\Z")
_PLUS, _SUM = re.compile(r"加上|连同|再加"), re.compile(r"总[数额量][^，。；、,;]{0,4}\Z")
_ALL_KINDS = re.compile(
    r"[，,][^，。；,;]{0,6}(?:各项|各类|全部|总(?:量|数|额|规模|投资|面积|人数))[^，。；,;]{0,10}\Z"
)
_EVERY_YEAR = re.compile(r"每年(?![均平])[^，。；,;]{0,12}\Z")
_YEARS = re.compile(rf"({HOW_MANY})年(?![前底初末])")


def total_checks(passage: Passage) -> Iterator[Check]:
    """The totals of a sentence against the parts before them."""
    for k in range(1, len(passage.statistics)):
        gap = passage.gaps[k]
        if _TOGETHER.search(gap) or (_SUM.search(gap) and _PLUS.search(passage.gaps[k - 1])):
            if _EVERY_YEAR.search(passage.gaps[k - 1]) and passage.statistics[k - 1].unit == passage.statistics[k].unit:
                yield _yearly(passage, k - 1, k)
            else:
                yield from _together(passage, k)
        elif _ALL_KINDS.search(gap):
            yield from _all_kinds(passage, k)


def _together(passage: Passage, k: int) -> Iterator[Check]:
    """合计 before statistic k: as many of the statistics in its unit before it as add up to it."""
    total, sort = passage.statistics[k], passage.sorts[k]
    back = range(k - 1, max(-1, k - REACH), -1) if sort[0] else ()
    before = [j for j in back if passage.sorts[j] == sort and passage.depths[j] == passage.depths[k]]
    parts, computed = [], None
    for j in before:
        parts.append(passage.statistics[j])
        computed = add([computed, interval(parts[-1])]) if computed else interval(parts[-1])
        if len(parts) > 1 and compare(computed, interval(total)) == "meets":
            yield report(total, "sum", computed, "consistent", "the parts add up", parts[::-1])
            return
    if (
        computed
        and len(parts) > 1
        and total.value
        and all(part.value is None or part.value < total.value for part in parts)
    ):
        yield report(total, "sum", computed, "undetermined", "the parts named before do not add up", parts[::-1])


def _yearly(passage: Passage, k: int, total: int) -> Check:
    """每年60亿元,共计300亿元: the yearly amount times the years that the sentence names or, if none, the total implies."""
    yearly, claim = passage.statistics[k], passage.statistics[total]
    words = passage.words(0, total)
    named = _YEARS.search(words)
    if n := read_integer(named[1]) if named else None:
        computed = Interval(*(None if end is None else end * n for end in interval(yearly)))
        how = compare(computed, interval(claim))
        verdict = "consistent" if how == "meets" else "inconsistent" if how in {"over", "under"} else "undetermined"
        return report(claim, "sum", computed, verdict, f"so much a year for {n} years", [yearly])
    implied = claim.value / yearly.value if claim.value and yearly.value else Decimal(0)
    reading = f"so much a year: implies {implied.quantize(Decimal('0.1')).normalize():f} years, which are not stated"
    return report(claim, "sum", interval(yearly), "undetermined", reading, [yearly])


def _all_kinds(passage: Passage, k: int) -> Iterator[Check]:
    """…,全县各项贷款达到5亿元: a 、-list of at least two before a total of all kinds."""
    total, sort = passage.statistics[k], passage.sorts[k]
    parts = [k - 1]
    while (
        parts[-1] > 0 and len(parts) < REACH and passage.mark(parts[-1]) == 1 and passage.sorts[parts[-1] - 1] == sort
    ):
        parts.append(parts[-1] - 1)
    if not sort[0] or passage.sorts[k - 1] != sort or len(parts) < 2:
        return
    statistics = [passage.statistics[j] for j in reversed(parts)]
    computed = add(map(interval, statistics))
    how = compare(computed, interval(total))
    reading = {"meets": "the parts add up", "open": "all are lower bounds"}.get(how, "not said to be all of its parts")
    yield report(total, "sum", computed, "consistent" if how == "meets" else "undetermined", reading, statistics)
