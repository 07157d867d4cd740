"""Units at the head of a column, in Chinese and English: golden cases with negatives, every unit of the list, hostile cells."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from koujing.lexicons.concepts import concepts
from koujing.statistics.stated_units import read_unit

with Path(__file__).with_name("stated_units.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=[case["written"] for case in CASES])
def test_a_unit_is_read_with_its_magnitude(case: dict[str, str]) -> None:
    read = read_unit(case["written"])
    assert (f"{read[0]:f}", read[1]) == (case["factor"], case["unit"]) if read else case["unit"] == "-"


def test_the_units_into_which_concepts_are_brought_are_read() -> None:
    wanted = {units[0] for concept in concepts().values() for units in concept.units}
    assert {unit for unit in wanted if not read_unit(unit)} == set()
    assert {unit for unit in wanted if not read_unit("万" + unit)} <= {"%", "‰"}


@pytest.mark.parametrize("cell", ["", "9" * 50_000, "s " * 50_000, "million " * 50_000, "亿" * 50_000, "(" * 50_000, "$", "²", "1e5"])
def test_a_cell_that_is_no_unit_is_none(cell: str) -> None:
    assert read_unit(cell) is None or cell == "$"
