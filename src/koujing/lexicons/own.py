"""A user's own lexicon: a folder of files like the shipped ones, each row checked before anything is coded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from koujing.lexicons import Lexicon, Row, load

KINDS = ("numeral", "code", "plan")
_NOT_IN_NAMES = frozenset(" \t|“”\"「」『』*")


def _check_formula(row: Row) -> str:
    """What is wrong with a formula, as the cell and what was expected; an empty string if nothing is."""
    forms = [row["canonical"], *filter(None, row["variants"].split("|"))]
    members = [member for member in row["members"].split("|") if member]
    if bad := [form for form in forms if len(form) < 2 or not _NOT_IN_NAMES.isdisjoint(form)]:
        return f"{bad[0]!r}: expected a name of at least two characters, without spaces, quotation marks and *"
    if row["kind"] not in ("", *KINDS):
        return f"kind {row['kind']!r}: expected {', '.join(KINDS)}"
    if row["count"] and not (row["count"].isdecimal() and int(row["count"])):
        return f"count {row['count']!r}: expected a number of parts in digits, or nothing"
    if row["count"] and members and len(members) != int(row["count"]):
        return f"members: expected {row['count']} as counted, found {len(members)} (between |)"
    return "" if row["bare"] in ("", "0", "1") else f"bare {row['bare']!r}: expected 1, or 0 if only known in quotation marks"


def _filled_formula(row: Row) -> Row:
    return row | {"kind": row["kind"] or "numeral", "bare": row["bare"] or "1"}


# The lexicons that a user may extend: how a row is checked, and how its empty cells are filled. The first column is its name.
EXTENSIBLE: dict[str, tuple[Callable[[Row], str], Callable[[Row], Row]]] = {"formulas": (_check_formula, _filled_formula)}


def read_lexicon(folder: str | os.PathLike[str]) -> Lexicon:
    """The user's own rows in the files of a folder, whose columns are those of the shipped lexicons of the same name.

    Columns may be left out, except the first. Errors: ``ValueError`` naming file, line and what was expected there;
    ``FileNotFoundError`` if there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder; expected one with {_expected()}")
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for path in paths:
        if path.suffix != ".tsv" or path.stem not in EXTENSIBLE:
            raise ValueError(f"{path}: not a lexicon; expected {_expected()}")
    if not paths:
        raise ValueError(f"{folder}: no lexicon in it; expected {_expected()}")
    rows = {path.stem: list(_rows(path)) for path in paths}
    return Lexicon(rows, {path.name: sha256(path.read_bytes()).hexdigest() for path in paths})


def _expected() -> str:
    return " or ".join(f"{name}.tsv" for name in EXTENSIBLE)


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a file, checked, with every column of the shipped lexicon."""
    check, fill = EXTENSIBLE[path.stem]
    columns = list(load(path.stem)[0])
    header: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in _lines(path):
        where = f"{path}, line {number}"
        if not header:
            header = _header(cells, columns, where)
            continue
        if len(cells) > len(header):
            raise ValueError(f"{where}: expected {len(header)} cells between tabs, found {len(cells)}")
        row = dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False))
        if wrong := check(row):
            raise ValueError(f"{where}: {wrong}")
        if row[columns[0]] in seen:
            raise ValueError(f"{where}: {row[columns[0]]!r} stands in line {seen[row[columns[0]]]} already; expected it once")
        seen[row[columns[0]]] = number
        yield fill(row)
    if not seen:
        raise ValueError(f"{path}: no row in it; expected a line of columns ({', '.join(columns)}, between tabs) and lines below it")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines that are no comments, by number, as cells."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: expected UTF-8 ({error.reason} at byte {error.start}); save it in this encoding") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]


def _header(cells: list[str], columns: list[str], where: str) -> list[str]:
    if unknown := [cell for cell in cells if cell not in columns]:
        raise ValueError(f"{where}: unknown column {unknown[0]!r}; expected {', '.join(columns)} (between tabs)")
    if columns[0] not in cells or len(set(cells)) < len(cells):
        raise ValueError(f"{where}: expected the column {columns[0]!r}, and each column once")
    return cells
