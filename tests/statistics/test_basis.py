"""By what a number is counted: golden cases with negatives, and a text made to hurt."""

from __future__ import annotations

import csv
from pathlib import Path
from time import process_time

import pytest

from koujing.statistics.basis import basis_of
from koujing.statistics.quantities import find_quantities

with Path(__file__).with_name("bases.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_a_basis_is_found_where_it_is_of_the_number(case: dict[str, str]) -> None:
    text, floor, basis = case["text"], 0, ""
    for one in find_quantities(text):
        basis = basis_of(text, floor, one.start, one.end, one.unit)
        floor = one.end
    assert (basis or "-") == case["expected"], case["why"]


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    text = "扣除" * 50_000
    start = process_time()
    assert [basis_of(text, 0, 90_000, 90_001, "元") for _ in range(100)] == [""] * 100
    assert process_time() - start < 0.5
