"""The state of reported statistics."""

import pandas as pd
import pytest

from koujing.measures import reported as statistics

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "low", "high", "modifier", "note", "state"),
    [
        (34, 34, 34, "", "", "plain"),
        (40, 40, NAN, "at_least", "", "hedged"),
        (NAN, 5, 6, "", "range", "range"),
        (NAN, 20, 100, "", "", "range"),
        (NAN, 10_000, float("inf"), "", "", "open"),
        (NAN, NAN, NAN, "", "masked", "masked"),
        (20, 20, 20, "over", "decrease; masked", "masked"),
        (NAN, NAN, NAN, "", "", "unread"),
    ],
)
def test_wording_state(value, low, high, modifier, note, state):
    row = pd.DataFrame({"value": [value], "low": [low], "high": [high], "modifier": modifier, "note": note})
    assert statistics.wording_state(row).tolist() == [state]


@pytest.mark.parametrize(("value", "digits"), [(1e13, 1), (1.349e14, 4), (0.05, 1), (10.08, 4), (0.0, 1), (300, 1)])
def test_significant_digits(value, digits):
    assert statistics.significant_digits(pd.Series([value])).tolist() == [digits]


def growth(*rows):
    table = pd.DataFrame(rows, columns=["part", "status", "period", "value", "note"])
    fixed = {"speech": "a", "year": 2008, "indicator": "总值", "kind": "change", "unit": "%"}
    return table.assign(**fixed, low=table["value"], high=table["value"])


def growths(*rows):
    return statistics.growth_of(growth(*rows), "总值").fillna(0).to_numpy().tolist()


LAST, THIS = ("review", "reported", "去年", 9.0, ""), ("tasks", "target", "今年", 8.0, "")


@pytest.mark.parametrize(
    "doubtful",
    [
        ("review", "target", "全年", 2.3, ""),  # a result that is coded as a target
        ("tasks", "target", "今后五年", 7.5, ""),
        ("tasks", "target", "2010年", 7.5, ""),
        ("tasks", "target", "", 7.5, ""),
        ("tasks", "reported", "去年", 57.3, ""),
        ("review", "reported", "2006年", 11.0, ""),
        ("review", "reported", "去年", 4.0, "decrease"),
    ],
)
def test_growth_is_that_of_one_year_as_status_part_and_period_agree(doubtful):
    assert growths(LAST, THIS, doubtful) == [["a", 9.0, 8.0]]
    assert growths(doubtful) == []


def test_of_two_rates_neither_is_known_to_be_that_of_the_year():
    assert growths(LAST, ("review", "reported", "", 10.6, ""), THIS) == [["a", 0.0, 8.0]]
    assert growths(LAST, THIS, ("tasks", "target", "2008年", 7.0, "")) == [["a", 9.0, 0.0]]


@pytest.mark.parametrize("period", ["五年来", "前三年", "2003年到2007年", "“十五”时期", "近１０年"])
def test_a_speech_that_reviews_several_years_may_give_their_average(period):
    rows = growth(LAST, THIS, ("review", "reported", period, 1.0, ""))
    rows.loc[2, "indicator"] = "粮食"
    assert statistics.growth_of(rows, "总值").fillna(0).to_numpy().tolist() == [["a", 0.0, 8.0]]


@pytest.mark.parametrize("period", ["2 0 0 7 年", "２００７年", "二〇〇七年", "上年", ""])
def test_the_year_before_is_read_as_it_is_written(period):
    assert growths(("review", "reported", period, 9.0, "")) == [["a", 9.0, 0.0]]


def test_another_indicator_and_none_have_no_growth():
    assert statistics.growth_of(growth(LAST), "能耗").columns.tolist() == ["speech", "achieved", "target"]
    assert len(statistics.growth_of(growth(LAST).head(0), "总值")) == 0


def test_a_stretch_of_time_is_no_indicator():
    names = pd.DataFrame({"indicator": ["十年", "三十六年", "近5年来", "年产能力", "总值"]})
    assert statistics.is_named(names).tolist() == [False, False, False, True, True]
    sums = names.assign(year=[1999, 1999, 1999, 1999, pd.NA], unit="元", value=[9.0, 8, 7, 2, 1])
    assert statistics.largest_sums(sums)["indicator"].tolist() == ["年产能力", "总值"]
    assert len(statistics.largest_sums(sums.head(0))) == 0


def test_a_domain_beyond_the_top_is_other_and_none_is_unknown():
    table = pd.DataFrame({"domain": ["money"] * 3 + ["people"] * 2 + ["army", ""]})
    shares = statistics.domains_by(table, pd.Series(["a"] * 7), top=2)
    assert shares.columns.tolist() == ["money", "people", "other", "unknown"]
    assert shares.loc["a"].sum() == pytest.approx(100)
    assert shares.loc["a", "other"] == pytest.approx(100 / 7)


def test_one_speech_that_says_it_twice_is_no_recurrence():
    table = pd.DataFrame({"label": "1998", "indicator": "粮食", "value": [5.0, 5.0], "unit": "吨", "status": "target"})
    assert not len(statistics.recurring_statistics(table))
