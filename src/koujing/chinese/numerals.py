"""A numeral in any script or state → an exact decimal, an interval, or the note that it is masked."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from koujing.chinese.numeral_forms import DASHES, DIGITS, LINKS, LONGEST, MAGNITUDES, PLAIN_FORMS, SIGN_WORDS, ZEROS
from koujing.chinese.numeral_places import DIGIT_VALUES, HEDGES, MAGNITUDE_VALUES
from koujing.chinese.numeral_values import Numeral, product, read_single, tidy

# A hundred times 亿亿: nothing that is counted reaches it (亿亿亿亿 is damage), it fits 64 bits, and scaled and rounded to
# hundredths it stays within the 28 digits that decimals are exact to.
_HIGHEST = 10**18
_SIGN = f"(?:{SIGN_WORDS}|[{DASHES}+＋])"
_SIGNED = re.compile(f"({_SIGN}?)(.*)")
# The two ends of a range and the link between them, the sign of the second being a dash or a word; 十几二十 has no link.
_ENDS = re.compile(
    rf"(?P<low>{_SIGN}?[^{LINKS}、{DASHES}]+)[{LINKS}、](?P<high>.+)"
    rf"|(?P<few>十[几多来])(?P<tens>.十[{MAGNITUDES}]*)|(?P<some>[几数][{MAGNITUDES}]+)(?P<more>[几数].+)"
    rf"|(?P<below>.+[{MAGNITUDES}])(?P<above>上.+)"
)


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
    >>> read_numeral("零下3.5").value, read_numeral("-3至2").low, read_numeral("两个半亿").value
    (Decimal('-3.5'), Decimal('-3'), Decimal('250000000'))
    """
    if len(text) > 2 * LONGEST:
        return None
    numeral = _read(text.translate(PLAIN_FORMS))
    return numeral if numeral and _largest(numeral) < _HIGHEST else None


def _largest(numeral: Numeral) -> Decimal:
    return max(abs(number or Decimal(0)) for number in (numeral.value, numeral.low, numeral.high))


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
    if "又" in text:
        return _mixed(*text.split("又", 1))
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    ends = _ENDS.fullmatch(text)
    if ends:
        first, second = filter(None, ends.groups())
        return _range(first, second)
    return _signed(text)


def _signed(text: str) -> Numeral | None:
    """A number with or without a sign: 负2, 零下10, −1.5, +3."""
    sign, plain = _split_sign(text)
    numeral = read_single(plain)
    return numeral.scaled(-1) if numeral and _is_minus(sign) else numeral


def _split_sign(text: str) -> tuple[str, str]:
    match = _SIGNED.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def _is_minus(sign: str) -> bool:
    return sign != "" and sign not in "零上正+＋"


def _fraction(denominator: str, numerator: str) -> Numeral | None:
    sign, denominator = _split_sign(denominator)
    parts, whole = _read(numerator), read_single(denominator)
    if parts is None or whole is None or not whole.value:
        return None
    return parts.scaled((-1 if _is_minus(sign) else 1) / whole.value)


def _mixed(whole: str, part: str) -> Numeral | None:
    """三又二分之一 is 3.5."""
    number, fraction = read_single(whole), _read(part)
    if number is None or fraction is None or number.value is None or fraction.value is None:
        return None
    value = tidy((number.value + fraction.value).quantize(Decimal("0.0001")))
    return Numeral(value, value, value, place=Decimal("0.1"))


def _range(first: str, second: str) -> Numeral | None:
    """The interval from one number to the other; below zero, the order in which they are named is free (零下10到15)."""
    sign, plain = _split_sign(first)
    if not sign:  # 3——5 has one link of two dashes
        second = second.lstrip("-－﹣−—–")
    elif sign == "零下" and second[0] not in "零负":
        second = sign + second
    low, high = _signed(first), _signed(second)
    bottom, top = _bottom(low), _top(high)
    if low is None or high is None or bottom is None or (top is None and not high.hedge):
        return None
    below = bottom < 0 or (top is not None and top < 0)
    for factor in _shared(plain, _split_sign(second)[1]):
        if below or top is None or bottom * factor < top:
            bottom = tidy(bottom * factor)
            break
    if below and top is not None:
        bottom, top = min(bottom, top), max(bottom, top)
    return Numeral(None, bottom, top, high.step, high.place) if top is None or bottom < top else None


def _bottom(numeral: Numeral | None) -> Decimal | None:
    return None if numeral is None else numeral.low if numeral.value is None else numeral.value


def _top(numeral: Numeral | None) -> Decimal | None:
    return None if numeral is None else numeral.high if numeral.value is None else numeral.value


def _shared(first: str, second: str) -> list[Decimal]:
    """By what the first end of a range may have to be multiplied, best first: the magnitudes that only the second end has.

    All of them after a number without magnitudes (2-3千万, 二、三十), unless the second end has others before them (五至一千二百);
    else the 万 and 亿 that it lacks (3千-5千万, 二十至三十万, but 5000至1万 keeps its 5,000).
    """
    second = second.rstrip(HEDGES)
    rest = second.rstrip(MAGNITUDES + HEDGES + "个半")
    has, lacks = "".join(char for char in first[-4:] if char in MAGNITUDES), second[len(rest) :]
    found = []
    if lacks.startswith(has) and rest and not set(rest) & set(MAGNITUDES):
        found.append(lacks[len(has) :])
    if not set(has) & set("万亿"):
        found.append("".join(char for char in lacks if char in "万亿"))
    ten = len(rest) == 1 and DIGIT_VALUES.get(rest) == DIGIT_VALUES.get(first, -1) + 1
    return [product(missing) for missing in found if ten or "十" not in missing]
