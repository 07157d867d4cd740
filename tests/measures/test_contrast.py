"""Two groups made ready to be compared: who is compared, what masks did, and what the way of counting does."""

import numpy as np
import pandas as pd
import pytest

from koujing.measures.contrast import before_repair, largest_groups, ratio_by_regime, split_rows
from koujing.measures.permutation import permutation_p, smallest_p

ROWS = pd.DataFrame({"speech": ["a", "a", "b", "c"], "term": ["修路", "种树", "修路", "修路"], "n": [3, 1, 2, 2]})
DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "n_han": [1_000, 4_000]})


def test_groups_of_one_size_come_in_order_of_name():
    assert largest_groups(ROWS, pd.Series(["x", "x", "z", "y"])) == ("x", "y")


def test_rows_without_a_group_are_on_no_side():
    sides = split_rows(ROWS, pd.Series(["x", None, "y", "z"]), ("x", "y"))
    assert [side.index.tolist() for side in sides] == [[0], [2]]


def test_speeches_with_both_parts_are_paired_and_the_others_left_out():
    one, other = split_rows(ROWS, pd.Series(["tasks", "review", "tasks", "review"]), ("tasks", "review"))
    assert set(one["speech"]) == set(other["speech"]) == {"a"}


def test_only_what_was_surely_restored_under_a_mask_is_taken_out():
    repairs = pd.DataFrame(
        [["a", "mask", True, "修路"], ["a", "mask", False, "种树"], ["b", "script", True, "修路"], ["c", "mask", True, "修路"]] * 2,
        columns=["speech", "kind", "certain", "now"],
    )
    left = before_repair(ROWS, repairs)
    assert left.to_numpy().tolist() == [["a", "修路", 1], ["a", "种树", 1], ["b", "修路", 2]]


def test_without_masks_nothing_changes():
    repairs = pd.DataFrame({"speech": [], "kind": [], "certain": [], "now": []})
    assert before_repair(ROWS, repairs)["n"].tolist() == ROWS["n"].tolist()


def test_a_ratio_is_of_rates_per_character_and_turns_with_the_sides():
    regimes = pd.DataFrame(
        {"speech": ["a", "b"], "term": "修路", "n_string": [8, 8], "n_word": [4, 8], "n_term": [0, 8], "n_nested": [8, 8]}
    )
    row = ratio_by_regime(regimes, DOCUMENTS, (["a"], ["b"])).loc["修路"]
    np.testing.assert_allclose(row.to_numpy(), [2, 1, -2, 2, 4])
    back = ratio_by_regime(regimes, DOCUMENTS, (["b"], ["a"])).loc["修路"]
    np.testing.assert_allclose(back.to_numpy(), [-2, -1, 2, -2, 4])


def test_a_way_of_counting_that_finds_nothing_gives_no_ratio():
    counts = {"n_string": [8, 8], "n_word": [0, 0], "n_term": [8, 0], "n_nested": [8, 8]}
    row = ratio_by_regime(pd.DataFrame({"speech": ["a", "b"], "term": "修路", **counts}), DOCUMENTS, (["a"], ["b"])).loc["修路"]
    np.testing.assert_allclose(row.to_numpy(), [2, np.nan, 6, 2, 4])


def test_a_side_without_speeches_is_refused():
    with pytest.raises(ValueError, match="a side without speeches"):
        ratio_by_regime(pd.DataFrame(), DOCUMENTS, (["a"], []))


@pytest.mark.parametrize(("n_target", "n_reference"), [(1, 3), (2, 2), (2, 5), (3, 3)])
def test_the_smallest_p_is_that_of_the_most_extreme_arrangement(n_target, n_reference):
    counts = [[10 + k for k in range(n_target)] + [0] * n_reference]
    group = [True] * n_target + [False] * n_reference
    p, smallest = permutation_p(counts, [100] * len(group), group, np.random.default_rng(1))
    assert p[0] == pytest.approx(smallest) == smallest_p(n_target, n_reference)
