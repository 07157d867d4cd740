"""The wordings that may say what a statistic measures, each with what speaks for or against it."""

from __future__ import annotations

from collections.abc import Iterator

from koujing.chinese.marks import Span
from koujing.statistics.choice import Reading
from koujing.statistics.evidence import Evidence, as_ruled, compared, evidence, fitting
from koujing.statistics.names import Name

_OPEN, _CLOSE = "“‘「『《", "”’」』》"
_PAIRED = frozenset(_OPEN + _CLOSE + "（(）)")
_SPECIAL = _PAIRED | frozenset(" \u3000")

# Sources that have no features in common with others.
_APART = frozenset({"ruled", "earlier"})
Way = list[Evidence]


class Wordings:
    """Wordings in the order in which they are found, each with its place and its score, the sum of the weights of its features.

    A wording that is found in several ways has the features of all; one that it has already counts no more. ``unit`` and ``kind``
    are those of the statistic.
    """

    def __init__(self, ruled: Name, kind: str, unit: str) -> None:
        self._ruled, self._kind, self._unit = ruled.words, kind, unit
        way = evidence("ruled", f"ruled:{kind}") if ruled.words else evidence("none", f"none:{kind}")
        ways = [way, fitting("ruled", kind, unit, ruled.words[-1])] if ruled.words else [way]
        self.scores = {ruled.words: sum([one.weight for one in ways])}
        self.spans = {ruled.words: ruled.span}
        self._ways: dict[str, list[tuple[str, Way]]] = {ruled.words: [("ruled", ways)]}

    def add(self, words: str, span: Span | None, way: Way, score: int, source: str, vote: str = "") -> None:
        """Enter a wording that was found in this way, of which ``score`` is the weight, and how it stands to the one that the rules
        choose.

        ``source`` tells where it was found (``earlier``: with an earlier statistic), ``vote`` whether it is longer than the noun phrase
        there (``>``) or shorter.
        """
        if words in self.scores:
            self._add_again(words, way, score, source, vote)
            return
        way.append(fits := fitting(source, self._kind, self._unit, words[-1]))
        score += fits.weight
        ruled = self._ruled
        if ruled and (ruled in words or words in ruled) and (stands := compared(words, ruled)):
            way.append(stands)
            score += stands.weight
        self.scores[words], self.spans[words], self._ways[words] = score, span, [(source, way)]

    def _add_again(self, words: str, way: Way, score: int, source: str, vote: str) -> None:
        if vote and words == self._ruled:
            way.append(ruled := as_ruled(source, vote))
            score += ruled.weight
        # What is said of wordings in the text is never said of the names of earlier statistics or of what the rules choose.
        alike = [other for told, other in self._ways[words] if told == source or _APART.isdisjoint((told, source))]
        if alike:
            known = {feature for other in alike for one in other for feature in one.weights}
            score = sum([one.without(known) for one in way])
        self._ways[words].append((source, way))
        self.scores[words] += score

    @property
    def readings(self) -> Iterator[Reading]:
        """The wordings as readings of the question what is measured."""
        for words, ways in self._ways.items():
            features: list[str] = []
            for _, way in ways:
                features += [name for one in way for name in one.names if name not in features]
            yield Reading(words, features)


def is_plain(words: str) -> bool:
    """Whether some words hold no blanks and no marks that come in pairs, so that each part of them may be a wording."""
    return _SPECIAL.isdisjoint(words)


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
