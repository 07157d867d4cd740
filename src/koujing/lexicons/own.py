"""A user's own lexicon: a folder of files like the shipped ones, each row checked before anything is coded."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from koujing.lexicons import Lexicon, Row, shipped
from koujing.lexicons.own_clashes import check_wordings, clashes
from koujing.lexicons.own_rows import (
    check_formula,
    check_gloss,
    check_stop_word,
    check_synonyms,
    check_term,
    filled_formula,
)


@dataclass(frozen=True)
class Kind:
    """A file of a user's folder: the columns it must have, what is wrong with a row, and what its empty cells mean.

    ``columns`` are all it may have; if none are given, those of the shipped file.
    """

    needed: tuple[str, ...]
    check: Callable[[Row], str]
    columns: tuple[str, ...] = ()
    filled: Callable[[Row], Row] = dict


# The files that a user's folder may hold. The first column names a row, which is expected once.
EXTENSIBLE = {
    "formulas": Kind(("canonical",), check_formula, filled=filled_formula),
    "terms": Kind(("term",), check_term),
    "synonyms": Kind(("term", "synonyms"), check_synonyms, ("term", "synonyms")),
    "stopwords": Kind(("word",), check_stop_word),
    "glosses": Kind(("term", "english"), check_gloss, ("term", "english")),
}


ENGLISH = ("english", "gloss", "field", "source")


def read_lexicon(folder: str | os.PathLike[str], spelling: Callable[[str], str] = str) -> Lexicon:
    """The user's own rows in the files of a folder, whose columns are those of the shipped lexicons of the same name.

    Columns may be left out, except those that a file is about. ``spelling`` turns a cell into what a text reads there; English
    stays as it is. Where rows go against ours, a warning says what is done. Errors: ``ValueError`` naming file, line and what was
    expected there; ``FileNotFoundError`` if there is no such folder.
    """
    if folder == "":  # which would be the folder one is in
        raise FileNotFoundError(f"'': expected a folder with {_expected()}")
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder; expected one with {_expected()}")
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for path in paths:
        if path.suffix != ".tsv" or path.stem not in EXTENSIBLE or not path.is_file():
            raise ValueError(f"{path}: not a lexicon; expected {_expected()}")
    if not paths:
        raise ValueError(f"{folder}: no lexicon in it; expected {_expected()}")
    lines = {path.stem: list(_rows(path, spelling)) for path in paths}
    check_wordings(folder, lines)
    for clash in clashes(folder, lines):
        warnings.warn(clash, stacklevel=2)
    rows = {name: [row for _, row in found] for name, found in lines.items()}
    return Lexicon(rows, {path.name: sha256(path.read_bytes()).hexdigest() for path in paths})


def _expected() -> str:
    return " or ".join(f"{name}.tsv" for name in EXTENSIBLE)


def _rows(path: Path, spelling: Callable[[str], str]) -> Iterator[tuple[int, Row]]:
    """The rows of a file with their lines, checked, with every column of the shipped lexicon."""
    kind = EXTENSIBLE[path.stem]
    columns = list(kind.columns or shipped(path.stem)[0])
    header: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in _lines(path):
        where = f"{path}, line {number}"
        if not header:
            header = _header(cells, columns, kind.needed, where)
            continue
        if len(cells) > len(header):
            raise ValueError(f"{where}: expected {len(header)} cells between tabs, found {len(cells)}")
        row = dict.fromkeys(columns, "") | {
            column: cell if column in ENGLISH else spelling(cell) for column, cell in zip(header, cells, strict=False)
        }
        if wrong := kind.check(row):
            raise ValueError(f"{where}: {wrong}")
        name = row[kind.needed[0]]
        if name in seen:
            raise ValueError(f"{where}: {name!r} stands in line {seen[name]} already; expected it once")
        seen[name] = number
        yield number, kind.filled(row)
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


def _header(cells: list[str], columns: list[str], needed: tuple[str, ...], where: str) -> list[str]:
    if unknown := [cell for cell in cells if cell not in columns]:
        raise ValueError(f"{where}: unknown column {unknown[0]!r}; expected {', '.join(columns)} (between tabs)")
    if missing := [column for column in needed if column not in cells]:
        raise ValueError(f"{where}: expected the column {missing[0]!r}; found {', '.join(cells)}")
    if twice := [cell for cell in cells if cells.count(cell) > 1]:
        raise ValueError(f"{where}: column {twice[0]!r} stands there twice; expected each column once")
    return cells
