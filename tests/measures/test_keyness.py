"""Keyness: published worked examples, scipy as an independent oracle, and what must hold for any two groups."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from koujing.measures.keyness import g2, keyness, log_ratio
from koujing.measures.permutation import permutation_p

DOCUMENTS = pd.DataFrame({"speech": list("abcdefgh"), "n_masks": 0, "segmentation": "one way"})


def terms(rows: dict[str, dict[str, int]]) -> pd.DataFrame:
    return pd.DataFrame([(s, t, n) for s, counts in rows.items() for t, n in counts.items()], columns=["speech", "term", "n"])


@pytest.mark.parametrize(
    ("f1", "f2", "n1", "n2", "expected", "digits"),
    [
        (110, 111, 2552, 29225, 270.72, 2),  # Dunning 1993: "the swiss"
        (10, 3, 10, 31767, 167.23, 2),  # Dunning 1993, p. 72
        (10, 5, 1000, 1000, 1.7116, 4),
        (7, 2, 10, 9, 4.53494, 5),  # quanteda.textstats, checked there against R
        (10, 0, 10, 90, 65.0166, 4),  # association-measures
    ],
)
def test_g2_is_that_of_the_worked_examples(f1, f2, n1, n2, expected, digits):
    assert round(float(g2(f1, f2, n1, n2)), digits) == expected


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 10_000), st.integers(1, 10_000))
def test_g2_is_scipys_likelihood_ratio(f1, f2, rest1, rest2):
    table = [[f1, f2], [rest1, rest2]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert float(g2(f1, f2, f1 + rest1, f2 + rest2)) == pytest.approx(expected, abs=1e-7)


@given(st.integers(1, 300), st.integers(1, 300), st.floats(100, 1e6), st.floats(100, 1e6))
def test_the_bound_is_the_near_end_of_the_exact_interval(f1, f2, n1, n2):
    ends = stats.binomtest(f1, f1 + f2).proportion_ci(0.95, method="exact")
    low, high = (np.log2(share / (1 - share) * n2 / n1) for share in ends)
    _, bound = log_ratio([f1], [f2], n1, n2)
    assert bound[0] == pytest.approx(max(low, 0) + min(high, 0), abs=1e-9)


def test_the_bound_is_that_of_association_measures():
    _, bound = log_ratio([30, 0, 5, 120], [10, 3, 5, 40], 1000, 1000)
    assert bound.round(10).tolist() == [0.2607215928, 0, 0, 0.9248769939]


def test_permutation_p_is_scipys_exact_one():
    rng = np.random.default_rng(7)
    counts, sizes, target = rng.integers(0, 30, (1, 9)), rng.integers(100, 900, 9), np.arange(9) < 4

    def difference(places, others):
        shares = [counts[0, k].sum() / sizes[k].sum() for k in (places.astype(int), others.astype(int))]
        return abs(shares[0] - shares[1])

    expected = stats.permutation_test((np.arange(4), np.arange(4, 9)), difference, vectorized=False, alternative="greater")
    p, smallest = permutation_p(counts, sizes, target, rng)
    assert p[0] == pytest.approx(expected.pvalue)
    assert smallest == 1 / 126


def test_pairs_are_swapped_within_the_speech():
    p, smallest = permutation_p([[5, 5, 5, 1, 1, 1]], [10] * 6, [1, 1, 1, 0, 0, 0], np.random.default_rng(1), paired=True)
    assert (p[0], smallest) == (2 / 8, 2 / 8)


def test_five_speeches_against_two_decide_nothing():
    rows = {speech: {"改革": 40, "发展": 60} for speech in "abcde"} | {speech: {"改革": 1, "发展": 99} for speech in "fg"}
    both = terms(rows)
    table = keyness(both[both["speech"] < "f"], both[both["speech"] >= "f"], DOCUMENTS, np.random.default_rng(1), least=1)
    assert set(table["verdict"]) == {"undecidable"}
    assert table["p"].isna().all()
    assert table["q"].isna().all()
    assert table.loc[0, "term"] == "改革"
    assert table.loc[0, "lrc"] > 2


def test_the_reverse_comparison_has_the_opposite_signs():
    a = terms({"a": {"改革": 30, "农村": 3, "发展": 50}, "b": {"改革": 20, "发展": 40}})
    b = terms({"c": {"改革": 2, "农村": 30, "发展": 55}, "d": {"农村": 9, "发展": 70}})
    one, other = (
        keyness(*pair, DOCUMENTS, np.random.default_rng(1)).set_index("term").sort_index() for pair in ((a, b), (b, a))
    )
    for column in ("log_ratio", "lrc", "g2"):
        np.testing.assert_allclose(one[column], -other[column], atol=1e-9)


def test_alike_groups_differ_in_nothing():
    a = terms({"a": {"改革": 30, "发展": 50}, "b": {"改革": 30, "发展": 50}})
    b = a.assign(speech=a["speech"].map({"a": "c", "b": "d"}))
    table = keyness(a, b, DOCUMENTS, np.random.default_rng(1))
    assert (table[["log_ratio", "lrc"]].to_numpy() == 0).all()
    np.testing.assert_allclose(table["g2"], 0, atol=1e-9)


def test_a_planted_key_word_is_found_and_chance_is_not():
    rng = np.random.default_rng(3)
    rows = {f"s{k}": {f"w{j}": int(rng.poisson(20)) for j in range(30)} | {"脱贫": 30 if k < 10 else 5} for k in range(20)}
    both, documents = terms(rows), pd.DataFrame({"speech": list(rows), "n_masks": 0, "segmentation": ""})
    early = both["speech"].isin([f"s{k}" for k in range(10)])
    table = keyness(both[early], both[~early], documents, rng)
    assert table[table["verdict"] == "key"]["term"].tolist() == ["脱贫"]


def test_speeches_cut_into_words_in_different_ways_are_refused():
    documents = DOCUMENTS.assign(segmentation=["one way"] * 7 + ["another"])
    a, b = terms({"a": {"改革": 9}}), terms({"h": {"改革": 9}})
    with pytest.raises(ValueError, match="another, one way"):
        keyness(a, b, documents, np.random.default_rng(1))


def test_a_word_that_masks_hide_is_named():
    documents = DOCUMENTS.assign(n_masks=[3] + [0] * 7)
    a, b = terms({"a": {"人民": 9, "发展": 9}}), terms({"h": {"人民": 30, "发展": 9}})
    table = keyness(a, b, documents, np.random.default_rng(1)).set_index("term")
    assert table["masked"].to_dict() == {"人民": True, "发展": False}


def test_an_empty_group_is_an_error():
    with pytest.raises(ValueError, match="the reference has no terms"):
        keyness(terms({"a": {"改革": 9}}), terms({}), DOCUMENTS, np.random.default_rng(1))
