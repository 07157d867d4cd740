"""A table in many Parquet files, which together may be larger than memory: what is asked of it is summed by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from pyarrow import parquet as pq

from koujing import engine
from koujing.across import schemas
from koujing.arrowtables import settled
from koujing.counting import Lookup, Question, count_files, total
from koujing.dataframes import frame_of
from koujing.manifest import check_content
from koujing.measures.sums import Large, keep, sums
from koujing.stored import Frames, Piece
from koujing.tables import Schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "500MB"  # beyond this DuckDB goes on in files
AT_ONCE = 20  # files summed before their sums are added up


@dataclass(frozen=True)
class Kept:
    """A selection: the rows whose cells stand in one of the ``keys``, or all others (see ``measures.sums.keep``)."""

    keys: pd.DataFrame
    rest: bool


@dataclass(frozen=True)
class Parts(Large):
    """The rows of a table in several files, in order; ``steps`` are the selections and prefixes of speeches applied to them.

    What it can do is what ``measures.sums.Large`` asks for. Only ``frame`` checks that a file is still what koujing wrote.
    """

    table: str
    pieces: tuple[Piece, ...]
    steps: tuple[Kept | str, ...] = ()

    @property
    def schema(self) -> Schema:
        """What the table's columns are."""
        return schemas()[self.table]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; the user's own may differ from part to part."""
        own = [self.schema.own(pq.read_schema(piece.path).names) for piece in self.pieces] if self.schema.open else []
        return (*self.schema.names, *dict.fromkeys(chain.from_iterable(own)))

    @property
    def n_rows(self) -> int:
        """How many there are."""
        if not self.steps or not self.pieces:
            return sum(piece.listed.rows for piece in self.pieces if piece.listed)
        return int(self._ask("SELECT count(*)::BIGINT AS n FROM {rows}", ())["n"].item())

    def keep(self, keys: pd.DataFrame, rest: bool = False) -> Parts:
        """The rows that a further selection keeps."""
        return replace(self, steps=(*self.steps, Kept(keys, rest)))

    def renamed(self, prefix: str) -> Parts:
        """The same rows, the prefix put before the names of their speeches."""
        return replace(self, steps=(*self.steps, prefix))

    def sums(self, by: Sequence[str], joins: Sequence[pd.DataFrame] = (), of: str = "n", speeches: bool = False) -> pd.DataFrame:
        """See ``measures.sums.sums``."""
        if not self.pieces:
            return sums(self.frame, by, joins, of, speeches)
        if speeches:
            return self._count(by, joins, of)
        names = ", ".join(map(_quoted, by))
        return self._ask(f"SELECT {names}, sum({of})::BIGINT AS n FROM {{rows}} GROUP BY {names} ORDER BY {names}", joins)

    def _count(self, by: Sequence[str], joins: Sequence[pd.DataFrame], of: str) -> pd.DataFrame:
        """The sums, with the number of speeches."""
        steps: list[Lookup | str] = [s if isinstance(s, str) else Lookup(s.keys, self.columns, s.rest) for s in self.steps]
        question = Question(tuple(by), of, (*steps, *(Lookup(keys, self.columns) for keys in joins)))
        paths = [piece.path for piece in self.pieces]
        batches = [paths[at : at + AT_ONCE] for at in range(0, len(paths), AT_ONCE)]
        sizes = [sum(path.stat().st_size for path in batch) for batch in batches]
        return total(list(engine.run(partial(count_files, question), batches, _not_counted, sizes=sizes)), by)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a data frame."""
        own = [name for name in self.columns if name not in self.schema.names]
        tables = (settled(_read_piece(piece), self.schema, own) for piece in self.pieces)
        if not self.steps or not self.pieces:
            return frame_of(pa.concat_tables([settled(pa.table({}), self.schema, own), *tables]), self.schema, own)
        return pd.concat([self._taken(frame_of(table, self.schema, own)) for table in tables], ignore_index=True)

    def some(self, *columns: str) -> pd.DataFrame:
        """A few columns of the rows; the files are not checked."""
        return self._ask(f"SELECT {', '.join(map(_quoted, columns))} FROM {{rows}}", ()) if self.pieces else self.frame[list(columns)]

    def _taken(self, rows: pd.DataFrame) -> pd.DataFrame:
        for step in self.steps:
            rows = rows.assign(speech=step + rows["speech"]) if isinstance(step, str) else keep(rows, step.keys, step.rest)
        return rows

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "frame"}

    def _ask(self, question: str, joins: Sequence[pd.DataFrame]) -> pd.DataFrame:
        """The answer to a question in SQL, in which ``{rows}`` are the rows with the columns of ``joins``."""
        rows, columns = f"read_parquet({[str(piece.path) for piece in self.pieces]})", set(self.columns)
        tables: list[pd.DataFrame] = []
        for step in (*self.steps, *joins):
            if isinstance(step, str):
                rows = f"(SELECT * REPLACE ({_text(step)} || speech AS speech) FROM {rows})"
                continue
            keys = step.keys if isinstance(step, Kept) else step
            kind = ("ANTI" if step.rest else "SEMI") if isinstance(step, Kept) else "INNER"
            shared = ", ".join(_quoted(name) for name in map(str, keys) if name in columns)
            rows = f"(SELECT * FROM {rows} {kind} JOIN keys_{len(tables)} USING ({shared}))"
            columns |= set(map(str, keys))
            tables.append(keys)
        with _database() as database:
            for number, keys in enumerate(tables):
                database.register(f"keys_{number}", pa.Table.from_pandas(keys, preserve_index=False))
            answer: pd.DataFrame = database.sql(question.format(rows=rows)).to_arrow_table().to_pandas()
        return answer


def _not_counted(paths: Sequence[Path], error: Exception) -> pd.DataFrame:
    raise error


def _read_piece(piece: Piece) -> pa.Table:
    content = piece.path.read_bytes()
    check_content(piece.path, content, piece.listed.sha256 if piece.listed else "")
    return pq.read_table(pa.BufferReader(content))


def apart(frames: Frames) -> list[Frames]:
    """The tables of each part by themselves; of a study in memory, all of them."""
    large = {table: source for table, source in frames.sources.items() if isinstance(source, Parts)}
    pieces: dict[Path, dict[str, Parts]] = {}
    for table, source in large.items():
        for piece in source.pieces:
            pieces.setdefault(piece.path.parent, {})[table] = replace(source, pieces=(piece,))
    none = {table: replace(source, pieces=()) for table, source in large.items()}
    return [Frames(none | pieces[piece.path.parent]) for piece in large["documents"].pieces] if large else [frames]


@contextmanager
def _database() -> Iterator[DuckDBPyConnection]:
    try:
        import duckdb
    except ImportError:
        raise RuntimeError('a study in parts is asked by DuckDB, which is not installed; pip install "koujing[scale]"') from None
    with TemporaryDirectory(prefix="koujing-") as spilled:
        database = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spilled, "preserve_insertion_order": False})
        try:
            yield database
        finally:
            database.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
