"""What a row class is: its fields are the columns of a table, each with its type, codebook entry, and whether it quotes the text.

A class decorated with ``table_row`` is the only place that names a column. Types, schema, CSV and Parquet files, the codebook,
and what is left out where texts may not be shared are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha1
from operator import attrgetter
from typing import Any, Literal, TypeVar, dataclass_transform, get_type_hints

Columns = Mapping[str, Sequence[Any]]  # column → the cells of some rows, all of the same length
Builder = Callable[[Sequence[Any], Any], Sequence[Any]]  # rows of a speech and the speech → the cells of a column
Class = TypeVar("Class")

# A wording of more characters than this is left out of a table that is shared.
QUOTATION = 20
_KINDS = {bool: "flag", int: "integer", float: "real", Decimal: "real"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is text, integer, real or flag; one that ``quotes`` holds the speaker's wording.

    ``build`` makes its cells where they are not simply the attribute of that name.
    """

    name: str
    kind: str
    says: str
    quotes: bool = False
    build: Builder | None = None


def column(says: str, *, quotes: bool = False, build: Builder | None = None, default: Any = MISSING) -> Any:
    """A field of a row class that is a column; ``says`` is its entry in the codebook."""
    return field(default=default, metadata={"column": (says, quotes, build)})


def derived(says: str, build: Builder, *, quotes: bool = False, init: Literal[False] = False) -> Any:
    """A column that is made from the rest of the row and its speech; the row itself leaves it ``None``."""
    return field(init=init, default=None, repr=False, compare=False, metadata={"column": (says, quotes, build)})


@dataclass(frozen=True, slots=True, order=True)
class SpanRow:
    """A row about ``text[start:end]`` of the repaired text; its table gives the place as raw offsets, and an id."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class RawRow(SpanRow):
    """A row about raw characters, ``raw[start:end]``."""


SPAN = (
    Column("source", "text", "the file: its path within the folder of the texts, without suffix"),
    Column("speech", "text", "the speech: named like the source, or `source#2` where a file holds several"),
    Column("section", "integer", "the number of the outermost heading above it, from 1; 0 for the matter before the first"),
    Column("start", "integer", "where it begins in the raw text"),
    Column("end", "integer", "one past its last raw character"),
    Column("id", "text", "an id for citing the row; it stays the same as long as the row's place does"),
)
PLACE = tuple(column.name for column in SPAN)
OWN = "own_"  # begins the names of the columns that a user's texts came with


@dataclass(frozen=True)
class Schema:
    """A table: its name, its codebook entry, the notes below that, and its columns in order.

    One that is ``open`` also keeps the columns that a user's texts came with, after its own; they are named ``own_…``.
    """

    table: str
    says: str
    columns: tuple[Column, ...]
    notes: str = ""
    open: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def has_spans(self) -> bool:
        """Whether every row has a place in the raw text."""
        return self.names[: len(PLACE)] == PLACE

    def of_kind(self, kind: str) -> list[str]:
        """The names of its columns of one kind: text, integer, real or flag."""
        return [column.name for column in self.columns if column.kind == kind]

    @cached_property
    def quoting(self) -> list[str]:
        """The names of the columns that hold the speaker's wording."""
        return [column.name for column in self.columns if column.quotes]

    def own(self, columns: Iterable[str]) -> list[str]:
        """Those of the columns that a user's texts came with."""
        return [name for name in columns if self.open and name.startswith(OWN)]

    def build(self, rows: Sequence[Any], speech: Any) -> dict[str, Sequence[Any]]:
        """The cells of some rows of one speech, by column, without the columns that give their place."""
        if not rows:
            return dict.fromkeys((*self._plain, *self._builders), ())
        built = dict(zip(self._plain, zip(*map(self._cells, rows), strict=True), strict=True))
        return built | {name: build(rows, speech) for name, build in self._builders.items()}

    @cached_property
    def _builders(self) -> dict[str, Builder]:
        return {column.name: column.build for column in self._beside_place if column.build}

    @cached_property
    def _plain(self) -> list[str]:
        """The columns whose cells are the attributes of that name."""
        return [column.name for column in self._beside_place if not column.build]

    @cached_property
    def _cells(self) -> Callable[[Any], tuple[Any, ...]]:
        names = self._plain
        return attrgetter(*names) if len(names) > 1 else lambda row: tuple(getattr(row, name) for name in names)

    @property
    def _beside_place(self) -> tuple[Column, ...]:
        return self.columns[len(PLACE) if self.has_spans else 0 :]


@dataclass_transform(frozen_default=True, field_specifiers=(column, derived, field))
def table_row(table: str, says: str, notes: str = "", *, open: bool = False) -> Callable[[type[Class]], type[Class]]:
    """Make a class the row class of a table: a frozen dataclass with slots, whose ``column`` fields are columns.

    >>> @table_row("bridges", "one row per bridge")
    ... class Bridge:
    ...     name: str = column("as the text has it", quotes=True)
    ...     metres: int = column("its length")
    >>> [(column.name, column.kind, column.quotes) for column in schema_of(Bridge).columns]
    [('name', 'text', True), ('metres', 'integer', False)]
    """

    def make(cls: type[Class]) -> type[Class]:
        made = dataclass(frozen=True, slots=True, order=True)(cls)
        made.TABLE = (table, says, notes, open)  # type: ignore[attr-defined]
        return made

    return make


@cache
def schema_of(cls: type) -> Schema:
    """The schema of a row class."""
    table, says, notes, open_ = cls.TABLE  # type: ignore[attr-defined]
    hints = get_type_hints(cls)
    own = [
        Column(f.name, _kind(hints[f.name]), *f.metadata["column"]) for f in fields(cls) if "column" in f.metadata
    ]
    return Schema(table, says, (*(SPAN if issubclass(cls, SpanRow) else ()), *own), notes, open_)


def _kind(hint: Any) -> str:
    """``text`` unless the type, or one of a union, is a number or a flag."""
    types = getattr(hint, "__args__", None) or (hint,)
    return next((_KINDS[t] for t in types if t in _KINDS), "text") if not hasattr(hint, "__origin__") else "text"


def row_ids(table: str, source: str, starts: Iterable[int], ends: Iterable[int]) -> list[str]:
    """For rows of a table about spans of one file: ten hexadecimal digits that stay the same as long as the row's place does.

    >>> row_ids("statistics", "a", [0], [5])
    ['f120aca9d0']
    """
    keys = (f"{table}|{source}|{start}|{end}" for start, end in zip(starts, ends, strict=True))
    return [sha1(key.encode(), usedforsecurity=False).hexdigest()[:10] for key in keys]


def codebook(schemas: Iterable[Schema]) -> str:
    """A description of every table and column, as Markdown."""
    schemas = list(schemas)
    without = [f"`{schema.table}`" for schema in schemas if not schema.has_spans]
    parts = [f"Every table but {', '.join(without[:-1])} and {without[-1]} begins with these columns:\n", _lines(SPAN)]
    for schema in schemas:
        columns = schema.columns[len(PLACE) if schema.has_spans else 0 :]
        parts += [f"**{schema.table}**: {schema.says}\n", _lines(columns)]
        parts += [schema.notes + "\n"] if schema.notes else []
    return "\n".join(parts)


def _lines(columns: Iterable[Column]) -> str:
    cells = (f"| `{column.name}` | {column.says.replace('|', chr(92) + '|')} |" for column in columns)
    return "\n".join(["| column | meaning |", "|---|---|", *cells, ""])
