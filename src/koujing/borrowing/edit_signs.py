"""The words that tell what kind of change an edit is, looked up in one side of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from koujing import lexicons
from koujing.borrowing.edit_words import CLAUSE_MARK


@dataclass(frozen=True)
class Spot:
    """Where an edit is on one side: the passage, and where in it the words stand that were changed; ``part`` is that of the outline."""

    text: str
    start: int
    end: int
    part: str = ""

    @property
    def words(self) -> str:
        """The words that were changed."""
        return self.text[self.start : self.end]

    @property
    def clause(self) -> str:
        """The clauses in which they stand."""
        before = max((match.end() for match in CLAUSE_MARK.finditer(self.text, 0, self.start)), default=0)
        behind = CLAUSE_MARK.search(self.text, self.end)
        return self.text[before : behind.start() if behind else len(self.text)]


def ranks(sign: str, side: Spot) -> Iterator[int]:
    """The degrees of all words of a sign among the changed words."""
    for match in found(sign, side):
        yield from map(int, _degrees(sign)[(match.lastindex or 1) - 1].split())


def found(sign: str, side: Spot) -> Iterator[re.Match[str]]:
    """The words of a sign that end among the changed words, judged with what stands around these."""
    matches = takewhile(lambda match: match.start() < side.end, signs(sign).finditer(side.text, side.start))
    return (match for match in matches if match.end() <= side.end)


@cache
def signs(sign: str) -> re.Pattern[str]:
    """All patterns of a sign in one, each of them a group.

    >>> bool(signs("order").search("必须抓好")), bool(signs("order").search("重要"))
    (True, False)
    """
    return re.compile("|".join(f"({row['pattern']})" for row in lexicons.load("edit_signs") if row["sign"] == sign))


@cache
def _degrees(sign: str) -> list[str]:
    return [row["degree"] for row in lexicons.load("edit_signs") if row["sign"] == sign]
