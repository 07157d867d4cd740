"""One past number told by two speeches: by intervals, by date of speaking, and what is no revision."""

import numpy as np
import pandas as pd
import pytest

from headlines import headlines
from koujing.measures.revisions import COLUMNS, revisions

FIRST = {"speech": "2014", "date": "2014-03", "time": "2013", "value": 7.7}
SECOND = {"speech": "2018", "date": "2018-03", "time": "2013", "value": 7.8}


def told(*rows):
    return revisions(headlines(*rows)).to_dict("records")


def test_disjoint_intervals_are_a_revision_and_its_size_has_an_interval():
    (pair,) = told(SECOND, FIRST | {"value": 7.6})  # in any order
    assert (pair["first_speech"], pair["second_speech"], pair["verdict"], pair["why"]) == ("2014", "2018", "revised", "")
    assert [pair[name] for name in ("change", "change_low", "change_high")] == pytest.approx([0.2, 0.1, 0.3])


def test_a_coarser_number_that_may_be_the_same_is_the_same():
    (pair,) = told(FIRST, SECOND | {"value": 8, "half": 0.5})
    assert pair["verdict"] == "same"


def test_the_next_number_of_the_same_precision_is_another_one():
    (pair,) = told(FIRST, SECOND)
    assert pair["verdict"] == "revised"


def test_an_exact_number_may_lie_where_rounding_ends():
    (pair,) = told(FIRST, SECOND | {"low": 7.75, "high": 7.75})
    assert pair["verdict"] == "same"


@pytest.mark.parametrize("magnitude", [1e-3, 1, 1e13])
def test_bounds_that_were_computed_touch_at_every_magnitude(magnitude):
    ends = [{name: end * magnitude for name, end in (("low", low), ("high", low + 0.1))} for low in (7.65, 7.75)]
    (pair,) = told(FIRST | ends[0], SECOND | ends[1])
    assert pair["verdict"] == "revised"


def test_an_open_end_is_open():
    (pair,) = told(FIRST | {"high": np.nan}, SECOND)
    assert pair["verdict"] == "same"
    assert np.isnan(pair["change_low"])


def test_each_telling_is_compared_with_the_one_before_it_and_a_revision_counts_once():
    later = SECOND | {"speech": "2023", "date": "2023-03"}
    pairs = told(FIRST | {"value": 7.5}, SECOND, later)
    assert [(pair["second_speech"], pair["verdict"]) for pair in pairs] == [("2018", "revised"), ("2023", "same")]


def test_another_basis_is_a_reason_and_no_revision():
    (pair,) = told(FIRST | {"value": 7.5}, SECOND | {"basis": "可比价格"})
    assert (pair["verdict"], pair["why"]) == ("other basis", "none named | 可比价格")


def test_a_speech_with_several_values_decides_nothing():
    (pair,) = told(FIRST | {"value": 7.5, "differing": "7.8"}, SECOND)
    assert (pair["verdict"], pair["why"]) == ("undecided", "2014 also says 7.8")


def test_a_value_that_another_speech_tells_of_another_time_may_be_misread():
    level = {"concept": "reserves.foreign", "unit": "美元", "half": 0.5}
    rows = [("1998", "1997", 1399), ("2002", "2001", 2122), ("2003", "2001", 1399)]
    (pair,) = told(*({"speech": date, "date": date, "time": time, "value": value} | level for date, time, value in rows))
    assert (pair["verdict"], pair["why"]) == ("undecided", "2003 may mean 1997, of which 1998 says the same")


@pytest.mark.parametrize(
    ("date", "certainty", "verdict"),
    [("2013", 0.8, "undecided"), ("2013-03-05", 0.8, "undecided"), ("2013-11", 0.8, "revised"), ("2013", 0.9, "revised")],
)
def test_an_estimate_is_a_first_telling_unless_it_may_be_a_target(date, certainty, verdict):
    (pair,) = told(FIRST | {"speech": "2013", "date": date, "certainty": certainty}, SECOND)
    assert (pair["verdict"], pair["why"]) == (verdict, "2013 was given before 2013 was over" * (verdict == "undecided"))


def test_two_digits_agree_with_another_year_by_chance():
    (pair,) = told(FIRST, SECOND, {"speech": "2013", "date": "2013", "time": "2012", "value": 7.8})
    assert pair["verdict"] == "revised"


@pytest.mark.parametrize(
    "other",
    [
        {"time": "2012"}, {"concept": "cpi.change"}, {"unit": "元"}, {"place": "贫困县"}, {"status": "target"}, {"date": ""},
        {"time": "", "time_from": "", "time_to": ""}, {"low": np.nan, "high": np.nan}, {"level": "county"}, {"speech": "2014"},
    ],
    ids=str,
)  # fmt: skip
def test_nothing_is_paired_that_is_not_the_same_number_of_two_speeches(other):
    assert told(FIRST, SECOND | other) == []


def test_an_average_of_years_is_not_their_total():
    years = {"time": "", "time_from": "2013", "time_to": "2017"}
    one, other = FIRST | years | {"per": "average"}, SECOND | years | {"per": "cumulative"}
    assert told(one, other) == []
    assert len(told(one, other | {"per": "average"})) == 1


def test_a_level_at_the_end_of_a_year_is_that_of_the_year():
    (pair,) = told(FIRST | {"per": "level"}, SECOND | {"per": "level", "time": "2013-12"})
    assert (pair["time"], pair["verdict"]) == ("2013", "revised")


def test_a_county_that_speaks_of_the_nation_tells_the_same_number():
    county = {"level": "county", "province": "甲省", "prefecture": "乙市", "county": "丙县", "place": "全国"}
    (pair,) = told(FIRST, SECOND | county)
    assert (pair["owner"], pair["second_speech"]) == ("全国", "2018")


def test_two_studies_may_be_put_together():
    both = pd.concat([headlines(FIRST), headlines(SECOND)])
    assert revisions(both)["verdict"].tolist() == ["revised"]


def test_certainty_is_that_of_the_less_certain_row():
    (pair,) = told(FIRST | {"certainty": 0.8}, SECOND | {"certainty": 0.95})
    assert pair["certainty"] == 0.8


def test_without_rows_the_columns_are_there():
    table = revisions(headlines())
    assert (list(table), len(table)) == (COLUMNS, 0)
    assert isinstance(table, pd.DataFrame)
