"""From texts, from tables coded before, or from what comes with koujing, to a study."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyarrow as pa

from koujing import engine, lexicons, reading
from koujing.across import code_corpus, schemas
from koujing.arrowtables import joined
from koujing.batches import Batch, Tables
from koujing.dataframes import frame_of
from koujing.later import pd
from koujing.lexicons.own import read_lexicon
from koujing.measures import score
from koujing.measures.groups import close_to
from koujing.partitions import code_documents, code_partition, dates_and_texts, each_partition, partition_not_coded
from koujing.reading.repair.wordings import as_read
from koujing.speech import Corpus, Document, Problem, Speech
from koujing.stored import Frames
from koujing.study import Study, folder_name, is_coded, load_study
from koujing.tables import schema_of

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
SAMPLE = "sample"


def shipped_studies() -> dict[str, Path]:
    """The studies that come with the package, by name."""
    return {p.parent.name: p.parent for p in sorted(data_folder().glob("*/documents.*"))}


def sample_folder() -> Path:
    """The speeches that were invented for this project: the only ones whose full text comes with the package."""
    return data_folder() / SAMPLE


def central_and_local() -> pd.DataFrame:
    """The passages that reports of the State Council and local reports share, from all reports of the two shipped studies compared
    together: rows as in the table ``borrowings``.

    >>> rows = central_and_local()
    >>> bool((rows["speech_a"].str.isdigit() != rows["speech_b"].str.isdigit()).all())
    True
    """
    names = dict.fromkeys(("source_a", "speech_a", "source_b", "speech_b", "direction"), str)
    return pd.read_csv(data_folder() / "central-local.csv", dtype=names, keep_default_na=False)


MEANING = "accuracy/meaning.csv"


def accuracy() -> pd.DataFrame:
    """How well the coding of the shipped corpora agrees with independent codings, one row per corpus and table.

    Precision, recall and F1 count exact spans (for parallel runs, overlaps; for directives, judged places). Further columns
    give the share of correct cells of each field; see ``koujing.score``.
    """
    files = sorted({*(data_folder() / "accuracy").glob("*.csv")} - {data_folder() / MEANING})
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
    return pd.read_csv(data_folder() / MEANING)


def disagreements(table: str) -> pd.DataFrame:
    """Where the coder differs from the independent codings that were held out while it was developed.

    ``table`` is ``statistics`` or ``formulas``; the columns are those of ``measures.score.disagreements``, and ``corpus``.
    """
    coded = {source: folder for folder in shipped_studies().values() for source in load_study(folder).documents["source"]}
    tables = []
    for folder in sorted((data_folder() / "gold").iterdir()):
        sources = sorted(path.name.split(".")[0] for path in folder.glob(f"*.{table}.csv"))
        if sources and not folder.name.endswith("-development"):
            tables.append(score.disagreements(table, folder, coded[sources[0]]).assign(corpus=folder.name))
    return pd.concat(tables, ignore_index=True)


def data_folder() -> Path:
    """The folder ``data``: inside the package if it is installed, at the top of a checkout."""
    return next((d for d in (HERE / "data", HERE.parents[1] / "data") if d.is_dir()), HERE / "data")


Own = lexicons.Lexicon | str | os.PathLike[str] | None  # a user's own lexicon: a folder, or as it was read from one


def open_study(where: Study | str | os.PathLike[str], lexicon: Own = None) -> Study:
    """Open a shipped study by its name, a folder of coded tables, or a folder of texts (which are coded now, with ``lexicon``).

    ``sample`` are the speeches invented for this project, whose texts ship, so that everything can be tried on them.
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
    if where == SAMPLE:
        return code(sample_folder(), lexicon=own)
    near = close_to(where, [*shipped, SAMPLE])
    raise FileNotFoundError(f"{str(where) or repr(where)}: neither a shipped study ({', '.join([*shipped, SAMPLE])}) nor a folder{near}")


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
    tables: Sequence[str] = (),
    workers: int | None = None,
    on_done: Callable[[int], None] = lambda n_bytes: None,
) -> Study:
    """Code a file or folder of texts, or a corpus or speech that has already been read, into all tables.

    ``name`` is the name of the study: by default that of the folder, ``corpus``, or the id of the speech. ``lexicon`` is a
    folder with any of your own ``formulas.tsv``, ``terms.tsv``, ``synonyms.tsv``, ``stopwords.tsv`` and ``glosses.tsv``. Their
    rows win over the shipped ones; where they go against them, a warning says so. Files are read and coded on all cores if
    there is enough text; ``on_done`` is called with the size of each file in bytes when it is finished.
    ``tables`` are made also of more speeches than they are made of otherwise (``borrowings``: 200).
    For a speech, the columns that describe a file (``raw_kind``, ``raw_sha256``) are empty. Errors: ``ReadingError`` if
    nothing can be coded; a single file that cannot be coded, for whatever reason, becomes a row in ``problems``.
    ``ValueError`` for a lexicon with an unknown file or column or a row that cannot be used, naming file and line.
    """
    if isinstance(source, Study):
        raise TypeError(f"study {source.name!r} is coded already; code takes a path, a corpus or a speech")
    own = own_lexicon(lexicon)
    if isinstance(source, Speech):
        corpus = Corpus((Document(source.source, source.raw, "", "", "", (source,)),))
        return _code_corpus(corpus, name or source.id, own, tables)
    if isinstance(source, Corpus):
        return _code_corpus(source, name or "corpus", own, tables)
    texts, problems = reading.find_texts(source)
    problems = reading.below(source, problems)
    sizes = [reading.n_bytes(file) for file, *_ in texts]
    run = partial(engine.run, workers=engine.enough(sizes) if workers is None else workers, on_done=on_done)
    parts = [*each_partition(run, partial(code_partition, own, source), partial(partition_not_coded, source), texts)]
    if not any("documents" in part for part in parts):
        found = [Problem(**row) for part in parts if "problems" in part for row in part["problems"].to_pylist()]
        raise reading.nothing_read(source, [*problems, *found])
    return _study(name or folder_name(source), parts, problems, own, tables)


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


def _code_corpus(corpus: Corpus, name: str, own: lexicons.Lexicon, asked: Sequence[str]) -> Study:
    return _study(name, [code_documents(own, corpus.documents)], corpus.problems, own, asked)


def _study(name: str, parts: Sequence[Tables], problems: Sequence[Problem], own: lexicons.Lexicon, asked: Sequence[str]) -> Study:
    """One study of the tables of all partitions and the problems of the corpus, which stand before theirs."""
    corpus = Batch()
    corpus.add("problems", schema_of(Problem).build(problems, None))
    with lexicons.using(own):
        for table, columns in code_corpus(*dates_and_texts(parts, asked)):
            corpus.add(table, columns)
    found = [corpus.tables(), *parts]
    frames = {}
    for table, schema in schemas().items():
        chunks = [tables.pop(table) for tables in found if table in tables]
        frames[table] = frame_of(joined(chunks) if chunks else pa.table({}), schema)
    return Study(name, Frames(frames), own.files)
