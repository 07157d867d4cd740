"""Headline rows as promises: of which body they are, and for which years they hold."""

from __future__ import annotations

import re

import pandas as pd

# Whose speech it is: its level, and the division it governs.
BODY = ["level", "province", "prefecture", "county"]
DEPTH = {level: depth for depth, level in enumerate(BODY)}
# What a division is, behind its name: 清苑县 has become 清苑区; 易县 is a name of two characters with it.
RANK = re.compile("(?<=..)(?:地区|[县区市])$")
WHOLE_FROM, WHOLE_TO = r"\d{4}(?:-01(?:-01)?)?", r"\d{4}(?:-12(?:-31)?)?"


def placed(series: pd.DataFrame) -> pd.DataFrame:
    """Headline rows with the ``body`` that speaks and what they hold for as ``first, last, mode``, the same however it is worded.

    Whole years are years. What stands at the end of a year, in December, or at the end of a period (``per`` is ``level``) is of
    that year. Anything else stays as it is written. ``mode`` is ``average`` or ``cumulative`` where that makes another number: the
    sum of amounts over one year is that of the year, but a rate that is called cumulative may be of several. Rows without a time,
    a year of speaking or a known body are left out.

    >>> times = pd.DataFrame({"year": 2014, "unit": "%", "per": ["year", "level", "year"], "time_from": ["2014", "2014-12", "2014-03"],
    ...     "time_to": ["2014-12", "2014-12", "2014-05"], "level": "central", "province": "", "prefecture": "", "county": ""})
    >>> placed(times)[["body", "first", "last"]].to_numpy().tolist()
    [['central', '2014', '2014'], ['central', '2014', '2014'], ['central', '2014-03', '2014-05']]
    """
    rows = series.reset_index(drop=True)  # of several studies, whose numbers repeat
    rows = rows.assign(body=body_of(rows))
    rows = rows[rows["year"].notna() & rows["time_to"].ne("") & rows["time_from"].ne("") & rows["body"].ne("")]
    start, end = rows["time_from"].astype(str), rows["time_to"].astype(str)
    starts_whole, ends_whole = start.str.fullmatch(WHOLE_FROM), end.str.fullmatch(WHOLE_TO)
    last = end.str[:4].where(ends_whole, end)
    stands = ends_whole & (rows["per"].eq("level") | start.eq(end))
    first = start.str[:4].where(starts_whole, start).where(~stands, last)
    summed = rows["per"].eq("average") | (rows["per"].eq("cumulative") & (first.ne(last) | rows["unit"].eq("%")))
    return rows.assign(first=first, last=last, mode=rows["per"].where(summed, ""))


def body_of(documents: pd.DataFrame) -> pd.Series[str]:
    """The government that speaks, as one cell: its level and place, the same after a county has become a district.

    It is empty where the place is not known, as that of a township never is.

    >>> divisions = {"level": "county", "province": "河北省", "prefecture": "东河市", "county": ["东台区", "东台县", ""]}
    >>> body_of(pd.DataFrame(divisions)).unique().tolist()
    ['county|河北省|东河|东台', '']
    """
    cells = documents[BODY].astype(str).itertuples(index=False, name=None)
    return pd.Series([_body(*cell) for cell in cells], documents.index, dtype=object)


def _body(level: str, *divisions: str) -> str:
    if level == "central":
        return level
    depth = DEPTH.get(level, 0)
    names = [RANK.sub("", name) for name in divisions[:depth]]
    return "|".join([level, *names]) if names and names[-1] else ""
