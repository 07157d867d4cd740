"""One past number told by two speeches: the same, or revised in between.

First estimates are corrected by later counts, and speeches tell both. Two statements of one number are the same as long as their
rounding leaves a value that both allow (7.8 and 8, but not 7.7 and 7.8); else the later one revises the earlier, unless it counts by
another basis.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from koujing.later import pd
from koujing.measures.statements import OF_SEVERAL, is_early, reported

# What two statements must share to tell the same number; ``span`` is how several years are put into one number.
NUMBER = ["concept", "owner", "time", "span", "unit"]
SERIES = ["concept", "owner", "span", "unit"]
SURE = 0.9  # what is surely reported of a time that is not over is a first estimate, else it may be a target
# An interval of this share of its value is met by chance in few other years of a series: 1,399, but not 7.8.
SHARP = 0.005
TOLD = ["speech", "date", "value", "low", "high", "basis", "differing", "certainty", "statistic"]
COLUMNS = [
    "concept", "owner", "time", "per", "unit",
    *(f"{telling}_{name}" for telling in ("first", "second") for name in ("speech", "date", "value", "low", "high")),
    "verdict", "why", "change", "change_low", "change_high", "certainty", "first_statistic", "second_statistic",
]  # fmt: skip


def revisions(series: pd.DataFrame) -> pd.DataFrame:
    """Each past number that several speeches tell: every telling beside the one before it, by date of speaking.

    ``series`` are headline rows (``study.series()``); those without a date, a time or bounds are left out. A number is that of one
    ``concept``, ``owner`` (the place in full, 全国 for the nation), ``time`` and ``unit``; of a total or an average of years, also of
    one ``per``.

    - ``first_…, second_…``: which speech told it when, its value, and the interval that its wording leaves (``low, high``);
    - ``verdict``: ``same`` if the intervals have a value in common; else ``revised``, unless one of the two counts by another basis
      (``other basis``: constant prices, another standard), or one may be misread (``undecided``): it was told before the time was over
      with a certainty below .9, its speech gives several values, or another speech gives its value for another time; ``why`` says which;
    - ``change``: second less first value; ``change_low, change_high``: what rounding leaves of it, missing where a side is open;
    - ``certainty``: how likely the status and time of both are right; ``first_statistic, second_statistic``: their ids.

    >>> rows = pd.DataFrame({"speech": ["a", "b"], "date": ["2005-03", "2006-03"], "level": "central", "province": "", "prefecture": "",
    ...     "county": "", "concept": "gdp.growth", "place": "", "status": "reported", "time_from": "2004", "time_to": "2004",
    ...     "per": "year", "value": [9.5, 10.1], "low": [9.45, 10.05], "high": [9.55, 10.15], "unit": "%", "basis": "",
    ...     "differing": "", "certainty": 1.0, "statistic": ["x", "y"]})
    >>> revisions(rows)[["verdict", "change", "change_low", "change_high"]].round(2).to_numpy().tolist()
    [['revised', 0.6, 0.5, 0.7]]
    """
    tellings = _tellings(series)
    pairs = _pairs(tellings)
    pairs["verdict"], pairs["why"] = zip(*_verdicts(pairs, tellings), strict=True) if len(pairs) else ("", "")
    pairs["change"] = pairs["second_value"] - pairs["first_value"]
    pairs["change_low"] = pairs["second_low"] - pairs["first_high"]
    pairs["change_high"] = pairs["second_high"] - pairs["first_low"]
    pairs["certainty"] = pairs[["first_certainty", "second_certainty"]].min(axis=1)
    order = ["concept", "owner", "time", "per", "second_date", "second_speech"]
    return pairs.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def _tellings(series: pd.DataFrame) -> pd.DataFrame:
    """The statements whose number and date are known, one for each speech, numbered for each number by date of speaking."""
    rows = reported(series)
    known = rows["owner"].ne("") & rows["time"].ne("") & rows["date"].ne("") & rows[["low", "high"]].notna().any(axis=1)
    rows = rows[known].assign(span=rows["per"].where(rows["per"].isin(OF_SEVERAL), ""))
    rows = rows.sort_values(["certainty", "statistic"], ascending=[False, True], kind="stable").drop_duplicates([*NUMBER, "speech"])
    rows = rows.sort_values(["date", "speech"], kind="stable")
    return rows.assign(nth=rows.groupby(NUMBER).cumcount())


def _pairs(tellings: pd.DataFrame) -> pd.DataFrame:
    """Every telling but the first of each number, with the one before it."""
    keys = [*NUMBER, "nth"]
    earlier = tellings[[*keys, *TOLD]].rename(columns={name: f"first_{name}" for name in TOLD})
    later = tellings[[*keys, "per", *TOLD]].rename(columns={name: f"second_{name}" for name in TOLD})
    return earlier.assign(nth=earlier["nth"] + 1).merge(later, on=keys)


def _verdicts(pairs: pd.DataFrame, tellings: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The verdict of each pair, and what else than a revision may explain a difference."""
    width = tellings["high"] - tellings["low"]
    sharp = tellings[width <= SHARP * tellings["low"].abs()].sort_values(["time", "date", "speech"], kind="stable")
    of_series = {series: rows.to_dict("records") for series, rows in sharp.groupby(SERIES)}
    for pair in pairs.to_dict("records"):
        first, second = ({name: pair[f"{told}_{name}"] for name in TOLD} for told in ("first", "second"))
        if overlap(first["low"], first["high"], second["low"], second["high"]):
            yield "same", ""
        elif first["basis"] != second["basis"]:
            yield "other basis", " | ".join(told["basis"] or "none named" for told in (first, second))
        else:
            others = [one for one in of_series.get(tuple(pair[name] for name in SERIES), ()) if one["time"] != pair["time"]]
            doubts = [*filter(None, (_doubt(told, pair["time"], others) for told in (first, second)))]
            yield ("undecided", "; ".join(doubts)) if doubts else ("revised", "")


def _doubt(told: Mapping[str, Any], time: str, others: Sequence[Mapping[Hashable, Any]]) -> str:
    """Why a telling may be misread: the time was not over, its speech has other values, another speech tells it of another time."""
    if told["differing"]:
        return f"{told['speech']} also says {told['differing']}"
    if told["certainty"] < SURE and is_early(told["date"], time):
        return f"{told['speech']} was given before {time} was over"
    is_sharp = told["high"] - told["low"] <= SHARP * abs(told["low"])
    same = (one for one in others if one["speech"] != told["speech"] and overlap(told["low"], told["high"], one["low"], one["high"]))
    one = next(same, None) if is_sharp else None
    return f"{told['speech']} may mean {one['time']}, of which {one['speech']} says the same" if one else ""


def overlap(low: float, high: float, other_low: float, other_high: float) -> bool:
    """Whether two intervals have a value in common; a missing end is open.

    A bound between two roundings belongs to one of them (7.75 is written 7.8), so that 7.7 and 7.8 have none in common; an exact
    number may lie on a bound.

    >>> overlap(7.65, 7.75, 7.75, 7.85), overlap(7.65, 7.75, 7.75, 7.75), overlap(7.65, 7.75, 7.7, float("nan"))
    (False, True, True)
    """
    is_exact = low == high or other_low == other_high
    touch = math.isclose(high, other_low) or math.isclose(other_high, low)
    return is_exact if touch else not (high < other_low or other_high < low)
