"""Bundles: members side by side, names, counts and careers, on invented rows."""

import pandas as pd
import pytest

from koujing.measures import bundles as slogans

COLUMNS = ["speech", "text", "kind", "count", "head", "members", "bundle"]


def formulas(*rows):
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(count=table["count"].astype("Int64"))


USED = formulas(
    ("a", "三个到户", "numeral", 3, "到户", "规划|资金|技术", "三个到户"),
    ("b", "三个到户", "numeral", 3, "到户", "规划|资金|技能培训", "三个到户"),
    ("b", "三到户", "numeral", 3, "到户", "", "三个到户"),
    ("c", "四个到户", "numeral", 4, "到户", "规划到户|资金到户|人员到户|技术到户", "四个到户"),
    ("c", "1+6", "code", None, "方案", "", "1+6"),
    ("a", "1+7", "code", None, "方案", "", "1+7"),
    ("a", "十五", "plan", None, "计划", "", "十五"),
)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("扶贫对象", "对象", True), ("推进依法行政", "坚持依法行政", True), ("国际", "国内", False), ("", "对象", False)],
)
def test_same_member(a, b, same):
    assert slogans.same_member(a, b) is slogans.same_member(b, a) is same


def test_alignment_uses_each_member_once():
    assert slogans.align_members("甲|甲", "甲") == ([("甲", "甲")], ["甲"], [])


def test_an_ending_that_all_members_share_is_not_compared():
    assert slogans.align_members("对象精准|目标精准", "对象|内容") == ([("对象", "对象")], ["目标"], ["内容"])


def test_lists_of_one_bundle_are_compared():
    (row,) = slogans.compare_lists(slogans.contents(USED)).to_dict("records")
    assert (row["bundle"], row["n_same"], row["n_reworded"], row["n_only"], row["n_only_other"]) == (
        "三个到户",
        2,
        0,
        1,
        1,
    )


def test_lists_of_one_head_are_compared_across_counts():
    pairs = slogans.compare_lists(slogans.contents(USED), by="head")
    across = pairs[pairs["bundle"] != pairs["other_bundle"]]
    assert across[["bundle", "other_bundle", "n_same", "n_only_other"]].to_numpy().tolist() == [
        ["三个到户", "四个到户", 2, 2],
        ["三个到户", "四个到户", 3, 1],
    ]


def test_a_list_with_a_member_left_empty_is_not_compared():
    rows = formulas(("a", "二", "numeral", 2, "x", "甲|", "二"), ("b", "二", "numeral", 2, "x", "甲|乙", "二"))
    assert len(slogans.compare_lists(slogans.contents(rows))) == 0


def test_bare_and_filled_uses_are_counted_apart():
    table = slogans.contents(USED)
    bare = table[(table["bundle"] == "三个到户") & (table["members"] == "")].iloc[0]
    assert (bare["n"], bare["n_speeches"], bare["speeches"]) == (1, 1, "b")
    assert set(table["bundle"]) == {"三个到户", "四个到户"}


def test_a_bundle_with_several_names():
    assert slogans.several_names(USED).to_numpy().tolist() == [["三个到户", "三个到户 ×2, 三到户 ×1", 2, 3, 2]]


def test_script_width_punctuation_and_masks_make_no_name():
    forms = ["五项原则", "五項原則", "五项、原则", "五项*则"]
    rows = formulas(*(("a", form, "numeral", 5, "原则", "", "五项原则") for form in forms))
    assert len(slogans.several_names(rows)) == 0


def test_heads_with_several_counts_and_codes_with_several_sums():
    table = slogans.open_heads(USED).set_index("head")
    assert table.loc["到户", ["labels", "n_counts", "n_spelled"]].tolist() == ["三个到户 ×3, 四个到户 ×1", 2, 2]
    assert table.loc["1+", ["labels", "n_speeches"]].tolist() == ["1+6 ×1, 1+7 ×1", 2]


def test_shared_use_keeps_texts_without_a_formula():
    table = slogans.shared_use(USED, "speech", ["c", "b", "a", "d"])
    assert table.to_dict("index") == {"三个到户": {"c": 0, "b": 2, "a": 1, "d": 0}}


def test_no_formulas_give_empty_tables():
    none = USED.head(0)
    assert len(slogans.contents(none)) == len(slogans.several_names(none)) == len(slogans.open_heads(none)) == 0
    assert len(slogans.compare_lists(slogans.contents(none))) == 0
