"""The coded tables of a corpus: code, save, load, query."""

from __future__ import annotations

import csv
import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from koujing import engine, frames, manifest, reading
from koujing.across import code_corpus, schemas
from koujing.coding import Coded, code_document, extend
from koujing.measures import score as check
from koujing.measures.groups import group_rows
from koujing.reading.given import Given
from koujing.speech import Corpus, Document, Problem
from koujing.tables import PLACE, schema_of
from koujing.words.tokens import KNOWN_HAN, RARE_HAN

HERE = Path(__file__).resolve().parent

Text = tuple[Path, str, list[Given]]
Result = tuple[Coded | None, Sequence[Problem]]  # the rows of a file, unless it cannot be coded, and what is wrong with it

# What a format's files are called, and the encoding of CSV; Excel takes a file without a byte-order mark for another one.
FORMATS = {"csv": (".csv", "utf-8"), "excel-csv": (".csv", "utf-8-sig"), "parquet": (".parquet", "")}


@dataclass(frozen=True)
class Study:
    """The coded tables of a corpus as data frames: ``study.statistics``, ``study["formulas"]``, …

    ``name`` is the shipped name or the folder it was read from.
    """

    name: str
    frames: dict[str, pd.DataFrame] = field(repr=False)

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self.frames:
            raise KeyError(f"{self.name}: no table {table!r}; it has {', '.join(sorted(self.frames))}")
        return self.frames[table]

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table == "frames":
            raise AttributeError(table)
        try:
            return self[table]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def where(self, **groups: str) -> Study:
        """The part of the study in these groups (see ``group_rows``): ``where(level="county")``, ``where(part="tasks")``.

        By part or voice a speech keeps the rows that stand there, and its ``n_tokens`` and ``n_han`` become those of the
        words there; tables that know no place in the speech are left out. Errors: ``ValueError`` where nothing is left.
        """
        frames = dict(self.frames)
        for by, group in groups.items():
            inside = by in ("part", "voice")
            known = {n: f for n, f in frames.items() if "speech" in f and (n == "documents" or not inside or _knows(f, by))}
            kept = {n: f if inside and n == "documents" else f[self._groups(f, by) == group] for n, f in known.items()}
            if inside:
                kept["documents"] = _within(kept["documents"], kept["terms"])
            if not len(kept["documents"]):
                raise ValueError(f"{self.name}: no speech has {by} {group!r}")
            frames = {n: f.reset_index(drop=True) for n, f in kept.items()}
        return Study(self.name, frames)

    def _groups(self, frame: pd.DataFrame, by: str) -> pd.Series[str]:
        return group_rows(frame, by, self["documents"], self["sections"])

    def shareable(self) -> Study:
        """The study as it may be published where the texts may not: no sentences, no wording over 20 characters."""
        known = schemas()
        return Study(self.name, {n: frames.shareable(f, known[n]) for n, f in self.frames.items() if n != "sentences"})

    def save(self, folder: str | os.PathLike[str], format: str = "csv") -> None:
        """Write one file a table into ``folder``, and ``koujing.json``, which lists them; the same study gives the same bytes.

        ``excel-csv`` is CSV with the byte-order mark that Excel asks for. Tables that koujing left there earlier are
        replaced or removed, once the new ones are written: no sentence stays beside a study that is to be shared.
        Errors: ``ValueError`` for another format; ``FileExistsError`` where a file there is not koujing's own;
        ``OSError`` where it cannot be written (then the earlier tables are whole).
        """
        names = file_names(self.frames, format)
        rows = {name: len(self.frames[table]) for table, name in names.items()}
        with manifest.replacing(Path(folder), format, rows) as scratch:
            for table, name in names.items():
                _write_table(self.frames[table], table, scratch / name, FORMATS[format][1])


def file_names(names: Iterable[str], format: str) -> dict[str, str]:
    """The file of each table in a format; errors: ``ValueError`` where there is no such format."""
    if format not in FORMATS:
        raise ValueError(f"format {format!r}: expected {', '.join(FORMATS)}")
    return {table: table + FORMATS[format][0] for table in names}


def _write_table(frame: pd.DataFrame, table: str, path: Path, encoding: str) -> None:
    if encoding:
        schema = schemas()[table]
        cells = frames.written(frame, schema)
        # A lone carriage return ends a line for those who read the file, unless it stands in quotation marks.
        torn = any(cells[column].str.contains("\r", regex=False).any() for column in schema.quoting)
        how: dict[str, Any] = {"index": False, "lineterminator": "\n", "encoding": encoding}
        cells.to_csv(path, **how, quoting=csv.QUOTE_ALL if torn else csv.QUOTE_MINIMAL)
    else:
        frame.to_parquet(path, index=False, compression="zstd")


def _knows(frame: pd.DataFrame, by: str) -> bool:
    return {"part": "section", "voice": "voice"}[by] in frame


def _within(documents: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """The documents that have these terms, with the words and the Han characters in them."""
    han = terms["term"].str.count(f"[{KNOWN_HAN}{RARE_HAN}〇]") * terms["n"]
    sizes = pd.DataFrame({"n_tokens": terms["n"], "n_han": han}).groupby(terms["speech"]).sum()
    kept = documents[documents["speech"].isin(sizes.index)]
    n_tokens, n_han = (kept["speech"].map(sizes[name]).astype("Int64") for name in ("n_tokens", "n_han"))
    return kept.assign(n_tokens=n_tokens, n_han=n_han)


def load_study(folder: str | os.PathLike[str], name: str = "") -> Study:
    """Read the tables that ``Study.save`` or ``koujing code`` wrote.

    A warning says what is unlike today's tables where another koujing wrote them, or ``koujing.json`` was deleted so that
    they are taken as they are. Errors: ``FileNotFoundError`` where the folder has no ``documents`` table; ``ValueError``
    where its writing was interrupted, a file is missing or changed since, or a row's place is missing.
    """
    folder = Path(folder)
    listed = manifest.check_files(folder)
    paths = {Path(file).stem: folder / file for file in listed.files} if listed else _tables_in(folder)
    if "documents" not in paths:
        raise FileNotFoundError(f"{folder}: not a coded study (expected documents.csv or documents.parquet in it)")
    found = {table: _read_table(path) for table, path in paths.items()}
    unlike = _unlike(found, listed is None)
    if unlike or not listed:
        by = f"written by koujing {listed.koujing}" if listed else f"without {manifest.NAME}, as koujing 0.1.0 wrote it"
        said = "; ".join([by, *unlike, "code the texts again for today's tables"])
        warnings.warn(f"{folder}: {said}", stacklevel=2)
    known = schemas()
    typed = {table: frames.typed(frame, known[table]) for table, frame in found.items() if table in known}
    return Study(name or _name(folder), typed)


def _tables_in(folder: Path) -> dict[str, Path]:
    paths = (folder / f"{table}{suffix}" for table in schemas() for suffix in (".csv", ".parquet"))
    return {path.stem: path for path in paths if path.exists()}


def _read_table(path: Path) -> pd.DataFrame:
    is_csv = path.suffix == ".csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig") if is_csv else pd.read_parquet(path)
    schema = schemas().get(path.stem)
    places = {*PLACE, "speech"} & set(schema.names if schema else ())
    if places - set(frame):
        raise ValueError(f"{path}: expected column {min(places - set(frame))!r}; it has {', '.join(frame.columns)}")
    return frame.replace("", pd.NA) if is_csv else frame


def _unlike(found: dict[str, pd.DataFrame], as_is: bool) -> list[str]:
    """How tables as they were found differ from today's, in words; which there should be is known where none are listed."""
    today = {table: set(schema.names) for table, schema in schemas().items()}
    columns = {t: set(frame) for t, frame in found.items() if t in today}
    absent = sorted(today.keys() - found.keys() - {"sentences"}) if as_is else []
    empty = sorted(f"{t}.{c}" for t in columns for c in today[t] - columns[t])
    passed = sorted(found.keys() - today.keys()) + sorted(f"{t}.{c}" for t in columns for c in columns[t] - today[t])
    said = {"not there": absent, "not there, so empty here": empty, "not read": passed}
    return [f"{what}: {', '.join(names)}" for what, names in said.items() if names]


def _name(path: str | os.PathLike[str]) -> str:
    return Path(os.path.abspath(path)).name  # of ``.`` too


def open_study(where: str | os.PathLike[str]) -> Study:
    """A shipped study by its name, a folder of coded tables, or a folder of texts (which is coded now).

    Errors: ``FileNotFoundError`` where it is none of the three.
    """
    shipped = shipped_studies()
    if str(where) in shipped:
        return load_study(shipped[str(where)], str(where))
    path = Path(where)
    if is_coded(path):
        return load_study(path)
    if path.exists():
        return code_folder(path)
    raise FileNotFoundError(f"{where}: neither a shipped study ({', '.join(shipped)}) nor a folder")


def is_coded(folder: Path) -> bool:
    """Whether a folder holds coded tables."""
    return manifest.holds_study(folder)


def studies() -> list[Study]:
    """The studies that the notebooks are about: the one that ``KOUJING_STUDY`` names, else those that ship."""
    own = os.environ.get("KOUJING_STUDY")
    return [open_study(own)] if own else [load_study(folder, name) for name, folder in shipped_studies().items()]


def shipped_studies() -> dict[str, Path]:
    """The studies that come with the package, by name."""
    return {p.parent.name: p.parent for p in sorted(_data().glob("*/documents.*"))}


def sample_folder() -> Path:
    """The speeches that were invented for this project: the only ones whose full text comes with the package."""
    return _data() / "sample"


def accuracy() -> pd.DataFrame:
    """How the coding of the shipped corpora agrees with independent codings: one row a corpus and table.

    Precision, recall and F1 of exact spans (of runs by overlap, of directives over judged places), and the share of right
    cells of each field; see ``koujing check``.
    """
    files = sorted((_data() / "accuracy").glob("*.csv"))
    return pd.concat([pd.read_csv(file).assign(corpus=file.stem) for file in files], ignore_index=True)


def disagreements(table: str) -> pd.DataFrame:
    """Where the shipped coding differs from the shipped codings that were held out while it was made.

    ``table`` is ``statistics`` or ``formulas``; columns as in ``measures.check.disagreements``, and ``corpus``.
    """
    coded = {source: folder for folder in shipped_studies().values() for source in load_study(folder).documents["source"]}
    tables = []
    for folder in sorted((_data() / "gold").iterdir()):
        sources = sorted(path.name.split(".")[0] for path in folder.glob(f"*.{table}.csv"))
        if sources and not folder.name.endswith("-development"):
            tables.append(check.disagreements(table, folder, coded[sources[0]]).assign(corpus=folder.name))
    return pd.concat(tables, ignore_index=True)


def _data() -> Path:
    """The folder of what ships: in an installed package inside it, in a checkout at the top."""
    return next((d for d in (HERE / "data", HERE.parents[1] / "data") if d.is_dir()), HERE / "data")


def code(corpus: Corpus, name: str = "corpus") -> Study:
    """Code every speech of a corpus that has been read; a document that cannot be coded is a row in ``problems``."""
    results = [engine.attempt(_code_document, _not_coded, document) for document in corpus.documents]
    return _study(name, results, corpus.problems)


def code_folder(
    path: str | os.PathLike[str], *, workers: int | None = None, on_done: Callable[[int], None] = lambda n_bytes: None
) -> Study:
    """Read and code a file or a folder of texts, on all cores where there is enough of it.

    ``on_done`` is told the size of each file in bytes as it is finished.
    Errors: ``ReadingError`` where nothing can be coded; a single file that cannot, whatever the reason, is a row in
    ``problems``.
    """
    texts, problems = reading.find_texts(path)
    sizes = [reading.n_bytes(file) for file, *_ in texts]
    results = list(engine.run(_code_file, texts, _file_not_coded, sizes=sizes, workers=workers, on_done=on_done))
    results = [(coded, reading.below(path, found)) for coded, found in results]
    problems = reading.below(path, problems)
    if not any(coded for coded, _ in results):
        raise reading.nothing_read(path, [*problems, *(problem for _, found in results for problem in found)])
    return _study(_name(path), results, problems)


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
    frames_of = ((table, schema, coded.get(table, {})) for table, schema in schemas().items())
    return Study(name, {table: frames.typed(pd.DataFrame(columns), schema) for table, schema, columns in frames_of})
