"""Words of a list found in one look: the same that a pattern of them all finds, the longest first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.places import Characters
from koujing.chinese.word_lists import WordList

LETTERS = "甲乙丙丁𠀀"


@given(st.sets(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=8), st.text(LETTERS + "，", max_size=25))
def test_the_longest_word_at_each_place_is_found(words: set[str], text: str) -> None:
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)))
    found = [match.span() for match in WordList(words).find(Characters(text))]
    assert found == [match.span() for match in pattern.finditer(text)]


def test_an_empty_list_finds_nothing() -> None:
    assert list(WordList(()).find(Characters("甲乙"))) == []


@pytest.mark.parametrize("unit", ["甲", "甲乙", "乙甲丙"])
def test_a_hostile_megabyte_is_searched_in_linear_time(unit: str) -> None:
    words = WordList({"甲", "甲乙丙", "乙乙"})
    assert growth(lambda text: list(words.find(Characters(text))), unit, 300_000) < BOUND
