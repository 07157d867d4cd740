"""Rates and shares over speeches, parts and periods, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from koujing.measures.groups import group_rows
from koujing.measures.intervals import bootstrap_rate, rate_interval, share_interval


def missing_years(years: pd.Series[int]) -> tuple[list[int], dict[str, int]]:
    """The years without a text between the first and the last, and ``first, last, n``, where ``n`` is the length of that span.

    >>> missing_years(pd.Series([1954, 1957, 1955, None]))
    ([1956], {'first': 1954, 'last': 1957, 'n': 4})
    """
    known = {int(year) for year in years.dropna()}
    if not known:
        return [], {"first": 0, "last": 0, "n": 0}
    whole = range(min(known), max(known) + 1)
    return sorted(set(whole) - known), {"first": whole[0], "last": whole[-1], "n": len(whole)}


def rate_by_speech(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Rows per 10,000 Han characters of each speech: ``speech, n, per_10k_chars, poisson_low, poisson_high``.

    ``rows`` is any coded table with ``speech``; ``documents`` gives the order and ``n_han``. A speech without rows has
    rate 0, one without Han characters has none; the interval is the exact 95 % Poisson interval.

    >>> rows = pd.DataFrame({"speech": ["a", "a"]})
    >>> rate_by_speech(rows, pd.DataFrame({"speech": ["a", "b"], "n_han": [4_000, 5_000]})).round(2).to_numpy().tolist()
    [['a', 2, 5.0, 0.61, 18.06], ['b', 0, 0.0, 0.0, 7.38]]
    """
    counts = rows["speech"].value_counts().reindex(documents["speech"], fill_value=0).to_numpy()
    han = documents["n_han"].mask(documents["n_han"] == 0).to_numpy(dtype=float, na_value=np.nan) / 10_000
    low, high = rate_interval(counts, han)
    rates = {"n": counts, "per_10k_chars": counts / han, "poisson_low": low, "poisson_high": high}
    return pd.DataFrame({"speech": documents["speech"].to_numpy(), **rates})


def rate_by_part(rows: pd.DataFrame, documents: pd.DataFrame, sections: pd.DataFrame, texture: pd.DataFrame) -> pd.DataFrame:
    """Rows per 10,000 Han characters of each part of each speech: ``speech, part, n, n_han, per_10k_chars``.

    ``rows`` has ``speech`` and ``section``. Only speeches with parts are included, both their rows and their characters, since
    nothing in a speech without headings belongs to a part.

    >>> rows = pd.DataFrame({"speech": ["a", "a", "b"], "section": [1, 1, 0]})
    >>> sections = pd.DataFrame({"speech": list("aab"), "start": [0, 5, 0], "depth": [0, 1, 0], "part": ["other", "tasks", "other"]})
    >>> texture = pd.DataFrame({"speech": list("aab"), "part": ["other", "tasks", "whole"], "n_han": [1_000, 4_000, 9]})
    >>> rate_by_part(rows, pd.DataFrame(), sections, texture).to_numpy().tolist()
    [['a', 'other', 0, 1000, 0.0], ['a', 'tasks', 2, 4000, 5.0]]
    """
    han = texture[texture["part"] != "whole"].set_index(["speech", "part"])["n_han"]
    parts = group_rows(rows, "part", documents, sections).rename("part")
    n = rows.groupby([rows["speech"], parts]).size().reindex(han.index, fill_value=0)
    rate = 10_000 * n / han.mask(han == 0).astype(float)
    return pd.DataFrame({"n": n, "n_han": han, "per_10k_chars": rate}).reset_index()


def rate_by_group(
    rows: pd.DataFrame, documents: pd.DataFrame, groups: pd.Series[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Rows per 10,000 Han characters of each group of speeches, with the two intervals of ``frequency_table``.

    ``groups`` gives the group of every row of ``documents``; a speech whose group is missing is left out. Columns:
    ``term`` (the group), ``n_speeches, n, per_10k_chars, poisson_low, poisson_high, boot_low, boot_high``, the last two
    missing in a group of fewer than 8 speeches.
    """
    counted = rate_by_speech(rows, documents).assign(han=documents["n_han"].to_numpy(dtype=float))
    tables = []
    for group, part in counted.groupby(pd.Index(groups), sort=True, observed=True):
        n, han = part["n"].sum(), part["han"].sum() / 10_000 or np.nan
        low, high = rate_interval(n, han)
        boot_low, boot_high = (10_000 * bound[0] for bound in bootstrap_rate(part["n"], part["han"], rng))
        tables.append((str(group), len(part), n, n / han, float(low), float(high), boot_low, boot_high))
    columns = ["term", "n_speeches", "n", "per_10k_chars", "poisson_low", "poisson_high", "boot_low", "boot_high"]
    return pd.DataFrame(tables, columns=columns)


def sum_rates(rates: pd.Series[float]) -> dict[str, Any]:
    """A summary of rates for a sentence: the median ``value``, ``low`` and ``high`` with their labels, and ``n``.

    ``least`` and ``most`` are the labels (in the index) of the lowest and highest rate, the first of equals. Missing rates are
    left out; if none is left, the numbers are missing.

    >>> sum_rates(pd.Series([3.0, None, 1.0], index=["a", "b", "c"]))
    {'value': 2.0, 'low': 1.0, 'high': 3.0, 'n': 2, 'least': 'c', 'most': 'a'}
    """
    known = rates.dropna().astype(float)
    ends = {"least": known.idxmin(), "most": known.idxmax()} if len(known) else {"least": "none", "most": "none"}
    return {"value": float(known.median()), "low": float(known.min()), "high": float(known.max()), "n": len(known), **ends}


def split_years(years: pd.Series[int], begins: Sequence[int] = ()) -> pd.Series[str]:
    """The period of each year, named by its ends: periods begin in the years ``begins``, by default three with the same number of years.

    >>> split_years(pd.Series([2001, 2002, 2004, 2005, 2007, 2009])).tolist()
    ['before 2004', 'before 2004', '2004–2006', '2004–2006', 'since 2007', 'since 2007']
    >>> split_years(pd.Series([1954, 1978, 2025]), [1978, 2013]).tolist()
    ['before 1978', '1978–2012', 'since 2013']
    """
    known = sorted(set(years.dropna().astype(int)))
    edges = sorted(set(begins or (known[len(known) * k // 3] for k in (1, 2)))) if known else []
    between = [f"{a}–{b - 1}" for a, b in pairwise(edges)]
    names = [f"before {edges[0]}", *between, f"since {edges[-1]}"] if edges else ["no year"]
    return pd.cut(years.astype(float), [-np.inf, *edges, np.inf], right=False, labels=names)


def share_by(flags: pd.Series[bool], groups: pd.Series[str]) -> pd.DataFrame:
    """The share of true flags in each group (the index): ``n, k, share, low, high`` (95 % Wilson).

    The interval treats rows as independent, which is only roughly true for rows of one speech.

    >>> share_by(pd.Series([True, False, True]), pd.Series(["a", "a", "b"])).round(2).to_numpy().tolist()
    [[2.0, 1.0, 0.5, 0.09, 0.91], [1.0, 1.0, 1.0, 0.21, 1.0]]
    """
    table = (
        flags.astype(int)
        .groupby(pd.Index(groups), sort=True, observed=True)
        .agg(["size", "sum"])
        .set_axis(["n", "k"], axis=1)
    )
    low, high = share_interval(table["k"], table["n"])
    return table.assign(share=table["k"] / table["n"], low=low, high=high)
