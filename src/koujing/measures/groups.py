"""Rows of any coded table grouped by section part, voice, year, decade, or a column of the documents."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import groupby

import pandas as pd

from koujing.tables import OWN

OF_DOCUMENT = ("speech", "level", "body", "genre", "province", "prefecture", "county", "organisation", "speaker", "title")
BY = ("part", "voice", "year", "decade", *OF_DOCUMENT)
MOST = 12  # the most names that a message lists


def close_to(given: object, names: Iterable[str]) -> str:
    """A hint in brackets, for a message: the names that may have been meant; empty if none is close.

    >>> close_to("countty", ["county", "province"]), close_to("moon", ["county", "province"])
    (" (close to 'county')", '')
    """
    close = get_close_matches(str(given), list(names), n=3)
    return f" (close to {' or '.join(map(repr, close))})" if close else ""


def listed(names: Iterable[str], most: int = MOST) -> str:
    """The names separated by commas, at most so many.

    >>> listed(["a", "b"]), listed(map(str, range(20)))[-21:]
    ('a, b', '9, 10, 11, and 8 more')
    """
    known = list(names)
    return ", ".join([*known[:most], *([f"and {len(known) - most} more"] if len(known) > most else [])])


def commonest(cells: pd.Series[str]) -> tuple[str, float]:
    """The most frequent value and its share; ``none`` and 0 if there is no value.

    Of equally frequent values, the first in alphabetical order is taken.

    >>> commonest(pd.Series(["b", "a", "b"])), commonest(pd.Series([], dtype=str))
    (('b', 0.6666666666666666), ('none', 0.0))
    """
    counts = cells.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return (str(counts.index[0]), float(counts.iloc[0] / len(cells))) if len(counts) else ("none", 0.0)


def group_rows(rows: pd.DataFrame, by: str, documents: pd.DataFrame, sections: pd.DataFrame) -> pd.Series[str]:
    """The group of each row of a coded table; missing if it is not known.

    ``by`` is ``part`` (review, tasks or other: the part of the outermost section around the row), ``voice``, ``year``,
    ``decade``, one of speech, level, body, genre, province, prefecture, county, organisation, speaker, title, or a column of
    ``documents`` that the texts came with (``own_region``). Errors: ``ValueError`` for anything else, or if the table lacks
    a column it needs (``section`` for part).

    >>> documents = pd.DataFrame({"speech": ["a", "b"], "date": ["1984-05-01", ""], "level": ["central", ""]})
    >>> rows = pd.DataFrame({"speech": ["b", "a"]})
    >>> group_rows(rows, "decade", documents, pd.DataFrame()).tolist()
    [None, '1980s']
    """
    if by == "part":
        keys = pd.DataFrame({"speech": rows["speech"], "section": _column(rows, "section")})
        found = keys.merge(group_keys(by, documents, sections), how="left", on=["speech", "section"])["group"]
    elif by == "voice":
        found = _column(rows, "voice")
    else:
        keys = group_keys(by, documents)
        found = rows["speech"].map(dict(zip(keys["speech"], keys["group"], strict=True)))
    return found.set_axis(rows.index).astype(object).where(found.notna().to_numpy() & found.ne("").to_numpy(), None)


def group_keys(by: str, documents: pd.DataFrame, sections: pd.DataFrame | None = None) -> pd.DataFrame:
    """The group of each speech as ``speech, group``, or for ``part`` that of each section as ``speech, section, group``.

    What belongs to no group is left out. ``by`` and errors are as for ``group_rows``, but for ``voice``, of which only rows know.
    """
    if by == "part":
        return _parts(pd.DataFrame() if sections is None else sections)
    if by in ("year", "decade"):
        groups = documents["date"].str[:4] if by == "year" else (documents["date"].str[:3] + "0s").where(documents["date"] != "", "")
    elif by in OF_DOCUMENT or (by in documents and str(by).startswith(OWN)):
        groups = documents[by]
    else:
        known = [*BY, *(column for column in map(str, documents) if column.startswith(OWN))]
        raise ValueError(f"cannot group by {by!r}{close_to(by, known)}; expected one of {listed(known, len(BY) + MOST)}")
    keys = pd.DataFrame({"speech": documents["speech"], "group": groups})
    return keys[groups.notna() & groups.ne("")]


def years_of(documents: pd.DataFrame) -> pd.Series[int]:
    """The year of each speech, missing if it has no date.

    >>> years_of(pd.DataFrame({"date": ["1984-05-01", ""]})).tolist()
    [1984, <NA>]
    """
    return pd.to_numeric(documents["date"].astype("string").str[:4], errors="coerce").astype("Int64")


def years_without(low: int, high: int, texts: Iterable[int]) -> str:
    """The years from low to high without a text, in runs.

    >>> years_without(1960, 1966, [1960, 1964, 1966])
    '1961–1963|1965'
    """
    missing = sorted(set(range(low, high + 1)).difference(map(int, texts)))
    runs = [[year for _, year in run] for _, run in groupby(enumerate(missing), key=lambda place: place[1] - place[0])]
    return "|".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def speakers_of(rows: pd.DataFrame, voices: pd.DataFrame) -> pd.Series[str]:
    """The speaker of each row of a coded table: that of the innermost passage around it, empty if nobody is named.

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


def _parts(sections: pd.DataFrame) -> pd.DataFrame:
    """The part of each outermost section; section 0 is the matter before the first heading."""
    outer = sections[sections["depth"] <= 1].sort_values(["speech", "start"], kind="stable")
    preface, headed = outer[outer["depth"] == 0].drop_duplicates("speech"), outer[outer["depth"] == 1]
    numbered = pd.concat([preface.assign(section=0), headed.assign(section=headed.groupby("speech").cumcount() + 1)])
    keys = numbered[["speech", "section", "part"]].rename(columns={"part": "group"})
    return keys[keys["group"] != ""].astype({"section": "int64"}).reset_index(drop=True)


def _column(rows: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in rows:
        raise ValueError(f"these rows have no column {name!r}; they have {', '.join(rows.columns)}")
    return rows[name]
