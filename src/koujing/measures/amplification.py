"""What lower levels make of a higher one's targets: the same year's target of the centre, a province, a prefecture, a county.

A congress of a county meets before that of its province, and that before the National People's Congress: a lower level's target of
the same year answers what it expects, or was told before, and a difference does not show who followed whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import scipy

from koujing.lexicons.concepts import wished
from koujing.measures.intervals import LEVEL, MIN_DOCUMENTS, RESAMPLES, Floats
from koujing.measures.statements import BODY, placed

# Each level lies in a division of those before it; the columns name the division that it governs.
LEVELS = {"central": BODY[1:1], "province": BODY[1:2], "prefecture": BODY[1:3], "county": BODY[1:4]}
HARDNESS = ("soft", "plain", "hard")
SAME = ["year", "concept", "first", "last", "mode", "unit"]
OF_SPEECH = ["speech", "level", "body", "place", "value", "low", "high", "hardness", "certainty", "statistic"]
SIDES = ("higher", "lower")
OF_SIDE = ("level", "body", "place", "speech", "value", "low", "high", "hardness", "statistic")
COLUMNS = [
    *SAME, *(f"{side}_{name}" for side in SIDES for name in OF_SIDE), "difference", "low", "high", "raised", "harder",
    "certainty",
]  # fmt: skip


def amplification(series: pd.DataFrame) -> pd.DataFrame:
    """Each target in per cent of a lower level beside that of the nearest higher one, of the same year, concept and time.

    ``series`` are headline rows, of one study or of several; a pair needs that the lower place lies in the higher one (by the
    gazetteer: ``province, prefecture, county``). Of several higher levels with such a target, the nearest is taken.

    - ``year, concept, first, last, mode`` (``average``, ``cumulative``, or empty for one year), ``unit``; ``higher_`` and ``lower_``:
      ``level, body`` (the same after a county became a district), ``place, speech, value, low, high, hardness, statistic``;
    - ``difference``: the lower level's number less the higher one's, in percentage points, and ``low, high`` if one is a range;
    - ``raised``: this difference turned to the side that is ``wished`` (a lower rate of unemployment is more); missing if none is;
    - ``harder``: 1 if the lower level's wording is harder (soft < plain < hard), 0 if alike, −1 if softer; ``certainty``: the least.

    >>> rows = pd.DataFrame({"speech": ["a", "b"], "year": 2021, "level": ["central", "county"], "province": ["", "河北省"],
    ...     "prefecture": "", "county": ["", "东县"], "concept": "gdp.growth", "place": "", "status": "target", "time_from": "2021",
    ...     "time_to": "2021", "per": "year", "value": [6.0, 9.0], "low": [6.0, 8.5], "high": [None, 9.5], "unit": "%",
    ...     "hardness": ["plain", "soft"], "certainty": 1.0, "statistic": ["t", "u"]})
    >>> amplification(rows)[["lower_place", "difference", "raised", "harder"]].to_numpy().tolist()
    [['东县', 3.0, 3.0, -1]]
    """
    rows = placed(series)
    targets = rows[(rows["status"] == "target") & (rows["place"] == "") & (rows["unit"] == "%")]
    targets = targets.assign(place=_governed(targets)).reset_index(names="row")
    pairs = pd.concat([*_candidates(targets)], ignore_index=True)
    order = ["row", "distance", "higher_certainty", "higher_speech", "higher_statistic"]
    pairs = pairs.sort_values(order, ascending=[True, True, False, True, True], kind="stable").drop_duplicates("row")
    (higher_low, higher_high), (lower_low, lower_high) = (_number(pairs, side) for side in SIDES)
    pairs["low"], pairs["high"] = lower_low - higher_high, lower_high - higher_low
    pairs["difference"] = ((pairs["low"] + pairs["high"]) / 2).round(9)
    sign = pairs["concept"].map(wished).map({"up": 1.0, "down": -1.0}).astype(float)
    pairs["raised"] = pairs["difference"] * sign + 0.0
    softer, harder = (pairs[f"{side}_hardness"].map(HARDNESS.index).astype(int) for side in SIDES)
    pairs["harder"] = np.sign(harder - softer)
    pairs["certainty"] = pairs[["higher_certainty", "lower_certainty"]].min(axis=1)
    order = ["concept", "year", "lower_place", "lower_statistic"]
    return pairs.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def sum_amplification(
    pairs: pd.DataFrame, by: str | Sequence[str] = "concept", rng: np.random.Generator | None = None
) -> pd.DataFrame:
    """How much more lower levels set, by any columns of ``amplification``; the lower place is the unit, with its median of ``raised``.

    - ``n``: the pairs; ``places``; ``more, same, less``: the places that set more of what is wished, as much, or less;
    - ``median, low, high``: in percentage points over the places, with the 95 % bootstrap interval; none below eight places;
    - ``p``: sign test, two-sided, without the places that set as much; ``verdict``: ``amplified`` or ``muted`` (p ≤ .05), ``not
      shown``, or ``undecidable`` and no p if no outcome could be below .05, that is with fewer than six places;
    - ``harder, softer``: the pairs of which the lower level's wording is harder, or softer.

    >>> pairs = pd.DataFrame({"concept": "gdp.growth", "lower_body": list("abcdef"), "raised": 1.5, "harder": [0, 0, 0, 0, 1, -1]})
    >>> sum_amplification(pairs)[["places", "more", "median", "p", "verdict"]].to_numpy().tolist()
    [[6, 6, 1.5, 0.03125, 'amplified']]
    """
    keys = [by] if isinstance(by, str) else list(by)
    rng = rng or np.random.default_rng(0)
    groups = pairs.dropna(subset="raised").groupby(keys)
    rows = [
        dict(zip(keys, key, strict=True)) | {"n": len(group)} | _sum_places(group.groupby("lower_body")["raised"].median(), rng)
        | {"harder": int((group["harder"] > 0).sum()), "softer": int((group["harder"] < 0).sum())}
        for key, group in groups
    ]  # fmt: skip
    names = ["n", "places", "more", "same", "less", "median", "low", "high", "p", "verdict", "harder", "softer"]
    return pd.DataFrame(rows, columns=[*keys, *names])


def _governed(targets: pd.DataFrame) -> pd.Series[str]:
    """The name of the division: the smallest that is named, 全国 for the centre."""
    names = targets[BODY[1:]]
    return names.where(names != "").ffill(axis=1)[BODY[-1]].fillna("全国").astype(str)


def _candidates(targets: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """For each two levels, the pairs of targets of the same time, the lower place in the higher, as columns ``higher_…, lower_…``."""
    for higher, lower in combinations(LEVELS, 2):
        keys = LEVELS[higher]
        above, below = (targets[(targets["level"] == level) & (targets[keys] != "").all(axis=1)] for level in (higher, lower))
        sides = [
            side[[*SAME, *keys, *OF_SPEECH]].rename(columns={name: f"{which}_{name}" for name in OF_SPEECH})
            for side, which in zip((above, below.set_index("row", drop=False)), SIDES, strict=True)
        ]
        distance = list(LEVELS).index(lower) - list(LEVELS).index(higher)
        yield sides[1].reset_index(names="row").merge(sides[0], on=[*SAME, *keys]).drop(columns=keys).assign(distance=distance)


def _number(pairs: pd.DataFrame, side: str) -> tuple[pd.Series[float], pd.Series[float]]:
    """The number that is written, twice, or both ends of a range."""
    value, low, high = (pairs[f"{side}_{name}"].astype(float) for name in ("value", "low", "high"))
    return value.fillna(low), value.fillna(high)


def _sum_places(raised: pd.Series[float], rng: np.random.Generator) -> dict[str, object]:
    more, less = int((raised > 0).sum()), int((raised < 0).sum())
    low, high = _bootstrap_median(np.asarray(raised, dtype=float), rng)
    counts = {"places": len(raised), "more": more, "same": len(raised) - more - less, "less": less}
    told = counts | {"median": float(raised.median()), "low": low, "high": high}
    if 2 * 0.5 ** (more + less) > 1 - LEVEL:
        return told | {"p": np.nan, "verdict": "undecidable"}
    p = float(scipy.stats.binomtest(more, more + less).pvalue)
    return told | {"p": p, "verdict": "not shown" if p > 1 - LEVEL else "amplified" if more > less else "muted"}


def _bootstrap_median(values: Floats, rng: np.random.Generator) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the median."""
    if len(values) < MIN_DOCUMENTS:
        return np.nan, np.nan
    medians = np.median(values[rng.integers(0, len(values), (RESAMPLES, len(values)))], axis=1)
    low, high = np.quantile(medians, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
