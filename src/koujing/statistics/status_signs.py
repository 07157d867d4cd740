"""The words of a text that tell whether its statistics are reported, aimed at or rules (``lexicons/status_signs.tsv``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from koujing import lexicons
from koujing.chinese.places import Characters, between
from koujing.chinese.rules import first_characters

AIMS = frozenset({"strive", "ensure", "goal", "plan", "want", "will", "expect", "next", "decide"})
MARKS = AIMS | {"did", "reached", "past", "compared"}
# These order where much else does, but also describe work that is done (着力办好实事).
_WISHES = AIMS | {"attend"}
# Fewer marks than these around a statistic say nothing of the mood.
_FEW = 3
# Up to which share of aims among the marks each mood goes.
_SHARES, _MOODS = (0.15, 0.4, 0.6, 0.85, 1.0), ("reports", "more reports", "even", "more aims", "aims")


# What may not stand before a sign, and its first character or any of several.
_BEGINNING = re.compile(r"(?P<behind>(?:\(\?<[=!][^)]*\))*)(?:\[(?P<any>[^^\]\\]+)\]|(?P<one>\w))")
_NOTHING_MORE = re.compile(r"(?:\(\?<?[=!][^)]*\))*")


class _Sign(NamedTuple):
    name: str
    wish: bool
    mark: bool


class _Signs(NamedTuple):
    """All signs: those that begin with each character, a group for each; and where any can begin: at some characters whatever
    follows, at others where one of the characters follows that can come second."""

    beginning: dict[str, tuple[re.Pattern[str], list[_Sign]]]
    alone: str
    first: str
    second: str


@cache
def _signs() -> _Signs:
    branches: dict[str, list[tuple[str, str]]] = {}
    for row in lexicons.load("status_signs"):
        match = _BEGINNING.match(row["pattern"])
        assert match, row["pattern"]
        for first in match["any"] or match["one"]:
            behind = match["behind"].replace(")", f"{first})")  # seen from behind its first character
            branches.setdefault(first, []).append((row["sign"], f"{behind}{row['pattern'][match.end() :]}"))
    alone = {first for first, branch in branches.items() if any(_NOTHING_MORE.fullmatch(rest) for _, rest in branch)}
    second = first_characters("|".join(rest for first, branch in branches.items() if first not in alone for _, rest in branch))
    beginning = {
        first: (
            re.compile(f"{first}(?:{'|'.join(f'({rest})' for _, rest in branch)})"),
            [_Sign(name, name in _WISHES, name in _WISHES or name in MARKS) for name, _ in branch],
        )
        for first, branch in branches.items()
    }
    return _Signs(beginning, "".join(alone), "".join(branches.keys() - alone), "".join(sorted(second)))


class Signs:
    """The signs of one text, found on demand in order of position; stretches nobody asks about are not searched."""

    def __init__(self, characters: Characters) -> None:
        self._characters, self._text = characters, characters.text
        self._names: list[str] = []
        self._starts: list[int] = []
        self._wishes, self._marks = [0], [0]
        self._read_to = 0

    def read(self, first: int, stop: int) -> None:
        """Find the signs between two positions."""
        if stop > self._read_to:
            wishes, marks = self._wishes[-1], self._marks[-1]
            text, beginning, end = self._text, _signs().beginning, max(self._read_to, first)
            for at in between(self._places, end, stop):
                pattern, signs = beginning[text[at]]
                if at >= end and (match := pattern.match(text, at, stop)):
                    name, wish, mark = signs[(match.lastindex or 1) - 1]
                    wishes, marks, end = wishes + wish, marks + mark, match.end()
                    self._names.append(name)
                    self._starts.append(at)
                    self._wishes.append(wishes)
                    self._marks.append(marks)
            self._read_to = stop

    @cached_property
    def _places(self) -> list[int]:
        """Where signs may begin."""
        signs, characters = _signs(), self._characters
        found = characters.are(signs.first)
        found[:-1] &= characters.are(signs.second)[1:]
        places: list[int] = np.flatnonzero(found | characters.are(signs.alone)).tolist()
        return places

    def between(self, first: int, stop: int) -> list[str]:
        """The names of the signs that begin between two positions, in order.

        >>> signs = Signs(Characters("要修路，已架桥"))
        >>> signs.read(0, 7)
        >>> signs.between(0, 7), signs.between(0, 3)
        (['want', 'did'], ['want'])
        """
        return self._names[bisect_left(self._starts, first) : bisect_left(self._starts, stop)]

    def last(self, first: int, stop: int) -> tuple[str, int]:
        """The last sign between two positions that states an aim or reports, and where it begins; empty and -1 if none does.

        >>> signs = Signs(Characters("已架桥，要修路"))
        >>> signs.read(0, 7)
        >>> signs.last(0, 7), signs.last(0, 4), signs.last(1, 4)
        (('want', 4), ('did', 0), ('', -1))
        """
        for k in range(bisect_left(self._starts, stop) - 1, -1, -1):
            if self._starts[k] < first:
                break
            if self._names[k] in MARKS:
                return self._names[k], self._starts[k]
        return "", -1

    def mood(self, first: int, stop: int) -> str:
        """Whether aims or reports prevail between two positions.

        >>> signs = Signs(Characters("要修路，必须架桥，已打井，力争造林，确保脱贫"))
        >>> signs.read(0, 22)
        >>> signs.mood(0, 22), signs.mood(0, 4)
        ('more aims', 'silent')
        """
        low, high = bisect_left(self._starts, first), bisect_left(self._starts, stop)
        if (marks := self._marks[high] - self._marks[low]) < _FEW:
            return "silent"
        return _MOODS[bisect_left(_SHARES, (self._wishes[high] - self._wishes[low]) / marks)]


class Places:
    """The matches of a pattern in a text, found on demand in order of position; stretches nobody asks about are not searched."""

    def __init__(self, text: str, pattern: re.Pattern[str], hint: re.Pattern[str]) -> None:
        """Each match holds one of ``hint``, which is searched faster."""
        self._text, self._pattern, self._hint = text, pattern, hint
        self._starts: list[int] = []
        self._read_to = 0

    def any(self, first: int, stop: int) -> bool:
        """Whether a match begins between two positions.

        >>> places = Places("要修路,已架桥", re.compile("要|已"), re.compile("[要已]"))
        >>> places.any(0, 3), places.any(1, 4), places.any(1, 7)
        (True, False, True)
        """
        if stop > self._read_to:
            begin = max(self._read_to, first)
            if self._hint.search(self._text, begin, stop):
                self._starts += [match.start() for match in self._pattern.finditer(self._text, begin, stop)]
            self._read_to = stop
        return bisect_left(self._starts, first) < bisect_left(self._starts, stop)
