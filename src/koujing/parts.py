"""A part: the tables of one partition as Parquet files in a folder whose name says from what, and by which code, they were made."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from koujing import lexicons
from koujing.across import schemas
from koujing.arrowtables import STRETCH, joined, shared
from koujing.batches import Tables
from koujing.coding import RUNNING
from koujing.manifest import PARTS, Part, Written, __version__, hash_file
from koujing.partitions import Text, code_partition, partition_not_coded, read_partition
from koujing.words.terms import segmentation

COMPRESSION = "zstd"


@dataclass(frozen=True)
class Recipe:
    """All that parts depend on besides their files, and where they are: ``kept`` is the folder of an earlier run's parts."""

    own: lexicons.Lexicon
    root: Path
    scratch: Path
    kept: Path
    left_out: frozenset[str]
    shareable: bool
    needs_texts: bool

    def find(self, key: str) -> Path | None:
        """The folder of a part that is complete."""
        return next((folder for folder in (self.kept / key, self.scratch / PARTS / key) if folder.is_dir()), None)

    def running(self, key: str) -> Path:
        """The file of the running texts of a part's speeches."""
        return self.scratch / RUNNING / f"{key}.parquet"


def make_part(recipe: Recipe, texts: Sequence[Text]) -> Part:
    """The part of some files: that of an earlier run if nothing on which it depends has changed, or else a new one.

    Errors: ``OSError`` if it cannot be written.
    """
    key = part_key(recipe, texts)
    folder = recipe.find(key)
    if folder is None:
        _write(recipe, key, code_partition(recipe.own, recipe.root, texts))
    elif recipe.needs_texts and not recipe.running(key).exists():
        _write_running(recipe, key, _read_again(recipe, folder, texts))
    return read_part(recipe, key)


def part_not_made(recipe: Recipe, texts: Sequence[Text], error: Exception) -> Part:
    """The part of files that cannot be coded, under a key that no later run looks for, so that they are tried again."""
    key = sha256(f"{part_key(recipe, texts)}{error!r}".encode()).hexdigest()[:16]
    if recipe.find(key) is None:
        _write(recipe, key, partition_not_coded(recipe.root, texts, error))
    return read_part(recipe, key)


def part_key(recipe: Recipe, texts: Sequence[Text]) -> str:
    """Sixteen hexadecimal digits that are others if a file, what is stated of it, an option, the lexicon or the code has changed."""
    with lexicons.using(recipe.own):
        code: list[Any] = [__version__, digest(), segmentation(), sorted(recipe.own.files.items())]
    code += [sorted(recipe.left_out), recipe.shareable]
    for path, source, given in texts:
        stated = [(one.path.name, one.line, one.name, sorted(one.fields.items()), list(one.own.items())) for one in given]
        code += [source, path.name, _hash(path), stated]
    return sha256(repr(code).encode()).hexdigest()[:16]


def _hash(path: Path) -> str:
    try:
        return hash_file(path)
    except OSError:  # what is wrong with it is said when it is read
        return ""


@cache
def digest() -> str:
    """A hash of the package: its modules and lexicons."""
    package = Path(__file__).parent
    files = sorted(path for kind in ("*.py", "*.tsv") for path in package.rglob(kind))
    return sha256("".join(f"{path.relative_to(package).as_posix()}{hash_file(path)}" for path in files).encode()).hexdigest()


def read_part(recipe: Recipe, key: str) -> Part:
    """What the files of a part hold."""
    folder = recipe.find(key)
    assert folder
    return Part(key, describe(folder))


def describe(folder: Path) -> dict[str, Written]:
    """The table, rows, hash and size of each Parquet file in a folder."""
    import pyarrow.parquet as pq

    return {
        path.name: Written(path.stem, pq.read_metadata(path).num_rows, hash_file(path), path.stat().st_size)
        for path in sorted(folder.glob("*.parquet"))
    }


def _write(recipe: Recipe, key: str, tables: Tables) -> None:
    if recipe.needs_texts:
        _write_running(recipe, key, tables.get(RUNNING))
    with _renamed(recipe.scratch / PARTS / key) as folder:
        folder.mkdir(parents=True)
        write_tables(folder, tables, recipe.left_out, recipe.shareable)


def write_tables(folder: Path, tables: Tables, left_out: frozenset[str], shareable: bool) -> None:
    """One Parquet file a table, in a folder that is there."""
    for table, schema in schemas().items():
        if table in tables and (table not in left_out or table == "problems"):  # which are told in any case
            write_parquet(folder / f"{table}.parquet", shared(tables[table], schema) if shareable else tables[table])


def write_parquet(path: Path, table: pa.Table) -> None:
    """A table as a Parquet file."""
    import pyarrow.parquet as pq  # slow to load

    pq.write_table(table, path, compression=COMPRESSION)


def _read_again(recipe: Recipe, folder: Path, texts: Sequence[Text]) -> pa.Table | None:
    """The running texts of the speeches of a part that was made before; a file that could not be coded has none."""
    import pyarrow.compute as pc

    running = read_partition(recipe.own, texts).get(RUNNING)
    documents = folder / "documents.parquet"
    if running is None or not documents.exists():
        return None
    coded = joined(read_chunks(documents, ["speech"]))["speech"].to_pylist()
    return running.filter(pc.is_in(running["speech"], pa.array(coded, pa.string())))


def read_chunks(path: Path, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a Parquet file, a stretch at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, pre_buffer=False) as file:  # no threads: each process reads for itself
        for batch in file.iter_batches(STRETCH, columns=columns, use_threads=False):
            yield pa.Table.from_batches([batch])


def _write_running(recipe: Recipe, key: str, running: pa.Table | None) -> None:
    with _renamed(recipe.running(key)) as path:
        path.parent.mkdir(parents=True, exist_ok=True)
        none = pa.table({name: pa.array([], pa.string()) for name in ("speech", "text", "pieces", "cited", "parts")})
        write_parquet(path, none if running is None else running)


@contextmanager
def _renamed(target: Path) -> Iterator[Path]:
    """A path to write to, which takes the name of the target once it is complete, so that what has this name is never half a thing."""
    begun = target.with_name(f"{target.stem}.{secrets.token_hex(4)}.tmp")
    try:
        yield begun
        try:
            os.replace(begun, target)
        except OSError:
            if not target.is_dir():  # else another process was faster, and made the same
                raise
    finally:
        shutil.rmtree(begun, ignore_errors=True)
        begun.unlink(missing_ok=True)
