"""Regular expressions that are compiled when first used, so that importing the package stays fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from koujing import lexicons


def lazy(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A regular expression that is compiled at its first use; after that it costs no more than any other.

    A pattern that contains word lists is given as a function that builds it, so that the lists are not read earlier either.

    >>> [match[0] for match in lazy("[县乡]").finditer("全县各乡")]
    ['县', '乡']
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    """Stands in for a compiled pattern and keeps each of its methods once it has been asked for."""

    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern if isinstance(self._pattern, str) else self._pattern(), self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked for by tools that inspect modules
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)  # the next lookup finds it here, at no cost
        return method


def one_of(lexicon: str, **where: str) -> str:
    """A pattern that matches any entry of a lexicon's column ``pattern``, tried in order; ``where`` selects the rows.

    >>> one_of("heading_words", part="state")
    '(?:形势|斗争)'
    """
    rows = lexicons.load(lexicon)
    return f"(?:{'|'.join(row['pattern'] for row in rows if where.items() <= row.items())})"
