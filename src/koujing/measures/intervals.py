"""Confidence intervals of rates and of shares.

The exact Poisson interval treats words as if they fell independently; the bootstrap over documents lets whole speeches vary,
as they do in fact, and is much wider for terms that are concentrated in a few speeches.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy

from koujing.measures.units import blocks

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
# Fewer documents than this have too few distinct resamples for a bootstrap interval; plots then show points only.
MIN_DOCUMENTS = 8
RESAMPLES = 9_999
# Terms bootstrapped at once: 500 terms × 9,999 resamples are 40 MB.
CHUNK = 500


def rate_interval(counts: npt.ArrayLike, exposure: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Exact 95 % Poisson interval of ``counts / exposure`` (Garwood 1936), by quantiles of chi-square.

    >>> low, high = rate_interval([10, 0], 1)
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([4.7954, 0.0], [18.3904, 3.6889])
    """
    k, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    tail = (1 - LEVEL) / 2
    low = np.where(k > 0, scipy.stats.chi2.ppf(tail, 2 * np.maximum(k, 1)), 0.0) / 2
    high = scipy.stats.chi2.isf(tail, 2 * k + 2) / 2
    return low / exposure, high / exposure


def share_interval(k: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """95 % Wilson score interval of the share ``k / n`` (Wilson 1927, without continuity correction).

    >>> low, high = share_interval(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    z = scipy.stats.norm.isf((1 - LEVEL) / 2)
    centre = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
    # At the edges the exact result is 0 or 1; rounding must not leave 1e-17.
    return np.where(k == 0, 0.0, centre - half), np.where(k == n, 1.0, centre + half)


def bootstrap_rate(
    counts: npt.ArrayLike, exposures: npt.ArrayLike, rng: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[Floats, Floats]:
    """95 % BCa bootstrap interval of Σcounts/Σexposures over documents (Efron 1987), for each row (term) of ``counts``.

    All terms share the resamples. ``counts`` is terms × documents; below 8 documents every bound is missing (NaN).
    Of more than 2,000 documents, blocks are drawn (see ``units``).
    Exposures in whole characters sum exactly in any order, so ties, and with them the bounds, are the same on every processor.
    The speeches of one author are not independent: for such a census, read the interval as variation between documents.
    """
    v, s = np.atleast_2d(np.asarray(counts, dtype=float)), np.asarray(exposures, dtype=float)
    unit = blocks(len(s), rng)
    documents = int(unit.max(initial=-1)) + 1
    if documents < len(s):
        v, s = np.array([np.bincount(unit, row) for row in v]).reshape(len(v), documents), np.bincount(unit, s)
    if documents < MIN_DOCUMENTS:
        return np.full(len(v), np.nan), np.full(len(v), np.nan)
    drawn = rng.integers(0, documents, (resamples, documents))
    weights = np.stack([np.bincount(row, minlength=documents) for row in drawn], axis=1).astype(float)
    bounds = [_bca(v[at : at + CHUNK], s, weights) for at in range(0, len(v), CHUNK)]
    low, high = np.concatenate(bounds, axis=1) if bounds else np.empty((2, 0))
    return low, high


def _bca(v: Floats, s: Floats, weights: Floats) -> Floats:
    """Bias-corrected and accelerated bounds, shape (2, terms); ``weights`` is documents × resamples."""
    rates = (v @ weights) / (s @ weights)
    rate = (v.sum(axis=1) / s.sum())[:, None]
    below = ((rates < rate).mean(axis=1) + (rates <= rate).mean(axis=1)) / 2
    left_out = (v.sum(axis=1)[:, None] - v) / (s.sum() - s)
    pull = left_out.mean(axis=1)[:, None] - left_out
    spread = (pull**2).sum(axis=1) ** 1.5
    acceleration = np.divide((pull**3).sum(axis=1), 6 * spread, out=np.zeros(len(v)), where=spread > 0)
    bias = scipy.stats.norm.ppf(below)
    tails = bias + scipy.stats.norm.ppf([[(1 - LEVEL) / 2], [(1 + LEVEL) / 2]])
    levels = scipy.stats.norm.cdf(bias + tails / (1 - acceleration * tails))
    return np.array([[np.quantile(row, level) for row, level in zip(rates, side, strict=True)] for side in levels])
