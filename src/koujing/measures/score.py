"""Scores of a coded folder against a reference folder, table by table: what ``koujing score`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from operator import and_
from pathlib import Path
from typing import Any

from koujing.later import pd
from koujing.measures.agreement import FIELDS, Score, compare_coding, f1, summed
from koujing.measures.scope import scope_of
from koujing.measures.spans import Cells, by_source, length, rows, shared, span, text_lengths

DAMAGE = frozenset({"mask", "ocr_digit", "decimal_stop"})
VERDICTS = {"yes": "consistent", "approx": "consistent", "no": "inconsistent", "unclear": "undetermined"}
# The kinds of reference files, and the coded table in which the rows of each are looked for.
TABLES = {table: table for table in (*FIELDS, "parallels", "directives")} | {"arithmetic": "checks"}
NEAR = 30  # two codings begin the same passage if their starts are at most this many characters apart


def report(reference: Path, coded: Path, show: int = 0, scope: str = "auto") -> str:
    """Scores of everything that the reference folder covers, as text, with up to ``show`` disagreements of each kind.

    ``scope`` says over which ranges of a source precision is counted, see ``scope.scope_of``; the text names these ranges.
    Errors: ``FileNotFoundError`` if one folder has no reference coding or the other no coded table for it; ``ValueError``, with
    file and row, if a file is malformed.
    """
    parts: list[tuple[str, Callable[[Path, Path], str]]] = [
        ("*.statistics.csv", lambda gold, mine: _span_lines("statistics", gold, mine, show, scope)),
        ("*.formulas.csv", lambda gold, mine: _span_lines("formulas", gold, mine, show, scope)),
        ("*.damage.csv", damage_report),
        ("*.meta.json", set_aside_report),
        ("*.arithmetic.csv", checks_report),
        ("*.parallels.csv", lambda gold, mine: parallels_report(gold, mine, scope)),
        ("*.directives.csv", directives_report),
        ("*.meta.json", voices_report),
    ]
    present = [lines for pattern, lines in parts if any(reference.glob(pattern))]
    _check_folders(present, reference, coded)
    return "\n".join([*(lines(reference, coded) for lines in present), *_not_coded(reference, coded)])


def _check_folders(present: Collection[object], reference: Path, coded: Path) -> None:
    """Refuse two folders of which one lacks what is to be compared; ``present`` is what the reference folder covers."""
    if not present:
        raise FileNotFoundError(f"{reference}: no reference coding (expected files such as speech1.statistics.csv)")
    if not any(coded.glob("*.csv")):
        raise FileNotFoundError(f"{coded}: no coded table in CSV (expected files such as statistics.csv)")
    for kind, table in TABLES.items():
        for path in sorted(reference.glob(f"*.{kind}.csv"))[:1]:
            if not (coded / f"{table}.csv").exists():
                hint = "code the texts with that table, or move the reference elsewhere"
                raise FileNotFoundError(f"{coded}: no table {table}.csv, against which {path.name} could be scored; {hint}")


def _not_coded(reference: Path, coded: Path) -> list[str]:
    """One line for each reference file whose source has not been coded, so that all its rows count as missed."""
    known = sorted(by_source(coded / "documents.csv"))
    some = ", ".join(known[:3]) + (", …" if len(known) > 3 else "")
    paths = sorted(path for kind in TABLES for path in reference.glob(f"*.{kind}.csv"))
    return [
        f"{path}: expected the name of a coded source before the first full stop ({some}); all its rows count as missed"
        for path in paths
        if known and path.name.rsplit(".", 2)[0] not in known
    ]


def _span_lines(table: str, reference: Path, coded: Path, show: int, scope: str) -> str:
    score = compare_coding(table, reference, coded, scope)
    named = [("missed", score.missed), ("spurious", score.spurious)]
    for field in score.fields:
        differing = [row for row in score.differing if row[4] == field]
        named.append((field, [(*row[:3], f"{row[3]}: reference {row[5]!r}, coded {row[6]!r}") for row in differing]))
    return "\n".join([str(score), *(f"  {name}: {item}" for name, items in named for item in items[:show])])


def accuracy_table(reference: Path, coded: Path, scope: str = "auto") -> pd.DataFrame:
    """One row per scored table: spans, precision, recall, F1, and the share of correct cells in every field.

    For checks, ``recall`` is the share found with the right verdict, and there is no precision; nor is there for a table if no
    range of its sources is known to have been read (``scope`` as in ``scope.scope_of``). Errors as for ``report``.
    """
    _check_folders([kind for kind in TABLES if any(reference.glob(f"*.{kind}.csv"))], reference, coded)
    scores = [compare_coding(table, reference, coded, scope) for table in FIELDS if any(reference.glob(f"*.{table}.csv"))]
    scores += [summed("parallels", score_parallels(reference, coded, scope)), summed("directives", score_directives(reference, coded))]
    rows = []
    for s in (score for score in scores if score.n_reference):
        spans = {"table": s.table, "n_sources": len(s.sources), "n_reference": s.n_reference, "n_coded": s.n_coded}
        shares = {name: right / n for name, (right, n) in s.fields.items() if n}
        rows.append(spans | {"precision": s.precision, "recall": s.recall, "f1": s.f1} | shares)
    return pd.DataFrame(rows + _checks_row(reference, coded)).round(4)


def _checks_row(reference: Path, coded: Path) -> list[dict[str, Any]]:
    tally = _count_checks(reference, coded).values()
    n, found, right = (sum(part) for part in zip(*tally, strict=True))
    n_sources = len(list(reference.glob("*.arithmetic.csv")))
    spans = {"table": "checks", "n_sources": n_sources, "n_reference": n, "n_coded": found}
    return [spans | {"recall": right / n}] if n else []


def disagreements(table: str, reference: Path, coded: Path) -> pd.DataFrame:
    """Every place where two codings differ: ``source, start, end, text, field, reference, coded``.

    ``field`` is ``span`` if only one of the two has the row; ``reference`` or ``coded`` then holds its text.
    """
    score = compare_coding(table, reference, coded)
    rows = [(*place, text, "span", text, "") for *place, text in score.missed]
    rows += [(*place, text, "span", "", text) for *place, text in score.spurious]
    columns = ["source", "start", "end", "text", "field", "reference", "coded"]
    return pd.DataFrame([*rows, *score.differing], columns=columns).sort_values(["source", "start", "field"], ignore_index=True)


def damage_report(reference: Path, coded: Path) -> str:
    """One line on the damage listed in the reference: masks, letters and stops found, masks restored, restored correctly."""
    repairs = rows(coded / "repairs.csv", "source", "start", "end", "now")
    mine = {(row["source"], *span(row)): row for row in repairs}
    found = total = known = restored = right = 0
    for source, row in _reference_rows(reference, coded, "damage", "start", "end", "text", "kind", "repair"):
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
    """One line on page furniture: pieces of which nine tenths were set aside, and further characters set aside."""
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
    """For each kind of check: how many the reference has, how many were found at their total, and with the right verdict."""
    mine = by_source(coded / "checks.csv", "verdict")
    tally = dict.fromkeys(("sum", "growth", "share", "count"), (0, 0, 0))
    columns = ("kind", "total_start", "holds", "note")
    for source, row in _reference_rows(reference, coded, "arithmetic", *columns):
        if "weak" not in row["note"] and row["kind"] in tally:
            if row["holds"] not in VERDICTS:
                place = f"{reference / source}.arithmetic.csv, total_start {row['total_start']}"
                raise ValueError(f"{place}: expected {', '.join(VERDICTS)} in column holds, it has {row['holds'] or 'nothing'}")
            at = int(row["total_start"])
            met = [c["verdict"] for c in mine.get(source, []) if span(c)[0] <= at + 1 and at < span(c)[1]]
            n, hit, right = tally[row["kind"]]
            tally[row["kind"]] = n + 1, hit + bool(met), right + (VERDICTS[row["holds"]] in met)
    return tally


def checks_report(reference: Path, coded: Path) -> str:
    """Lines on checks of statistics against one another: how many were found at their total, and with the right verdict."""
    tally = _count_checks(reference, coded)
    lines = [f"checks, {kind}: found {hit}/{n}  right verdict {right}/{n}" for kind, (n, hit, right) in tally.items()]
    verdicts = [row["verdict"] for row in rows(coded / "checks.csv")]
    return "\n".join([*lines, f"checks: {verdicts.count('inconsistent')} inconsistent of {len(verdicts)}"])


def score_parallels(reference: Path, coded: Path, scope: str = "auto") -> Iterator[Score]:
    """By source: a firm run is found if a coded run shares half of the longer span; a coded run is right if it shares half the shorter."""
    lengths, mine = text_lengths(coded), by_source(coded / "parallels.csv")
    for path in sorted(reference.glob("*.parallels.csv")):
        source = path.name.removesuffix(".parallels.csv")
        gold = rows(path, "start", "end", "borderline", length=lengths.get(source))
        firm, every = [span(g) for g in gold if g["borderline"] != "1"], [span(g) for g in gold]
        found = list({span(m): None for m in mine.get(source, [])})
        within = scope_of(reference, source, every, found, scope, lengths.get(source))
        scored = [m for m in found if m in within]
        right = sum(any(2 * shared(g, m) >= max(length(g), length(m)) for m in found) for g in firm)
        right_coded = sum(any(2 * shared(g, m) >= min(length(g), length(m)) for g in every) for m in scored)
        yield Score(
            "parallels", [source], [within], n_reference=len(firm), n_right=right, n_coded=len(scored), n_right_coded=right_coded
        )


def parallels_report(reference: Path, coded: Path, scope: str = "auto") -> str:
    """Lines on parallel structures: recall of firm runs and precision of coded runs, and the ranges scored."""
    s = summed("parallels", score_parallels(reference, coded, scope))
    line = f"parallels: recall {s.n_right}/{s.n_reference}  precision {s.n_right_coded}/{s.n_coded}"
    return "\n".join([line, *(f"  {scope}" for scope in s.scopes)])


def score_directives(reference: Path, coded: Path) -> Iterator[Score]:
    """By source, over the judged places (``label`` 1: a directive): directives, places coded, and directives coded."""
    lengths, mine = text_lengths(coded), by_source(coded / "directives.csv", "marker")
    for path in sorted(reference.glob("*.directives.csv")):
        source = path.name.removesuffix(".directives.csv")
        marked = {int(r["start"]) + k for r in mine.get(source, []) for k in range(len(r["marker"]))}
        judged = rows(path, "start", "end", "label", length=lengths.get(source))
        is_one, is_coded = [place["label"] == "1" for place in judged], [int(place["start"]) in marked for place in judged]
        right = sum(map(and_, is_one, is_coded))
        yield Score("directives", [source], n_reference=sum(is_one), n_right=right, n_coded=sum(is_coded), n_right_coded=right)


def directives_report(reference: Path, coded: Path) -> str:
    """One line on judged uses of words that may order: recall of directives and precision of coded ones."""
    s = summed("directives", score_directives(reference, coded))
    return f"directives: recall {s.n_right}/{s.n_reference}  precision {s.n_right_coded}/{s.n_coded}"


def voices_report(reference: Path, coded: Path) -> str:
    """One line on news reports: characters attributed to the right speaker, and passages that begin where they should."""
    mine = by_source(coded / "voices.csv", "speaker")
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


def _reference_rows(reference: Path, coded: Path, table: str, *columns: str) -> Iterator[tuple[str, Cells]]:
    lengths = text_lengths(coded)
    for path in sorted(reference.glob(f"*.{table}.csv")):
        source = path.name.removesuffix(f".{table}.csv")
        yield from ((source, row) for row in rows(path, *columns, length=lengths.get(source)))


def _reference_metadata(reference: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The metadata of each source, which must list the pieces of page furniture, the speeches and the speakers."""
    for path in sorted(reference.glob("*.meta.json")):
        try:
            meta = json.loads(path.read_text(encoding="utf-8"))
            whole = all(isinstance(meta[name], list) for name in ("boilerplate", "speeches", "speakers"))
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise ValueError(f"{path}: expected a JSON object with the lists boilerplate, speeches and speakers")
        yield path.name.removesuffix(".meta.json"), meta
