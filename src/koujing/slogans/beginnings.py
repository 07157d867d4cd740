"""Strings that begin alike: each that recurs, found by adding one character at a time, with statistics of its uses.

All uses of a string begin alike, so those of one beginning can be counted apart from all others. A string recurs only if it
recurs without its last character: at each length only the uses of what is left are sorted, and no loop runs over characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from koujing.slogans.pieces import CLOSING, OPENING, WORD, Codes, Counts, Ints, Numbers, Piece, load_piece

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Wanted:
    """Which strings count, and which of them are measured.

    Strings of 2 to ``longest`` characters count if they have ``least`` uses. One whose first or last character is not in
    ``first`` or ``last`` (flags by number), or that is shorter than ``shortest``, is measured only where half its uses
    are followed by a closing quotation mark.
    """

    least: int
    longest: int
    shortest: int
    first: Flags
    last: Flags


class Strings(NamedTuple):
    """Recurring strings of one length in the order of their characters, and what was measured of some of them.

    ``shorter`` is the number of the string without the last character ``last`` among those one shorter (for two characters, the
    first), ``n`` how often it occurs. ``measured`` are the numbers of strings with an entropy above 0; for these, ``n_texts`` is
    in how many texts they occur, ``entropy`` the lesser of those of the characters on either side, in bits, and ``closed``
    and ``quoted`` the uses with a mark on both sides and within one pair of quotation marks.
    """

    shorter: Numbers
    last: Codes
    n: Numbers
    measured: Numbers
    n_texts: Numbers
    entropy: Floats
    closed: Numbers
    quoted: Numbers


@dataclass(frozen=True)
class _Rows:
    """For each place the character before it and the ``longest + 1`` from it on, and the number of its text."""

    around: Codes
    texts: Counts


@dataclass(frozen=True)
class _Groups:
    """Equal strings: their uses (row numbers) in order, and for each group its size ``n``, its string less the last character, and that."""

    uses: Counts
    n: Ints
    shorter: Ints
    last: Codes


class Group(NamedTuple):
    """Beginnings that are counted together, from ``first`` to before ``last``, and the ``n`` places that have them."""

    first: int
    last: int
    n: int


def recurring(kept: Sequence[Piece | Path], wanted: Wanted, group: Group) -> list[Strings]:
    """The strings with these beginnings, by length from 2 up."""
    rows = _rows(kept, wanted, group)
    every = np.arange(len(rows.texts), dtype=np.uint32)
    known = _often(_grouped(rows.around[:, 1], every, rows.around[:, 2]), wanted.least)
    found = []
    for length in range(2, wanted.longest + 1):
        longer = _grouped(np.repeat(np.arange(len(known.n)), known.n), known.uses, rows.around[known.uses, length + 1])
        found.append(_measured(known, longer, rows, length, wanted))
        known = _often(longer, wanted.least)
    return found


def _rows(kept: Sequence[Piece | Path], wanted: Wanted, group: Group) -> _Rows:
    around = np.empty((group.n, wanted.longest + 2), dtype=np.min_scalar_type(len(wanted.first)))
    texts = np.empty(group.n, dtype=np.uint32)
    at = 0
    for piece in map(load_piece, kept):  # one at a time: what was read of a file counts as memory of this process
        start, end = piece.bounds[[group.first, group.last]].tolist()
        here = slice(at, at + end - start)
        windows = np.lib.stride_tricks.sliding_window_view(piece.codes, wanted.longest + 2)
        around[here] = windows[piece.places[start:end] - 1]
        texts[here] = piece.texts[start:end]
        at = here.stop
    return _Rows(around, texts)


def _grouped(strings: Numbers, uses: Counts, after: Codes) -> _Groups:
    """Uses grouped by the numbers of their strings and the characters after them, in one sort of 64 bits each."""
    width, room = int(after.max(initial=0)).bit_length(), int(uses.max(initial=0)).bit_length()
    if width + room + int(strings.max(initial=0)).bit_length() > 64:
        raise OverflowError(f"{len(uses)} strings begin alike: more than can be told apart")
    packed = strings.astype(np.uint64) << np.uint64(width)
    packed |= after
    packed <<= np.uint64(room)
    packed |= uses
    packed.sort()
    uses = (packed & np.uint64((1 << room) - 1)).astype(np.uint32)
    packed >>= np.uint64(room)
    keys, n = _runs(packed)
    last = (keys & np.uint64((1 << width) - 1)).astype(after.dtype)
    return _Groups(uses, n, (keys >> np.uint64(width)).astype(np.int64), last)


def _runs(ordered: Keys) -> tuple[Keys, Ints]:
    """The distinct values of a sorted array and how often each occurs."""
    firsts = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    firsts = np.append(0, firsts) if len(ordered) else firsts
    return ordered[firsts], np.diff(firsts, append=len(ordered))


def _often(groups: _Groups, least: int) -> _Groups:
    """The groups of strings that no mark ends with at least so many uses."""
    kept = (groups.n >= least) & (groups.last >= WORD)
    uses = groups.uses[np.repeat(kept, groups.n)]
    return _Groups(uses, groups.n[kept], groups.shorter[kept], groups.last[kept])


def _measured(known: _Groups, longer: _Groups, rows: _Rows, length: int, wanted: Wanted) -> Strings:
    """Strings of one length with the statistics of some; ``longer`` has each with its next characters."""
    right = _entropy(longer.shorter, longer.n, longer.last, known.n)
    chosen = (right > 0) & _may_be_phrases(known, longer, rows, length, wanted)
    uses, n = known.uses[np.repeat(chosen, known.n)], known.n[chosen]
    string = np.repeat(np.arange(len(n)), n)
    before, after, texts = rows.around[uses, 0], rows.around[uses, length + 1], rows.texts[uses]
    left = _entropy(*_before(string, before), n)
    another = np.append(True, (texts[1:] != texts[:-1]) | (string[1:] != string[:-1]))[: len(uses)]
    flags = (another, (before < WORD) & (after < WORD), (before == OPENING) & (after == CLOSING))
    counts = (np.flatnonzero(chosen), *(np.bincount(string[flag], minlength=len(n)) for flag in flags))
    measured, n_texts, closed, quoted = (column[left > 0].astype(np.int32) for column in counts)
    entropy = np.minimum(right[chosen], left)[left > 0]
    shorter, total = known.shorter.astype(np.int32), known.n.astype(np.int32)
    return Strings(shorter, known.last, total, measured, n_texts, entropy, closed, quoted)


def _may_be_phrases(known: _Groups, longer: _Groups, rows: _Rows, length: int, wanted: Wanted) -> Flags:
    first = rows.around[known.uses[np.cumsum(known.n) - known.n], 1]
    plain = wanted.first[first] & wanted.last[known.last] & (length >= wanted.shortest)
    closing = longer.last == CLOSING
    quoted = np.bincount(longer.shorter[closing], longer.n[closing], minlength=len(known.n)) * 2 >= known.n
    may: Flags = plain | quoted
    return may


def _before(string: Ints, before: Codes) -> tuple[Ints, Ints, Codes]:
    """Each string and character before it, with the number of such uses."""
    keys, n = _runs(np.sort(string.astype(np.uint64) << np.uint64(32) | before))
    return (keys >> np.uint64(32)).astype(np.int64), n, keys.astype(np.uint32)


def _entropy(string: Ints, m: Ints, neighbour: Codes, n: Ints) -> Floats:
    """log2 n − Σ m log2 m / n for each string, where m is how often each neighbour occurs; every mark is another one: m = 1."""
    terms = np.where(neighbour < WORD, 0, m * np.log2(m))
    return np.log2(n) - np.bincount(string, terms, minlength=len(n)) / n
