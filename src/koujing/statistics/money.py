"""Money that more than a numeral and a unit states: a currency before the number, and sums in yuan, jiao and fen."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, ZEROS
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_integer, read_numeral
from koujing.chinese.patterns import lazy
from koujing.statistics.quantity import Quantity
from koujing.statistics.units import divided, unit_at, with_denominator


class Currency(NamedTuple):
    """A currency before a number: where it begins, its name in the tables, and whether it is a word in Chinese."""

    start: int
    name: str
    is_word: bool


_DIGIT = f"[1-9两{DIGITS}]"
# A digit before one of these begins the next quantity: 两毛一斤.
_GOES_ON = rf"[\d.{MAGNITUDES}{DIGITS}个斤公只头张瓶袋亩度]"
# The largest unit is yuan: 2元8角, 两块三毛五, 3块零5分, 3块5; or jiao: 五角二分, 八毛五.
_COINS = lazy(
    rf"""(?P<yuan>[元圆块])(?:
        [{ZEROS}0]?(?P<jiao>{_DIGIT})[角毛](?:[{ZEROS}0]?(?P<fen>{_DIGIT})(?:分(?!之)|(?<=毛.)(?!{_GOES_ON})))?
      | [{ZEROS}0](?P<only>{_DIGIT})分(?!之)
      | (?<=块)(?P<dime>{_DIGIT})(?:(?=一[斤公个只头张袋瓶吨亩盒包条度方])|(?![\d.{MAGNITUDES}{DIGITS}个]))
    )钱?
  | (?P<low>[角毛])(?P<cent>{_DIGIT})(?:分(?!之)|(?<=毛.)(?!{_GOES_ON}))钱?""",
    re.VERBOSE,
)
_BEFORE_COINS = frozenset("元圆块角毛")


@cache
def _names() -> dict[str, str]:
    return {row["currency"]: row["named"] or row["currency"] for row in lexicons.load("currencies")}


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(written[-1] for written in _names())


@cache
def _before() -> re.Pattern[str]:
    written = sorted(_names(), key=len, reverse=True)
    # What stands behind a number already (5亿美元3年期) is no currency of the next one.
    return re.compile(rf"(?<![A-Za-z\d{MAGNITUDES}多余元])(?:{'|'.join(map(re.escape, written))})(?=\ ?\Z)")


def currency_before(text: str, start: int) -> Currency | None:
    """The currency or its sign right before a number that begins at ``start``.

    >>> currency_before("到位US$5000万", 5), currency_before("港币3亿", 2), currency_before("投资3亿", 2)
    (Currency(start=2, name='美元', is_word=False), Currency(start=0, name='港元', is_word=True), None)
    """
    last = start - 1 - text.startswith(" ", start - 1)
    if last < 0 or text[last] not in _last_characters():
        return None
    match = _before().search(text, max(0, last - 6), start)
    return Currency(match.start(), _names()[match[0]], ord(match[0][0]) >= 0x4E00) if match else None


def in_currency(text: str, money: Currency, start: int, end: int) -> Quantity | None:
    """The numeral ``text[start:end]`` behind a currency or its sign: US$1.2亿, 港币500万元, ￥35/㎡.

    >>> in_currency("港币500万元", Currency(0, "港元", True), 2, 6)[:2]
    (0, 7)
    """
    numeral = read_numeral(text[start:end])
    at = end + (text[end : end + 1] == " ")
    unit = unit_at(text, at)
    if numeral is None or (unit and unit.kind != "money"):
        return None
    if unit:
        stop, name = with_denominator(text, at, unit)
        name = money.name + name.removeprefix("元") if unit.name == "元" else name
        return Quantity(money.start, stop, numeral, name, "money")
    if money.is_word and numeral.step < 10**3 and text[end : end + 1].isalnum():
        return None
    stop, name = divided(text, end, money.name)
    return Quantity(money.start, stop, numeral, name, "money")


def coins(text: str, numeral: Numeral, end: int) -> tuple[int, Decimal] | None:
    """Where a sum in yuan, jiao and fen ends, and its value in yuan; ``numeral`` is its first number, which ends at ``end``.

    >>> coins("3元2角5分", Numeral(Decimal(3), None, None), 1), coins("3元", Numeral(Decimal(3), None, None), 1)
    ((6, Decimal('3.25')), None)
    """
    first, match = numeral.value, _COINS.match(text, end) if text[end : end + 1] in _BEFORE_COINS else None
    if not match or first is None or numeral.hedge or first != first.to_integral_value():
        return None
    if (match["dime"] or match["cent"]) and unit_at(text, match.end()):  # 3块5平方米的牌子
        return None
    jiao = read_integer(match["jiao"] or match["dime"] or "") or 0
    fen = read_integer(match["fen"] or match["only"] or match["cent"] or "") or 0
    yuan = first / 10 if match["low"] else first
    return match.end(), yuan + Decimal(jiao) / 10 + Decimal(fen) / 100
