"""Statements of known series → one headline row for each speech, concept, place, status and time."""

from __future__ import annotations

import numpy as np

from koujing.later import pd
from koujing.measures.groups import years_of

OF_SPEECH = ["date", "level", "genre", "province", "prefecture", "county"]
GROUP = ["speech", "concept", "place", "status", "time_from", "time_to", "per"]
COLUMNS = [
    "speech", "date", "year", *OF_SPEECH[1:], *GROUP[1:], "value", "low", "high", "unit", "modifier", "hardness", "basis", "n", "differing",
    "certainty", "statistic", "source", "start", "end",
]  # fmt: skip
# Statements this near to one another (in raw characters) belong to one list, such as that of the year's main targets.
NEAR = 150


def headlines(series: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """One row per speech, concept, place, status, time and ``per``: the statement of the whole where there are several.

    Rules are left out. The headline of a group is the statement that most other series stand near (a speech states its results
    and targets in lists), then the one repeated most, then the first; a result with both ends known precedes 超过 and 以上.
    ``n`` counts the statements with its value, ``differing`` has the other values, ``certainty`` is the smaller one of status and
    time.

    >>> series = pd.DataFrame({"source": "a", "speech": "a", "start": [0, 9, 500], "end": [3, 12, 503], "statistic": ["x", "y", "z"],
    ...     "concept": ["gdp.growth", "cpi.change", "gdp.growth"], "place": "", "status": "target", "status_certainty": 0.9,
    ...     "time_from": "2016", "time_to": "2016", "when_certainty": 0.8, "value": [7.0, 3.0, 6.5], "low": [7.0, 3.0, 6.5],
    ...     "high": [7.0, 3.0, 6.5], "unit": "%", "modifier": "", "hardness": "plain", "basis": "", "per": ""})
    >>> documents = pd.DataFrame({"speech": ["a"], "date": "2016-03", "level": "central", "genre": "work report",
    ...     "province": "", "prefecture": "", "county": ""})
    >>> headlines(series, documents)[["concept", "value", "n", "differing", "certainty"]].to_numpy().tolist()
    [['cpi.change', 3.0, 1, '', 0.8], ['gdp.growth', 7.0, 1, '6.5', 0.8]]
    """
    rows = series[series["status"] != "rule"].reset_index(drop=True)
    rows = rows.assign(said=_said(rows), company=_company(rows))
    rows["n"] = rows.groupby([*GROUP, "said"])["said"].transform("size")
    rows["bounded"] = rows[["low", "high"]].notna().all(axis=1) | (rows["status"] == "target")
    order = ["bounded", "company", "n", "start"]
    rows = rows.sort_values(order, ascending=[False, False, False, True], kind="stable")
    differing = rows.groupby(GROUP)["said"].agg(lambda said: "|".join([*dict.fromkeys(said)][1:]))
    table = rows.drop_duplicates(GROUP).merge(differing.rename("differing").reset_index(), "left", GROUP)
    about = documents[["speech", *OF_SPEECH]].assign(year=years_of(documents))
    table = table.merge(about, on="speech", how="left")
    table["certainty"] = table[["status_certainty", "when_certainty"]].min(axis=1)
    keys = ["concept", "time_from", "date", "speech", "start"]
    return table.sort_values(keys, kind="stable", ignore_index=True)[COLUMNS]


def _said(rows: pd.DataFrame) -> pd.Series[str]:
    """The value of each row in words, or its interval where it has none."""
    values = rows["value"].map(lambda value: f"{value:.12g}")
    ends = (rows[end].map(lambda value: "" if pd.isna(value) else f"{value:.12g}") for end in ("low", "high"))
    ranges = ["..".join(pair) for pair in zip(*ends, strict=True)]
    return values.where(rows["value"].notna(), pd.Series(ranges, index=rows.index, dtype=object))


def _company(rows: pd.DataFrame) -> pd.Series[int]:
    """How many other series of the same status stand near each row in its speech."""
    company = pd.Series(0, index=rows.index)
    for _, part in rows.sort_values("start", kind="stable").groupby(["speech", "status"]):
        starts, concepts = part["start"].to_numpy(), part["concept"].to_numpy()
        first = np.searchsorted(starts, starts - NEAR)
        last = np.searchsorted(starts, starts + NEAR, side="right")
        company.loc[part.index] = np.array([len(set(concepts[a:b])) - 1 for a, b in zip(first, last, strict=True)])
    return company
