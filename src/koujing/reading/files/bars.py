"""Tables whose cells are separated by bars, as in Markdown and in text that was taken out of a page: the bars are read as tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from koujing.chinese.patterns import lazy
from koujing.reading.files.cell_text import is_number
from koujing.reading.files.marks import Mark

# A bar that is not escaped, with the blanks around it; the first and the last of a line only frame it.
_BAR = lazy(r"(?P<first>^[ \t]*)?(?<!\\)\|[ \t]*(?P<last>(?=\r?$))?|(?<=[^ \t\n])[ \t]+(?=\|)", re.MULTILINE)
_ROWS = lazy(r"^(?:[^\n|]*+\|[^\n]*+(?:\n|\Z)){2,}", re.MULTILINE)
_LEAST_NUMBERS = 2  # bars also part the items of a menu


def mark_bars(source: str, start: int, end: int) -> Iterator[Mark]:
    """The bars of the rows ``source[start:end]``.

    >>> [(mark.start, mark.end, mark.now) for mark in mark_bars("| 东 | 12 |", 0, 10)]
    [(0, 2, ''), (3, 4, ''), (4, 6, '\\t'), (8, 9, ''), (9, 10, '')]
    """
    for bar in _BAR.finditer(source, start, end):
        is_border = "|" in bar[0] and bar["first"] is None and bar["last"] is None
        yield Mark(*bar.span(), "\t" if is_border else "")


def find_bar_tables(source: str) -> Iterator[Mark]:
    """The bars of a plain text that part the cells of a table: rows one below the other, with at least two numbers in them."""
    for block in _ROWS.finditer(source) if "|" in source else ():
        cells = map(str.strip, block[0].replace("\n", "|").split("|"))
        if sum(map(is_number, cells)) >= _LEAST_NUMBERS:
            yield from mark_bars(source, *block.span())
