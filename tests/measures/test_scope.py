"""Where precision is counted: what the reference says, what the user says, and what its rows let one infer."""

import pytest

from koujing.measures.scope import scope_of

ROWS = [(10 * i, 10 * i + 3) for i in range(40)]


def ranges(gold, reference, coded, choice="auto"):
    return scope_of(gold, "s", reference, coded, choice, 1000).ranges


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (ROWS, ((0, 393),)),  # a whole text
        (ROWS[7:27], ((70, 263),)),  # twenty in a row
        (ROWS[7:12] + ROWS[13:20], ((70, 193),)),  # one left out: an error of the coder's
        (ROWS[::4], ()),  # drawn
        (ROWS[:5] + ROWS[-5:], ()),  # two passages
        (ROWS[7:8], ()),  # one row of forty
        ([], ()),
    ],
)
def test_the_range_is_inferred_from_what_the_reference_meets(tmp_path, reference, expected):
    assert ranges(tmp_path, reference, ROWS) == expected


def test_one_row_is_a_range_where_nothing_else_is_coded(tmp_path):
    assert ranges(tmp_path, ROWS[7:8], ROWS[7:8]) == ((70, 73),)


def test_a_coder_who_finds_nothing_there_does_not_narrow_the_range(tmp_path):
    assert ranges(tmp_path, ROWS[3:9], []) == ((30, 83),)


def test_a_file_of_ranges_comes_before_any_choice(tmp_path):
    (tmp_path / "s.scope.csv").write_text("start,end\n0,50\n90,120\n", "utf-8")
    assert {ranges(tmp_path, ROWS, ROWS, choice) for choice in ("auto", "whole", "rows")} == {((0, 50), (90, 120))}


def test_a_text_that_is_described_as_a_whole_was_read_as_a_whole(tmp_path):
    (tmp_path / "s.meta.json").write_text("{}", "utf-8")
    assert (700, 703) in scope_of(tmp_path, "s", ROWS[:2], ROWS, "auto", 1000)
    assert ranges(tmp_path, ROWS[:2], ROWS, "stretch") == ((0, 13),)


def test_a_coded_row_that_crosses_the_end_of_a_stretch_counts(tmp_path):
    scope = scope_of(tmp_path, "s", [(10, 13), (20, 23)], [(9, 13), (20, 23)], "auto", 1000)
    assert [place in scope for place in [(9, 13), (20, 23), (22, 25), (23, 25), (5, 10)]] == [True, True, True, False, False]


def test_a_range_given_in_a_file_holds_a_row_wholly_or_not(tmp_path):
    (tmp_path / "s.scope.csv").write_text("start,end\n10,23\n", "utf-8")
    scope = scope_of(tmp_path, "s", [], [], "auto", 1000)
    assert [place in scope for place in [(10, 13), (20, 23), (9, 13), (22, 25)]] == [True, True, False, False]
