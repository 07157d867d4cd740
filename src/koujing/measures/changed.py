"""What is changed in passages that are taken over: kinds of edits counted, and the passages in which most was changed."""

from __future__ import annotations

import json

import pandas as pd

from koujing.borrowing.edit_rows import changes

OTHER = "other words"
FORM = ("", "punctuation", "reordered", "seam")  # changes that say nothing of what the later speaker meant


def count_changes(borrowings: pd.DataFrame) -> pd.DataFrame:
    """How many edits there are of each kind of change (the index), by the kind of the passages (the columns), the most first.

    Edits whose words do not tell what they are count as ``other words``.

    >>> edit = {"kind": "replaced", "change": "number changed", "start_a": 0, "end_a": 1, "start_b": 0, "end_b": 1, "was": "5", "now": "6"}
    >>> rows = pd.DataFrame({"source_a": ["p"], "speech_a": "p", "source_b": "c", "speech_b": "c", "start_a": 0, "start_b": 0,
    ...                      "kind": "self-reuse", "changed": json.dumps([edit, edit | {"change": ""}])})
    >>> count_changes(rows).to_dict()
    {'self-reuse': {'number changed': 1, 'other words': 1}}
    """
    found = {kind: changes(rows)["change"].replace("", OTHER).value_counts() for kind, rows in borrowings.groupby("kind")}
    table = pd.DataFrame(found).fillna(0).astype(int)
    total = table.sum(axis=1)
    return table.loc[sorted(table.index, key=lambda change: (-total[change], change))].rename_axis("change")


def telling_passages(borrowings: pd.DataFrame, n: int) -> pd.DataFrame:
    """The ``n`` passages in which most edits tell by their words what was changed (a level, a number, an order …), in their own order."""
    told = [sum(edit["change"] not in FORM for edit in json.loads(cell or "[]")) for cell in borrowings["changed"]]
    rows = borrowings.assign(told=told).reset_index(drop=True)
    best = rows[rows["told"] > 0].sort_values("told", ascending=False, kind="stable").head(n)
    return best.sort_index().drop(columns="told")
