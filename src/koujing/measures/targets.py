"""Headline rows as promises: of which body they are, and for which years they hold."""

from __future__ import annotations

import pandas as pd

# Whose speech it is: its level, and the division it governs.
BODY = ["level", "province", "prefecture", "county"]
# What a division is, behind its name: 清苑县 has become 清苑区; 易县 is a name of two characters with it.
RANK = r"(?<=..)(?:地区|[县区市])$"
WHOLE_FROM, WHOLE_TO = r"\d{4}(?:-01(?:-01)?)?", r"\d{4}(?:-12(?:-31)?)?"


def with_years(series: pd.DataFrame) -> pd.DataFrame:
    """Headline rows with the time they hold for as ``first, last``, so that both wordings of one time are the same.

    Whole years are years. What stands at the end of a year, in December, or at the end of a period (``per`` is ``level``) is of
    that year. Anything else stays as it is written. Rows without a time or of a speech without a date are left out.

    >>> times = pd.DataFrame({"year": 2014, "per": ["year", "level", "year"], "time_from": ["2014", "2014-12", "2014-03"],
    ...                       "time_to": ["2014-12", "2014-12", "2014-05"]})
    >>> with_years(times)[["first", "last"]].to_numpy().tolist()
    [['2014', '2014'], ['2014', '2014'], ['2014-03', '2014-05']]
    """
    rows = series[series["year"].notna() & series["time_to"].ne("") & series["time_from"].ne("")]
    start, end = rows["time_from"].astype(str), rows["time_to"].astype(str)
    starts_whole, ends_whole = start.str.fullmatch(WHOLE_FROM), end.str.fullmatch(WHOLE_TO)
    last = end.str[:4].where(ends_whole, end)
    stands = ends_whole & (rows["per"].eq("level") | start.eq(end))
    first = start.str[:4].where(starts_whole, start).where(~stands, last)
    return rows.assign(first=first, last=last)


def body_of(documents: pd.DataFrame) -> pd.Series[str]:
    """The body that speaks, as one cell for each speech: its level and division, the same after a county has become a district.

    >>> divisions = {"level": "county", "province": "河北省", "prefecture": ["东河市", "东河地区"], "county": ["东台区", "东台县"]}
    >>> body_of(pd.DataFrame(divisions)).unique().tolist()
    ['county|河北省|东河|东台']
    """
    level, province, prefecture, county = (documents[column].astype(str) for column in BODY)
    prefecture, county = (names.str.replace(RANK, "", regex=True) for names in (prefecture, county))
    return level + "|" + province + "|" + prefecture + "|" + county
