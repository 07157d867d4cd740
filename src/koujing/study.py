"""The coded tables of a corpus: look at them, select a part of them, save and load them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path

from koujing import manifest
from koujing.across import schemas
from koujing.dataframes import shareable, table_of
from koujing.later import pd
from koujing.lexicons.concepts import concept as known
from koujing.measures.headlines import headlines
from koujing.measures.sums import Large
from koujing.scale import Parts
from koujing.scratch import replacing
from koujing.selection import Wanted, delivered, select
from koujing.stored import Frames, Piece, Source, columns_of_file, stored_file
from koujing.tablefiles import write_table
from koujing.tables import PLACE, Schema

PAGE = """\
<p><b>{name}</b>: {told}</p>
<table><thead><tr><th>table</th><th>rows</th><th style="text-align: left">what it holds</th></tr></thead>
<tbody>
{rows}</tbody></table>
"""
ROW = '<tr><td>{}</td><td>{:,}</td><td style="text-align: left">{}</td></tr>\n'


def overview(name: str, tables: Frames) -> str:
    """The name of a study, its speeches and years, and its tables, as HTML.

    >>> page = overview("<a>", Frames({"documents": pd.DataFrame({"date": ["2013-05", "", "2015"]})}))
    >>> page.splitlines()[0]
    '<p><b>&lt;a&gt;</b>: 3 speeches, 2013–2015, 1 of them undated</p>'
    """
    holds = {table: schema.says.partition(".")[0].replace("`", "").replace("*", "") for table, schema in schemas().items()}
    rows = "".join(ROW.format(table, tables.n_rows(table), escape(holds.get(table, ""))) for table in tables)
    return PAGE.format(name=escape(name), told=_told(tables["documents"]["date"]), rows=rows)


def _told(dates: pd.Series[str]) -> str:
    """How many speeches there are, and from which years."""
    years = sorted({date[:4] for date in dates if date})
    undated = int((dates == "").sum())
    span = "–".join(dict.fromkeys([years[0], years[-1]])) if years else ""
    told = [f"{len(dates):,} speech{'es' * (len(dates) != 1)}", span, f"{undated:,} of them undated" if undated else ""]
    return ", ".join(filter(None, told))


STATUSES = ("", "reported", "target")


@dataclass(frozen=True)
class Study:
    """The coded tables of a corpus as data frames: ``study.statistics``, ``study["formulas"]``, …

    ``name`` is the name of a shipped study, or of the folder the tables were read from; ``frames`` has the tables by name, each read
    when it is first asked for; ``lexicon`` has the SHA-256 of each file of the user's own lexicon with which the texts were coded.
    """

    name: str
    frames: Frames = field(repr=False)
    lexicon: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "frames", Frames(self.frames))

    def __getitem__(self, table: str) -> pd.DataFrame:
        self._refuse_unknown(table)
        return self.frames[table]

    def rows(self, table: str) -> pd.DataFrame | Large:
        """The rows of a table as measures take them: a data frame, or what sums them where they lie if they are too many for one.

        Errors: ``KeyError`` for a table that is not there.
        """
        self._refuse_unknown(table)
        return self.frames.rows(table)

    def delivered(self, table: str) -> pd.DataFrame:
        """The rows of a table that stand outside end notes: what may be counted for rates, as ``n_han`` leaves out the notes.

        >>> import koujing
        >>> from koujing.reading import read_string
        >>> (speech,) = read_string("# 讲话\\n推进“三清”。\\n名词解释\\n1.“三清”：指清河、清渠、清沟。", "a").speeches
        >>> study = koujing.code(speech)
        >>> len(study["formulas"]), len(study.delivered("formulas"))
        (2, 1)
        """
        self._refuse_unknown(table)
        rows = delivered(self.frames, table)
        return rows.frame if isinstance(rows, Large) else rows

    def _refuse_unknown(self, table: str) -> None:
        if table not in self.frames:
            raise KeyError(f"{self.name}: no table {table!r}; it has {', '.join(sorted(self.frames))}")

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table == "frames":
            raise AttributeError(table)
        try:
            return self[table]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.frames})

    def _repr_html_(self) -> str:
        return overview(self.name, self.frames)

    def where(self, **groups: Wanted) -> Study:
        """The part of the study that belongs to these groups: ``where(level="county", year=(2003, 2012), part="tasks")``.

        Each name is a column by which speeches can be grouped (see ``group_rows``). Its value is a group, a list of groups
        or, for ``year`` and ``decade``, a tuple of the first and the last. With ``part`` or ``voice``, a speech keeps only the
        rows in that part or voice, its ``n_tokens`` and ``n_han`` count only the words there, and tables that record neither
        are left out. Errors: ``ValueError`` for an unknown column or group; the message lists the known ones.
        """
        frames = self.frames
        for by, wanted in groups.items():
            frames = select(frames, by, wanted, self.name)
        return replace(self, frames=frames)

    def without(self, **groups: Wanted) -> Study:
        """The rest of the study: all that belongs to none of these groups, which are given as in ``where``.

        What ``where(county="东县")`` has, ``without(county="东县")`` has not; texts of no county are in the rest, so that the other
        counties are ``where(level="county").without(county="东县")``. Errors: as for ``where``, and if nothing is left.
        """
        frames = self.frames
        for by, wanted in groups.items():
            frames = select(frames, by, wanted, self.name, rest=True)
        return replace(self, frames=frames)

    def series(self, concept: str = "", status: str = "") -> pd.DataFrame:
        """The headline rows of the known series (see ``headlines``), or of one of them, given by its id or any of its names.

        ``status`` is reported or target. Every statement, repeats included, is in the table ``study["series"]``. Errors:
        ``KeyError`` for an unknown concept, or if the study has no such table; ``ValueError`` for another status.
        """
        if status not in STATUSES:
            raise ValueError(f"status {status!r}: expected reported or target")
        rows = self["series"]
        rows = rows[rows["status"] == status] if status else rows
        table = headlines(rows, self["documents"])
        return table[table["concept"] == known(concept)].reset_index(drop=True) if concept else table

    def shareable(self) -> Study:
        """A copy that may be published even if the texts may not: no sentences, and no wording over 20 characters."""
        shared = {table: self.frames.later(table, partial(_shareable, table)) for table in self.frames if table != "sentences"}
        return replace(self, frames=Frames(shared))

    def leave_out(self, *tables: str) -> Study:
        """A copy without these tables, for a folder that need not hold what takes most of the room: ``leave_out("terms", "pairs")``.

        Whatever reads one of them then says that the study has no such table. Errors: ``KeyError`` for a table that is not there;
        ``ValueError`` for ``documents``, without which there is no study.
        """
        if "documents" in tables:
            raise ValueError(f"{self.name}: the table 'documents' cannot be left out, it says which speeches there are")
        for table in tables:
            self._refuse_unknown(table)
        return replace(self, frames=self.frames.only([name for name in self.frames if name not in tables]))

    def save(self, folder: str | os.PathLike[str], format: str = "csv") -> None:
        """Write one file per table into ``folder``, and ``koujing.json``, which lists them; the same study gives the same bytes.

        ``excel-csv`` is CSV with the byte-order mark that Excel needs. Frames that koujing wrote there earlier are replaced or
        removed once the new ones are complete, so that no old sentences are left beside a study that is to be shared.
        Errors: ``ValueError`` for any other format; ``FileExistsError`` if a file there was not written by koujing;
        ``OSError`` if the tables cannot be written (the earlier ones are then unchanged).
        """
        names = manifest.file_names(self.frames, format)
        rows = {name: self.frames.n_rows(table) for table, name in names.items()}
        known = schemas()
        with replacing(Path(folder), format, rows, self.lexicon) as scratch:
            for table, name in names.items():
                cells = table_of(self.frames[table], known[table])
                write_table(scratch / name, partial(iter, [cells]), known[table], known[table].own(cells.column_names), format)


def _shareable(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    return shareable(rows, schemas()[table])


def load_study(folder: str | os.PathLike[str], name: str = "") -> Study:
    """Open the tables that ``Study.save`` or ``koujing code`` wrote; each is read, and checked, when it is first asked for.

    If another version of koujing wrote them, or ``koujing.json`` was deleted so that they are used as they are, a warning
    says how they differ from today's tables. Errors: ``FileNotFoundError`` if the folder has no ``documents`` table;
    ``ValueError`` if the writing was interrupted, a file is missing, or a table lacks a column that says where its rows
    belong; when a table is read, if it has been changed since.
    """
    folder, known = Path(folder), schemas()
    listed = manifest.check_files(folder)
    files = listed.names if listed else dict.fromkeys(_tables_in(folder))
    pieces: dict[str, list[Piece]] = {table: [] for table in (listed.tables if listed else ())}
    for place, file in files.items():
        pieces.setdefault(Path(place).stem, []).append(Piece(folder / place, file))
    if "documents" not in pieces:
        raise FileNotFoundError(f"{folder}: not a coded study (expected documents.csv or documents.parquet in it)")
    columns = {table: _columns(found[0].path, known.get(table)) for table, found in pieces.items() if found}
    unlike = _unlike(columns, listed is None)
    if unlike or not listed:
        by = f"written by koujing {listed.koujing}" if listed else f"without {manifest.NAME}, as koujing 0.1.0 wrote it"
        said = "; ".join([by, *unlike, "code the texts again for today's tables"])
        warnings.warn(f"{folder}: {said}", stacklevel=2)
    tables: dict[str, Source] = {table: _source(table, found, listed) for table, found in pieces.items() if table in known}
    return Study(name or folder_name(folder), Frames(tables), (listed.lexicon if listed else None) or {})


def _source(table: str, pieces: list[Piece], listed: manifest.Manifest | None) -> Source:
    if listed and listed.format == manifest.PARTS:
        return Parts(table, tuple(pieces))
    ((path, file),) = pieces
    return stored_file(path, file)


def _tables_in(folder: Path) -> list[str]:
    names = (f"{table}{suffix}" for table in schemas() for suffix in (".csv", ".parquet"))
    there = {Path(name).stem: name for name in names if (folder / name).exists()}
    return list(there.values())


def _columns(path: Path, schema: Schema | None) -> list[str]:
    """The columns of a table in a file, which must say where its rows belong."""
    columns = columns_of_file(path)
    places = {*PLACE, "speech"} & set(schema.names if schema else ())
    if places - set(columns):
        raise ValueError(f"{path}: expected column {min(places - set(columns))!r}; it has {', '.join(columns)}")
    return columns


def _unlike(found: dict[str, list[str]], as_is: bool) -> list[str]:
    """How the columns of the tables found differ from today's, in words; ``as_is``: no manifest lists them, so all are expected."""
    known = schemas()
    today = {table: set(schema.names) for table, schema in known.items()}
    columns = {table: set(names).difference(known[table].own(names)) for table, names in found.items() if table in today}
    absent = sorted(today.keys() - found.keys() - {"sentences"}) if as_is else []
    empty = sorted(f"{t}.{c}" for t in columns for c in today[t] - columns[t])
    passed = sorted(found.keys() - today.keys()) + sorted(f"{t}.{c}" for t in columns for c in columns[t] - today[t])
    said = {"not there": absent, "not there, so empty here": empty, "not read": passed}
    return [f"{what}: {', '.join(names)}" for what, names in said.items() if names]


def folder_name(path: str | os.PathLike[str]) -> str:
    """The name of a folder, even if it is given as ``.``."""
    return Path(os.path.abspath(path)).name


def is_coded(folder: Path) -> bool:
    """Whether a folder holds coded tables."""
    return manifest.holds_study(folder)
