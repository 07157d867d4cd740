"""Every string that recurs in a corpus, with statistics of its uses, in bounded memory however large the corpus is.

Texts become pieces, in memory or in files. Strings that begin alike are counted apart from all others (``beginnings``), as many
beginnings at once as memory allows. What remains are the recurring strings, each linked to the two that are one shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from koujing import engine
from koujing.slogans.beginnings import Floats, Strings, Wanted, recurring
from koujing.slogans.pieces import WORD, Alphabet, Codes, Ints, Piece, alphabet_of, divide, make_piece, points_in

Item = TypeVar("Item")
Result = TypeVar("Result")
Texts = Callable[[], Sequence[str]]  # gives the texts of one part of the corpus

# Places whose strings are counted together; each takes some 80 bytes meanwhile.
GROUP = 2_000_000
# Uses that a phrase must have: three, and in a large corpus one in so many characters. What three of a hundred thousand
# texts share tells nothing about the corpus, and with a fixed share the recurring strings fit in memory whatever its size.
LEAST, PER_USE = 3, 2_000_000


class Edges(NamedTuple):
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


@dataclass(frozen=True)
class Repeats:
    """Recurring strings by length; a string is known by its length and its number among those, which are in order.

    ``levels[k]`` has those of ``k`` characters from 2 up, and ``tails[k]`` the number of each without its first character.
    ``characters`` counts the single ones, by their numbers in the ``alphabet``.
    """

    alphabet: Alphabet
    characters: Ints
    levels: dict[int, Strings]
    tails: dict[int, Ints]

    def n(self, length: int) -> Ints:
        """How often each string of ``length`` occurs, overlapping occurrences too."""
        return self.characters if length == 1 else self.levels[length].n

    def beginnings_of(self, length: int, strings: Ints) -> dict[int, Ints]:
        """For every shorter length down to 1, the strings with which these begin."""
        return self._shorter(length, strings, {k: level.shorter for k, level in self.levels.items()})

    def ends_of(self, length: int, strings: Ints) -> dict[int, Ints]:
        """For every shorter length down to 1, the strings with which these end."""
        return self._shorter(length, strings, self.tails)

    def _shorter(self, length: int, strings: Ints, links: dict[int, Ints]) -> dict[int, Ints]:
        found = {length: strings}
        for k in range(length, 1, -1):
            found[k - 1] = links[k][found[k]]
        return found

    def cohesion(self, length: int, strings: Ints) -> Floats:
        """Pointwise mutual information in bits at the split where it is least."""
        heads, tails = self.beginnings_of(length, strings), self.ends_of(length, strings)
        most = np.zeros(len(strings))
        for k in range(1, length):
            most = np.maximum(most, self.n(k)[heads[k]] * self.n(length - k)[tails[length - k]].astype(float))
        return np.log2(self.n(length)[strings] * int(self.characters.sum()) / most)

    def codes(self, length: int, strings: Ints) -> Codes:
        """The numbers of the characters of each string, one row each."""
        heads = self.beginnings_of(length, strings)
        return np.stack([heads[1], *(self.levels[k].last[heads[k]] for k in range(2, length + 1))], axis=1)

    def find(self, length: int, words: Iterable[str]) -> Ints:
        """The numbers of those words that have this length and recur."""
        points = [[ord(one) for one in word] for word in words if len(word) == length]
        codes = self.alphabet.numbers[np.array(points, dtype=np.int64).reshape(-1, length)].astype(np.int64)
        found = codes[:, 0]
        for k in range(2, length + 1):
            keys, asked = _keys(self.levels[k], self.alphabet.size), found * self.alphabet.size + codes[:, k - 1]
            at = np.searchsorted(keys, asked)
            known = np.append(keys, -1)[at] == asked
            found, codes = at[known], codes[known]
        return found


def _keys(level: Strings, size: int) -> Ints:
    """A number for each string of one length by which they are sorted."""
    return level.shorter * size + level.last


def find_repeats(
    parts: Sequence[Texts], least: int | None, longest: int, edges: Edges, scratch: Path | None = None, workers: int | None = 1
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
    first, last = ~alphabet.has(edges.first), ~alphabet.has(edges.last)
    wanted = Wanted(least or max(LEAST, sum(sizes) // PER_USE), longest, edges.shortest, first, last)
    groups = list(_groups(stored.beginnings))
    found = _each(partial(recurring, stored.pieces, wanted), groups, [sum(sizes) // len(groups)] * len(groups), workers)
    levels = _joined(found, longest)
    return Repeats(alphabet, stored.characters, levels, _tails(levels, alphabet.size))


def _each(
    task: Callable[[Item], Result], items: Sequence[Item], n_chars: Sequence[int], workers: int | None
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
    for texts in divide(part()):
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


def _groups(beginnings: Ints) -> Iterator[tuple[int, int]]:
    """Consecutive beginnings with at most ``GROUP`` places together; one that has more stands alone."""
    ends, first = np.cumsum(beginnings), 0
    while first < len(ends):
        known = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, known + GROUP, side="right")))
        yield first, last
        first = last


def _joined(found: Iterable[Sequence[Strings]], longest: int) -> dict[int, Strings]:
    """The strings of all groups by length, numbered throughout."""
    parts: dict[int, list[Strings]] = {length: [] for length in range(2, longest + 1)}
    known = dict.fromkeys(range(1, longest + 1), 0)
    for group in found:
        for length, strings in zip(parts, group, strict=True):
            shorter, measured = strings.shorter + known[length - 1], strings.measured + known[length]
            parts[length].append(replace(strings, shorter=shorter, measured=measured))
        for length, strings in zip(parts, group, strict=True):
            known[length] += len(strings.n)
    columns = {length: zip(*map(astuple, some), strict=True) for length, some in parts.items()}
    return {length: Strings(*map(np.concatenate, cells)) for length, cells in columns.items()}


def _tails(levels: dict[int, Strings], size: int) -> dict[int, Ints]:
    """For each length, the number of each string without its first character."""
    tails = {2: levels[2].last.astype(np.int64)}
    for length in range(3, len(levels) + 2):
        level = levels[length]
        asked = tails[length - 1][level.shorter] * size + level.last
        tails[length] = np.searchsorted(_keys(levels[length - 1], size), asked)
    return tails
