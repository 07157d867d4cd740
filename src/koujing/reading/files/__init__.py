"""Find the files in a folder that may hold texts, and the name that each has in the tables."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from koujing.chinese.patterns import lazy
from koujing.manifest import table_names
from koujing.speech import Problem

READABLE = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".csv"})
METADATA = "metadata.csv"  # what the owner of the texts states about them; see given.py

# Whatever would break a row or cannot be encoded: control characters, line separators, and bytes that are not characters.
UNPRINTABLE = lazy("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


# A message quotes from its file, in which a name may have a million characters.
LONGEST_MESSAGE = 300


class ReadingError(ValueError):
    """A file cannot be read; ``problem`` is its row in the ``problems`` table."""

    def __init__(self, path: str | os.PathLike[str], what: str, hint: str) -> None:
        super().__init__(path, what, hint)  # from which another process makes it again
        self.problem = problem(path, what, hint)

    def __str__(self) -> str:
        return f"{self.problem.path}: {self.problem.what}; {self.problem.hint}"


def problem(path: str | os.PathLike[str], what: str, hint: str) -> Problem:
    """A row of the ``problems`` table, with each cell on one line."""
    return Problem(one_line(os.fspath(path)), _message(what), _message(hint))


def _message(text: str) -> str:
    return one_line(text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + " …")


def one_line(name: str) -> str:
    r"""A file's name with line ends and other unprintable characters spelled out.

    >>> one_line("a\nb"), one_line("甲")
    ('a\\nb', '甲')
    """
    return UNPRINTABLE.sub(lambda m: m.group().encode("unicode_escape").decode(), name)


def find_files(path: Path) -> list[Path]:
    """Everything below ``path`` that may be a text, sorted by name.

    Hidden files (``.name``) are skipped, and so are ``metadata.csv`` and coded tables that an earlier run left among the
    texts. What cannot be read (a folder that cannot be listed, a broken link) is included, so that ``read_bytes`` reports
    it. Errors: ``ReadingError`` if the path does not exist or has no file of a readable format.
    """
    if not path.is_dir():
        if not path.exists() and not path.is_symlink():
            raise ReadingError(path, "no such file or folder", "check the path")
        return [path]
    found = sorted(file for file in _walk(path) if file != path / METADATA)
    if not any(file.suffix.lower() in READABLE for file in found):
        raise ReadingError(path, *_no_text(path, found))
    return found


def _no_text(folder: Path, found: list[Path]) -> tuple[str, str]:
    """Why a folder, in which these files were ``found``, is refused, and what to do about it."""
    if found == [folder]:
        return "cannot be listed", "check its permissions"
    expected = f"expected files such as {', '.join(sorted(READABLE))} in it"
    if not found and table_names(folder):
        return "no text in this folder (it holds coded tables)", f"give the folder of the texts; {expected}"
    kinds = ", ".join(sorted({file.suffix or one_line(file.name) for file in found})) or "nothing"
    return f"no readable text in this folder (it holds {kinds})", expected


def _walk(folder: Path) -> Iterator[Path]:
    unlisted: list[OSError] = []
    for name, folders, files in os.walk(folder, onerror=unlisted.append):
        visible = [f for f in sorted(folders) if not f.startswith(".")]
        folders[:] = [f for f in visible if not Path(name, f).is_symlink()]
        linked = set(visible) - set(folders)
        own = table_names(Path(name))
        yield from (Path(name, file) for file in [*files, *linked] if not file.startswith(".") and file not in own)
    yield from (Path(error.filename) for error in unlisted)


def source_names(files: list[Path], root: Path) -> dict[Path, str]:
    """The name of each file as a source: its path below ``root``, on one line, without suffix.

    The suffix is kept if two files would otherwise have the same name, or if the name ends like that of a speech (``a#2``).
    """
    base = root.parent if root.is_file() else root
    full = {file: one_line(file.relative_to(base).as_posix()) for file in files}
    names = {file: one_line(file.relative_to(base).with_suffix("").as_posix()) for file in files}
    counts = Counter(names.values())
    return {f: full[f] if counts[name] > 1 or re.search(r"#\d+$", name) else name for f, name in names.items()}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Errors: ``ReadingError`` if it is not a file, is empty or cannot be opened."""
    if not path.is_file():
        raise ReadingError(path, *_no_file(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(path, f"cannot be opened ({error.strerror})", "check its permissions") from error
    if not data.strip():
        raise ReadingError(path, "the file is empty", "nothing to code in it")
    return data


def _no_file(path: Path) -> tuple[str, str]:
    """What a path that is not a file is instead, and what to do about it."""
    if path.is_symlink():
        return "a link that does not lead to a file", "links to folders are not followed: put the files themselves here"
    if path.is_dir():
        return "a folder that cannot be listed", "check its permissions"
    if path.exists():
        return "not a regular file", "save the text as a file"
    return "no such file", "it was moved or removed"


def n_bytes(path: Path) -> int:
    """The size of a file; 0 if it no longer exists."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
