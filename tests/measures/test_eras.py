"""Words of eras: a planted word marks its era, and trends come with and without other genres."""

import numpy as np
import pandas as pd
import pytest

from koujing.measures.births import trace_births
from koujing.measures.eras import (
    came_and_went,
    central_term,
    era_divergence,
    era_words,
    name_eras,
    new_words,
    series_trends,
)

YEARS = {f"s{k}": 1980 + k for k in range(24)}
RNG = np.random.default_rng(4)
TERMS = pd.DataFrame(
    [(s, f"w{j}", int(RNG.poisson(15)) + 1) for s in YEARS for j in range(20)] + [(f"s{k}", "脱贫", 40) for k in range(14, 24)],
    columns=["speech", "term", "n"],
)
DOCUMENTS = pd.DataFrame({"speech": list(YEARS), "n_masks": 0, "segmentation": ""})
GROUPS = pd.Series({speech: "late" if year >= 1994 else "early" for speech, year in YEARS.items()})


def test_a_planted_word_is_the_key_word_of_its_era():
    table = era_words(TERMS, DOCUMENTS, GROUPS, np.random.default_rng(1))
    assert table.loc[table["verdict"] == "key", ["group", "term"]].to_numpy().tolist() == [["late", "脱贫"]]


def test_a_word_is_new_once_within_the_memory():
    table = new_words(TERMS, YEARS).set_index("speech")
    assert table.loc["s14", "n_new"] == 40
    assert (table.drop("s14")["n_new"] == 0).all()
    assert "s0" not in table.index


def test_eras_differ_from_one_another_and_not_from_themselves():
    table = era_divergence(TERMS, DOCUMENTS, GROUPS)
    assert table.loc["late", "late"] == 0
    assert table.loc["late", "early"] == pytest.approx(table.loc["early", "late"])
    assert table.loc["late", "early"] > 0.05


def test_a_term_comes_in_the_era_of_its_first_use_and_goes_in_that_of_its_last():
    texts = pd.DataFrame({"speech": list(YEARS), "date": [str(year) for year in YEARS.values()], "n_han": 9_000})
    used = [(f"s{k}", term, 1) for term, years in (("来", range(12, 24)), ("去", range(12))) for k in years]
    table = came_and_went(trace_births(pd.DataFrame(used, columns=["speech", "term", "n"]), texts), {1991: "1990s", 1992: "1992s"})
    assert table[["era", "change", "term", "low", "high"]].to_numpy().tolist() == [
        ["1990s", "went", "去", 1991, 1993],  # eleven of eleven use it: two more without it have a chance of 1 in 78
        ["1992s", "came", "来", 1990, 1992],
    ]


def test_a_term_without_pairs_in_one_period_is_not_central():
    pairs = pd.DataFrame([("s0", "改革", "", 9), ("s0", "改革", "农村", 9)], columns=["speech", "term", "other", "n"])
    assert central_term(pairs, pd.Series({"s0": "early", "s1": "late"})) == ""
    assert central_term(pairs, pd.Series({"s0": "early"})) == "改革"
    assert central_term(pairs[:0], pd.Series({"s0": "early"})) == ""


def test_trends_are_told_with_and_without_the_other_genres():
    table = pd.DataFrame({"year": range(1980, 2010), "value": [1.0] * 15 + [5.0] * 15, "genre": "work report"})
    table.loc[0, ["value", "genre"]] = [90.0, "plan report"]
    found = series_trends({"density": table}, np.random.default_rng(1), "work report")
    assert found["n"].tolist() == [30, 29]
    assert found["texts"].tolist() == ["all", "work report"]
    assert found.loc[1, "turns"].startswith("1995 (1995–1995)")
    assert series_trends({"density": table[1:]}, np.random.default_rng(1), "work report")["texts"].tolist() == ["work report"]


def test_nothing_gives_empty_tables():
    nothing = GROUPS[:0]
    assert era_words(TERMS[:0], DOCUMENTS, nothing, RNG).empty
    assert era_divergence(TERMS, DOCUMENTS, pd.Series(["only"], index=["no such speech"])).empty
    assert list(series_trends({}, RNG, "speech")) == ["series", "texts", "n", "tau", "p", "slope", "low", "high", "turns"]


@pytest.mark.parametrize(
    ("years", "eras"),
    [
        ([1954, 1964, 1999, 2001], ["1950s", "1960s", "1990s", "2000s"]),
        ([2009, 2001, 2005, 2001, 2003], ["2005–2009", "2001", "2005–2009", "2001", "2003"]),
        ([], []),
    ],
)
def test_eras_are_decades_where_there_are_three_and_else_stretches(years, eras):
    assert name_eras(pd.Series(years, dtype="Int64")).tolist() == eras
