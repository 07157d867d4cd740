"""Numerals: golden cases, and the law that every number reads back from each script it can be written in."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.numeral_forms import numeral_pattern
from koujing.chinese.numerals import Numeral, read_numeral

with Path(__file__).with_name("numerals.tsv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
WHOLE = re.compile(numeral_pattern(), re.VERBOSE)


def plain(number: Decimal | None) -> str:
    """A number as the golden cases write it: no exponent, at most four decimals."""
    return "" if number is None else format(round(number, 4).normalize(), "f")


def says(numeral: Numeral | None) -> str:
    if numeral is None:
        return ""
    if numeral.masked:
        return "masked"
    return plain(numeral.value) if numeral.value is not None else f"{plain(numeral.low)}..{plain(numeral.high)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}: {case['why']}")
def test_golden_case_says_what_is_expected(case: dict[str, str]) -> None:
    assert says(read_numeral(case["text"])) == case["says"]


@pytest.mark.parametrize(
    "text",
    ["40多万", "60个亿", "1亿3千多万", "百分之十八点五", "2至3万亿", "三、四", "数十", "二○○○", "27，203，319，000"],
)
def test_the_pattern_takes_the_whole_numeral(text: str) -> None:
    match = WHOLE.match(text + "名")
    assert match
    assert match[0] == text


@pytest.mark.parametrize("text", ["一些", "一个", "一步", "一致", "一定"])
def test_a_word_that_begins_with_one_is_no_numeral(text: str) -> None:
    assert not WHOLE.match(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4506.7", "4506.65", "4506.75"),
        ("1.5万亿", "1450000000000", "1550000000000"),
        ("2000多", "2000", "3000"),
        ("40多万", "400000", "500000"),
        ("三百", "300", "300"),
        ("三百万", "2995000", "3005000"),
    ],
)
def test_the_interval_follows_the_last_digit_written(text: str, low: str, high: str) -> None:
    numeral = read_numeral(text)
    assert numeral
    assert (numeral.low, numeral.high) == (Decimal(low), Decimal(high))


DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number below 10¹² in Chinese, built from groups of four digits: an independent writer for the reader."""
    if number == 0:
        return "零"
    groups = [(number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    written = ""
    for group, magnitude in groups:
        if not group:
            continue
        inner, gap = "", bool(written) and group < 1000
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = group // place % 10
            if digit:
                inner += ("零" if gap and (inner or written) else "") + DIGITS[digit] + name
                gap = False
            elif inner:
                gap = True
        written += inner + magnitude
    return written


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_reads_back(number: int) -> None:
    numeral = read_numeral(in_words(number))
    assert numeral
    assert numeral.value == number


@given(st.integers(0, 10**12 - 1))
def test_a_number_with_separators_reads_back(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", "，")):
        numeral = read_numeral(text)
        assert numeral
        assert numeral.value == number


@given(st.decimals(Decimal("0.01"), Decimal(9999), places=2), st.sampled_from(["", "万", "亿", "万亿"]))
def test_decimals_read_back_in_both_scripts_and_lie_inside_their_interval(number: Decimal, magnitude: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    whole, _, decimals = f"{number:.2f}".partition(".")
    words = in_words(int(whole)) + "点" + "".join(DIGITS[int(d)] for d in decimals)
    for text in (f"{whole}.{decimals}{magnitude}", words + magnitude):
        numeral = read_numeral(text)
        assert numeral
        assert numeral.value == number * factor
        assert numeral.low is not None
        assert numeral.high is not None
        assert numeral.high - numeral.low == Decimal("0.01") * factor
        assert numeral.low < numeral.value < numeral.high


@given(st.integers(1, 99), st.integers(0, 99))
def test_a_per_cent_in_words_is_a_hundredth(whole: int, decimals: int) -> None:
    numeral = read_numeral(f"百分之{in_words(whole)}点{''.join(DIGITS[int(d)] for d in f'{decimals:02d}')}")
    assert numeral
    assert numeral.value == Decimal(f"0.{whole:02d}{decimals:02d}")


@given(st.text("零一二三十百千万亿多余几数上点至、.,，*0123456789个分之", max_size=30))
def test_nothing_written_with_numeral_characters_raises(text: str) -> None:
    numeral = read_numeral(text)
    if numeral and numeral.value is not None and numeral.low is not None and numeral.high is not None:
        assert numeral.low <= numeral.value <= numeral.high


@pytest.mark.parametrize("unit", ["1", "一", "*", "万亿", "1,", "百分之", "十、", "1-"])
def test_the_pattern_is_linear_on_hostile_input(unit: str) -> None:
    assert growth(lambda text: list(WHOLE.finditer(text)), unit, 1_000_000) < BOUND
