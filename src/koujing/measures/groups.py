"""Rows of any coded table by section part, voice, speech, level, body, genre, place, year or decade."""

from __future__ import annotations

import pandas as pd

OF_DOCUMENT = ("speech", "level", "body", "genre", "province", "prefecture", "county", "organisation", "title")
BY = ("part", "voice", "year", "decade", *OF_DOCUMENT)


def group_rows(rows: pd.DataFrame, by: str, documents: pd.DataFrame, sections: pd.DataFrame) -> pd.Series[str]:
    """The group of each row of a coded table; missing where it is not known.

    ``by`` is ``part`` (review, tasks, other: that of the outermost section in which the row stands), ``voice``, ``year``,
    ``decade``, or one of speech, level, body, genre, province, prefecture, county, organisation, title. Errors:
    ``ValueError`` for anything else, and where the table lacks what it takes (``section`` for part).

    >>> documents = pd.DataFrame({"speech": ["a", "b"], "date": ["1984-05-01", ""], "level": ["central", ""]})
    >>> rows = pd.DataFrame({"speech": ["b", "a"]})
    >>> group_rows(rows, "decade", documents, pd.DataFrame()).tolist()
    [None, '1980s']
    """
    if by == "part":
        found = _parts(rows, sections)
    elif by == "voice":
        found = _column(rows, "voice")
    elif by in ("year", "decade"):
        dates = dict(zip(documents["speech"], documents["date"].str[: 4 if by == "year" else 3], strict=True))
        found = rows["speech"].map(dates).map(lambda year: year if by == "year" or not year else f"{year}0s")
    elif by in OF_DOCUMENT:
        found = rows["speech"].map(dict(zip(documents["speech"], documents[by], strict=True)))
    else:
        raise ValueError(f"cannot group by {by!r}; expected {', '.join(BY)}")
    return found.astype(object).where(found.notna() & found.ne(""), None).set_axis(rows.index)


def main_genre(documents: pd.DataFrame) -> str:
    """The genre that most rows have, of two the first in the alphabet: what a line over time joins.

    >>> main_genre(pd.DataFrame({"genre": ["speech", "work report", "work report"]}))
    'work report'
    """
    counts = documents["genre"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return str(counts.index[0]) if len(counts) else ""


def _parts(rows: pd.DataFrame, sections: pd.DataFrame) -> pd.Series[str]:
    """Of each row the part of its outermost section: 0 is what stands before the first heading."""
    outer = sections[sections["depth"] <= 1].sort_values(["speech", "start"], kind="stable")
    preface = outer[outer["depth"] == 0].drop_duplicates("speech").set_index("speech")["part"]
    headed = outer[outer["depth"] == 1]
    number = headed.groupby("speech").cumcount() + 1
    named = headed.set_index([headed["speech"], number])["part"].to_dict() | {(speech, 0): part for speech, part in preface.items()}
    parts = [named.get(key) for key in zip(rows["speech"], _column(rows, "section"), strict=True)]
    return pd.Series(parts, index=rows.index, dtype="object")


def _column(rows: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in rows:
        raise ValueError(f"these rows have no column {name!r}; they have {', '.join(rows.columns)}")
    return rows[name]
