"""What a statistic is to another: golden cases with negatives, and what follows for its status."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.statistics.find import find_statistics

with Path(__file__).with_name("roles.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_a_statistic_is_known_by_what_it_is_to_another(case: dict[str, str]) -> None:
    assert " ; ".join(one.role or "-" for one in find_statistics(case["text"])) == case["expected"], case["why"]


WORDS = ["茶园", "由", "从", "比", "去年的", "占", "的", "中，", "增加", "到", "相当于", "，", "。", "3亩", "5户", "7%"]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_a_level_from_which_another_moves_is_only_mentioned(text: str) -> None:
    for one in find_statistics(text):
        assert one.role in {"", "start", "whole", "compared"}
        assert one.role != "start" or one.status == "context"
        assert one.role != "whole" or one.kind != "count" or one.status in {"context", "rule"}
