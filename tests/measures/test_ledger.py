"""Targets with their outcomes: golden verdicts, which outcome is taken, missing years, and rates of fulfilment."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from headline_rows import CITY, COUNTY, NAN, NATION, headline, table, texts
from koujing.lexicons.concepts import concepts
from koujing.measures.intervals import share_interval
from koujing.measures.ledger import COLUMNS, VERDICTS, fulfilment, ledger

ROWS = list(csv.DictReader((Path(__file__).parent / "verdicts.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def number(cell):
    """A value, its interval and its hedge (``7 6.5..7.5 approx``); a range has no value, an open side no end."""
    parts = cell.split() or [".."]
    value = "" if ".." in parts[0] else parts.pop(0)
    low, _, high = parts.pop(0).partition("..")
    return {"value": float(value or NAN), "low": float(low or NAN), "high": float(high or NAN), "modifier": "".join(parts)}


@pytest.mark.parametrize("case", [pytest.param(row, id=row["label"]) for row in ROWS])
def test_verdicts(case):
    target = headline("a2014", concept=case["concept"], **number(case["target"]))
    outcome = headline("a2015", "reported", concept=case["concept"], **number(case["outcome"]))
    (row,) = ledger(table(target, outcome), texts("a2014", "a2015")).to_dict("records")
    assert row["verdict"] == case["verdict"]
    assert {True: "yes", False: "no"}.get(row["below_point"], "") == case["below"]


def test_every_concept_of_the_verdicts_is_known():
    assert {row["concept"] for row in ROWS} <= concepts().keys()


def told(rows, documents, *columns):
    return ledger(table(*rows), documents)[list(columns)].to_numpy().tolist()


def test_the_outcome_is_of_the_same_body_concept_place_and_time():
    others = [
        headline("a2015", "reported", 1, concept="cpi.change"),
        headline("a2015", "reported", 2, place="贫困县"),
        headline("a2015", "reported", 3, time_from="2013", time_to="2013"),
        headline("a2015", "reported", 4, time_from="2014-01", time_to="2014-06"),
        headline("b2015", "reported", 5, **COUNTY),
        headline("a2014", "reported", 6, time_from="2014", time_to="2014"),
        headline("a2015", "reported", 7, unit="元"),
    ]
    target, right = headline("a2014", value=7.5), headline("a2015", "reported", 7.4)
    documents = texts("a2014", "a2015")
    assert told([target, *others], documents, "verdict") == [["not told"]]
    assert told([target, *others, right], documents, "outcome", "outcome_speech") == [[7.4, "a2015"]]


def test_of_several_outcomes_the_first_speech_then_the_most_certain_row_is_taken():
    target = headline("a2014", value=7.5)
    later = headline("a2017", "reported", 7.6, time_from="2014", time_to="2014")
    rows = [later, headline("a2015", "reported", 7.4, certainty=0.99, per="level"), headline("a2015", "reported", 7.3, certainty=0.9)]
    rows[-1]["differing"] = "7.2"
    columns = "outcome", "outcome_year", "outcome_differing", "certainty"
    assert told([target, *rows], texts("a2014", "a2015", "a2017"), *columns) == [[7.3, 2015, "7.2", 0.9]]
    assert told([target, later], texts("a2014", "a2015", "a2017"), *columns[:2]) == [[7.6, 2017]]


def test_years_without_a_text_are_said_and_not_taken_for_silence():
    target, columns = headline("a2014", value=7.5), ("verdict", "missing")
    late = headline("a2017", "reported", 7.6, time_from="2014", time_to="2014")
    assert told([target], texts("a2014"), *columns) == [["no text", ""]]
    assert told([target], texts("a2014", "a2017"), *columns) == [["no text", "2015–2016"]]
    assert told([target, late], texts("a2014", "a2017"), *columns) == [["met", "2015–2016"]]
    assert told([target], texts("a2014", "a2015", "a2017"), *columns) == [["not told", ""]]
    assert told([target], pd.concat([texts("a2014"), texts("b2015", **COUNTY)]), *columns) == [["no text", ""]]


def test_a_target_for_five_years_is_kept_by_an_average_of_the_same_years_and_a_sum_by_a_sum():
    five = {"time_from": "2011", "time_to": "2015"}
    target = headline("a2011", value=7, low=6.5, high=7.5, modifier="approx", per="average", **five)
    jobs = {"concept": "jobs.urban.new", "unit": "人", "per": "cumulative", **five}
    rows = [
        target, headline("a2012", "reported", 9.2), headline("a2016", "reported", 6.9),
        headline("a2016", "reported", 7.8, per="average", **five), headline("a2016", "reported", 46, per="cumulative", **five),
        headline("a2011", value=45e6, **jobs),
        headline("a2016", "reported", 64e6, low=64e6, modifier="over", **jobs),
    ]  # fmt: skip
    documents = texts("a2011", "a2012", "a2016")
    columns = "concept", "first", "last", "outcome", "verdict"
    assert told(rows, documents, *columns) == [["gdp.growth", "2011", "2015", 7.8, "met"], ["jobs.urban.new", "2011", "2015", 64e6, "met"]]
    assert told([target], texts("a2011", "a2012"), "verdict") == [["no text"]]
    assert told([target], documents, "verdict") == [["not told"]]


def test_an_average_or_a_cumulated_rate_of_one_year_is_not_taken_for_the_rate_of_the_year_but_a_sum_is():
    target, documents = headline("a2014", value=7.5), texts("a2014", "a2015")
    for per in ("average", "cumulative"):
        assert told([target, headline("a2015", "reported", 65.5, per=per)], documents, "verdict") == [["not told"]]
    jobs = {"concept": "jobs.urban.new", "unit": "人"}
    rows = [headline("a2014", value=10e6, **jobs), headline("a2015", "reported", 13e6, per="cumulative", **jobs)]
    assert told(rows, documents, "verdict") == [["met"]]


def test_a_stock_at_the_end_of_the_year_is_that_of_the_year():
    target = headline("a2022", value=5.5, low=NAN, high=5.5, modifier="at_most", concept="unemployment.surveyed")
    outcome = {"concept": "unemployment.surveyed", "time_from": "2022-12", "time_to": "2022-12", "per": "level"}
    assert told([target, headline("a2023", "reported", 5.2, **outcome)], texts("a2022", "a2023"), "verdict") == [["met"]]


def test_a_congress_in_december_tells_the_outcome_of_the_year_that_ends():
    target = headline("a2013", value=9, time_from="2014", time_to="2014")
    outcome = headline("a2014", "reported", 9.3, time_from="2014", time_to="2014")
    assert told([target, outcome], texts("a2013", "a2014"), "outcome", "missing", "verdict") == [[9.3, "", "met"]]


def test_a_county_that_becomes_a_district_keeps_its_promises():
    district = COUNTY | {"county": "东台区"}
    rows = [headline("a2014", value=9, **COUNTY), headline("a2015", "reported", 9.1, **district)]
    documents = pd.concat([texts("a2014", **COUNTY), texts("a2015", **district)])
    assert told(rows, documents, "verdict", "county") == [["met", "东台县"]]
    assert told([rows[0], headline("a2015", "reported", 9.1, **CITY)], documents, "verdict") == [["not told"]]


def test_targets_without_a_time_and_speeches_without_a_date_or_a_known_place_are_left_out():
    rows = [headline("a2014", value=9, **(COUNTY | {"county": ""})), headline("a2014", value=9, **(COUNTY | {"level": "township"})),
            headline("a2014", value=9, **(NATION | {"level": ""})),
            headline("a2014", value=9, time_from="", time_to=""), headline("a2014", value=9, year=pd.NA)]  # fmt: skip
    empty = ledger(table(*rows), texts("a2014"))
    assert list(empty) == COLUMNS
    assert not len(empty)
    assert not len(ledger(table(), texts("a2014")))
    assert not len(fulfilment(empty))


def kept(*verdicts, **columns):
    cells = {"concept": "gdp.growth", "level": "central", "below_point": False, "certainty": 1.0}
    return pd.DataFrame({"verdict": verdicts, **cells, **columns})


def test_undecided_pairs_are_shown_and_count_for_neither_side():
    (row,) = fulfilment(kept("met", "met", "missed", *VERDICTS[2:])).to_dict("records")
    assert [row[name] for name in ("n", "met", "missed", "undecided", "not_told", "no_text")] == [6, 2, 1, 1, 1, 1]
    low, high = share_interval(2, 3)
    assert (row["share"], row["low"], row["high"]) == pytest.approx((2 / 3, float(low), float(high)))


def test_nothing_is_said_where_nothing_is_decided():
    (row,) = fulfilment(kept("undecided", "no text")).to_dict("records")
    assert pd.isna([row["share"], row["low"], row["high"], row["share_sure"]]).all()


def test_rates_are_by_any_columns_and_once_more_of_the_sure_rows():
    cells = {"level": ["county", "county", "central"], "certainty": [0.9, 0.89, 1.0], "below_point": [True, pd.NA, True]}
    rows = kept("met", "missed", "missed", **cells)
    table = fulfilment(rows, ["level", "concept"]).set_index("level")
    assert list(table.index) == ["central", "county"]
    assert table.loc["county", ["share", "share_sure", "decided_sure", "below_point"]].tolist() == [0.5, 1.0, 1, 1]
    assert table.loc["central", "share_sure"] == 0
