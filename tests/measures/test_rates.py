"""Rates, shares and distributions over groups, against hand counts and the functions they rest on."""

import numpy as np
import pandas as pd

from koujing.measures import rates as trend
from koujing.measures.intervals import bootstrap_rate, rate_interval

DOCUMENTS = pd.DataFrame({"speech": list("abcdefghij"), "n_han": [10_000] * 5 + [20_000] * 5})
ROWS = pd.DataFrame({"speech": list("aabcdefghhi")})
GROUPS = pd.Series(["old"] * 8 + ["new"] * 2)


def test_a_speech_without_rows_has_rate_zero_and_an_interval_above_it():
    last = trend.rate_by_speech(ROWS, DOCUMENTS).iloc[-1]
    assert (last["speech"], last["n"], last["per_10k_chars"], last["poisson_low"]) == ("j", 0, 0, 0)
    assert last["poisson_high"] > 0


def test_rate_of_a_group_is_its_rows_over_its_characters():
    table = trend.rate_by_group(ROWS, DOCUMENTS, GROUPS, np.random.default_rng(1)).set_index("term")
    assert table.loc["old", ["n_speeches", "n", "per_10k_chars"]].tolist() == [8, 10, 10 / 11]
    assert table.loc["new", "per_10k_chars"] == 1 / 4
    low, high = rate_interval(10, 11)
    assert table.loc["old", ["poisson_low", "poisson_high"]].tolist() == [low, high]


def test_bootstrap_is_that_over_the_documents_of_the_group():
    counts, han = [2, 1, 1, 1, 1, 1, 1, 2], [10_000] * 5 + [20_000] * 3
    (low,), (high,) = (10_000 * bound for bound in bootstrap_rate(counts, han, np.random.default_rng(1)))
    groups = GROUPS.where(GROUPS == "old")
    table = trend.rate_by_group(ROWS, DOCUMENTS, groups, np.random.default_rng(1))
    assert table["term"].tolist() == ["old"]
    assert table.loc[0, ["boot_low", "boot_high"]].tolist() == [low, high]


def test_few_documents_have_no_bootstrap():
    table = trend.rate_by_group(ROWS, DOCUMENTS, GROUPS, np.random.default_rng(1)).set_index("term")
    assert table.loc["new", ["boot_low", "boot_high"]].isna().all()


def test_groups_with_an_order_keep_it():
    ordered = pd.Series(pd.Categorical(GROUPS, ["old", "new"]))
    assert trend.rate_by_group(ROWS, DOCUMENTS, ordered, np.random.default_rng(1))["term"].tolist() == ["old", "new"]
    assert trend.share_by(GROUPS == "old", ordered).index.tolist() == ["old", "new"]


def test_rows_and_characters_of_a_part_come_from_the_same_speeches():
    rows = pd.DataFrame({"speech": ["a", "a", "b", "b", "b"], "section": [0, 1, 0, 0, 0]})
    sections = pd.DataFrame({"speech": list("aab"), "start": [0, 5, 0], "depth": [0, 1, 0], "part": ["other", "tasks", "other"]})
    texture = pd.DataFrame({"speech": list("aaab"), "part": ["whole", "other", "tasks", "whole"], "n_han": [500, 100, 400, 300]})
    table = trend.rate_by_part(rows, pd.DataFrame(), sections, texture)  # b has no headings, so its rows are of no part
    assert table[["speech", "part", "n", "per_10k_chars"]].to_numpy().tolist() == [["a", "other", 1, 100.0], ["a", "tasks", 1, 25.0]]
    assert len(trend.rate_by_part(rows.head(0), pd.DataFrame(), sections.head(0), texture.head(0))) == 0


def test_a_text_without_chinese_characters_has_no_rate():
    rows, texts = pd.DataFrame({"speech": []}), pd.DataFrame({"speech": ["a"], "n_han": pd.array([0], dtype="Int64")})
    assert trend.rate_by_speech(rows, texts)["per_10k_chars"].isna().all()
    assert trend.rate_by_group(rows, texts, pd.Series(["x"]), np.random.default_rng(0))["per_10k_chars"].isna().all()
    told = trend.sum_rates(pd.Series([np.nan], index=["a"]))
    assert (told["n"], told["least"], np.isnan(told["value"])) == (0, "none", True)


def test_periods_are_three_where_none_are_given():
    assert trend.split_years(pd.Series([2001, 2001, 2002])).nunique() == 2
    assert trend.split_years(pd.Series([pd.NA], dtype="Int64")).isna().all()
    assert trend.split_years(pd.Series([2001, pd.NA, 2005], dtype="Int64")).notna().tolist() == [True, False, True]
