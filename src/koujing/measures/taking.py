"""How much speeches take from earlier ones: from each, from the one before, and from each level of government."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from koujing.measures.careers import PLACE

BODY = ["level", "body", *PLACE, "department"]  # what tells whose series of speeches one belongs to
OWN = "own earlier speech"


def shares_taken(borrowings: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """What each speech owes to others: ``speech_b``, the columns ``by``, ``passages``, ``share`` and ``longest``, the most first.

    ``share`` is the share of the letters of the speech; a letter that several passages of a group have counts once. ``longest`` is the
    longest run without a change, in letters.

    >>> rows = pd.DataFrame({"speech_a": ["a", "b"], "speech_b": "c", "start_b": [0, 20], "end_b": [40, 60], "coverage": 0.1,
    ...                      "longest": [30, 12]})
    >>> shares_taken(rows, []).to_numpy().tolist()
    [['c', 2, 0.15, 30]]
    >>> shares_taken(rows, ["speech_a"])["share"].tolist()
    [0.1, 0.1]
    """
    keys = ["speech_b", *by]
    rows = borrowings.sort_values([*keys, "start_b", "end_b"], kind="stable")
    start, end = rows["start_b"].astype(int), rows["end_b"].astype(int)
    reached = end.groupby([rows[key] for key in keys]).cummax()
    before = reached.groupby([rows[key] for key in keys]).shift(fill_value=0)
    new = (end - start.where(start > before, before)).clip(lower=0)
    rows = rows.assign(share=rows["coverage"].astype(float) * new / (end - start))
    found = rows.groupby(keys).agg(passages=("share", "size"), share=("share", "sum"), longest=("longest", "max"))
    found["share"] = found["share"].round(6)  # the order of a sum is not told by its last digits
    return found.reset_index().sort_values(["share", *keys], ascending=[False, *[True] * len(keys)], kind="stable", ignore_index=True)


def one_series(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents of the government or office with speeches of most years, by date; of a year with several, the first of the
    commonest genre.

    >>> texts = pd.DataFrame({"speech": list("abcd"), "date": ["2003", "2001", "2002", "2001"], "genre": ["plan", "plan", "news", "plan"],
    ...     "level": ["county", "county", "county", "central"], "body": "party", "organisation": "",
    ...     "province": "", "prefecture": "", "county": ""})
    >>> one_series(texts)["speech"].tolist()
    ['b', 'c', 'a']
    """
    dated = documents[documents["date"] != ""]
    bodies = pd.Series(list(_bodies(dated).itertuples(index=False, name=None)), dated.index, dtype=object)
    years = dated["date"].str[:4].astype(int)
    most = years.groupby(bodies).nunique().sort_index().idxmax() if len(dated) else ()
    series = dated.assign(year=years, common=dated["genre"].map(dated["genre"].value_counts()))[bodies == most]
    series = series.sort_values(["year", "common", "date"], ascending=[True, False, True], kind="stable")
    return series.drop_duplicates("year").drop(columns="common").reset_index(drop=True)


def from_the_one_before(series: pd.DataFrame, borrowings: pd.DataFrame, reuse: pd.DataFrame) -> pd.DataFrame:
    """What each speech of a series (``one_series``) takes from the one before it: ``speech, year, genre, before``, then

    - ``passages, borrowed``: passages taken over, however edited, and the share of its letters that they are; no set phrases;
    - ``verbatim``: the share of its letters in strings of thirteen or more that the other has word for word, set phrases and titles
      too; missing where ``reuse`` does not compare these two alone.
    """
    table = series[["speech", "year", "genre"]].assign(before=series["speech"].shift(), gap=series["year"].diff()).dropna(subset="before")
    pairs = shares_taken(borrowings, ["speech_a"]).rename(columns={"speech_a": "before", "speech_b": "speech", "share": "borrowed"})
    alone = reuse[reuse["n_earlier"] == 1].sort_values("years", kind="stable").drop_duplicates("speech", keep="last")
    alone = alone[["speech", "years", "share"]].rename(columns={"share": "verbatim"})
    table = table.merge(pairs[["speech", "before", "passages", "borrowed"]], "left").merge(alone, "left")
    table = table.assign(passages=table["passages"].fillna(0).astype(int), borrowed=table["borrowed"].astype(float).fillna(0.0))
    table["verbatim"] = table["verbatim"].astype(float).where(table["years"] >= table["gap"])  # the only earlier speech is this one
    return table.drop(columns=["years", "gap"])


def taken_by_level(borrowings: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """What the speeches of each level take from those of each: ``taken from, level, passages, pairs, speeches, share``, the most first.

    Speeches of the government or office itself are told apart from those of others at its level. ``pairs`` share the ``passages``;
    ``share`` is the mean share of the letters of all ``speeches`` of the level, whether they take anything or not. Directed rows only.
    """
    known = _bodies(documents).set_index(documents["speech"])
    rows = borrowings[borrowings["direction"] != ""]
    one, other = (known.loc[rows[f"speech_{side}"]].reset_index(drop=True) for side in "ab")
    own = one.eq(other).all(axis=1).to_numpy()
    rows = rows.assign(**{"taken from": one["level"].mask(own, OWN).to_numpy(), "level": other["level"].to_numpy()})
    levels = ["taken from", "level"]
    n = known["level"].value_counts().rename("speeches")
    shares = shares_taken(rows, levels).groupby(levels).agg(passages=("passages", "sum"), total=("share", "sum"))
    pairs = rows.drop_duplicates(["speech_a", "speech_b"]).groupby(levels).size().rename("pairs")
    table = shares.join(pairs).reset_index().merge(n, left_on="level", right_index=True)
    table["share"] = table["total"] / table["speeches"]
    columns = [*levels, "passages", "pairs", "speeches", "share"]
    return table.sort_values(["share", *levels], ascending=[False, True, True], kind="stable", ignore_index=True)[columns]


def changed_slogans(formulas: pd.DataFrame) -> list[str]:
    """Numeral slogans whose members at least two speeches spell out, those with most different lists first.

    >>> rows = [("三抓", "甲|乙|丙", "a"), ("三抓", "甲|乙|丁", "b"), ("两手", "甲|乙", "a"), ("两手", "", "b")]
    >>> changed_slogans(pd.DataFrame(rows, columns=["bundle", "members", "speech"]).assign(kind="numeral"))
    ['三抓']
    """
    lists = formulas[(formulas["kind"] == "numeral") & (formulas["members"] != "")]
    found = lists.groupby("bundle")[["members", "speech"]].nunique().reset_index()
    found = found[(found["members"] > 1) & (found["speech"] > 1)]
    return list(found.sort_values(["members", "speech", "bundle"], ascending=[False, False, True], kind="stable")["bundle"])


def _bodies(documents: pd.DataFrame) -> pd.DataFrame:
    """The columns ``BODY``; of governments and parties the place tells which one it is, of departments their name."""
    return documents.assign(department=documents["organisation"].where(documents["body"] == "department", ""))[BODY]
