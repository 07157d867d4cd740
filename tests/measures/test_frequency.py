"""Frequencies: counts and rates of terms, in a total order."""

import numpy as np
import pandas as pd
import pytest

from koujing.measures.frequency import frequency_table, rates_by, regime_range, term_matrix
from koujing.measures.intervals import rate_interval

TERMS = pd.DataFrame(
    [("a", "发展", 6), ("a", "改革", 2), ("b", "发展", 2), ("b", "创新", 2)], columns=["speech", "term", "n"]
)
DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "n_tokens": [600, 400], "n_han": [1_500, 500]})


@pytest.fixture
def rng():
    return np.random.default_rng(1)


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
    with pytest.raises(ValueError, match="terms of speech 'b', which is not in the documents table"):
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
    counts = {"n_string": [4, 4, 9, 90], "n_word": [2, 0, 9, 1], "n_term": [1, 1, 9, 1], "n_nested": [4, 4, 9, 1]}
    regimes = pd.DataFrame({"speech": ["a", "b", "a", "a"], "term": ["贫困", "贫困", "改革", "大"], **counts})
    assert regime_range(regimes, least=5)["share"].to_dict() == {"贫困": 0.25, "改革": 1.0}
    assert regime_range(regimes, least=9).index.tolist() == ["改革"]


def test_a_column_that_the_documents_lack_is_told_with_those_they_have():
    with pytest.raises(ValueError, match=r"no column 'speach' \(close to 'speech'\); they have speech, n_tokens, n_han"):
        rates_by(TERMS, DOCUMENTS, "speach", ["改革"])
