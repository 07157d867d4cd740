"""Lexical diversity against published values and a reading window by window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.words.texture import mattr, mtld, texture_cells, yules_k
from koujing.words.tokens import tokenize

ONES = ["one", "one", "two", "one", "one", "two", "one"]
RUN = list("abcdeabcfghabciijkabcdkl") * 4


@pytest.mark.parametrize(("window", "expected"), [(2, 0.8333), (3, 0.6667), (4, 0.5)])
def test_mattr_is_that_of_the_worked_example(window, expected):
    assert round(mattr(ONES, window), 4) == expected


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40), st.integers(1, 12))
def test_mattr_is_the_mean_over_windows(items, window):
    windows = [items[k : k + window] for k in range(len(items) - window + 1)]
    expected = sum(len(set(part)) for part in windows) / (len(windows) or 1) / window
    assert mattr(items, window) == pytest.approx(expected if windows else float("nan"), nan_ok=True)


def test_values_are_those_of_lexicalrichness():
    assert mattr(RUN, 10) == pytest.approx(0.7287356321839084)
    assert mtld(RUN) == pytest.approx(10.594871794871796)
    assert mtld(list("abcde") * 20) == pytest.approx(7.142857, abs=1e-6)


@pytest.mark.parametrize(("text", "expected"), [("a b c d d e e f f f", 1000), ("a b c d d e e f f f g g g g", 1122.449)])
def test_yules_k_is_that_of_korpus(text, expected):
    assert yules_k(text.split()) == pytest.approx(expected, abs=5e-4)


@given(st.lists(st.integers(0, 3), max_size=60))
def test_numbers_are_measured_as_strings_are(numbers):
    for measure in (mattr, mtld, yules_k):
        as_strings, as_array = measure([str(n) for n in numbers]), measure(np.array(numbers, np.int64))
        assert as_array == pytest.approx(as_strings, nan_ok=True)


def test_no_text_has_no_diversity():
    assert [str(measure([])) for measure in (mattr, mtld, yules_k)] == ["nan"] * 3
    assert str(mtld(list("abcdef"))) == "nan"  # nothing repeats


def test_a_comma_in_a_number_ends_no_clause():
    assert texture_cells("投资1,200元，修路。", tokenize("投资1,200元，修路。"))["n_clauses"] == 2
