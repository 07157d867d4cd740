"""Numerals with units: golden cases, damaged ones through the reader, laws of values and intervals, linear work."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.coding import Coding
from koujing.reading import read_string
from koujing.statistics.find import Statistic, find_statistics
from koujing.statistics.quantities import find_quantities

with Path(__file__).with_name("quantities.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
PLAIN, FINANCIAL = "零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟"


def plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


def written(text: str, statistic: Statistic) -> str:
    value = plain(statistic.value)
    if statistic.value is None and statistic.low is not None:
        value = f"{plain(statistic.low)}..{plain(statistic.high)}"
    return "/".join([text[statistic.start : statistic.end], value, statistic.unit, statistic.kind, statistic.modifier])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            c,
            marks=[pytest.mark.xfail(strict=True)] if c["status"] == "fails" else [],
            id=f"{c['english']}: {c['why']}",
        )
        for c in CASES
    ],
)
def test_golden_case_is_read_as_expected(case: dict[str, str]) -> None:
    found = " ; ".join(written(case["text"], statistic) for statistic in find_statistics(case["text"]))
    assert found == case["expected"]


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ("全年投入资金l67亿元。", ["16700000000"]),
        ("惠及农户26。54万户。", ["265400"]),
        ("产值增长11．5％,出口1.13 亿元。", ["11.5", "113000000"]),
        ("投入2 3 . 5 亿元。", ["2350000000"]),
        ("擴大水田三萬五千畝。", ["35000"]),
        ("资金1.**亿元到位。", [""]),
        ("收入２７，２０３，３１９，０００元。", ["27203319000"]),
        ("整治河道5。6公里、绿化4。l亿元。", ["5.6", "410000000"]),
    ],
)
def test_a_damaged_statistic_has_the_value_it_had(raw: str, values: list[str]) -> None:
    (speech,) = read_string(f"在全县工作会议上的讲话\n\n同志们:\n\n{raw}\n", "a").speeches
    assert [plain(statistic.value) for statistic in Coding(speech).statistics] == values


def test_a_sign_stands_at_the_head_of_a_cell() -> None:
    found = list(find_quantities("工业\t-2.3%\t－5%\t—0.4%\n农业\t-1.5亿元\t3%"))
    assert [str(one.numeral.value) for one in found] == ["-2.3", "-5", "-0.4", "-150000000", "3"]


def in_words(number: int, script: str = PLAIN) -> str:
    """A number below 10⁸ in Chinese, from groups of four digits: an independent writer for the reader."""

    def group(part: int, inside: bool) -> str:
        text, gap = "", inside and part < 1000
        for place, name in ((1000, script[12]), (100, script[11]), (10, script[10]), (1, "")):
            digit = part // place % 10
            if digit:
                text += (script[0] if gap else "") + script[digit] + name
            gap = not digit and bool(text or inside)
        return text

    high, low = divmod(number, 10**4)
    return (group(high, False) + "万" if high else "") + (group(low, bool(high)) if low else "")


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


SCRIPTS: dict[str, Callable[[int], str]] = {
    "Arabic": str,
    "separators": lambda n: f"{n:,}",
    "full-width separators": lambda n: full_width(f"{n:,}"),
    "full-width": lambda n: full_width(str(n)),
    "Chinese": in_words,
    "financial": lambda n: in_words(n, FINANCIAL),
}


@pytest.mark.parametrize("script", SCRIPTS)
@given(number=st.integers(2, 10**8 - 1))
def test_a_sum_of_money_reads_back_from_every_script(script: str, number: int) -> None:
    if script == "financial" and number < 10:
        number *= 10  # a financial digit alone is also a word
    text = f"资金{SCRIPTS[script](number)}元。"
    (one,) = find_quantities(text)
    assert (text[one.start : one.end], one.numeral.value) == (text[2:-1], number)


@given(
    number=st.integers(2, 9999),
    magnitude=st.sampled_from(["", "万", "亿", "万亿"]),
    unit=st.sampled_from(["人", "吨", "元", "户"]),
)
def test_a_hedge_bounds_its_statistic_as_the_design_says(number: int, magnitude: str, unit: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[magnitude]
    value, place = number * factor, Decimal(1).scaleb(len(str(number)) - len(str(number).rstrip("0"))) * factor
    for before, after, low, high in [
        ("近", "", value - place, value),
        ("约", "", value - place / 2, value + place / 2),
        ("超过", "", value, None),
        ("不超过", "", None, value),
        ("", "以上", value, None),
        ("", "以内", None, value),
        ("不得低于", "", value, None),
    ]:
        (statistic,) = find_statistics(f"规模{before}{number}{magnitude}{unit}{after}。")
        assert (statistic.value, statistic.low, statistic.high) == (value, low, high)


@given(low=st.integers(2, 5000), more=st.integers(1, 5000), link=st.sampled_from("至到-－—~～"))
def test_a_range_has_no_value_but_both_ends(low: int, more: int, link: str) -> None:
    text = f"补助{low}{link}{low + more}元。"
    (one,) = find_quantities(text)
    assert (text[one.start : one.end], one.numeral.value) == (text[2:-1], None)
    assert (one.numeral.low, one.numeral.high) == (low, low + more)


@given(
    numbers=st.lists(st.integers(11, 99), min_size=3, max_size=5),
    unit=st.sampled_from(["吨", "万吨", "亿元", "%", "个百分点", "公里", "人"]),
    last=st.sampled_from("、和与"),
    script=st.sampled_from(["Arabic", "full-width", "Chinese"]),
)
def test_each_number_of_a_list_has_the_unit_and_the_magnitude_of_the_last(
    numbers: list[int], unit: str, last: str, script: str
) -> None:
    if script == "Chinese":  # 三十一、二十 could be an estimate
        numbers = [100 * number for number in numbers]
    written = [SCRIPTS[script](number) for number in numbers]
    text = f"三项分别增长{'、'.join(written[:-1])}{last}{written[-1]}{unit}。"
    found = find_quantities(text)
    assert [text[one.start : one.end] for one in found] == [*written[:-1], written[-1] + unit]
    assert {one.unit for one in found} == {unit.strip("万亿个")}
    factor = {"万": 10**4, "亿": 10**8}.get(unit[0], 1)
    factors = [factor if script != "Chinese" else 1] * (len(numbers) - 1) + [factor]
    assert [one.numeral.value for one in found] == [n * f for n, f in zip(numbers, factors, strict=True)]


@given(first=st.integers(1, 400), second=st.integers(1, 400), sign=st.sampled_from([":", "：", "∶", "比"]))
def test_a_ratio_that_is_named_has_the_quotient_of_its_parts(first: int, second: int, sign: str) -> None:
    text = f"男女比例为{first}{sign}{second}。"
    (one,) = find_quantities(text)
    assert (text[one.start : one.end], one.kind, one.unit) == (text[5:-1], "ratio", "")
    assert one.numeral.value is not None
    assert abs(one.numeral.value - Decimal(first) / second) <= Decimal(first) / second / 10**11


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), sign=st.sampled_from([":", "：", "∶"]))
def test_a_time_of_day_is_no_ratio(hour: int, minute: int, sign: str) -> None:
    texts = ("会议于{}召开。", "上午{}开会。", "时间：{}。", "{}供水。", "产业发展大会{}开幕。", "比原定{}提前。", "由{0}调整为{0}。")
    for text in texts:
        assert find_quantities(text.format(f"{hour}{sign}{minute:02}")) == []


@pytest.mark.parametrize(
    "unit", ["1、", "1和", "分别1、", "1:", "1比", "US$1", "1元1角", "前1", "第1、", "1/",
             "1", "一", "*", "1*", "万亿", "1.", "1,", "百分之", "十、", "1-", "第", "上千", "三五", "来", "壹拾"]
)
def test_the_work_grows_with_the_length_of_hostile_text(unit: str) -> None:
    assert growth(lambda text: list(find_quantities(text)), unit, 50_000) < BOUND
