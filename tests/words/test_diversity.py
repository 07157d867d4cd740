"""Lexical diversity against published values and a reading window by window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.chinese.cells import cells_apart
from koujing.chinese.marks import Marks, count_han
from koujing.words import diversity
from koujing.words.diversity import Sequences
from koujing.words.texture import texture_cells
from koujing.words.tokens import tokenize


def mattr(items, window=100):
    return diversity.mattr(Sequences.of(items), window).item()


def mtld(items):
    return diversity.mtld(Sequences.of(items)).item()


def yules_k(items):
    return diversity.yules_k(Sequences.of(items)).item()


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


def of_texts(*texts):
    tokens = [tokenize(text, terms=False) for text in texts]
    numbers = np.concatenate([one.numbers for one in tokens])
    return texture_cells(texts, tokens[0].inventory, numbers, np.cumsum([0, *map(len, tokens)]))


def test_a_comma_in_a_number_ends_no_clause():
    assert of_texts("投资1,200元，修路。")["n_clauses"].tolist() == [2]


TEXTS = st.lists(st.text("改革发展，,。！1２９a*%\n\t 、𠀀𝐀〇㐀豈“”", max_size=30), min_size=1, max_size=5)


@given(TEXTS)
def test_texts_measured_together_have_the_values_of_each(texts):
    together = of_texts(*texts)
    for k, text in enumerate(texts):
        assert {name: str(values[k]) for name, values in together.items()} == {n: str(v[0]) for n, v in of_texts(text).items()}


@given(TEXTS)
def test_clauses_and_characters_are_those_counted_one_by_one(texts):
    cells = of_texts(*texts)
    assert cells["n_han"].tolist() == list(map(count_han, texts))
    for n, marks in zip(cells["n_clauses"].tolist(), map(Marks, map(cells_apart, texts)), strict=True):
        assert n == sum(any(map(str.isalnum, marks.text[start:end])) for start, end in marks.clauses)


def run_by_run(items, factor):
    """MTLD item by item, as it is defined."""
    factors, types, size = 0.0, set(), 0
    for item in items:
        types.add(item)
        size += 1
        if len(types) / size <= factor:
            factors, types, size = factors + 1, set(), 0
    if size:
        factors += (1 - len(types) / size) / (1 - factor)
    return len(items) / factors if factors else float("nan")


@given(st.lists(st.lists(st.integers(0, 40), max_size=60), max_size=5), st.sampled_from([0.72, 0.5, 0.9]), st.sampled_from([4, 320]))
def test_mtld_is_that_of_runs_read_item_by_item(sequences, factor, step):
    items, bounds = [item for one in sequences for item in one], np.cumsum([0, *map(len, sequences)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diversity, "_STEP", step)
        values = diversity.mtld(Sequences.of(items, bounds), factor)
    expected = [np.mean([run_by_run(one, factor), run_by_run(one[::-1], factor)]) for one in sequences]
    assert values.tolist() == pytest.approx(expected, nan_ok=True)
