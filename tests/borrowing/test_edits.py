"""What one wording of a passage changed in another: golden cases, and what holds for any two texts."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.borrowing.edit_seams import seams
from koujing.borrowing.edits import Edit, edits

with Path(__file__).with_name("edits.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))

WORDS = ["要抓好春耕", "全县", "加快发展", "和", "、", "，", "。", "市县乡村", "15%", "全面落实", "农民", "了", "的"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


def told(edit: Edit, was: str, now: str) -> str:
    words = " > ".join([was[edit.start_a : edit.end_a], now[edit.start_b : edit.end_b]]).strip()
    return f"{edit.kind}: {words}" + (f" = {edit.change}" if edit.change else "")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['was']} > {case['now']}" for case in CASES])
def test_an_edit_is_told_as_a_reader_would(case: dict[str, str]) -> None:
    first, second = (case["parts"] or " ").split(" ")
    found = edits(case["was"], case["now"], (first, second))
    assert [told(edit, case["was"], case["now"]) for edit in found] == [edit for edit in case["edits"].split("|") if edit]


def test_every_change_has_a_case() -> None:
    wanted = {
        "level narrowed", "level widened", "means exchanged", "order to report", "report to order", "criticism sharpened",
        "criticism softened", "name localised", "number changed", "reordered", "seam", "punctuation",
    }  # fmt: skip
    assert {edit.split(" = ")[1] for case in CASES for edit in case["edits"].split("|") if " = " in edit} == wanted


def outside(text: str, spans: list[tuple[int, int]]) -> str:
    edges = [0, *(edge for span in sorted(spans) for edge in span), len(text)]
    return "".join(c for start, end in zip(edges[::2], edges[1::2], strict=True) for c in text[start:end] if c.isalnum() or c == "%")


@given(TEXTS, TEXTS)
def test_what_is_no_edit_is_the_same_in_both(was: str, now: str) -> None:
    found = [edit for edit in edits(was, now) if edit.change != "punctuation"]
    in_a, in_b = ([(getattr(e, f"start_{side}"), getattr(e, f"end_{side}")) for e in found] for side in "ab")
    for spans in (in_a, in_b):
        ordered = sorted(span for span in spans if span[0] < span[1])
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert outside(was, in_a) == outside(now, in_b)


@given(TEXTS, TEXTS)
def test_the_kind_says_on_which_side_there_are_words(was: str, now: str) -> None:
    for edit in edits(was, now):
        sides = edit.start_a < edit.end_a, edit.start_b < edit.end_b
        assert sides == {"dropped": (True, False), "inserted": (False, True)}.get(edit.kind, (True, True)) or edit.change == "punctuation"
        if edit.kind == "moved":
            assert outside(was[edit.start_a : edit.end_a], []) == outside(now[edit.start_b : edit.end_b], [])


@given(TEXTS)
def test_a_text_changes_nothing_in_itself(text: str) -> None:
    assert edits(text, text) == []


@pytest.mark.parametrize("hostile", ["1" * 2000, "（" * 2000, "*的" * 1000, "县" * 2000, "全县和" * 600, "l1+" * 600])
def test_any_passage_is_compared(hostile: str) -> None:
    assert edits(hostile, hostile) == []
    edits(hostile, "全县上下要抓好春耕" * 20)


def test_what_is_no_passage_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2,001 characters; expected one of at most 2,000"):
        edits("县" * 2001, "县")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("从改进规划、强化举措入手，改进规划，强化举措，抓落实", ["改进规划、强化举措入手，改进规划，强化举措"]),
        ("全县上下抓好春耕，全县上下抓好春耕，", []),  # the same marks: a refrain
        ("抓春耕、抓落实，抓春耕，抓落实", []),  # six characters: rhythm
        ("改进规划和载体、强化举措，再过几年以后的事情另说，改进规划和载体，强化举措", []),  # too far apart
        ("2013、2014、2015、2016，2013，2014，2015，2016", []),  # no words
    ],
)  # fmt: skip
def test_a_seam_is_a_repetition_with_other_marks(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in seams(text)] == found


@pytest.mark.parametrize("hostile", ["县" * 50_000, "1" * 50_000, "全县上下抓落实，" * 6_000, "（）" * 25_000])
def test_seams_of_any_text_are_found_in_time(hostile: str) -> None:
    assert seams(hostile) == []


@pytest.mark.parametrize(("was", "now"), [("修好水渠\n建好工厂", "修好水渠，建好工厂"), ("修好水渠[1]建好工厂", "修好水渠[1]。建好工厂")])
def test_a_mark_that_is_put_in_has_an_empty_span_in_the_earlier_passage(was: str, now: str) -> None:
    [edit], [back] = edits(was, now), edits(now, was)
    assert (edit.kind, edit.start_a, edit.end_a, back.kind, back.start_b, back.end_b) == ("inserted", 4, 4, "dropped", 4, 4)
