"""Regular expressions that are compiled when they are first used, so that importing the package stays quick."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from koujing import lexicons


def lazy(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A regular expression that compiles itself at its first use; from then on it costs no more than any other.

    Where word lists stand in it, ``pattern`` is what puts it together, so that these are read no earlier either.

    >>> [match[0] for match in lazy("[县乡]").finditer("全县各乡")]
    ['县', '乡']
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    """Stands for a compiled pattern and takes over its methods one by one as they are asked for."""

    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern if isinstance(self._pattern, str) else self._pattern(), self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked by tools that look at modules
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)  # found here the next time, at no cost
        return method


def one_of(lexicon: str, **where: str) -> str:
    """A pattern for any of those that a lexicon lists in its column ``pattern``, in their order.

    >>> one_of("heading_words", part="state")
    '(?:形势|斗争)'
    """
    rows = lexicons.load(lexicon)
    return f"(?:{'|'.join(row['pattern'] for row in rows if where.items() <= row.items())})"
