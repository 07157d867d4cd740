"""Running texts as numbered characters, in pieces of bounded size whose places are sorted by the two characters that begin there.

A piece kept on disk takes ten bytes a character: two for the character, eight for the place and the text that it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32 | np.uint16]
Counts = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.integer[Any]]

# Characters of one piece; making it takes some 40 bytes for each.
PIECE = 2_500_000
# The numbers of what no string crosses: quotation marks, and all else (0). Word characters follow from ``WORD`` on.
OPENING, CLOSING, WORD = 1, 2, 3
_MARKS = {OPENING: "“‘「『", CLOSING: "”’」』"}
_WORD = re.compile("[〇A-Za-z0-9\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ALL = 0x110000
# Beginnings are told apart by the first character and by which of so many parts of the alphabet the second is in, so that
# even after the most frequent character few texts begin alike.
_PARTS = 32


@dataclass(frozen=True)
class Alphabet:
    """The word characters of all texts; each is numbered in the order of its code point."""

    points: Ints

    @property
    def size(self) -> int:
        """One more than the number of the last character."""
        return len(self.points) + WORD

    @property
    def n_beginnings(self) -> int:
        """How many beginnings of strings are told apart."""
        return self.size * _PARTS

    @cached_property
    def numbers(self) -> Codes:
        """The number of every code point."""
        numbers = np.zeros(_ALL, dtype=np.min_scalar_type(self.size))
        numbers[self.points] = np.arange(WORD, self.size)
        for number, marks in _MARKS.items():
            numbers[_points(marks)] = number
        return numbers

    def has(self, characters: Iterable[str]) -> npt.NDArray[np.bool_]:
        """A flag for every number: whether its character is one of these."""
        return np.isin(np.append(np.zeros(WORD, dtype=np.int64), self.points), [ord(one) for one in characters])

    def spell(self, strings: Codes) -> list[str]:
        """The string of each row of numbers."""
        n, length = strings.shape
        text = self.points[strings - WORD].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        return [text[at : at + length] for at in range(0, n * length, length)]


class Piece(NamedTuple):
    """Some texts: the ``codes`` of their characters, and the places at which a string may begin.

    ``places`` are sorted by how the text goes on there and then by themselves; those of beginning ``k`` stand between ``bounds[k]``
    and ``bounds[k + 1]``. ``texts`` has the number of the text of each. Place 0 and the last ``longest + 1`` belong to no text.
    """

    codes: Codes
    places: Counts
    texts: Counts
    bounds: Ints

    def save(self, folder: Path) -> Path:
        """Keep the arrays in a new folder."""
        folder.mkdir()
        for name, array in self._asdict().items():
            np.save(folder / f"{name}.npy", array)
        return folder


def load_piece(kept: Piece | Path) -> Piece:
    """A piece that was kept in memory, or its files, of which only what is looked at is read."""
    if isinstance(kept, Piece):
        return kept
    return Piece(*(np.load(kept / f"{name}.npy", mmap_mode="r") for name in Piece._fields))


def alphabet_of(parts: Iterable[Ints]) -> Alphabet:
    """The alphabet of texts with these code points."""
    points = sorted({point for points in parts for point in points.tolist()})
    return Alphabet(np.array([point for point in points if _WORD.match(chr(point))], dtype=np.int64))


def points_in(texts: Sequence[str]) -> Ints:
    """The code points that occur.

    >>> points_in(["ab", "b"]).tolist()
    [97, 98]
    """
    seen = np.zeros(_ALL, dtype=bool)
    for some in divide(texts, PIECE):
        seen[_points("".join(some))] = True
    return np.flatnonzero(seen)


def divide(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Consecutive texts of at most ``size`` characters together; a longer one stands alone.

    >>> [list(some) for some in divide(["修路", "桥", "沟渠堤坝", ""], 3)]
    [['修路', '桥'], ['沟渠堤坝'], ['']]
    """
    first = n_chars = 0
    for at, text in enumerate(texts):
        if at > first and n_chars + len(text) > size:
            yield texts[first:at]
            first, n_chars = at, 0
        n_chars += len(text)
    if texts:
        yield texts[first:]


def make_piece(texts: Sequence[str], number: int, alphabet: Alphabet, longest: int) -> Piece:
    """The piece of these texts, the first of which has this ``number``, for strings of up to ``longest`` characters."""
    codes = np.zeros(sum(map(len, texts)) + len(texts) + longest + 2, dtype=alphabet.numbers.dtype)
    codes[1 : -longest - 1] = _codes("".join(f"{text}\n" for text in texts), alphabet)
    begins = codes >= WORD
    begins[:-1] &= begins[1:]
    places = np.flatnonzero(begins)
    groups = codes[places].astype(np.int64) * _PARTS + codes[places + 1].astype(np.int64) * _PARTS // alphabet.size
    bounds = np.append(0, np.cumsum(np.bincount(groups, minlength=alphabet.n_beginnings)))
    packed = groups << 32 | places
    packed.sort()
    ordered = packed.astype(np.uint32)  # the lower half
    owners = np.repeat(np.arange(number, number + len(texts), dtype=np.uint32), [len(text) + 1 for text in texts])
    return Piece(codes, ordered, owners[ordered - 1], bounds)


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _codes(text: str, alphabet: Alphabet) -> Codes:
    """The number of each character; a run of two or more x is a mask (XX县), as an asterisk is, which is no word character."""
    points = _points(text)
    masks = np.append(points | 32 == ord("x"), False)  # X too
    masks[:-1] &= masks[1:] | np.append(False, masks[:-2])
    return np.where(masks[:-1], 0, alphabet.numbers[points])
