"""Collocations: counts against a count by hand in plain loops, measures against published examples."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.measures.collocation import (
    collocates,
    count_pairs,
    delta_p,
    log_dice,
    pair_rows,
    read_pairs,
    strongest_pairs,
)
from koujing.words.tokens import Tokens, is_word, tokenize


def made(words: list[str]) -> Tokens:
    lengths = np.array([len(word) for word in words])
    return Tokens(words, np.cumsum(lengths) - lengths)


def by_hand(speeches: list[list[str]], window: int) -> Counter[frozenset[str]]:
    found: Counter[frozenset[str]] = Counter()
    for words in speeches:
        for i, j in combinations(range(len(words)), 2):
            near = j - i <= window and not any(word in "。！\n" for word in words[i:j])
            if near and is_word(words[i]) and is_word(words[j]):
                found[frozenset((words[i], words[j]))] += 1
    return found


@given(st.lists(st.lists(st.sampled_from(["改革", "农村", "的", "，", "。", "人*"]), max_size=25), max_size=4), st.integers(1, 6))
def test_pairs_are_those_counted_by_hand(speeches, window):
    pairs = count_pairs([made(words) for words in speeches], window)
    expected = by_hand(speeches, window)
    for (i, a), (j, b) in combinations(enumerate(pairs.words), 2):
        assert pairs.matrix[i, j] == pairs.matrix[j, i] == expected[frozenset((a, b))]
    assert pairs.total == 2 * sum(expected.values()) == pairs.margins.sum()


def test_a_table_of_chosen_words_keeps_the_margins_of_all():
    tokens = tokenize("深化农村改革，推进城市改革。改革为了农村，农村需要改革。")
    table = pd.DataFrame(pair_rows(tokens, {"农村", "改革"}), columns=["term", "other", "n"])
    chosen, full = read_pairs(table), count_pairs([tokens])
    assert chosen.words == ["农村", "改革"]
    assert chosen.total == full.total
    at = [full.words.index(word) for word in chosen.words]
    assert chosen.margins.tolist() == full.margins[at].tolist()
    assert chosen.matrix.toarray().tolist() == full.matrix[at][:, at].toarray().tolist()
    row, whole = (collocates(pairs, "农村", least=1).set_index("term").loc["改革"] for pairs in (chosen, full))
    assert row.to_dict() == pytest.approx(whole.to_dict())


def test_log_dice_is_that_of_the_worked_example_and_grows_by_one_with_twice_the_pairs():
    assert log_dice(8, 15828, 4675).round(4) == 3.6765  # Manning & Schütze 1999: new companies
    assert log_dice(16, 15828, 4675) - log_dice(8, 15828, 4675) == pytest.approx(1)
    assert log_dice(10, 10, 10) == 14


def test_delta_p_is_that_of_gries():
    there, back = delta_p(5610, 174548, 7867, 10409868)  # Gries 2013, p. 144
    assert (round(float(there), 3), round(float(back), 3)) == (0.032, 0.697)


def test_words_that_avoid_each_other_have_negative_evidence():
    tokens = [made(["甲", "乙"] * 20 + ["。"] + ["丙", "丁"] * 20 + ["。"] + ["甲", "丁"])]
    table = collocates(count_pairs(tokens), "甲", least=1).set_index("term")
    assert table.loc["丁", "g2"] < 0 < table.loc["乙", "g2"]
    assert "丙" not in table.index


def test_the_strongest_pairs_come_in_a_total_order():
    pairs = count_pairs([tokenize("深化农村改革。" * 6 + "推进城市建设。" * 6)])
    table = strongest_pairs(pairs, top=6)
    assert (table["term"] != table["other"]).all()
    assert table["g2"].is_monotonic_decreasing
    assert len(table) == 6


def test_an_unknown_word_is_an_error():
    with pytest.raises(KeyError, match="改革"):
        collocates(count_pairs([tokenize("发展")]), "改革")
