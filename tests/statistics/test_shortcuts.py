"""What is looked up, or passed over because a character is missing, is what the long way gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import lexicons
from koujing.statistics import guards, hedges, surroundings
from koujing.statistics.by_kinds import LONGEST_BEHIND, reaches, steps
from koujing.statistics.domains import _AFTER_ONE, _last_domain
from koujing.statistics.units import unit_at

KINDS = ["noun", "verb", "attribute", "modifier", "place", "的", "、", "level", "number", "change", "behind", "unit", "time", "adverb"]
PIECES = ["产值", "增长", "达到", "比上年", "由", "的", "约", "将近", "超过", "新增", "了", "过", "3", "，", "%", "kW", "元", "/"]
PIECES += ["前", "初", "人均"]
texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
GATED = {
    "trailing": surroundings.trailing,
    "change": lambda: hedges._CHANGE._compiled,
    "hedge before": lambda: hedges._hedges("before"),
}


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=20), st.sampled_from([7, 10]), st.booleans())
def test_words_farther_away_do_not_change_the_steps(kinds: list[str], most: int, quantity: bool) -> None:
    near, all_kinds = (steps("before", tuple(some), most, "count", quantity, "nothing") for some in (kinds[-most - 2 :], kinds))
    assert near == all_kinds


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=20))
def test_words_farther_behind_do_not_change_the_reaches(kinds: list[str]) -> None:
    assert reaches(tuple(kinds[: LONGEST_BEHIND + 1]), "个") == reaches(tuple(kinds), "个")


@pytest.mark.parametrize("name", GATED)
@given(text=texts)
def test_a_gated_pattern_finds_what_it_finds_without_the_gate(name: str, text: str) -> None:
    gated = GATED[name]()
    plain = re.compile(re.sub(r"\A\(\?=\[(?:[^\\\]]|\\.)*\]\)", "", gated.pattern))
    assert plain.pattern != gated.pattern
    found, expected = gated.search(text), plain.search(text)
    assert (found and found.span()) == (expected and expected.span())


@given(texts)
def test_a_domain_is_that_of_the_term_that_ends_last(phrase: str) -> None:
    terms = {row["term"]: row["domain"] for row in lexicons.load("statistic_domains")}
    ends = [(end, begin) for end in range(len(phrase), 0, -1) for begin in range(end) if phrase[begin:end] in terms]
    long_way = (terms[phrase[begin:end]] for end, begin in ends if end - begin > 1 or phrase[end:] in _AFTER_ONE)
    assert _last_domain(phrase) == next(long_way, "")


@given(texts, st.integers(0, 20))
def test_a_unit_is_the_longest_that_stands_there(text: str, at: int) -> None:
    found = unit_at(text, at)
    assert found is None or text.startswith(found.written, at)


def test_a_unit_at_the_end_of_a_text_is_read() -> None:
    assert [unit_at(f"3{unit}", 1).written for unit in ("元", "平方公里", "kW")] == ["元", "平方公里", "kW"]  # type: ignore[union-attr]


def test_characters_at_which_guards_look_are_those_of_their_patterns() -> None:
    names = ["增长+2.3%", "100MW/200", "初三", "东经120", "110热线", "十万火急", "成千", "一五一十", "985高校", "二万五千里长征"]
    starts = [3, 6, 1, 2, 0, 0, 0, 0, 0, 0]
    taken = [guards.is_name(text, at, at + 1) for text, at in zip(names, starts, strict=True)]
    assert taken == [False, False, True, True, True, True, True, True, True, True]
