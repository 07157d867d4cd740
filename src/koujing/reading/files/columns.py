"""The columns of a table of texts: each gets a name of its own, and one that probably means a known column is reported."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice

from koujing import lexicons
from koujing.reading.files import problem
from koujing.reading.metadata import FIELDS
from koujing.speech import Problem
from koujing.tables import OWN

KNOWN = ("text", "source", "speech", *FIELDS)
LIKE = 0.8  # dat is like date, source_id is not like source
MOST = 1000  # columns that are compared with the known ones; each takes up to 200 microseconds


def column_name(written: str) -> str:
    """The name of a column or field; in lower case if koujing knows it so.

    >>> column_name(" Date "), column_name("Region")
    ('date', 'Region')
    """
    name = written.strip()
    return name.lower() if name.lower() in KNOWN else name


def name_columns(header: Sequence[str]) -> list[str]:
    """A name for each column of a table: of like names, all but the first are numbered, and so is a column without a name.

    >>> name_columns(["", "Date", "region", "region", "date"])
    ['column_1', 'date', 'region', 'region_2', 'date_2']
    """
    written = [column_name(cell) for cell in header]
    earlier: Counter[str] = Counter()
    taken = set(written)
    names: list[str] = []
    for k, name in enumerate(written, 1):
        earlier[name] += 1
        names.append(name if name and earlier[name] == 1 else _free(f"{name}_{earlier[name]}" if name else f"column_{k}", taken))
    return names


def _free(name: str, taken: set[str]) -> str:
    """The name, lengthened until it is not one of those that are taken; it is added to them."""
    while name in taken:
        name += "_2"
    taken.add(name)
    return name


def twice_named(header: Sequence[str], path: str | os.PathLike[str]) -> list[Problem]:
    """A problem for each column whose name another one has before it; it says under which name the column is kept."""
    pairs = zip(map(column_name, header), name_columns(header), strict=True)
    hint = "the first is used under this name; name each column differently"
    return [
        problem(path, f"column {written!r} appears more than once; this one is kept as {OWN}{name}", hint)
        for written, name in pairs
        if written and written != name
    ]


def misnamed(names: Iterable[str], known: Sequence[str], path: str | os.PathLike[str]) -> list[Problem]:
    """A problem for each column that is kept as it is, but probably means a ``known`` one that is not there: dat, 日期."""
    there = dict.fromkeys(names)
    missing = [name for name in known if name not in there]
    meant = ((name, _meant(name, missing)) for name in islice(there, MOST) if name not in KNOWN)
    return [problem(path, f"column {name!r} is kept as {OWN}{name}", f"did you mean {column}?") for name, column in meant if column]


def _meant(name: str, columns: Sequence[str]) -> str:
    column = next((row["column"] for row in lexicons.load("column_names") if row["name"] == "".join(name.split())), "")
    close = [column] if column in columns else get_close_matches(name.lower(), columns, n=1, cutoff=LIKE)
    return close[0] if close else ""


def text_columns() -> frozenset[str]:
    """Names of columns that hold speeches, whether or not koujing reads them under this name."""
    chinese = (row["name"] for row in lexicons.load("column_names") if row["column"] == "text")
    return frozenset(("text", "content", "body", "speech", *chinese))
