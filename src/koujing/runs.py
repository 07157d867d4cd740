"""A run of ``koujing code``: texts → parts on disk → tables in place. A run that was ended goes on where it stopped."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from koujing import engine, lexicons, reading
from koujing.across import CORPUS_CODERS, OF_DOCUMENTS, Running, code_corpus, not_made, schemas, sides_of
from koujing.batches import Batch
from koujing.manifest import PARTS, Manifest, Part, Written, __version__, check_free, file_names, hash_file
from koujing.partitions import each_partition
from koujing.parts import Recipe, describe, make_part, part_not_made, read_chunks, write_tables
from koujing.reading import ReadingError
from koujing.scratch import clear, explained, intend, place, working
from koujing.slogans.phrases import find_phrases_in
from koujing.speech import Problem
from koujing.tablefiles import write_table
from koujing.tables import schema_of

# Above this size in bytes the tables stay in parts unless a format is asked for: one file a table would have hundreds of MB.
LARGE = 64_000_000
CORPUS = "corpus"  # in the scratch folder: the tables over all speeches
KEPT = "what is coded so far is kept, and the same command goes on from there"


@dataclass(frozen=True)
class Summary:
    """How much was coded, and into which format; ``rows`` are those of each table that was written."""

    format: str
    n_files: int
    n_speeches: int
    n_han: int
    rows: Counter[str]
    problems: list[Problem]
    not_made: Sequence[str] = ()

    def __str__(self) -> str:
        counts = [f"{self.rows[table]:,} {table}" for table in ("statistics", "formulas", "repairs") if table in self.rows]
        asked = [f"no {table} of so many speeches unless asked for (--tables {table})" for table in self.not_made]
        told = ", ".join([*counts, f"{len(self.problems)} problems", *asked])
        return f"{self.n_files} files, {self.n_speeches} speeches, {self.n_han:,} Han characters: {told}"


def code_into(
    out: Path,
    source: Path,
    *,
    format: str = "",
    own: lexicons.Lexicon,
    shareable: bool = False,
    leave_out: Collection[str] = (),
    asked: Collection[str] = (),
    run: Callable[..., Iterator[Any]] | None = None,
    on_done: Callable[[int], None] = lambda n_bytes: None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Summary:
    """Code the texts of a file or folder into the folder ``out``, with memory that does not grow with them.

    ``format`` is one of ``FORMATS`` or ``parts``, which is the default above 64 MB of texts. ``asked`` are the tables that are made of
    many speeches only if they are asked for. ``run`` does the work, as
    ``engine.run`` does, which it is by default. ``on_done`` is called with the size of what is coded, in bytes, ``on_stage``
    with what begins then. Errors: those of ``check_free`` and ``working``, and ``OSError`` if something cannot be written;
    parts that are complete are then used by the next run.
    """
    texts, problems = reading.find_texts(source)
    sizes = [reading.n_bytes(path) for path, *_ in texts]
    format = format or (PARTS if sum(sizes) > LARGE else "csv")
    left_out = frozenset(leave_out) | (frozenset({"sentences"}) if shareable else frozenset())
    tables = [table for table in schemas() if table not in left_out]
    check_free(out, file_names(tables, "parquet" if format == PARTS else format).values())
    workers = engine.enough(sizes)
    run = run or partial(engine.run, workers=workers)
    with ExitStack() as stack:
        stack.enter_context(explained(out, "written", KEPT))
        scratch = stack.enter_context(working(out, drop=ReadingError))
        clear(scratch, but=(PARTS, "running"))
        needs_texts = not {schema_of(cls).table for cls in CORPUS_CODERS} <= left_out
        recipe = Recipe(own, source, scratch, out / PARTS, left_out, shareable, needs_texts)
        parts = [*each_partition(partial(run, on_done=on_done), partial(make_part, recipe), partial(part_not_made, recipe), texts)]
        corpus = _code_corpus(recipe, parts, reading.below(source, problems), asked, on_stage, workers)
        summary = _sum_up(recipe, format, parts, corpus, asked)
        if not summary.n_speeches and summary.problems:
            raise reading.nothing_read(source, summary.problems)
        on_stage("writing")
        intend(scratch, file_names(tables, "parquet" if format == PARTS else format).values())
        if format == PARTS:
            for name in corpus:
                os.replace(scratch / CORPUS / name, scratch / name)
            listed = Manifest(__version__, format, corpus, dict(own.files) or None, parts=tuple(parts), tables=tuple(tables))
        else:
            files = _merge(recipe, parts, tables, format, run)
            listed = Manifest(__version__, format, files, dict(own.files) or None)
        place(out, scratch, listed)
    return summary


def _code_corpus(
    recipe: Recipe,
    parts: Sequence[Part],
    problems: Sequence[Problem],
    asked: Collection[str],
    on_stage: Callable[[str], None],
    workers: int,
) -> dict[str, Written]:
    """Write the tables over all speeches, and the problems of the folder, into the scratch folder."""
    batch = Batch()
    batch.add("problems", schema_of(Problem).build(problems, None))
    if recipe.needs_texts:
        on_stage("phrases")
        documents = [*_rows(recipe, parts, "documents", OF_DOCUMENTS)]
        running = _running(recipe, parts, documents, asked, workers)
        with lexicons.using(recipe.own):
            for table, columns in code_corpus({row["speech"]: row["date"] for row in documents}, running, recipe.left_out):
                batch.add(table, columns)
    folder = recipe.scratch / CORPUS
    folder.mkdir()
    write_tables(folder, batch.tables(), recipe.left_out, recipe.shareable)
    return describe(folder)


def _running(
    recipe: Recipe, parts: Sequence[Part], documents: Sequence[dict[str, Any]], asked: Collection[str], workers: int
) -> Running:
    files = [path for part in parts if (path := recipe.running(part.key)).exists()]

    def rows() -> Iterator[dict[str, Any]]:
        return (row for chunk in chain.from_iterable(map(read_chunks, files)) for row in chunk.to_pylist())

    def texts() -> dict[str, str]:
        return {row["speech"]: row["text"] for row in rows()}

    n_chars = sum(document["n_chars"] for document in documents)
    phrases = partial(find_phrases_in, files, recipe.scratch, workers)
    return Running(n_chars, texts, phrases, lambda: sides_of(rows(), documents), asked)


def _paths(recipe: Recipe, parts: Sequence[Part], table: str) -> list[Path]:
    """The files of a table in order, first that of the folder of the tables over all speeches."""
    name = f"{table}.parquet"
    folders = [recipe.scratch / CORPUS, *(recipe.find(part.key) for part in parts if name in part.files)]
    return [path for folder in folders if folder and (path := folder / name).exists()]


def _rows(recipe: Recipe, parts: Sequence[Part], table: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for path in _paths(recipe, parts, table):
        for chunk in read_chunks(path, columns):
            yield from chunk.to_pylist()


def _sum_up(recipe: Recipe, format: str, parts: Sequence[Part], corpus: dict[str, Written], asked: Collection[str]) -> Summary:
    rows: Counter[str] = Counter(dict.fromkeys(schemas().keys() - recipe.left_out, 0))
    for file in chain(corpus.values(), *(part.files.values() for part in parts)):
        rows[file.table] += file.rows
    sources, n_han = set(), 0
    for row in _rows(recipe, parts, "documents", ["source", "n_han"]):
        sources.add(row["source"])
        n_han += row["n_han"]
    problems = [Problem(**row) for row in _rows(recipe, parts, "problems", schema_of(Problem).names)]
    left = [table for table in not_made(rows["documents"], asked) if table not in recipe.left_out]
    return Summary(format, len(sources), rows["documents"], n_han, rows, problems, left)


class _Merging(NamedTuple):
    """A table to be put together from its files in the parts."""

    table: str
    paths: list[Path]
    target: Path
    format: str


def _merge(
    recipe: Recipe, parts: Sequence[Part], tables: Sequence[str], format: str, run: Callable[..., Iterator[Any]]
) -> dict[str, Written]:
    """Write one file a table into the scratch folder."""
    names = file_names(tables, format)
    items = [_Merging(table, _paths(recipe, parts, table), recipe.scratch / names[table], format) for table in tables]
    sizes = [sum(path.stat().st_size for path in item.paths) for item in items]
    return dict(zip(names.values(), run(_merge_table, items, _not_merged, sizes=sizes), strict=True))


def _merge_table(item: _Merging) -> Written:
    schema = schemas()[item.table]
    own = schema.own(dict.fromkeys(chain.from_iterable(_columns(path) for path in item.paths))) if schema.open else ()
    n_rows = write_table(item.target, lambda: chain.from_iterable(map(read_chunks, item.paths)), schema, own, item.format)
    return Written(item.table, n_rows, hash_file(item.target))


def _columns(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_schema(path).names)


def _not_merged(item: _Merging, error: Exception) -> Written:
    raise MemoryError(f"{item.target.name}: {error}") if isinstance(error, engine.WorkerDied) else error
