"""The date of a speech: the most precise one on which all clues agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from koujing.reading.metadata.clues import ALL, Clue, Words, in_calendar, in_year, month_of, years_of
from koujing.reading.metadata.date_lines import Day
from koujing.reading.metadata.written import is_date

QUOTATION = 20  # characters of evidence that may be published


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as far as it is certain, and the clues it is based on."""

    iso: str = ""
    day: Words | None = None
    clues: tuple[Clue, ...] = ()

    @property
    def quoted(self) -> str:
        """The decisive words, as many as fit into a short quotation."""
        clues = sorted(self.clues, key=lambda c: c.months.bit_count())
        quotes = [str(self.day)] * (self.day is not None) + [str(clue.words) for clue in clues]
        return _shorten([" ".join(quote.split()) for quote in quotes]) + ("" if self.iso or not quotes else ", year unknown")

    def words(self) -> list[tuple[Words, str]]:
        """The words of the day and of the clues, and what they say."""
        days = [(self.day, self.iso)] if self.day else []
        return [*days, *((clue.words, clue.says) for clue in self.clues)] if self.iso else []


def settle(day: Day | None, clues: Iterable[Clue]) -> Dated:
    """The most precise date on which all clues agree; empty if they leave two years open or contradict each other.

    Soft clues are used only if the others leave several years open, and only if there are two kinds of them. Of each kind
    only the latest counts, because the earlier ones refer to the past.
    """
    if day and day.year:
        return Dated(f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else ""), day.words)
    first = {(c.months, c.kind): c for c in sorted(clues, key=lambda c: -c.words.start)}
    heard = sorted((c for c in first.values() if c.rank), key=_weight)
    if not _iso(day, heard):
        latest = {c.kind: c for c in sorted(first.values(), key=lambda c: c.months & -c.months) if not c.rank}
        if len(latest) < 2:
            return Dated("", day.words if day else None)
        heard += sorted(latest.values(), key=_weight)
    iso = _iso(day, heard)
    return Dated(iso, day.words if day else None, _needed(day, heard, iso) if iso else ())


def allows(clues: Iterable[Clue], year: int) -> bool:
    """Whether the firm clues allow a year."""
    return bool(reduce(and_, (c.months for c in clues if c.rank), in_year(year)))


def _weight(clue: Clue) -> tuple[int, int, int]:
    """The sort key of a clue: firm ones before bounds, narrow before wide, then in the order of the text."""
    return -clue.rank, clue.months.bit_count(), clue.words.start


def _iso(day: Day | None, clues: Iterable[Clue]) -> str:
    """The date that the clues leave; it has a day only if a single year is left."""
    months = reduce(and_, (clue.months for clue in clues), ALL)
    if day:
        years = [y for y in years_of(months & in_calendar(day.month)) if is_date(y, day.month, day.day)]
        return f"{years[0]}-{day.month:02d}-{day.day:02d}" if len(years) == 1 else ""
    years, month = years_of(months), month_of(months)
    return "" if len(years) != 1 else f"{years[0]}-{month:02d}" if month else str(years[0])


def _needed(day: Day | None, clues: list[Clue], iso: str) -> tuple[Clue, ...]:
    """The clues on which the date depends; the others are dropped, the last first, and soft ones are kept as a pair."""
    for clue in reversed(clues):
        rest = [c for c in clues if c is not clue]
        if _iso(day, rest) == iso and (clue.rank or len({c.kind for c in rest if not c.rank}) > 1):
            clues = rest
    return tuple(clues)


def _shorten(quotes: list[str]) -> str:
    """As many quotations as fit into a short one; the first is always included, or only its end if it is too long."""
    text = ""
    for quote in dict.fromkeys(quotes):
        longer = f"{text}; {quote}" if text else quote[-QUOTATION:]
        if len(longer) <= QUOTATION:
            text = longer
    return text
