"""Targets that state growth and level in one clause, against a base that the speech reports elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from koujing.checks.check import Check, Interval, compare, interval, report
from koujing.chinese.moves import ABOUT, NEARLY, REACHES, REAL, RISES, YEARLY
from koujing.chinese.patterns import lazy
from koujing.chinese.times import years
from koujing.statistics.find import Statistic

_GROWS = lazy(rf"(?:{RISES})(?:{NEARLY})?\Z")
_REACHES = lazy(rf"(?:{ABOUT})?[，、,](?:{REACHES})(?:{NEARLY})?\Z")
# Growth of income per head is reported in current prices; the growth of output is not.
_INCOME = lazy(r"(?:人均|户均|平均).*(?:收入|工资)")
_AT_CONSTANT = lazy(f"{REAL}|{YEARLY}")
_SCOPE = lazy(r"\A(?:(?:我|全|本)[国省市州盟县区旗乡镇村])")
_LAST_YEAR = lazy(r"去年|上年|全年|\*|\A\Z")
# At most this many levels with one name are tried.
_BASES = 5
_DOUBT = "another base, rounding or growth at constant prices may explain it"


def target_checks(text: str, statistics: Sequence[Statistic]) -> Iterator[Check]:
    """Targets of income per head (增长18%、达到5175元) against the one level of last year that the speech reports.

    >>> from koujing.statistics.find import find_statistics
    >>> text = "农民人均纯收入完成4000元。今年全县农民人均纯收入要增长10%、达到4800元。"
    >>> [(c.verdict, c.computed_low, c.computed_high) for c in target_checks(text, find_statistics(text))]
    [('inconsistent', Decimal('4380.000'), Decimal('4420.000'))]
    """
    reported: dict[str, list[Statistic]] = {}
    for growth, level in pairwise(statistics):
        if (
            growth.unit == "元"
            and growth.kind == "money"
            and growth.status == "reported"
            and _INCOME.search(growth.indicator)
        ):
            reported.setdefault(_bare(growth), []).append(growth)
        elif growth.unit == "%" and growth.kind == "change" and _is_target(text, growth, level):
            yield from _judge(growth, level, reported.get(_bare(level), [])[:_BASES])


def _bare(statistic: Statistic) -> str:
    """What a statistic measures, without a prefix for the speaker's own place (全县农民人均纯收入)."""
    return _SCOPE.sub("", statistic.indicator)


def _is_target(text: str, growth: Statistic, level: Statistic) -> bool:
    before = text[max(0, growth.start - 24) : growth.start]
    if level.unit != "元" or level.status != "target" or not _INCOME.search(level.indicator):
        return False
    told = _GROWS.search(before) and _REACHES.match(text[growth.end : level.start])
    return bool(told) and not _AT_CONSTANT.search(before)


def _judge(growth: Statistic, level: Statistic, bases: Sequence[Statistic]) -> Iterator[Check]:
    """The check of a base that gives the target, else of the first; only a single base of last year can be inconsistent."""
    for base in bases:
        computed = _grown(base, growth)
        if compare(computed, interval(level)) == "meets":
            yield report(
                level, "growth", computed, "consistent", "base reported elsewhere, and so much more", [base, growth]
            )
            return
    if bases:
        base, computed = bases[0], _grown(bases[0], growth)
        sure = (
            len(bases) == 1 and _is_last_year(base, level) and compare(computed, interval(level)) in {"over", "under"}
        )
        reading = f"base reported elsewhere, and so much more: {_DOUBT}"
        yield report(level, "growth", computed, "inconsistent" if sure else "undetermined", reading, [base, growth])


def _is_last_year(base: Statistic, level: Statistic) -> bool:
    """Whether a level is that of the year before the target; a masked year counts as such."""
    named, wanted = years(base.period), years(level.period)
    return named[-1] == wanted[-1] - 1 if named and wanted else bool(_LAST_YEAR.search(base.period))


def _grown(base: Statistic, growth: Statistic) -> Interval:
    ends = zip(interval(base), interval(growth), strict=True)
    return Interval(
        *(None if level is None or rate is None else level * (1 + rate / Decimal(100)) for level, rate in ends)
    )
