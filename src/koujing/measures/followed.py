"""Series of one government that can be followed over the years: targets with outcomes, and targets beside last year's result."""

from __future__ import annotations

import pandas as pd

from koujing.measures.statements import BODY

SERIES = [*BODY, "place", "concept"]
SEVERAL = ("average", "cumulative")  # about several years, so not comparable with a year


def followed_series(kept: pd.DataFrame, least: int = 8, most: int = 3) -> list[pd.DataFrame]:
    """The rows of a ledger by series, those with most outcomes first: targets for single years, of which ``least`` have an outcome.

    >>> row = {"level": "county", "province": "", "prefecture": "", "county": "丙县", "place": "", "concept": "gdp.growth", "per": ""}
    >>> kept = pd.DataFrame([row | {"first": "2014", "last": last, "outcome_year": 2015} for last in ("2014", "2016")])
    >>> [len(table) for table in followed_series(kept, least=1)], followed_series(kept, least=2)
    ([1], [])
    """
    yearly = kept[(kept["first"] == kept["last"]) & ~kept["per"].isin(SEVERAL)]
    known = [table for _, table in yearly.groupby(SERIES) if table["outcome_year"].notna().sum() >= least]
    return sorted(known, key=lambda table: (-table["outcome_year"].notna().sum(), table["concept"].iloc[0]))[:most]


def cautious(series: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The ``target`` for its own year and the ``result`` of the year before, of each speech (the index) that tells both.

    ``series`` are headline rows, ``table`` is one of ``followed_series``; of a range the middle counts.

    >>> row = {"level": "county", "province": "", "prefecture": "", "county": "丙县", "place": "", "concept": "gdp.growth", "per": ""}
    >>> told = pd.DataFrame([row | {"speech": "a", "year": 2015, "value": None, "low": 7.0, "high": 8.0, "status": "target"},
    ...                      row | {"speech": "a", "year": 2015, "value": 7.4, "low": 7.35, "high": 7.45, "status": "reported"}])
    >>> told[["time_from", "time_to"]] = [["2015", "2015"], ["2014", "2014"]]
    >>> cautious(told, told.head(1)).to_dict("index")
    {'a': {'target': 7.5, 'result': 7.4}}
    """
    rows = table[SERIES].drop_duplicates().merge(series, on=SERIES)
    rows = rows[(rows["time_from"] == rows["time_to"]) & rows["time_from"].str.fullmatch(r"\d{4}") & ~rows["per"].isin(SEVERAL)]
    value = rows["value"].astype(float).fillna(rows[["low", "high"]].mean(axis=1)).set_axis(rows["speech"])
    ahead = (rows["time_from"].astype(int) - rows["year"].astype(int)).to_numpy()
    status = rows["status"].to_numpy()
    sides = {"target": value[(status == "target") & (ahead == 0)], "result": value[(status == "reported") & (ahead == -1)]}
    return pd.DataFrame(sides).dropna()
