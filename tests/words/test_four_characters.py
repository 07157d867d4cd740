"""The share of four-character units: worked examples and bounds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.words.texture import texture_cells
from koujing.words.tokens import tokenize


def four_character_share(text: str) -> float:
    tokens = tokenize(text)
    return float(texture_cells([text], tokens.inventory, tokens.numbers, np.array([0, len(tokens)]))["four_share"].item())


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("真抓实干、久久为功。", 1.0),
        ("“真抓实干”要落到实处。", 4 / 9),  # 要落到实处 has five
        ("修路三十里，架桥两座。", 4 / 9),
        ("增长15%左右，补齐短板。", 4 / 8),  # 增长 and 左右 belong to a statistic
        ("特*产业壮大。", 0.0),
        ("真抓实干久久为功。", 0.0),
    ],
)
def test_units_of_exactly_four_count(text: str, share: float) -> None:
    assert four_character_share(text) == pytest.approx(share)


def test_a_text_without_han_characters_has_no_share() -> None:
    assert math.isnan(four_character_share("2024, 5%"))


@given(st.text(alphabet="真抓实干，、。1*\n", min_size=1))
def test_a_share_lies_between_none_and_all(text: str) -> None:
    share = four_character_share(text)
    assert math.isnan(share) or 0 <= share <= 1
