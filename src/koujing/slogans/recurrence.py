"""Every string that recurs in a corpus, with statistics of its uses, in bounded memory however large the corpus is.

Texts become pieces, in memory or in files. Strings that begin alike are counted apart from all others (``beginnings``), as many
beginnings at once as memory allows. What remains are the recurring strings, each linked to the two that are one shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from koujing import engine
from koujing.slogans.beginnings import Group, Wanted, recurring
from koujing.slogans.pieces import (
    PIECE,
    WORD,
    Alphabet,
    Ints,
    Piece,
    alphabet_of,
    divide,
    make_piece,
    points_in,
)
from koujing.slogans.repeats import Repeats, join_strings

Item = TypeVar("Item")
Result = TypeVar("Result")
Texts = Callable[[], Sequence[str]]  # gives the texts of one part of the corpus

# Places whose strings are counted together; each takes some 80 bytes meanwhile.
GROUP = 1_000_000
# Uses that a phrase must have: three, and in a large corpus one in so many characters. What three of a hundred thousand
# texts share tells nothing about the corpus, and with a fixed share the recurring strings fit in memory whatever its size.
LEAST, PER_USE = 3, 2_000_000


class Spared(NamedTuple):
    """Strings with these characters at an edge, or shorter than this, are measured only if they are mostly quoted."""

    first: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    shortest: int = 2


class _Survey(NamedTuple):
    points: Ints
    n_texts: int
    n_chars: int


class _Stored(NamedTuple):
    pieces: Sequence[Piece | Path]
    characters: Ints  # how often each character of the alphabet occurs
    beginnings: Ints  # how many places there are of each beginning


def usual_least(n_chars: int) -> int:
    """How many uses a phrase must have in a corpus of this length.

    >>> usual_least(7_000_000), usual_least(100_000_000)
    (3, 50)
    """
    return max(LEAST, n_chars // PER_USE)


def find_repeats(
    parts: Sequence[Texts],
    least: int | None,
    longest: int,
    spared: Spared,
    scratch: Path | None = None,
    workers: int = 1,
) -> Repeats:
    """All strings of 2 to ``longest`` characters with at least ``least`` uses; those of which both sides vary are measured.

    They consist of Han characters, letters and digits. Cohesion is the pointwise mutual information log2(p(w)/(p(a)p(b)))
    at the split w = ab where it is least (Church & Hanks 1990; the weakest split after Silva & Lopes 1999). Entropy is the
    branching entropy of the characters on one side (Jin & Tanaka-Ishii 2006), the lesser of both sides; as in accessor
    variety (Feng et al. 2004), every mark or line end counts as a different neighbour. ``least`` is by default 3, or one
    in two million characters if that is more. Pieces of text are kept in memory, or in the folder ``scratch``.
    """
    surveys = list(_each(_survey, parts, [1] * len(parts), workers))
    sizes = [each.n_chars for each in surveys]
    alphabet = alphabet_of(each.points for each in surveys)
    numbers = np.cumsum([0, *(each.n_texts for each in surveys)]).tolist()
    store = partial(_store, alphabet, longest, scratch)
    stored = _together(_each(store, list(zip(parts, numbers, strict=False)), sizes, workers), alphabet)
    first, last = ~alphabet.has(spared.first), ~alphabet.has(spared.last)
    wanted = Wanted(least or usual_least(sum(sizes)), longest, spared.shortest, first, last)
    groups = list(_groups(stored.beginnings))
    found = _each(partial(recurring, stored.pieces, wanted), groups, [group.n for group in groups], workers)
    return join_strings(alphabet, stored.characters, found, longest)


def _each(
    task: Callable[[Item], Result], items: Sequence[Item], n_chars: Sequence[int], workers: int
) -> Iterator[Result]:
    return engine.run(task, items, _fail, sizes=[3 * n for n in n_chars], workers=workers)


def _fail(item: object, error: Exception) -> Any:
    raise error


def _survey(part: Texts) -> _Survey:
    texts = part()
    return _Survey(points_in(texts), len(texts), sum(map(len, texts)))


def _store(alphabet: Alphabet, longest: int, scratch: Path | None, item: tuple[Texts, int]) -> _Stored:
    part, number = item
    kept: list[Piece | Path] = []
    characters, beginnings = np.zeros(alphabet.size, dtype=np.int64), np.zeros(alphabet.n_beginnings, dtype=np.int64)
    for texts in divide(part(), PIECE):
        piece = make_piece(texts, number, alphabet, longest)
        characters += np.bincount(piece.codes, minlength=alphabet.size)
        beginnings += np.diff(piece.bounds)
        kept.append(piece.save(scratch / str(number)) if scratch else piece)
        number += len(texts)
    return _Stored(kept, characters, beginnings)


def _together(stored: Iterable[_Stored], alphabet: Alphabet) -> _Stored:
    kept: list[Piece | Path] = []
    characters, beginnings = np.zeros(alphabet.size, dtype=np.int64), np.zeros(alphabet.n_beginnings, dtype=np.int64)
    for each in stored:
        kept += each.pieces
        characters += each.characters
        beginnings += each.beginnings
    characters[:WORD] = 0
    return _Stored(kept, characters, beginnings)


def _groups(beginnings: Ints) -> Iterator[Group]:
    """Consecutive beginnings with at most ``GROUP`` places together; one that has more stands alone."""
    ends, first = np.cumsum(beginnings), 0
    while first < len(ends):
        known = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, known + GROUP, side="right")))
        yield Group(first, last, int(ends[last - 1]) - known)
        first = last
