"""What measures ask of a coded table: which rows to keep, and their sums; in memory, or over a table that is larger than that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from koujing.chinese.halves import HALF
from koujing.later import pd


class Large(ABC):
    """The rows of a table that is too large for memory; it knows how to do what the functions below do with a data frame."""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Their names."""

    @property
    @abstractmethod
    def n_rows(self) -> int:
        """How many there are."""

    @abstractmethod
    def keep(self, keys: pd.DataFrame, rest: bool = False) -> Large:
        """See ``keep``."""

    @abstractmethod
    def sums(self, by: Sequence[str], joins: Sequence[pd.DataFrame], of: str, speeches: bool) -> pd.DataFrame:
        """See ``sums``."""

    @abstractmethod
    def renamed(self, prefix: str) -> Large:
        """The same rows, the prefix put before the names of their speeches."""

    @property
    @abstractmethod
    def frame(self) -> pd.DataFrame:
        """The rows as a data frame."""

    @abstractmethod
    def some(self, *columns: str) -> pd.DataFrame:
        """A few columns of the rows."""


Rows = TypeVar("Rows", "pd.DataFrame", Large, "pd.DataFrame | Large")


def keep(rows: Rows, keys: pd.DataFrame, rest: bool = False) -> Rows:
    """The rows whose cells in the columns of ``keys`` stand together in one of its rows; ``rest``: all other rows.

    >>> rows = pd.DataFrame({"speech": ["a", "a", "b"], "section": [1, 2, 1], "n": [5, 6, 7]})
    >>> keep(rows, pd.DataFrame({"speech": ["a"], "section": [1]}), rest=True)["n"].tolist()
    [6, 7]
    """
    if isinstance(rows, Large):
        return rows.keep(keys, rest)
    if len(keys.columns) == 1:
        (name,) = keys
        return rows[rows[name].isin(keys[name]) ^ rest]
    there = rows[list(keys)].merge(keys.drop_duplicates().assign(there=True), how="left", on=list(keys))["there"]
    return rows[there.notna().to_numpy() ^ rest]


def keep_in(rows: Rows, column: str, cells: Iterable[object], rest: bool = False) -> Rows:
    """The rows with one of these cells in a column; ``rest``: all others. No table has half of a surrogate pair in a cell."""
    known = [cell for cell in cells if not HALF.search(str(cell))]
    return keep(rows, pd.DataFrame({column: known}, dtype=str), rest)


def evaluated(rows: pd.DataFrame, of: str) -> Any:
    """A column, or a product or sum of columns; of ``1``, the number."""
    return rows[of] if of in rows else rows.eval(of)


def sums(
    rows: pd.DataFrame | Large, by: Sequence[str], joins: Sequence[pd.DataFrame] = (), of: str = "n", speeches: bool = False
) -> pd.DataFrame:
    """The sums of a number in each group of rows: the columns ``by`` and ``n``, in the order of the groups.

    ``of`` is a column or a product or sum of columns. Each of ``joins`` gives the rows further columns: it has some columns of
    theirs, whose cells together occur only once in it, and new ones; rows that it does not know are left out. ``speeches`` adds
    ``n_speeches``, the number of speeches in which it is not 0.

    >>> rows = pd.DataFrame({"speech": ["a", "b", "c"], "term": ["山", "山", "水"], "n": [5, 6, 7]})
    >>> years = pd.DataFrame({"speech": ["a", "b"], "year": [2001, 2001]})
    >>> sums(rows, ["term", "year"], [years], speeches=True).to_numpy().tolist()
    [['山', 2001, 11, 2]]
    """
    if isinstance(rows, Large):
        return rows.sums(by, joins, of, speeches)
    for frame in joins:
        shared = [name for name in frame if name in rows]
        if not len(rows):  # it does not know the types of its cells
            rows = rows.astype(frame[shared].dtypes)
        rows = rows.merge(frame if len(frame) else frame.astype(rows[shared].dtypes), on=shared)
    counted = rows.assign(n=evaluated(rows, of))
    counted = counted.assign(n_speeches=rows["speech"].where(counted["n"] > 0)) if speeches else counted
    how = {"n": ("n", "sum")} | ({"n_speeches": ("n_speeches", "nunique")} if speeches else {})
    table: pd.DataFrame = counted.groupby(list(by), sort=True, as_index=False, dropna=False).agg(**how)
    return table.astype(dict.fromkeys(how, "int64"))
