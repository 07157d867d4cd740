"""A text with an index: one pass finds every place where a wording that gives metadata can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from sys import maxsize, maxunicode

import numpy as np
import numpy.typing as npt

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.repaired import Offsets, RepairedText

# The characters of the index: bodies and what speakers call their own, numerals and years, verbs of saying, and the
# first characters of events from which years are counted (成立, 建国, …) and of other wordings.
BODIES = "省市州盟县区旗镇乡"
INDEXED = f"{BODIES}厅局我全本自特受总年{TO_TEN}第共*编贯连成建长抗改香澳辛出调求示说"


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, and every character with which it can begin; all of these are ``INDEXED``."""

    starts: str
    pattern: re.Pattern[str]


def wording(starts: str, pattern: str, flags: int = 0) -> Wording:
    """A wording whose pattern is compiled when it is first used."""
    return Wording(starts, lazy(pattern, flags))


@dataclass(frozen=True, eq=False)
class IndexedText:
    """A repaired text (a speech or a piece of the page around it) with the places of the ``INDEXED`` characters.

    The index is made when something is first looked up, and is then shared by all who search the passage.

    >>> passage = IndexedText.of("全县要快，我县要好")
    >>> passage.places("县我"), [m.group() for m in passage.matches(wording("我全", "[我全]县"))]
    ([1, 5, 6], ['全县', '我县'])
    """

    repaired: RepairedText

    @classmethod
    def of(cls, text: str) -> IndexedText:
        """A text that needs no repair."""
        return cls(RepairedText.build(text, 0, len(text), []))

    @cached_property
    def text(self) -> str:
        """The repaired text."""
        return self.repaired.text

    def places(self, characters: str) -> list[int]:
        """The places of any of the characters, in order. Errors: ``ValueError`` for one that is not ``INDEXED``."""
        are = _are(characters)
        places, numbers, present = self._index
        if present.isdisjoint(characters):
            return []
        found: list[int] = places[are[numbers]].tolist()
        return found

    def matches(self, wording: Wording, stop: int = maxsize) -> Iterator[re.Match[str]]:
        """The same as ``wording.pattern.finditer(text, 0, stop)``, but tried only where the wording can begin."""
        places = self.places(wording.starts)
        if not places:
            return
        text, match, read_to = self.text, wording.pattern.match, 0
        for at in places:
            if read_to <= at < stop and (found := match(text, at, stop)):
                read_to = found.end()
                yield found

    def first(self, wording: Wording, stop: int = maxsize) -> re.Match[str] | None:
        """The first match of a wording."""
        return next(self.matches(wording, stop), None)

    @cached_property
    def _index(self) -> tuple[Offsets, npt.NDArray[np.uint8], frozenset[str]]:
        """The places of all indexed characters, the number of the character at each place, and which characters these are."""
        numbers = _numbers()[np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)]
        places = numbers.nonzero()[0]
        there = numbers[places]
        return places, there, frozenset(INDEXED[number - 1] for number in set(there.tobytes()))


@cache
def _numbers() -> npt.NDArray[np.uint8]:
    """For every code point its number in the index, from 1; 0 if it is not in the index."""
    numbers = np.zeros(maxunicode + 1, np.uint8)
    numbers[[ord(character) for character in INDEXED]] = np.arange(1, len(INDEXED) + 1)
    return numbers


@cache
def _are(characters: str) -> npt.NDArray[np.bool_]:
    """For every number in the index, whether it belongs to one of the characters."""
    are = np.zeros(len(INDEXED) + 1, np.bool_)
    are[[INDEXED.index(character) + 1 for character in characters]] = True
    return are
