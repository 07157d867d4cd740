"""Which of several nested passages a place is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Passage = TypeVar("Passage", bound=_Span)


def innermost(passages: Sequence[Passage], places: Iterable[int]) -> Iterator[Passage | None]:
    """For each place, in ascending order, the innermost passage around it, or ``None``.

    >>> from collections import namedtuple
    >>> Quote = namedtuple("Quote", "start end speaker")
    >>> nested = [Quote(2, 5, "乙"), Quote(0, 9, "甲")]
    >>> [quote and quote.speaker for quote in innermost(nested, [1, 3, 6, 9])]
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
