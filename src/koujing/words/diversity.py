"""How varied sequences of words or characters are: measures of lexical diversity, of many sequences at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from koujing.later import pd
from koujing.words.inventory import sums

Items = Sequence[Hashable] | npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]  # half the memory of many numbers
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# The window of Covington and McFall for tokens; characters have fewer types and need a longer one.
WINDOW = 100
CHARACTERS = 500
# A factor of MTLD ends where the type–token ratio falls to this (McCarthy & Jarvis 2010).
FACTOR = 0.72
# Runs are read so many items at a time; most end within the first.
_STEP = 256


@dataclass(frozen=True)
class Sequences:
    """Sequences of items, one behind the other: sequence k is the items from ``bounds[k]`` up to ``bounds[k + 1]``.

    A measure of them is an array with a value for each sequence.

    >>> both = Sequences.of(["one", "two", "one", "one"], [0, 3, 4])
    >>> both.sizes.tolist(), both.n_types.tolist(), both.earlier.tolist(), both.later.tolist()
    ([3, 1], [2, 1], [0], [2])
    """

    bounds: Numbers
    number: Places  # of the sequence of each item
    order: Places  # of the items, those of one item side by side and as they come
    repeats: Flags  # whether an item in this order is the one before it, and in the same sequence

    @classmethod
    def of(cls, items: Items, bounds: Sequence[int] | Numbers | None = None) -> Sequences:
        """Items, as whole numbers from 0 or anything that can be hashed; without ``bounds`` they are one sequence."""
        codes = items if isinstance(items, np.ndarray) else pd.factorize(np.fromiter(items, dtype=object, count=len(items)))[0]
        edges = np.array([0, len(codes)] if bounds is None else bounds, np.int64)
        number = np.repeat(np.arange(len(edges) - 1, dtype=np.int32), np.diff(edges))
        codes = codes.astype(np.min_scalar_type(int(codes.max(initial=0))))  # numbers of two bytes are sorted in linear time
        order = np.argsort(codes, kind="stable").astype(np.int32)
        codes, own = codes[order], number[order]
        repeats = np.append(False, (codes[1:] == codes[:-1]) & (own[1:] == own[:-1]))
        return cls(edges, number, order, repeats[: len(codes)])

    def without(self, left_out: Flags) -> Sequences:
        """The sequences without some items, of which all that are alike are left out.

        >>> Sequences.of(list("abab")).without(np.array([True, False, True, False])).later.tolist()
        [1]
        """
        kept = ~left_out
        place = np.cumsum(kept, dtype=np.int32)
        at = kept[self.order]
        return Sequences(np.append(0, place)[self.bounds], self.number[kept], place[self.order[at]] - 1, self.repeats[at])

    @property
    def sizes(self) -> Numbers:
        """The number of items."""
        return np.diff(self.bounds)

    @cached_property
    def earlier(self) -> Places:
        """Where the items stand that come again in the same sequence."""
        return self.order[np.flatnonzero(self.repeats) - 1]

    @cached_property
    def later(self) -> Places:
        """Where each of these comes next."""
        return self.order[self.repeats]

    @cached_property
    def previous(self) -> Places:
        """Where the item at each place came last in the same sequence, -1 for the first time."""
        places = np.full(len(self.order), -1, np.int32)
        places[self.later] = self.earlier
        return places

    @property
    def n_types(self) -> Numbers:
        """The number of different items."""
        return self.sizes - np.bincount(self.number[self.later], minlength=len(self.sizes))


def mattr(sequences: Sequences, window: int = WINDOW) -> Reals:
    """Moving-average type–token ratio (Covington & McFall 2010): the mean share of types in all windows of ``window`` items.

    Missing (NaN) for a sequence shorter than the window.

    >>> mattr(Sequences.of("one one two one one two one".split()), 2).round(4)
    array([0.8333])
    """
    previous, at = sequences.previous, np.arange(len(sequences.order), dtype=np.int32)
    first, stop = (np.repeat(edges.astype(np.int32), sequences.sizes) for edges in (sequences.bounds[:-1], sequences.bounds[1:]))
    # An item is no new type in the windows that hold it and the one before of its type.
    n_both = np.minimum(previous, stop - window) - np.maximum(at - window + 1, first) + 1
    n_both[(previous < 0) | (n_both < 0)] = 0
    n_windows = np.maximum(sequences.sizes - window + 1, 0)
    n_old = sums(n_both, sequences.bounds)
    with np.errstate(invalid="ignore"):
        ratios: Reals = (n_windows * window - n_old) / n_windows / window
    return ratios


def yules_k(sequences: Sequences) -> Reals:
    """Yule's characteristic K = 10⁴ (Σ f² − N) / N² (Yule 1944): how much a text repeats itself, 0 for no repetition.

    >>> yules_k(Sequences.of("a b c d d e e f f f".split()))
    array([1000.])
    """
    first = np.flatnonzero(~sequences.repeats)
    counts = np.diff(np.append(first, len(sequences.order))).astype(float)
    n = sequences.sizes.astype(float)
    squares = np.bincount(sequences.number[sequences.order[first]], counts**2, len(n))
    with np.errstate(invalid="ignore"):
        values: Reals = 1e4 * (squares - n) / n**2
    return values


def mtld(sequences: Sequences, factor: float = FACTOR) -> Reals:
    """Measure of textual lexical diversity (McCarthy & Jarvis 2010): mean length of runs that keep a high type–token ratio.

    The mean of a forward and a backward pass; an unfinished last run counts as a fraction, by how far its ratio has fallen.
    Missing (NaN) for a sequence without repetition.

    >>> mtld(Sequences.of(list("abcde") * 20)).round(6)
    array([7.142857])
    """
    n, bounds = len(sequences.order), sequences.bounds
    previous = np.append(sequences.previous, np.full(n, -1, np.int32))  # then of all sequences read backward, the last one first
    previous[2 * n - 1 - sequences.earlier] = 2 * n - 1 - sequences.later
    begins, ends = np.concatenate([bounds[:-1], 2 * n - bounds[1:]]), np.concatenate([bounds[1:], 2 * n - bounds[:-1]])
    factors = _n_factors(previous, begins, ends, factor).reshape(2, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        lengths = sequences.sizes / factors
    lengths[factors == 0] = np.nan
    values: Reals = (lengths[0] + lengths[1]) / 2
    return values


def _n_factors(previous: Places, begins: Numbers, ends: Numbers, factor: float) -> Reals:
    """How many times the ratio of each sequence, from its begin up to its end, falls to the factor: an item is a new type if it
    occurred last before the run began. All sequences are read side by side, some items of each at a time."""
    n_factors = np.zeros(len(begins))
    ahead = sliding_window_view(np.append(previous, np.zeros(_STEP, np.int32)), _STEP)
    most = sliding_window_view(_most_types(int((ends - begins).max(initial=0)) + _STEP, factor), _STEP)
    live = np.flatnonzero(begins < ends)
    run, stop, n_types = begins[live].astype(np.int32), ends[live].astype(np.int32), np.zeros(len(live), np.int32)
    at = run
    while len(live):
        types = np.cumsum(ahead[at] < run[:, None], axis=1, dtype=np.int32)
        types += n_types[:, None]
        falls = types <= most[at - run]
        first, rows = falls.argmax(axis=1), np.arange(len(live))
        after = at + first.astype(np.int32) + 1
        falls_to = falls[rows, first] & (after <= stop)
        n_factors[live[falls_to]] += 1
        at_end = ~falls_to & (stop - at <= _STEP)
        ratio = types[at_end, (stop - at)[at_end] - 1] / (stop - run)[at_end]
        n_factors[live[at_end]] += (1 - ratio) / (1 - factor)
        n_types = np.where(falls_to, 0, types[:, -1])
        at = np.where(falls_to, after, at + np.int32(_STEP))
        run = np.where(falls_to, after, run)
        goes_on = at < stop
        if not goes_on.all():
            live, n_types = live[goes_on], n_types[goes_on]
            run, at, stop = run[goes_on], at[goes_on], stop[goes_on]
    return n_factors


def _most_types(longest: int, factor: float) -> Places:
    """By its length less one: how many types a run may have for its ratio to be the factor or less."""
    lengths = np.arange(1, longest + 1)
    most = np.floor(lengths * factor) + 1.0
    for _ in range(2):  # one more or fewer where a product was rounded
        most -= most / lengths > factor
    whole: Places = most.astype(np.int32)
    return whole
