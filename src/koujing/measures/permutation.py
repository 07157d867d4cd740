"""Whether a difference between two groups of speeches may be chance: the speeches are dealt to the groups anew, many times."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, islice
from math import comb

import numpy as np
import numpy.typing as npt

from koujing.measures.intervals import Floats

# Permutations drawn at random if there are too many to enumerate.
DRAWS = 9_999


def permutation_p(
    counts: npt.ArrayLike,
    sizes: npt.ArrayLike,
    is_target: npt.ArrayLike,
    rng: np.random.Generator,
    paired: bool = False,
    draws: int = DRAWS,
) -> tuple[Floats, float]:
    """Two-sided p of the difference of pooled rates, for each term, and the smallest p that these speeches could give at all.

    ``counts`` is terms × speeches, ``sizes`` the tokens of each speech, ``is_target`` its group. Speeches are reassigned to two
    groups of the same sizes in every possible way if there are at most ``draws`` ways, else in ``draws`` random ways plus the
    observed one. ``paired``: column i of the target and column i of the reference are halves of one speech, and only these are
    swapped.

    >>> p, smallest = permutation_p([[9, 8, 7, 1, 0]], [10] * 5, [1, 1, 1, 0, 0], np.random.default_rng(1))
    >>> p.tolist(), smallest
    ([0.1], 0.1)
    """
    v, s = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    return shuffle_p(lambda deals: _difference(v, s, deals), is_target, rng, paired, draws)


def shuffle_p(
    differ: Callable[[npt.NDArray[np.bool_]], Floats],
    is_target: npt.ArrayLike,
    rng: np.random.Generator,
    paired: bool = False,
    draws: int = DRAWS,
) -> tuple[Floats, float]:
    """The p of any difference between two groups of speeches, as in ``permutation_p``.

    ``differ`` takes assignments of the speeches to the target, one a row, and gives the sizes of the differences, terms ×
    assignments.
    """
    group = np.asarray(is_target, dtype=bool)
    deals = _swaps(group, rng, draws) if paired else _deals(group, rng, draws)
    exact = len(deals) <= draws and _n_ways(group, paired) == len(deals)
    observed = differ(group[None])
    parts = np.array_split(deals, max(1, len(deals) * len(observed) // 2_000_000))
    extreme = sum((differ(part) >= observed * (1 - 1e-9)).sum(axis=1) for part in parts)
    p = extreme / len(deals) if exact else (extreme + 1) / (len(deals) + 1)
    n = int(group.sum())
    return p, smallest_p(n, len(group) - n, paired)


def _difference(v: Floats, s: Floats, target: npt.NDArray[np.bool_]) -> Floats:
    """Absolute difference of the pooled rates, terms × assignments."""
    mine = target.T.astype(float)
    ours, size = v @ mine, s @ mine
    return np.asarray(np.abs(ours / size - (v.sum(axis=1)[:, None] - ours) / (s.sum() - size)))


def smallest_p(n_target: int, n_reference: int, paired: bool = False) -> float:
    """The smallest p that a permutation test over this number of speeches could give, however different they are.

    >>> smallest_p(5, 2), smallest_p(3, 3), smallest_p(6, 6, paired=True)
    (0.047619047619047616, 0.1, 0.03125)
    """
    mirrored = paired or n_target == n_reference  # the opposite arrangement is equally extreme
    return (2 if mirrored else 1) / (1 << n_target if paired else comb(n_target + n_reference, n_target))


def _n_ways(group: npt.NDArray[np.bool_], paired: bool) -> int:
    n = int(group.sum())
    return 1 << n if paired else comb(len(group), n)


def _deals(group: npt.NDArray[np.bool_], rng: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
    n, k = len(group), int(group.sum())
    if comb(n, k) <= draws:
        chosen = np.array(list(islice(combinations(range(n), k), draws)))
    else:
        chosen = rng.permuted(np.tile(np.arange(n), (draws, 1)), axis=1)[:, :k]
    deals = np.zeros((len(chosen), n), dtype=bool)
    np.put_along_axis(deals, chosen, True, axis=1)
    return deals


def _swaps(group: npt.NDArray[np.bool_], rng: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
    k = int(group.sum())
    every = np.arange(min(1 << k, draws + 1))[:, None] >> np.arange(k) & 1 == 1
    swapped = every if len(every) <= draws else rng.random((draws, k)) < 0.5
    deals = np.empty((len(swapped), len(group)), dtype=bool)
    deals[:, np.flatnonzero(group)], deals[:, np.flatnonzero(~group)] = ~swapped, swapped
    return deals
