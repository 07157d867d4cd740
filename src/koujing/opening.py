"""From texts, from tables coded before, or from what comes with koujing, to a study."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from koujing import engine, lexicons, reading
from koujing.across import code_corpus, schemas
from koujing.coding import RUNNING, Coded, code_document, extend
from koujing.dataframes import typed
from koujing.later import pd
from koujing.lexicons.own import read_lexicon
from koujing.measures import score
from koujing.measures.groups import close_to
from koujing.reading.given import Given
from koujing.reading.repair.wordings import as_read
from koujing.speech import Corpus, Document, Problem, Speech
from koujing.study import Study, folder_name, is_coded, load_study
from koujing.tables import OWN, schema_of

GROUP, REFERENCE = "KOUJING_GROUP", "KOUJING_REFERENCE"
DEFAULT = ("level", "body", "genre", "part", "voice")


def asked_groups() -> tuple[str, ...]:
    """The columns by which the notebooks compare speeches: the one given to ``koujing build --group``, or five by default."""
    asked = os.environ.get(GROUP)
    return (asked,) if asked else DEFAULT


def reference() -> Study | None:
    """The study given to ``koujing build --reference``, with which the user's speeches are compared."""
    asked = os.environ.get(REFERENCE)
    return open_study(asked) if asked else None


HERE = Path(__file__).resolve().parent


def shipped_studies() -> dict[str, Path]:
    """The studies that come with the package, by name."""
    return {p.parent.name: p.parent for p in sorted(_data().glob("*/documents.*"))}


def sample_folder() -> Path:
    """The speeches that were invented for this project: the only ones whose full text comes with the package."""
    return _data() / "sample"


MEANING = "accuracy/meaning.csv"


def accuracy() -> pd.DataFrame:
    """How well the coding of the shipped corpora agrees with independent codings, one row per corpus and table.

    Precision, recall and F1 count exact spans (for parallel runs, overlaps; for directives, judged places). Further columns
    give the share of correct cells of each field; see ``koujing.score``.
    """
    files = sorted({*(_data() / "accuracy").glob("*.csv")} - {_data() / MEANING})
    return pd.concat([pd.read_csv(file).assign(corpus=file.stem) for file in files], ignore_index=True)


def meaning_accuracy() -> pd.DataFrame:
    """How often status, time and indicator of a statistic are right in passages coded by reading alone: ``part, genre, field, n, share``.

    ``part`` is ``development`` (consulted while the coder was improved) or ``held``; ``genre`` is that of the text, or ``all``.
    ``field`` is ``status`` or the F1 of one status; ``when`` (the years), ``hard`` (years other than that of the speech and the one
    before) and ``months``; ``indicator``, ``core`` (its head with at least half of it) and ``counted``. ``sure`` is the share of rows with
    a certainty of .9 or more, ``sure and right`` how many of them are right. A statistic that is not coded is wrong in all.

    >>> accuracy = meaning_accuracy()
    >>> accuracy.query("part == 'held' and genre == 'all' and field == 'status'")["share"].item() > 0.9
    True
    """
    return pd.read_csv(_data() / MEANING)


def disagreements(table: str) -> pd.DataFrame:
    """Where the coder differs from the independent codings that were held out while it was developed.

    ``table`` is ``statistics`` or ``formulas``; the columns are those of ``measures.score.disagreements``, and ``corpus``.
    """
    coded = {source: folder for folder in shipped_studies().values() for source in load_study(folder).documents["source"]}
    tables = []
    for folder in sorted((_data() / "gold").iterdir()):
        sources = sorted(path.name.split(".")[0] for path in folder.glob(f"*.{table}.csv"))
        if sources and not folder.name.endswith("-development"):
            tables.append(score.disagreements(table, folder, coded[sources[0]]).assign(corpus=folder.name))
    return pd.concat(tables, ignore_index=True)


def _data() -> Path:
    """The folder ``data``: inside the package if it is installed, at the top of a checkout."""
    return next((d for d in (HERE / "data", HERE.parents[1] / "data") if d.is_dir()), HERE / "data")


Own = lexicons.Lexicon | str | os.PathLike[str] | None  # a user's own lexicon: a folder, or as it was read from one
Text = tuple[Path, str, list[Given]]
Result = tuple[Coded | None, Sequence[Problem]]  # the rows of a file, unless it cannot be coded, and what is wrong with it


def open_study(where: Study | str | os.PathLike[str], lexicon: Own = None) -> Study:
    """Open a shipped study by its name, a folder of coded tables, or a folder of texts (which are coded now, with ``lexicon``).

    A ``Study`` is returned as it is. Errors: ``FileNotFoundError`` if there is neither such a study nor such a folder;
    ``TypeError`` for anything else; ``ValueError`` for a lexicon whose terms or formulas the coded tables do not know.
    """
    own = own_lexicon(lexicon)
    study = _opened(where, own)
    if lexicon is not None:
        _refuse_cut_otherwise(study, lexicons.cutting(own.files))
    return study


def _refuse_cut_otherwise(study: Study, asked: dict[str, str]) -> None:
    known = lexicons.cutting(study.lexicon)
    if not asked or known == asked:
        return
    verb = "decide" if len(asked) > 1 else "decides"
    coded = f"with other files ({', '.join(known)})" if known else "without them"
    raise ValueError(
        f"{study.name}: {' and '.join(asked)} of your lexicon {verb} where texts are cut into words, and these tables were coded {coded}; "
        "code the texts with this lexicon, or give one of stopwords.tsv, synonyms.tsv and glosses.tsv only, which apply to coded tables"
    )


def _opened(where: Study | str | os.PathLike[str], own: lexicons.Lexicon) -> Study:
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
        return code(path, lexicon=own)
    near = close_to(where, shipped)
    raise FileNotFoundError(f"{str(where) or repr(where)}: neither a shipped study ({', '.join(shipped)}) nor a folder{near}")


def studies() -> list[Study]:
    """The studies that the notebooks are about: the one named by ``KOUJING_STUDY``, or else the shipped ones with counted words."""
    own = os.environ.get("KOUJING_STUDY")
    counted = (name for name, folder in shipped_studies().items() if any(folder.glob("terms.*")))
    return [open_study(own)] if own else [open_study(name) for name in counted]


def code(
    source: Corpus | Speech | str | os.PathLike[str],
    name: str = "",
    *,
    lexicon: Own = None,
    workers: int | None = None,
    on_done: Callable[[int], None] = lambda n_bytes: None,
) -> Study:
    """Code a file or folder of texts, or a corpus or speech that has already been read, into all tables.

    ``name`` is the name of the study: by default that of the folder, ``corpus``, or the id of the speech. ``lexicon`` is a
    folder with any of your own ``formulas.tsv``, ``terms.tsv``, ``synonyms.tsv``, ``stopwords.tsv`` and ``glosses.tsv``. Their
    rows win over the shipped ones; where they go against them, a warning says so. Files are read and coded on all cores if
    there is enough text; ``on_done`` is called with the size of each file in bytes when it is finished.
    For a speech, the columns that describe a file (``raw_kind``, ``raw_sha256``) are empty. Errors: ``ReadingError`` if
    nothing can be coded; a single file that cannot be coded, for whatever reason, becomes a row in ``problems``.
    ``ValueError`` for a lexicon with an unknown file or column or a row that cannot be used, naming file and line.
    """
    if isinstance(source, Study):
        raise TypeError(f"study {source.name!r} is coded already; code takes a path, a corpus or a speech")
    own = own_lexicon(lexicon)
    if isinstance(source, Speech):
        corpus = Corpus((Document(source.source, source.raw, "", "", "", (source,)),))
        return _code_corpus(corpus, name or source.id, own)
    if isinstance(source, Corpus):
        return _code_corpus(source, name or "corpus", own)
    texts, problems = reading.find_texts(source)
    sizes = [reading.n_bytes(file) for file, *_ in texts]
    results = list(engine.run(partial(_code_file, own), texts, _file_not_coded, sizes=sizes, workers=workers, on_done=on_done))
    results = [(coded, reading.below(source, found)) for coded, found in results]
    problems = reading.below(source, problems)
    if not any(coded for coded, _ in results):
        raise reading.nothing_read(source, [*problems, *(problem for _, found in results for problem in found)])
    return _study(name or folder_name(source), results, problems, own)


def own_lexicon(folder: Own) -> lexicons.Lexicon:
    """The user's rows in a folder, their wordings as every speech is read; without a folder, the lexicon in use."""
    if isinstance(folder, lexicons.Lexicon):
        return folder
    return lexicons.in_use() if folder is None else read_lexicon(folder, as_read)


@contextmanager
def use_lexicon(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Use your own lexicon (see ``code``) within a block: what is coded, counted, ranked and plotted there knows your words.

    Tables that were coded before stay as their texts were cut. Errors: those of ``code`` for a lexicon.
    """
    with lexicons.using(own_lexicon(folder)):
        yield


def _code_corpus(corpus: Corpus, name: str, own: lexicons.Lexicon) -> Study:
    with lexicons.using(own):
        results = [engine.attempt(_code_document, _not_coded, document) for document in corpus.documents]
    return _study(name, results, corpus.problems, own)


def _code_file(own: lexicons.Lexicon, text: Text) -> Result:
    with lexicons.using(own):
        document = reading.read_file(*text)
        return code_document(document), document.problems


def _file_not_coded(text: Text, error: Exception) -> Result:
    return None, [reading.problem_of(text[0], error)]


def _code_document(document: Document) -> Result:
    return code_document(document), ()


def _not_coded(document: Document, error: Exception) -> Result:
    return None, [reading.problem_of(document.source, error)]


def _study(name: str, results: Iterable[Result], problems: Sequence[Problem], own: lexicons.Lexicon) -> Study:
    coded: Coded = {}
    problems = list(problems)
    for part, found in results:
        problems += found
        for table, columns in (part or {}).items():
            extend(coded, table, columns)
    with lexicons.using(own):
        coded |= code_corpus(coded)
    extend(coded, "problems", schema_of(Problem).build(problems, None))
    frames = {table: pd.DataFrame(coded.get(table, {})) for table in schemas()}
    further = pd.DataFrame(coded[RUNNING]["own"], index=frames["documents"].index).add_prefix(OWN)
    frames["documents"] = frames["documents"].join(further)
    return Study(name, {table: typed(frames[table], schema) for table, schema in schemas().items()}, own.files)
