"""Promises against results: each target with the outcome that a later report of the same body gives, and how many were met.

A target and an outcome are intervals. What a hedge leaves open is part of a target: 以上 is open above, 以内 below, 左右 is half of
the last non-zero place to either side. A target without a hedge is its number: it was not measured, so nothing of it was rounded.
The outcome is what its rounding leaves possible: 7.4 is 7.35 to 7.45.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from koujing.lexicons.concepts import wished
from koujing.measures.groups import years_of, years_without
from koujing.measures.intervals import Floats, share_interval
from koujing.measures.statements import BODY, body_of, placed

VERDICTS = ("met", "missed", "undecided", "not told", "no text")
# Rows whose status and time are at least this certain are counted once more, apart.
SURE = 0.9
# What the target and its outcome must share.
SAME = ["body", "concept", "place", "first", "last", "mode", "unit"]
INTERVAL = ["value", "low", "high", "modifier"]
OF_OUTCOME = ["speech", "year", "per", *INTERVAL, "differing", "certainty", "statistic"]
COLUMNS = [
    "speech", "year", *BODY, "concept", "place", "first", "last", "per", "unit", "value", "low", "high", "modifier", "hardness",
    "wished", "differing", "outcome", "outcome_low", "outcome_high", "outcome_speech", "outcome_year", "outcome_differing", "missing",
    "verdict", "below_point", "certainty", "statistic", "outcome_statistic",
]  # fmt: skip


def ledger(series: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Each target with its outcome, one row per target, by concept and time.

    ``series`` are headline rows (``study.series()``), ``documents`` says which speeches there are. Targets without a time, and of
    bodies whose place is not known, are left out.

    - ``speech, year``, the body (``level, province, prefecture, county``), ``concept, place`` (whose figure, where not the
      speech's own); ``first, last``: the years it is for; ``per, unit, value, low, high, modifier, hardness``: the target;
    - ``outcome, outcome_low, outcome_high``: what the first later speech of this body says of the same time and place, in
      ``outcome_speech`` of ``outcome_year``; ``differing, outcome_differing``: further values that either speech gives;
    - ``missing``: the years after ``last`` without a text, before the outcome or up to the next text if there is none;
    - ``wished``: the side that counts as better. The wording decides (以上 up, 以内 down), then ``lexicons/concepts.tsv``;
    - ``verdict``: ``met`` if the outcome lies inside the target or beyond it on the wished side, or if both are the same number
      without a hedge; ``missed`` if it lies outside on the other; else ``undecided``, as is an outcome outside a target of which no
      side is wished. Without an outcome ``not told``, or ``no text`` if there is none of the year after ``last``;
    - ``below_point``: whether the number of the outcome is worse than that of the target (of a range, than its worse end),
      whatever hedges and rounding allow;
    - ``certainty``: the least of both rows; ``statistic, outcome_statistic``: the ids of their statistics.

    >>> rows = pd.DataFrame({"speech": ["a", "b"], "year": [2014, 2015], "level": "central", "province": "", "prefecture": "",
    ...     "county": "", "concept": "gdp.growth", "place": "", "status": ["target", "reported"], "time_from": "2014",
    ...     "time_to": "2014", "per": "year", "value": [7.5, 7.4], "low": [7.45, 7.35], "high": [7.55, 7.45], "unit": "%",
    ...     "modifier": ["approx", ""], "hardness": "soft", "differing": "", "certainty": 1.0, "statistic": ["t", "r"]})
    >>> texts = rows[["speech", "level", "province", "prefecture", "county"]].assign(date=["2014-03", "2015-03"])
    >>> ledger(rows, texts)[["value", "outcome", "verdict", "below_point"]].to_numpy().tolist()
    [[7.5, 7.4, 'undecided', True]]
    """
    rows = placed(series)
    targets = rows[rows["status"] == "target"].reset_index(drop=True)
    pairs = targets.join(_outcomes(targets, rows[rows["status"] == "reported"]))
    pairs["wished"] = _wished_side(pairs)
    pairs["missing"], has_next = _waited(pairs, documents)
    pairs["verdict"] = np.where(pairs["outcome_year"].notna(), _verdicts(pairs), np.where(has_next, "not told", "no text"))
    pairs["below_point"] = _is_below(pairs)
    pairs["certainty"] = pairs[["certainty", "outcome_certainty"]].min(axis=1)
    pairs = pairs.astype({"year": "Int64", "outcome_year": "Int64"})
    order = ["concept", "place", "body", "first", "last", "year", "statistic"]
    return pairs.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def fulfilment(kept: pd.DataFrame, by: str | Sequence[str] = "concept") -> pd.DataFrame:
    """How many targets were met, by any columns of a ledger: ``concept``, ``level``, ``hardness``, ``year``, …

    - ``n``: the targets; ``met, missed, undecided, not_told, no_text``: how they ended;
    - ``share, low, high``: met over met and missed, with Wilson's 95 % interval; nothing is said of the undecided. Pairs of
      successive years are not independent, so the interval is rather too narrow;
    - ``below_point``: outcomes worse than the number of the target, with or without a hedge that allows it;
    - ``decided_sure, share_sure``: the same, counting only rows of which status and time are at least .9 certain.

    >>> kept = pd.DataFrame({"concept": "cpi.change", "verdict": ["met", "met", "missed", "undecided"],
    ...                      "below_point": [False, False, True, True], "certainty": [1.0, 1.0, 0.5, 1.0]})
    >>> fulfilment(kept)[["n", "met", "missed", "undecided", "share", "low", "high", "share_sure"]].round(2).to_numpy().tolist()
    [[4.0, 2.0, 1.0, 1.0, 0.67, 0.21, 0.94, 1.0]]
    """
    keys = [kept[column] for column in ([by] if isinstance(by, str) else by)]
    counts = pd.DataFrame({name: kept["verdict"].eq(name).groupby(keys).sum() for name in VERDICTS}, dtype="int64")
    table = counts.rename(columns=lambda name: name.replace(" ", "_"))
    table.insert(0, "n", counts.sum(axis=1))
    decided = table["met"] + table["missed"]
    decided = decided.where(decided > 0)
    table["share"] = table["met"] / decided
    ends = dict(zip(("low", "high"), share_interval(table["met"], decided), strict=True))
    table = table.assign(**{name: pd.Series(end, table.index).where(decided.notna()) for name, end in ends.items()})
    table["below_point"] = kept["below_point"].fillna(False).astype(bool).groupby(keys).sum()
    sure = kept["verdict"].where(kept["certainty"] >= SURE)
    met = sure.eq("met").groupby(keys).sum()
    table["decided_sure"] = met + sure.eq("missed").groupby(keys).sum()
    table["share_sure"] = met / table["decided_sure"].where(table["decided_sure"] > 0)
    return table.reset_index()


def _outcomes(targets: pd.DataFrame, reported: pd.DataFrame) -> pd.DataFrame:
    """The outcome of each target, by its row: the first that a later speech gives, and of that speech's the most alike and certain."""
    told = reported[[*SAME, *OF_OUTCOME]].rename(columns={name: f"outcome_{name}" for name in OF_OUTCOME})
    both = targets[[*SAME, "year", "per"]].reset_index(names="row").merge(told, on=SAME)
    both = both[both["outcome_year"] > both["year"]].assign(unlike=lambda rows: rows["per"].ne(rows["outcome_per"]))
    order = ["outcome_year", "unlike", "outcome_certainty", "outcome_speech", "outcome_statistic"]
    ordered = both.sort_values(order, ascending=[True, True, False, True, True], kind="stable")
    first = ordered.drop_duplicates("row").set_index("row")
    return first.drop(columns=[*SAME, "year", "per", "unlike", "outcome_per"]).rename(columns={"outcome_value": "outcome"})


def _waited(pairs: pd.DataFrame, documents: pd.DataFrame) -> tuple[list[str], list[bool]]:
    """The years without a text after the time of each target, up to its outcome or the next text; and whether the next year has one."""
    dated = documents.assign(year=years_of(documents)).dropna(subset="year")
    texts = {body: sorted(set(map(int, years))) for body, years in dated.groupby(body_of(dated))["year"]}
    missing, has_next = [], []
    for body, last, until in zip(pairs["body"], pairs["last"].str[:4].astype(int), pairs["outcome_year"], strict=True):
        own = texts.get(body, [])
        after = [year for year in own if year > last]
        has_next.append(last + 1 in own)
        end = int(until) if pd.notna(until) else next(iter(after), last)
        missing.append(years_without(last + 1, end, own))
    return missing, has_next


def _wished_side(pairs: pd.DataFrame) -> pd.Series[str]:
    of_concept = pairs["concept"].map(wished).astype(object).replace("none", "")
    opened = pairs["low"].isna() != pairs["high"].isna()
    return of_concept.mask(opened & pairs["low"].notna(), "up").mask(opened & pairs["high"].notna(), "down")


def _accepted(pairs: pd.DataFrame) -> tuple[Floats, Floats]:
    """The interval of the outcomes that meet each target: its own, open on the wished side."""
    plain = pairs["modifier"].eq("") & pairs["value"].notna()
    low, high = (pairs["value"].where(plain, pairs[end]).to_numpy(dtype=float) for end in ("low", "high"))
    low = np.where(np.isnan(low) | pairs["wished"].eq("down"), -np.inf, low)
    high = np.where(np.isnan(high) | pairs["wished"].eq("up"), np.inf, high)
    return low, high


def _verdicts(pairs: pd.DataFrame) -> Any:
    low, high = _accepted(pairs)
    told_low = pairs["outcome_low"].fillna(-np.inf).to_numpy(dtype=float)
    told_high = pairs["outcome_high"].fillna(np.inf).to_numpy(dtype=float)
    as_written = pairs["modifier"].eq("") & pairs["outcome_modifier"].eq("") & pairs["outcome"].eq(pairs["value"])
    inside = (low <= told_low) & (told_high <= high)
    outside = (told_high < low) | (told_low > high)
    set_at_all = pairs[["value", "low", "high"]].notna().any(axis=1)
    verdict = np.full(len(pairs), "undecided", dtype=object)
    verdict[outside & pairs["wished"].ne("")] = "missed"
    verdict[inside | as_written] = "met"
    verdict[~set_at_all] = "undecided"
    return verdict


def _is_below(pairs: pd.DataFrame) -> Any:
    """Whether the outcome's number is worse than the target's; missing where one has no number, or no side is wished."""
    up = pairs["wished"] == "up"
    over = pairs["outcome"] - pairs["value"].fillna(pairs["low"].where(up, pairs["high"]))
    below = pd.Series(np.where(up, over < 0, over > 0), pairs.index, dtype="boolean")
    return below.mask(over.isna() | pairs["wished"].eq(""))
