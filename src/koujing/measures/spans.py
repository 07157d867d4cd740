"""Coded rows read from CSV files and checked on reading, and arithmetic on their spans."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

Span = tuple[int, int]
Cells = dict[str, str]

OFFSETS = frozenset({"start", "end", "total_start"})


def rows(path: Path, *columns: str, length: int | None = None) -> list[Cells]:
    """The rows of a CSV file, or none if it does not exist; it must have these ``columns``, and offsets must be integers.

    Errors: ``ValueError`` that names the file, the row and what was expected there: the columns, offsets up to
    ``length`` (the number of characters of the text), a start before its end.
    """
    if not path.exists():
        return []
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle)
            header, found = reader.fieldnames or [], list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: expected a CSV file in UTF-8 ({error})") from None
    if missing := [name for name in columns if name not in header]:
        raise ValueError(f"{path}, row 1: expected the columns {', '.join(missing)}; it has {', '.join(header) or 'none'}")
    for line, row in enumerate(found, 2):
        for fault in _faults(row, [name for name in columns if name in OFFSETS], length):
            raise ValueError(f"{path}, row {line}: expected {fault}")
    return found


def _faults(row: Cells, offsets: list[str], length: int | None) -> Iterator[str]:
    for name in offsets:
        try:
            at = float(row[name])
        except (TypeError, ValueError):
            at = -1
        if at < 0 or not at.is_integer():
            yield f"a whole number in column {name}, it has {row[name] or 'nothing'}"
        if length is not None and at > length:
            yield f"offsets within the {length:,} characters of the text, {name} is {row[name]}"
    if {"start", "end"} <= set(offsets) and span(row)[0] >= span(row)[1]:
        yield f"a start before its end, it has {row['start']} and {row['end']}"


def by_source(path: Path, *columns: str) -> dict[str, list[Cells]]:
    """Source → its rows in a coded table."""
    grouped: dict[str, list[Cells]] = {}
    for row in rows(path, "source", "start", "end", *columns):
        grouped.setdefault(row["source"], []).append(row)
    return grouped


def text_lengths(coded: Path) -> dict[str, int]:
    """Source → its number of characters: the largest end of a speech or a piece set aside in a coded folder."""
    lengths: dict[str, int] = {}
    for table in ("documents", "set_aside"):
        for row in rows(coded / f"{table}.csv", "source", "end"):  # a speech may be empty: start and end are the same
            lengths[row["source"]] = max(lengths.get(row["source"], 0), int(float(row["end"])))
    return lengths


def span(row: Cells) -> Span:
    """Start and end of a row."""
    return int(float(row["start"])), int(float(row["end"]))


def length(place: Span) -> int:
    """The number of characters in a span."""
    return place[1] - place[0]


def shared(a: Span, b: Span) -> int:
    """The number of characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
