"""Dispersion: the published examples, and the invariants behind them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from koujing.measures.dispersion import chance_percentile, dispersion, dp_norm, kld

# Gries 2020: five parts; the words a, b, i, q, x of the toy corpus.
TOY_SIZES = [9, 10, 10, 10, 11]
TOY = {
    "a": ([1, 2, 3, 4, 5], 0.2195, 0.137),
    "b": ([2, 2, 2, 2, 2], 0.0244, 0.003),
    "i": ([1, 0, 0, 0, 0], 1.0, 2.474),
    "q": ([0, 1, 0, 0, 0], 0.9756, 2.322),
    "x": ([0, 0, 0, 0, 1], 0.9512, 2.184),
}


@pytest.mark.parametrize("word", TOY)
def test_toy_corpus_of_gries_2020(word):
    counts, expected_dp, expected_kld = TOY[word]
    assert dp_norm(counts, TOY_SIZES).round(4) == expected_dp
    assert kld(counts, TOY_SIZES).round(3) == expected_kld


def test_allemand_of_lyne_1985():
    counts = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    assert dp_norm(counts, sizes).round(6) == 0.553548
    divergence = kld(counts, sizes)
    # tlda prints 1 − KLD/(1+KLD): there 1 is even.
    assert (1 - divergence / (1 + divergence)).round(7) == 0.4665078


def test_absent_term_has_no_dispersion():
    assert np.isnan(dp_norm([0, 0], [5, 5])).all()
    assert np.isnan(kld([0, 0], [5, 5])).all()
    assert np.isnan(chance_percentile([0, 0], [5, 5], np.random.default_rng(1), draws=9)).all()


@given(arrays(np.int64, (3, 5), elements=st.integers(0, 9)), arrays(np.int64, 5, elements=st.integers(1, 50)))
def test_sparse_dense_and_the_plain_formula_agree(counts, sizes):
    w = sizes / sizes.sum()
    for row, dp, divergence in zip(counts, dp_norm(counts, sizes), kld(sparse.csr_array(counts), sizes), strict=True):
        if row.sum() == 0:
            assert np.isnan(dp)
            assert np.isnan(divergence)
            continue
        t = row / row.sum()
        assert dp == pytest.approx(np.abs(t - w).sum() / 2 / (1 - w.min()))
        assert -1e-12 <= dp <= 1 + 1e-12
        some = t > 0
        assert divergence == pytest.approx((t[some] * np.log2(t[some] / w[some])).sum(), abs=1e-12)


@pytest.mark.parametrize(("f", "expected"), [(2, 0.95), (5, 0.81), (10, 0.63), (20, 0.38), (50, 0.26), (200, 0.13)])
def test_raw_values_depend_on_frequency_alone_under_chance(f, expected):
    draws = np.random.default_rng(1).multinomial(f, [1 / 20] * 20, size=4_000)
    assert dp_norm(draws, [100] * 20).mean() == pytest.approx(expected, abs=0.01)


def test_percentile_tells_clumped_from_even():
    counts = [[40, 0, 0, 0], [10, 10, 10, 10], [13, 9, 11, 7]]
    clumped, even, usual = chance_percentile(counts, [50] * 4, np.random.default_rng(1), draws=999)
    assert clumped == 100
    assert even < 2
    assert 20 < usual < 80


def test_empty_part_is_refused():
    with pytest.raises(ValueError, match="part 1 has size 0"):
        dp_norm([1, 2], [5, 0])


def test_table_has_one_row_a_term():
    terms = pd.DataFrame(
        [("a", "发展", 5), ("b", "发展", 5), ("b", "双联", 4)], columns=["speech", "term", "n"]
    )  # fmt: skip
    documents = pd.DataFrame({"speech": ["a", "b"], "n_tokens": [100, 100], "n_han": [200, 200]})
    table = dispersion(terms, documents, np.random.default_rng(1))
    assert table["term"].tolist() == ["发展", "双联"]
    assert table["dp_norm"].tolist() == [0, 1]
    assert table["kld_norm"].tolist() == [0, 0.5]
    assert table["n_speeches"].tolist() == [2, 1]


def test_a_speech_without_words_changes_nothing():
    terms = pd.DataFrame([("a", "发展", 5), ("b", "发展", 3), ("b", "双联", 4)], columns=["speech", "term", "n"])
    documents = pd.DataFrame({"speech": ["a", "b", "c"], "n_tokens": [100, 100, 0], "n_han": [200, 200, 0]})
    tables = [dispersion(terms, documents[:n], np.random.default_rng(1)) for n in (2, 3)]
    pd.testing.assert_frame_equal(*tables)


@pytest.mark.filterwarnings("error")
def test_over_one_part_or_none_nothing_is_dispersed():
    assert np.isnan(dp_norm([[3]], [10])).all()
    assert dp_norm(np.zeros((0, 0)), []).tolist() == []
