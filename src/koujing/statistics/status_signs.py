"""The words of a text that tell whether its statistics are reported, aimed at or rules (``lexicons/status_signs.tsv``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from koujing import lexicons
from koujing.chinese.rules import first_characters

AIMS = frozenset({"strive", "ensure", "goal", "plan", "want", "will", "expect", "next", "decide"})
WISHES = AIMS | {"attend"}
REPORTS = frozenset({"did", "reached", "past", "compared"})
MARKS = AIMS | REPORTS


@cache
def _pattern() -> re.Pattern[str]:
    """A pattern of all signs, its groups named by them; the lookahead fails fast where none begins."""
    signs: dict[str, list[str]] = {}
    for row in lexicons.load("status_signs"):
        signs.setdefault(row["sign"], []).append(row["pattern"])
    any_sign = "|".join(f"(?P<{sign}>{'|'.join(patterns)})" for sign, patterns in signs.items())
    return re.compile(f"(?=[{''.join(sorted(first_characters(any_sign)))}])(?:{any_sign})")


class Signs:
    """The signs of one text, found on demand in order of position; stretches nobody asks about are not searched."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: list[str] = []
        self._starts: list[int] = []
        self._read_to = 0

    def read(self, first: int, stop: int) -> None:
        """Find the signs between two positions."""
        if stop > self._read_to:
            for match in _pattern().finditer(self._text, max(self._read_to, first), stop):
                self._names.append(match.lastgroup or "")
                self._starts.append(match.start())
            self._read_to = stop

    def last(self, first: int, stop: int) -> tuple[str, int]:
        """The last aim or report between two positions, and where it begins; ("", -1) if there is none."""
        for k in range(bisect_left(self._starts, stop) - 1, -1, -1):
            if self._starts[k] < first:
                break
            if self._names[k] in MARKS:
                return self._names[k], self._starts[k]
        return "", -1

    def mood(self, first: int, stop: int) -> str:
        names = self.between(first, stop)
        aims, reports = sum([name in WISHES for name in names]), sum([name in REPORTS for name in names])
        if aims + reports < 3:
            return "silent"
        share = aims / (aims + reports)
        return "reports" if share < 0.15 else "more reports" if share < 0.4 else "even" if share < 0.6 else "more aims" if share < 0.85 else "aims"

    def between(self, first: int, stop: int) -> list[str]:
        """The names of the signs that begin between two positions, in order.

        >>> signs = Signs("要修路，已架桥")
        >>> signs.read(0, 7)
        >>> signs.between(0, 7), signs.between(0, 3)
        (['want', 'did'], ['want'])
        """
        return self._names[bisect_left(self._starts, first) : bisect_left(self._starts, stop)]
