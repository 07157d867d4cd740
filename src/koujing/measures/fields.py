"""What the texts talk about: the share of each documented field (economy, agriculture, party, …) among all listed terms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from koujing.chinese.marks import count_han
from koujing.lexicons import listed
from koujing.measures.intervals import bootstrap_rate
from koujing.measures.sums import sums
from koujing.words.terms import joined


def listed_fields() -> dict[str, str]:
    """The field of each wording of a listed term; general words and those of no field are left out.

    >>> listed_fields()["国内生产总值"]
    'economy'
    """
    rows = [row for row in listed.terms().values() if row["field"] not in ("", listed.GENERAL)]
    return {wording: row["field"] for row in rows for wording in listed.forms_of(row)}


def listed_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of a ``terms`` table whose term is listed: a term of the genre, a numeral formula, or the user's own.

    >>> listed_terms(pd.DataFrame({"term": ["的", "国内生产总值", "工作", "三个代表", "云岭"]}))["term"].tolist()
    ['国内生产总值', '三个代表']
    """
    above = listed.wordings()
    return terms[terms["term"].isin(joined() | {above.get(form, form) for form in joined()})]


def share_covered(terms: pd.DataFrame, documents: pd.DataFrame, by: str, rng: np.random.Generator) -> pd.DataFrame:
    """How much of the text of each group is made of these terms: ``by, n_speeches, n_han, covered, share, low, high``.

    ``terms`` has ``speech, term, n``, as units, so that no character counts twice; ``by`` is a column of ``documents``.
    ``covered`` are the Han characters of all uses, ``share`` is their part of ``n_han``; ``low, high`` is the 95 % BCa bootstrap
    over the speeches of the group (Efron 1987), missing below 8 of them. Groups come in order of appearance.

    >>> terms = pd.DataFrame({"speech": ["a", "a"], "term": ["GDP总量", "农业"], "n": [1, 3]})
    >>> texts = pd.DataFrame({"speech": ["a", "b"], "n_han": [20, 5], "year": [1, 2]})
    >>> share_covered(terms, texts, "year", np.random.default_rng(1))[["year", "covered", "share"]].to_numpy().tolist()
    [[1.0, 8.0, 0.4], [2.0, 0.0, 0.0]]
    """
    n_covered = (terms["n"] * terms["term"].map(count_han)).groupby(terms["speech"]).sum()
    texts = documents.assign(covered=documents["speech"].map(n_covered).fillna(0).astype("int64"))
    table = texts.groupby(by, sort=False).agg(n_speeches=("speech", "size"), n_han=("n_han", "sum"), covered=("covered", "sum"))
    table["share"] = table["covered"] / table["n_han"].astype(float).replace(0, np.nan)
    ends = [bootstrap_rate(part["covered"], part["n_han"], rng) for _, part in texts.groupby(by, sort=False)]
    table["low"], table["high"] = np.array(ends, dtype=float).reshape(-1, 2).T
    return table.reset_index()


def share_fields(
    terms: pd.DataFrame, documents: pd.DataFrame, groups: pd.Series[str], fields: Mapping[str, str], rng: np.random.Generator
) -> pd.DataFrame:
    """The share of each field in each group of rows: ``group, field, n, share, low, high``, the shares of a group adding up to 1.

    ``groups`` is the group of every row of ``terms`` (``speech, term, n``), rows without one being left out; ``fields`` is the
    field of each term that counts. ``n`` are the uses of the field's terms, ``share`` is ``n`` over the uses of the terms of all
    fields; ``low, high`` is the 95 % BCa bootstrap over the speeches of the group (Efron 1987), missing below 8 of them. Groups
    come in the order of their earliest dates, fields from the most frequent on. Since shares add up to 1, one cannot rise
    unless others fall: a falling share may go with a rising rate.

    >>> terms = pd.DataFrame({"speech": list("aab"), "term": ["粮食", "税收", "粮食"], "n": [3, 1, 2]})
    >>> texts = pd.DataFrame({"speech": ["a", "b"], "date": ["1984", "1979"]})
    >>> fields = {"粮食": "agriculture", "税收": "finance"}
    >>> table = share_fields(terms, texts, terms["speech"], fields, np.random.default_rng(1))
    >>> table[["group", "field", "n", "share"]].to_numpy().tolist()[1:3]
    [['b', 'finance', 0, 0.0], ['a', 'agriculture', 3, 0.75]]
    """
    rows = terms.assign(group=groups, field=terms["term"].map(fields)).dropna(subset=["group", "field"])
    return shares_of(sums(rows, ["group", "field", "speech"]), documents, rng)


def share_halves(
    terms: pd.DataFrame, documents: pd.DataFrame, fields: Mapping[str, str], rng: np.random.Generator
) -> pd.DataFrame:
    """The share of each field (the index) in the earlier and the later half of ``documents``, which are in order of time.

    Columns: ``earlier, earlier_low, earlier_high, later, later_low, later_high`` (as in ``share_fields``), ``change`` (later minus
    earlier), by which the rows are sorted, and ``apart``: whether the two intervals leave a gap.

    >>> terms = pd.DataFrame({"speech": list("aab"), "term": ["粮食", "税收", "粮食"], "n": [3, 1, 2]})
    >>> texts = pd.DataFrame({"speech": ["a", "b"], "date": ["1979", "1984"]})
    >>> fields = {"粮食": "agriculture", "税收": "finance"}
    >>> share_halves(terms, texts, fields, np.random.default_rng(1))["change"].to_dict()
    {'agriculture': 0.25, 'finance': -0.25}
    """
    half_of = dict(zip(documents["speech"], np.arange(len(documents)) >= len(documents) // 2, strict=True))
    halves = terms["speech"].map(half_of).map({False: "earlier", True: "later"})
    table = share_fields(terms, documents, halves, fields, rng).set_index(["field", "group"])
    ends = {"": "share", "_low": "low", "_high": "high"}
    sides = {f"{half}{end}": table[part].unstack("group").reindex(columns=["earlier", "later"])[half]
             for half in ("earlier", "later") for end, part in ends.items()}  # fmt: skip
    wide = pd.DataFrame(sides).astype(float).rename_axis("field")
    apart = (wide["later_low"] > wide["earlier_high"]) | (wide["later_high"] < wide["earlier_low"])
    wide = wide.assign(change=wide["later"] - wide["earlier"], apart=apart)
    return wide.sort_index().sort_values("change", ascending=False, kind="stable")


def shares_of(counts: pd.DataFrame, documents: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What ``share_fields`` gives, from the uses of the terms of each field: ``group, field, speech, n``."""
    rows = counts.query("n > 0")
    dates = rows["speech"].map(documents.set_index("speech")["date"]).replace("", "9999")  # undated groups come last
    order = dates.groupby(rows["group"]).min().sort_index().sort_values(kind="stable").index
    total = rows.groupby("field")["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    tables = []
    for group in order:
        part = rows[rows["group"] == group]
        counts = part.pivot_table("n", "field", "speech", "sum", fill_value=0).reindex(total.index, fill_value=0)
        low, high = bootstrap_rate(counts, counts.sum(), rng)
        n = counts.sum(axis=1).astype("int64").rename("n")
        tables.append(pd.DataFrame({"n": n, "share": n / n.sum(), "low": low, "high": high}).reset_index().assign(group=group))
    columns = ["group", "field", "n", "share", "low", "high"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
