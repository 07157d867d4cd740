"""Collocations: measures against published examples, and what the pairs of a table say."""

import pandas as pd
import pytest

from benchmarks.counted import pair_rows
from koujing.measures.collocation import Pairs, collocates, delta_p, log_dice, read_pairs, strongest_pairs
from koujing.words.tokens import Tokens, tokenize


def pairs_of(*speeches: Tokens, chosen: set[str] | None = None) -> Pairs:
    rows = [row for one in speeches for row in pair_rows(one, one.vocabulary.tokens if chosen is None else chosen)]
    return read_pairs(pd.DataFrame(rows, columns=["term", "other", "n"]))


def test_a_table_of_chosen_words_keeps_the_margins_of_all():
    tokens = tokenize("深化农村改革，推进城市改革。改革为了农村，农村需要改革。")
    chosen, full = pairs_of(tokens, chosen={"农村", "改革"}), pairs_of(tokens)
    assert chosen.words == ["农村", "改革"]
    assert chosen.total == full.total
    at = [full.words.index(word) for word in chosen.words]
    assert chosen.margins.tolist() == full.margins[at].tolist()
    assert chosen.matrix.toarray().tolist() == full.matrix[at][:, at].toarray().tolist()
    row, whole = (collocates(pairs, "农村", least=1).set_index("term").loc["改革"] for pairs in (chosen, full))
    assert row.to_dict() == pytest.approx(whole.to_dict())


def test_the_pairs_of_several_speeches_are_summed():
    one, other = tokenize("科技改革"), tokenize("改革科技，改革")
    pairs = pairs_of(one, other)
    assert pairs.matrix.toarray().tolist() == [[2, 3], [3, 0]]  # in code point order: 改革, 科技
    assert pairs.total == pairs.margins.sum() == 8


def test_log_dice_is_that_of_the_worked_example_and_grows_by_one_with_twice_the_pairs():
    assert log_dice(8, 15828, 4675).round(4) == 3.6765  # Manning & Schütze 1999: new companies
    assert log_dice(16, 15828, 4675) - log_dice(8, 15828, 4675) == pytest.approx(1)
    assert log_dice(10, 10, 10) == 14


def test_delta_p_is_that_of_gries():
    there, back = delta_p(5610, 174548, 7867, 10409868)  # Gries 2013, p. 144
    assert (round(float(there), 3), round(float(back), 3)) == (0.032, 0.697)


def test_words_that_avoid_each_other_have_negative_evidence():
    tokens = Tokens.of(["甲", "乙"] * 20 + ["。"] + ["丙", "丁"] * 20 + ["。"] + ["甲", "丁"])
    table = collocates(pairs_of(tokens), "甲", least=1).set_index("term")
    assert table.loc["丁", "g2"] < 0 < table.loc["乙", "g2"]
    assert "丙" not in table.index


def test_the_strongest_pairs_come_in_a_total_order():
    pairs = pairs_of(tokenize("深化科技改革。" * 6 + "推进城市工作。" * 6))
    table = strongest_pairs(pairs, top=6)
    assert (table["term"] != table["other"]).all()
    assert table["g2"].is_monotonic_decreasing
    assert len(table) == 6


def test_a_word_whose_pairs_were_not_counted_is_told_with_those_that_were():
    with pytest.raises(ValueError, match=r"no pairs of '改革' were counted .*; there are pairs of 农村, 发展"):
        collocates(pairs_of(tokenize("发展农村")), "改革")
