"""Divergence of vocabularies: invariants and scipy's distance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import distance

from koujing.measures.divergence import divergences, jensen_shannon, word_shift

COUNTS = st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any)


@given(COUNTS, COUNTS)
def test_divergence_is_the_square_of_scipys_distance(p, q):
    assert jensen_shannon(p, q) == pytest.approx(distance.jensenshannon(p, q, base=2) ** 2, abs=1e-9)


@given(COUNTS, COUNTS)
def test_the_words_carry_all_of_it_and_the_reverse_turns_the_sides(p, q):
    a, b = pd.Series(p, list("甲乙丙丁")), pd.Series(q, list("甲乙丙丁"))
    shift, back = word_shift(a, b).set_index("term").sort_index(), word_shift(b, a).set_index("term").sort_index()
    assert shift["contribution"].sum() == pytest.approx(jensen_shannon(p, q))
    assert (shift["side"] == -back["side"]).all()


def test_every_two_speeches_are_compared():
    terms = pd.DataFrame({"speech": ["a", "b", "c"], "term": ["改革", "改革", "开放"], "n": [3, 5, 2]})
    documents = pd.DataFrame({"speech": ["a", "b", "c"]})
    np.testing.assert_allclose(divergences(terms, documents), [[0, 0, 1], [0, 0, 1], [1, 1, 0]], atol=1e-12)


def test_an_empty_vocabulary_is_an_error():
    with pytest.raises(ValueError, match="without words"):
        jensen_shannon([0, 0], [1, 2])


def test_a_speech_without_words_is_at_no_distance():
    terms = pd.DataFrame({"speech": ["a", "c"], "term": ["改革", "开放"], "n": [3, 2]})
    table = divergences(terms, pd.DataFrame({"speech": ["a", "b", "c"]}))
    assert table.columns.tolist() == table.index.tolist() == ["a", "c"]
    assert divergences(terms[:0], pd.DataFrame({"speech": ["a"]})).empty
