"""Sums and speeches in files of a table, by the numbers of their dictionaries: a term is looked up once a file, not once a row.

DuckDB could count speeches too, but with memory that grows with the number of terms and speeches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import parquet as pq

from koujing.later import pd
from koujing.measures.sums import evaluated

Numbers = npt.NDArray[np.int64]
COUNTED = ("n", "n_inside", "n_words")


class Cells(NamedTuple):
    """A column: the distinct cells, and the number of that of each row, −1 where there is none."""

    codes: Numbers
    distinct: pd.Index[Any]


class Lookup:
    """A selection, or a frame that gives rows further columns, prepared for many files."""

    def __init__(self, keys: pd.DataFrame, known: Sequence[str], rest: bool | None = None) -> None:
        self.shared = [str(name) for name in keys if name in known]
        self.rest = rest
        cells = keys.drop_duplicates()
        self.index = pd.MultiIndex.from_frame(cells[self.shared]) if len(self.shared) > 1 else pd.Index(cells[self.shared[0]])
        self.given = {str(name): pd.factorize(cells[name]) for name in cells if name not in known}


@dataclass(frozen=True)
class Question:
    """What is counted: sums of ``of``, and speeches, in groups by some columns, of the rows that pass all steps."""

    by: tuple[str, ...]
    of: str
    steps: tuple[Lookup | str, ...]


def count_files(question: Question, paths: Sequence[Path]) -> pd.DataFrame:
    """The sums in some files together: ``by``, ``n`` and ``n_speeches``; a speech lies in one file."""
    return total([_count_file(question, path) for path in paths], question.by)


def total(tables: Sequence[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """The sums of several tables of sums, in the order of the groups."""
    table: pd.DataFrame = pd.concat(tables, ignore_index=True).groupby(list(by), as_index=False).sum()
    return table


def _count_file(question: Question, path: Path) -> pd.DataFrame:
    columns, numbers = _read(question, path)
    kept = np.ones(len(columns["speech"].codes), dtype=bool)
    for step in question.steps:
        if isinstance(step, str):
            columns["speech"] = Cells(columns["speech"].codes, pd.Index(step + columns["speech"].distinct))
            continue
        cells = _together(columns, step.shared)
        place = step.index.get_indexer(cells.distinct)
        kept &= ((place >= 0) ^ bool(step.rest))[cells.codes]
        for name, (codes, distinct) in step.given.items():
            columns[name] = Cells(np.where(place >= 0, codes[place], -1)[cells.codes], pd.Index(distinct))
    columns = {name: Cells(columns[name].codes[kept], columns[name].distinct) for name in (*question.by, "speech")}
    n = np.broadcast_to(evaluated(numbers[kept], question.of), int(kept.sum()))
    return _grouped(columns, question.by, n)


def _grouped(columns: dict[str, Cells], by: Sequence[str], n: npt.NDArray[Any]) -> pd.DataFrame:
    """Sums in groups, those of each speech first."""
    shape = [len(columns[name].distinct) for name in (*by, "speech")]
    if not len(n):
        none = np.zeros(0, dtype=np.int64)
        return pd.DataFrame({name: columns[name].distinct[:0] for name in by} | {"n": none, "n_speeches": none})
    numbers = np.ravel_multi_index([columns[name].codes for name in (*by, "speech")], shape)
    of_row, in_speeches = pd.factorize(numbers)
    of_speech = np.bincount(of_row, n)
    of_group, groups = pd.factorize(in_speeches // shape[-1])
    codes = np.unravel_index(groups, shape[:-1])
    sums = {"n": np.bincount(of_group, of_speech).astype(np.int64), "n_speeches": np.bincount(of_group, of_speech > 0).astype(np.int64)}
    return pd.DataFrame({name: columns[name].distinct[code] for name, code in zip(by, codes, strict=True)} | sums)


def _read(question: Question, path: Path) -> tuple[dict[str, Cells], pd.DataFrame]:
    """The columns that a question needs, and the numbers that it sums."""
    shared = [name for step in question.steps if isinstance(step, Lookup) for name in step.shared]
    known = pq.read_schema(path).names
    texts = sorted({name for name in (*question.by, *shared, "speech") if name in known})
    numbers = [name for name in COUNTED if name in question.of]
    table = pq.read_table(path, columns=list(dict.fromkeys([*texts, *numbers])))
    summed = pd.DataFrame({name: table[name].to_numpy() for name in numbers}, index=range(len(table)))
    return {name: _cells(table[name]) for name in texts}, summed


def _cells(column: pa.ChunkedArray) -> Cells:
    coded = column.combine_chunks()
    coded = coded if pa.types.is_dictionary(coded.type) else coded.dictionary_encode()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Cells(codes, pd.Index(coded.dictionary.to_pandas()))


def _together(columns: dict[str, Cells], names: Sequence[str]) -> Cells:
    """One or several columns as one."""
    if len(names) == 1:
        return columns[names[0]]
    shape = [len(columns[name].distinct) + 1 for name in names]
    numbers, of_row = np.unique(np.ravel_multi_index([columns[name].codes + 1 for name in names], shape), return_inverse=True)
    codes = np.unravel_index(numbers, shape)
    cells = [columns[name].distinct.insert(0, None)[code] for name, code in zip(names, codes, strict=True)]
    return Cells(of_row.astype(np.int64), pd.MultiIndex.from_arrays(cells, names=list(names)))
