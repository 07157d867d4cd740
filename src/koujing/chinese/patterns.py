"""Regular expressions that are compiled when they are first used, so that importing the package stays quick."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def lazy(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A regular expression that compiles itself at its first use; from then on it costs no more than any other.

    Where word lists stand in it, ``pattern`` is what puts it together, so that these are read no earlier either.

    >>> [match[0] for match in lazy("[县乡]").finditer("全县各乡")]
    ['县', '乡']
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class _Lazy:
    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._pattern if isinstance(self._pattern, str) else self._pattern(), self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]
