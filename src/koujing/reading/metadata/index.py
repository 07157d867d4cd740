"""A text with an index: one pass finds every place where a wording that tells something of the text can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from sys import maxsize

from koujing.chinese.numeral_forms import TO_TEN
from koujing.reading.patterns import lazy
from koujing.repaired import RepairedText

# The characters of the index: bodies and what speakers call their own, numerals and years, verbs of saying, and the
# first characters of what is counted from (成立, 建国, …) and of further wordings.
BODIES = "省市州盟县区旗镇乡"
INDEXED = f"{BODIES}厅局我全本自特受总年{TO_TEN}第共*编贯连成建长抗改香澳辛出调求示说"
INDEX = lazy(f"[{INDEXED}]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern and every character that it can begin with, all of them ``INDEXED``."""

    starts: str
    pattern: re.Pattern[str]


def wording(starts: str, pattern: str, flags: int = 0) -> Wording:
    """A wording whose pattern is compiled at its first use."""
    return Wording(starts, lazy(pattern, flags))


@dataclass(frozen=True, eq=False)
class IndexedText:
    """A repaired text, a speech or a piece of the page around it, with the places of ``INDEXED`` in it.

    The index is made when something is first looked up, and every reader of the passage uses it.

    >>> passage = IndexedText.of("全县要快，我县要好")
    >>> passage.places("县我"), [m.group() for m in passage.matches(wording("我全", "[我全]县"))]
    ([1, 5, 6], ['全县', '我县'])
    """

    repaired: RepairedText

    @classmethod
    def of(cls, text: str) -> IndexedText:
        """A text that needs no repair."""
        return cls(RepairedText.build(text, 0, len(text), []))

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.repaired.text

    def places(self, characters: str) -> list[int]:
        """Where any of the characters stands, in order. Errors: ``KeyError`` for one that is no sign."""
        return sorted(at for character in characters for at in self._places[character])

    def matches(self, wording: Wording, stop: int = maxsize) -> Iterator[re.Match[str]]:
        """What ``wording.pattern.finditer(text, 0, stop)`` finds, tried only where the wording can begin."""
        text, match, read_to = self.text, wording.pattern.match, 0
        for at in self.places(wording.starts):
            if read_to <= at < stop and (found := match(text, at, stop)):
                read_to = found.end()
                yield found

    def first(self, wording: Wording, stop: int = maxsize) -> re.Match[str] | None:
        """The first place of a wording."""
        return next(self.matches(wording, stop), None)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {sign: [] for sign in INDEXED}
        for found in INDEX.finditer(self.text):
            places[found.group()].append(found.start())
        return places
