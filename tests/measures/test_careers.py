"""Careers of bundles, on invented rows: ends, absences, spread and amplification."""

import math

import pandas as pd
import pytest
from scipy import stats

from koujing.measures import careers

TEXTS = pd.DataFrame(
    {
        "speech": ["a", "b", "c", "d"],
        "date": ["1999-03-01", "2000", "2002-01", ""],
        "level": ["province", "province", "county", "county"],
        "n_han": [4_000, 6_000, 5_000, 5_000],
    }
)


def used(*rows):
    table = pd.DataFrame(rows, columns=["bundle", "speech"])
    return table.assign(source=table["speech"], start=range(len(rows)))


def test_registry_attestations_are_the_first_and_last_dated_uses():
    table = careers.registry_attestations(used(("三农", "c"), ("三农", "a"), ("三农", "d")), TEXTS).set_index("bundle")
    assert table.loc["三农"].tolist() == [3, 1999, "a", 1, 2002, "c", 0]
    assert table.loc["四风", "n"] == 0
    assert pd.isna(table.loc["四风", "first"])


def test_only_years_with_a_text_can_be_absences():
    (row,) = careers.trace_careers(used(("三农", "a"), ("三农", "c"), ("三农", "d")), TEXTS).to_dict("records")
    assert (row["first"], row["last"], row["n_years"], row["absent"]) == (1999, 2002, 2, "2000")  # 2001 has no text
    assert row["n"] == 2  # a use in a speech without a date has no year


def test_the_ratio_is_one_over_that_of_the_other_direction():
    rows = used(*[("三农", "a")] * 3, *[("三农", "c")] * 8)
    (down,) = careers.level_ratios(rows, TEXTS, "province", "county").to_dict("records")
    (up,) = careers.level_ratios(rows, TEXTS, "county", "province").to_dict("records")
    assert down["ratio"] == pytest.approx(8 / 3)
    assert [down["low"], down["high"]] == pytest.approx([1 / up["high"], 1 / up["low"]])


def test_the_interval_leaves_out_one_where_the_exact_test_rejects():
    rows = used(*[("多", "c")] * 14, *[("多", "a")] * 2, *[("少", "c")] * 3, *[("少", "a")] * 2)
    table = careers.level_ratios(rows, TEXTS, "province", "county").set_index("bundle")
    assert stats.binomtest(14, 16).pvalue < 0.05 < stats.binomtest(3, 5).pvalue
    assert table["verdict"].to_dict() == {"多": "amplified", "少": "kept"}


def test_what_one_level_alone_uses_is_added_or_dropped():
    table = careers.level_ratios(used(("上", "a"), ("下", "c")), TEXTS, "province", "county").set_index("bundle")
    assert table["verdict"].to_dict() == {"上": "dropped", "下": "added"}
    assert (table.loc["上", "ratio"], table.loc["下", "ratio"]) == (0.0, math.inf)


def test_a_level_without_speeches_is_named():
    with pytest.raises(ValueError, match="no speech of level 'village'"):
        careers.level_ratios(used(("上", "a")), TEXTS, "province", "village")


def test_no_formulas_give_empty_tables():
    none = used()
    assert len(careers.trace_careers(none, TEXTS)) == 0
    assert len(careers.level_ratios(none, TEXTS, "province", "county")) == 0


def places(*rows):
    columns = ["speech", "level", "province", "prefecture", "county", "date"]
    return pd.DataFrame(rows, columns=columns).assign(n_han=1_000)


def test_levels_are_compared_in_one_place_and_at_one_time():
    texts = places(
        ("p13", "province", "甲省", "", "", "2013-02"),
        ("p99", "province", "甲省", "", "", "1999"),
        ("c13", "county", "甲省", "乙市", "丙县", "2013-03"),
        ("c14", "county", "甲省", "乙市", "丁县", "2014"),
        ("other", "county", "戊省", "己市", "庚县", "2013"),
        ("undated", "county", "甲省", "乙市", "丙县", ""),
        ("nowhere", "county", "", "", "辛县", "2013"),
    )
    steps = {step: rows["speech"].tolist() for step, (_, _, rows) in careers.level_steps(texts).items()}
    assert steps == {"province to county, 甲省 2013": ["p13", "c13"], "province to county, 甲省 2014": ["p13", "c14"]}


def test_the_next_higher_level_that_has_a_speech_is_the_one_compared_with():
    texts = places(
        ("z", "central", "", "", "", "2013"), ("p", "province", "甲省", "", "", "2013"), ("c", "county", "甲省", "乙市", "丙县", "2013")
    )
    levels = [(higher, lower) for higher, lower, _ in careers.level_steps(texts).values()]
    assert levels == [("central", "province"), ("province", "county")]
    assert careers.level_steps(texts.head(0)) == {}
