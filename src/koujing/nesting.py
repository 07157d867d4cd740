"""Which of nested passages a place is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from koujing.speech import Section, Voice

Passage = TypeVar("Passage", Section, Voice)


def innermost(passages: Sequence[Passage], places: Iterable[int]) -> Iterator[Passage | None]:
    """The innermost of nested passages around each of the places, which are in order; one pass over both.

    >>> quoted, whole = Voice(2, 5, "乙", "", ""), Voice(0, 9, "甲", "", "")
    >>> [voice and voice.speaker for voice in innermost([quoted, whole], [1, 3, 6, 9])]
    ['甲', '乙', '甲', None]
    """
    coming = sorted(passages, key=lambda passage: (-passage.start, passage.end))
    around: list[Passage] = []
    for at in places:
        while coming and coming[-1].start <= at:
            around.append(coming.pop())
        while around and around[-1].end <= at:
            around.pop()
        yield around[-1] if around else None
