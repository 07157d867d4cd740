"""How far two codings of the same texts agree, span by span and field by field.

A coded span counts as right where its ends are those of a firm reference span. Reference rows marked ``borderline``
are places where careful readers disagree: a coded span that touches one is neither rewarded nor punished. Fields are
compared on the rows whose spans agree, a sparse field only where one of the two codings fills it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]
Cells = dict[str, str]

FIELDS = {
    "statistics": ("value", "unit", "kind", "modifier", "indicator", "status", "period"),
    "formulas": ("kind", "count", "head", "members", "quoted"),
}
SPARSE = frozenset({"modifier", "period", "count", "members"})


@dataclass
class Score:
    """Counts of one table over all sources of the reference; ``missed``, ``spurious`` and ``differing`` name the disagreements."""

    table: str
    sources: list[str] = field(default_factory=list)
    n_reference: int = 0
    n_coded: int = 0
    n_right: int = 0
    n_overlapping: int = 0
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    status_pairs: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, int, int, str]] = field(default_factory=list)
    spurious: list[tuple[str, int, int, str]] = field(default_factory=list)
    differing: list[tuple[str, int, int, str, str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the coded spans that are right."""
        return self.n_right / self.n_coded if self.n_coded else 0.0

    @property
    def recall(self) -> float:
        """Share of the reference spans that were found."""
        return self.n_right / self.n_reference if self.n_reference else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.n_right, self.n_coded, self.n_reference)

    def __str__(self) -> str:
        relaxed = self.n_overlapping / self.n_reference if self.n_reference else 0.0
        head = (
            f"{self.table}: gold {self.n_reference}  coded {self.n_coded}  precision {self.precision:.3f}"
            f"  recall {self.recall:.3f}  F1 {self.f1:.3f}  (recall by overlap {relaxed:.3f})"
        )
        shares = [f"{name} {same / n:.3f}" for name, (same, n) in self.fields.items() if n]
        if self.status_pairs:
            shares.append(f"status, macro-F1 {macro_f1(self.status_pairs):.3f}")
        return head + "\n  " + "  ".join(shares)


def f1(n_right: int, n_coded: int, n_reference: int) -> float:
    """F1 from counts: 2·right / (coded + reference).

    >>> f1(8, 10, 16)
    0.6153846153846154
    """
    return 2 * n_right / (n_coded + n_reference) if n_right else 0.0


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """Mean over the classes of the reference of each class's F1; ``pairs`` are (reference, coded).

    >>> macro_f1([("a", "a"), ("a", "b"), ("b", "b")])
    0.6666666666666666
    """
    pairs = list(pairs)
    classes = sorted({reference for reference, _ in pairs})
    per_class = [
        f1(sum(r == c == k for r, k in pairs), sum(k == c for _, k in pairs), sum(r == c for r, _ in pairs))
        for c in classes
    ]
    return sum(per_class) / len(per_class) if per_class else 0.0


def compare_coding(table: str, reference: Path, coded: Path) -> Score:
    """Score ``coded/<table>.csv`` against every ``<source>.<table>.csv`` of the folder ``reference``.

    A file ``<source>.scope.csv`` (start, end) limits the comparison to those ranges of its source.
    Errors: ``ValueError`` where a file lacks the columns ``start`` and ``end`` or has a span that is no pair of numbers.
    """
    score = Score(table, fields=dict.fromkeys(FIELDS[table], (0, 0)))
    mine = by_source(coded / f"{table}.csv")
    for path in sorted(reference.glob(f"*.{table}.csv")):
        source = path.name.removesuffix(f".{table}.csv")
        _compare_source(score, source, span_rows(path), in_scope(mine.get(source, []), path, source))
    return score


def in_scope(coded: list[Cells], reference: Path, source: str) -> dict[Span, Cells]:
    """The coded rows of a source by their spans, less those outside the ranges of ``<source>.scope.csv``."""
    ranges = [span(row) for row in span_rows(reference.with_name(f"{source}.scope.csv"))] or [(0, sys.maxsize)]
    return {span(row): row for row in coded if any(a <= span(row)[0] and span(row)[1] <= b for a, b in ranges)}


def _compare_source(score: Score, source: str, reference: list[Cells], scoped: dict[Span, Cells]) -> None:
    firm = {span(row): row for row in reference if row.get("borderline") != "1"}
    soft = [span(row) for row in reference if row.get("borderline") == "1"]
    mine = {s: row for s, row in scoped.items() if s in firm or not any(shared(s, b) for b in soft)}
    score.sources.append(source)
    score.n_reference += len(firm)
    score.n_coded += len(mine)
    for place, row in firm.items():
        score.n_overlapping += any(2 * shared(place, s) >= max(length(place), length(s)) for s in mine)
        if place in mine:
            score.n_right += 1
            _compare_fields(score, (source, *place), row, mine[place])
        else:
            score.missed.append((source, *place, row.get("text", "")))
    score.spurious += [(source, *s, row.get("text", "")) for s, row in mine.items() if s not in firm]


def _compare_fields(score: Score, place: tuple[str, int, int], reference: Cells, coded: Cells) -> None:
    contested = (reference.get("contested") or "").split("|")
    if "status" in reference and "status" not in contested:
        score.status_pairs.append((reference["status"], coded.get("status", "")))
    for name, (same, n) in score.fields.items():
        a, b = (reference.get(name) or "").strip(), (coded.get(name) or "").strip()
        if name in reference and name not in contested and (name not in SPARSE or a or b):
            agrees = same_cell(name, a, b)
            score.fields[name] = (same + agrees, n + 1)
            if not agrees:
                score.differing.append((*place, reference.get("text", ""), name, a, b))


def same_cell(name: str, a: str, b: str) -> bool:
    """Whether two cells of the field ``name`` say the same.

    Numbers to a millionth (two thirds as 66.67 to its rounding), heads up to the modifier before them, members with
    or without the head they share, flags in any spelling; any other field letter by letter.

    >>> same_cell("members", "对象|目标", "对象精准|目标精准"), same_cell("head", "精准脱贫政策", "政策")
    (True, True)
    """
    if name in ("value", "count"):
        return _same_number(a, b)
    if name == "head":
        return a == b or bool(a and b and (a.endswith(b) or b.endswith(a)))
    if name == "members":
        return _bare(a) == _bare(b)
    if name == "quoted":
        return (a.lower() in ("1", "true", "1.0")) == (b.lower() in ("1", "true", "1.0"))
    return a == b


def _same_number(a: str, b: str) -> bool:
    try:
        difference = abs(float(a) - float(b))
    except ValueError:
        return a == b
    return difference <= (0.006 if a.startswith(("66.6", "33.3")) else 1e-6 * max(1.0, abs(float(a))))


def _bare(members: str) -> list[str]:
    """Members without the ending that all of them share; each keeps at least one character."""
    parts = [part.strip() for part in members.split("|")]
    if len(parts) < 2:
        return parts
    while all(len(part) > 1 for part in parts) and len({part[-1] for part in parts}) == 1:
        parts = [part[:-1] for part in parts]
    return parts


def rows(path: Path) -> list[Cells]:
    """The rows of a CSV file; none where it is absent."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as handle:
        return list(csv.DictReader(handle))


def span_rows(path: Path) -> list[Cells]:
    """The rows of a CSV file of spans; errors: ``ValueError`` for the first row without a start and an end."""
    found = rows(path)
    for line, row in enumerate(found, 2):
        try:
            span(row)
        except (KeyError, TypeError, ValueError):
            cells = row.get("start"), row.get("end")
            raise ValueError(f"{path}, row {line}: expected numbers in columns start and end, it has {cells}") from None
    return found


def by_source(path: Path) -> dict[str, list[Cells]]:
    """The rows of a coded table by source."""
    grouped: dict[str, list[Cells]] = {}
    for row in rows(path):
        grouped.setdefault(row["source"], []).append(row)
    return grouped


def span(row: Cells) -> Span:
    """Start and end of a row."""
    return int(float(row["start"])), int(float(row["end"]))


def length(place: Span) -> int:
    """Characters of a span."""
    return place[1] - place[0]


def shared(a: Span, b: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
