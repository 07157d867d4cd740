"""The wordings that may say what a statistic measures, each with the names of what speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterable

from koujing.chinese.marks import Span
from koujing.statistics.choice import Reading
from koujing.statistics.names import Name

_OPEN, _CLOSE = "“‘「『《", "”’」』》"

_PAIRED = frozenset(_OPEN + _CLOSE + "（(）)")


class Wordings:
    """Wordings in the order in which they are found; one that is found in several ways has the features of all."""

    def __init__(self, ruled: Name, kind: str) -> None:
        self._found: dict[str, tuple[Span | None, list[str]]] = {}
        self._ruled = ruled.words
        self.add(ruled, ["ruled", f"ruled:{kind}"] if ruled.words else ["none", f"none:{kind}"])

    def add(self, name: Name, features: Iterable[str]) -> None:
        """Enter a wording that was found with these features, and how it stands to the one that the rules choose."""
        if name.words in self._found:
            known = self._found[name.words][1]
            known += [feature for feature in features if feature not in known]
            return
        compared = _compared(name.words, self._ruled) if self._ruled and name.words != self._ruled else ()
        self._found[name.words] = name.span, [*features, *compared]

    def add_found(self, source: str, name: Name, features: Iterable[str], vote: str) -> None:
        """Enter a wording that stands in the text; ``vote`` tells whether it is longer than the noun phrase there (``>``) or shorter."""
        ruled = [f"ruled:{source}", f"ruled:{source}{vote}"] if name.words == self._ruled else []
        self.add(name, [*features, *ruled])

    @property
    def readings(self) -> list[Reading]:
        """The wordings as readings of the question what is measured."""
        return [Reading(words, features) for words, (_, features) in self._found.items()]

    def name(self, k: int) -> Name:
        """The wording that is number ``k`` of the readings."""
        words = list(self._found)[k]
        return Name(words, self._found[words][0])


def _compared(words: str, ruled: str) -> Iterable[str]:
    if words.endswith(ruled):
        yield "longer left"
    elif ruled.endswith(words):
        yield "shorter left"
    elif words.startswith(ruled):
        yield "longer right"
    elif ruled.startswith(words):
        yield "shorter right"


def wording(text: str, start: int, stop: int) -> Name | None:
    """The words of a place without quotation marks around them; ``None`` if they hold one mark of a pair.

    >>> wording("“直过民族”", 0, 6), wording("“直过民族", 0, 5)
    (Name(words='直过民族', span=(1, 5)), None)
    """
    words = text[start:stop]
    start += len(words) - len(words.lstrip(" \u3000"))
    words = words.strip(" \u3000")
    if _PAIRED.isdisjoint(words):
        return Name(words, (start, start + len(words))) if words else None
    opened, closed = sum(map(words.count, _OPEN)), sum(map(words.count, _CLOSE))
    if opened == closed == 1 and words[0] in _OPEN and words[-1] in _CLOSE:
        words, start = words[1:-1], start + 1
    elif closed == opened + 1 and words[-1] in _CLOSE:
        words = words[:-1]
    elif opened != closed:
        return None
    if sum(map(words.count, "（(")) != sum(map(words.count, "）)")):
        return None
    return Name(words, (start, start + len(words))) if words else None
