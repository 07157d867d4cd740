"""How far coders agree beyond chance on the category of each unit."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from koujing.measures.frequency import LEVEL

Counts = npt.NDArray[np.float64]

RESAMPLES = 999


def krippendorff_alpha(units: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's α for nominal data: 1 is full agreement, 0 what chance gives; ≥ .80 is firm, ≥ .667 tentative.

    ``units`` holds for each unit the categories that its coders gave, in any order, None where one gave none; units with
    fewer than two are left out (Krippendorff 2011). Missing (NaN) where all categories are one, so that nothing could
    have differed.

    >>> round(krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 4)
    0.5333
    """
    return _alpha(_table(units))


def alpha_interval(units: Sequence[Sequence[Hashable | None]], rng: np.random.Generator) -> tuple[float, float]:
    """95 % percentile bootstrap interval of α over units; draws in which nothing can differ are left out."""
    table = _table(units)
    drawn = [_alpha(table[rng.integers(0, len(table), len(table))]) for _ in range(RESAMPLES)]
    tail = (1 - LEVEL) / 2
    return float(np.nanquantile(drawn, tail)), float(np.nanquantile(drawn, 1 - tail))


def _table(units: Sequence[Sequence[Hashable | None]]) -> Counts:
    """How many coders gave each category to each unit that two or more coded."""
    coded = [[value for value in unit if value is not None] for unit in units]
    coded = [unit for unit in coded if len(unit) > 1]
    categories = sorted({value for unit in coded for value in unit}, key=str)
    return np.array([[unit.count(category) for category in categories] for unit in coded], dtype=float)


def _alpha(table: Counts) -> float:
    if not table.size:
        return float("nan")
    size, n = table.sum(axis=1), table.sum()
    observed = float(((size**2 - (table**2).sum(axis=1)) / (size - 1)).sum())
    expected = float((n**2 - (table.sum(axis=0) ** 2).sum()) / (n - 1))
    return 1 - observed / expected if expected else float("nan")
