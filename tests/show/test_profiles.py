"""Profiles of the speeches of a study: their cards, their panels, and what is said of them."""

import re

import pandas as pd
import pytest

import koujing
from koujing.measures.profiles import borrowed_pairs, count_damage, measure_speeches, only_here
from koujing.show.plots import plot_calibration, plot_profiles
from koujing.show.profile import profile, profiles
from koujing.show.profile_card import ProfileCard
from koujing.show.shares import say_shares


@pytest.fixture(scope="module")
def pages():
    return profiles(koujing.open_study("poverty-alleviation"))


def test_speeches_are_named_by_place_and_date_and_stand_in_order(pages):
    assert [name.split()[-1][:4] for name in pages] == sorted(name.split()[-1][:4] for name in pages)
    assert "泾川县 2013" in pages
    assert list(pages).index("甘肃省 2013-03-21") < list(pages).index("泾川县 2013")
    assert not any(re.search("[0-9a-f]{8}", name) for name in pages)


def test_words_are_compared_with_all_other_speeches(pages):
    study = koujing.open_study("poverty-alleviation")
    page = pages["泾川县 2013"]
    alone = profile(study, page.about["speech"])
    pd.testing.assert_frame_equal(alone.words, page.words, check_dtype=False)


def test_no_speaker_is_a_word(pages):
    for page in pages.values():
        assert not {word for word in page.words["term"] for name in page.voices["who"] if word in name}


def test_at_most_so_many_of_the_latest_have_a_page():
    assert list(profiles(koujing.open_study("poverty-alleviation"), most=2)) == ["江西省交通运输厅 2017-05-23", "突泉县 2018-10-26"]


def test_a_card_has_every_part_and_no_markup_of_a_text(pages):
    page = pages["泾川县 2013"]
    markup = ProfileCard("<script>x", page)._repr_html_()
    assert "<script>" not in markup
    assert re.findall("<p><strong>([^<]+)</strong>", markup) == ["Slogans", "Words", "Statistics", "Targets", "Voices", "And"]
    assert "5,175" in markup
    assert "checks that fail: 1 of" in markup
    assert markup.count("<section") == markup.count("</section>") == 1


def test_a_speech_in_which_nothing_was_found_has_a_card(tmp_path):
    (tmp_path / "a.txt").write_text("***", encoding="utf-8")
    (card,) = (ProfileCard(name, page) for name, page in profiles(koujing.code(tmp_path)).items())
    assert "0 uses of 0" in card._repr_html_()


def test_measures_are_rates_of_han_characters_and_missing_without_them():
    documents = pd.DataFrame({"speech": ["a", "b"], "n_han": [2_000, 0]})
    rows = pd.DataFrame({"speech": ["a"] * 4, "status": ["target", "rule", "reported", "reported"]})
    table = measure_speeches(documents, {"statistics": rows})
    assert table.loc["a"].tolist() == [2_000, 20.0, 25.0]
    assert table.loc["b"].isna().tolist() == [False, True, True]


def test_a_slogan_of_two_speeches_is_nobodys_own():
    table = only_here(pd.DataFrame({"speech": list("aabbc"), "bundle": ["三清", "三清", "三农", "双联", "三农"]}))
    assert table.to_numpy().tolist() == [["a", "三清", 2], ["b", "双联", 1]]


def test_passages_of_a_pair_are_added_up():
    rows = pd.DataFrame({"speech_a": list("aab"), "speech_b": list("bbc"), "start_b": [0, 50, 0], "end_b": [40, 60, 90]})
    assert borrowed_pairs(rows).to_numpy().tolist() == [["b", "c", 1, 90], ["a", "b", 2, 50]]


def test_punctuation_is_no_damage():
    assert count_damage(pd.DataFrame({"kind": ["punctuation"] * 9 + ["mask"]})).to_dict() == {"mask": 1}


def long_table(n, year):
    labels = [f"县{k}" for k in range(n)]
    return pd.DataFrame({"label": labels * 2, "year": [year(k) for k in range(n)] * 2, "genre": "speech",
                         "measure": ["a"] * n + ["b"] * n, "value": range(2 * n)})  # fmt: skip


def test_few_speeches_are_bars_and_many_are_lines_by_year_with_the_peak_named():
    few = plot_profiles(long_table(3, lambda k: 2010 + k), "few")
    assert [len(axes.patches) for axes in few.axes] == [3, 3]
    many = plot_profiles(long_table(20, lambda k: 1990 + k), "many")
    assert [len(axes.patches) for axes in many.axes] == [0, 0]
    assert [axes.texts[0].get_text().strip() for axes in many.axes] == ["2009", "2009"]


def test_many_speeches_without_a_year_are_bars():
    undated = plot_profiles(long_table(14, lambda k: pd.NA), "undated")
    assert [len(axes.patches) for axes in undated.axes] == [14, 14]


def test_a_plot_of_certainties_has_a_dash_and_a_dot_for_each_bin():
    columns = ["field", "sure", "below", "n", "said", "right", "low", "high"]
    status = [("status", 0.5, 0.7, 4, 0.6, 0.5, 0.2, 0.8), ("status", 0.9, 0.95, 9, 0.92, 1.0, 0.7, 1.0)]
    table = pd.DataFrame([*status, ("when", 0.9, 0.95, 9, 0.93, 0.9, 0.6, 1.0)], columns=columns)
    axes = plot_calibration(table, "t", "x").axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "status, 50% to 70% sure (4)", "status, 90% to 95% sure (9)", "when, 90% to 95% sure (9)",
    ]  # fmt: skip
    assert axes.collections[1].get_offsets()[:, 0].tolist() == [50, 100, 90]
    with pytest.raises(ValueError, match="no column 'field'"):
        plot_calibration(table.drop(columns="field"), "t", "x")


def test_a_share_says_its_interval_and_of_how_many():
    table = pd.DataFrame({"share": [0.5, None], "low": [0.4, None], "high": [0.6, None], "n": [1200, 0]})
    assert say_shares(table).tolist() == ["50.0% [40.0, 60.0] of 1,200", ""]
