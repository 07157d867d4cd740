"""What this koujing is made of, as one number: its own modules and word lists, and the libraries that decide what a table says."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from koujing.manifest import __version__

HERE = Path(__file__).resolve().parent
DECIDING = ("jieba", "rjieba", "opencc", "pypdfium2")  # how texts are read, simplified and cut into words


@cache
def digest() -> str:
    """SHA-256 in hexadecimal digits; where it is the same, the same texts give the same tables.

    >>> len(digest())
    64
    """
    total = sha256(" ".join([__version__, *map(version, DECIDING)]).encode())
    for path in sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".tsv")):
        total.update(path.relative_to(HERE).as_posix().encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()
