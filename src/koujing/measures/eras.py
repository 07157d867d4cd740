"""How the vocabulary of a series of texts turns over, and which words are key in each era."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from koujing.measures.divergence import jensen_shannon
from koujing.measures.frequency import term_matrix
from koujing.measures.keyness import keyness
from koujing.measures.rates import split_years
from koujing.measures.trends import trend_test, turning_points

# A word is new if no text of this many years before uses it.
MEMORY = 10


def new_words(terms: pd.DataFrame, years: Mapping[str, int], memory: int = MEMORY) -> pd.DataFrame:
    """The share of each text's words that no text of the ``memory`` years before uses: ``speech, n, n_new, share, n_earlier``.

    ``n`` counts running words, ``n_earlier`` the running words of the earlier texts. The fewer of these there are, the more
    words are new, so compare texts of similar ``n_earlier``. Texts with nothing before them are left out.

    >>> terms = pd.DataFrame({"speech": ["a", "b", "b"], "term": ["改革", "改革", "开放"], "n": [3, 3, 1]})
    >>> new_words(terms, {"a": 1980, "b": 1985}).to_numpy().tolist()
    [['b', 4, 1, 0.25, 3]]
    """
    dated = terms.assign(year=terms["speech"].map(years)).dropna(subset="year")
    rows = []
    for (_, speech), own in dated.groupby(["year", "speech"], sort=True):
        age = own["year"].iloc[0] - dated["year"]
        earlier = dated[(age > 0) & (age <= memory)]
        if len(earlier):
            n, fresh = int(own["n"].sum()), int(own.loc[~own["term"].isin(earlier["term"]), "n"].sum())
            rows.append((speech, n, fresh, fresh / n, int(earlier["n"].sum())))
    return pd.DataFrame(rows, columns=["speech", "n", "n_new", "share", "n_earlier"])


def name_eras(years: pd.Series[int]) -> pd.Series[str]:
    """The era of each year: its decade if the texts fall in three decades or more, else one of three periods of years.

    >>> name_eras(pd.Series([1988, 1995, 2003])).tolist()
    ['1980s', '1990s', '2000s']
    >>> name_eras(pd.Series([2001, 2002, 2004, 2005, 2007, None])).tolist()
    ['2001', '2002–2004', '2002–2004', '2005–2007', '2005–2007', None]
    """
    decades = years.astype("Int64") // 10 * 10
    if decades.nunique() >= 3:
        return (decades.astype("string") + "s").astype(object).where(years.notna(), None)
    ends = years.groupby(split_years(years), observed=True).agg(["min", "max"])
    names = {period: f"{a:.0f}–{b:.0f}" if a < b else f"{a:.0f}" for period, a, b in ends.itertuples()}
    return split_years(years).astype(object).map(names).astype(object).where(years.notna(), None)


def first_and_last(table: pd.DataFrame, genre: str) -> dict[str, Any]:
    """The first and the last ``era`` with texts of a genre, and the medians of their ``value``: ``first, early, last, late``.

    >>> texts = pd.DataFrame({"era": ["1990s", "2000s", "2000s"], "value": [3.0, 5.0, 6.0], "genre": "speech"})
    >>> first_and_last(texts, "speech")
    {'first': '1990s', 'early': 3.0, 'last': '2000s', 'late': 5.5}
    """
    medians = table[table["genre"] == genre].groupby("era")["value"].median()
    return {"first": medians.index[0], "early": float(medians.iloc[0]), "last": medians.index[-1], "late": float(medians.iloc[-1])}


def outer_eras(years: pd.Series[int]) -> list[tuple[int, int]]:
    """The first and the last third of the years, each by its first and last year; none if there are fewer than two years.

    >>> outer_eras(pd.Series([2001, 2001, 2003, 2004, 2005, 2008, 2009, None])), outer_eras(pd.Series([1999]))
    ([(2001, 2003), (2008, 2009)], [])
    """
    known = sorted(set(years.dropna().astype(int)))
    third = max(len(known) // 3, 1)
    return [(part[0], part[-1]) for part in (known[:third], known[-third:])] if len(known) > 1 else []


def era_words(
    terms: pd.DataFrame, documents: pd.DataFrame, groups: pd.Series[str], rng: np.random.Generator, top: int = 8, least: int = 30
) -> pd.DataFrame:
    """The ``top`` key words of each group of speeches against all others: ``group`` and the columns of ``keyness``.

    ``groups`` gives the group of each speech (the index); words with fewer than ``least`` uses in total are left out.
    """
    of_row = terms["speech"].map(groups)
    tables = []
    for group in sorted(groups.dropna().unique()):
        mine = of_row == group
        table = keyness(terms[mine], terms[~mine & of_row.notna()], documents, rng, least).head(top)
        tables.append(table[table["lrc"] > 0].assign(group=group))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["term", "lrc", "verdict", "group"])


def came_and_went(births: pd.DataFrame, era_of: Mapping[int, str]) -> pd.DataFrame:
    """The births and deaths of ``trace_births`` by era, the most used terms first: ``era, change, term, n, low, high, gap``.

    ``change`` is ``came``, in the era of the first use, or ``went``, in that of the last. ``low, high`` are the years between which
    it happened, ``gap`` those of them that have no text. ``era_of`` has the era of every year with a text.

    >>> of_life = {"first": [1994], "last": [2003], "birth": ["born"], "death": ["in use"]}
    >>> ends = {"born_low": [1990], "born_high": [1994], "born_gap": ["1992"], "died_low": [None], "died_high": [None], "died_gap": [""]}
    >>> births = pd.DataFrame({"term": ["三农"], "n": [7], **of_life, **ends})
    >>> came_and_went(births, {1994: "1990s", 2003: "2000s"}).to_numpy().tolist()
    [['1990s', 'came', '三农', 7, 1990, 1994, '1992']]
    """
    tables = []
    for change, column, verdict, use, side in (("came", "birth", "born", "first", "born"), ("went", "death", "gone", "last", "died")):
        rows = births[births[column] == verdict]
        ends = {name: rows[f"{side}_{name}"] for name in ("low", "high", "gap")}
        tables.append(rows[["term", "n"]].assign(era=rows[use].map(era_of), change=change, **ends))
    table = pd.concat(tables).sort_values(["era", "change", "n", "term"], ascending=[True, True, False, True], kind="stable")
    return table.reset_index(drop=True)[["era", "change", "term", "n", "low", "high", "gap"]]


def central_term(pairs: pd.DataFrame, periods: pd.Series[str]) -> str:
    """The term that has the most pairs where it has fewest: the one on which the texts of all ``periods`` (by speech) turn.

    It is empty if no term has pairs in every period.

    >>> pairs = pd.DataFrame([("a", "企业", "", 9), ("b", "企业", "", 4), ("a", "改革", "", 30)], columns=["speech", "term", "other", "n"])
    >>> central_term(pairs, pd.Series({"a": "before 1980", "b": "since 1980"}))
    '企业'
    """
    margins = pairs[(pairs["term"] != "") & (pairs["other"] == "")]
    period = margins["speech"].map(periods.astype(object))
    counts = margins.groupby([margins["term"], period])["n"].sum().unstack(fill_value=0).reindex(columns=periods.dropna().unique())
    least = counts.fillna(0).min(axis=1)
    return str(least.idxmax()) if len(least) and least.max() > 0 else ""


def era_divergence(terms: pd.DataFrame, documents: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """Jensen–Shannon divergence of the pooled words of every two groups with words, in bits: a square table by group."""
    _, matrix = term_matrix(terms, documents)
    of_column = groups.reindex(documents["speech"]).to_numpy()
    pooled = {name: np.asarray(matrix[:, of_column == name].sum(axis=1), dtype=float) for name in sorted(groups.dropna().unique())}
    names = [name for name, counts in pooled.items() if counts.sum()]
    return pd.DataFrame({a: {b: jensen_shannon(pooled[a], pooled[b]) for b in names} for a in names})


def series_trends(series: Mapping[str, pd.DataFrame], rng: np.random.Generator, genre: str) -> pd.DataFrame:
    """Trend and turning points of several series by year, over all texts and over those of one genre alone.

    Each series has ``year, value, genre``; if all its texts are of that genre, it has one row. Columns: ``series, texts``
    (all, or the genre), ``n, tau, p, slope, low, high`` (see ``trend_test``) and ``turns``, the first years of new levels,
    each with its 90 % range.
    """
    rows = []
    for name, table in series.items():
        alone = table["genre"] == genre
        for texts, chosen in (({} if alone.all() else {"all": table}) | {genre: table[alone]}).items():
            ordered = chosen.dropna(subset=["year", "value"]).sort_values(["year", "value"], kind="stable")
            years, values = ordered["year"].to_numpy(dtype=float), ordered["value"].to_numpy(dtype=float)
            found = trend_test(years, values)
            turns = "; ".join(f"{t.year} ({t.low}–{t.high})" for t in turning_points(years, values, rng).itertuples())
            rows.append({"series": name, "texts": texts} | found | {"turns": turns})
    return pd.DataFrame(rows, columns=["series", "texts", "n", "tau", "p", "slope", "low", "high", "turns"])
