"""The grammar's own test: any number, written in any of the ways of official texts, is read back: value, ends, unit and span.

The writer knows what it wrote and shares nothing with the reader but ``write_numeral``, which has its own oracle.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from koujing.chinese.numerals import write_numeral
from koujing.coding import Coding
from koujing.reading import read_string
from koujing.statistics.find import find_statistics

SIZES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "千亿": 10**11, "万亿": 10**12}
LARGE = ("", "万", "亿", "万亿")
LINKS = "至到-－—–~～"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789"}
POINT = "零一二三四五六七八九"


class Written(NamedTuple):
    """A number as it is written, its value, and the unit of its last digit."""

    text: str
    value: Decimal
    step: Decimal

    def scaled(self, size: str) -> Written:
        """The same with a magnitude behind it."""
        return Written(self.text + size, self.value * SIZES[size], self.step * SIZES[size])

    @property
    def around(self) -> tuple[Decimal, Decimal]:
        half = self.step / 2 if self.step != 1 else Decimal(0)
        return self.value - half, self.value + half


def in_words(number: Decimal) -> str:
    whole, _, decimals = f"{number:f}".partition(".")
    return write_numeral(int(whole)) + ("点" if decimals else "") + "".join(POINT[int(digit)] for digit in decimals)


def grouped(number: Decimal, sign: str) -> str:
    return f"{number:,f}".replace(",", sign)


SCRIPTS: dict[str, Callable[[Decimal], str]] = {
    "Arabic": lambda n: f"{n:f}",
    "full-width": lambda n: f"{n:f}".translate(WIDE).replace(".", "．"),
    "commas": lambda n: grouped(n, ","),
    "full-width commas": lambda n: grouped(n, "，").translate(WIDE),
    "Chinese": in_words,
    "with 两": lambda n: in_words(n).replace("二百", "两百").replace("二千", "两千"),
}


@st.composite
def decimals(draw: DrawFn, low: int = 2, high: int = 9999) -> Decimal:
    places = draw(st.integers(0, 2))
    return draw(st.decimals(low, high, places=places)).quantize(Decimal(1).scaleb(-places))


@st.composite
def numbers(draw: DrawFn, sizes: tuple[str, ...] = LARGE) -> Written:
    number, script = draw(decimals()), draw(st.sampled_from(sorted(SCRIPTS)))
    exponent = number.as_tuple().exponent
    plain = Written(SCRIPTS[script](number), number, Decimal(1).scaleb(int(exponent)))
    return plain.scaled(draw(st.sampled_from(sizes)))


def assert_reads(
    text: str, written: str, unit: str, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> None:
    (one,) = find_statistics(text)
    assert (text[one.start : one.end], one.unit) == (written, unit)
    assert (one.value, one.low, one.high) == (value, low, high)


UNITS = st.sampled_from(["元", "户", "%"])


@given(numbers(), UNITS)
def test_a_number_reads_back_in_every_script_with_every_magnitude(number: Written, unit: str) -> None:
    low, high = number.around
    if unit == "%" and number.step == 1:  # a share is known to half a unit, as what is measured is
        low, high = number.value - Decimal("0.5"), number.value + Decimal("0.5")
    assert_reads(f"其中{number.text}{unit}。", number.text + unit, unit, number.value, low, high)


@given(st.integers(2, 999), st.integers(1, 9), st.sampled_from(["1亿", "3万"]))
def test_digits_and_magnitudes_may_be_mixed(thousands: int, hundreds: int, head: str) -> None:
    text = f"{thousands}千{hundreds}百"
    assert_reads(f"其中{text}元。", f"{text}元", "元", *[Decimal(thousands * 1000 + hundreds * 100)] * 3)
    value = Decimal(SIZES[head[1:]] * int(head[0]) + hundreds * 1000)
    assert_reads(f"其中{head}{hundreds}千户。", f"{head}{hundreds}千户", "户", *[value] * 3)


@given(numbers(("万", "亿")), st.sampled_from(["-", "－", "−", "﹣", "—", "负"]), st.sampled_from(["元", "%"]))
def test_a_sign_makes_it_negative_and_keeps_its_ends_in_order(number: Written, sign: str, unit: str) -> None:
    low, high = number.around
    assert_reads(f"增长{sign}{number.text}{unit}。", f"{sign}{number.text}{unit}", unit, -number.value, -high, -low)


@given(numbers(("",)), st.sampled_from(["℃", "度", "摄氏度"]))
def test_below_zero_is_negative(number: Written, unit: str) -> None:
    around = number.step / 2
    ends = (-number.value - around, -number.value + around)
    assert_reads(f"气温降至零下{number.text}{unit}。", f"零下{number.text}{unit}", unit, -number.value, *ends)


@given(numbers(LARGE), st.sampled_from(["——", "："]), UNITS)
def test_a_dash_of_punctuation_is_no_sign(number: Written, mark: str, unit: str) -> None:
    (one,) = find_statistics(f"成绩{mark}{number.text}{unit}。")
    assert one.value == number.value


@st.composite
def pairs(draw: DrawFn) -> tuple[Written, Written]:
    """Two numbers in one script, the first below the second."""
    script = draw(st.sampled_from(["Arabic", "full-width", "Chinese"]))
    low, high = sorted(draw(st.lists(decimals(high=999), min_size=2, max_size=2, unique=True)))
    first, second = (Written(SCRIPTS[script](n), n, Decimal(1)) for n in (low, high))
    return first, second


@given(pairs(), st.sampled_from(LINKS), st.sampled_from(["万", "亿", "万亿"]), st.booleans(), UNITS)
def test_both_ends_of_a_range_have_the_magnitude_whether_it_is_written_once_or_twice(
    ends: tuple[Written, Written], link: str, size: str, twice: bool, unit: str
) -> None:
    first, second = ends
    written = f"{first.text}{size if twice else ''}{link}{second.text}{size}{unit}"
    assert_reads(f"其中{written}。", written, unit, None, first.value * SIZES[size], second.value * SIZES[size])


@given(st.integers(2, 8), st.integers(1, 7), st.sampled_from(LINKS), st.sampled_from(sorted(set(SIZES) - {""})))
def test_a_digit_shares_all_magnitudes_of_the_second_digit(low: int, more: int, link: str, size: str) -> None:
    high = min(9, low + more)
    for ends in ((str(low), str(high)), (write_numeral(low), write_numeral(high))):
        written = f"{ends[0]}{link}{ends[1]}{size}元"
        assert_reads(f"其中{written}。", written, "元", None, Decimal(low * SIZES[size]), Decimal(high * SIZES[size]))


@given(st.integers(2, 99), st.integers(1, 99), st.sampled_from(LINKS), st.sampled_from("-－−﹣"))
def test_the_ends_of_a_range_below_zero_are_put_in_order(near: int, more: int, link: str, sign: str) -> None:
    far = near + more
    for first, second in ((near, far), (far, near)):
        for written in (f"{sign}{first}%{link}{sign}{second}%", f"负{first}{link}负{second}%"):
            assert_reads(f"增速为{written}。", written, "%", None, Decimal(-far), Decimal(-near))
        for written in (f"零下{first}{link}{second}℃", f"零下{first}{link}零下{second}℃", f"零下{first}℃{link}零下{second}℃"):
            assert_reads(f"气温{written}。", written, "℃", None, Decimal(-far), Decimal(-near))
    written = f"{sign}{near}%{link}{far}%"
    assert_reads(f"增速为{written}。", written, "%", None, Decimal(-near), Decimal(far))


@given(decimals(high=99), st.sampled_from(["百", "千", "万"]), st.booleans(), st.sampled_from(["", "负"]))
def test_a_fraction_in_words_reads_back(number: Decimal, whole: str, mixed: bool, sign: str) -> None:
    part = f"{number:f}".replace(".", "点") if mixed else in_words(number)
    written = f"{sign}{whole}分之{part}"
    (one,) = find_statistics(f"增长{written}。")
    size, unit = {"百": (1, "%"), "千": (1, "‰"), "万": (100, "%")}[whole]
    assert one.value is not None
    assert (written, one.unit, one.value * size) == (f"增长{written}。"[one.start : one.end], unit, -number if sign else number)


@given(st.integers(2, 99), st.booleans())
def test_a_half_after_the_unit_is_added(number: int, in_digits: bool) -> None:
    whole = str(number) if in_digits else write_numeral(number)
    quarter = Decimal("0.25")
    for unit, written in (("百分点", f"{whole}个半百分点"), ("小时", f"{whole}个半小时"), ("亩", f"{whole}亩半"), ("元", f"{whole}块半")):
        value = number + 2 * quarter
        assert_reads(f"平均{written}。", written, unit, value, value - quarter, value + quarter)
    for size in ("万", "亿"):
        (one,) = find_statistics(f"投资{whole}个半{size}元。")
        assert one.value == (number + 2 * quarter) * SIZES[size]


@given(st.integers(1, 8), st.sampled_from(["十", "百", "千", "十万", "百万"]), st.sampled_from("户个件"))
def test_two_digits_side_by_side_are_an_estimate(digit: int, size: str, unit: str) -> None:
    factor = {"十": 10, "十万": 10**5}.get(size) or SIZES[size]
    low, high = Decimal(digit * factor), Decimal((digit + 1) * factor)
    pairs = {write_numeral(digit) + write_numeral(digit + 1)} | ({"一两"} if digit == 1 and size[0] != "十" else set())
    for pair in pairs:
        assert_reads(f"其中{pair}{size}{unit}。", f"{pair}{size}{unit}", unit, None, low, high)


@given(st.integers(2, 99), st.sampled_from("多余几"), st.sampled_from(["万", "亿", "万亿"]), st.booleans())
def test_a_hedge_inside_opens_the_interval_by_one_unit_of_the_last_digit(
    tens: int, hedge: str, size: str, in_digits: bool
) -> None:
    number = tens * 10
    whole = str(number) if in_digits else write_numeral(number)
    place = Decimal(1).scaleb(len(str(number)) - len(str(number).rstrip("0"))) * SIZES[size]
    value = Decimal(number * SIZES[size])
    assert_reads(f"其中{whole}{hedge}{size}户。", f"{whole}{hedge}{size}户", "户", value, value, value + place)


def spaced(gap: str) -> SearchStrategy[tuple[str, Decimal]]:
    numbers = st.decimals(1000, 99_999_999, places=1) | st.integers(1000, 99_999_999).map(Decimal)
    return numbers.map(lambda number: (grouped(number, gap), number))


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\u2009", "\u202f", "\u3000"])
@given(data=st.data(), unit=st.sampled_from(["人", "户", "亩", "万元", "亿元", "公里"]))
def test_a_number_with_spaces_for_thousands_reads_back(gap: str, data: st.DataObject, unit: str) -> None:
    text, number = data.draw(spaced(gap))
    (speech,) = read_string(f"在全县工作会议上的讲话\n\n同志们:\n\n总数达到{text}{unit}。\n", "a").speeches
    (one,) = Coding(speech).statistics
    assert one.value == number * SIZES.get(unit[0], 1)
    assert [repair.was for repair in speech.repairs if repair.kind == "spacing"] == [gap] * text.count(gap)


@given(st.integers(10, 99_999), st.data())
def test_a_number_with_letters_for_digits_reads_back(number: int, data: st.DataObject) -> None:
    letters = str.maketrans("0158", "OISB")
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1))
    damaged = digits[:at] + digits[at:].translate(letters)
    (speech,) = read_string(f"在全县工作会议上的讲话\n\n同志们:\n\n总数达到{damaged}万元。\n", "a").speeches
    if "SS" not in damaged and not any(pair in damaged for pair in ("SB", "BS", "BB")):
        assert [one.value for one in Coding(speech).statistics] == [number * 10**4]
