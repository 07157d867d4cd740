"""Word lists and patterns that the coding rests on, each a TSV file with its source in comment lines; a user's own rows join them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, update_wrapper
from importlib import resources
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")
Row = dict[str, str]

ASKED = "KOUJING_LEXICON"  # the file with the lexicon of ``koujing build``, for the kernels of its notebooks
CUTTING = ("formulas.tsv", "terms.tsv")  # a user's files that decide where texts are cut into words


@dataclass(frozen=True)
class Lexicon:
    """A user's own rows, by the lexicon to which they are added, and the SHA-256 of each file they were read from."""

    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


_in_use: ContextVar[Lexicon | None] = ContextVar("lexicon", default=None)


def in_use() -> Lexicon:
    """The user's lexicon whose rows are added to the shipped ones; an empty one if there is none."""
    return _in_use.get(None) or _asked()


@cache
def _asked() -> Lexicon:
    """The lexicon that ``koujing build`` hands to the kernels of its notebooks."""
    path = os.environ.get(ASKED)
    return Lexicon(**json.loads(Path(path).read_text(encoding="utf-8"))) if path else Lexicon()


def cutting(files: Mapping[str, str]) -> dict[str, str]:
    """Those of a user's files that decide how texts are cut into words; the others apply to tables that are coded already.

    >>> cutting({"stopwords.tsv": "0c1f", "terms.tsv": "6b86"})
    {'terms.tsv': '6b86'}
    """
    return {name: files[name] for name in CUTTING if name in files}


@contextmanager
def using(lexicon: Lexicon) -> Iterator[None]:
    """Add the rows of a user's lexicon to the shipped ones within the block.

    >>> with using(Lexicon({"provinces": [{"name": "云岭省"}]}, {"provinces.tsv": "6b86"})):
    ...     load("provinces")[-1]["name"]
    '云岭省'
    """
    token = _in_use.set(lexicon)
    try:
        yield
    finally:
        _in_use.reset(token)


class per_lexicon(Generic[P, Result]):  # noqa: N801  (a decorator, like functools.cache)
    """A function whose results are kept, apart for each lexicon in use: for whatever depends on lexicons that a user may extend."""

    def __init__(self, function: Callable[P, Result]) -> None:
        def result(_: object, *args: Any, **named: Any) -> Result:
            return function(*args, **named)

        self._results = cache(result)
        self.cache_clear, self.cache_info = self._results.cache_clear, self._results.cache_info
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **named: P.kwargs) -> Result:
        """The result for the lexicon in use."""
        files = in_use().files
        key = frozenset(files.items()) if files else None
        return self._results(key, *args, **named)  # type: ignore[arg-type]  # the arguments of what is kept can be hashed


@per_lexicon
def load(name: str) -> list[Row]:
    """Rows of ``lexicons/<name>.tsv``, then the user's, which win where both say something of the same."""
    return [*shipped(name), *in_use().rows.get(name, ())]


@cache
def shipped(name: str) -> list[Row]:
    """Rows of ``lexicons/<name>.tsv``; lines that begin with ``#`` are comments, the first other line is the header."""
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [dict(zip(header, cells, strict=True)) for cells in rows]
