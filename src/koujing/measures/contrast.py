"""Two groups of one study prepared for comparison, and what else could account for their difference."""

from __future__ import annotations

import pandas as pd

from koujing.measures.frequency import WAYS
from koujing.measures.keyness import log_ratio


def largest_groups(rows: pd.DataFrame, groups: pd.Series[str]) -> tuple[str, str] | None:
    """The two groups with the most words, the larger first; ``None`` if there are fewer than two.

    >>> rows = pd.DataFrame({"n": [2, 5, 1, 9]})
    >>> largest_groups(rows, pd.Series(["a", "b", "c", None])), largest_groups(rows, pd.Series(["a"] * 4))
    (('b', 'a'), None)
    """
    sizes = rows["n"].groupby(groups).sum().sort_index().sort_values(ascending=False, kind="stable")
    return (str(sizes.index[0]), str(sizes.index[1])) if len(sizes) > 1 else None


def split_rows(rows: pd.DataFrame, groups: pd.Series[str], sides: tuple[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of two groups; if some speeches are in both (as with parts), only the rows of these, so that they can be paired.

    >>> rows = pd.DataFrame({"speech": ["a", "a", "b"], "n": [1, 2, 3]})
    >>> [side["n"].tolist() for side in split_rows(rows, pd.Series(["tasks", "review", "tasks"]), ("tasks", "review"))]
    [[1], [2]]
    """
    one, other = (rows[groups == side] for side in sides)
    both = set(one["speech"]) & set(other["speech"])
    return (one[one["speech"].isin(both)], other[other["speech"].isin(both)]) if both else (one, other)


def before_repair(terms: pd.DataFrame, repairs: pd.DataFrame) -> pd.DataFrame:
    """The counts ``speech, term, n`` without the words that were restored under masks: those of a copy without repair.

    A word that a mask hid only in part is not in the list of restored words, so it stays.

    >>> repairs = pd.DataFrame({"speech": ["a"], "kind": ["mask"], "certain": [True], "now": ["政府"]})
    >>> before_repair(pd.DataFrame({"speech": ["a", "b"], "term": ["政府", "政府"], "n": [3, 1]}), repairs).to_numpy().tolist()
    [['a', '政府', 2], ['b', '政府', 1]]
    """
    restored = repairs[(repairs["kind"] == "mask") & repairs["certain"].astype(bool)].groupby(["speech", "now"]).size()
    counts = terms.groupby(["speech", "term"])["n"].sum()
    taken = restored.rename_axis(counts.index.names).reindex(counts.index, fill_value=0)
    left = (counts - taken).clip(lower=0).rename("n")
    return left[left > 0].reset_index()


def ratio_by_regime(regimes: pd.DataFrame, documents: pd.DataFrame, sides: tuple[list[str], list[str]]) -> pd.DataFrame:
    """The log ratio of two groups of speeches by each way of counting: one row per term (the index), the most sensitive first.

    ``regimes`` counts terms as strings, words, terms and nested; ``sides`` are the speeches of target and reference. Rates are
    per Han character, a base that does not depend on segmentation. Columns ``n_string, n_word, n_term, n_nested`` (log₂; no
    occurrence counts as half of one; missing where that way finds none on either side) and ``spread``, the largest minus the
    smallest. Errors: ``ValueError`` if a side has no speech.
    """
    han = documents.set_index("speech")["n_han"]
    if not all(map(len, sides)):
        raise ValueError("a side without speeches cannot be compared; expected the names of one or more speeches on each side")
    n1, n2 = (float(han[speeches].sum()) for speeches in sides)
    totals = [regimes[regimes["speech"].isin(speeches)].groupby("term")[list(WAYS)].sum() for speeches in sides]
    one, other = (total.reindex(sorted({*totals[0].index, *totals[1].index}), fill_value=0) for total in totals)
    table = pd.DataFrame({way: log_ratio(one[way], other[way], n1, n2)[0] for way in WAYS}, index=one.index)
    table = table.where(one[list(WAYS)] + other[list(WAYS)] > 0)
    table["spread"] = table.max(axis=1) - table.min(axis=1)
    return table.sort_values("spread", ascending=False, kind="stable")
