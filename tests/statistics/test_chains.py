"""For when statistics hold: golden cases of the chain of times, and that it ends, quickly, on any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.reading.structure import find_sections
from koujing.statistics.find import Statistic, find_statistics

with Path(__file__).with_name("chains.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def written(one: Statistic) -> str:
    return " ".join(dict.fromkeys([one.time_from, one.time_to])) or "-"


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_a_figure_holds_for_the_time_that_governs_it(case: dict[str, str]) -> None:
    text = case["text"].replace("⏎", "\n").replace("\\t", "\t")
    found = find_statistics(text, sections=find_sections(text), date=case["date"])
    assert " ; ".join(map(written, found)) == case["expected"], case["why"]


PIECES = [
    "去年", "2014年", "20**年", "五年来", "今后五年", "连续三年", "18日", "茶园", "由",
    "比", "3亩", "增长5%", "力争", "全年", "，", "。", "\n", "一是",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_every_time_has_two_ends_in_order_and_a_probability(text: str) -> None:
    for one in find_statistics(text, sections=find_sections(text), date="2016-03-05"):
        assert bool(one.time_from) == bool(one.time_to)
        assert one.time_from <= one.time_to
        assert 0 <= one.when_certainty <= 1
        assert one.status != "rule" or not one.time_from


@pytest.mark.parametrize("piece", ["2014年", "去年产茶3吨，", "占茶、和", "今年3月\n", "连续三年3亩"])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert growth(lambda text: find_statistics(text, date="2016-03-05"), piece + "增长5%", 16_000) < BOUND
