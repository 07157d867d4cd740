"""Halves and tenths in words: 五个半月, 两亩半, 七成半, 三成五."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from koujing.chinese.numeral_forms import DIGITS, HALF, MAGNITUDES
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_integer, read_numeral
from koujing.statistics.guards import states
from koujing.statistics.units import Unit, unit_at

_HALF_AFTER = re.compile(HALF)
# A half of a thing that is counted, at the end of a phrase: 住房两间半.
_HALF_ENDS = re.compile(r"半(?!\w)")
_DIGIT_AFTER = re.compile(rf"[{DIGITS}1-9](?![\d.．{DIGITS}{MAGNITUDES}个是])")


class Amount(NamedTuple):
    """A numeral with its unit at ``text[start:end]``."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    kind: str


def and_a_half(text: str, start: int, end: int, at: int, unit: Unit | None) -> Amount | None:
    """The whole number ``text[start:end]`` of units, of which one begins at ``at``, and half of one more; ``None`` without a half.

    >>> [str(and_a_half(text, 0, 1, 1, unit_at(text, 1)).numeral.value) for text in ("五个半百分点", "两亩半", "三块半")]
    ['5.5', '2.5', '3.5']
    """
    stop = at + len(unit.written) if unit else end
    if not text.startswith("半", stop) and not text.startswith("个半", end):
        return None
    if text.startswith("个半", end):
        unit = unit_at(f"个{text[end + 2 : end + 7]}", 0)
        stop = end + len(unit.written) if unit and unit.written != "个" else 0
    elif unit is None or unit.written == "成" or (unit.kind == "count" and unit.written != "块" and not _HALF_ENDS.match(text, stop)):
        stop = 0
    if unit is None or not stop or not (text.startswith("个半", end) or _HALF_AFTER.match(text, stop)):
        return None
    whole = read_numeral(text[start:end])
    if whole is None or whole.value is None or whole.value % 1 or whole.hedge:
        return None
    numeral = _half(whole.value + Decimal("0.5"))
    if not states(text, start, end, stop + 1, unit, numeral):
        return None
    name, kind = ("元", "money") if unit.written == "块" else (unit.name, unit.kind)
    return Amount(start, stop + 1, numeral, name, kind)


def tenths(text: str, start: int, stop: int, numeral: Numeral) -> Amount:
    """A numeral of tenths that end at ``stop``: 三成 is 30 %, 七成五 and 七成半 are 75 %.

    >>> tenths("七成半", 0, 2, read_numeral("七")).numeral.value
    Decimal('75')
    """
    whole = numeral.scaled(10)
    more = None if numeral.hedge else _DIGIT_AFTER.match(text, stop) or _HALF_AFTER.match(text, stop)
    if not more:
        return Amount(start, stop, whole, "%", "percent")
    half = more[0] == "半"
    added = Decimal(5 if half else read_integer(more[0]) or 0)
    if whole.value is None:  # 三到五成半
        whole = replace(whole, high=None if whole.high is None else whole.high + added)
    else:
        value = whole.value + added
        whole = _half(value, 10) if half else Numeral(value, value, value)
    return Amount(start, more.end(), whole, "%", "percent")


def _half(value: Decimal, one: int = 1) -> Numeral:
    """A value that is known to half a unit of ``one``: its last digit is a half."""
    around = Decimal(one) / 4
    return Numeral(value, value - around, value + around, 2 * around, 2 * around)
