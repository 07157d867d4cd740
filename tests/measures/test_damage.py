"""What damage does to counts and statistics. Invented wordings, each with what a reader of plain digits makes of it."""

import numpy as np
import pandas as pd
import pytest

from koujing.measures.damage import (
    KINDS,
    STATES,
    masked_rates,
    masked_words,
    naive_statistics,
    read_digits,
    readings_by,
    state_of,
    sum_masks,
    sum_readings,
    worst_readings,
)
from koujing.reading import repair

READ = [
    ("55公里", 55, "plain digits", "55 km"),
    ("2,024.5万元", 20_245_000, "plain digits", "magnitude after the digits"),
    ("40多万名", 400_000, "plain digits", "more than 400,000"),
    ("4万多亿元", 4e12, "plain digits", "more than 4 trillion"),
    ("300万千瓦", 3_000_000, "plain digits", "the 千 of kilowatt is no magnitude"),
    ("1.5个百分点", 1.5, "plain digits", "nor the 百 of percentage points"),
    ("l67亿元", 67e8, "letter l for 1", "the leading statistic is lost"),
    ("25l亿元", 25, "letter l for 1", "the magnitude is lost"),
    ("26。54万户", 540_000, "stop for point", "what is left of the stop is lost"),
    ("l7。85万件", 850_000, "letter l for 1", "both: counted under the letter"),
    ("7 4 7 亿元", 7e8, "spaces inside", "the last statistic alone"),
    ("１５％", np.nan, "full-width digits", "not seen"),
    ("9，000元", 0, "full-width comma or point", "what follows the comma"),
    ("三成", np.nan, "Chinese numerals", "no digits: no damage, but not seen either"),
]


@pytest.mark.parametrize(("text", "number", "state", "why"), READ)
def test_what_a_pattern_for_digits_reads(text: str, number: float, state: str, why: str):
    np.testing.assert_equal(read_digits(text), float(number), err_msg=why)
    assert state_of(text) == state


def test_every_text_has_a_state():
    assert state_of("") == list(STATES)[-1]


def test_statistics_without_one_value_or_without_text_are_left_out():
    statistics = pd.DataFrame(
        {"speech": "a", "unit": "户", "text": ["5户", "5至6户", "", "9，000户", "７户", "8户"],
         "value": [5, np.nan, 3, 9000, 7, -8]}
    )  # fmt: skip
    table = naive_statistics(statistics)
    assert table["reading"].tolist() == ["right", "wrong", "unseen", "right"]
    assert table["factor"].tolist()[1] == np.inf


def test_a_masked_word_is_counted_inside_longer_words_and_longer_masks():
    repairs = pd.DataFrame({"speech": "a", "kind": ["mask"] * 3 + ["script"], "now": ["性", "工资性", "", "发"]})
    terms = pd.DataFrame(
        {"speech": ["a", "a", "a", "b"], "term": ["积极性", "工资性", "弹性", "性"], "n": [1, 1, 2, 4]}
    )
    table = masked_words(repairs, terms).set_index("word")
    assert table.loc["性"].tolist() == [2, 2, 4]
    assert table.loc["工资性"].tolist() == [1, 0, 0]


def test_texts_without_masks_hide_nothing():
    repairs = pd.DataFrame({"speech": ["a"], "kind": ["script"], "now": ["发"]})
    assert masked_words(repairs, pd.DataFrame({"speech": ["a"], "term": ["发展"], "n": [1]})).empty


def test_every_kind_of_repair_has_a_name_in_plain_words():
    damaged = "發展*，<规划>，貸款l67。5亿元，１５％，7 4 亿元，\n，继續推進鄉村建設,\ufffd"
    assert {r.kind for r in repair.find_repairs(damaged, set(damaged))} <= set(KINDS)


def statistics(*texts_and_values):
    rows = pd.DataFrame(texts_and_values, columns=["text", "value"]).assign(speech="a", unit="元")
    return naive_statistics(rows)


MISREAD = statistics(("l67亿元", 167e8), ("l7亿元", 17e8), ("2。5万元", 25_000), ("9，000元", 9_000), ("７元", 7), ("三元", 3), ("8元", 8))


def test_what_is_misread_is_counted_apart_from_what_is_not_seen():
    told = sum_readings(MISREAD)
    assert (told["n"], told["wrong"], told["unseen"], told["zero"]) == (6, 4, 1, 1)
    assert told["value"] == 4 / 6
    assert told["median"] == pytest.approx(17 / 7)  # of those that are not read as nought


def test_statistics_that_are_all_read_rightly_have_no_factor_and_none_no_share():
    assert sum_readings(MISREAD[-1:])["value"] == 0
    assert np.isnan([sum_readings(MISREAD[-1:])["median"], sum_readings(MISREAD[:0])["value"]]).all()


def test_readings_are_told_apart_by_whether_damage_is_the_cause():
    table = readings_by(MISREAD, "speech")
    assert table.loc["a"].tolist() == [1, 4, 1, 1]
    assert readings_by(MISREAD[:0], "speech").shape == (0, 4)


def test_the_worst_readings_come_by_state_the_worst_first():
    assert worst_readings(MISREAD, 1)["text"].tolist() == ["9，000元", "l67亿元", "2。5万元"]


def test_rates_of_masked_words_are_missing_where_no_text_is_without_masks():
    words = pd.DataFrame({"word": ["性"], "hidden": [3], "visible": [1], "elsewhere": [0]})
    table = masked_rates(words, pd.DataFrame({"n_masks": [2], "n_han": [10_000]}))
    assert table["masked texts, repaired"].tolist() == [4]
    assert table["texts without masks"].isna().all()


def test_masks_are_counted_apart_from_other_damage():
    repairs = pd.DataFrame({"speech": ["a", "a", "b"], "kind": ["mask", "mask", "script"], "certain": [True, False, True]})
    told = sum_masks(repairs, pd.DataFrame({"speech": ["a", "b"]}))
    assert told == {"n": 2, "value": 1, "unknown": 1, "texts": 1, "all": 2}
