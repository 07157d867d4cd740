"""Units: every row of the table is read behind a numeral in every way of writing, and a new unit is one row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import lexicons
from koujing.chinese.numerals import write_numeral
from koujing.statistics.quantities import find_quantities
from koujing.statistics.quantity import Quantity
from koujing.statistics.units import unit_at, with_denominator

ROWS = lexicons.load("units")
CURRENCIES = lexicons.load("currencies")
# A way of writing a numeral: its value, or both ends, or nothing where it is masked.
WAYS: dict[str, tuple[Decimal | int | None, ...]] = {
    "1200": (1200,),
    "1,200": (1200,),
    "\uff11，\uff12\uff10\uff10": (1200,),  # full width
    "一千二百": (1200,),
    "两千三百": (2300,),
    "壹仟贰佰": (1200,),
    "1.2万": (12_000,),
    "三点五": (Decimal("3.5"),),
    "5万多": (50_000,),
    "1亿3千万": (130_000_000,),
    "三个亿": (300_000_000,),
    "20 ": (20,),
    "十来": (10,),
    "廿多": (20,),
    "卌": (40,),
    "2至3": (2, 3),
    "2－3万": (20_000, 30_000),
    "三、四百": (300, 400),
    "二三百": (200, 300),
    "几十": (20, 100),
    "数百万": (2_000_000, 10_000_000),
    "1.**万": (None, None),
}
# 1200年 is a year, 三点五分 a time of day.
NO_QUANTITY = {("1200", "年"), ("三点五", "分")}


def ends(quantity: Quantity) -> tuple[Decimal | None, ...]:
    numeral = quantity.numeral
    return (numeral.low, numeral.high) if numeral.value is None else (numeral.value,)


def assert_is_read_behind(way: str, row: dict[str, str]) -> None:
    unit = row["unit"]
    tenths = 10 if unit == "成" else 1  # 三成 are 30 %
    text = f"平均{way}{unit}。"
    found = [(text[one.start : one.end], one.unit, ends(one)) for one in find_quantities(text)]
    values = tuple(value if value is None else value * tenths for value in WAYS[way])
    assert found == [(way + unit, "%" if unit == "成" else row["named"] or unit, values)]


@pytest.mark.parametrize("way", WAYS)
def test_every_unit_is_read_behind_every_way_of_writing_a_numeral(way: str) -> None:
    for row in ROWS:
        if row["in_words"] != "scale" and (way, row["unit"]) not in NO_QUANTITY:
            assert_is_read_behind(way, row)


def test_a_year_and_a_time_of_day_are_no_quantities() -> None:
    for way, unit in NO_QUANTITY:
        assert list(find_quantities(f"平均{way}{unit}。")) == []


def test_a_unit_is_found_with_its_name_and_says_how_it_counts() -> None:
    for row in ROWS:
        found = unit_at(f"1200{row['unit']}。", 4)
        assert found is not None
        assert found.written == row["unit"]
        assert with_denominator(f"1200{row['unit']}。", 4, found) == (4 + len(row["unit"]), row["named"] or row["unit"])
        assert row["in_words"] in {"counts", "parts", "refers", "never", "dates", "hours", "scale"}


@pytest.mark.parametrize("row", CURRENCIES, ids=lambda row: row["currency"])
def test_a_currency_is_read_before_a_number_and_behind_it(row: dict[str, str]) -> None:
    name = row["named"] or row["currency"]
    for way in ("1200", "1.2万", "1亿3千万", "2－3万", "1200.50"):
        for text in (f"{row['currency']}{way}", f"{row['currency']}{way}元", f"{way}{row['currency']}"):
            found = [(text[one.start - 2 : one.end - 2], one.unit, one.kind) for one in find_quantities(f"平均{text}。")]
            assert found == [(text, name, "money")]


def test_a_currency_names_each_sum_of_a_range_and_of_a_list() -> None:
    text = "借款US$3万-US$5万，捐款￥30万、￥20万。"
    found = [(text[one.start : one.end], one.unit, one.numeral.value) for one in find_quantities(text)]
    assert found == [("US$3万-US$5万", "美元", None), ("￥30万", "元", 300_000), ("￥20万", "元", 200_000)]


@given(yuan=st.integers(1, 9999), jiao=st.integers(1, 9), fen=st.integers(0, 9), spoken=st.booleans(), words=st.booleans())
def test_yuan_jiao_and_fen_are_one_sum(yuan: int, jiao: int, fen: int, spoken: bool, words: bool) -> None:
    write = write_numeral if words else str
    written = f"{write(yuan)}{'块' if spoken else '元'}{write(jiao)}{'毛' if spoken else '角'}" + (f"{write(fen)}分" if fen else "")
    text = f"单价{written}。"
    (one,) = find_quantities(text)
    assert (text[one.start : one.end], one.numeral.value, one.unit) == (written, Decimal(100 * yuan + 10 * jiao + fen) / 100, "元")


@pytest.mark.parametrize("unit", ["元", "吨", "立方米", "kWh", "m³", "公斤", "人次"])
@pytest.mark.parametrize("below", ["亩", "m²", "万元", "平方米·年", "人·年", "d", "百户", "10万", "(m²·a)"])
def test_a_unit_may_be_divided_by_another(unit: str, below: str) -> None:
    text = f"平均12{unit}/{below}。"
    assert [(text[one.start : one.end], one.unit) for one in find_quantities(text)] == [(text[2:-1], f"{unit}/{below.strip('()')}")]


@pytest.mark.parametrize("row", lexicons.load("unit_lookalikes"), ids=lambda row: row["unit"])
def test_a_word_that_begins_like_a_unit_is_none(row: dict[str, str]) -> None:
    for rest in row["followed_by"].split():
        assert unit_at(f"{row['unit']}{rest}", 0) is None


@pytest.mark.parametrize("unit", [row["unit"] for row in ROWS if row["unit"][-1].isascii() and row["unit"][-1].isalnum()])
def test_a_unit_in_latin_letters_is_none_inside_a_longer_word_or_in_other_capitals(unit: str) -> None:
    assert unit_at(f"{unit}x", 0) is None
    known = {row["unit"] for row in ROWS}
    for other in {unit.lower(), unit.upper(), unit.swapcase()} - known:
        assert unit_at(other, 0) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("气压升到5千帕。", "千帕"),
        ("气压升到五千帕。", "千帕"),
        ("气压升到5000帕。", "帕"),
        ("发电5MWh。", "MWh"),
        ("发电5MW。", "MW"),
        ("增长2.3个百分点。", "百分点"),
        ("增长三百分点。", "百分点"),
        ("占地1200m2。", "m²"),
        ("占地1200㎡。", "m²"),
        ("出资1200万人民币。", "元"),
    ],
)
def test_a_magnitude_or_a_longer_symbol_belongs_to_its_unit(text: str, unit: str) -> None:
    assert [one.unit for one in find_quantities(text)] == [unit]


@pytest.mark.parametrize("text", ["建成110KV变电站。", "铺设220千伏线路。", "其中200来自县外。", "途经5帕米尔。", "住在廿里铺。"])
def test_a_name_or_a_word_that_begins_like_a_unit_is_no_quantity(text: str) -> None:
    assert list(find_quantities(text)) == []


def test_a_word_that_begins_with_the_hedge_is_no_hedge() -> None:
    hedges = [one.numeral.hedge for text in ("20万来人。", "20万来访群众。") for one in find_quantities(text)]
    assert hedges == ["来", ""]


def forget() -> None:
    """Make the package read its lexicons anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("koujing."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__.startswith("koujing.") and value is not lexicons.load:
                    value.cache_clear()


@pytest.fixture(params=["斛", "千斛", "百斛", "万里斛", "多斛", "余斛", "个斛", "qX", "斛²"])
def added(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A row that the table of units gets for one test."""
    row = {"unit": request.param, "named": "", "kind": "measure", "in_words": "counts", "english": "of this test"}
    load = lexicons.load
    monkeypatch.setattr(lexicons, "load", lambda name: [*load(name), row] if name == "units" else load(name))
    forget()
    yield row
    monkeypatch.undo()
    forget()


def test_to_add_a_unit_is_to_add_one_row(added: dict[str, str]) -> None:
    for way in WAYS:
        assert_is_read_behind(way, added)


def test_every_magnitude_may_begin_a_unit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"unit": f"{first}斛", "named": "", "kind": "measure", "in_words": "counts", "english": "of this test"}
        for first in "十百千万亿"
    ]
    load = lexicons.load
    monkeypatch.setattr(lexicons, "load", lambda name: [*load(name), *rows] if name == "units" else load(name))
    forget()
    try:
        for row in rows:
            assert_is_read_behind("一千二百", row)
    finally:
        monkeypatch.undo()
        forget()
