"""What a statistic measures: golden cases with negatives, and that a long text without names stays quick."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("unit", ["建成", "每亩", "比上年", "占的", "的", "修建", "新增5个", "、和"])
def test_the_work_grows_with_the_length_of_hostile_text(unit: str) -> None:
    assert growth(find_statistics, unit, 64_000) < BOUND
