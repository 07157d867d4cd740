"""Where the wordings around a statistic may begin and end, by the kinds of the words there; the same sequences recur everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from koujing.statistics.evidence import (
    Evidence,
    begun,
    begun_before,
    begun_behind,
    held,
    held_behind,
    sized,
    sized_behind,
)
from koujing.statistics.noun_phrases import phrase_end, phrase_start
from koujing.statistics.word_kinds import NOUNS

# A name behind a statistic has at most so many words, and may begin so many words behind it.
LONGEST_BEHIND, _SKIPPED = 9, 3
# A noun is looked for among so many last words of a clause.
LAST_WORDS = 9
# No name ends in one of these.
NO_END = frozenset({"的", "了", "、", "mark", "number", "preposition", "conjunction"})
_JOINTS = frozenset({"的", "、"})
_GOING_ON = NOUNS | _JOINTS
_PERSONS = frozenset("人户")
# In 5 MB of reports and news, half of the sequences are among so many recent ones; their steps take up some 15 MB.
_MANY = 2**13


@lru_cache(_MANY)
def breaks(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """How many words before an end others stand behind a noun that do not go on with it, the fewest first.

    >>> breaks(("noun", "adverb", "noun", "verb"))
    (1, 3)
    """
    size = len(kinds)
    return tuple(size - k for k in range(size - 1, 0, -1) if kinds[k - 1] in NOUNS and kinds[k] not in _GOING_ON)


class Step(NamedTuple):
    """A word with which a wording may begin, the ``back``-th from its end: its kind, the place of the wording against the noun phrase
    (``vote``), and what the kinds of its words say, with the weight of that."""

    back: int
    kind: str
    vote: str
    told: tuple[Evidence, ...]
    weight: int


@lru_cache(_MANY)
def steps(source: str, kinds: tuple[str, ...], most: int, measured: str, quantity: bool, led: str) -> tuple[Step, ...]:
    """Where wordings of at most so many words may begin before an end, the nearest place first.

    ``kinds`` are those of the words before the end, two more than ``most`` if there are: farther ones change nothing. ``led`` is what
    stands between the end and the statistic.

    >>> [(step.back, step.vote) for step in steps("before", ("verb", "noun", "的", "noun"), 10, "count", True, "nothing")]
    [(1, '<'), (3, '<'), (4, '=')]
    """
    begin, size, end = phrase_start(kinds, measured, quantity), len(kinds), kinds[-1]
    found: list[Step] = []
    inside: list[Evidence] = []
    for k in range(size - 1, max(0, size - most) - 1, -1):
        kind, before = kinds[k], kinds[k - 1] if k else "start"
        if kind == "mark":
            break
        if k < size - 1:
            inside.append(held(kind, kinds[k + 1]))
        if kind not in _JOINTS:
            vote = "=" if begin == k else ">" if begin > k else "<"
            told = (*inside, begun(source, before, kind), begun_before(led, before, kind, vote), sized(source, size - k, end, vote))
            found.append(Step(size - k, kind, vote, told, sum([one.weight for one in told])))
    return tuple(found)


class Reach(NamedTuple):
    """Words behind a statistic that may be a wording, from the ``begin``-th up to the ``end``-th: the place of their end against the
    noun phrase (``vote``), what follows, and what the kinds of the words say, with the weight of that."""

    begin: int
    end: int
    vote: str
    after: str
    told: tuple[Evidence, ...]
    weight: int


@lru_cache(_MANY)
def reaches(kinds: tuple[str, ...], unit: str) -> tuple[Reach, ...]:
    """The words behind a statistic that may be a wording; ``kinds`` are those of the words there, as many as a name may have, and one.

    >>> [(reach.begin, reach.end, reach.vote) for reach in reaches(("noun", "noun"), "个")]
    [(0, 1, '<'), (0, 2, '='), (1, 2, '=')]
    """
    found: list[Reach] = []
    for i in range(min(_SKIPPED, len(kinds))):
        if kinds[i] == "mark":
            break
        if kinds[i] in _JOINTS:
            continue
        end = i + phrase_end(kinds[i:LONGEST_BEHIND], unit in _PERSONS)
        begins = begun_behind(kinds[i - 1] if i else "start", kinds[i], i, unit)
        for j, inside in _ends_behind(kinds, i):
            vote, after = "=" if j == end else ">" if j > end else "<", _following(kinds, j)
            told = (begins, *inside, sized_behind(i, j - i, vote))
            found.append(Reach(i, j, vote, after, told, sum([one.weight for one in told])))
    return tuple(found)


def _following(kinds: Sequence[str], first: int) -> str:
    """The kind of the word behind a wording, with the one behind that if the first one joins it to more."""
    after = kinds[first] if first < len(kinds) else "stop"
    return after if after not in _JOINTS else after + (kinds[first + 1] if first + 1 < len(kinds) else "stop")


def _ends_behind(kinds: Sequence[str], first: int) -> Iterator[tuple[int, list[Evidence]]]:
    """Where a name behind a statistic may end, and the pairs of kinds inside it."""
    inside: list[Evidence] = []
    for j in range(first + 1, min(len(kinds), LONGEST_BEHIND) + 1):
        kind = kinds[j - 1]
        if kind == "mark" or (kind == "number" and (j - 1 > first or "behind" not in kinds[j : j + 2])):
            return  # but 65岁以上老年人
        if j - 1 > first:
            inside.append(held_behind(kinds[j - 2], kind))
        if kind not in NO_END:
            yield j, inside
