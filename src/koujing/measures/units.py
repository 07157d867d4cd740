"""What a resampling deals with: speeches, or blocks of speeches where there are too many of them."""

from __future__ import annotations

from math import ceil

import numpy as np
import numpy.typing as npt

# With more speeches than this, 9,999 draws of them no longer fit into memory.
MOST_SPEECHES = 2_000
# As many units then: the p of a test over 100 against 100 units differs from that over 1,000 against 1,000 in the second digit.
SMALLER, ALL, TOGETHER = 100, 400, 500
LEFT_OUT = -1

Places = npt.NDArray[np.int64]


def blocks(n: int, rng: np.random.Generator) -> Places:
    """The number of the unit of each of ``n`` speeches for a bootstrap: themselves, or 500 random blocks of equal size.

    >>> blocks(4, np.random.default_rng(1)).tolist()
    [0, 1, 2, 3]
    """
    return np.arange(n) if n <= MOST_SPEECHES else rng.permutation(n) % TOGETHER


def two_sides(n: int, m: int, rng: np.random.Generator, paired: bool = False) -> tuple[Places, Places]:
    """The number of the unit of each of ``n`` and ``m`` speeches for a permutation test, counted from 0 on either side.

    Up to 2,000 speeches together are units themselves. More of them are dealt at random into blocks, all of the same number of
    speeches, so that they can change sides: about 100 on the smaller side, at most 400 together. Speeches that are left over
    (−1) are not part of the test. ``paired``: the speeches of both sides are the same ones, and so are their blocks.

    >>> two_sides(2, 1, np.random.default_rng(1))
    (array([0, 1]), array([0]))
    >>> [(np.unique(side).size, int(np.ptp(np.bincount(side + 1)[1:]))) for side in two_sides(300, 90_000, np.random.default_rng(1))]
    [(100, 0), (301, 0)]
    """
    if n + m <= MOST_SPEECHES:
        return np.arange(n), np.arange(m)
    size = max(1, ceil(min(n, m) / SMALLER))
    one = _dealt(n, size, ALL // 2 if n == m else ALL - SMALLER, rng)
    return one, one if paired else _dealt(m, size, ALL // 2 if n == m else ALL - SMALLER, rng)


def _dealt(n: int, size: int, most: int, rng: np.random.Generator) -> Places:
    unit = rng.permutation(n) // size
    return np.where(unit < min(n // size, most), unit, LEFT_OUT)
