"""Where the clause and the sentence of a position begin, and the marks that stand before it in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

# How far back a clause, a sentence and a paragraph are followed: longer ones are damage, and the work stays linear.
CLAUSE, SENTENCE, PARAGRAPH = 150, 600, 2500
CLAUSE_STOP = re.compile(r".*[，。；：！？,;:!?\n](?!(?<=\d[，,])\d)", re.DOTALL)
SENTENCE_STOP = re.compile(r".*[。！？!?\n]", re.DOTALL)


class Place(NamedTuple):
    """A statistic, ``text[start:end]``, and where its clause and its sentence begin."""

    clause: int
    sentence: int
    start: int
    end: int


def begin(text: str, stop: re.Pattern[str], position: int, reach: int) -> int:
    """Where the clause or sentence of a position begins.

    >>> begin("去年修路。今年架桥，打井", CLAUSE_STOP, 12, CLAUSE)
    10
    """
    first = max(0, position - reach)
    match = stop.match(text, first, position)
    return match.end() if match else first


class Marks:
    """The places where a pattern stands in a text, read on in order of position; what is never asked for is never read."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text, self._pattern = text, pattern
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._read_to = 0

    def last(self, first: int, stop: int) -> re.Match[str] | None:
        """The last place between two positions.

        >>> marks = Marks("要修路,已架桥", re.compile("要|已"))
        >>> marks.last(0, 3).group(), marks.last(0, 7).group(), marks.last(5, 7)
        ('要', '已', None)
        """
        if stop > self._read_to:
            read = list(self._pattern.finditer(self._text, max(self._read_to, first), stop))
            self._found += read
            self._starts += [match.start() for match in read]
            self._read_to = stop
        k = bisect_left(self._starts, stop) - 1
        return self._found[k] if k >= 0 and self._starts[k] >= first else None
