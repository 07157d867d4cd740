"""Coded tables as data frames: with typed columns, as text cells for a file, and with long wordings left out for sharing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from koujing.tables import QUOTATION, Schema

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
    return cells.astype(object).where(cells.notna(), "").astype(str)


def _flag(value: object) -> bool:
    return str(value).lower() in ("true", "1")


TYPES = {"integer": pa.int64(), "real": pa.float64(), "flag": pa.bool_(), "text": pa.large_string()}


def settled(table: pa.Table, schema: Schema, own: Sequence[str] | None = None) -> pa.Table:
    """The columns of the schema in order, each with its type, and the user's own, which are texts.

    A missing text is empty, a missing flag false. ``own`` are all columns of the user's own where the table lacks some of them.
    """
    kinds = {column.name: column.kind for column in schema.columns}
    kinds |= dict.fromkeys(schema.own(table.column_names) if own is None else own, "text")
    return pa.table({name: _settled(table, name, kind) for name, kind in kinds.items()})


def _settled(table: pa.Table, name: str, kind: str) -> pa.ChunkedArray:
    cells = table[name] if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows)])
    if pa.types.is_dictionary(cells.type):
        cells = pa.chunked_array([chunk.dictionary_decode() for chunk in cells.chunks], cells.type.value_type)
    cells = cells.cast(TYPES[kind])
    if kind in ("text", "flag") and cells.null_count:
        cells = pc.fill_null(cells, "" if kind == "text" else False)
    return cells


def joined(tables: Iterable[pa.Table]) -> pa.Table:
    """Tables one below the other; a column that one of them lacks is missing there."""
    return pa.concat_tables(tables, promote_options="default")


def frame_of(table: pa.Table, schema: Schema) -> pd.DataFrame:
    """An Arrow table as the data frame that ``typed`` makes."""
    return _frame(settled(table, schema))


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return frame


def table_of(frame: pd.DataFrame, schema: Schema) -> pa.Table:
    """A data frame as an Arrow table."""
    return settled(pa.Table.from_pandas(frame, preserve_index=False), schema)


def written(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table as cells for a file: plain decimals, a range as ``1..2`` in ``value``, flags as 1 and 0."""
    return _frame(in_words(table_of(typed(frame, schema), schema), schema))


def in_words(table: pa.Table, schema: Schema) -> pa.Table:
    """The same for an Arrow table whose columns are ``settled``."""
    cells = {name: table[name] for name in table.column_names}
    cells |= {name: pc.if_else(table[name], "1", "0") for name in schema.of_kind("flag")}
    cells |= {name: _plain(table[name]) for name in schema.of_kind("real")}
    if {"value", "note"} <= cells.keys():
        bounded = pc.and_(table["value"].is_null(), table["low"].is_valid())
        is_range = pc.and_(bounded, pc.equal(cells["note"], "range"))
        cells["value"] = pc.if_else(is_range, pc.binary_join_element_wise(cells["low"], cells["high"], ".."), cells["value"])
    return pa.table(cells)


def _plain(numbers: pa.ChunkedArray) -> pa.Array:
    # Most numbers of a column repeat, and writing one takes twenty times as long as looking it up.
    distinct = numbers.combine_chunks().dictionary_encode()
    words = pa.array([plain(number) for number in distinct.dictionary.to_pylist()], pa.string())
    return pc.fill_null(pc.take(words, distinct.indices), "")


def plain(number: float) -> str:
    """A number without exponent and without trailing zeros; missing is empty, infinity is ``inf``.

    >>> plain(2e13), plain(11.50), plain(float("nan"))
    ('20000000000000', '11.5', '')
    """
    if pd.isna(number):
        return ""
    if number in (float("inf"), float("-inf")):
        return str(number)
    digits = format(Decimal(repr(float(number))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shareable(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table with every wording over 20 characters left empty (in a list, every member over 20); offsets stay."""
    return frame.assign(**{name: frame[name].map(_shortened) for name in _wordings(frame.columns, schema)})


def shared(table: pa.Table, schema: Schema) -> pa.Table:
    """The same for an Arrow table."""
    for name in _wordings(table.column_names, schema):
        cells = pa.array(map(_shortened, table[name].cast(pa.string()).to_pylist()), pa.string())
        table = table.set_column(table.column_names.index(name), name, cells)
    return table


def _wordings(columns: Iterable[str], schema: Schema) -> list[str]:
    names = list(columns)
    return [name for name in (*schema.quoting, *schema.own(names)) if name in names]


def _shortened(cell: str | None) -> str | None:
    return cell and "|".join(part if len(part) <= QUOTATION else "" for part in cell.split("|"))
