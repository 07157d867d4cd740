"""Open a study: from texts, which are coded now, or from tables that were coded before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd

from koujing import engine, reading
from koujing.across import code_corpus, schemas
from koujing.coding import Coded, code_document, extend
from koujing.frames import typed
from koujing.measures.groups import close_to
from koujing.reading.given import Given
from koujing.shipped import shipped_studies
from koujing.speech import Corpus, Document, Problem, Speech
from koujing.study import Study, folder_name, is_coded, load_study
from koujing.tables import schema_of

Text = tuple[Path, str, list[Given]]
Result = tuple[Coded | None, Sequence[Problem]]  # the rows of a file, unless it cannot be coded, and what is wrong with it


def open_study(where: Study | str | os.PathLike[str]) -> Study:
    """Open a shipped study by its name, a folder of coded tables, or a folder of texts (which are coded now).

    A ``Study`` is returned as it is. Errors: ``FileNotFoundError`` if there is neither such a study nor such a folder;
    ``TypeError`` for anything else.
    """
    if isinstance(where, Study):
        return where
    if not isinstance(where, str | os.PathLike):
        raise TypeError(f"{where!r:.60}: expected a study, the name of a shipped one, or a folder; koujing.code makes a study of a speech")
    shipped = shipped_studies()
    if str(where) in shipped:
        return load_study(shipped[str(where)], str(where))
    path = Path(where)
    if is_coded(path):
        return load_study(path)
    if path.exists() and where != "":  # which would be the folder one is in
        return code(path)
    near = close_to(where, shipped)
    raise FileNotFoundError(f"{str(where) or repr(where)}: neither a shipped study ({', '.join(shipped)}) nor a folder{near}")


def studies() -> list[Study]:
    """The studies that the notebooks are about: the one named by ``KOUJING_STUDY``, or else the shipped ones."""
    own = os.environ.get("KOUJING_STUDY")
    return [open_study(own)] if own else [load_study(folder, name) for name, folder in shipped_studies().items()]


def code(
    source: Corpus | Speech | str | os.PathLike[str],
    name: str = "",
    *,
    workers: int | None = None,
    on_done: Callable[[int], None] = lambda n_bytes: None,
) -> Study:
    """Code a file or folder of texts, or a corpus or speech that has already been read, into all tables.

    ``name`` is the name of the study: by default that of the folder, ``corpus``, or the id of the speech. Files are read and
    coded on all cores if there is enough text; ``on_done`` is called with the size of each file in bytes when it is finished.
    For a speech, the columns that describe a file (``raw_kind``, ``raw_sha256``) are empty. Errors: ``ReadingError`` if
    nothing can be coded; a single file that cannot be coded, for whatever reason, becomes a row in ``problems``.
    """
    if isinstance(source, Study):
        raise TypeError(f"study {source.name!r} is coded already; code takes a path, a corpus or a speech")
    if isinstance(source, Speech):
        return _code_corpus(Corpus((Document(source.source, source.raw, "", "", "", (source,)),)), name or source.id)
    if isinstance(source, Corpus):
        return _code_corpus(source, name or "corpus")
    texts, problems = reading.find_texts(source)
    sizes = [reading.n_bytes(file) for file, *_ in texts]
    results = list(engine.run(_code_file, texts, _file_not_coded, sizes=sizes, workers=workers, on_done=on_done))
    results = [(coded, reading.below(source, found)) for coded, found in results]
    problems = reading.below(source, problems)
    if not any(coded for coded, _ in results):
        raise reading.nothing_read(source, [*problems, *(problem for _, found in results for problem in found)])
    return _study(name or folder_name(source), results, problems)


def _code_corpus(corpus: Corpus, name: str) -> Study:
    results = [engine.attempt(_code_document, _not_coded, document) for document in corpus.documents]
    return _study(name, results, corpus.problems)


def _code_file(text: Text) -> Result:
    document = reading.read_file(*text)
    return code_document(document), document.problems


def _file_not_coded(text: Text, error: Exception) -> Result:
    return None, [reading.problem_of(text[0], error)]


def _code_document(document: Document) -> Result:
    return code_document(document), ()


def _not_coded(document: Document, error: Exception) -> Result:
    return None, [reading.problem_of(document.source, error)]


def _study(name: str, results: Iterable[Result], problems: Sequence[Problem]) -> Study:
    coded: Coded = {}
    problems = list(problems)
    for part, found in results:
        problems += found
        for table, columns in (part or {}).items():
            extend(coded, table, columns)
    coded |= code_corpus(coded)
    extend(coded, "problems", schema_of(Problem).build(problems, None))
    tables = ((table, schema, coded.get(table, {})) for table, schema in schemas().items())
    return Study(name, {table: typed(pd.DataFrame(columns), schema) for table, schema, columns in tables})
