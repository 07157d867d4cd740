"""How far two codings of the same texts agree, span by span and field by field.

A coded span is right if it has the same start and end as a firm reference span. Reference rows marked ``borderline`` are
places where careful readers disagree: a coded span that touches one is neither rewarded nor penalised. Fields are compared
on the rows whose spans agree; a sparse field only where at least one of the two codings fills it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from koujing.measures.scope import Scope, scope_of
from koujing.measures.spans import Cells, Span, by_source, length, rows, shared, span, text_lengths

FIELDS = {
    "statistics": ("value", "unit", "kind", "modifier", "indicator", "status", "period"),
    "formulas": ("kind", "count", "head", "members", "quoted"),
}
COUNTS = (
    "sources", "scopes", "n_reference", "n_right", "n_overlapping", "n_coded", "n_right_coded", "status_pairs", "missed", "spurious",
    "differing",
)  # fmt: skip
SPARSE = frozenset({"modifier", "period", "count", "members"})


@dataclass
class Score:
    """Counts of one table over all sources of the reference; ``missed``, ``spurious`` and ``differing`` list disagreements."""

    table: str
    sources: list[str] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    n_reference: int = 0
    n_right: int = 0
    n_overlapping: int = 0
    n_coded: int = 0  # within the scopes
    n_right_coded: int = 0
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    status_pairs: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, int, int, str]] = field(default_factory=list)
    spurious: list[tuple[str, int, int, str]] = field(default_factory=list)
    differing: list[tuple[str, int, int, str, str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the coded spans within the scopes that are right; nan if no scope has a range."""
        told = any(scope.ranges for scope in self.scopes) or not self.scopes
        return share(self.n_right_coded, self.n_coded) if told else math.nan

    @property
    def recall(self) -> float:
        """Share of the reference spans that were found, inside the scopes or not."""
        return share(self.n_right, self.n_reference)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if nothing was found, nan if something was but precision is unknown."""
        if not self.n_right:
            return 0.0
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        relaxed = share(self.n_overlapping, self.n_reference)
        head = (
            f"{self.table}: gold {self.n_reference}  coded {self.n_coded}  precision {shown(self.precision)}"
            f"  recall {self.recall:.3f}  F1 {shown(self.f1)}  (recall by overlap {relaxed:.3f})"
        )
        shares = [f"{name} {same / n:.3f}" for name, (same, n) in self.fields.items() if n]
        if self.status_pairs:
            shares.append(f"status, macro-F1 {macro_f1(self.status_pairs):.3f}")
        return "\n".join([head, "  " + "  ".join(shares), *(f"  {scope}" for scope in self.scopes)])


def share(n_right: int, n: int) -> float:
    """``n_right`` / ``n``, or 0 if ``n`` is 0."""
    return n_right / n if n else 0.0


def shown(number: float) -> str:
    """A share to three decimal places; a dash if it is nan.

    >>> shown(0.25), shown(math.nan)
    ('0.250', '–')
    """
    return "–" if math.isnan(number) else f"{number:.3f}"


def f1(n_right: int, n_coded: int, n_reference: int) -> float:
    """F1 from counts: 2·right / (coded + reference).

    >>> f1(8, 10, 16)
    0.6153846153846154
    """
    return 2 * n_right / (n_coded + n_reference) if n_right else 0.0


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean F1 over the classes that occur in the reference; ``pairs`` are (reference, coded).

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


def compare_coding(table: str, reference: Path, coded: Path, scope: str = "auto") -> Score:
    """Score ``coded/<table>.csv`` against every ``<source>.<table>.csv`` of the folder ``reference``.

    ``scope`` says over which ranges of a source precision is counted, as in ``scope.scope_of``; recall and fields need only
    the rows of the reference.
    Errors: ``ValueError``, with file and row, if a file lacks a column or has an invalid offset.
    """
    return summed(table, compare_sources(table, reference, coded, scope))


def compare_sources(table: str, reference: Path, coded: Path, scope: str = "auto") -> Iterator[Score]:
    """The scores of ``compare_coding``, each source on its own."""
    mine, lengths = by_source(coded / f"{table}.csv"), text_lengths(coded)
    for path in sorted(reference.glob(f"*.{table}.csv")):
        source = path.name.removesuffix(f".{table}.csv")
        score = Score(table, fields=dict.fromkeys(FIELDS[table], (0, 0)))
        gold = rows(path, "start", "end", length=lengths.get(source))
        found = {span(row): row for row in mine.get(source, [])}
        places = [span(row) for row in gold]
        score.scopes.append(scope_of(reference, source, places, list(found), scope, lengths.get(source)))
        _compare_source(score, source, gold, found)
        yield score


def summed(table: str, scores: Iterable[Score]) -> Score:
    """One score of several sources.

    >>> summed("formulas", [Score("formulas", n_reference=2, n_right=1), Score("formulas", n_reference=2, n_right=2)]).recall
    0.75
    """
    total = Score(table, fields=dict.fromkeys(FIELDS.get(table, ()), (0, 0)))
    for score in scores:
        for name in COUNTS:
            setattr(total, name, getattr(total, name) + getattr(score, name))
        total.fields |= {name: (right + total.fields[name][0], n + total.fields[name][1]) for name, (right, n) in score.fields.items()}
    return total


def _compare_source(score: Score, source: str, reference: list[Cells], coded: dict[Span, Cells]) -> None:
    firm = {span(row): row for row in reference if row.get("borderline") != "1"}
    soft = [span(row) for row in reference if row.get("borderline") == "1"]
    mine = {s: row for s, row in coded.items() if s in firm or not any(shared(s, b) for b in soft)}
    scored = [s for s in mine if s in score.scopes[-1]]
    score.sources.append(source)
    score.n_reference += len(firm)
    score.n_coded += len(scored)
    score.n_right_coded += sum(s in firm for s in scored)
    for place, row in firm.items():
        score.n_overlapping += any(2 * shared(place, s) >= max(length(place), length(s)) for s in mine)
        if place in mine:
            score.n_right += 1
            _compare_fields(score, (source, *place), row, mine[place])
        else:
            score.missed.append((source, *place, row.get("text", "")))
    score.spurious += [(source, *s, mine[s].get("text", "")) for s in scored if s not in firm]


def _compare_fields(score: Score, place: tuple[str, int, int], reference: Cells, coded: Cells) -> None:
    contested = (reference.get("contested") or "").split("|")
    if "status" in reference and "status" not in contested:
        score.status_pairs.append((_status(reference["status"]), _status(coded.get("status", ""))))
    for name, (same, n) in score.fields.items():
        a, b = (reference.get(name) or "").strip(), (coded.get(name) or "").strip()
        if name in reference and name not in contested and (name not in SPARSE or a or b):
            agrees = same_cell(name, a, b)
            score.fields[name] = (same + agrees, n + 1)
            if not agrees:
                score.differing.append((*place, reference.get("text", ""), name, a, b))


def same_cell(name: str, a: str, b: str) -> bool:
    """Whether two cells of the field ``name`` say the same.

    Numbers agree to a millionth (two thirds, 66.67, to its rounding), heads apart from a modifier before one of them, members
    with or without an ending they share, flags in any spelling, what was achieved or only mentioned is reported; any other field must be
    identical.

    >>> same_cell("members", "对象|目标", "对象精准|目标精准"), same_cell("head", "精准脱贫政策", "政策")
    (True, True)
    """
    if name in ("value", "count"):
        return _same_number(a, b)
    if name == "head":
        return a == b or bool(a and b and (a.endswith(b) or b.endswith(a)))
    if name == "members":
        return _bare(a) == _bare(b)
    if name == "status":
        return _status(a) == _status(b)
    if name == "quoted":
        return (a.lower() in ("1", "true", "1.0")) == (b.lower() in ("1", "true", "1.0"))
    return a == b


def _status(cell: str) -> str:
    """A status; references of the first edition of the rules told what was achieved from what was only mentioned."""
    return {"achieved": "reported", "context": "reported"}.get(cell, cell)


def _same_number(a: str, b: str) -> bool:
    try:
        difference = abs(float(a) - float(b))
    except ValueError:
        return a == b
    return difference <= (0.006 if a.startswith(("66.6", "33.3")) else 1e-6 * max(1.0, abs(float(a))))


def _bare(members: str) -> list[str]:
    """The members without the ending that all of them share; each keeps at least one character."""
    parts = [part.strip() for part in members.split("|")]
    if len(parts) < 2:
        return parts
    while all(len(part) > 1 for part in parts) and len({part[-1] for part in parts}) == 1:
        parts = [part[:-1] for part in parts]
    return parts
