"""Numerals are tried at few places, and at all those where one begins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koujing.chinese.numeral_forms import FIRST
from koujing.chinese.numeral_starts import numeral_starts
from koujing.chinese.places import Characters
from koujing.statistics.quantities import _scan

_PARTS = st.sampled_from(
    [*"一二两十百千万亿零点半几数上好多来第翻番成倍个月日年世座块元角、，至到-/.％%5", "2015", "百分", "分之", "季度", "世纪", "小时"]
)


@given(st.lists(_PARTS, max_size=8).map("".join))
def test_no_numeral_date_or_ordinal_begins_at_another_place(text: str) -> None:
    characters = Characters(text)
    begins = {at for at in characters.places(FIRST) if _scan().match(text, at)}
    assert begins <= set(numeral_starts(characters))


def test_words_that_begin_like_a_numeral_are_not_tried() -> None:
    assert numeral_starts(Characters("一些上述数字好的")) == []
    assert numeral_starts(Characters("一")) == [0]  # nothing follows that could rule it out
