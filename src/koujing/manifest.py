"""``koujing.json`` lists the files that koujing wrote into a folder; no others are overwritten, and no mix of old and new is read."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__version__ = "0.1.0"
NAME = "koujing.json"
FORM = 1  # version of the manifest's format, raised whenever an older koujing could not read the new one
BEGUN = "begun.json"  # the manifest used while the new files are moved into place
SCRATCH = ".koujing-unfinished"  # hidden, so that a run that reads the folder skips it
AS_THEY_ARE = f"code the texts again, or delete {NAME} there to use the tables as they are"
PARTS = "parts"  # the folder of the parts of a study that is too large for one file a table
INTENDED = "intended.json"  # the names of the files that are being written there
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
}


def file_names(names: Iterable[str], format: str) -> dict[str, str]:
    """The file name of each table in a format. Errors: ``ValueError`` for an unknown format."""
    if format not in FORMATS:
        raise ValueError(f"format {format!r}: expected one of {', '.join(FORMATS)}")
    return {table: table + FORMATS[format] for table in names}


@dataclass(frozen=True)
class Written:
    """A file as koujing wrote it: the table in it, its number of rows and the hash of its bytes."""

    table: str
    rows: int
    sha256: str
    size: int = 0  # in bytes


@dataclass(frozen=True)
class Part:
    """A partition of the texts as koujing wrote it: its tables that have rows, one file each, in the folder ``parts/KEY``."""

    key: str
    files: dict[str, Written]


@dataclass(frozen=True)
class Manifest:
    """The contents of ``koujing.json``: the files, and the hashes of those of the user's lexicon with which they were coded.

    A study in ``parts`` lists them in order, and the names of all its ``tables``. While new files are moved into place,
    ``replaces`` has the hashes of the old ones.
    """

    koujing: str
    format: str
    files: dict[str, Written]
    lexicon: dict[str, str] | None = None
    replaces: dict[str, str] | None = None
    parts: tuple[Part, ...] = ()
    tables: tuple[str, ...] = ()

    def paths(self, folder: Path) -> list[Path]:
        """The files of a folder that it lists."""
        of_parts = [folder / PARTS / part.key / name for part in self.parts for name in part.files]
        return [*(folder / name for name in self.files), *of_parts]


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
        if form == FORM:
            if outside := [name for name in (*cells["files"], *(cells.get("replaces") or ())) if name != Path(name).name]:
                raise ValueError(f"{outside[0]!r} is not the name of a file beside it")
            parts = tuple(Part(part["key"], _files(part["files"])) for part in cells.pop("parts", ()))
            return Manifest(**cells | {"files": _files(cells["files"]), "parts": parts, "tables": tuple(cells.pop("tables", ()))})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "delete it if the tables beside it may be used as they are, or else move it away"
        raise ValueError(f"{path}: not the list of files that koujing writes ({error}); {hint}") from error
    raise ValueError(f"{path}: written in format {form}, but this koujing reads only format {FORM}; use a newer koujing")


def _files(cells: dict[str, dict[str, Any]]) -> dict[str, Written]:
    return {name: Written(**file) for name, file in cells.items()}


def check_files(folder: Path) -> Manifest | None:
    """The manifest of a folder, after checking that every file that it lists is there; ``None`` if there is no manifest.

    Errors: ``ValueError`` if the writing was interrupted, or if a file is missing.
    """
    manifest = read_manifest(folder)
    if manifest and manifest.replaces is not None:
        hint = "code the texts into this folder again"
        raise ValueError(f"{folder}: writing these tables was interrupted, so old and new ones may be mixed; {hint}")
    for path in manifest.paths(folder) if manifest else ():
        if not path.is_file():
            raise ValueError(f"{path}: missing, though {NAME} lists it; {AS_THEY_ARE}")
    return manifest


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
    own = _own_files(folder)
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
        return {NAME, *manifest.files, *(manifest.replaces or ())}
    return _first_names() if holds_study(folder) else set()


def hash_file(path: Path) -> str:
    """SHA-256 of the bytes of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(folder: Path, format: str, rows: Mapping[str, int], lexicon: Mapping[str, str]) -> Iterator[Path]:
    """A scratch folder to write the files named in ``rows`` into; when they are complete, they are moved into ``folder``.

    ``lexicon`` has the hashes of the files of the user's lexicon.

    Until then, what koujing wrote into ``folder`` before stays as it is; old files that are not written again are then
    removed. A kill at any time leaves either the old files or a folder that ``check_files`` refuses.
    Errors: as for ``check_free``; ``OSError`` if something cannot be written.
    """
    check_free(folder, rows)
    scratch = folder / SCRATCH
    _refuse_foreign(scratch)
    try:
        with _explained(f"{folder}: the tables could not be written", "the files that were there are unchanged"):
            folder.mkdir(parents=True, exist_ok=True)
            _remove(scratch)
            scratch.mkdir()
            (scratch / INTENDED).write_text(json.dumps(sorted(rows)), encoding="utf-8")
            yield scratch
            files = {name: Written(name.partition(".")[0], n, hash_file(scratch / name)) for name, n in rows.items()}
            before = {name: hash_file(folder / name) for name in _own_files(folder) if (folder / name).is_file()}
            begun = _write_manifests(scratch, format, files, lexicon, before)
        with _explained(f"{folder}: the tables could not be put in place", "close the program that has them open and code again"):
            os.replace(begun, folder / NAME)
            for name in files:
                os.replace(scratch / name, folder / name)
            for name in before.keys() - files.keys():
                (folder / name).unlink()
            os.replace(scratch / NAME, folder / NAME)
    finally:
        _remove(scratch)


def _write_manifests(
    scratch: Path, format: str, files: dict[str, Written], lexicon: Mapping[str, str], before: dict[str, str]
) -> Path:
    """Write the final manifest and the one used while files are moved into place; returns the path of the latter."""
    cells = {"manifest": FORM, "koujing": __version__, "format": format}
    cells |= {"files": {name: asdict(file) for name, file in files.items()}}
    cells |= {"lexicon": dict(lexicon)} if lexicon else {}
    begun = scratch / BEGUN
    for path, further in ((scratch / NAME, {}), (begun, {"replaces": before})):
        path.write_text(json.dumps(cells | further, indent=1) + "\n", encoding="utf-8", newline="\n")
    return begun


@contextmanager
def _explained(what: str, then: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(f"{what} ({error.strerror or error}); {then}") from error


def _own_files(folder: Path) -> dict[str, set[str]]:
    """The hashes of each file as koujing wrote it, now or before; without a manifest, its tables are known by their columns."""
    manifest = read_manifest(folder)
    if manifest is None:
        tables_there = (folder / name for name in sorted(_first_names()) if _is_table(folder / name))
        return {path.name: {hash_file(path)} for path in tables_there}
    own = {name: {file.sha256} for name, file in manifest.files.items()}
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


def _refuse_foreign(scratch: Path) -> None:
    if not scratch.is_dir():
        return
    intended = scratch / INTENDED
    known = {NAME, BEGUN, INTENDED, *(json.loads(intended.read_text(encoding="utf-8")) if intended.is_file() else ())}
    for path in sorted(scratch.rglob("*")):
        if path.name not in known:
            raise FileExistsError(f"{path}: koujing did not write this file; move it away, or choose another folder for the tables")


def _remove(scratch: Path) -> None:
    # Errors are ignored: a file that cannot be removed must not hide why the writing failed.
    shutil.rmtree(scratch, ignore_errors=True)
