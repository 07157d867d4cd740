"""A numeral in any script or state → an exact decimal, an interval, or the note that it is masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from koujing.chinese.numeral_forms import DIGITS, LINKS, LONGEST, PLAIN_FORMS, ZEROS
from koujing.chinese.numeral_places import (
    DIGIT_VALUES,
    HEDGES,
    MAGNITUDE_VALUES,
    add_up,
    distance,
    side_by_side,
    split_places,
)

# A hundred times 亿亿: nothing that is counted reaches it (亿亿亿亿 is damage), it fits 64 bits, and scaled and rounded to
# hundredths it stays within the 28 digits that decimals are exact to.
_HIGHEST = 10**18
_CONNECTOR = re.compile(f"[{LINKS}、]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says: ``value`` or, for ranges and 数十, only ``low`` and ``high`` (``None``: open or unknown).

    ``step`` is one unit of the last digit written (450.6万: 1000), ``place`` the last non-zero place (2000: 1000);
    ``hedge`` is the hedge inside the numeral: 多, 余, 几, 来, 数, 上, or empty.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    step: Decimal = Decimal(1)
    place: Decimal = Decimal(1)
    hedge: str = ""
    masked: bool = False

    def scaled(self, factor: int | Decimal, places: Decimal | None = None) -> Numeral:
        """The same numeral in a unit ``factor`` times smaller, rounded to ``places`` where given.

        >>> read_numeral("三分之二").scaled(100, Decimal("0.01")).value
        Decimal('66.67')
        """

        def times(number: Decimal | None) -> Decimal | None:
            if number is None:
                return None
            return _tidy((number * factor).quantize(places) if places else number * factor)

        value, low, high = times(self.value), times(self.low), times(self.high)
        return Numeral(value, low, high, self.step * factor, self.place * factor, self.hedge, self.masked)


# Texts repeat their numerals: three in five of those in the reports have been read before.
@lru_cache(maxsize=1 << 14)
def read_numeral(text: str) -> Numeral | None:
    """Read a string that is one numeral without a unit; ``None`` if it is not (五四, 1,2) or exceeds anything counted.

    A fraction is read as its quotient (百分之十八点五 is 0.185); a plain integer is exact, a number with decimals or 万/亿
    is known to half a unit of its last digit.

    >>> read_numeral("一万五千亿").value, read_numeral("1.5万亿").high, read_numeral("百分之十八点五").value
    (Decimal('1500000000000'), Decimal('1550000000000.0'), Decimal('0.185'))
    >>> read_numeral("40多万").high, read_numeral("2至3万").low, read_numeral("1.**亿").masked
    (Decimal('500000'), Decimal('20000'), True)
    """
    if len(text) > 2 * LONGEST:
        return None
    numeral = _read(text.translate(PLAIN_FORMS))
    return numeral if numeral and max(numeral.value or 0, numeral.high or 0, numeral.low or 0) < _HIGHEST else None


def read_integer(text: str) -> int | None:
    """The whole number that a numeral states exactly, else ``None`` (a range, an estimate, a fraction); 双 is two.

    >>> [read_integer(text) for text in ("二十三", "双", "８", "一九五四", "七八", "1.5", "多")]
    [23, 2, 8, 1954, None, None, None]
    """
    numeral = read_numeral("两" if text == "双" else text)
    value = numeral.value if numeral and not numeral.hedge else None
    return int(value) if value is not None and value == value.to_integral_value() else None


def write_numeral(number: int) -> str:
    """A whole number below 10 ** 16 in Chinese numerals, as official texts write it.

    Errors: ``ValueError`` for a negative or larger number.

    >>> [write_numeral(number) for number in (0, 10, 21, 105, 2013, 10_010, 350_000_000)]
    ['零', '十', '二十一', '一百零五', '二千零一十三', '一万零一十', '三亿五千万']
    """
    if not 0 <= number < 10**16:
        raise ValueError(f"{number}: expected a whole number from 0 to 10 ** 16 - 1")
    if number < 10:
        return (ZEROS[0] + DIGITS)[number]
    name, unit = next((name, unit) for name, unit in reversed(MAGNITUDE_VALUES.items()) if number >= unit)
    high, rest = divmod(number, unit)
    head = ("" if name == "十" and high == 1 else write_numeral(high)) + name
    if not rest:
        return head
    low = write_numeral(rest)
    low = "一" + low if low.startswith("十") else low
    return head + (ZEROS[0] if rest < unit // 10 else "") + low


def _read(text: str) -> Numeral | None:
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    ends = _CONNECTOR.split(text)
    if len(ends) == 2:
        return _range(*ends)
    return _single(text)


def _fraction(denominator: str, numerator: str) -> Numeral | None:
    parts, whole = _read(numerator), _single(denominator)
    if parts is None or whole is None or not whole.value:
        return None
    return parts.scaled(1 / whole.value)


def _range(first: str, second: str) -> Numeral | None:
    low, high = _single(first), _single(second)
    if low is None or high is None or high.value is None or low.value is None:
        return None
    if len(first) == 1 and high.value > low.value + 1 and first in DIGIT_VALUES and DIGIT_VALUES.get(second[0]) == low.value + 1:
        return Numeral(None, high.value - high.place, high.value, high.step, high.place)  # 二、三十 is 20 to 30
    # 2至3万亿: the magnitude written once belongs to both, unless that would reverse the range (5000至1万).
    scaled = low.value * high.step if high.step >= 10**4 > low.step else low.value
    bottom = _tidy(scaled if scaled <= high.value else low.value)
    return Numeral(None, bottom, high.value, high.step, high.place) if bottom < high.value else None


def _single(text: str) -> Numeral | None:
    if text.isdecimal():
        return _exact(Decimal(text))
    if "*" in text:
        return Numeral(None, None, None, masked=True) if text.strip("*") else None
    tokens = split_places(text)
    vague = text[:2].lstrip("好")[:1]
    if vague in {"几", "数", "上"} and text[-1:] in MAGNITUDE_VALUES:
        return _vague(vague, text)
    if len(text) > 1 and DIGIT_VALUES.keys() >= set(text):
        return _digit_string("".join(str(DIGIT_VALUES[char]) for char in text))
    total, step = add_up(tokens)
    if total is None:
        return None
    total = _tidy(total)
    hedge = next((char for char in text if char in HEDGES), "")
    place = _last_place(total)
    if apart := distance(tokens):
        return Numeral(None, total - apart * place, total, step, place)
    if hedge:  # 八百来 lies on either side of 800
        return Numeral(
            total, total - (hedge == "来") * place / 2, total + place / (1 + (hedge == "来")), step, place, hedge
        )
    half = step / 2 if step != 1 else Decimal(0)
    return Numeral(total, max(total - half, Decimal(0)), total + half, step, place)


def _vague(word: str, text: str) -> Numeral:
    """数十 is [20, 100), 上万 at least 10,000; neither has a value."""
    unit = Decimal(1)
    for char in text:
        unit *= MAGNITUDE_VALUES.get(char, 1)
    if word == "上":
        return Numeral(None, unit, None, unit, unit, word)
    return Numeral(None, 2 * unit, 10 * unit, unit, unit, word)


def _exact(value: Decimal) -> Numeral:
    return Numeral(value, value, value, place=_last_place(value))


def _digit_string(digits: str) -> Numeral | None:
    """一九五四 and 一五六 are read place by place, 七八 is "seven or eight", 三五 "three to five"; 五四 is no numeral."""
    value = Decimal(digits)
    if len(digits) > 2 or "0" in digits:
        return Numeral(value, value, value)
    low, high = int(digits[0]), int(digits[1])
    return Numeral(None, Decimal(low), Decimal(high)) if side_by_side(low, high) else None


def _tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 18.500 → 18.5, 5E+1 → 50."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _last_place(value: Decimal) -> Decimal:
    """The last non-zero place of a number: 1000 for 12,000.

    >>> _last_place(Decimal("45.60"))
    Decimal('0.1')
    """
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
