"""A check: a claim of a text, what other statements imply for it, and the intervals that are compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from koujing.speech import Speech, wording
from koujing.statistics.find import Statistic
from koujing.tables import SpanRow, column, derived, table_row

Span = tuple[int, int]


def _parts(rows: Sequence[Check], speech: Speech) -> list[str]:
    """The spans of the parts in raw offsets, as JSON."""
    written = []
    for check in rows:
        starts, ends = speech.repaired.raw_places([start for start, _ in check.parts], [end for _, end in check.parts])
        written.append(json.dumps([list(span) for span in zip(starts, ends, strict=True)]))
    return written


@table_row(
    "checks",
    "one row per claim that can be checked against other statements of the same speech. Two statements agree if their "
    "intervals (`low` to `high` above) overlap or touch.",
    notes="Parts that sum to less than their total are `consistent` unless they name the rest (其他): a list with 其中 seldom "
    "names all. An `inconsistent` row does not prove an error: another base or year may be meant.",
)
class Check(SpanRow):
    """The claim ``text[start:end]`` and what other statements of the text imply for it.

    ``kind`` is sum, growth, share or count; ``stated`` the claimed number in base units, None where it is a range;
    ``computed_low`` and ``computed_high`` bound what follows from the ``parts`` (None: open); ``verdict`` is
    consistent, inconsistent or undetermined; ``reading`` says how the claim was understood.
    """

    text: str = derived(
        "the claim in raw characters: a total, a level, a percentage, a multiple or an announced count", wording, quotes=True
    )
    kind: str = column(
        "`sum` (a total and its parts; also years and their stages, headings two levels down, a number stated twice), `growth` "
        "(a level, its base and growth; a yearly rate and the growth it adds up to), `share` (a part and its whole, or a "
        "percentage of it), `count` (an announced count and the members or headings that go with it)"
    )
    stated: Decimal | None = column("the claimed number in base units")
    computed_low: Decimal | None = column(
        "the lower bound of what follows from the parts; for a level without a stated base, of the base that level and growth imply"
    )
    computed_high: Decimal | None = column("the upper bound of the same")
    verdict: str = column(
        "`consistent`, `inconsistent` (the text says what belongs together, and rounding does not explain the difference), "
        "`undetermined` (the text leaves something open: the base, the years, constant or current prices, whether parts overlap)"
    )
    reading: str = column("how the claim was understood")
    parts: tuple[Span, ...] = column("the spans that the claim was compared with, as a JSON list of `[start, end]`", build=_parts)


class Interval(NamedTuple):
    """The range of values that a wording allows; ``None`` is an open end."""

    low: Decimal | None
    high: Decimal | None

    @property
    def width(self) -> Decimal:
        """``high`` − ``low``, or 0 if an end is open."""
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
    """How a computed interval compares with the stated one: ``meets``, ``over`` or ``under``; ``near`` if more rounding would
    explain the gap; ``open`` if they meet but both lack the same bound.

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
    """How far ``high`` lies above ``low``; ``None`` if it does not."""
    return None if low is None or high is None or low >= high else high - low


def report(
    claim: Statistic, kind: str, computed: Interval, verdict: str, reading: str, parts: Iterable[Statistic | Span]
) -> Check:
    """The check whose claim is a statistic."""
    spans = tuple((part.start, part.end) if isinstance(part, Statistic) else part for part in parts)
    return Check(claim.start, claim.end, kind, claim.value, computed.low, computed.high, verdict, reading, spans)
