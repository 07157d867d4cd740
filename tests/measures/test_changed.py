"""Edits counted by what their words tell, and the passages that tell most."""

import json

import pandas as pd

from koujing.measures.changed import OTHER, count_changes, telling_passages

EDIT = {"kind": "replaced", "start_a": 0, "end_a": 1, "start_b": 0, "end_b": 1, "was": "市", "now": "县"}


def passage(kind, *changes):
    cell = json.dumps([EDIT | {"change": change} for change in changes]) if changes else ""
    return {"source_a": "a", "speech_a": "a", "source_b": "b", "speech_b": "b", "start_a": 0, "start_b": 0, "kind": kind, "changed": cell}


ROWS = pd.DataFrame(
    [passage("borrowing", "level narrowed", "", ""), passage("self-reuse", "number changed", "number changed"),
     passage("self-reuse", "reordered", "punctuation", "seam"), passage("quotation")]
)  # fmt: skip


def test_edits_are_counted_by_kind_of_passage_and_none_is_lost():
    table = count_changes(ROWS)
    assert table.loc["number changed"].to_dict() == {"borrowing": 0, "quotation": 0, "self-reuse": 2}
    assert table.loc[OTHER, "borrowing"] == 2
    assert table.to_numpy().sum() == 8


def test_equal_counts_stand_in_the_order_of_their_names():
    assert list(count_changes(ROWS).index) == ["number changed", OTHER, "level narrowed", "punctuation", "reordered", "seam"]


def test_a_passage_whose_edits_change_the_form_alone_tells_nothing():
    assert list(telling_passages(ROWS, 5)["kind"]) == ["borrowing", "self-reuse"]


def test_the_passage_with_most_telling_edits_is_chosen():
    assert list(telling_passages(ROWS, 1)["kind"]) == ["self-reuse"]
