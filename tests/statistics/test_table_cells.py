"""The numbers in tables: golden cases, and what holds of every table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.cells import cells_apart, find_rows, without_rows
from koujing.statistics.find import Statistic, find_statistics
from koujing.statistics.tables.cells import find_cells

with Path(__file__).with_name("table_cells.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def decoded(table: str) -> str:
    return table.replace("\\t", "\t").replace("\\n", "\n")


def written(text: str, one: Statistic) -> str:
    value = "" if one.value is None else format(one.value.normalize(), "f")
    return "/".join([text[one.start : one.end], value, one.unit, one.kind, one.indicator, one.period])


@pytest.mark.parametrize("case", CASES, ids=[case["english"] for case in CASES])
def test_a_cell_is_read_with_the_heads_of_its_row_and_column(case: dict[str, str]) -> None:
    text = decoded(case["table"])
    assert " ; ".join(written(text, one) for one in find_statistics(text)) == case["expected"], case["why"]


def test_a_table_does_not_change_what_is_said_around_it() -> None:
    before, table, after = "去年修路12公里。\n", "（单位：万元）\n项目\t2014年\n路\t12\n", "今年修路15公里，增长8%。"
    apart = [find_statistics(before), find_statistics(after)]
    values = [one.value for one in find_statistics(before + table + after)]
    assert [one.value for one in apart[0]] + [120000] + [one.value for one in apart[1]] == values


def test_a_number_in_one_cell_and_a_unit_in_the_next_are_not_joined() -> None:
    assert find_statistics("路\t12\t公里\n桥\t3\t座") == []


def test_the_name_is_a_wording_of_the_text_where_it_is_a_single_head() -> None:
    text = "乡\t人口（人）\n合计\t12\n"
    (one,) = find_statistics(text)
    assert one.named
    assert text[slice(*one.named)] == one.indicator == "人口"


@pytest.mark.parametrize(("year", "status"), [(2015, "target"), (2017, "reported")])
def test_the_time_of_a_column_decides_whether_its_numbers_are_aims(year: int, status: str) -> None:
    (one,) = find_statistics("项目\t2016年\n路（公里）\t12\n", date=str(year) if year else "")
    assert one.status == status


def test_an_aim_is_said_by_a_head() -> None:
    statuses = [one.status for one in find_statistics("项目\t2014年\t2015年目标\n路（公里）\t12\t13\n", date="2015")]
    assert statuses == ["reported", "target"]


WORDS = ["", "乡", "2014年", "12", "-3.5", "—", "增长（%）", "单位：万元", "人口（人）", "3户", "一、", " "]
CELLS = st.lists(st.sampled_from(WORDS), max_size=5)


@given(st.lists(CELLS.map("\t".join), max_size=8).map("\n".join))
def test_cells_lie_in_order_and_never_overlap_whatever_the_table(text: str) -> None:
    found = find_statistics(text)
    edges = [at for one in found for at in (one.start, one.end)]
    assert edges == sorted(edges)
    assert not any("\t" in text[one.start : one.end] or "\n" in text[one.start : one.end] for one in found)


@given(st.text(alphabet="一二、12.\t\n \u3000乡（）", max_size=40))
def test_setting_cells_apart_keeps_every_place(text: str) -> None:
    for other in (cells_apart(text), without_rows(text)):
        assert len(other) == len(text)
    assert all(a == b or (a, b) == ("\t", "\n") for a, b in zip(text, cells_apart(text), strict=True))
    assert cells_apart(text).replace("\n", "\t") == text.replace("\n", "\t")
    assert list(find_rows(without_rows(text))) == []


REPEATED = ["\t", "1\t", "乡\t12\n", "\t\t\n", "（单位：万元）\n乡\t1\n", "乡\t人口（人）\n东\t1\n", "乡 \t", "\n", "2014\t2015\n"]


@pytest.mark.parametrize("repeated", REPEATED)
def test_reading_tables_takes_linear_time(repeated: str) -> None:
    assert growth(find_cells, repeated, 20_000) < BOUND


def test_a_long_cell_is_no_head() -> None:
    text = "（单位：万元）\n" + "1" * 50_000 + "\t2\n" + "修" * 50_000 + "\t3"
    assert [one.indicator for one in find_statistics(text)] == ["", ""]
