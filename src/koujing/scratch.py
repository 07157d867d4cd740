"""The hidden folder in which tables are written before they are moved into place: one run at a time, and nothing foreign in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from koujing.manifest import NAME, PARTS, Manifest, Written, __version__, check_free, hash_file, own_files

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SCRATCH = ".koujing-unfinished"  # hidden, so that a run that reads the folder skips it
INTENDED = "intended.json"  # the names of the files that are being written there
BEGUN = "begun.json"  # the manifest used while the new files are moved into place
LOCK = "lock"
GONE = "gone"  # parts that are being removed
# What else a run leaves there if it is ended: parts, half-written ones too, running texts, tables over all speeches, counts.
UNFINISHED = re.compile(
    rf"(?:{PARTS}|running|{GONE}|corpus)(?:/[\w.]+(?:/\w+\.parquet)?)?"
    r"|phrases-\w+(?:/.*)?"
)


@contextmanager
def working(folder: Path, drop: type[BaseException] = BaseException) -> Iterator[Path]:
    """A scratch folder in ``folder``, for this process alone, which is removed at the end; it stays if anything but ``drop`` is raised.

    Errors: ``BlockingIOError`` if another process works there; ``FileExistsError`` if it holds a file that koujing did not write;
    ``OSError`` if it cannot be made.
    """
    scratch, is_new = folder / SCRATCH, not folder.exists()
    _refuse_foreign(scratch)
    lock = _lock(scratch)
    stays = False
    try:
        yield scratch
    except BaseException as error:
        stays = not isinstance(error, drop)
        raise
    finally:
        lock.close()
        if not stays:
            with suppress(OSError):  # as in _remove
                clear(scratch)
            _remove(scratch)
        if is_new:
            with suppress(OSError):  # there is something in it
                folder.rmdir()


def _lock(scratch: Path) -> IO[bytes]:
    """An open file that no other process can lock until this one closes it or ends."""
    while True:
        scratch.mkdir(parents=True, exist_ok=True)
        file = (scratch / LOCK).open("ab")
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            file.close()
            hint = "wait until it has ended, or choose another folder for the tables"
            raise BlockingIOError(f"{scratch.parent}: another koujing is writing its tables there; {hint}") from error
        with suppress(FileNotFoundError):  # the run that held it has just removed it
            if os.path.samestat(os.fstat(file.fileno()), (scratch / LOCK).stat()):
                return file
        file.close()


@contextmanager
def replacing(folder: Path, format: str, rows: Mapping[str, int], lexicon: Mapping[str, str]) -> Iterator[Path]:
    """A scratch folder to write the files named in ``rows`` into; when they are complete, they are moved into ``folder``.

    ``lexicon`` has the hashes of the files of the user's lexicon.

    Until then, what koujing wrote into ``folder`` before stays as it is; old files that are not written again are then
    removed. A kill at any time leaves either the old files or a folder that ``check_files`` refuses.
    Errors: as for ``check_free`` and ``working``; ``OSError`` if something cannot be written.
    """
    check_free(folder, rows)
    unchanged = "the files that were there are unchanged"
    with ExitStack() as stack:
        with explained(folder, "written", unchanged):
            scratch = stack.enter_context(working(folder))
        with explained(folder, "written", unchanged):
            clear(scratch)
            intend(scratch, rows)
            yield scratch
            files = {name: Written(name.partition(".")[0], n, hash_file(scratch / name)) for name, n in rows.items()}
        place(folder, scratch, Manifest(__version__, format, files, dict(lexicon) or None))


def intend(scratch: Path, names: Iterable[str]) -> None:
    """Note the names of the files that will be written into the scratch folder."""
    begun = scratch / f"{INTENDED}.tmp"  # so that the list is there whole or not at all
    begun.write_text(json.dumps(sorted(names)), encoding="utf-8")
    os.replace(begun, scratch / INTENDED)


def place(folder: Path, scratch: Path, manifest: Manifest) -> None:
    """Move the files of a manifest that are in the scratch folder into place; what koujing wrote before and is not in it goes.

    A part is moved as a whole, so that one that is there is complete.
    """
    then = "close the program that has them open and code again"
    with explained(folder, "written", "the files that were there are unchanged"):
        before = {name: hash_file(folder / name) for name in own_files(folder) if (folder / name).is_file()}
        for name, cells in ((NAME, manifest), (BEGUN, replace(manifest, replaces=before))):
            text = json.dumps(cells.cells(), indent=1) + "\n"
            (scratch / name).write_text(text, encoding="utf-8", newline="\n")
    with explained(folder, "put in place", then):
        os.replace(scratch / BEGUN, folder / NAME)
        _move_parts(folder, scratch, manifest, before)
        for name in manifest.files:
            os.replace(scratch / name, folder / name)
        for name in before.keys() - manifest.names.keys():
            (folder / name).unlink(missing_ok=True)
        os.replace(scratch / NAME, folder / NAME)


def _move_parts(folder: Path, scratch: Path, manifest: Manifest, before: Iterable[str]) -> None:
    keys = {part.key for part in manifest.parts}
    old = {name.split("/")[1] for name in before if "/" in name} - keys
    for key in sorted(old):
        (scratch / GONE).mkdir(exist_ok=True)
        os.replace(folder / PARTS / key, scratch / GONE / key)
    for key in sorted(keys):
        if not (folder / PARTS / key).is_dir():
            (folder / PARTS).mkdir(exist_ok=True)
            os.replace(scratch / PARTS / key, folder / PARTS / key)
    with suppress(OSError):  # there are parts in it, or it is not there
        (folder / PARTS).rmdir()


@contextmanager
def explained(folder: Path, what: str, then: str) -> Iterator[None]:
    """Say in a sentence which tables could not be written, why, and what that means, where the system raises an error."""
    try:
        yield
    except (BlockingIOError, FileExistsError):
        raise  # sentences of their own
    except OSError as error:
        raise OSError(f"{folder}: the tables could not be {what} ({error.strerror or error}); {then}") from error


def _refuse_foreign(scratch: Path) -> None:
    if not scratch.is_dir():
        return
    intended = scratch / INTENDED
    names = json.loads(intended.read_text(encoding="utf-8")) if intended.is_file() else ()
    known = {NAME, BEGUN, INTENDED, f"{INTENDED}.tmp", LOCK, *names}
    for path in sorted(scratch.rglob("*")):
        name = path.relative_to(scratch).as_posix()
        if name not in known and not UNFINISHED.fullmatch(name):
            raise FileExistsError(f"{path}: koujing did not write this file; move it away, or choose another folder for the tables")


def clear(scratch: Path, but: Collection[str] = ()) -> None:
    """Remove what earlier runs left in the scratch folder; of the folders ``but``, only what is half-written.

    The list of the files that are koujing's goes last: a kill on the way must not leave a file that it does not name.
    """
    for path in sorted(scratch.iterdir(), key=lambda path: path.name == INTENDED):
        if path.name in but:
            for begun in path.glob("*.tmp"):
                _remove(begun)
                begun.unlink(missing_ok=True)
        elif path.is_dir():
            _remove(path)
        elif path.name != LOCK:
            path.unlink()


def _remove(scratch: Path) -> None:
    # Errors are ignored: a file that cannot be removed must not hide why the writing failed.
    shutil.rmtree(scratch, ignore_errors=True)
