"""Tables in HTML whose cells hold names and numbers: a row becomes a line, its cells separated by tabs.

Other tables lay out a page: their cells stay lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from koujing.chinese.patterns import lazy
from koujing.reading.files.cell_text import is_number, is_wording, line_joint
from koujing.reading.files.marks import Mark
from koujing.reading.files.page_heads import is_head_row

_TAG = lazy(r"<(?P<closes>/?)(?P<name>table|tr|td|th)\b", re.IGNORECASE)
_TABLE = lazy(r"<table\b", re.IGNORECASE)
_SPAN = lazy(r"""\b(col|row)span\s*=\s*["']?(\d{1,3})""", re.IGNORECASE)
_MOST_COLUMNS = 100
_SPACE = lazy(r"\s+")


@dataclass(slots=True)
class Cell:
    """A cell: the indices of the marks that open and close it, and the columns and rows that it spans."""

    opened: int
    closed: int = -1
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """A table: its rows of cells, and the marks that open or close its rows and cells."""

    rows: list[list[Cell]] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    nested: bool = False


def set_tables(source: str, marks: list[Mark]) -> list[Mark]:
    """The marks of an HTML source, with the borders of its tables of names and numbers as tabs and line ends."""
    if not _TABLE.search(source):
        return marks
    now: dict[int, str] = {}
    blanks: list[Mark] = []
    for table in _tables(source, marks):
        if not table.nested and _holds_data([[_text(source, marks, cell) for cell in row] for row in table.rows]):
            _set_borders(table, now)
            blanks += _set_inside(source, marks, table, now)
    changed = [mark._replace(now=now[k]) if k in now else mark for k, mark in enumerate(marks)]
    return sorted([*changed, *blanks]) if blanks else changed


def _tables(source: str, marks: Sequence[Mark]) -> Iterator[Table]:
    """The tables of a source, each when it ends; a cell or row that is not closed ends with the next."""
    around: list[Table] = []
    for k, mark in enumerate(marks):
        tag = _TAG.match(source, mark.start, mark.end)
        if not tag:
            continue
        name, closes = tag["name"].lower(), bool(tag["closes"])
        if name == "table":
            if around and not closes:
                around[-1].nested = True
            if closes and around:
                yield _closed(around.pop(), k)
            elif not closes:
                around.append(Table())
        elif around:
            _border(_closed(around[-1], k), name, closes, k, source[mark.start : mark.end])
    yield from (_closed(table, len(marks) - 1) for table in around)


def _closed(table: Table, k: int) -> Table:
    """The table with its last cell closed by a mark."""
    if table.rows and table.rows[-1] and table.rows[-1][-1].closed < 0:
        table.rows[-1][-1].closed = k
    return table


def _border(table: Table, name: str, closes: bool, k: int, tag: str) -> None:
    table.borders.append(k)
    if closes:
        return
    if name == "tr" or not table.rows:
        table.rows.append([])
    if name != "tr":
        spans = {of.lower(): max(1, int(n)) for of, n in _SPAN.findall(tag)}
        table.rows[-1].append(Cell(k, -1, min(spans.get("col", 1), _MOST_COLUMNS), spans.get("row", 1)))


def _text(source: str, marks: Sequence[Mark], cell: Cell) -> str:
    """What a cell shows."""
    inside = zip(marks[cell.opened : cell.closed], marks[cell.opened + 1 : cell.closed + 1], strict=True)
    return unescape("".join(before.now * (k > 0) + source[before.end : after.start] for k, (before, after) in enumerate(inside))).strip()


def _holds_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has rows of labels and values, or at least two numbers that are no dates, and hardly any text."""
    filled = [[cell for cell in row if cell] for row in rows]
    if sum(is_head_row(row) for row in filled if len(row) > 1) > 1 or any(len(row) > 3 and is_head_row(row) for row in filled):
        return all(len(cell) < 300 for row in filled for cell in row)
    cells = [cell for row in filled for cell in row]
    n_numbers = sum(map(is_number, cells))
    n_texts = sum(not is_wording(cell) for cell in cells)
    return n_numbers > 1 and any(len(row) > 1 for row in filled) and 5 * n_texts <= n_numbers


def _set_borders(table: Table, now: dict[int, str]) -> None:
    """Each row on a line of its own, with as many tabs before a cell as there are borders of columns."""
    now |= dict.fromkeys(table.borders, "")
    covered: dict[int, int] = {}  # column → how many more rows a cell above reaches into
    for row in table.rows:
        column = at = 0
        below = {k: n - 1 for k, n in covered.items() if n > 1}
        for cell in row:
            while column in covered:
                column += 1
            now[cell.opened] = "\t" * (column - at)
            at = column
            for column in range(at, at + cell.columns):
                below |= {column: cell.rows - 1} if cell.rows > 1 and column < _MOST_COLUMNS else {}
            column += 1
        covered = below
        if row:
            now[row[0].opened] = "\n" + now[row[0].opened]


def _set_inside(source: str, marks: Sequence[Mark], table: Table, now: dict[int, str]) -> Iterator[Mark]:
    """The lines of each cell as one; and as marks the white space between tags, which shows nothing."""
    inside: set[int] = set()
    for cell in (cell for row in table.rows for cell in row):
        inside |= set(range(cell.opened, cell.closed))
        yield from _set_cell(source, marks, cell, now)
    for k in range(table.borders[0], table.borders[-1]) if table.borders else ():
        start, end = marks[k].end, marks[k + 1].start
        if k not in inside and start < end and not source[start:end].strip():
            yield Mark(start, end)


def _set_cell(source: str, marks: Sequence[Mark], cell: Cell, now: dict[int, str]) -> Iterator[Mark]:
    shown, broken = "", -1  # the last words, and the mark of a line end after them
    for k in range(cell.opened, cell.closed):
        if k > cell.opened and "\n" in marks[k].now:
            now[k], broken = "", k
        start, end = marks[k].end, marks[k + 1].start
        words = source[start:end].strip()
        if words and broken >= 0:
            now[broken], broken = line_joint(shown, words), -1
        shown = words or shown
        yield from _blanks(source, start, end, k == cell.opened, k + 1 == cell.closed)


def _blanks(source: str, start: int, end: int, first: bool, last: bool) -> Iterator[Mark]:
    """White space at the ends of a cell, and around line ends of the source."""
    for match in _SPACE.finditer(source, start, end):
        a, b = match.span()
        if "\n" in match[0] or (first and a == start) or (last and b == end):
            within = start < a and b < end
            yield Mark(a, b, line_joint(source[a - 1], source[b]) if within else "")
