"""Two studies side by side: each kind is counted, rates are per 10,000 Han characters, and the sides can be swapped."""

import numpy as np
import pandas as pd
import pytest

from koujing import Corpus, code
from koujing.comparison import compare, pool_groups, strongest
from koujing.questions import keyness
from koujing.reading import read_string

COUNTY = "我县修路三十条。今年修路36条，投资500万元。全县修路，落实“三个到户”，即规划到户、资金到户、技术到户。修路修路。\n"
PROVINCE = "全省办学。今年办学12所，投资600万元。省里办学，落实“三个到户”。办学办学，办学要快。\n"


def study(text):
    return code(Corpus(tuple(read_string(text * (k + 2), f"{text[0]}{k}") for k in range(2))))


@pytest.fixture(scope="module")
def table():
    return compare(study(COUNTY), study(PROVINCE), np.random.default_rng(1), least=2)


def test_words_formulas_and_statistics_are_in_one_table(table):
    assert set(table["kind"]) == {"word", "formula", "statistic"}
    assert table.iloc[0][["kind", "term"]].tolist() == ["word", "修路"]
    assert table.iloc[-1][["kind", "term"]].tolist() == ["word", "办学"]


def test_a_rate_is_the_count_over_the_han_characters_of_its_side(table):
    rows = table.set_index("term").loc["修路"]
    han = study(COUNTY).documents["n_han"].sum()
    assert rows["per_10k_a"] == pytest.approx(1e4 * rows["n_a"] / han)
    assert rows[["n_b", "per_10k_b", "speeches_b"]].tolist() == [0, 0, 0]


def test_swapping_the_sides_turns_the_signs(table):
    back = compare(study(PROVINCE), study(COUNTY), np.random.default_rng(1), least=2).set_index(["kind", "term"])
    there = table.set_index(["kind", "term"])
    for name in ("log_ratio", "lrc", "g2"):
        pd.testing.assert_series_equal(there[name], -back[name].reindex(there.index), check_names=False)


def test_two_speeches_against_two_decide_nothing(table):
    assert set(table["verdict"]) == {"undecidable"}
    assert table["p"].isna().all()


def test_parts_of_one_study_are_compared_like_studies():
    both = code(Corpus((read_string(COUNTY * 3, "a"), read_string(PROVINCE * 3, "b"))))
    speeches = both.documents["speech"]
    parts = compare(both.where(speech=speeches[0]), both.where(speech=speeches[1]), least=2).set_index("term")
    assert parts.loc["修路", "log_ratio"] > 0 > parts.loc["办学", "log_ratio"]


def test_a_part_is_compared_with_the_rest_and_not_with_the_whole():
    both = code(Corpus((read_string(COUNTY * 3, "a"), read_string(PROVINCE * 3, "b"))))
    part = both.where(speech="a")
    with pytest.warns(UserWarning, match="words of a are on both sides"):
        compare(part, both)
    for name in ("修路", "办学"):
        row = compare(part, both.without(speech="a"), least=2).set_index("term").loc[name]
        assert sorted(row[["n_a", "n_b"]])[0] == 0
    assert (compare(both, both, least=2)["log_ratio"] == 0).all()


def test_parts_of_one_speech_have_no_words_in_common():
    text = "一、过去的工作\n我们修路，大家修路。\n二、今后的任务\n要办学，要修路。\n"
    one = code(Corpus((read_string(text, "a"),)))
    assert len(compare(one.where(part="review"), one.where(part="tasks"), least=1))
    with pytest.warns(UserWarning, match="words of a are on both sides"):
        compare(one.where(part="review"), one)


def test_a_kind_that_a_side_lacks_is_left_out():
    plain = study("修路修路修路。\n")
    assert set(compare(plain, study(PROVINCE), least=2)["kind"]) == {"word"}


def test_the_strongest_are_taken_from_either_end_of_each_kind(table):
    best = strongest(table, 1)
    assert best.groupby(["kind", best["log_ratio"] > 0]).size().max() == 1
    assert best["log_ratio"].is_monotonic_decreasing
    assert {"修路", "办学"} <= set(best["term"])


def test_studies_with_nothing_in_common_give_an_empty_table():
    nothing = compare(study("Roads were built.\n"), study(PROVINCE))
    assert nothing.empty
    assert list(nothing) == list(compare(study(COUNTY), study(PROVINCE)))


def test_speeches_of_one_name_in_two_studies_are_no_pair():
    one, other = (code(Corpus(tuple(read_string(text * k, f"{2000 + k}") for k in (2, 3)))) for text in (COUNTY, PROVINCE))
    apart = compare(study(COUNTY), study(PROVINCE), np.random.default_rng(1), least=2)
    pd.testing.assert_frame_equal(compare(one, other, np.random.default_rng(1), least=2), apart)


def test_one_text_cut_in_two_ways_is_not_compared(tmp_path):
    (tmp_path / "terms.tsv").write_text("term\n全县修路\n", encoding="utf-8")
    corpus = Corpus(tuple(read_string(COUNTY * k, f"{k}") for k in (2, 3)))
    for ask in (compare, keyness):
        with pytest.raises(ValueError, match="segmented in different ways"):
            ask(code(corpus), code(corpus, lexicon=tmp_path))


def test_a_speech_in_two_groups_is_pooled_once_for_each_with_the_characters_it_has_there():
    text = "一、过去的工作\n我们修路，大家修路。\n二、今后的任务\n要办学，要修路。\n"
    one = code(Corpus((read_string(text, "a"),)), "one")
    documents, terms = pool_groups([one], "part")
    assert documents["group"].tolist() == ["review", "tasks"]
    assert terms.loc[terms["term"] == "办学", "speech"].tolist() == documents.loc[documents["group"] == "tasks", "speech"].tolist()
    assert documents["n_han"].tolist() == [one.where(part=part).documents["n_han"].iloc[0] for part in ("review", "tasks")]


def test_studies_in_no_group_are_pooled_to_empty_tables():
    documents, terms = pool_groups([study(COUNTY)], "organisation")
    assert documents.empty
    assert terms.empty
    assert {"group", "n_han"} <= set(documents)
