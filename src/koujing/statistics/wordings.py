"""The wordings that may say what a statistic measures, each with what speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.chinese.marks import Span
from koujing.statistics.choice import Reading
from koujing.statistics.evidence import Evidence, as_ruled, compared, evidence
from koujing.statistics.names import Name

_OPEN, _CLOSE = "“‘「『《", "”’」』》"
_PAIRED = frozenset(_OPEN + _CLOSE + "（(）)")


class Wordings:
    """Wordings in the order in which they are found; one that is found in several ways has the features of all."""

    def __init__(self, ruled: Name, kind: str) -> None:
        self._spans: dict[str, Span | None] = {}
        self._ways: dict[str, list[Sequence[Evidence]]] = {}  # each way in which a wording was found
        self._scores: dict[str, float] = {}
        self._ruled = ruled.words
        self.add(ruled, (evidence("ruled", f"ruled:{kind}") if ruled.words else evidence("none", f"none:{kind}"),))

    def add(self, name: Name, found: Sequence[Evidence]) -> None:
        """Enter a wording that was found in this way, and how it stands to the one that the rules choose."""
        words, span = name
        if words in self._spans:
            known = {feature for way in self._ways[words] for one in way for feature in one.weights}
            self._ways[words].append(found)
            self._scores[words] += sum([w for one in found for feature, w in one.weights.items() if feature not in known])
            return
        if self._ruled and words != self._ruled:
            found = (*found, *compared(words, self._ruled))
        self._spans[words], self._ways[words] = span, [found]
        self._scores[words] = sum([one.weight for one in found])

    def add_found(self, source: str, name: Name, found: Sequence[Evidence], vote: str) -> None:
        """Enter a wording that stands in the text; ``vote`` tells whether it is longer than the noun phrase there (``>``) or shorter."""
        self.add(name, (*found, as_ruled(source, vote)) if name.words == self._ruled else found)

    @property
    def readings(self) -> Iterator[Reading]:
        """The wordings as readings of the question what is measured."""
        for words, ways in self._ways.items():
            features: list[str] = []
            for way in ways:
                features += [name for one in way for name in one.names if name not in features]
            yield Reading(words, features)

    @property
    def scores(self) -> list[float]:
        """The sum of the weights of each wording."""
        return list(self._scores.values())

    @property
    def names(self) -> list[Name]:
        """The wordings with their places."""
        return [Name(*one) for one in self._spans.items()]


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
