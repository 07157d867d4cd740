"""The cells of a table in few bytes, as a notebook stores them and the site reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

CODED = 75  # a column of at most this many values is stored as one printable character per row
SEPARATORS = "|¦‖\t\x1f"


def pack(columns: Sequence[Sequence[str]], links: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    """Columns, and links by the number of their column, first the folder that all are in.

    >>> pack([["a", "b", "a"], ["1", "2", "3"]], {})
    {'separator': '|', 'columns': [[['a', 'b'], '010'], [['1', '2', '3'], '012']]}
    """
    folders = {place: _folder(pages) for place, pages in links.items()}
    pages = {place: [page.removeprefix(folders[place]) for page in links[place]] for place in links}
    used = set(chain.from_iterable(chain.from_iterable([*columns, *pages.values()])))
    separator = next(mark for mark in SEPARATORS if mark not in used)
    data: dict[str, Any] = {"separator": separator, "columns": [_column(cells, separator) for cells in columns]}
    return data | ({"links": {place: [folders[place], _column(pages[place], separator)] for place in links}} if links else {})


def unpack(data: Mapping[str, Any]) -> list[list[str]]:
    """The columns that were packed.

    >>> unpack(pack([["a", "b", "a"], [str(k) for k in range(3)]], {}))
    [['a', 'b', 'a'], ['0', '1', '2']]
    """
    return [
        column.split(data["separator"]) if isinstance(column, str) else [column[0][ord(code) - 48] for code in column[1]]
        for column in data["columns"]
    ]


def _folder(pages: Sequence[str]) -> str:
    folders = {"".join(page.rpartition("/")[:2]) for page in pages if page}
    return folders.pop() if len(folders) == 1 else ""


def _column(cells: Sequence[str], separator: str) -> str | list[list[str] | str]:
    """``[values, codes]`` for few distinct values, else one string."""
    values = sorted(set(cells))  # in an order that lines up no text
    code = {value: chr(48 + place) for place, value in enumerate(values)}
    few = not cells or len(values) <= CODED
    return [values, "".join(map(code.__getitem__, cells))] if few else separator.join(cells)
