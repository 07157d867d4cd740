"""Numerals: golden cases, and the law that every number reads back from each script it can be written in."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.numeral_forms import ORDINAL, YEAR, numeral_pattern
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_integer, read_numeral, write_numeral

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


@given(st.integers(0, 10**12 - 1))
def test_a_number_is_written_as_the_groups_of_four_digits_say(number: int) -> None:
    words = in_words(number)
    assert write_numeral(number) == (words[1:] if words.startswith("一十") else words)


WRITERS: dict[str, Callable[[int], str]] = {
    "Chinese": write_numeral,
    "financial": lambda n: write_numeral(n).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")),
    "traditional": lambda n: write_numeral(n).translate(str.maketrans("万亿二", "萬億貳")),
    "with 两": lambda n: re.sub("二(?=[百千万亿])", "两", write_numeral(n)),
    "Arabic": str,
    "full width": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "separators": lambda n: f"{n:,}",
    "full-width separators": lambda n: f"{n:,}".replace(",", "，"),
}


@pytest.mark.parametrize("script", WRITERS)
@given(number=st.integers(0, 10**16 - 1) | st.integers(0, 10**5))
def test_a_whole_number_reads_back_from_every_script(script: str, number: int) -> None:
    assert read_integer(WRITERS[script](number)) == number


@given(st.integers(100, 10**16 - 1), st.sampled_from("零〇○"))
def test_a_number_reads_back_digit_by_digit(number: int, zero: str) -> None:
    assert read_integer(str(number).translate(str.maketrans("0123456789", zero + DIGITS[1:]))) == number


def test_an_ordinal_is_one_to_ninety_nine() -> None:
    read = [number for number in range(1000) if re.fullmatch(ORDINAL, write_numeral(number))]
    assert read == list(range(1, 100))


@pytest.mark.parametrize("year", ["1997", "二○一五", "一九五四", "201*", "20**", "１９９７"])
def test_a_year_is_written_in_either_script_and_may_be_masked(year: str) -> None:
    assert re.fullmatch(YEAR, year)


@pytest.mark.parametrize("text", ["997", "3015", "三〇一五", "一九五", "一九五十"])
def test_what_no_year_of_this_genre_is(text: str) -> None:
    assert not re.fullmatch(YEAR, text)


@pytest.mark.parametrize("number", [-1, 10**16])
def test_a_number_too_large_to_be_written_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="expected a whole number"):
        write_numeral(number)


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
