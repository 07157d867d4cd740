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
from koujing.dataframes import shareable, table_of, typed
from koujing.later import pd
from koujing.lexicons.concepts import concept as known
from koujing.measures.headlines import headlines
from koujing.scratch import replacing
from koujing.selection import Wanted, select
from koujing.tablefiles import write_table
from koujing.tables import PLACE

PAGE = """\
<p><b>{name}</b>: {told}</p>
<table><thead><tr><th>table</th><th>rows</th><th style="text-align: left">what it holds</th></tr></thead>
<tbody>
{rows}</tbody></table>
"""
ROW = '<tr><td>{}</td><td>{:,}</td><td style="text-align: left">{}</td></tr>\n'


def overview(name: str, frames: Mapping[str, pd.DataFrame]) -> str:
    """The name of a study, its speeches and years, and its tables, as HTML.

    >>> page = overview("<a>", {"documents": pd.DataFrame({"date": ["2013-05", "", "2015"]})})
    >>> page.splitlines()[0]
    '<p><b>&lt;a&gt;</b>: 3 speeches, 2013–2015, 1 of them undated</p>'
    """
    holds = {table: schema.says.partition(".")[0].replace("`", "").replace("*", "") for table, schema in schemas().items()}
    rows = "".join(ROW.format(table, len(frame), escape(holds.get(table, ""))) for table, frame in frames.items())
    return PAGE.format(name=escape(name), told=_told(frames["documents"]["date"]), rows=rows)


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

    ``name`` is the name of a shipped study, or of the folder the tables were read from; ``lexicon`` has the SHA-256 of each
    file of the user's own lexicon with which the texts were coded.
    """

    name: str
    frames: dict[str, pd.DataFrame] = field(repr=False)
    lexicon: Mapping[str, str] = field(default_factory=dict, repr=False)

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
        known = schemas()
        return replace(self, frames={n: shareable(f, known[n]) for n, f in self.frames.items() if n != "sentences"})

    def leave_out(self, *tables: str) -> Study:
        """A copy without these tables, for a folder that need not hold what takes most of the room: ``leave_out("terms", "pairs")``.

        Whatever reads one of them then says that the study has no such table. Errors: ``KeyError`` for a table that is not there;
        ``ValueError`` for ``documents``, without which there is no study.
        """
        if "documents" in tables:
            raise ValueError(f"{self.name}: the table 'documents' cannot be left out, it says which speeches there are")
        for table in tables:
            self[table]
        return replace(self, frames={name: frame for name, frame in self.frames.items() if name not in tables})

    def save(self, folder: str | os.PathLike[str], format: str = "csv") -> None:
        """Write one file per table into ``folder``, and ``koujing.json``, which lists them; the same study gives the same bytes.

        ``excel-csv`` is CSV with the byte-order mark that Excel needs. Tables that koujing wrote there earlier are replaced or
        removed once the new ones are complete, so that no old sentences are left beside a study that is to be shared.
        Errors: ``ValueError`` for any other format; ``FileExistsError`` if a file there was not written by koujing;
        ``OSError`` if the tables cannot be written (the earlier ones are then unchanged).
        """
        names = manifest.file_names(self.frames, format)
        rows = {name: len(self.frames[table]) for table, name in names.items()}
        known = schemas()
        with replacing(Path(folder), format, rows, self.lexicon) as scratch:
            for table, name in names.items():
                cells = table_of(self.frames[table], known[table])
                write_table(scratch / name, partial(iter, [cells]), known[table], known[table].own(cells.column_names), format)


def load_study(folder: str | os.PathLike[str], name: str = "") -> Study:
    """Read the tables that ``Study.save`` or ``koujing code`` wrote.

    If another version of koujing wrote them, or ``koujing.json`` was deleted so that they are used as they are, a warning
    says how they differ from today's tables. Errors: ``FileNotFoundError`` if the folder has no ``documents`` table;
    ``ValueError`` if the writing was interrupted, a file is missing or has been changed since, or a table lacks a column
    that says where its rows belong.
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
    tables = {table: typed(frame, known[table]) for table, frame in found.items() if table in known}
    return Study(name or folder_name(folder), tables, (listed.lexicon if listed else None) or {})


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
    """How the tables found differ from today's, in words; ``as_is``: no manifest lists them, so all of today's are expected."""
    known = schemas()
    today = {table: set(schema.names) for table, schema in known.items()}
    columns = {t: set(frame).difference(known[t].own(frame.columns)) for t, frame in found.items() if t in today}
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
