"""Numeral formulas, codes and plan names: golden cases, laws of the spans, and the registry against the texts."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing import lexicons
from koujing.chinese.numerals import read_integer
from koujing.slogans.formulas import Formula, find_formulas
from koujing.slogans.registry import bundle_of, registry

with Path(__file__).with_name("formulas.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def written(text: str, formula: Formula) -> str:
    members = "+".join(text[start:end] for start, end in formula.members)
    count = "" if formula.count is None else formula.count
    return f"{text[formula.start : formula.end]}/{formula.kind}/{count}/{formula.head}/{members}"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, marks=[pytest.mark.xfail(strict=True)] if c["status"] == "fails" else [], id=c["why"])
        for c in CASES
    ],
)
def test_golden_case_is_read_as_expected(case: dict[str, str]) -> None:
    found = " ; ".join(written(case["text"], formula) for formula in find_formulas(case["text"]))
    assert found == case["expected"]


def test_quotation_marks_are_told_from_their_absence() -> None:
    for text, quoted in (
        ("“三个一”目标", True),
        ("「三个一」目标", True),
        ('"三个一"目标', True),
        ("三个一目标", False),
        ("“目标”三个一“工程”", False),
        ("“一户一策、一村一案”", True),
    ):
        assert {formula.quoted for formula in find_formulas(text)} == {quoted}, text


def test_a_formula_inside_a_member_is_found_too() -> None:
    text = "五个落实到位,即责任落实到位、人员落实到位、资金落实到位、技术落实到位、六大重点任务落实到位。"
    outer, inner = find_formulas(text)
    assert len(outer.members) == 5
    assert (inner.bundle, outer.members[-1][1]) == ("六项任务", text.index("。"))
    assert outer.members[4][0] == inner.start


def test_a_bare_label_has_no_members() -> None:
    (formula,) = find_formulas("落实“六个精准”。")
    assert (formula.members, formula.members_start, formula.members_end) == ((), None, None)


def test_names_of_one_content_share_a_bundle() -> None:
    names = ["六项任务", "六大任务", "六大重点任务", "六项主要任务"]
    assert {bundle_of(name)[0] for name in names} == {"六项任务"}
    assert bundle_of("五个精准")[0] != bundle_of("六个精准")[0]  # the count changes with the members


def test_a_registered_formula_carries_its_gloss_and_another_none() -> None:
    known, unknown = find_formulas("“三农”,“九个并重”")
    assert known.gloss.startswith("three rurals")
    assert unknown.gloss == ""


@pytest.mark.parametrize("form", sorted(registry()))
def test_every_registered_form_is_found_in_quotation_marks(form: str) -> None:
    (formula,) = find_formulas(f"说“{form}”。")
    assert (formula.start, formula.end) == (2, 2 + len(form))
    assert (formula.bundle, formula.kind, formula.quoted) == (registry()[form].canonical, registry()[form].kind, True)


@pytest.mark.parametrize("row", lexicons.load("formulas"), ids=lambda row: row["canonical"])
def test_a_registry_row_agrees_with_itself(row: dict[str, str]) -> None:
    members = [member for member in row["members"].split("|") if member]
    assert not members or len(members) == int(row["count"])
    assert row["gloss"]
    assert row["kind"] in {"numeral", "code", "plan"}
    numerals = re.findall("[一二两三四五六七八九双十]", row["canonical"])
    if row["kind"] == "numeral" and row["count"] and len(numerals) == 1:
        assert int(row["count"]) == read_integer(numerals[0])


@pytest.mark.skipif("KOUJING_TEXTS" not in os.environ, reason="KOUJING_TEXTS does not point at the texts")
@pytest.mark.parametrize("row", lexicons.load("formulas"), ids=lambda row: row["canonical"])
def test_a_registry_row_stands_in_the_texts_where_it_says(row: dict[str, str]) -> None:
    source, start = row["attested"].split(":")
    (path,) = Path(os.environ["KOUJING_TEXTS"]).glob(f"*/{source}.txt")
    raw = path.read_bytes().decode("utf-8")
    assert any(raw.startswith(form, int(start)) for form in [row["canonical"], *row["variants"].split("|")] if form)


ALPHABET = st.sampled_from(
    [*"一二两三四五六七八九十双个大项位村户不准确保农“”、,，。:：\n的和即是1+7N年实事任务工程", "一体", "全覆盖"]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_spans_lie_in_the_text_in_order_and_members_agree_with_the_count(text: str) -> None:
    end = 0
    for formula in find_formulas(text):
        assert end <= formula.start < formula.end <= len(text)
        end = formula.end
        assert len(formula.members) in (0, formula.count)
        assert all(0 <= start < stop <= len(text) for start, stop in formula.members)
        assert (formula.count is None) >= (formula.kind != "numeral")


@given(st.lists(ALPHABET, max_size=40).map("".join))
def test_a_sentence_in_front_moves_every_span(text: str) -> None:
    front = "没有数字的一句话。\n"
    moved = [(formula.start - len(front), formula.end - len(front)) for formula in find_formulas(front + text)]
    assert moved == [(formula.start, formula.end) for formula in find_formulas(text)]


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        ",",
        "三个",
        "“三",
        "三大",
        "1+",
        "、三个一",
        "三个统一：一是",
        "三个确保，即",
        "三清",
        "清、三清",
        "百",
        "百村",
        "三不三亮：",
        "三项、",
        "和三通",
        "四治。治",
        "十五",
        "*",
        "万亿",
        "（一）三项任务\n",
        "三缺，一缺水，二缺",
        "三项任务",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    assert growth(find_formulas, unit, 16_000) < BOUND


def test_headings_below_a_label_are_its_members() -> None:
    text = "全面实施“三大工程”。\n（一）引水工程。今年开工。\n说明一句。\n（二）修路工程，分两期。\n（三）育人工程\n完"
    (formula,) = [f for f in find_formulas(text) if text[f.start : f.end] == "三大工程"]
    assert [text[start:stop] for start, stop in formula.members] == ["引水工程", "修路工程", "育人工程"]
    (cut,) = [f for f in find_formulas(text.replace("（三）", "")) if f.head == "工程"]
    assert cut.members == ()
