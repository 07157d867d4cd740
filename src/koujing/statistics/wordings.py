"""The wordings that may say what a statistic measures, each with what speaks for or against it."""

from __future__ import annotations

from koujing.chinese.marks import Span
from koujing.statistics.choice import Reading
from koujing.statistics.evidence import Evidence, as_ruled, compared, evidence
from koujing.statistics.names import Name

_OPEN, _CLOSE = "“‘「『《", "”’」』》"
_PAIRED = frozenset(_OPEN + _CLOSE + "（(）)")
_SPECIAL = _PAIRED | frozenset(" \u3000")

Way = list[Evidence]


class Wording:
    """A wording with its place, the ways in which it was found, and the sum of the weights of its features."""

    __slots__ = ("score", "span", "ways", "words")

    def __init__(self, words: str, span: Span | None, way: Way, score: float) -> None:
        self.words, self.span, self.ways, self.score = words, span, [way], score

    def found_again(self, way: Way) -> None:
        """Add a way in which it was found; a feature that it has already counts no more."""
        known = frozenset().union(*[one.weights for other in self.ways for one in other])
        self.ways.append(way)
        self.score += sum([weight for one in way for feature, weight in one.weights.items() if feature not in known])

    @property
    def reading(self) -> Reading:
        """The wording as a reading of the question what is measured."""
        features: list[str] = []
        for way in self.ways:
            features += [name for one in way for name in one.names if name not in features]
        return Reading(self.words, features)


class Wordings:
    """Wordings in the order in which they are found; one that is found in several ways has the features of all."""

    def __init__(self, ruled: Name, kind: str) -> None:
        words, span = ruled
        way = evidence("ruled", f"ruled:{kind}") if words else evidence("none", f"none:{kind}")
        self._ruled, self._found = words, {words: Wording(words, span, [way], way.weight)}

    def add(self, words: str, span: Span | None, way: Way, source: str = "", vote: str = "") -> None:
        """Enter a wording that was found in this way, and how it stands to the one that the rules choose.

        ``source`` tells where in the text it stands, and ``vote`` whether it is longer than the noun phrase there (``>``) or shorter.
        """
        if words in self._found:
            if source and words == self._ruled:
                way.append(as_ruled(source, vote))
            self._found[words].found_again(way)
            return
        if self._ruled and (stands := compared(words, self._ruled)):
            way.append(stands)
        self._found[words] = Wording(words, span, way, sum([one.weight for one in way]))

    @property
    def all(self) -> list[Wording]:
        """The wordings found; the first is the one that the rules choose."""
        return list(self._found.values())


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
