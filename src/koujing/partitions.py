"""Files coded together: where a list of files is cut into partitions, and a partition → its tables."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha1
from pathlib import Path
from typing import Any, TypeVar

from koujing import lexicons, reading
from koujing.across import OF_DOCUMENTS, Running, sides_of
from koujing.batches import Batch, Tables
from koujing.coding import RUNNING, coded_columns, running_row
from koujing.engine import attempt
from koujing.reading.given import Given
from koujing.slogans.phrases import find_phrases
from koujing.speech import Document, Problem
from koujing.tables import schema_of
from koujing.words.waiting import Waiting

Text = tuple[Path, str, list[Given]]  # a file as ``reading.find_texts`` gives it
Result = TypeVar("Result")

# The mean size of a partition in bytes: small enough for two cores to end at the same time, and in a large corpus large enough
# that opening its parts costs little. The largest is twice that, or a single file.
MEAN, MEAN_OF_MANY, MANY = 500_000, 1_000_000, 64_000_000
FILE = 5000  # what opening a file costs beside its size, in bytes
# So many new objects are a few speeches, of which most are gone by then. Searched for garbage after every 700, as Python does by
# itself, they are looked at again and again: 5 % of the time.
SEARCHED_AFTER = 50_000


def partitions(texts: Sequence[Text], sizes: Sequence[int]) -> list[range]:
    """Where to cut files into partitions of consecutive ones.

    A cut follows a file whose name says so, with a chance that grows with its size, so that a file more or less changes the
    partition it is in and not those behind it.
    """
    mean = MEAN if sum(sizes) < MANY else MEAN_OF_MANY
    found: list[range] = []
    begin = weight = 0
    for at, ((_, source, _), size) in enumerate(zip(texts, sizes, strict=True)):
        if at > begin and weight + size + FILE > 2 * mean:
            found.append(range(begin, at))
            begin, weight = at, 0
        weight += size + FILE
        chance = int.from_bytes(sha1(source.encode(), usedforsecurity=False).digest()[:4], "big") / 2**32
        if chance * mean < size + FILE or at == len(texts) - 1:
            found.append(range(begin, at + 1))
            begin, weight = at + 1, 0
    return found


def each_partition(
    run: Callable[..., Iterator[Any]],
    task: Callable[[Sequence[Text]], Result],
    failed: Callable[[Sequence[Text], Exception], Result],
    texts: Sequence[Text],
) -> Iterator[Result]:
    """What ``task`` makes of each partition, in order; ``run`` is ``engine.run``, or works like it.

    A partition that fails as a whole, because a process died on it or it takes too much memory, is done again file by file, and
    ``failed`` makes the result of a file that fails by itself. Errors: ``OSError`` if the task cannot write its result.
    """
    sizes = [reading.n_bytes(path) for path, *_ in texts]
    cuts = partitions(texts, sizes)
    groups = [texts[cut.start : cut.stop] for cut in cuts]
    for group, result in zip(groups, [*run(task, groups, _undone, sizes=[sum(sizes[k] for k in cut) for cut in cuts])], strict=True):
        if isinstance(result, Exception):
            yield from run(task, [[text] for text in group], partial(_blamed, failed), sizes=[0] * len(group))
        else:
            yield result


def _undone(texts: Sequence[Text], error: Exception) -> Exception:
    if isinstance(error, OSError):  # what is wrong with a file is in ``problems``: this is about writing, and ends the run
        raise error
    return error


def _blamed(failed: Callable[[Sequence[Text], Exception], Result], texts: Sequence[Text], error: Exception) -> Result:
    _undone(texts, error)
    return failed(texts, error)


def code_partition(own: lexicons.Lexicon, root: str | os.PathLike[str], texts: Sequence[Text]) -> Tables:
    """The tables of some files below ``root``, with their running texts; a file that cannot be coded is a row of ``problems``."""
    waiting = Waiting()
    return _coded(own, texts, partial(_code_file, root, waiting), partial(_file_not_coded, root), waiting)


def read_partition(own: lexicons.Lexicon, texts: Sequence[Text]) -> Tables:
    """The running texts of some files alone; what cannot be read has none."""
    return _coded(own, texts, _read_file, lambda text, error: Batch(), Waiting())


def partition_not_coded(root: str | os.PathLike[str], texts: Sequence[Text], error: Exception) -> Tables:
    """The tables of files of which nothing is known but why they could not be coded."""
    batch = Batch()
    for text in texts:
        batch.take(_file_not_coded(root, text, error))
    return batch.tables()


def code_documents(own: lexicons.Lexicon, documents: Iterable[Document]) -> Tables:
    """The same for files that have been read."""
    waiting = Waiting()

    def failed(document: Document, error: Exception) -> Batch:
        return _problems([reading.problem_of(document.source, error)])

    return _coded(own, documents, partial(_code_document, waiting), failed, waiting)


def _coded(
    own: lexicons.Lexicon,
    items: Iterable[Any],
    code: Callable[[Any], Batch],
    failed: Callable[[Any, Exception], Batch],
    waiting: Waiting,
) -> Tables:
    batch = Batch()
    with lexicons.using(own), _seldom_searched():
        for item in items:
            batch.take(attempt(code, failed, item))
            _count(waiting, batch, also_few=False)
        _count(waiting, batch)
    return batch.tables()


@contextmanager
def _seldom_searched() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(SEARCHED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _count(waiting: Waiting, batch: Batch, *, also_few: bool = True) -> None:
    for table, columns in waiting.counted(also_few=also_few):
        batch.add(table, columns)


def _code_file(root: str | os.PathLike[str], waiting: Waiting, text: Text) -> Batch:
    document = reading.read_file(*text)
    batch = _code_document(waiting, document)
    batch.take(_problems(reading.below(root, document.problems)))
    return batch


def _read_file(text: Text) -> Batch:
    batch = Batch()
    for speech in reading.read_file(*text).speeches:
        batch.add(RUNNING, running_row(speech))
    return batch


def _file_not_coded(root: str | os.PathLike[str], text: Text, error: Exception) -> Batch:
    return _problems(reading.below(root, [reading.problem_of(text[0], error)]))


def _code_document(waiting: Waiting, document: Document) -> Batch:
    batch = Batch()
    for table, columns in coded_columns(document, waiting):
        batch.add(table, columns)
    return batch


def _problems(problems: Sequence[Problem]) -> Batch:
    batch = Batch()
    batch.add("problems", schema_of(Problem).build(problems, None))
    return batch


def dates_and_texts(parts: Iterable[Mapping[str, Any]], asked: Collection[str] = ()) -> tuple[dict[str, str], Running]:
    """The date of each speech, and the running texts, from the tables of all partitions."""
    rows: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    for tables in parts:
        if RUNNING in tables:
            documents += tables["documents"].select(OF_DOCUMENTS).to_pylist()
            rows += tables[RUNNING].to_pylist()
    texts = {row["speech"]: row["text"] for row in rows}
    dates = {document["speech"]: document["date"] for document in documents}
    n_chars = sum(document["n_chars"] for document in documents)
    return dates, Running(n_chars, lambda: texts, lambda: find_phrases(texts), lambda: sides_of(rows, documents), asked)
