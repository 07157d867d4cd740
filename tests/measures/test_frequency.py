"""Frequencies: counts by section, and intervals that agree with published and independent values."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from koujing.measures.frequency import (
    bootstrap_rate,
    count_terms,
    frequency_table,
    range_interval,
    rate_interval,
    rates_by,
    regime_range,
    term_matrix,
)
from koujing.words.tokens import tokenize

TERMS = pd.DataFrame(
    [("a", "发展", 6), ("a", "改革", 2), ("b", "发展", 2), ("b", "创新", 2)], columns=["speech", "term", "n"]
)
DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "n_tokens": [600, 400], "n_han": [1_500, 500]})


@pytest.fixture
def rng():
    return np.random.default_rng(1)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_of_newcombe_1998(k, n, low, high):
    assert np.round(range_interval(k, n), 4).tolist() == [low, high]


def test_wilson_interval_agrees_with_scipy():
    for k in range(6):
        expected = stats.binomtest(k, 5).proportion_ci(method="wilson")
        np.testing.assert_allclose(range_interval(k, 5), (expected.low, expected.high), atol=1e-12)


def test_garwood_interval_holds_the_count_at_its_tails():
    low, high = rate_interval([1, 7, 300], 2.0)
    np.testing.assert_allclose(stats.poisson.sf([0, 6, 299], low * 2), 0.025)
    np.testing.assert_allclose(stats.poisson.cdf([1, 7, 300], high * 2), 0.025)


def test_bootstrap_agrees_with_scipy():
    v, s = np.array([[3.0, 0, 1, 8, 2, 0, 5, 1, 1], [1, 1, 2, 1, 1, 1, 2, 1, 1]]), np.arange(10.0, 19.0)
    low, high = bootstrap_rate(v, s, np.random.default_rng(7), resamples=999)
    for row, bounds in zip(v, zip(low, high, strict=True), strict=True):
        expected = stats.bootstrap(
            (row, s), lambda v, s, axis: v.sum(axis) / s.sum(axis), paired=True, method="BCa",
            n_resamples=999, rng=np.random.default_rng(7),
        )  # fmt: skip
        np.testing.assert_allclose(bounds, expected.confidence_interval)


def test_bootstrap_of_a_constant_rate_is_that_rate(rng):
    low, high = bootstrap_rate([[2] * 8], [4] * 8, rng, resamples=99)
    assert (low.tolist(), high.tolist()) == ([0.5], [0.5])


def test_seven_speeches_have_no_bootstrap_interval(rng):
    assert np.isnan(bootstrap_rate([[1] * 7], [10] * 7, rng)).all()


def test_counts_by_section_leave_out_marks_and_masked_words():
    tokens = tokenize("改革,改革。发展改革积极*。", tags=True)
    table = count_terms(tokens, [(0, "1"), (6, "2")])
    assert table.to_numpy().tolist() == [["1", "改革", "vn", 2], ["2", "发展", "vn", 1], ["2", "改革", "vn", 1]]
    assert table["n"].sum() == tokens.n_words


def test_no_words_give_an_empty_table_with_its_columns():
    assert count_terms(tokenize(",。")).columns.tolist() == ["section", "term", "tag", "n"]


def test_rates_are_per_million_tokens_and_per_ten_thousand_characters(rng):
    table = frequency_table(TERMS, DOCUMENTS, rng).set_index("term")
    assert table.loc["发展", ["n", "per_million", "per_10k_chars", "n_speeches", "range"]].tolist() == [
        8,
        8e3,
        40,
        2,
        1,
    ]
    assert table.loc["改革", ["n", "n_speeches", "range"]].tolist() == [2, 1, 0.5]
    assert table["boot_low"].isna().all()
    np.testing.assert_allclose(table.loc["发展", "poisson_low"], rate_interval(8, 0.2)[0])


def test_order_is_total_and_top_cuts_it(rng):
    assert frequency_table(TERMS, DOCUMENTS, rng)["term"].tolist() == ["发展", "创新", "改革"]
    shuffled = TERMS.sample(frac=1, random_state=3)
    assert frequency_table(shuffled, DOCUMENTS, rng, top=2)["term"].tolist() == ["发展", "创新"]


def test_same_seed_same_table():
    documents = pd.DataFrame({"speech": list("abcdefgh"), "n_tokens": 100, "n_han": 200})
    terms = pd.DataFrame({"speech": list("abcdefgh"), "term": "发展", "n": [1, 4, 2, 8, 5, 7, 1, 3]})
    first, second = (frequency_table(terms, documents, np.random.default_rng(5)) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    assert 0 < first["boot_low"][0] < first["per_10k_chars"][0] < first["boot_high"][0]


def test_terms_of_an_unknown_speech_are_named():
    with pytest.raises(ValueError, match="terms of speech 'b', which the documents table does not have"):
        term_matrix(TERMS, DOCUMENTS[:1])


def test_a_group_without_a_term_has_a_rate_of_nought_and_an_upper_bound():
    terms = pd.DataFrame({"speech": ["a", "b", "c"], "term": ["改革", "改革", "市场"], "n": [3, 5, 7]})
    documents = pd.DataFrame({"speech": ["c", "a", "b"], "level": ["county", "central", "central"], "n_han": 20_000})
    table = rates_by(terms, documents, "level", ["市场", "改革"])
    assert table[["term", "level", "n"]].to_numpy().tolist() == [
        ["市场", "county", 7], ["市场", "central", 0], ["改革", "county", 0], ["改革", "central", 8],
    ]  # fmt: skip
    assert table["per_10k_chars"].tolist() == [3.5, 0, 0, 2]
    assert table["poisson_high"].iloc[1] == pytest.approx(3.6889 / 4, abs=1e-4)


def test_texts_outside_the_documents_are_not_in_a_group():
    terms = pd.DataFrame({"speech": ["a", "other"], "term": "改革", "n": [1, 100]})
    documents = pd.DataFrame({"speech": ["a"], "n_han": [10_000]})
    assert rates_by(terms, documents, "speech", ["改革"])["n"].tolist() == [1]


def test_the_range_of_regimes_sums_over_speeches_and_leaves_out_the_rare_and_the_short():
    counts = {"n_string": [4, 4, 9, 90], "n_segmenter": [2, 0, 9, 1], "n_lexicon": [1, 1, 9, 1]}
    regimes = pd.DataFrame({"speech": ["a", "b", "a", "a"], "term": ["贫困", "贫困", "改革", "大"], **counts})
    assert regime_range(regimes, least=5)["share"].to_dict() == {"贫困": 0.25, "改革": 1.0}
    assert regime_range(regimes, least=9).index.tolist() == ["改革"]
