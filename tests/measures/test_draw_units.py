"""Units of resampling: speeches, or blocks of equally many."""

import numpy as np
import pandas as pd
import pytest

from koujing.measures.intervals import bootstrap_rate
from koujing.measures.keyness import keyness
from koujing.measures.units import LEFT_OUT, MOST_SPEECHES, blocks, two_sides


def rng():
    return np.random.default_rng(7)


def test_speeches_are_their_own_units_as_long_as_they_are_few():
    before = np.random.default_rng(7).random()
    own = rng()
    assert blocks(MOST_SPEECHES, own).tolist() == list(range(MOST_SPEECHES))
    assert [side.tolist() for side in two_sides(3, 2, own)] == [[0, 1, 2], [0, 1]]
    assert own.random() == before  # so that results of small studies stay as they were


@pytest.mark.parametrize(("n", "m"), [(1_500, 1_500), (50, 40_000), (40_000, 999), (1, 5_000)])
def test_blocks_of_both_sides_have_equally_many_speeches(n, m):
    sides = two_sides(n, m, rng())
    sizes = np.concatenate([np.bincount(side[side != LEFT_OUT]) for side in sides])
    assert len(set(sizes)) == 1
    assert min(side.max() + 1 for side in sides) >= 1
    assert len(sizes) <= 400


def test_pairs_stay_together():
    one, other = two_sides(3_000, 3_000, rng(), paired=True)
    assert (one == other).all()


def test_an_interval_from_blocks_is_that_of_all_documents():
    counts, sizes = rng().poisson(5, 2_100), np.full(2_100, 1_000)
    low, high = bootstrap_rate(counts, sizes, rng())
    spread = counts.std() / np.sqrt(2_100)
    assert (high[0] - low[0]) * 1_000 == pytest.approx(2 * 1.96 * spread, rel=0.1)


def many(n, rate, name):
    return pd.DataFrame({"speech": [f"{name}{k}" for k in range(n)], "term": "甲", "tag": "n", "n": rng().poisson(rate, n)})


def test_keyness_of_many_speeches_finds_what_differs_and_only_that():
    common = [many(2_400, 9, name).assign(term="乙") for name in "ab"]
    target, reference = (pd.concat([many(2_400, rate, name), rows]) for rate, name, rows in zip((3, 2), "ab", common, strict=True))
    documents = pd.DataFrame({"speech": [*target["speech"].unique(), *reference["speech"].unique()], "n_masks": 0, "segmentation": "x"})
    table = keyness(target, reference, documents, rng()).set_index("term")
    assert table.loc["甲", "verdict"] == "key"
    uses = target["n"][target["term"] == "甲"]
    assert table.loc["甲", ["n_target", "speeches_target"]].tolist() == [uses.sum(), (uses > 0).sum()]


def test_of_many_speeches_only_what_stands_out_is_tested():
    sides = [pd.concat([many(1_500, 4, name), many(1_500, rate, name).assign(term="乙")]) for rate, name in ((4, "a"), (9, "b"))]
    documents = pd.DataFrame({"speech": pd.concat(sides)["speech"].unique(), "n_masks": 0, "segmentation": "x"})
    table = keyness(*sides, documents, rng()).set_index("term")
    assert set(table["verdict"]) <= {"key", "not shown", "not tested"}
    assert (table["verdict"].eq("not tested") == table["p"].isna()).all()
    assert (table["verdict"].eq("not tested") == table["lrc"].eq(0)).all()
