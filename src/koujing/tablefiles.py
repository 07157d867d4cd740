"""Tables → files, a stretch of rows at a time: CSV as spreadsheets read it, or Parquet; the same rows give the same bytes."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from koujing.arrowtables import STRETCH, in_words, joined, settled
from koujing.dataframes import frame_of
from koujing.tables import Schema


class TornError(Exception):
    """A wording holds a carriage return, which readers of CSV take for the end of a line outside quotation marks."""


def write_table(path: Path, chunks: Callable[[], Iterable[pa.Table]], schema: Schema, own: Sequence[str], format: str) -> int:
    """Write a table, which may be given in chunks of any size, into a file; returns the number of rows.

    ``own`` are the columns of the user's own; a chunk may lack some. ``chunks`` is called again if a CSV file has to be begun again.
    """

    def stretches() -> Iterator[pa.Table]:
        return _stretches((settled(chunk, schema, own) for chunk in chunks()), settled(pa.table({}), schema, own))

    if format == "parquet":
        return _write_parquet(path, stretches(), schema)
    begin = codecs.BOM_UTF8 if format == "excel-csv" else b""  # without it, Excel assumes another encoding
    try:
        return _write_csv(path, stretches(), schema, begin)
    except TornError:
        return _write_csv(path, stretches(), schema, begin, always=True)


def _stretches(chunks: Iterable[pa.Table], none: pa.Table) -> Iterator[pa.Table]:
    """The rows in tables of ``STRETCH`` rows, however they were divided; the last is shorter, and may be empty."""
    held = [none]
    for chunk in chunks:
        held.append(chunk)
        while sum(map(len, held)) >= STRETCH:
            rows = joined(held)
            yield rows.slice(0, STRETCH).combine_chunks()
            held = [rows.slice(STRETCH)]
    yield joined(held).combine_chunks()


def _write_parquet(path: Path, stretches: Iterable[pa.Table], schema: Schema) -> int:
    import pyarrow.parquet as pq  # slow to load

    n_rows, writer = 0, None
    try:
        for rows in stretches:
            if writer is None:  # with the types that pandas gives the columns when it reads the file
                typed = pa.Schema.from_pandas(frame_of(rows.slice(0, 0), schema), preserve_index=False)
                writer = pq.ParquetWriter(path, typed, compression="zstd")
            if len(rows) or not n_rows:
                writer.write_table(rows.cast(writer.schema), row_group_size=STRETCH)
            n_rows += len(rows)
    finally:
        if writer is not None:
            writer.close()
    return n_rows


def _write_csv(path: Path, stretches: Iterable[pa.Table], schema: Schema, begin: bytes, always: bool = False) -> int:
    """``always``: every cell in quotation marks; else only where a mark of the table itself stands in it."""
    n_rows = 0
    with path.open("wb") as file:
        for rows in stretches:
            if not n_rows and not file.tell():
                header = pa.table({name: pa.array([name], pa.large_string()) for name in rows.column_names})
                file.write(begin + bytes(_lines(header, (), always)))
            wordings = () if always else (*schema.quoting, *schema.own(rows.column_names))
            file.write(_lines(in_words(rows, schema), wordings, always))
            n_rows += len(rows)
    return n_rows


def _lines(rows: pa.Table, wordings: Sequence[str], always: bool) -> memoryview:
    """Rows of CSV. Errors: ``TornError``."""
    columns = [_quoted(rows[name], always, name in wordings) for name in rows.column_names]
    lines = _side_by_side(_side_by_side(*columns, between=","), "", between="\n")
    _, offsets, cells = lines.buffers()
    ends = np.frombuffer(offsets, np.int64)[[lines.offset, lines.offset + len(lines)]].tolist() if len(lines) else [0, 0]
    return memoryview(cells or b"")[slice(*ends)]


def _side_by_side(*cells: pa.Array | str, between: str) -> pa.Array:
    wide = [pa.scalar(cell, pa.large_string()) if isinstance(cell, str) else cell for cell in (*cells, between)]
    return pc.binary_join_element_wise(*wide)


def _quoted(cells: pa.ChunkedArray, always: bool, is_wording: bool) -> pa.Array:
    is_text = not pa.types.is_integer(cells.type)
    cells = pc.fill_null(cells.cast(pa.large_string()), "").combine_chunks()
    if not always:
        letters = (cells.buffers()[2] or pa.py_buffer(b"")).to_pybytes() if is_text else b""
        if is_wording and b"\r" in letters:
            raise TornError
        if not any(mark in letters for mark in (b",", b'"', b"\n", b"\r")):
            return cells
    quoted = _side_by_side('"', pc.replace_substring(cells, '"', '""'), '"', between="")
    return quoted if always else pc.if_else(pc.match_substring_regex(cells, '[,"\r\n]'), quoted, cells)
