"""Headline rows of known series, and the indicators that belong to none."""

import pandas as pd
import pytest

from koujing.measures.headlines import COLUMNS, headlines
from koujing.measures.unknown import unknown_series

NAN = float("nan")
PLAIN = {
    "source": "a",
    "speech": "a",
    "start": 0,
    "concept": "gdp.growth",
    "place": "",
    "status": "target",
    "status_certainty": 0.9,
    "time_from": "2016",
    "time_to": "2016",
    "when_certainty": 0.7,
    "value": 7.0,
    "low": 7.0,
    "high": 7.0,
    "unit": "%",
    "modifier": "",
    "hardness": "plain",
    "basis": "",
    "per": "",
}
DOCUMENTS = pd.DataFrame(
    [
        {
            "speech": "a",
            "date": "2016-03",
            "level": "county",
            "genre": "work report",
            "province": "河北省",
            "county": "唐县",
        },
        {"speech": "b", "date": "", "level": "", "genre": "speech", "province": "", "county": ""},
    ]
).assign(prefecture="")


def series(*rows):
    """Rows of a series, each told by what differs from a plain one."""
    table = pd.DataFrame([PLAIN | row for row in rows])
    return table.assign(statistic=[f"s{k}" for k in range(len(table))], end=table["start"] + 2)


def chosen(*rows):
    return headlines(series(*rows), DOCUMENTS)


def test_a_statement_among_others_is_the_headline():
    near = [{"start": 900 + k, "concept": concept} for k, concept in enumerate(["cpi.change", "jobs.urban.new"])]
    table = chosen({"value": 6.5}, {"start": 905, "value": 7.0}, *near)
    row = table[table["concept"] == "gdp.growth"].iloc[0]
    assert (row["value"], row["statistic"], row["n"], row["differing"]) == (7.0, "s1", 1, "6.5")


def test_of_statements_alone_the_repeated_one_is_the_headline():
    (row,) = chosen({"value": 6.5}, {"start": 500}, {"start": 900}).itertuples()
    assert (row.value, row.statistic, row.n, row.differing) == (7.0, "s1", 2, "6.5")


def test_a_result_with_both_ends_precedes_one_that_only_exceeds():
    rows = {"status": "reported", "high": NAN, "modifier": "over"}, {"status": "reported", "start": 500, "value": 7.3}
    (row,) = chosen(*rows).itertuples()
    assert (row.value, row.differing) == (7.3, "7")


def test_a_target_with_one_end_is_a_headline_like_any_other():
    (row,) = chosen({"value": 6.0, "high": NAN}, {"value": 8.0, "start": 500}).itertuples()
    assert (row.value, row.differing) == (6.0, "8")


def test_ranges_are_told_by_their_ends():
    rows = [{"value": NAN, "low": 6.0, "high": 6.5, "start": start} for start in (0, 400)]
    (row,) = chosen(*rows, {"value": NAN, "low": 6.0, "high": 7.0, "start": 800}).itertuples()
    assert (row.n, row.low, row.high, row.differing) == (2, 6.0, 6.5, "6..7")


@pytest.mark.parametrize(
    "other",
    [{"place": "全国"}, {"status": "reported"}, {"time_from": "2015"}, {"per": "average"}, {"concept": "cpi.change"}],
)
def test_place_status_time_and_stretch_have_rows_of_their_own(other):
    assert chosen({}, {"start": 500, **other})["n"].tolist() == [1, 1]


def test_a_row_tells_the_speech_and_the_smaller_certainty():
    (row,) = chosen({}).to_dict("records")
    assert list(row) == COLUMNS
    assert (row["year"], row["level"], row["county"], row["certainty"]) == (2016, "county", "唐县", 0.7)


def test_a_speech_without_a_date_has_no_year():
    (row,) = chosen({"speech": "b"}).to_dict("records")
    assert pd.isna(row["year"])


def test_rules_have_no_headline():
    assert chosen({"status": "rule"}).empty


def test_no_statements_give_an_empty_table_with_its_columns():
    assert list(headlines(series({})[:0], DOCUMENTS)) == COLUMNS


def unknown(**columns):
    table = {"speech": ["a", "b"], "concept": "", "indicator": "路灯", "counted": "", "kind": "count", "unit": "盏"}
    return unknown_series(pd.DataFrame(table | columns))


def test_wordings_of_one_thing_are_offered_together():
    found = unknown(indicator=["“太阳”路灯", "太阳的路灯"], counted="路灯")
    assert found[["head", "attributes", "n_speeches"]].to_numpy().tolist() == [["路灯", "太阳", 2]]


@pytest.mark.parametrize(
    "columns",
    [
        {"concept": "gdp.level"},
        {"indicator": ""},
        {"speech": ["a", "a"]},
        {"unit": ["盏", "个"]},
        {"indicator": ["灯", "路灯"]},
    ],
)
def test_what_is_known_unnamed_rare_or_unlike_is_not_offered(columns):
    assert unknown(**columns).empty
