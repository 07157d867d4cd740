"""Every string that recurs in many texts, with statistics of its uses: one suffix array and one pass per length.

Time grows as n log n in the number of characters, memory by about 150 bytes per character; no loop runs over characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_WORD = re.compile("[〇A-Za-z0-9\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CROSSES = re.compile("[xX]{2,}")  # letters as masks: XX县; an asterisk is not a word character anyway
_OPENING, _CLOSING = "“‘「『", "”’」』"


@dataclass(frozen=True)
class Repeats:
    """Repeated strings, one per element of the arrays: ``joined[starts : starts + lengths]`` is the string.

    ``n`` counts occurrences, overlapping ones too; ``cohesion`` and ``entropy`` are in bits (see ``find_repeats``);
    ``closed`` and ``quoted`` are the shares of occurrences with a mark on both sides, and within one pair of quotation
    marks; ``left_bond`` and ``right_bond`` the pointwise mutual information of the two characters at either edge.
    """

    joined: str
    starts: Ints
    lengths: Ints
    n: Ints
    n_speeches: Ints
    cohesion: Floats
    entropy: Floats
    closed: Floats
    quoted: Floats
    left_bond: Floats
    right_bond: Floats


@dataclass(frozen=True)
class _Index:
    """The suffixes of the joined texts in the order of their first ``depth`` characters.

    ``codes`` number the characters, 0 being one that no string crosses; ``common`` is how many characters each suffix shares
    with the one before it; ``speeches`` is the number of the text that each character belongs to. Arrays over places are
    padded with ``depth`` zeros.
    """

    joined: str
    codes: Ints
    speeches: Ints
    order: Ints
    common: Ints
    depth: int

    def groups(self, length: int) -> Ints:
        """Where in ``order`` the group of each distinct string of ``length`` begins, and the length of ``order``."""
        return np.append(np.flatnonzero(self.common < length), len(self.order))

    @cached_property
    def total(self) -> int:
        """How many characters may be part of a string."""
        return int(np.count_nonzero(self.codes))

    @cached_property
    def counts(self) -> list[npt.NDArray[np.int32]]:
        """``counts[k][p]``: how often the ``k`` characters that begin at place ``p`` occur."""
        counts = [np.zeros(len(self.codes), dtype=np.int32) for _ in range(self.depth)]
        for length in range(1, self.depth):
            sizes = np.diff(self.groups(length))
            counts[length][self.order] = np.repeat(sizes, sizes)
        return counts

    def marked(self, marks: str) -> Flags:
        """A flag per place: whether one of ``marks`` stands there, or, if ``marks`` is empty, anything but a word character."""
        found: Flags = self.codes == 0
        if not marks:
            return found
        found = np.zeros(len(self.codes), dtype=bool)
        found[: len(self.joined)] = np.isin(_points(self.joined), _points(marks))
        return found


def find_repeats(texts: Sequence[str], least: int, longest: int) -> Repeats:
    """All strings of 2 to ``longest`` characters that occur at least ``least`` times, cohere and have open edges.

    They consist of Han characters, letters and digits. Cohesion is the pointwise mutual information log2(p(w)/(p(a)p(b)))
    at the split w = ab where it is least (Church & Hanks 1990; the weakest split after Silva & Lopes 1999). Entropy is the
    branching entropy of the characters on one side (Jin & Tanaka-Ishii 2006), the lesser of both sides; as in accessor
    variety (Feng et al. 2004), every mark or line end counts as a different neighbour. Strings for which either is 0 or
    less are left out.
    """
    index = _index(texts, longest + 1)
    parts = [_of_length(index, length, least) for length in range(2, longest + 1)]
    return Repeats(index.joined, *(np.concatenate(column) for column in zip(*parts, strict=True)))


def _points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _index(texts: Sequence[str], depth: int) -> _Index:
    joined = "".join(_CROSSES.sub(lambda match: "\n" * len(match[0]), text) + "\n" for text in texts)
    known, places = np.unique(_points(joined), return_inverse=True)
    words = np.array([bool(_WORD.match(chr(point))) for point in known], dtype=bool)
    codes = np.append(np.where(words, np.cumsum(words), 0)[places], np.zeros(depth, dtype=np.int64))
    order = _suffix_order(codes, depth)[depth:]  # the padding, all zeros, comes first
    speeches = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return _Index(joined, codes, speeches, order, _common(codes, order, depth), depth)


def _suffix_order(codes: Ints, depth: int) -> Ints:
    """Places sorted by the ``depth`` characters that begin there (prefix doubling); the padding of zeros comes first."""
    ranks, known = codes, 1
    while known < depth:
        following = np.append(ranks[known:], np.zeros(known, dtype=np.int64))
        ranks = np.unique(ranks * (int(ranks.max()) + 1) + following, return_inverse=True)[1].astype(np.int64)
        known *= 2
    padding = len(codes) - depth
    ranks = np.append(ranks[:padding] + 1, np.zeros(depth, dtype=np.int64))
    return np.argsort(ranks, kind="stable")


def _common(codes: Ints, order: Ints, depth: int) -> Ints:
    common = np.zeros(len(order), dtype=np.int64)
    same = np.ones(max(0, len(order) - 1), dtype=bool)
    for k in range(depth):
        column = codes[order + k]
        same &= column[1:] == column[:-1]
        common[1:] += same
    return common


def _of_length(index: _Index, length: int, least: int) -> tuple[npt.NDArray[np.generic], ...]:
    """The columns of ``Repeats`` for strings of one length."""
    firsts, n = _often(index, length, least)
    cohesion = _cohesion(index, index.order[firsts], n, length)
    right = _right_entropy(index, firsts, n, length)
    open_ = (cohesion > 0) & (right > 0)
    firsts, n, cohesion = firsts[open_], n[open_], cohesion[open_]
    entropy = np.minimum(right[open_], _left_entropy(index, firsts, n))
    open_ = entropy > 0
    firsts, n, cohesion, entropy = firsts[open_], n[open_], cohesion[open_], entropy[open_]
    starts = index.order[firsts]
    shares = [_share(index, firsts, n, length, *marks) for marks in (("", ""), (_OPENING, _CLOSING))]
    bonds = [_bond(index, starts), _bond(index, starts + length - 2)]
    return (starts, np.full(len(n), length), n, _n_speeches(index, firsts, n), cohesion, entropy, *shares, *bonds)


def _often(index: _Index, length: int, least: int) -> tuple[Ints, Ints]:
    """For every string of ``length`` with at least ``least`` occurrences, its first index in ``order`` and its count."""
    bounds = index.groups(length)
    firsts, n = bounds[:-1], np.diff(bounds)
    kept = n >= least
    for k in range(length):
        kept &= index.codes[index.order[firsts] + k] > 0
    return firsts[kept], n[kept]


def _cohesion(index: _Index, starts: Ints, n: Ints, length: int) -> Floats:
    most = np.zeros(len(starts))
    for k in range(1, length):
        most = np.maximum(most, index.counts[k][starts] * index.counts[length - k][starts + k].astype(float))
    return np.log2(n * index.total / most)


def _bond(index: _Index, places: Ints) -> Floats:
    return _cohesion(index, places, index.counts[2][places].astype(np.int64), 2)


def _right_entropy(index: _Index, firsts: Ints, n: Ints, length: int) -> Floats:
    """log2 n − Σ m log2 m / n, where m is the number of occurrences followed by each next character."""
    bounds = index.groups(length + 1)
    sizes = np.diff(bounds)
    open_end = index.codes[index.order[bounds[:-1]] + length] == 0  # each of these is a different neighbour: m = 1
    terms = np.append(np.where(open_end, 0, sizes * np.log2(sizes)), 0)
    spans = np.searchsorted(bounds, np.stack([firsts, firsts + n], axis=1).ravel())
    return np.log2(n) - np.add.reduceat(terms, spans)[::2] / n if len(n) else np.zeros(0)


def _left_entropy(index: _Index, firsts: Ints, n: Ints) -> Floats:
    group, places = _occurrences(index, firsts, n)
    before = index.codes[places - 1]  # for the very first character, the padding
    width = int(index.codes.max()) + 1
    keys, sizes = np.unique((group * width + before)[before > 0], return_counts=True)
    return np.log2(n) - np.bincount(keys // width, sizes * np.log2(sizes), minlength=len(n)) / n


def _n_speeches(index: _Index, firsts: Ints, n: Ints) -> Ints:
    group, places = _occurrences(index, firsts, n)
    width = int(index.speeches[-1]) + 1 if len(index.speeches) else 1
    pairs = np.unique(group * width + index.speeches[places])
    return np.bincount(pairs // width, minlength=len(n))


def _occurrences(index: _Index, firsts: Ints, n: Ints) -> tuple[Ints, Ints]:
    """For every occurrence, the number of its string and its place."""
    group = np.repeat(np.arange(len(n)), n)
    return group, index.order[np.arange(len(group)) + np.repeat(firsts - (np.cumsum(n) - n), n)]


def _share(index: _Index, firsts: Ints, n: Ints, length: int, before: str, after: str) -> Floats:
    """For every string, the share of its occurrences that stand between marks."""
    between = index.marked(before)[index.order - 1] & index.marked(after)[index.order + length]
    passed = np.append(0, np.cumsum(between))
    shares: Floats = (passed[firsts + n] - passed[firsts]) / n
    return shares
