"""Levels and how they came about: 由A到B、增长x%; A,增长x%、达到B; 由A到B,翻一番; B比A增长x%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check, Interval, compare, interval, report
from koujing.checks.passages import Passage
from koujing.chinese.joints import JOINTS
from koujing.chinese.moves import ABOUT, FALLS, MOVES, NEARLY, REACHES, REAL, RISES, THAN, TO, YEARLY
from koujing.chinese.patterns import lazy
from koujing.chinese.times import COUNT, years
from koujing.statistics.find import Statistic

_LEVELS = frozenset({"count", "money", "measure", "percent"})
# Between the start level and the level reached: 增加到, 发展到, 到2020年的.
_RISES_TO = lazy(rf"(?:的水平|{ABOUT})?[，,]?[^，。；、,;到至]{{0,16}}{TO}(?!今)[^，。；、,;]{{0,10}}\Z")
# Right after a level, the growth that led to it: no other name may stand in between.
_THEN = lazy(
    rf"(?:{ABOUT})?[，、,（(]?(?:{THAN}[^，。；、,;]{{0,8}}|同比|共|实际|净|又|已|就|当年就?|实现或接近|{COUNT}{{1,3}}年[来间内]?|累计|总共|一共)*"
    rf"(?P<how>{YEARLY})?(?:{MOVES})?[了近约幅超过达到]{{0,3}}\Z"
)
_LOSES = lazy(rf"(?:{FALLS})[了近约幅超过达到]{{0,3}}\Z")
_ANNUAL = lazy(YEARLY)
# Quantities whose growth is published in real terms while their levels are at current prices.
_REAL = lazy(r"生产总值|国民收入|增加值|产值|GDP|经济总量")
_AT_CONSTANT = lazy(REAL)
_REACHES = lazy(rf"(?:{ABOUT})?[，、,]?(?:总量|总额)?(?:{REACHES})(?:{NEARLY})?\Z")
_GROWS_BEFORE = lazy(rf"[，,、][^，。；、,;]{{0,10}}(?:{RISES})(?:{NEARLY})?\Z")
_GROWN = lazy(rf"(?:{MOVES})了?\Z")
_EARLIER, _LATER = lazy(r"去年|上年|前年"), lazy(r"今年|本年|明年|当年")
# A word for constant prices is looked for this many statistics back.
_NEAR = 6
# 翻番 is also said of what comes within 2.5 % of it.
_ABOUT = Decimal("0.025")


def growth_checks(passage: Passage) -> Iterator[Check]:
    """The levels of a sentence against their base and growth."""
    for k in range(1, len(passage.statistics)):
        if _is_level(passage, k - 1) and _is_level(passage, k):
            yield from _from_to(passage, k)
            yield from _than(passage, k)
        if k > 1:
            yield from _grown_to(passage, k)
        if passage.statistics[k].kind == "change" and _is_level(passage, k - 1):
            yield from _without_base(passage, k)


def _is_level(passage: Passage, k: int) -> bool:
    statistic = passage.statistics[k]
    return statistic.kind in _LEVELS and (statistic.low is not None or statistic.high is not None)


def _from_to(passage: Passage, k: int) -> Iterator[Check]:
    """由A到B and the changes right after it."""
    base, level = passage.statistics[k - 1], passage.statistics[k]
    if base.unit != level.unit or base.role != "start" or not _RISES_TO.match(passage.gaps[k]):
        return
    for j in range(k + 1, min(k + 3, len(passage.statistics))):
        then = _THEN.match(passage.gaps[j])
        if not then:
            return
        annual = bool(then["how"]) or bool(_ANNUAL.search(passage.gaps[j]))
        yield from _judge(passage, base, level, j, annual)


def _judge(passage: Passage, base: Statistic, level: Statistic, j: int, annual: bool) -> Iterator[Check]:
    """The level against base and change; if the change is a multiple, that against base and level."""
    change = passage.statistics[j]
    if change.kind == "multiple":
        claim, parts, reading = change, [base, level], f"{change.note} from the one level to the other"
        computed, stated = _ratio(level, base, change), _multiple(change)
    else:
        claim, parts, reading = level, [base, change], f"base and so much {'less' if _falls(passage, j) else 'more'}"
        computed, stated = _grown(base, change, passage, j, _span(base, level) if annual else 1), interval(level)
    if computed and stated:
        verdict, why = _verdict(compare(computed, stated), passage.words(j - _NEAR, j) + level.indicator)
        yield report(claim, "growth", computed, verdict, reading + why, parts)


def _verdict(how: str, words: str) -> tuple[str, str]:
    """The verdict and the end of its reading; ``words`` may show, or make it likely, that the growth is in real terms."""
    if how == "meets":
        return "consistent", ""
    if how in {"near", "open"}:
        return "undetermined", ": more rounding would explain it"
    if "名义" not in words and (_REAL.search(words) or _AT_CONSTANT.search(words) or _ANNUAL.search(words)):
        return "undetermined", ": the growth may be at constant prices"
    return "inconsistent", ": does not give what is stated"


def _falls(passage: Passage, j: int) -> bool:
    return passage.statistics[j].note == "decrease" or bool(_LOSES.search(passage.gaps[j]))


def _grown(base: Statistic, change: Statistic, passage: Passage, j: int, n_years: int | None) -> Interval | None:
    """The base after a change in its own unit, in percent per year for ``n_years``, or in percentage points."""
    sign = -1 if _falls(passage, j) else 1
    if change.unit == base.unit or (base.unit == "%" and change.unit in {"百分点", "个百分点"}):
        return None if n_years is None else _moved(base, change, sign * n_years)
    if change.unit != "%" or base.unit == "%" or n_years is None:
        return None
    low, high = (None if end is None else (1 + end / 100) ** n_years for end in _signed(interval(change), sign))
    return Interval(
        None if base.low is None or low is None else base.low * low,
        None if base.high is None or high is None else base.high * high,
    )


def _moved(level: Statistic, change: Statistic, times: int) -> Interval:
    """A level plus ``times`` changes in its own unit; a negative number subtracts them."""
    ends = zip(interval(level), (_times(end, times) for end in _signed(interval(change), times)), strict=True)
    return Interval(*(None if a is None or b is None else a + b for a, b in ends))


def _times(end: Decimal | None, n: int) -> Decimal | None:
    return None if end is None else end * abs(n)


def _signed(bounds: Interval, sign: int) -> Interval:
    return bounds if sign > 0 else Interval(*(None if end is None else -end for end in reversed(bounds)))


def _span(base: Statistic, level: Statistic) -> int | None:
    """The number of years from one period to the other, if both name a year."""
    first, last = years(base.period), years(level.period)
    return last[-1] - first[-1] if first and last and 0 < last[-1] - first[-1] < 60 else None


def _ratio(level: Statistic, base: Statistic, multiple: Statistic) -> Interval | None:
    """The level as a multiple of the base, or the growth in multiples of it (增长1.5倍), whichever the wording means."""
    if not base.low or base.low <= 0 or not multiple.note.startswith("×") or multiple.value is None:
        return None
    more = Decimal(multiple.note[1:]) - multiple.value
    low = None if level.low is None or base.high is None else level.low / base.high - more
    return Interval(low, None if level.high is None else level.high / base.low - more)


def _multiple(statistic: Statistic) -> Interval | None:
    """The interval that a multiple allows; it is also said of what comes close to it."""
    if not statistic.note.startswith("×") or statistic.value is None or statistic.low is None:
        return None
    slack = Decimal(statistic.note[1:]) * _ABOUT
    return Interval(statistic.low - slack, None if statistic.high is None else statistic.high + slack)


def _than(passage: Passage, k: int) -> Iterator[Check]:
    """Levels and growth in the order B比上年的A增长x%."""
    level, base = passage.statistics[k - 1], passage.statistics[k]
    if k + 1 >= len(passage.statistics) or base.role != "start" or not _GROWN.match(passage.gaps[k + 1]):
        return
    if base.unit == level.unit:
        yield from _judge(passage, base, level, k + 1, annual=False)


def _grown_to(passage: Passage, k: int) -> Iterator[Check]:
    """Levels and growth in the order 去年A,今年增长x%、达到B."""
    base, change, level = passage.statistics[k - 2 : k + 1]
    if base.unit != level.unit or change.unit != "%" or not _is_level(passage, k) or not _is_level(passage, k - 2):
        return
    if not _REACHES.match(passage.gaps[k]) or not _GROWS_BEFORE.match(passage.gaps[k - 1]):
        return
    if _EARLIER.search(base.period) and _LATER.search(passage.gaps[k - 1]) and not _ANNUAL.search(passage.gaps[k - 1]):
        yield from _judge(passage, base, level, k - 1, annual=False)


def _without_base(passage: Passage, k: int) -> Iterator[Check]:
    """1110万吨、新增95万吨: level and growth imply a base that is not stated."""
    level, change = passage.statistics[k - 1], passage.statistics[k]
    then = _THEN.match(passage.gaps[k])
    # 分别为3亿元、5亿元,增长9%、8%: position does not tell which growth belongs to which level.
    listed = not JOINTS.isdisjoint((passage.gaps[k - 1], *passage.gaps[k + 1 : k + 2]))
    if level.unit == "%" or not then or then["how"] or listed or not passage.gaps[k].strip("，、, (（"):
        return
    if level.role in {"start", "compared"}:
        return
    if change.unit == level.unit:
        base = _moved(level, change, 1 if _falls(passage, k) else -1)
    elif change.unit == "%":
        base = _before_growth(level, change, -1 if _falls(passage, k) else 1)
    else:
        return
    yield report(level, "growth", base, "undetermined", "the base they imply is not stated", [change])


def _before_growth(level: Statistic, change: Statistic, sign: int) -> Interval:
    low, high = (None if end is None else 1 + end / 100 for end in _signed(interval(change), sign))
    return Interval(
        None if level.low is None or not high else level.low / high,
        None if level.high is None or not low else level.high / low,
    )
