"""Rows of any coded table by section part, voice, speech, level, body, genre, place, year or decade."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

OF_DOCUMENT = ("speech", "level", "body", "genre", "province", "prefecture", "county", "organisation", "title")
BY = ("part", "voice", "year", "decade", *OF_DOCUMENT)
MOST = 12  # names that a message lists


def close_to(given: object, names: Iterable[str]) -> str:
    """In brackets, for a message: what of the names somebody may have meant, empty where none is close.

    >>> close_to("countty", ["county", "province"]), close_to("moon", ["county", "province"])
    (" (close to 'county')", '')
    """
    close = get_close_matches(str(given), list(names), n=3)
    return f" (close to {' or '.join(map(repr, close))})" if close else ""


def listed(names: Iterable[str]) -> str:
    """The names in a row, as far as a message can hold them.

    >>> listed(["a", "b"]), listed(map(str, range(20)))[-21:]
    ('a, b', '9, 10, 11, and 8 more')
    """
    known = list(names)
    return ", ".join([*known[:MOST], *([f"and {len(known) - MOST} more"] if len(known) > MOST else [])])


def commonest(cells: pd.Series[str]) -> tuple[str, float]:
    """The most frequent value and its share; ``none`` and 0 where there is no value.

    Of values that are equally frequent it is the first in the alphabet.

    >>> commonest(pd.Series(["b", "a", "b"])), commonest(pd.Series([], dtype=str))
    (('b', 0.6666666666666666), ('none', 0.0))
    """
    counts = cells.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return (str(counts.index[0]), float(counts.iloc[0] / len(cells))) if len(counts) else ("none", 0.0)


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
        raise ValueError(f"cannot group by {by!r}{close_to(by, BY)}; expected one of {', '.join(BY)}")
    return found.astype(object).where(found.notna() & found.ne(""), None).set_axis(rows.index)


def speakers_of(rows: pd.DataFrame, voices: pd.DataFrame) -> pd.Series[str]:
    """Who says each row of a coded table: the speaker of the innermost passage around it, empty where nobody is named.

    >>> voices = pd.DataFrame({"source": "a", "speaker": ["甲", "乙"], "start": [0, 10], "end": [90, 20]})
    >>> speakers_of(pd.DataFrame({"id": ["x", "y", "z"], "source": "a", "start": [12, 30, 95]}), voices).tolist()
    ['乙', '甲', '']
    """
    spans = voices[["source", "speaker", "start", "end"]].rename(columns={"start": "first", "end": "last"})
    both = rows[["id", "source", "start"]].merge(spans, on="source")
    around = both[(both["first"] <= both["start"]) & (both["start"] < both["last"])]
    inner = around.sort_values(["first", "last"], ascending=[False, True], kind="stable").drop_duplicates("id")
    speakers = dict(zip(inner["id"], inner["speaker"], strict=True))
    return rows["id"].map(lambda row: speakers.get(row, "")).astype(str)


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
