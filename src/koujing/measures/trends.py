"""Whether a series of values by year rises or falls, and where its level changes.

The texts of one office are autocorrelated, so a plain trend test finds too many trends. From eleven values on, the test of Hamed
and Rao is used, which adjusts the variance for the autocorrelation of the ranks. Missing years are not filled in; lags are
counted in successive texts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from koujing.measures.intervals import LEVEL, Floats

# Up to this number of values, Kendall's test is exact.
EXACT = 10
# A level must hold for at least this number of texts.
LEAST = 4
RESAMPLES = 499
# Residuals are resampled in runs of this length, since neighbouring values are similar.
BLOCK = 3


def trend_test(years: npt.ArrayLike, values: npt.ArrayLike, level: float = LEVEL) -> dict[str, Any]:
    """Test of a monotone trend: ``n, tau, p, slope, low, high, method``; the slope is per year, missing values are left out.

    Kendall's τ (exact p up to 10 values without ties in years or values, else Hamed & Rao 1998); slope by Theil (1950) and
    Sen (1968) with Sen's interval. There is no test for fewer than four values, or if all values or all years are the same.

    >>> found = trend_test(range(7), [5, 7, 6, 9, 11, 10, 14])
    >>> round(found["tau"], 4), round(found["p"], 6), found["slope"], found["low"], found["high"], found["method"]
    (0.8095, 0.010714, 1.4, 0.5, 2.0, 'exact')
    """
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    known = np.isfinite(x) & np.isfinite(y)
    order = np.argsort(x[known], kind="stable")
    x, y = x[known][order], y[known][order]
    if len(y) < 4 or y.min() == y.max() or x[0] == x[-1]:
        return {"n": len(y), "tau": np.nan, "p": np.nan, "slope": np.nan, "low": np.nan, "high": np.nan, "method": "none"}
    exact = len(y) <= EXACT and len(set(y)) == len(set(x)) == len(y)
    found = scipy.stats.kendalltau(x, y, method="exact" if exact else "asymptotic")
    slope, _, low, high = scipy.stats.theilslopes(y, x, alpha=level)
    p = found.pvalue if exact else _hamed_rao(y)
    numbers = {"tau": found.statistic, "p": p, "slope": slope, "low": low, "high": high}
    return {"n": len(y), **{k: float(v) for k, v in numbers.items()}, "method": "exact" if exact else "Hamed–Rao"}


def _hamed_rao(y: Floats, level: float = LEVEL) -> float:
    """Two-sided p of the Mann–Kendall score with its variance corrected for autocorrelated ranks (Hamed & Rao 1998)."""
    n = len(y)
    score = float(np.sign(y[None, :] - y[:, None])[np.triu_indices(n, 1)].sum())
    ties = np.unique(y, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    place = np.arange(1, n + 1)
    ranks = scipy.stats.rankdata(y - place * scipy.stats.theilslopes(y, place).slope)
    centred = ranks - ranks.mean()
    lags = np.arange(1, n)
    correlation = np.array([(centred[lag:] * centred[:-lag]).sum() for lag in lags]) / ((centred**2).sum() or 1.0)
    counted = np.abs(correlation) > scipy.stats.norm.isf((1 - level) / 2) / np.sqrt(n)
    pull = ((n - lags) * (n - lags - 1) * (n - lags - 2) * correlation)[counted].sum()
    factor = 1 + 2 / (n * (n - 1) * (n - 2)) * pull
    variance *= factor if factor > 0 else 1  # oscillating ranks can make it negative, which is meaningless
    z = (score - np.sign(score)) / np.sqrt(variance)
    return float(2 * scipy.stats.norm.sf(abs(z)))


def turning_points(
    years: npt.ArrayLike, values: npt.ArrayLike, rng: np.random.Generator, most: int = 3, level: float = 0.9
) -> pd.DataFrame:
    """The years in which the level of a series changes: ``year, low, high, before, after``, in chronological order.

    ``year`` is the year of the first text at the new level. The series is cut where the squared deviations from the means of
    the parts are smallest; the number of cuts, at most ``most``, minimises BIC with three parameters per cut (Zhang & Siegmund
    2007 show why one is too few). ``low, high`` contain the cut in the proportion ``level`` of series that keep the levels and
    resample the residuals in runs of three. This is a description, not a test: a steady rise is cut too.
    """
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    cuts = _cuts(y, most)
    steps = [0, *cuts, len(y)]
    means = [float(y[a:b].mean()) for a, b in pairwise(steps)] if len(y) else []
    fitted = np.repeat(means, np.diff(steps)) if len(y) else y
    again = np.array([_segment(fitted + _resampled(y - fitted, rng), len(cuts)) for _ in range(RESAMPLES if cuts else 0)])
    rows = []
    for k, cut in enumerate(cuts):
        low, high = np.quantile(again[:, k], [(1 - level) / 2, (1 + level) / 2], method="nearest").astype(int)
        rows.append((int(x[cut]), int(x[low]), int(x[high]), means[k], means[k + 1]))
    return pd.DataFrame(rows, columns=["year", "low", "high", "before", "after"])


def _resampled(residuals: Floats, rng: np.random.Generator) -> Floats:
    """Residuals resampled in runs of ``BLOCK``, wrapping around at the end."""
    n = len(residuals)
    begins = rng.integers(0, n, -(-n // BLOCK))
    places = (begins[:, None] + np.arange(BLOCK)).ravel()[:n] % n
    return np.asarray(residuals[places])


def _cuts(y: Floats, most: int) -> list[int]:
    """The cuts that minimise BIC."""
    n = len(y)
    if n < 2 * LEAST:
        return []
    best: tuple[float, list[int]] = (np.inf, [])
    for k in range(min(most, n // LEAST - 1) + 1):
        cuts = _segment(y, k)
        error = sum(((part - part.mean()) ** 2).sum() for part in np.split(y, cuts))
        best = min(best, (n * np.log(max(error, 1e-300) / n) + 3 * k * np.log(n), cuts))
    return best[1]


def _segment(y: Floats, k: int) -> list[int]:
    """Where to cut into k+1 parts of at least ``LEAST`` values with the least squared deviations (Bellman 1961)."""
    n = len(y)
    sums, squares = (np.concatenate([[0.0], np.cumsum(v)]) for v in (y, y**2))
    i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = squares[j] - squares[i] - (sums[j] - sums[i]) ** 2 / (j - i)
    cost = np.where(j - i >= LEAST, cost, np.inf)
    reached, back = cost[0], []
    for _ in range(k):
        through = reached[:, None] + cost
        back.append(through.argmin(axis=0))
        reached = through.min(axis=0)
    cuts, end = [], n
    for choice in reversed(back):
        end = int(choice[end])
        cuts.append(end)
    return cuts[::-1]
