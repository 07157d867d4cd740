"""Where characters of a kind stand in a text: looked up in a table for all of it at once, so that patterns begin only there."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# A table has a cell for each character of the basic plane, one for the ideographs beyond it and one for all else.
_PLANE = 1 << 16
_IDEOGRAPHS = range(0x20000, 0x40000)
_IDEOGRAPH, _OTHER = _PLANE, _PLANE + 1


def code_points(text: str) -> Numbers:
    """The code points of a text.

    >>> code_points("a路").tolist()
    [97, 36335]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


class Characters:
    """The characters of one text; a kind is the inside of a character class, and holds all ideographs beyond the basic plane or none.

    >>> Characters("三、四百个村").places("三四百")
    [0, 2, 3]
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def points(self) -> Numbers:
        """Their code points."""
        return code_points(self.text)

    def are(self, kind: str) -> Flags:
        """Which characters are of a kind."""
        return _table(kind)[self._cells]

    def places(self, kind: str, not_behind: str = "") -> list[int]:
        """Where those of a kind stand, but not right behind one of another kind."""
        found = self.are(kind)
        if not_behind:
            found[1:] &= ~self.are(not_behind)[:-1]
        places: list[int] = np.flatnonzero(found).tolist()
        return places

    def places_near(self, kind: str, other: str, reach: int) -> list[int]:
        """Where those of a kind stand that are of another kind, or have one among the next, ``reach`` characters in all.

        >>> Characters("三月四百个村").places_near("三四", "月", 2)
        [0]
        """
        near, width = self.are(other), 1
        while width < reach:
            step = min(width, reach - width)
            near[:-step] |= near[step:]
            width += step
        places: list[int] = np.flatnonzero(self.are(kind) & near).tolist()
        return places

    @cached_property
    def _cells(self) -> Numbers:
        points = self.points
        if not len(points) or points.max() < _PLANE:
            return points
        beyond = np.where((points >= _IDEOGRAPHS.start) & (points < _IDEOGRAPHS.stop), _IDEOGRAPH, _OTHER)
        return np.where(points < _PLANE, points, beyond)


@cache
def _table(kind: str) -> Flags:
    table = np.zeros(_PLANE + 2, np.bool_)
    table[[match.start() for match in re.finditer(f"[{kind}]", _every_cell())]] = True
    return table


@cache
def _every_cell() -> str:
    return "".join(map(chr, [*range(_PLANE), _IDEOGRAPHS.start, 0x10FFFF]))


def matches_at(
    pattern: re.Pattern[str], text: str, places: Iterable[int], stop: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """What a pattern matches at places in order, none within another: as ``finditer``, where a match begins at no other place.

    As there, the text is taken to end at ``stop``.

    >>> [match[0] for match in matches_at(re.compile("[三四]+"), "三四和四", [0, 1, 3])]
    ['三四', '四']
    """
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place, stop)):
            yield match
            end = match.end()


def between(places: Sequence[int], first: int, stop: int) -> Sequence[int]:
    """The sorted places from one position up to another.

    >>> between([1, 3, 5], 2, 5)
    [3]
    """
    return places[bisect_left(places, first) : bisect_left(places, stop)]


def occurrences(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text.

    >>> list(occurrences("今年和明年", "年"))
    [1, 4]
    """
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
