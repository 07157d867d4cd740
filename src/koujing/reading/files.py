"""Bytes of a file → decoded text, or a problem that says what is wrong with the file."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from koujing.reading.speech import Problem

READABLE = frozenset({".txt", ".html", ".htm"})
TABLES = (".csv", ".parquet")  # koujing's own, in a folder that holds a table of documents

# No text of the 57 files at hand holds a C0 control character other than these; binary files hold them by the thousand.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

# What is not GB18030 but decodes as it lands outside GB2312's 6,763 common characters (60 % of a Big5 page does).
COMMON_SHARE = 0.9


class ReadingError(ValueError):
    """A file cannot be read; ``problem`` is its row in the ``problems`` table."""

    def __init__(self, path: str | os.PathLike[str], what: str, hint: str) -> None:
        super().__init__(f"{os.fspath(path)}: {what}; {hint}")
        self.problem = Problem(os.fspath(path), what, hint)


@dataclass(frozen=True, slots=True)
class RawText:
    """The decoded text of a file, its encoding, and the SHA-256 of the file's bytes."""

    text: str
    encoding: str
    sha256: str


def find_files(path: Path) -> list[Path]:
    """Everything below ``path`` that may be a text, sorted by name.

    What is hidden (``.name``) is passed over, and coded tables that an earlier run left among the texts.
    What cannot be read (a folder that cannot be listed, a link that leads nowhere) is in the list, for ``read_text``
    to say so. Errors: ``ReadingError`` where the path does not exist or holds no file of a readable format.
    """
    if not path.is_dir():
        if not path.exists() and not path.is_symlink():
            raise ReadingError(path, "no such file or folder", "check the path")
        return [path]
    found = sorted(_walk(path))
    if not any(file.suffix.lower() in READABLE for file in found):
        kinds = ", ".join(sorted({file.suffix or file.name for file in found})) or "nothing"
        what = "cannot be listed" if found == [path] else f"no readable text in this folder (it holds {kinds})"
        raise ReadingError(path, what, "check its permissions; expected .txt or .html files in it")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[OSError] = []
    for name, folders, files in os.walk(folder, onerror=unlisted.append):
        visible = [f for f in sorted(folders) if not f.startswith(".")]
        folders[:] = [f for f in visible if not Path(name, f).is_symlink()]
        linked = set(visible) - set(folders)
        own = TABLES if {"documents.csv", "documents.parquet"} & set(files) else ()
        yield from (Path(name, file) for file in [*files, *linked] if not file.startswith(".") and not file.endswith(own))
    yield from (Path(error.filename) for error in unlisted)


def read_text(path: Path) -> RawText:
    """Decode one file (UTF-8 with or without a byte-order mark, or GB18030); newlines stay as they are.

    Errors: ``ReadingError`` for a file that is empty, binary, unreadable, of another format or undecodable.
    """
    if not path.is_file():
        raise ReadingError(path, *_no_file(path))
    if path.suffix.lower() not in READABLE:
        raise ReadingError(path, f"format {path.suffix or 'without suffix'} is not read", "save it as .txt or .html")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(path, f"cannot be opened ({error.strerror})", "check its permissions") from error
    text, encoding = decode(data, path)
    return RawText(text, encoding, hashlib.sha256(data).hexdigest())


def _no_file(path: Path) -> tuple[str, str]:
    """What a path is that is no file, and what to do about it."""
    if path.is_symlink():
        return "a link that leads to no file", "links to folders are not followed: put the files themselves here"
    if path.is_dir():
        return "a folder that cannot be listed", "check its permissions"
    if path.exists():
        return "not a regular file", "save the text as a file"
    return "no such file", "it was moved or removed"


def decode(data: bytes, path: str | os.PathLike[str] = "text") -> tuple[str, str]:
    """Bytes to text and the name of the encoding; never replaces a byte silently.

    >>> decode("脱贫".encode("gb18030"))
    ('脱贫', 'gb18030')
    """
    if not data.strip():
        raise ReadingError(path, "the file is empty", "nothing to code in it")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _is_plausible(text):
            continue
        _refuse_binary(text, data, path)
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadingError(path, "UTF-16 text", "save it as UTF-8")
    _refuse_binary(data.decode("latin-1"), data, path)
    raise ReadingError(path, f"neither UTF-8 nor GB18030 (it starts with {data[:8]!r})", "save it as UTF-8")


def _refuse_binary(text: str, data: bytes, path: str | os.PathLike[str]) -> None:
    found = CONTROL.search(text)
    if found:
        evidence = f"control character {found.group()!r} at {found.start()}, it starts with {data[:8]!r}"
        raise ReadingError(path, f"not a text file ({evidence})", "save it as UTF-8 text")


def _is_plausible(text: str) -> bool:
    """Whether a GB18030 reading consists of common Chinese characters: nearly any bytes decode to something."""
    han = re.sub(r"[\x00-\x7f]+", "", text[:200_000])
    return len(han.encode("gb2312", "ignore")) >= COMMON_SHARE * 2 * len(han)
