"""Whether what stands before a number is its sign: a minus, 负 or 零下, but not a dash of punctuation or of a range."""

from __future__ import annotations

import re

from koujing.chinese.numeral_forms import DASHES
from koujing.statistics.units import DEGREES, Unit

# 负 also ends words: 正负 is plus or minus, 减负 relieves of a burden.
_SIGN = re.compile(rf"(?:零下|零上|(?<![正抱胜肩担减辜背欠自所税])负|(?<=[到至由从为是])正|[{DASHES}+＋])\ ?\Z")
_LAST_OF_SIGN = frozenset(DASHES.replace("\\", "") + "+＋负正下上 ")
# A rate, balance or move before the dash: what follows may lie below zero, whatever its unit.
_MAY_FALL = re.compile(
    r"(?:增长|增加|净[增流][^，。；、\s\d]{0,4}|变化|海拔|水位|高程|同比|环比|[长率幅额差速温为是达至到比降润]|[降升]了)\Z"
)
_NO_SIGN_BEHIND = re.compile(rf"[\d%％‰{DASHES}~～〜∼]|[A-Za-z](?<![A-Z]{{3}})")


def sign_start(text: str, start: int, unit: Unit, last: int) -> int:
    """Where the sign of the number at ``start`` begins, ``start`` if it has none; ``last`` is the end of the quantity before.

    A dash is a minus where the number is a share, a sum of money or a temperature; for all other units, and where it is as long
    as one of punctuation, a word before it must say that something may fall below zero. Right behind a quantity it links a range.

    >>> from koujing.statistics.units import unit_at
    >>> texts = ["利润-3%", "利润——3%", "工业—3%", "增长—3%", "达2%-3%", "气温零下3℃", "项目-3个"]
    >>> [texts[k][sign_start(texts[k], at, unit_at(texts[k], at + 1), 5 if k == 4 else 0) : at]
    ...  for k, at in enumerate([3, 4, 3, 3, 4, 4, 3])]
    ['-', '', '', '—', '', '零下', '']
    """
    if text[start - 1 : start] not in _LAST_OF_SIGN:
        return start
    sign = _SIGN.search(text, max(0, start - 3), start)
    if sign is None or (text[start - 1] == " " and sign.start() <= last):
        return start
    found = {"零": _is_temperature, "负": _is_amount, "正": _is_share}.get(sign[0][0], _is_minus)
    return sign.start() if found(text, sign, unit, last) else start


def _is_temperature(text: str, sign: re.Match[str], unit: Unit, last: int) -> bool:
    return unit.written in DEGREES


def _is_amount(text: str, sign: re.Match[str], unit: Unit, last: int) -> bool:
    return unit.kind in {"percent", "money", "measure", "multiple"}


def _is_share(text: str, sign: re.Match[str], unit: Unit, last: int) -> bool:
    return unit.kind == "percent"


def _is_minus(text: str, sign: re.Match[str], unit: Unit, last: int) -> bool:
    at, dash = sign.start(), sign[0][0]
    behind_link = at - 1 == last > 0  # 3%—-1%
    if at == last > 0 or (_NO_SIGN_BEHIND.match(text, at - 1) and at and not behind_link):
        return False
    if dash in "+＋":
        return unit.kind == "percent"
    if _MAY_FALL.search(text, max(0, at - 6), at):
        return dash not in "—–" or unit.kind in {"percent", "money"}
    if behind_link or text[at - 1 : at] in {"\t", "（", "("}:
        return unit.kind in {"percent", "money"} or unit.written in DEGREES
    if dash == "—" or (text[at - 1 : at] in {"", "\n"} and unit.kind != "percent"):
        return False
    return unit.kind == "percent" or (dash != "–" and (unit.kind == "money" or unit.written in DEGREES - {"度"}))
