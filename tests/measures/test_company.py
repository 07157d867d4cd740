"""The company of a term in two eras: closeness against ``collocates``, the test against scipy, verdicts on invented pairs."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from koujing.measures.collocation import collocates, log_dice, read_pairs
from koujing.measures.company import COLUMNS, compare_company

NODE = "改革"
MARGINS = {NODE: 100, "深化": 60, "企业": 80, "农村": 50, "稳定": 40}


def pairs_of(near, margins=MARGINS):
    """A table of pairs: ``near`` gives for each speech how often a word stands near the node."""
    rows = [(speech, word, "", n) for speech in near for word, n in margins.items()]
    rows += [(speech, "", "", 10_000) for speech in near]
    rows += [(speech, *sorted((NODE, word)), n) for speech, words in near.items() for word, n in words.items()]
    rows += [(speech, NODE, NODE, 2) for speech in near]
    return pd.DataFrame(rows, columns=["speech", "term", "other", "n"])


def eras(early, late):
    """Pairs of two eras, in which every speech is like the others of its era but for a little noise."""
    near = {f"{era}{k}": {word: n + k % 2 for word, n in words.items()} for era, words, size in (early, late) for k in range(size)}
    first, second = ([name for name in near if name.startswith(era)] for era, _, _ in (early, late))
    return pairs_of(near), (first, second)


def compare(pairs, sides, seed=1, **how):
    return compare_company(pairs, NODE, sides, np.random.default_rng(seed), **how)


def test_a_word_is_gained_lost_or_kept():
    table = compare(*eras(("a", {"企业": 9, "农村": 5}, 9), ("b", {"深化": 9, "农村": 5}, 10))).set_index("term")
    assert table["verdict"].to_dict() == {"深化": "gained", "农村": "kept", "企业": "lost"}
    assert table.index.tolist() == ["深化", "农村", "企业"]
    assert table.loc["深化", ["n_early", "n_late", "speeches_early", "speeches_late"]].tolist() == [0, 95, 0, 10]
    assert table.loc["深化", "log_dice_early"] == pytest.approx(log_dice(0.5, 9 * 100, 9 * 60))
    assert table.loc["农村", "low"] < 0 < table.loc["农村", "high"]
    assert table.loc["深化", "low"] > 0 > table.loc["企业", "high"]


def test_the_closeness_in_an_era_is_that_of_its_speeches_alone():
    pairs, sides = eras(("a", {"企业": 9, "农村": 5}, 6), ("b", {"企业": 3, "农村": 7}, 7))
    table = compare(pairs, sides).set_index("term")
    for era, speeches in zip(("early", "late"), sides, strict=True):
        alone = collocates(read_pairs(pairs[pairs["speech"].isin(speeches)]), NODE).set_index("term")
        for word in table.index:
            assert table.loc[word, f"n_{era}"] == alone.loc[word, "n"]
            assert table.loc[word, f"log_dice_{era}"] == pytest.approx(alone.loc[word, "log_dice"])
    assert table["change"].to_numpy() == pytest.approx((table["log_dice_late"] - table["log_dice_early"]).to_numpy())


def test_the_p_is_that_of_scipy():
    rng = np.random.default_rng(3)
    near = {f"s{k}": {"企业": int(rng.integers(1, 9 + 4 * (k > 4)))} for k in range(10)}
    pairs, names = pairs_of(near), list(near)
    table = compare(pairs, (names[:5], names[5:]))

    def difference(early, late, axis):
        return np.abs(log_dice(late.sum(axis=axis), 500, 400) - log_dice(early.sum(axis=axis), 500, 400))

    counts = np.array([near[name]["企业"] for name in names], dtype=float)
    found = stats.permutation_test((counts[:5], counts[5:]), difference, vectorized=True, n_resamples=np.inf, alternative="greater")
    assert table["p"].tolist() == pytest.approx([found.pvalue])


def test_what_one_speech_repeats_is_no_company():
    pairs, sides = eras(("a", {"农村": 5}, 8), ("b", {"农村": 5}, 8))
    loud = pd.concat([pairs, pd.DataFrame([("b3", NODE, "稳定", 40)], columns=pairs.columns)])
    row = compare(loud, sides).set_index("term").loc["稳定"]
    assert (row["n_late"], row["speeches_late"], row["verdict"]) == (40, 1, "not shown")
    assert row["change"] > 3


@pytest.mark.parametrize(("early", "late"), [(4, 20), (20, 4), (1, 1)])
def test_fewer_than_five_speeches_decide_nothing(early, late):
    table = compare(*eras(("a", {"企业": 9}, early), ("b", {"深化": 9}, late)))
    assert set(table["verdict"]) == {"undecidable"}
    assert table[["low", "high", "p", "q"]].isna().to_numpy().all()


def test_speeches_without_the_term_do_not_count():
    pairs, (early, late) = eras(("a", {"企业": 9}, 5), ("b", {"深化": 9}, 9))
    silent = pairs[~((pairs["speech"] == "a0") & ((pairs["term"] == NODE) | (pairs["other"] == NODE)))]
    assert set(compare(pairs, (early, late))["verdict"]) == {"gained", "lost"}
    assert set(compare(silent, (early, late))["verdict"]) == {"undecidable"}
    assert set(compare(pairs, (early, [*late, "without pairs"]))["verdict"]) == {"gained", "lost"}


def test_where_no_p_could_pass_there_is_no_test_but_an_interval():
    words = {f"词{k}": 3 for k in range(9)}
    near = {f"s{k}": words for k in range(10)}
    table = compare(pairs_of(near, MARGINS | dict.fromkeys(words, 30)), (list(near)[:5], list(near)[5:]))
    assert set(table["verdict"]) == {"undecidable"}  # the smallest p of five against five is 1/126, and .05/9 is smaller
    assert table["p"].isna().all()
    assert (table["low"] == 0).all()


def test_speeches_of_one_kind_seldom_differ():
    rng = np.random.default_rng(5)
    words = [f"词{k}" for k in range(400)]
    near = {f"s{k}": dict(zip(words, rng.negative_binomial(0.5, 0.2, 400).tolist(), strict=True)) for k in range(24)}
    table = compare(pairs_of(near, MARGINS | dict.fromkeys(words, 50)), (list(near)[:12], list(near)[12:]))
    assert (table["p"] < 0.05).mean() < 0.07
    assert set(table["verdict"]) <= {"kept", "not shown"}


def test_the_other_direction_is_the_negative():
    pairs, (early, late) = eras(("a", {"企业": 9, "农村": 5}, 9), ("b", {"深化": 9, "农村": 5}, 9))
    there, back = (compare(pairs, sides).set_index("term").sort_index() for sides in ((early, late), (late, early)))
    assert there["change"].tolist() == (-back["change"]).tolist()
    assert there["p"].tolist() == pytest.approx(back["p"].tolist(), abs=0.01)


def test_rare_words_and_the_node_itself_are_left_out():
    pairs, sides = eras(("a", {"企业": 1, "农村": 0}, 6), ("b", {"企业": 1}, 6))
    assert compare(pairs, sides)["term"].tolist() == ["企业"]
    assert compare(pairs, sides, least=100).empty
    assert list(compare(pairs, sides, least=100)) == COLUMNS


def test_eras_that_share_a_speech_and_a_node_without_pairs_are_refused():
    pairs, (early, late) = eras(("a", {"企业": 9}, 6), ("b", {"深化": 9}, 6))
    with pytest.raises(ValueError, match="speech 'b0' belongs to both eras"):
        compare(pairs, ([*early, "b0"], late))
    with pytest.raises(ValueError, match="no pairs of '锅炉' were counted in these eras; there are pairs of 企业, 农村"):
        compare_company(pairs, "锅炉", (early, late), np.random.default_rng(1))


def test_the_same_draws_give_the_same_table():
    pairs, sides = eras(("a", {"企业": 9, "农村": 5}, 12), ("b", {"深化": 9, "农村": 5}, 12))
    pd.testing.assert_frame_equal(compare(pairs, sides), compare(pairs.sample(frac=1, random_state=1), tuple(map(reversed, sides))))
