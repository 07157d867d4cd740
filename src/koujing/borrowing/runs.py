"""Where two texts have the same letters in a row: found through strings of five letters that are rare in the whole collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from koujing.borrowing.letters import Ints, Letters, Shared, find_shared, strings

# Letters of a string. Of 34 passages that readers found in three speeches, 33 share a string of five letters, 31 one of six.
LENGTH = 5
# Strings used more often than this in the whole collection are set phrases: no passage begins with them, and the number of
# pairs that are looked at grows with the collection, not with its square.
MOST_USES = 12
# So many letters in a row, each in strings used that often, are copied and no phrase: the longest phrases have 61 in 52 reports.
COPIED = 100
# A string with more uses than this counts less, in proportion.
FEW = 2.4
# Letters of later texts whose strings are looked up at once: bounds memory.
BLOCK = 1_000_000


class Run(NamedTuple):
    """``n`` letters in a row that text a has from letter ``a`` and text b from ``b``.

    ``weight`` are these letters, each counted less the more often the collection uses its strings.
    """

    a: int
    b: int
    n: int
    weight: float


class Runs(NamedTuple):
    """The runs that pairs of texts share: columns of equal length, in order of text b, then text a, then place in b."""

    text_a: Ints
    text_b: Ints
    a: Ints
    b: Ints
    n: Ints
    weight: np.ndarray


def find_runs(texts: Sequence[Letters], length: int = LENGTH, on_aside: Callable[[int, int], None] = lambda *_: None) -> Iterator[Runs]:
    """The runs of every pair of texts, the text that stands first being a; some later texts at a time.

    ``on_aside`` is called first, with how many letters stand in how many stretches that are copied so often that no run begins in them.
    """
    shared = find_shared([strings(text, length) for text in texts], MOST_USES)
    on_aside(*_copied(shared, length))
    sizes = np.array([len(text.codes) for text in texts])
    block = (np.cumsum(sizes) - sizes) // BLOCK
    for number in np.unique(block).tolist():
        first, last = np.searchsorted(block, [number, number + 1]).tolist()
        begin = int(shared.begins[first])
        end = int(shared.begins[last]) if last < len(texts) else len(shared.at)
        yield _runs(shared, begin, end, length)


def _copied(shared: Shared, length: int) -> tuple[int, int]:
    """How many letters stand in stretches of at least ``COPIED``, all of whose strings are used too often, and how many these are."""
    edges = np.diff(shared.often, prepend=False)
    edges[shared.begins[shared.begins < len(edges)]] = True
    firsts = np.flatnonzero(edges)
    n = np.diff(firsts, append=len(shared.often))[shared.often[firsts]] + length - 1
    long = n[n >= COPIED]
    return int(long.sum()), len(long)


def _runs(shared: Shared, begin: int, end: int, length: int) -> Runs:
    """The runs of the texts between two places with earlier ones."""
    here = shared.at[begin:end]
    at = here[here >= 0].astype(np.int64)
    n = at - shared.firsts[at]  # earlier uses of the same string
    b = np.repeat(shared.members[at], n).astype(np.int64)
    a = shared.members[np.arange(len(b)) + np.repeat(shared.firsts[at] - (np.cumsum(n) - n), n)].astype(np.int64)
    weight = np.repeat(np.minimum(1, FEW / shared.n_uses[at]), n)
    text_a, text_b = shared.texts[a], shared.texts[b]
    apart = text_a != text_b
    a, b, weight, text_a, text_b = a[apart], b[apart], weight[apart], text_a[apart], text_b[apart]
    order = np.lexsort((b, b - a))
    a, b, weight, text_a, text_b = a[order], b[order], weight[order], text_a[order], text_b[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(a) != 1) | (np.diff(b) != 1) | (np.diff(text_a) != 0) | (np.diff(text_b) != 0)
    starts = np.flatnonzero(new)
    n_strings = np.diff(starts, append=len(a))
    n = n_strings + length - 1
    mean = np.add.reduceat(weight, starts) / n_strings if len(starts) else np.zeros(0)
    a, b, text_a, text_b = a[starts], b[starts], text_a[starts], text_b[starts]
    order = np.lexsort((a, b, text_a, text_b))
    columns = (text_a, text_b, a - shared.begins[text_a], b - shared.begins[text_b], n, mean * n)
    return Runs(*(column[order] for column in columns))
