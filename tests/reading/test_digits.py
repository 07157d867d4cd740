"""Letters and gaps inside numbers are mended, each with a repair; names and columns stay as they are."""

from __future__ import annotations

import pytest

from growing import BOUND, growth
from koujing.reading.repair import find_repairs
from koujing.repaired import RepairedText
from koujing.speech import Repair


def mend(text: str) -> list[Repair]:
    return find_repairs(text, set(text))


def repaired(text: str) -> str:
    edits = [repair.edit for repair in mend(text) if repair.edit]
    return RepairedText.build(text, 0, len(text), edits).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修路1O0公里", "修路100公里"),
        ("增长8.S%", "增长8.5%"),
        ("共2,3OO人", "共2,300人"),
        ("有5个乡，2,3OO人，3O%", "有5个乡，2,300人，30%"),
        ("占3O%", "占30%"),
        ("占1O-2O%", "占10-20%"),
        ("贷款l5O.6亿元", "贷款150.6亿元"),
        ("共I0个村", "共10个村"),
        ("共lO0%", "共100%"),
        ("占O.5%", "占0.5%"),
        ("占0.O5%", "占0.05%"),
        ("投资S8亿元", "投资58亿元"),
        ("投资Z00万元", "投资200万元"),
        ("占比Z5.S%", "占比25.5%"),
        ("面积7B.5公顷", "面积78.5公顷"),
        ("修路3S公里", "修路35公里"),
        ("共1ｌ0亩", "共110亩"),
        ("占３Ｏ％", "占30%"),
        ("共1O0多户", "共100多户"),
        ("输电1O0km", "输电100km"),
        ("2Ol0年", "2010年"),
        ("２０１Ｏ年", "2010年"),
        ("2O15年至2O2O年", "2015年至2020年"),
        ("二OO八年", "二〇〇八年"),
        ("一九九Ｏ年", "一九九〇年"),
        ("二○一o年", "二○一〇年"),
    ],
)  # fmt: skip
def test_a_letter_that_was_read_for_a_digit_is_the_digit(text: str, expected: str) -> None:
    assert repaired(text) == expected
    assert "ocr_digit" in {repair.kind for repair in mend(text)}


@pytest.mark.parametrize(
    "text",
    [
        "5G基站", "A4纸3包", "COVID患者", "B2B平台3个", "O2O平台3家", "2O2O模式", "H7N9病例", "ISO9001认证", "IPO企业3家",
        "B1层", "S20公里处", "5S管理", "4S店5家", "CO2排放", "SO2下降5%", "O3浓度", "USB3个", "iPhone5台", "PM1O", "I类水质",
        "3D打印", "G20峰会", "BIS标准", "K1O处", "Office2O", "OK20个", "2B期", "N95口罩",
    ],
)  # fmt: skip
def test_a_name_of_letters_and_digits_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资12 345.6万元", "投资12345.6万元"),
        ("城镇12 000人、农村11 456人", "城镇12000人、农村11456人"),
        ("总投资1 234 567.89元", "总投资1234567.89元"),
        ("总人口23\u2009456人", "总人口23456人"),
        ("总人口23\u00a0456人", "总人口23456人"),
        ("总人口23\u202f456人", "总人口23456人"),
        ("总人口23\u3000456人", "总人口23456人"),
        ("总人口 123 456 人", "总人口 123456人"),
        ("共1 000多户", "共1000多户"),
        ("共１２ ３４５人", "共12345人"),
        ("投资12 345-15 678万元", "投资12345-15678万元"),
        ("道路1 20公里", "道路120公里"),
        ("道路12 0.5公里", "道路120.5公里"),
        ("占1 2.5%", "占12.5%"),
    ],
)
def test_a_gap_inside_a_number_is_closed_with_one_repair_for_each(text: str, expected: str) -> None:
    assert repaired(text) == expected
    gaps = [repair for repair in mend(text) if repair.kind == "spacing"]
    assert [repair.now for repair in gaps] == [""] * (len(text) - len(expected))


@pytest.mark.parametrize(
    "text",
    [
        "2015 2016 2017", "2015 2016 2017年", "指标\t2015\t2016", "编号2015 100号", "2015 123个", "图1 200米", "第1 200户",
        "合计 100 200 300人", "人口 23 456 34 567", "电话 010 123 456", "1.2 345人", "国道312 50公里处", "5月1 20人", "图1 20公里",
    ],
)  # fmt: skip
def test_numbers_that_stand_apart_stay_apart(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("piece", ["O", "1O", "O1", "1 ", "1 234 ", "S1", "1,O", "lO", "1O-", "二O", "1\u3000", "B.", "12 34"])
def test_the_work_grows_with_the_length_of_hostile_text(piece: str) -> None:
    assert growth(mend, piece, 40_000) < BOUND
