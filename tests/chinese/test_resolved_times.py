"""What times mean: golden cases by the date of the text, and laws that hold of every wording."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.chinese.resolve import resolve
from koujing.chinese.stretch import Now

with Path(__file__).with_name("resolved_times.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['words']} in {case['now']}" for case in CASES])
def test_a_time_means_what_its_text_makes_it_mean(case: dict[str, str]) -> None:
    found = resolve(case["words"], Now(*map(int, case["now"].split())), int(case["base"] or 0), bool(case["aimed"]))
    written = "-" if found is None else " ".join(dict.fromkeys(found[:2]))
    assert written == case["expected"], case["why"]


WORDS = [
    "去", "今", "年", "月", "日", "底", "以来", "五", "十", "12",
    "31", "2016", "一九五四", "前", "上半年", "至", "-", "过去", "末", "*", "９",
]
YEARS = st.integers(1949, 2050)


def dated(year: int, month: int, day: int, early: bool) -> Now:
    return Now(year, month, day, year - early, year)


DATES = st.builds(dated, YEARS, st.integers(0, 12), st.integers(0, 31), st.booleans())


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join), DATES, st.just(0) | YEARS, st.booleans())
def test_a_time_ends_no_earlier_than_it_begins(words: str, now: Now, base: int, aimed: bool) -> None:
    found = resolve(words, now, base, aimed)
    if found:
        assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", end) for end in found[:2]), found
        assert found.first <= found.last
        assert len(found.first) == len(found.last)
