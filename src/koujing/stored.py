"""The tables of a study where they lie: each is read when it is first asked for, and checked then."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc
from pyarrow import csv as ac
from pyarrow import parquet as pq

from koujing.across import schemas
from koujing.arrowtables import TYPES
from koujing.dataframes import frame_of, typed
from koujing.manifest import Written, check_content
from koujing.measures.sums import Large, keep
from koujing.tables import Schema


@dataclass
class Stored:
    """A table that ``make`` gives when it is asked for, its columns, and its number of rows as far as that is known."""

    columns: tuple[str, ...]
    make: Callable[[], pd.DataFrame]
    n_rows: int | None = None

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table; it is made once, for all studies that share it."""
        return self.make()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "frame"}


Source = pd.DataFrame | Stored | Large


class Frames(Mapping[str, pd.DataFrame]):
    """The tables of a study by name, as data frames; what is stored is read at the first use and then kept.

    >>> tables = Frames({"a": Stored(("n",), lambda: pd.DataFrame({"n": [1, 2]}), 2)})
    >>> tables.n_rows("a"), tables.columns("a"), int(tables["a"]["n"].sum())
    (2, ('n',), 3)
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources: dict[str, Source] = dict(sources.sources if isinstance(sources, Frames) else sources)

    def __getitem__(self, table: str) -> pd.DataFrame:
        source = self.sources[table]
        return source if isinstance(source, pd.DataFrame) else source.frame

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)

    def __contains__(self, table: object) -> bool:
        return table in self.sources

    def __or__(self, others: Mapping[str, Source] | Frames) -> Frames:
        return Frames(self.sources | Frames(others).sources)

    def rows(self, table: str) -> pd.DataFrame | Large:
        """The rows of a table as measures take them: of one that is too large for memory, what sums them where they lie."""
        source = self.sources[table]
        return self[table] if isinstance(source, pd.DataFrame | Stored) else source

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of the columns of a table."""
        source = self.sources[table]
        return tuple(map(str, source)) if isinstance(source, pd.DataFrame) else source.columns

    def n_rows(self, table: str) -> int:
        """The number of rows of a table, which need not be read for it if it is known."""
        source = self.sources[table]
        known = None if isinstance(source, pd.DataFrame) else source.n_rows
        return len(self[table]) if known is None else known

    def only(self, names: Sequence[str]) -> Frames:
        """These tables."""
        return Frames({name: self.sources[name] for name in names})

    def later(self, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Stored:
        """A table changed when it is asked for; its columns stay the same."""
        return Stored(self.columns(table), partial(_changed, self, table, change))

    def renamed(self, prefix: str) -> Frames:
        """The tables that name speeches, with the prefix before these names."""
        named = {table: source for table, source in self.sources.items() if "speech" in self.columns(table)}
        return Frames({
            table: self.later(table, partial(_renamed, prefix)) if isinstance(source, pd.DataFrame | Stored) else source.renamed(prefix)
            for table, source in named.items()
        })  # fmt: skip

    def keep(self, table: str, keys: pd.DataFrame, rest: bool = False) -> Source:
        """The rows of a table that a selection keeps (see ``measures.sums.keep``), taken when they are asked for."""
        source = self.sources[table]
        if isinstance(source, pd.DataFrame | Stored):
            return self.later(table, partial(_kept, keys, rest))
        return source.keep(keys, rest)


def _changed(tables: Frames, table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    return change(tables[table])


def _renamed(prefix: str, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(speech=prefix + rows["speech"])


def _kept(keys: pd.DataFrame, rest: bool, rows: pd.DataFrame) -> pd.DataFrame:
    return keep(rows, keys, rest).reset_index(drop=True)


class Piece(NamedTuple):
    """A file with rows of a table, and what the manifest says of it."""

    path: Path
    listed: Written | None


def stored_file(path: Path, listed: Written | None) -> Stored:
    """A table in a CSV or Parquet file; ``listed`` is what the manifest says of it.

    Errors: ``ValueError``, when it is read, if it has been changed since.
    """
    schema = schemas()[path.stem]
    columns = (*schema.names, *schema.own(columns_of_file(path)))
    return Stored(columns, partial(_read_file, path, listed.sha256 if listed else ""), listed.rows if listed else None)


def columns_of_file(path: Path) -> list[str]:
    """The names of the columns of a CSV or Parquet file, without reading its rows."""
    if path.suffix == ".parquet":
        return list(pq.read_schema(path).names)
    with path.open("rb") as file:
        return next(csv.reader(line.decode("utf-8-sig") for line in file), [])


def _read_file(path: Path, sha256: str) -> pd.DataFrame:
    content, schema = path.read_bytes(), schemas()[path.stem]
    check_content(path, content, sha256)
    if path.suffix == ".parquet":
        return frame_of(pq.read_table(pa.BufferReader(content)), schema)
    try:
        return frame_of(_read_csv(content, schema, columns_of_file(path)), schema)
    except pa.ArrowInvalid:  # edited by hand: pandas puts up with more
        cells = pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
        return typed(cells.replace("", pd.NA), schema)


def _read_csv(content: bytes, schema: Schema, names: Sequence[str]) -> pa.Table:
    known = {column.name: TYPES[column.kind] for column in schema.columns}
    ranges = {"value": pa.string()} if {"value", "note"} <= known.keys() else {}
    types = dict.fromkeys(names, TYPES["text"]) | known | ranges
    how = ac.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=False)
    table = ac.read_csv(pa.BufferReader(content), parse_options=ac.ParseOptions(newlines_in_values=True), convert_options=how)
    for name in {*ranges} & {*table.column_names}:  # 1..2 is no number
        single = pc.if_else(pc.match_substring(table[name], ".."), "", table[name])
        numbers = pc.if_else(pc.equal(single, ""), None, single).cast(TYPES["real"])
        table = table.set_column(table.column_names.index(name), name, numbers)
    return table
