"""The state of reported figures."""

import pandas as pd
import pytest

from koujing.measures import figures

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
    assert figures.wording_state(row).tolist() == [state]


@pytest.mark.parametrize(("value", "digits"), [(1e13, 1), (1.349e14, 4), (0.05, 1), (10.08, 4), (0.0, 1), (300, 1)])
def test_significant_digits(value, digits):
    assert figures.significant_digits(pd.Series([value])).tolist() == [digits]


def growth(*rows):
    table = pd.DataFrame(rows, columns=["speech", "start", "value", "status", "note"])
    fixed = {"indicator": "总值", "kind": "change", "unit": "%", "low": table["value"], "high": table["value"]}
    return table.assign(**fixed)


def test_growth_of_several_years_gives_way_to_that_of_one_and_the_first_target_counts():
    rows = growth(
        ("a", 1, 65.5, "achieved", ""),
        ("a", 5, 10.6, "achieved", ""),
        ("a", 9, 8.0, "target", ""),
        ("a", 12, 7.5, "target", ""),
    )
    assert figures.growth_of(rows, "总值").to_numpy().tolist() == [["a", 10.6, 8.0]]


def test_a_decrease_and_another_indicator_are_no_growth():
    rows = growth(("a", 1, 3.0, "achieved", "decrease"), ("b", 1, 3.0, "target", ""))
    assert figures.growth_of(rows, "总值")["speech"].tolist() == ["b"]
    assert len(figures.growth_of(rows, "能耗")) == 0


def test_a_domain_beyond_the_top_is_other_and_none_is_unknown():
    table = pd.DataFrame({"domain": ["money"] * 3 + ["people"] * 2 + ["army", ""]})
    shares = figures.domains_by(table, pd.Series(["a"] * 7), top=2)
    assert shares.columns.tolist() == ["money", "people", "other", "unknown"]
    assert shares.loc["a"].sum() == pytest.approx(100)
    assert shares.loc["a", "other"] == pytest.approx(100 / 7)


def test_one_speech_that_says_it_twice_is_no_recurrence():
    table = pd.DataFrame({"label": "1998", "indicator": "粮食", "value": [5.0, 5.0], "unit": "吨", "status": "target"})
    assert not len(figures.recurring_figures(table))
