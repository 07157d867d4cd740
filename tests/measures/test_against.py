"""Claims against what was counted: overlap of intervals, what stays undetermined, several years, and the gap."""

import numpy as np
import pandas as pd
import pytest

from headlines import headlines
from koujing.measures.against import COLUMNS, VERDICTS, judge_claims


def counted(*rows, concept="gdp.growth", owner="全国", unit="%", half=0.05):
    ends = [(time, value, value - half, value + half) for time, value in rows]
    table = pd.DataFrame(ends, columns=["time", "value", "low", "high"]).assign(concept=concept, owner=owner, unit=unit)
    return table.assign(row=[str(line) for line in range(2, len(rows) + 2)])


def judged(claim, truth):
    (row,) = judge_claims(headlines(claim), truth).to_dict("records")
    return row


TRUTH = counted(("2013", 7.8), ("2014", 7.4))


@pytest.mark.parametrize(
    ("claim", "verdict", "gap"),
    [
        ({"value": 7.4}, "consistent", 0),
        ({"value": 7, "half": 0.5}, "consistent", 0),  # less precise, and it may be the same
        ({"value": 7.38, "half": 0.005}, "consistent", 0),  # more precise than the truth
        ({"value": 7.35, "half": 0}, "consistent", 0),  # exact, on the bound
        ({"value": 7.3}, "inconsistent", 0),  # the next number of the same precision
        ({"value": 7.7}, "inconsistent", 0.2),
        ({"value": 7.0}, "inconsistent", -0.3),
        ({"value": np.nan, "low": 7, "high": np.nan}, "consistent", 0),  # over 7
        ({"value": np.nan, "low": 8, "high": np.nan}, "inconsistent", 0.55),  # over 8
        ({"value": np.nan, "low": np.nan, "high": 7}, "inconsistent", -0.35),
    ],
)
def test_a_claim_is_consistent_if_it_may_be_the_truth(claim, verdict, gap):
    row = judged(claim, TRUTH)
    assert (row["verdict"], row["why"], row["row"], row["truth"]) == (verdict, "", "3", 7.4)
    assert row["gap"] == pytest.approx(gap)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"time": "2015"}, "the file has no value for this time"),
        ({"time_from": "2011", "time_to": "2014", "per": "average"}, "the file has no value for 2011, 2012"),
        ({"time_from": "2013", "time_to": "2014", "per": "year"}, "it is of several years, but neither their total nor their average"),
        ({"per": "cumulative"}, "it is a total or an average of years that stay open"),
        ({"time_from": "", "time_to": ""}, "its time stays open"),
        ({"level": "township"}, "whose number it is stays open"),
        ({"level": "province", "province": "甲省"}, "the file has no value of 甲省 in %"),
        ({"unit": "元"}, "the file has no value of 全国 in 元"),
        ({"low": np.nan, "high": np.nan}, "it has no number"),
        ({"value": 9.0, "differing": "7.4"}, "the speech also says 7.4"),
        ({"value": 9.0, "date": "2014-03"}, "it was given before the time was over"),
        ({"value": 9.0, "basis": "可比口径"}, "the speech counts by another basis: 可比口径"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_compared_is_undetermined_and_says_why(claim, why):
    row = judged(claim, TRUTH)
    assert (row["verdict"], row["why"]) == ("undetermined", why)


def test_another_basis_and_other_values_do_not_matter_where_the_claim_agrees():
    assert judged({"basis": "可比口径", "differing": "9"}, TRUTH)["verdict"] == "consistent"


def test_several_years_are_compared_with_their_total_or_average():
    years = {"time_from": "2013", "time_to": "2014"}
    jobs = counted(("2013", 1310.0), ("2014", 1322.0), concept="jobs", unit="人", half=0.5)
    claim = years | {"concept": "jobs", "unit": "人"}
    assert judged(claim | {"value": 2632, "half": 0, "per": "cumulative"}, jobs)["verdict"] == "consistent"
    assert judged(claim | {"value": 2640, "half": 0, "per": "cumulative"}, jobs)["gap"] == pytest.approx(7)
    row = judged(claim | {"value": 1316, "half": 0, "per": "average"}, jobs)
    assert (row["truth"], row["verdict"], row["row"]) == (1316, "consistent", "2|3")


def test_percentages_of_several_years_are_compounded():
    years = {"time_from": "2013", "time_to": "2014"}
    total = judged(years | {"value": 15.8, "per": "cumulative"}, TRUTH)
    assert total["truth"] == pytest.approx(100 * (1.078 * 1.074 - 1))
    assert total["verdict"] == "consistent"
    assert judged(years | {"value": 7.6, "per": "average"}, TRUTH)["truth"] == pytest.approx(100 * ((1.078 * 1.074) ** 0.5 - 1))


def test_targets_and_concepts_that_the_file_lacks_are_no_claims():
    rows = headlines({"status": "target"}, {"concept": "cpi.change"}, {})
    assert judge_claims(rows, TRUTH)["speech"].tolist() == ["2015"]


def test_rows_lead_back_to_the_text_and_are_in_order():
    rows = headlines({"time": "2014", "speech": "b"}, {"time": "2013", "speech": "c"}, {"time": "2014", "speech": "a"})
    table = judge_claims(rows, TRUTH)
    assert table["speech"].tolist() == ["c", "a", "b"]
    assert list(table) == COLUMNS
    assert set(table["verdict"]) <= set(VERDICTS)
    assert table["statistic"].tolist() == ["s1", "s2", "s0"]


def test_without_claims_the_columns_are_there():
    assert list(judge_claims(headlines(), TRUTH)) == COLUMNS
