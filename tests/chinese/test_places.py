"""Characters found by table: the same that a character class finds, in every plane."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.places import Characters, code_points, matches_at, occurrences

# Of each plane a character; 𠀀 and 𡃁 are ideographs, 😀 is none; a lone surrogate may come out of damaged files.
TEXTS = st.text("三四百第1年\n-]豈𠀀𡃁😀\uffff\ud800a", max_size=30)
KINDS = ["三四", r"\d", r"\-\]", "一-龥", r"^\w", "年\n", "豈\U00020000-\U0003ffff"]


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_characters_of_a_kind_are_those_of_the_class(kind: str, text: str) -> None:
    assert Characters(text).places(kind) == [match.start() for match in re.finditer(f"[{kind}]", text)]


@given(TEXTS)
def test_what_stands_behind_a_forbidden_character_is_left_out(text: str) -> None:
    expected = [match.start() for match in re.finditer("(?<![第三])[三四]", text)]
    assert Characters(text).places("三四", not_behind="第三") == expected


@given(TEXTS)
def test_asking_for_places_changes_nothing_that_is_asked_for_later(text: str) -> None:
    characters = Characters(text)
    before = characters.are("三四").tolist()
    characters.places("三四", not_behind="三")
    assert characters.are("三四").tolist() == before


@given(TEXTS)
def test_code_points_are_those_of_the_characters(text: str) -> None:
    assert code_points(text).tolist() == list(map(ord, text))


@given(TEXTS)
def test_matches_at_every_place_are_those_of_finditer(text: str) -> None:
    pattern = re.compile("[三四]+(?=百)|第.")
    found = [match.span() for match in matches_at(pattern, text, range(len(text)))]
    assert found == [match.span() for match in pattern.finditer(text)]


@given(TEXTS)
def test_occurrences_are_those_of_a_literal_pattern(text: str) -> None:
    assert list(occurrences(text, "三三")) == [match.start() for match in re.finditer("三三", text)]


def test_a_hostile_megabyte_is_looked_up_in_linear_time() -> None:
    assert growth(lambda text: Characters(text).places("三四", "第"), "三第四", 300_000) < BOUND
