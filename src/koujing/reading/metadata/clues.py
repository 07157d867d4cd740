"""The evidence for metadata: words of the speech or of its page, and for dates the months that they allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, reduce
from operator import or_

from koujing.reading.metadata.index import IndexedText
from koujing.speech import Evidence

# A set of months is an integer with one bit per month, so that clues can be combined with & and |.
FIRST_YEAR, N_YEARS = 1949, 120
ALL = (1 << 12 * N_YEARS) - 1


def since(year: int, month: int = 1) -> int:
    """The months from the given one on.

    >>> years_of(since(2013, 3) & until(2013, 6)), month_of(since(2013, 3) & until(2013, 3))
    ([2013], 3)
    """
    return ALL >> _index(year, month) << _index(year, month)


def until(year: int, month: int = 12) -> int:
    """The months up to the given one."""
    return ALL & ((1 << (_index(year, month) + 1)) - 1)


@cache
def in_year(year: int) -> int:
    """The twelve months of a year."""
    return since(year) & until(year)


@cache
def in_calendar(month: int) -> int:
    """The given month of every year."""
    return sum(1 << _index(year, month) for year in range(FIRST_YEAR, FIRST_YEAR + N_YEARS))


def years_of(months: int) -> list[int]:
    """The years that have at least one month in the set."""
    if months == ALL:  # nothing is known
        return [*range(FIRST_YEAR, FIRST_YEAR + N_YEARS)]
    first, end = (months & -months).bit_length() // 12, months.bit_length() // 12 + 1
    return [FIRST_YEAR + k for k in range(max(first - 1, 0), end) if months >> 12 * k & 0xFFF]


def whole_years(months: int) -> int:
    """All months of the years that have at least one month in the set."""
    return reduce(or_, map(in_year, years_of(months)), 0)


def month_of(months: int) -> int | None:
    """The calendar month, if the set contains only one."""
    return (months.bit_length() - 1) % 12 + 1 if months.bit_count() == 1 else None


def _index(year: int, month: int) -> int:
    """Months since the first; a month below 1 or above 12 runs into the year before or after."""
    return min(max(12 * (year - FIRST_YEAR) + month - 1, 0), 12 * N_YEARS)


@dataclass(frozen=True, slots=True)
class Words:
    """``passage.text[start:end]``, where ``passage`` is the speech or a piece of the page around it."""

    passage: IndexedText
    start: int
    end: int

    def __str__(self) -> str:
        return self.passage.text[self.start : self.end]


def evidence(rows: Iterable[tuple[str, Words, str]]) -> tuple[Evidence, ...]:
    """For each field, the raw characters of the words and what they say about it, in the order of the file."""
    found = {Evidence(*w.passage.repaired.raw_span(w.start, w.end), field, says) for field, w, says in rows}
    return tuple(sorted(found))


class Rank(IntEnum):
    """How far a clue can be trusted; soft clues settle a date only if two kinds of them agree."""

    SOFT = 0
    BOUND = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that allow only some months for a speech; clues of different ``kind`` are independent."""

    months: int
    rank: Rank
    kind: str
    words: Words
    says: str
