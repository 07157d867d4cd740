"""Tables in a text: lines of cells that are separated by tabs, the rows of heads among them, and the captions above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from koujing.chinese.cells import find_rows
from koujing.chinese.marks import Span
from koujing.chinese.patterns import lazy
from koujing.statistics.tables.numbers import find_whole, read_number

Row = tuple[Span, ...]  # the span of each cell without the blanks around its words; a blank one has no characters

# What a cell holds where there is no number.
NOTHING = frozenset({"", "-", "－", "—", "——", "–", "…", "……", "...", "/", "／", "×", "无", "暂无", "--"})
YEAR = lazy(r"(?:19|20)\d\d")
_UNIT = lazy(r"(?:计[量算])?单\s*位")
_STOPS = lazy("[。！？；]")
_LONGEST_CAPTION = 50


@dataclass(frozen=True, slots=True)
class Table:
    """The lines above it that may say what it is about, its rows of heads, and the rows below them."""

    captions: tuple[Span, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]


def find_tables(text: str) -> Iterator[Table]:
    r"""The tables of a text in order; a row of heads below other rows begins another table.

    >>> table, = find_tables("单位：人\n乡\t人口\n东乡\t120\n")
    >>> table.captions, len(table.heads), len(table.rows)
    (((0, 4),), 1, 1)
    """
    for lines in _blocks(text, list(find_rows(text))):
        yield from _split(text, lines)


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Lines with nothing between them, or with one line that is a heading inside the table."""
    block = list(lines[:1])
    for before, line in pairwise(lines):
        between = text[before[1] : line[0]].strip() if line[0] - before[1] < 200 else "。"
        if between and not _goes_on(text, before, line, between):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _goes_on(text: str, before: Span, after: Span, between: str) -> bool:
    """Whether the line between two rows of as many cells is a heading over the second, which holds a number."""
    same = text.count("\t", *before) == text.count("\t", *after)
    plain = len(between) < _LONGEST_CAPTION and "\n" not in between and not _STOPS.search(between)
    return same and plain and bool(_numbers(text, _cells(text, after)))


def _cells(text: str, line: Span) -> Row:
    start, cells = line[0], []
    for cell in text[slice(*line)].split("\t"):
        first = start + len(cell) - len(cell.lstrip())
        cells.append((first, first + len(cell.strip())) if cell.strip() else (start, start))
        start += len(cell) + 1
    return tuple(cells)


def _numbers(text: str, row: Row) -> list[int]:
    """The columns in which a row has a number."""
    return [k for k, cell in enumerate(row) if read_number(text, *cell)]


def _split(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    captions = tuple(_above(text, lines[0][0]))
    heads: list[Row] = []
    rows: list[Row] = []
    cells = [_cells(text, line) for line in lines]
    for row, below in zip(cells, [*cells[1:], ()], strict=True):
        filled = [cell for cell in row if cell[0] < cell[1]]
        if not (_is_head(text, row, rows) if rows else _is_first(text, row, heads, below)):
            rows.append(row)
            continue
        if rows:
            yield Table(captions, tuple(heads), tuple(rows))
            heads, rows = [], []
        if len(filled) == 1 and not heads:  # a merged row above the heads
            captions = (filled[0], *captions)
        else:
            heads.append(row)
    if rows:
        yield Table(captions, tuple(heads), tuple(rows))


def _is_first(text: str, row: Row, heads: Sequence[Row], below: Row) -> bool:
    """Whether a row with nothing but heads above it is one too: it has no numbers, or only years or classes (5户以下) of numbers."""
    if numbers := _numbers(text, row):
        return _are_years(text, row, numbers, heads)
    if heads and _lacks_number(text, row, heads[-1]):
        return False
    stated = [k for k, cell in enumerate(row) if find_whole(text, cell)]
    return not stated or set(stated) <= set(_numbers(text, below))


def _lacks_number(text: str, row: Row, head: Row) -> bool:
    """Whether a row without numbers says so, by a dash or a unit under the head of units, and is no further row of heads."""
    words = [text[slice(*cell)] for cell in row]
    units = [words[k] for k in range(min(len(row), len(head))) if _UNIT.fullmatch(text, *head[k])]
    return any(units) or any(word and word in NOTHING for word in words[1:])


def _is_head(text: str, row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row below others begins another table: it has words where these have numbers."""
    numbers = _numbers(text, rows[-1])
    filled = all(k < len(row) and text[slice(*row[k])] not in NOTHING for k in numbers)
    return bool(numbers) and filled and not any(read_number(text, *cell) or find_whole(text, cell) for cell in row)


def _are_years(text: str, row: Row, numbers: Sequence[int], heads: Sequence[Row]) -> bool:
    """Whether the numbers of a row are years, one after the other, that head its columns."""
    words = [text[slice(*row[k])] for k in numbers]
    if numbers[0] == 0 or not all(map(YEAR.fullmatch, words)) or (heads and row[0][0] < row[0][1]):
        return False
    return len(words) > 1 and all(abs(int(b) - int(a)) <= 5 for a, b in pairwise(words))


def _above(text: str, start: int) -> Iterator[Span]:
    """The two lines above a table, the nearest first, as far as they may be its captions."""
    for _ in range(2):
        end = start
        while end and text[end - 1] in " \t\u3000\n":
            end -= 1
        start = text.rfind("\n", 0, end) + 1
        if not 0 < end - start <= _LONGEST_CAPTION or "\t" in text[start:end] or _STOPS.search(text, start, end):
            return
        yield start, end


def column_heads(text: str, table: Table, column: int) -> list[Span]:
    """The heads over a column, the uppermost first; a blank one belongs to the head on its left if something stands below it."""
    found = []
    for level, row in enumerate(table.heads):
        k = min(column, len(row) - 1) if column < len(row) or _is_split(table, level, column) else -1
        while k > 0 and row[k][0] == row[k][1] and _is_split(table, level, k):
            k -= 1
        if k >= 0 and row[k][0] < row[k][1]:
            found.append(row[k])
    return found


def _is_split(table: Table, level: int, column: int) -> bool:
    """Whether the row of heads below another has a head in a column."""
    below = table.heads[level + 1] if level + 1 < len(table.heads) else ()
    return column < len(below) and below[column][0] < below[column][1]
