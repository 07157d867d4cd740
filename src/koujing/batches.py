"""Rows of many speeches → Arrow tables: cells are held as Python objects only until there are enough of them for a chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

from koujing.across import schemas
from koujing.arrowtables import joined
from koujing.coding import RUNNING
from koujing.tables import OWN, Column, Columns, Schema

Tables = dict[str, pa.Table]

# So many rows are about a megabyte of text: 10 MB as Arrow arrays, 100 MB as Python objects.
CHUNK = 100_000
# Text columns whose cells hardly ever repeat, besides the wordings; all others are coded as numbers of a list of distinct cells.
UNLIKE = frozenset({"id", "statistic", "raw_sha256"})
NUMBERED = pa.dictionary(pa.int32(), pa.string())
TYPES = {"integer": pa.int64(), "real": pa.float64(), "flag": pa.bool_()}


class Batch:
    """The rows of all tables in the order in which they are added.

    >>> batch = Batch()
    >>> batch.add("problems", {"path": ["a.txt"], "what": ["empty"], "hint": [""]})
    >>> batch.tables()["problems"].num_rows
    1
    """

    def __init__(self) -> None:
        self.pieces: dict[str, list[Columns]] = {}
        self.chunks: dict[str, list[pa.Table]] = {}
        self.n_rows = 0  # in ``pieces``

    def add(self, table: str, columns: Columns) -> None:
        """Add rows of a table, given by their columns: any sequences of which Arrow can make an array."""
        if table == RUNNING and self.n_rows > CHUNK:  # a new speech begins
            self.pack()
        if n_rows := len(next(iter(columns.values()))):
            self.pieces.setdefault(table, []).append(columns)
            self.n_rows += n_rows

    def take(self, other: Batch) -> None:
        """Add all rows of another batch."""
        if other.chunks or self.n_rows > CHUNK:
            self.pack()
        for table, chunks in other.chunks.items():
            self.chunks.setdefault(table, []).extend(chunks)
        for table, pieces in other.pieces.items():
            self.pieces.setdefault(table, []).extend(pieces)
        self.n_rows += other.n_rows

    def pack(self) -> None:
        """Turn the rows that were added into Arrow arrays."""
        known = schemas()
        running = _side_by_side(self.pieces.pop(RUNNING, []))
        own = _own_columns([*chain.from_iterable(running.pop("own", ()))])  # one row a speech, as in ``documents``
        if running:
            self._pack(RUNNING, pa.table({name: pa.array([*chain.from_iterable(cells)]) for name, cells in running.items()}))
        for table, pieces in self.pieces.items():
            columns = _side_by_side(pieces)
            self._pack(table, _arrow(known[table], columns | own if table == "documents" else columns))
        self.pieces, self.n_rows = {}, 0

    def _pack(self, table: str, chunk: pa.Table) -> None:
        self.chunks.setdefault(table, []).append(chunk)

    def tables(self) -> Tables:
        """All rows, as one Arrow table each; a table without rows is left out."""
        self.pack()
        return {table: joined(chunks) for table, chunks in self.chunks.items()}


def _side_by_side(pieces: Sequence[Columns]) -> dict[str, list[Sequence[Any]]]:
    """The cells of each column, from those of some rows each."""
    return {name: [piece[name] for piece in pieces] for name in (pieces[0] if pieces else ())}


def _own_columns(cells: Sequence[Mapping[str, str]]) -> dict[str, list[Sequence[Any]]]:
    """The columns that the texts came with, from those of each speech."""
    names = dict.fromkeys(chain.from_iterable(cells))
    return {OWN + name: [[own.get(name) for own in cells]] for name in names}


def _arrow(schema: Schema, columns: Mapping[str, Sequence[Sequence[Any]]]) -> pa.Table:
    own = schema.own(columns)
    arrays = {column.name: arrow_array(column, columns[column.name]) for column in schema.columns}
    return pa.table(arrays | {name: pa.array([*chain.from_iterable(columns[name])], pa.string()) for name in own})


def arrow_array(column: Column, pieces: Sequence[Sequence[Any]]) -> pa.Array | pa.ChunkedArray:
    """The cells of a column as an Arrow array of its type: texts that repeat as numbers of distinct ones."""
    kind = NUMBERED if column.kind == "text" and not column.quotes and column.name not in UNLIKE else TYPES.get(column.kind, pa.string())
    made_by_numpy = [isinstance(piece, np.ndarray) for piece in pieces]
    if all(made_by_numpy):
        return pa.array(np.concatenate(pieces), from_pandas=True).cast(kind)
    made_by_arrow = [isinstance(piece, pa.Array) for piece in pieces]
    if all(made_by_arrow):
        return pa.chunked_array(pieces).cast(kind).unify_dictionaries()
    if any(made_by_numpy) or any(made_by_arrow):
        pieces = [piece.tolist() if isinstance(piece, pa.Array | np.ndarray) else piece for piece in pieces]
    cells = [*chain.from_iterable(pieces)]
    if column.kind == "real":
        return pa.array(np.array(cells, dtype=float), from_pandas=True)  # of decimals too; missing is NaN
    array = pa.array(cells, pa.string() if kind == NUMBERED else kind)
    return array.dictionary_encode() if kind == NUMBERED else array
