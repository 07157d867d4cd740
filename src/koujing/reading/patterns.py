"""Patterns that are compiled when they are first used, from the words of a lexicon where they need them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, cast

from koujing import lexicons
from koujing.chinese.numeral_forms import TO_TEN

# A number below a hundred in Chinese characters, as outlines, meetings and years of age are counted.
N = rf"[{TO_TEN}]{{1,3}}"


class _Lazy:
    """Stands for a compiled pattern and takes over its methods one by one as they are asked for."""

    def __init__(self, source: Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source(), self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by tools that look at modules
            raise AttributeError(name)
        method = getattr(self._compiled, name)
        setattr(self, name, method)  # found here the next time, at no cost
        return method


def lazy(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled at its first use.

    ``source`` is the regular expression, or a function that makes it where it is built of a word list.

    >>> word = lazy(lambda: "|".join(["修路", "架桥"]))
    >>> word.findall("先修路，后架桥")
    ['修路', '架桥']
    """
    return cast("re.Pattern[str]", _Lazy((lambda: source) if isinstance(source, str) else source, flags))


def one_of(lexicon: str, **where: str) -> str:
    """A pattern for any of those that a lexicon lists in its column ``pattern``, in their order.

    >>> one_of("heading_words", part="state")
    '(?:形势|斗争)'
    """
    rows = lexicons.load(lexicon)
    return f"(?:{'|'.join(row['pattern'] for row in rows if where.items() <= row.items())})"


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line of a text, without its line end.

    >>> list(split_lines("修路\\n\\n架桥"))
    [(0, 2), (3, 3), (4, 6)]
    """
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1
