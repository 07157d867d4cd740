"""Habitual concepts without a target: what counts as a habit, which speeches are comparable, and what is said of the silence."""

import pandas as pd
import pytest
from scipy import stats

from headline_rows import COUNTY, headline, table, texts
from koujing.measures.silence import COLUMNS, silence

SIX = [f"a{year}" for year in range(2010, 2016)]


def silences(speeches, documents=None, **given):
    found = silence(table(*(headline(speech, **given) for speech in speeches)), texts(*SIX) if documents is None else documents)
    return found["speech"].tolist()


@pytest.mark.parametrize(
    ("setting", "silent"),
    [
        (SIX[:5], ["a2015"]),
        (SIX[:4], ["a2014", "a2015"]),
        (SIX[1:5], ["a2015"]),
        ([*SIX[:3], SIX[4]], ["a2015"]),
        (SIX[:3], []),
        (SIX, []),
        ([], []),
    ],
)
def test_a_habit_is_four_of_the_last_five_or_of_the_only_four(setting, silent):
    assert silences(setting) == silent


def test_results_and_other_places_are_no_targets_but_a_result_is_told():
    results = [headline(SIX[-1], "reported", 7.0)]
    rows = [headline(speech) for speech in SIX[:5]]
    (row,) = silence(table(*rows, *results), texts(*SIX)).to_dict("records")
    assert (row["speech"], row["told"]) == ("a2015", True)
    (row,) = silence(table(*rows, headline(SIX[-1], place="全省")), texts(*SIX)).to_dict("records")
    assert (row["speech"], row["told"]) == ("a2015", False)
    assert silences(SIX[:5], place="全省") == []


def test_only_speeches_of_the_same_body_and_genre_are_comparable():
    assert silences(SIX[:5], pd.concat([texts(*SIX[:5]), texts(SIX[5], **COUNTY)])) == []
    assert silences(SIX[:5], pd.concat([texts(*SIX[:5]), texts(SIX[5], genre="plan report")])) == []
    between = [f"b{year}" for year in range(2010, 2015)]
    assert silences(SIX[:5], pd.concat([texts(*SIX), texts(*between, **COUNTY)])) == ["a2015"]
    assert silences(SIX[:5], texts(*SIX, **(COUNTY | {"county": ""}))) == []
    district = pd.concat([texts(*SIX[:5], **COUNTY), texts(SIX[5], **(COUNTY | {"county": "东台区"}))])
    assert silences(SIX[:5], district, **COUNTY) == ["a2015"]


def test_missing_years_and_the_speeches_of_the_habit_are_named():
    documents = texts("a2008", "a2010", "a2011", "a2013", "a2014")
    rows = table(*(headline(speech) for speech in ("a2008", "a2010", "a2011", "a2013")))
    (row,) = silence(rows, documents).to_dict("records")
    assert (row["usual_in"], row["n_before"], row["since"], row["missing"]) == ("a2008|a2010|a2011|a2013", 4, 2008, "2009|2012")


def test_a_short_text_is_said_to_be_short():
    for n_han, short in ((4_499, True), (4_500, False)):
        documents = pd.concat([texts(*SIX[:5]), texts(SIX[5], n_han=n_han)])
        (row,) = silence(table(*(headline(speech) for speech in SIX[:5])), documents).to_dict("records")
        assert (row["n_han"], row["usual_n_han"], row["short"]) == (n_han, 9_000, short)


def test_the_chance_is_that_of_one_more_speech_of_the_whole_career():
    speeches = [f"a{year}" for year in range(2001, 2014)]
    setting = [*speeches[2:6], *speeches[7:12]]
    found = silence(table(*map(headline, setting)), texts(*speeches)).set_index("speech")
    assert found.loc["a2013", "n_set"] == 9
    # Of ten speeches since the first that sets it, nine did: the next lacks it with the beta-binomial probability of none.
    assert found.loc["a2013", "chance"] == pytest.approx(stats.betabinom(1, 9, 10 - 9 + 1).pmf(0), abs=1e-4)


def test_nothing_is_silent_where_nothing_is_set():
    assert list(silence(table(), texts(*SIX))) == COLUMNS
    assert not len(silence(table(), texts(*SIX)))
