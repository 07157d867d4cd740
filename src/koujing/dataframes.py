"""Coded tables as data frames: with typed columns, from and to Arrow tables, and with long wordings left out for sharing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pandas as pd
import pyarrow as pa

from koujing.arrowtables import in_words, settled, shortened, wordings
from koujing.tables import Schema

Cells = TypeVar("Cells", "pd.Series[str]", pd.DataFrame)


def typed(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The columns of the schema in order, each with its type, and the user's own, which are texts.

    A missing integer is ``<NA>``, a missing text is empty.
    """
    own = schema.own(frame.columns)
    frame = frame.reindex(columns=[*schema.names, *own])
    frame[own] = _texts(frame[own])
    for column in schema.columns:
        cells = frame[column.name]
        if column.kind == "integer":
            cells = pd.to_numeric(cells).astype("Int64")
        elif column.kind == "real":
            cells = pd.to_numeric(cells, errors="coerce").astype("float64")
        elif column.kind == "flag":
            cells = cells.map(_flag).astype(bool)
        else:
            cells = _texts(cells)
        frame[column.name] = cells
    return frame


def _texts(cells: Cells) -> Cells:
    if cells.ndim == 1 and cells.dtype == "str" and not cells.hasnans:  # as read from a file
        return cells
    return cells.astype(object).where(cells.notna(), "").astype(str)


def _flag(value: object) -> bool:
    return str(value).lower() in ("true", "1")


def frame_of(table: pa.Table, schema: Schema, own: Sequence[str] | None = None) -> pd.DataFrame:
    """An Arrow table as the data frame that ``typed`` makes; ``own`` is as in ``settled``."""
    return _frame(settled(table, schema, own))


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return frame


def table_of(frame: pd.DataFrame, schema: Schema) -> pa.Table:
    """A data frame as an Arrow table."""
    return settled(pa.Table.from_pandas(frame, preserve_index=False), schema)


def written(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table as cells for a file: plain decimals, a range as ``1..2`` in ``value``, flags as 1 and 0."""
    return _frame(in_words(table_of(typed(frame, schema), schema), schema))


def shareable(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table with every wording over 20 characters left empty (in a list, every member over 20); offsets stay."""
    return frame.assign(**{name: frame[name].map(shortened) for name in wordings(frame.columns, schema)})


