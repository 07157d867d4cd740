"""A text as the letters that count when texts are compared: letters, digits and Han characters, each with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

_PLANE = 0x10000  # characters beyond are rare: they are looked up one by one
_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Letters(NamedTuple):
    """The letters of a text as code points, and the offset of each in the text."""

    codes: npt.NDArray[np.uint32]
    places: npt.NDArray[np.int32]


def fold(text: str) -> Letters:
    """The letters, digits and Han characters of a text; marks, blanks and masks (``*``) are left out.

    >>> letters = fold("促进*，增收")
    >>> "".join(map(chr, letters.codes)), letters.places.tolist()
    ('促进增收', [0, 1, 4, 5])
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    counts = _countable()[np.minimum(codes, _PLANE)]
    for place in np.flatnonzero(codes >= _PLANE).tolist():
        counts[place] = text[place].isalnum()
    places = np.flatnonzero(counts).astype(np.int32)
    return Letters(codes[places], places)


@cache
def _countable() -> Flags:
    return np.array([chr(code).isalnum() for code in range(_PLANE)] + [False])


def strings(letters: Letters, length: int) -> Hashes:
    """The hash of every string of ``length`` letters, in order.

    >>> len(strings(fold("坚持改革，坚持改革"), 5)), len(strings(fold("改革"), 5))
    (4, 0)
    """
    n = max(0, len(letters.codes) - length + 1)
    mixed = np.zeros(n, dtype=np.uint64)
    for k in range(length):
        mixed = (mixed ^ letters.codes[k : k + n]) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    return mixed


class Shared(NamedTuple):
    """The strings that several texts have. A place is the number of a string in all texts together, text after text.

    ``members`` are the places of shared strings, string after string, ascending for each; the string at ``place`` is number
    ``at[place]`` of these, -1 if it is not shared, and ``firsts[at[place]]`` is the number of the first with the same string.
    """

    at: Ints
    members: Ints
    firsts: Ints
    n_uses: Ints  # for each member, how often its string is used
    texts: Ints  # for each place, its text
    begins: Ints  # for each text, its first place
    often: Flags  # for each place, whether its string is left out for its many uses


def find_shared(hashes: Sequence[Hashes], most: int | None = None) -> Shared:
    """The strings that at least two texts have; those with more than ``most`` uses are left out."""
    lengths = np.array([len(each) for each in hashes], dtype=np.int64)
    texts = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order, ordered = _in_order(np.concatenate([np.array([], dtype=np.uint64), *hashes]))
    new = np.ones(len(order), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    starts = np.flatnonzero(new)
    n_uses = np.diff(starts, append=len(order))
    kept = texts[order[starts]] != texts[order[starts + n_uses - 1]]
    often = np.zeros(len(order), dtype=bool)
    if most is not None:
        often[order[np.repeat(n_uses > most, n_uses)]] = True
        kept &= n_uses <= most
    members = order[np.repeat(kept, n_uses)].astype(np.int32)
    n_kept = n_uses[kept].astype(np.int32)
    at = np.full(len(order), -1, dtype=np.int32)
    at[members] = np.arange(len(members), dtype=np.int32)
    firsts = np.repeat((np.cumsum(n_kept) - n_kept).astype(np.int32), n_kept)
    return Shared(at, members, firsts, np.repeat(n_kept, n_kept), texts, np.cumsum(lengths) - lengths, often)


def _in_order(hashes: Hashes) -> tuple[Ints, Hashes]:
    """The places of hashes from the least to the greatest, equal ones as they come; and the hashes in this order.

    The first bits of each and its place are sorted as one number, in a fifth of the time; hashes that begin alike are few.
    """
    room = np.uint64(len(hashes).bit_length())
    packed = hashes >> room << room | np.arange(len(hashes), dtype=np.uint64)
    packed.sort()
    order = (packed & (np.uint64(1) << room) - np.uint64(1)).astype(np.int64)
    ordered = hashes[order]
    if (ordered[1:] < ordered[:-1]).any():
        again = np.argsort(ordered, kind="stable")
        order, ordered = order[again], ordered[again]
    return order, ordered
