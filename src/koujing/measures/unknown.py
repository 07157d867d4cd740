"""Statistics that belong to no known series → what might be one: indicators that recur, grouped by head and attributes."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["head", "attributes", "kind", "unit", "n", "n_speeches", "indicators"]
# What an indicator may have or lack without naming another thing: 的, marks, brackets, quotation marks.
_IGNORED = r"[的\W\d_]+"


def unknown_series(statistics: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Indicators without a concept that at least so many speeches state: one row per head, attributes, kind and unit.

    ``head`` is the head noun (``counted``, else the whole indicator), ``attributes`` what the indicator has beside it; ``n``
    counts the statistics, ``indicators`` lists the wordings. They are only offered: whether two wordings are one series, and
    whether a series it is, a reader decides, and enters it in ``lexicons/concepts.tsv``.

    >>> statistics = pd.DataFrame({"speech": ["a", "b", "b"], "concept": "", "indicator": ["太阳路灯", "太阳的路灯", "路灯"],
    ...     "counted": ["路灯", "路灯", ""], "kind": "count", "unit": "盏"})
    >>> unknown_series(statistics).to_numpy().tolist()
    [['路灯', '太阳', 'count', '盏', 2, 2, '太阳路灯|太阳的路灯']]
    """
    rows = statistics[(statistics["concept"] == "") & (statistics["indicator"] != "")]
    bare = rows["indicator"].str.replace(_IGNORED, "", regex=True)
    head = rows["counted"].where(rows["counted"] != "", bare)
    attributes = [whole.removesuffix(noun) for whole, noun in zip(bare, head, strict=True)]
    rows = rows.assign(head=head, attributes=attributes)
    groups = rows.groupby(["head", "attributes", "kind", "unit"], sort=True)
    wordings = groups["indicator"].agg(lambda names: "|".join(dict.fromkeys(names)))
    table = groups["speech"].agg(n="size", n_speeches="nunique").assign(indicators=wordings).reset_index()
    offered: pd.DataFrame = table.loc[table["n_speeches"] >= least, COLUMNS]
    order = ["n_speeches", "n", "head", "attributes", "kind", "unit"]
    return offered.sort_values(order, ascending=[False, False, True, True, True, True], kind="stable", ignore_index=True)
