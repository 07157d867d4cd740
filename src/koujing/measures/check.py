"""A coded folder against a reference folder, table by table: the lines that ``koujing check`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from koujing.measures.agreement import (
    FIELDS,
    Cells,
    by_source,
    compare_coding,
    f1,
    in_scope,
    length,
    rows,
    shared,
    span,
)

DAMAGE = frozenset({"mask", "ocr_digit", "decimal_stop"})
VERDICTS = {"yes": "consistent", "approx": "consistent", "no": "inconsistent", "unclear": "undetermined"}
NEAR = 30  # characters within which two codings begin the same passage


def report(reference: Path, coded: Path, show: int = 0) -> str:
    """Everything that the reference folder allows to be scored, as text; ``show`` disagreements of each kind.

    Errors: ``FileNotFoundError`` where the folder holds no reference coding or the other no coded table.
    """
    parts: list[tuple[str, Callable[[Path, Path], str]]] = [
        ("*.statistics.csv", lambda gold, mine: _span_lines("statistics", gold, mine, show)),
        ("*.formulas.csv", lambda gold, mine: _span_lines("formulas", gold, mine, show)),
        ("*.damage.csv", damage_report),
        ("*.meta.json", set_aside_report),
        ("*.arithmetic.csv", checks_report),
        ("*.parallels.csv", parallels_report),
        ("*.directives.csv", directives_report),
        ("*.meta.json", voices_report),
    ]
    present = [lines for pattern, lines in parts if any(reference.glob(pattern))]
    if not present:
        raise FileNotFoundError(f"{reference}: no reference coding (expected files such as speech1.statistics.csv)")
    if not any(coded.glob("*.csv")):
        raise FileNotFoundError(f"{coded}: no coded table in CSV (expected files such as statistics.csv)")
    return "\n".join([*(lines(reference, coded) for lines in present), *_not_coded(reference, coded)])


def _not_coded(reference: Path, coded: Path) -> list[str]:
    """A line that names the sources of the reference of which the coded folder has no speech: all of them count as missed."""
    known = set(by_source(coded / "documents.csv"))
    named = {path.name.removesuffix(f".{table}.csv") for table in FIELDS for path in reference.glob(f"*.{table}.csv")}
    return [f"not among the coded sources: {', '.join(sorted(named - known))}"] if known and named - known else []


def _span_lines(table: str, reference: Path, coded: Path, show: int) -> str:
    score = compare_coding(table, reference, coded)
    named = [("missed", score.missed), ("spurious", score.spurious)]
    return "\n".join([str(score), *(f"  {name}: {item}" for name, items in named for item in items[:show])])


def accuracy_table(reference: Path, coded: Path) -> pd.DataFrame:
    """One row a scored table: spans, precision, recall, F1, and the share of right cells of every field.

    Of checks, ``recall`` is the share found with the right verdict; they have no precision here.
    """
    scores = [compare_coding(table, reference, coded) for table in FIELDS if any(reference.glob(f"*.{table}.csv"))]
    rows = []
    for s in (score for score in scores if score.n_reference):
        spans = {"table": s.table, "n_sources": len(s.sources), "n_reference": s.n_reference, "n_coded": s.n_coded}
        shares = {name: right / n for name, (right, n) in s.fields.items() if n}
        rows.append(spans | {"precision": s.precision, "recall": s.recall, "f1": s.f1} | shares)
    for table, count in (("parallels", _count_parallels), ("directives", _count_directives)):
        n_sources, n, hit, n_coded, right = count(reference, coded)
        if n:
            spans = {"table": table, "n_sources": n_sources, "n_reference": n, "n_coded": n_coded}
            precision, recall = right / max(n_coded, 1), hit / n
            both = 2 * precision * recall / (precision + recall) if hit else 0.0
            rows.append(spans | {"precision": precision, "recall": recall, "f1": both})
    return pd.DataFrame(rows + _checks_row(reference, coded)).round(4)


def _checks_row(reference: Path, coded: Path) -> list[dict[str, Any]]:
    tally = _count_checks(reference, coded).values()
    n, found, right = (sum(part) for part in zip(*tally, strict=True))
    n_sources = len(list(reference.glob("*.arithmetic.csv")))
    spans = {"table": "checks", "n_sources": n_sources, "n_reference": n, "n_coded": found}
    return [spans | {"recall": right / n}] if n else []


def disagreements(table: str, reference: Path, coded: Path) -> pd.DataFrame:
    """Every place where two codings differ: ``source, start, end, text, field, reference, coded``.

    ``field`` is ``span`` where only one of the two has the row; ``reference`` or ``coded`` then holds its text.
    """
    score = compare_coding(table, reference, coded)
    rows = [(*place, text, "span", text, "") for *place, text in score.missed]
    rows += [(*place, text, "span", "", text) for *place, text in score.spurious]
    columns = ["source", "start", "end", "text", "field", "reference", "coded"]
    return pd.DataFrame([*rows, *score.differing], columns=columns).sort_values(["source", "start", "field"], ignore_index=True)


def damage_report(reference: Path, coded: Path) -> str:
    """Masks, letters and stops of the reference: found, restored, and right, in one line."""
    mine = {(row["source"], *span(row)): row for row in rows(coded / "repairs.csv")}
    found = total = known = restored = right = 0
    for source, row in _reference_rows(reference, "damage"):
        if row["kind"] not in DAMAGE:
            continue
        repair = mine.get((source, *span(row)))
        total, found = total + 1, found + (repair is not None)
        if row["kind"] == "mask" and row["repair"]:
            known += 1
            now = (repair or {}).get("now", "").strip()
            if now and now != row["text"]:
                accepted = [row["repair"], *row.get("note", "").replace(",", " ").split()]
                restored, right = restored + 1, right + (now in accepted)
    return f"damage: found {found}/{total}  masks restored {restored}/{known}  right {right}/{restored}"


def set_aside_report(reference: Path, coded: Path) -> str:
    """Pieces of page chrome covered to nine tenths, and how many further characters were set aside, in one line."""
    mine = by_source(coded / "set_aside.csv")
    pieces = covered = extra = 0
    for source, meta in _reference_metadata(reference):
        chrome = [(b["start"], b["end"]) for b in meta["boilerplate"]]
        aside = {i for row in mine.get(source, []) for i in range(*span(row))}
        pieces += len(chrome)
        covered += sum(len(aside.intersection(range(*s))) >= 0.9 * length(s) for s in chrome)
        extra += len(aside.difference(i for s in chrome for i in range(*s)))
    return f"set aside: {covered}/{pieces} pieces covered, {extra} further characters set aside"


def _count_checks(reference: Path, coded: Path) -> dict[str, tuple[int, int, int]]:
    """Of each kind of check: how many the reference has, those found at their total, those with the right verdict."""
    mine = by_source(coded / "checks.csv")
    tally = dict.fromkeys(("sum", "growth", "share", "count"), (0, 0, 0))
    for source, row in _reference_rows(reference, "arithmetic"):
        if "weak" not in row["note"] and row["kind"] in tally:
            at = int(row["total_start"])
            met = [c["verdict"] for c in mine.get(source, []) if span(c)[0] <= at + 1 and at < span(c)[1]]
            n, hit, right = tally[row["kind"]]
            tally[row["kind"]] = n + 1, hit + bool(met), right + (VERDICTS[row["holds"]] in met)
    return tally


def checks_report(reference: Path, coded: Path) -> str:
    """Places where figures can be checked against one another: found at their total, with the right verdict."""
    tally = _count_checks(reference, coded)
    lines = [f"checks, {kind}: found {hit}/{n}  right verdict {right}/{n}" for kind, (n, hit, right) in tally.items()]
    verdicts = [row["verdict"] for row in rows(coded / "checks.csv")]
    return "\n".join([*lines, f"checks: {verdicts.count('inconsistent')} inconsistent of {len(verdicts)}"])


def _count_parallels(reference: Path, coded: Path) -> tuple[int, int, int, int, int]:
    """Sources; firm runs, those met by half of the longer span; coded runs, those that meet any by half of the shorter."""
    mine = by_source(coded / "parallels.csv")
    paths = sorted(reference.glob("*.parallels.csv"))
    n = hit = n_coded = right = 0
    for path in paths:
        source, gold = path.name.removesuffix(".parallels.csv"), rows(path)
        found = list(in_scope(mine.get(source, []), path, source))
        firm, every = [span(g) for g in gold if g["borderline"] != "1"], [span(g) for g in gold]
        n, n_coded = n + len(firm), n_coded + len(found)
        hit += sum(any(2 * shared(g, m) >= max(length(g), length(m)) for m in found) for g in firm)
        right += sum(any(2 * shared(g, m) >= min(length(g), length(m)) for g in every) for m in found)
    return len(paths), n, hit, n_coded, right


def parallels_report(reference: Path, coded: Path) -> str:
    """Parallel structures: recall of firm runs and precision of coded ones, in one line."""
    _, n, hit, n_coded, right = _count_parallels(reference, coded)
    return f"parallels: recall {hit}/{n}  precision {right}/{n_coded}"


def _count_directives(reference: Path, coded: Path) -> tuple[int, int, int, int, int]:
    """Over judged places (``label`` 1: a directive): sources; directives, those coded; places coded, those that are directives."""
    mine = by_source(coded / "directives.csv")
    paths = sorted(reference.glob("*.directives.csv"))
    n = hit = n_coded = 0
    for path in paths:
        marked = {int(r["start"]) + k for r in mine.get(path.name.split(".")[0], []) for k in range(len(r["marker"]))}
        for place in rows(path):
            is_one, is_coded = place["label"] == "1", int(place["start"]) in marked
            n, n_coded, hit = n + is_one, n_coded + is_coded, hit + (is_one and is_coded)
    return len(paths), n, hit, n_coded, hit


def directives_report(reference: Path, coded: Path) -> str:
    """Judged places of a word that may order: recall of directives and precision of coded ones, in one line."""
    _, n, hit, n_coded, right = _count_directives(reference, coded)
    return f"directives: recall {hit}/{n}  precision {right}/{n_coded}"


def voices_report(reference: Path, coded: Path) -> str:
    """News reports: characters under the right speaker's name, and passages that begin where the reference has them."""
    mine = by_source(coded / "voices.csv")
    right = n_reference = n_coded = changes = met = 0
    for source, meta in _reference_metadata(reference):
        if meta["speeches"]:
            continue
        voices = mine.get(source, [])
        gold = {i: v["name"] for v in meta["speakers"] for i in range(v["start"], v["end"])}
        named = {i: v["speaker"] for v in voices for i in range(*span(v))}
        right += sum(named.get(i) == name for i, name in gold.items())
        n_reference, n_coded = n_reference + len(gold), n_coded + len(named)
        changes += len(meta["speakers"])
        begun = [(v["speaker"], span(v)[0]) for v in voices]
        met += sum(
            any(name == v["name"] and abs(at - v["start"]) <= NEAR for name, at in begun) for v in meta["speakers"]
        )
    return f"voices: characters F1 {f1(right, n_coded, n_reference):.3f}  passages begun within {NEAR} characters {met}/{changes}"


def _reference_rows(reference: Path, table: str) -> Iterator[tuple[str, Cells]]:
    for path in sorted(reference.glob(f"*.{table}.csv")):
        yield from ((path.name.removesuffix(f".{table}.csv"), row) for row in rows(path))


def _reference_metadata(reference: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(reference.glob("*.meta.json")):
        yield path.name.removesuffix(".meta.json"), json.loads(path.read_text(encoding="utf-8"))
