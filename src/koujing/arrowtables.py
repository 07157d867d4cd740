"""Coded tables as Arrow tables: with the types of their schema, as text cells for a file, and without long wordings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from koujing.tables import QUOTATION, Schema

# Rows read or written at a time: with the longest wordings they take 30 MB, and as row groups of Parquet they are read fast.
STRETCH = 2**16
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


def in_words(table: pa.Table, schema: Schema) -> pa.Table:
    """A ``settled`` table as cells for a file: plain decimals, a range as ``1..2`` in ``value``, flags as 1 and 0."""
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


def plain(number: float | None) -> str:
    """A number without exponent and without trailing zeros; missing is empty, infinity is ``inf``.

    >>> plain(2e13), plain(11.50), plain(float("nan"))
    ('20000000000000', '11.5', '')
    """
    if number is None or number != number:
        return ""
    if number in (float("inf"), float("-inf")):
        return str(number)
    digits = format(Decimal(repr(float(number))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shared(table: pa.Table, schema: Schema) -> pa.Table:
    """The table with every wording over 20 characters left empty (in a list, every member over 20); offsets stay."""
    for name in wordings(table.column_names, schema):
        cells = pa.array(map(shortened, table[name].cast(pa.string()).to_pylist()), pa.string())
        table = table.set_column(table.column_names.index(name), name, cells)
    return table


def wordings(columns: Iterable[str], schema: Schema) -> list[str]:
    """Those of the columns that hold the speaker's wording or are the user's own."""
    names = list(columns)
    return [name for name in (*schema.quoting, *schema.own(names)) if name in names]


def shortened(cell: str | None) -> str | None:
    """A wording as it may be shared: empty if it has more than 20 characters; of a list, each member."""
    return cell and "|".join(part if len(part) <= QUOTATION else "" for part in cell.split("|"))
