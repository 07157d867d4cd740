"""Targets of one year from level to level: which are paired, what the difference is, and what it shows over places."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from headline_rows import CITY, COUNTY, NAN, NATION, PROVINCE, headline, table
from koujing.measures.amplification import COLUMNS, amplification, sum_amplification

CHAIN = [headline("a2021", value=6.0), headline("b2021", value=6.5, **PROVINCE), headline("c2021", value=7.0, **CITY),
         headline("d2021", value=9.0, **COUNTY)]  # fmt: skip


def pairs_of(*rows, columns=("higher_place", "lower_place", "difference")):
    return amplification(table(*rows))[list(columns)].to_numpy().tolist()


def test_each_target_is_beside_that_of_the_nearest_level_above():
    assert pairs_of(*CHAIN) == [["东河市", "东台县", 2.0], ["云岭省", "东河市", 0.5], ["全国", "云岭省", 0.5]]
    assert pairs_of(CHAIN[0], CHAIN[3]) == [["全国", "东台县", 3.0]]
    assert pairs_of(CHAIN[1], CHAIN[3]) == [["云岭省", "东台县", 2.5]]


@pytest.mark.parametrize(
    "other",
    [
        PROVINCE | {"province": "西岭省"},
        CITY | {"prefecture": "西河市"},
        COUNTY | {"county": "西台县"},
        PROVINCE | {"province": ""},
        {"concept": "cpi.change"},
        {"status": "reported"},
        {"place": "全省"},
        {"unit": "元"},
        {"time_from": "2025", "time_to": "2025"},
        {"year": 2020},
    ],
)
def test_a_pair_needs_a_lower_place_in_the_higher_and_the_same_year_concept_and_time(other):
    above = headline("b2021", value=6.5, **(PROVINCE | other))
    assert pairs_of(above, CHAIN[3]) == []


def test_a_county_whose_name_is_not_known_is_left_out():
    assert pairs_of(CHAIN[0], CHAIN[1], headline("d2021", value=9.0, **(COUNTY | {"county": ""}))) == [["全国", "云岭省", 0.5]]


def test_what_is_wished_tells_which_side_is_more_and_hardness_is_compared():
    rows = [headline("a2021", value=5.5, concept="unemployment.surveyed", hardness="soft"),
            headline("b2021", value=5.0, concept="unemployment.surveyed", hardness="hard", **PROVINCE)]  # fmt: skip
    assert pairs_of(*rows, columns=("difference", "raised", "harder")) == [[-0.5, 0.5, 1]]
    neither = [row | {"concept": "m2.growth"} for row in rows]
    ((difference, raised, _),) = pairs_of(*neither, columns=("difference", "raised", "harder"))
    assert difference == -0.5
    assert np.isnan(raised)


def test_a_range_leaves_a_range_of_differences_and_an_open_target_is_its_number():
    centre = headline("a2019", value=NAN, low=6.0, high=6.5)
    assert pairs_of(centre, headline("d2019", value=7.0, low=7.0, **COUNTY), columns=("difference", "low", "high")) == [[0.75, 0.5, 1.0]]


def test_several_speeches_of_one_year_give_the_most_certain_target_of_the_higher_level():
    again = headline("z2021", value=6.1, certainty=0.99)
    assert pairs_of(*CHAIN[:2], again) == [["全国", "云岭省", 0.4]]


def summed(raised, **columns):
    pairs = pd.DataFrame({"concept": "gdp.growth", "lower_body": [f"p{k}" for k in range(len(raised))], "raised": raised, "harder": 0})
    return sum_amplification(pairs.assign(**columns))


def test_the_sign_test_is_that_of_the_binomial_without_ties():
    (row,) = summed([1.0] * 9 + [-0.5] + [0.0] * 3).to_dict("records")
    assert [row[name] for name in ("places", "more", "same", "less", "verdict")] == [13, 9, 3, 1, "amplified"]
    assert row["p"] == pytest.approx(stats.binomtest(9, 10).pvalue)
    assert summed([-1.0] * 9)["verdict"].tolist() == ["muted"]
    assert summed([1.0] * 4 + [-1.0] * 4)["verdict"].tolist() == ["not shown"]


def test_too_few_places_are_undecidable_and_have_no_interval():
    (row,) = summed([1.0] * 5).to_dict("records")
    assert row["verdict"] == "undecidable"
    assert np.isnan([row["p"], row["low"], row["high"]]).all()


def test_a_place_counts_once_however_many_years_it_has():
    (row,) = summed([1.0, 2.0, 9.0, 1.0], lower_body=["a", "a", "a", "b"], harder=[1, 0, -1, 1]).to_dict("records")
    assert [row[name] for name in ("n", "places", "median", "harder", "softer")] == [4, 2, 1.5, 2, 1]


def test_the_interval_is_the_bootstrap_of_scipy_and_repeats():
    raised = np.round(np.random.default_rng(5).normal(2, 1, 21), 1)
    first, second = summed(raised), summed(raised)
    pd.testing.assert_frame_equal(first, second)
    theirs = stats.bootstrap((raised,), np.median, method="percentile", rng=np.random.default_rng(1)).confidence_interval
    assert first[["low", "high"]].iloc[0].tolist() == pytest.approx([theirs.low, theirs.high], abs=0.15)


def test_the_rows_of_two_studies_can_be_put_together():
    together = pd.concat([table(CHAIN[0]), table(CHAIN[1])])
    assert amplification(together)["lower_place"].tolist() == ["云岭省"]


def test_no_pair_is_an_empty_table():
    assert list(amplification(table())) == COLUMNS
    assert pairs_of(headline("a2021", value=6.0, **NATION)) == []
    assert not len(sum_amplification(amplification(table())))
