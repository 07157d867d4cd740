"""Outlines in tables: counts announced and found, parts and their lengths."""

import pandas as pd
import pytest

from koujing.across import schemas
from koujing.dataframes import typed
from koujing.measures.structure import (
    compare_counts,
    indent_outline,
    outline_speeches,
    part_sizes,
    richest_outline,
    sum_announced,
    sum_parts,
)


def sections(*rows):
    columns = ["speech", "depth", "ordinal", "heading", "part", "start", "end", "announced", "found"]
    return typed(pd.DataFrame(rows, columns=columns), schemas()["sections"])


NESTED = sections(
    ("a", 0, "", "", "other", 0, 20, 2, 1),
    ("a", 1, "一、", "工作回顾", "review", 20, 60, None, 2),
    ("a", 2, "一是", "", "review", 30, 60, 3, 3),
    ("a", 1, "二、", "今年任务", "tasks", 60, 100, 1, 2),
    ("b", 0, "", "", "other", 0, 50, None, None),
)


def test_an_outline_has_a_row_a_heading_and_shares_of_what_stands_below_it():
    table = outline_speeches(NESTED)
    assert table["name"].tolist() == ["(opening)", "一、工作回顾", "一是…", "二、今年任务", "(opening)"]
    assert table["share"].tolist() == [0.2, 0.4, 0.3, 0.4, 1.0]


def test_an_outline_is_indented_by_depth_and_empty_where_no_count_is_known():
    table = indent_outline(outline_speeches(NESTED[:3]))
    assert table.index.tolist() == ["(opening)", "一、工作回顾", "\u3000\u3000一是…"]
    assert table.to_numpy().tolist()[1] == ["review", 66.7, "", "2"]
    assert indent_outline(outline_speeches(NESTED[:0])).empty


def test_the_shares_of_the_parts_sum_to_one():
    told = sum_parts(part_sizes(NESTED))
    assert (told["review"], told["value"], told["other"], told["n"]) == (0.4, 0.4, 0.2, 1)
    assert sum_parts(part_sizes(NESTED[:0]))["value"] == 0


def test_the_richest_outline_has_most_counts_to_compare():
    assert richest_outline(outline_speeches(NESTED))["speech"].unique().tolist() == ["a"]
    assert richest_outline(outline_speeches(NESTED[:0])).empty


@pytest.mark.parametrize(
    ("announced", "found", "verdict"),
    [(3, 3, "as announced"), (3, 2, "fewer"), (3, 0, "fewer"), (3, 5, "more"), (None, 5, ""), (3, None, "")],
)
def test_a_count_is_compared_only_where_both_are_known(announced, found, verdict):
    row = sections(("a", 1, "一、", "", "other", 0, 9, announced, found))
    assert compare_counts(row).tolist() == [verdict]


def test_the_share_of_announcements_that_hold():
    assert sum_announced(NESTED) == {"value": 1 / 3, "n": 3, "fewer": 1, "more": 1, "all": 3}


def test_without_headings_there_is_no_outline():
    bare = NESTED[NESTED["speech"] == "b"]
    assert outline_speeches(bare)["name"].tolist() == ["(opening)"]
    assert part_sizes(bare).shape == (0, 3)
    assert sum_announced(bare) == {"value": 0, "n": 0, "fewer": 0, "more": 0, "all": 0}
    assert outline_speeches(NESTED[:0]).empty
    assert part_sizes(NESTED[:0]).shape == (0, 3)


def test_parts_are_sized_by_the_outermost_headings_alone():
    assert part_sizes(NESTED).to_dict("index") == {"a": {"review": 40, "tasks": 40, "other": 20}}
