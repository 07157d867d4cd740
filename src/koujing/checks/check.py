"""A check: a claim of a text, what its other statements make of it, and the intervals by which they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from koujing.statistics.find import Statistic

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Check:
    """The claim ``text[start:end]`` and what other statements of the text make of it.

    ``kind`` is sum, growth, share or count; ``stated`` the claimed number in base units, None where it is a range;
    ``computed_low`` and ``computed_high`` bound what follows from the ``parts`` (None: open); ``verdict`` is
    consistent, inconsistent or undetermined; ``reading`` says how the claim was understood.
    """

    start: int
    end: int
    kind: str
    stated: Decimal | None
    computed_low: Decimal | None
    computed_high: Decimal | None
    verdict: str
    reading: str
    parts: tuple[Span, ...]


class Interval(NamedTuple):
    """What a wording allows; None is an open end."""

    low: Decimal | None
    high: Decimal | None

    @property
    def width(self) -> Decimal:
        """Its length, 0 where an end is open."""
        return Decimal(0) if self.low is None or self.high is None else self.high - self.low


def interval(statistic: Statistic) -> Interval:
    """The interval of a statistic."""
    return Interval(statistic.low, statistic.high)


def add(intervals: Iterable[Interval]) -> Interval:
    """The interval of a sum.

    >>> add([Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), None)])
    Interval(low=Decimal('4'), high=None)
    """
    lows, highs = zip(*intervals, strict=True)
    return Interval(_total(lows), _total(highs))


def _total(ends: Sequence[Decimal | None]) -> Decimal | None:
    known = [end for end in ends if end is not None]
    return sum(known, Decimal(0)) if len(known) == len(ends) else None


def compare(computed: Interval, stated: Interval) -> str:
    """How what is computed stands to what is stated: meets, over, under; near where more rounding would explain a gap;
    open where both are bounded on one side only, and the same one.

    >>> one, two, three = (Interval(Decimal(n), Decimal(n)) for n in (1, 2, 3))
    >>> compare(one, one), compare(three, two), compare(two, three), compare(Interval(Decimal(1), None), Interval(Decimal(2), None))
    ('meets', 'over', 'under', 'open')
    """
    over = _gap(stated.high, computed.low)
    under = _gap(computed.high, stated.low)
    if over is None and under is None:
        unbounded = (computed.high is None and stated.high is None) or (computed.low is None and stated.low is None)
        return "open" if unbounded else "meets"
    # The claim may have been cut off instead of rounded, or rounded twice.
    if (over or under or Decimal(0)) <= stated.width:
        return "near"
    return "under" if over is None else "over"


def _gap(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """How far ``high`` lies above ``low``, None where it does not."""
    return None if low is None or high is None or low >= high else high - low


def report(
    claim: Statistic, kind: str, computed: Interval, verdict: str, reading: str, parts: Iterable[Statistic | Span]
) -> Check:
    """The check of a statistic."""
    spans = tuple((part.start, part.end) if isinstance(part, Statistic) else part for part in parts)
    return Check(claim.start, claim.end, kind, claim.value, computed.low, computed.high, verdict, reading, spans)
