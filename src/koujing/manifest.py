"""``koujing.json`` lists the files that koujing wrote into a folder; no others are overwritten, and no mix of old and new is read."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__version__ = "0.2.0"
NAME = "koujing.json"
FORM = 1  # version of the manifest's format, raised whenever an older koujing could not read the new one
FORM_OF_PARTS = 2
PARTS = "parts"  # the folder of the parts, and the format in which the tables stay in parts
AS_THEY_ARE = f"code the texts again, or delete {NAME} there to use the tables as they are"
FORMATS = {"csv": ".csv", "excel-csv": ".csv", "parquet": ".parquet"}  # the suffix of a table's file
# How the header of each table begins: this identifies the tables of the first koujing 0.1.0, which wrote no manifest.
_PLACED = "documents repairs set_aside evidence sections voices sentences statistics series formulas checks parallels directives metaphors"
_FIRST = dict.fromkeys(_PLACED.split(), "source,speech")
_FIRST |= {
    "terms": "speech,section,voice",
    "pairs": "speech,term,other",
    "texture": "speech,part,n_han",
    "reuse": "speech,years,n_earlier",
    "regimes": "speech,term,n_string",
    "phrases": "text,n,n_speeches",
    "problems": "path,what,hint",
    "borrowings": "source_a,speech_a,start_a",
}


def file_names(names: Iterable[str], format: str) -> dict[str, str]:
    """The file name of each table in a format. Errors: ``ValueError`` for an unknown format."""
    if format not in FORMATS:
        raise ValueError(f"format {format!r}: expected one of {', '.join(FORMATS)}")
    return {table: table + FORMATS[format] for table in names}


@dataclass(frozen=True)
class Written:
    """A file as koujing wrote it: the table in it, its number of rows, the hash of its bytes and, in a part, its size in bytes."""

    table: str
    rows: int
    sha256: str
    size: int | None = None


@dataclass(frozen=True)
class Part:
    """The tables of some of the texts, in the folder ``parts/KEY``; a table without rows has no file there."""

    key: str
    files: dict[str, Written]

    @property
    def names(self) -> dict[str, Written]:
        """Its files, by their path below the folder of the study."""
        return {f"{PARTS}/{self.key}/{name}": file for name, file in self.files.items()}


@dataclass(frozen=True)
class Manifest:
    """The contents of ``koujing.json``: the files, and the hashes of those of the user's lexicon with which they were coded.

    In the format ``parts``, the rows of a table are those of its file, if it has one, and then those of each of the ``parts``.
    ``tables`` are the names of all tables, also of those without rows. While new files are moved into place, ``replaces`` has
    the hashes of the old ones.
    """

    koujing: str
    format: str
    files: dict[str, Written]
    lexicon: dict[str, str] | None = None
    replaces: dict[str, str] | None = None
    parts: tuple[Part, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, Written]:
        """All files, by their path below the folder."""
        return self.files | {name: file for part in self.parts for name, file in part.names.items()}

    def cells(self) -> dict[str, Any]:
        """What is written into ``koujing.json``."""
        form = FORM_OF_PARTS if self.format == PARTS else FORM
        return {"manifest": form, **asdict(self, dict_factory=_known)}


def _known(cells: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: cell for name, cell in cells if cell is not None and cell != ()}


_PLACE = re.compile(rf"[^/\\]+|{PARTS}/\w+/\w+\.parquet")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder, if it has one.

    Errors: ``ValueError`` if ``koujing.json`` is something else, or was written by a newer koujing.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))
        form = cells.pop("manifest")
        if form <= FORM_OF_PARTS:
            files = {name: Written(**file) for name, file in cells["files"].items()}
            parts = tuple(Part(part["key"], {n: Written(**f) for n, f in part["files"].items()}) for part in cells.get("parts", ()))
            manifest = Manifest(**cells | {"files": files, "parts": parts, "tables": tuple(cells.get("tables", ()))})
            if outside := [name for name in (*manifest.names, *(manifest.replaces or ())) if not _PLACE.fullmatch(name)]:
                raise ValueError(f"{outside[0]!r} is not the name of a file beside it")
            return manifest
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "delete it if the tables beside it may be used as they are, or else move it away"
        raise ValueError(f"{path}: not the list of files that koujing writes ({error}); {hint}") from error
    raise ValueError(f"{path}: written in format {form}, but this koujing reads only formats up to {FORM_OF_PARTS}; use a newer koujing")


def check_files(folder: Path) -> Manifest | None:
    """The manifest of a folder, after checking that every file that it lists is there, in its size; ``None`` if there is none.

    Errors: ``ValueError`` if the writing was interrupted, or if a file is missing or has another size.
    """
    manifest = read_manifest(folder)
    if manifest and manifest.replaces is not None:
        hint = "code the texts into this folder again"
        raise ValueError(f"{folder}: writing these tables was interrupted, so old and new ones may be mixed; {hint}")
    for name, written in manifest.names.items() if manifest else ():
        path = folder / name
        if not path.is_file():
            raise ValueError(f"{path}: missing, though {NAME} lists it; {AS_THEY_ARE}")
        if written.size is not None and path.stat().st_size != written.size:
            raise ValueError(f"{path}: changed since koujing wrote it; {AS_THEY_ARE}")
    return manifest


def check_hashes(folder: Path) -> None:
    """Refuse a folder of which any table is not as koujing wrote it. Errors: as for ``check_files`` and ``check_content``."""
    manifest = check_files(folder)
    for name, written in manifest.names.items() if manifest else ():
        check_content(folder / name, (folder / name).read_bytes(), written.sha256)


def check_content(path: Path, content: bytes, sha256: str) -> None:
    """Refuse the content of a table that is not what koujing wrote; ``sha256`` is empty if that is not known.

    Errors: ``ValueError``.
    """
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{path}: changed since koujing wrote it; {AS_THEY_ARE}")


def check_free(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write these files if that would replace or remove a file that koujing did not write.

    Errors: ``FileExistsError`` naming the file; ``ValueError`` as for ``read_manifest``.
    """
    own = own_files(folder)
    for name in sorted({*names, *own}):
        path = folder / name
        if os.path.lexists(path) and not (path.is_file() and hash_file(path) in own.get(name, ())):
            hint = "move it away, or choose another folder for the tables"
            raise FileExistsError(f"{path}: koujing did not write this file, or it has been changed since; {hint}")


def holds_study(folder: Path) -> bool:
    """Whether a folder has coded tables, including those of an earlier koujing, which wrote no manifest."""
    if read_manifest(folder):
        return True
    return any("raw_sha256" in _header(folder / f"documents{suffix}") for suffix in (".csv", ".parquet"))


def table_names(folder: Path) -> set[str]:
    """The names of koujing's files in a folder of coded tables, which may hold texts too; empty if there are no tables."""
    manifest = read_manifest(folder)
    if manifest:
        return {NAME, *manifest.names, *(manifest.replaces or ())}
    return _first_names() if holds_study(folder) else set()


def hash_file(path: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def own_files(folder: Path) -> dict[str, set[str]]:
    """The hashes of each file as koujing wrote it, now or before; without a manifest, its tables are known by their columns."""
    manifest = read_manifest(folder)
    if manifest is None:
        tables_there = (folder / name for name in sorted(_first_names()) if _is_table(folder / name))
        return {path.name: {hash_file(path)} for path in tables_there}
    own = {name: {file.sha256} for name, file in manifest.names.items()}
    for name, sha256 in (manifest.replaces or {}).items():
        own.setdefault(name, set()).add(sha256)
    return own


def _first_names() -> set[str]:
    return {f"{table}{suffix}" for table in _FIRST for suffix in (".csv", ".parquet")}


def _is_table(path: Path) -> bool:
    first = tuple(_FIRST[path.stem].split(","))
    return _header(path)[: len(first)] == first


def _header(path: Path) -> tuple[str, ...]:
    """The columns of a CSV or Parquet file; empty if it is something else."""
    if not path.is_file():
        return ()
    if path.suffix == ".parquet":
        import pyarrow as pa  # slow to load, so only when there is such a file
        import pyarrow.parquet as pq

        try:
            return tuple(pq.read_schema(path).names)
        except pa.ArrowInvalid:
            return ()
    with path.open("rb") as file:
        line = file.readline(1000).removeprefix(codecs.BOM_UTF8).rstrip()
    return tuple(line.decode().replace('"', "").split(",")) if line.isascii() else ()
