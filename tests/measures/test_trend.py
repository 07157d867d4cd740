"""Rates, shares and distributions over groups, against hand counts and the functions they rest on."""

import numpy as np
import pandas as pd

from koujing.measures import trend
from koujing.measures.frequency import bootstrap_rate, rate_interval

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


def test_quantiles_agree_with_numpy_and_leave_out_missing_values():
    values = pd.Series([5.0, 1.0, 9.0, 2.0, np.nan])
    row = trend.quantiles_by(values, pd.Series(["a"] * 5)).loc["a"]
    expected = np.quantile([5, 1, 9, 2], [0.1, 0.25, 0.5, 0.75, 0.9])
    assert row["n"] == 4
    np.testing.assert_allclose(row[["p10", "q25", "median", "q75", "p90"]], expected)


def test_a_speech_without_han_characters_has_no_rate():
    documents = pd.DataFrame({"speech": ["a", "b"], "n_han": [5_000, 0]})
    with np.errstate(all="raise"):
        table = trend.rate_by_speech(pd.DataFrame({"speech": ["a"]}), documents)
    assert table["per_10k_chars"].round(1).tolist()[0] == 2
    assert table.loc[1, ["per_10k_chars", "poisson_low", "poisson_high"]].isna().all()
