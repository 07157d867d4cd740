"""The part of a text over which precision can be counted: the part that the reference coder has certainly read.

What is coded outside that part is not an error, since nobody looked there. Recall and fields need no such part; they depend
only on the reference's own rows.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from koujing.measures.spans import Span, rows, shared, span

SCOPES = ("auto", "whole", "stretch", "rows")

# Consecutive rows and a random sample of rows look alike, except for what is coded between them. Tried on the statistics of 52
# reports with 2 to 50 % false ones mixed in: twenty consecutive rows matched nine in ten coded rows where a tenth was false,
# twenty drawn at random from the report never half. With 3/4, precision is given in every run of the former (0.01 too high on
# average) and in none of the latter; with 1/2, twenty rows drawn from forty would pass in four runs of five, 0.45 too low.
LEAST_MET = 0.75


@dataclass(frozen=True)
class Scope:
    """The ranges of a source that count for precision, in characters, and why; empty if they cannot be known.

    ``crossing``: a coded row that crosses an end of a range counts too, not only one that lies inside it.

    >>> str(Scope("a", ((1204, 3880),), "from the first to the last reference row", 9301))
    'scored 1,204–3,880 of 9,301 characters of a: from the first to the last reference row'
    """

    source: str
    ranges: tuple[Span, ...]
    why: str
    n_chars: int | None = None
    crossing: bool = False

    def __contains__(self, place: Span) -> bool:
        if self.crossing:
            return any(shared(place, part) for part in self.ranges)
        return any(a <= place[0] and place[1] <= b for a, b in self.ranges)

    def __str__(self) -> str:
        end = self.n_chars or sys.maxsize
        parts = ", ".join("all" if b == sys.maxsize else f"{a:,}–{b:,}" for a, b in ((a, min(b, end)) for a, b in self.ranges))
        if not parts:
            return f"precision not scored for {self.source}: {self.why}"
        of = f"{parts} of {end:,} characters" if self.n_chars else parts
        return f"scored {of} of {self.source}: {self.why}"


def scope_of(
    gold: Path, source: str, reference: Sequence[Span], coded: Sequence[Span], choice: str, n_chars: int | None
) -> Scope:
    """The scope of one source of the folder ``gold``; ``reference`` and ``coded`` are the spans of its rows in one table.

    ``SOURCE.scope.csv`` (start, end) takes precedence, then the ``choice``: ``whole``, ``stretch`` (from the first to the last
    reference row) or ``rows`` (no precision). ``auto`` takes the whole text if ``SOURCE.meta.json`` exists, which describes it
    as a whole; else the stretch, if the reference matches three in four of the rows coded there; else no range.
    """
    given = gold / f"{source}.scope.csv"
    if ranges := tuple(span(row) for row in rows(given, "start", "end", length=n_chars)):
        return Scope(source, ranges, f"as {given.name} says", n_chars)
    if choice == "whole" or (choice == "auto" and (gold / f"{source}.meta.json").exists()):
        return Scope(source, ((0, sys.maxsize),), "the whole text", n_chars)
    if choice == "rows" or not reference:
        return Scope(source, (), f"only its {len(reference)} reference rows are known to be read")
    return _stretch(source, reference, coded, choice, n_chars)


def _stretch(source: str, reference: Sequence[Span], coded: Sequence[Span], choice: str, n_chars: int | None) -> Scope:
    ends = min(a for a, _ in reference), max(b for _, b in reference)
    one = len(reference) == 1  # nothing lies between its first and last row, so the whole text must tell
    within = [place for place in coded if one or shared(place, ends)]
    met = sum(any(shared(place, row) for row in reference) for place in within)
    if choice == "auto" and met < LEAST_MET * len(within):
        where = "in the text" if one else "between its first and its last row"
        why = f"the reference lacks {len(within) - met} of {len(within)} rows coded {where}"
        return Scope(source, (), f"{why}; if you coded all that is there, say --scope stretch")
    return Scope(source, (ends,), "from the first to the last reference row", n_chars, crossing=True)
