"""Reading signs only where they may begin finds what a plain search of all their patterns finds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from koujing import lexicons
from koujing.chinese.places import Characters
from koujing.chinese.times import (
    SPOKEN,
    SPOKEN_BEGINS,
    SPOKEN_HOLDS,
    SPOKEN_REACH,
    TIME,
    TIME_BEGINS,
    TIME_HOLDS,
    TIME_REACH,
)
from koujing.statistics.status_signs import Signs

ROWS = lexicons.load("status_signs")
PLAIN = re.compile("|".join(f"({row['pattern']})" for row in ROWS))
# The pieces of patterns, so that random texts hold whole signs and halves of them.
WORDS = sorted({word for row in ROWS for word in re.findall(r"\w+", row["pattern"])})
PIECES = st.lists(st.sampled_from([*WORDS, "路", "，", "3"]), max_size=30).map("".join)
PARTS = ["从", "1952", "一九五二", "至", "-", " ", "年", "1957年", "10", "月", "日", "前", "个", "季度", "底", "以来", "两", "，", "亩"]
TIMES = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)


@given(PIECES)
def test_the_signs_found_are_those_of_a_plain_search(text: str) -> None:
    signs = Signs(Characters(text))
    signs.read(0, len(text))
    assert signs.between(0, len(text)) == [ROWS[match.lastindex - 1]["sign"] for match in PLAIN.finditer(text)]


@given(TIMES)
@example("从1952至 1957年")
@example("10 -- 10月")
def test_times_begin_only_where_they_are_looked_for(text: str) -> None:
    characters = Characters(text)
    for pattern, begins, holds, reach in (
        (TIME, TIME_BEGINS, TIME_HOLDS, TIME_REACH),
        (SPOKEN, SPOKEN_BEGINS, SPOKEN_HOLDS, SPOKEN_REACH),
    ):
        found = {match.start() for match in re.finditer(pattern, text, re.VERBOSE)}
        assert found <= set(characters.places_near(begins, holds, reach))


@given(st.text("三四月路", max_size=20), st.integers(1, 6))
def test_places_near_are_those_that_a_search_by_hand_finds(text: str, reach: int) -> None:
    by_hand = [at for at, one in enumerate(text) if one in "三四" and "月" in text[at : at + reach]]
    assert Characters(text).places_near("三四", "月", reach) == by_hand
