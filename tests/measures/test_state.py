"""The state of texts in tables: small invented ones, and the empty ones that a clean study has."""

import pandas as pd
import pytest

from koujing.across import schemas
from koujing.dataframes import typed
from koujing.measures.state import (
    ground_dates,
    pieces_set_aside,
    place_evidence,
    repairs_by_kind,
    repairs_by_text,
    sum_repairs,
    sum_set_aside,
)

NAMES = pd.DataFrame({"speech": ["a", "b"], "label": ["1954", "1955"], "group": "1950s"})


def empty(table):
    return typed(pd.DataFrame(), schemas()[table])


def repairs(*rows):
    return typed(pd.DataFrame(rows, columns=["speech", "kind", "certain"]), schemas()["repairs"])


def test_kinds_come_in_plain_words_the_most_frequent_first():
    table = repairs_by_kind(repairs(("a", "script", 1), ("b", "mask", 0), ("a", "mask", 1), ("b", "new kind", 1)))
    assert table.reset_index().to_numpy().tolist() == [
        ["masked word", 2, 1, 1, 2, "a", 0.5],
        ["new kind", 1, 1, 0, 1, "b", 1.0],
        ["traditional script", 1, 1, 0, 1, "a", 1.0],
    ]


def test_the_text_with_most_damage_is_named_and_ties_go_to_the_first():
    told = sum_repairs(repairs(("b", "mask", 1), ("a", "script", 1)), NAMES)
    assert told == {
        "value": 2, "texts": 2, "n": 2, "kind": "masked word", "share": 0.5, "worst": "1954", "part": 0.5,
    }  # fmt: skip


def test_a_clean_study_has_empty_tables_and_no_error():
    assert repairs_by_kind(empty("repairs")).shape == (0, 6)
    assert sum_repairs(empty("repairs"), NAMES)["value"] == 0
    assert repairs_by_text(empty("repairs"), NAMES).shape == (0, 2)
    assert pieces_set_aside(empty("set_aside")).empty
    assert place_evidence(empty("evidence"), empty("set_aside")).empty


def test_texts_without_damage_have_a_column_of_noughts():
    table = repairs_by_text(repairs(("b", "mask", 1)), NAMES)
    assert table.to_dict("list") == {"1954": [0], "1955": [1]}


def test_many_texts_are_shown_by_group():
    names = pd.DataFrame({"speech": [f"s{k}" for k in range(61)], "label": [f"s{k}" for k in range(61)], "group": "1950s"})
    table = repairs_by_text(repairs(("s0", "mask", 1), ("s60", "mask", 1)), names)
    assert table.to_dict("list") == {"1950s": [2]}


@pytest.mark.parametrize(
    ("date", "words", "places", "ground"),
    [
        ("2016", "今年", [5], "text"),
        ("2016", "3月2日", [25], "page"),
        ("2016", "3月2日; 今年", [25, 5], "text and page"),
        ("2016", "今年", [29, 30], "text and page"),
        ("2016", "file name 2016", [], "file name"),
        ("2016", "", [], "words"),
        ("", "", [], "nothing"),
    ],
)
def test_a_date_rests_on_what_stands_in_the_text_on_the_page_or_in_the_name(date, words, places, ground):
    documents = pd.DataFrame({"speech": ["a"], "date": [date], "date_evidence": [words]})
    aside = pd.DataFrame({"source": ["a", "b"], "start": [20, 0], "end": [30, 99]})
    evidence = pd.DataFrame({"source": "a", "speech": "a", "field": "date", "start": places}).astype({"start": "Int64"})
    other = pd.DataFrame({"source": ["a"], "speech": ["a"], "field": ["province"], "start": [22]})
    assert ground_dates(documents, pd.concat([evidence, other]), aside).to_dict() == {"a": ground}


def test_what_is_set_aside_within_a_speech_is_not_kept_with_it():
    aside = pd.DataFrame({"source": ["a", "a", "a", "b"], "start": [0, 30, 95, 0], "end": [10, 40, 110, 5]})
    documents = pd.DataFrame({"source": ["a", "b"], "start": [20, 5], "end": [100, 25]})
    assert sum_set_aside(aside, documents) == {"value": pytest.approx(40 / 125), "aside": 40, "kept": 85}
    assert sum_set_aside(aside[:0], documents) == {"value": 0, "aside": 0, "kept": 100}


def test_no_evidence_is_a_table_too():
    documents = pd.DataFrame({"speech": ["a"], "date": ["2016"], "date_evidence": ["file name 2016"]})
    assert ground_dates(documents, empty("evidence"), empty("set_aside")).tolist() == ["file name"]
