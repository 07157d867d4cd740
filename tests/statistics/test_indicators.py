"""What a statistic measures: golden cases with negatives, and that a long text without names stays quick."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing import lexicons
from koujing.statistics.find import find_statistics
from koujing.statistics.governing import noun_end, object_of

with Path(__file__).with_name("indicators.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, marks=[pytest.mark.xfail(strict=True)] if c["status"] == "fails" else [], id=c["text"])
        for c in CASES
    ],
)
def test_the_shortest_phrase_that_says_what_is_measured(case: dict[str, str]) -> None:
    assert " | ".join(statistic.indicator for statistic in find_statistics(case["text"])) == case["expected"]


def test_the_object_of_a_verb_lies_inside_its_phrase() -> None:
    for row in lexicons.load("statistic_verbs"):
        phrase = f"全县{row['verb']}茶园"
        assert object_of(phrase, counted=True) in {0, *range(len(row["verb"]) + 1, len(phrase) - 1)}, phrase


def test_a_noun_ends_before_each_verb_that_follows_it() -> None:
    for row in lexicons.load("statistic_verbs"):
        if row["sense"] == "follow" and len(row["verb"]) > 1:
            assert noun_end(f"茶农{row['verb']}", 2 + len(row["verb"])) <= 2, row["verb"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("全县修通村道3公里", (4, 6)),
        ("茶园（即老茶园）3亩", (0, 2)),  # not the nearest words that read so
        ("资助26个贫困村", (5, 8)),
        ("有31万贫困户受益", (4, 7)),
        ("已造成312万人受灾", (8, 10)),
        ("茶叶产值占农业总产值的32%", (0, 4)),
        ("茶叶产值3元，占农业总产值的32%", (0, 4)),  # of a name in two places the first
        ("新增生产能力有：钢12万吨", (8, 9)),
        ("增长3%", None),
    ],
)
def test_a_statistic_knows_where_its_indicator_stands(text: str, named: tuple[int, int] | None) -> None:
    assert find_statistics(text)[-1].named == named


ASIDE = re.compile(r"[(（][^()（）]*[)）]|每人每年")
WORDS = [
    *("茶叶", "茶农", "的", "收入", "产量", "修建", "水库", "达到", "增长", "占", "比重", "每人每年", "（即新茶园）"),
    *("全县", "其中", "新增生产能力：", "，", "、", "。", "3元", "12座", "5%", "8人"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=16).map("".join))
def test_the_words_at_its_place_are_the_indicator_or_its_first_part_or_hold_an_aside(text: str) -> None:
    for one in find_statistics(text):
        assert (one.named is None) == (one.indicator == "")
        words = text[slice(*one.named)] if one.named else ""
        assert one.indicator.startswith((words, ASIDE.sub("", words)))


@pytest.mark.parametrize("unit", ["建成", "每亩", "比上年", "占的", "的", "修建", "新增5个", "、和"])
def test_the_work_grows_with_the_length_of_hostile_text(unit: str) -> None:
    assert growth(find_statistics, unit, 16_000) < BOUND
