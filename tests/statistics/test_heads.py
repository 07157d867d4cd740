"""Whether a name fits the unit of its statistic, and how the table of that is counted."""

from __future__ import annotations

import pytest

from koujing.statistics.heads import WIDEST, fit, unit_in
from make_unit_heads import lines


@pytest.mark.parametrize(
    ("text", "unit"), [("3.5万亩", "亩"), ("90余人", "人"), ("１２％", "%"), ("百分之五", "%"), ("第3", "other"), ("2～3个", "个")]
)
def test_the_unit_is_what_stands_behind_the_number(text: str, unit: str) -> None:
    assert unit_in(text) == unit


def test_a_rare_unit_fits_as_the_other_rare_ones_do() -> None:
    assert fit("没有的单位", "count", "率") == fit("other", "count", "率")


def test_what_the_table_does_not_list_fits_neither_well_nor_ill() -> None:
    assert fit("名", "count", "?") == fit("名", "no such kind", "员") == 0


def test_heads_common_before_one_unit_fit_it_and_not_the_other() -> None:
    table = [line.split("\t") for line in lines([("名", "count", "员")] * 40 + [("亩", "measure", "田")] * 40)]
    found = {(unit, head): int(fits) for unit, _, fits, heads in table for head in heads}
    assert found["名", "员"] == found["亩", "田"] > 0 > found["名", "田"] == found["亩", "员"] >= -WIDEST
