"""One number without a sign → its value or, for an estimate, its interval; or the note that it is masked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from koujing.chinese.numeral_places import (
    DIGIT_VALUES,
    HEDGES,
    MAGNITUDE_VALUES,
    add_up,
    distance,
    second_number,
    side_by_side,
    split_places,
)

# As people say it: 百八十 and 千儿八百 are somewhat less than a hundred or a thousand, 百十 is somewhat more than a hundred.
_ROUGH = {"百八十": (80, 100), "千八百": (800, 1000), "万八千": (8000, 10**4), "百十": (100, 110)}


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says: ``value`` or, for ranges and 数十, only ``low`` and ``high`` (``None``: open or unknown).

    Both are below zero where the sign is; ``low`` is never above ``high``.
    ``step`` is one unit of the last digit written (450.6万: 1000), ``place`` the last non-zero place (2000: 1000);
    ``hedge`` is the hedge inside the numeral: 多, 余, 几, 来, 把, 数, 上, or empty.
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

        >>> [read_single("2.125").scaled(factor, Decimal("0.1")).value for factor in (100, -1)]
        [Decimal('212.5'), Decimal('-2.1')]
        """

        def times(number: Decimal | None) -> Decimal | None:
            if number is None:
                return None
            return tidy((number * factor).quantize(places) if places else number * factor)

        value, low, high = times(self.value), times(self.low), times(self.high)
        size = -factor if factor < 0 else factor
        low, high = (low, high) if size == factor else (high, low)
        return Numeral(value, low, high, self.step * size, self.place * size, self.hedge, self.masked)


def read_single(text: str) -> Numeral | None:
    """Read one number without a sign in plain characters; ``None`` if it is none.

    >>> read_single("两万三").value, read_single("四五百").low, read_single("好几十").high
    (Decimal('23000'), Decimal('400'), Decimal('100'))
    """
    if text.isdecimal():
        return _exact(Decimal(text))
    if "*" in text:
        return Numeral(None, None, None, masked=True) if text.strip("*") else None
    if rough := _ROUGH.get(text.replace("儿", "").rstrip("多来")):
        return Numeral(None, Decimal(rough[0]), Decimal(rough[1]), place=Decimal(rough[1] - rough[0]))
    tokens = split_places(text)
    if at := second_number(tokens):
        return _one_after_another("".join(tokens[:at]), "".join(tokens[at:]))
    vague = text[:2].lstrip("好")[:1]
    if vague in {"几", "数", "上"} and text[-1:] in MAGNITUDE_VALUES:
        return _vague(vague, text)
    if len(text) > 1 and DIGIT_VALUES.keys() >= set(text):
        return _digit_string("".join(str(DIGIT_VALUES[char]) for char in text))
    total, step = add_up(tokens)
    return None if total is None else _hedged(text, tokens, tidy(total), step)


def _hedged(text: str, tokens: list[str], total: Decimal, step: Decimal) -> Numeral:
    """The sum with the interval that its last digit, its hedge or two digits side by side leave."""
    hedge = next((char for char in text if char in HEDGES), "")
    place = _last_place(total)
    if apart := distance(tokens):
        return Numeral(None, total - apart * place, total, step, place)
    if hedge:  # 八百来 and 百把 lie on either side
        below, above = (place / 2, place / 2) if hedge in "来把" else (Decimal(0), place)
        return Numeral(total, total - below, total + above, step, place, hedge)
    half = step / 2 if step != 1 else Decimal(0)
    return Numeral(total, max(total - half, Decimal(0)), total + half, step, place)


def _vague(word: str, text: str) -> Numeral:
    """数十 is [20, 100), 上万 at least 10,000; neither has a value."""
    unit = product(text)
    if word == "上":
        return Numeral(None, unit, None, unit, unit, word)
    return Numeral(None, 2 * unit, 10 * unit, unit, unit, word)


def _one_after_another(first: str, second: str) -> Numeral | None:
    """三十五十 is thirty to fifty, 十万八万 eighty to a hundred thousand; what is named twice (三十万三十万) is no single numeral."""
    low, high = read_single(first), read_single(second)
    if low is None or high is None or low.value is None or high.value is None:
        return None
    bottom, top = sorted((low.value, high.value))
    near = bottom < top <= bottom * Decimal("2.5")
    return Numeral(None, bottom, top, high.step, high.place) if near else None


def _exact(value: Decimal) -> Numeral:
    return Numeral(value, value, value, place=_last_place(value))


def _digit_string(digits: str) -> Numeral | None:
    """一九五四 and 一五六 are read place by place, 七八 is "seven or eight", 三五 "three to five"; 五四 is no numeral."""
    value = Decimal(digits)
    if len(digits) > 2 or "0" in digits:
        return Numeral(value, value, value)
    low, high = (2, 3) if digits == "32" else (int(digits[0]), int(digits[1]))  # 三两天
    return Numeral(None, Decimal(low), Decimal(high)) if side_by_side(low, high) else None


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: 18.500 → 18.5, 5E+1 → 50."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _last_place(value: Decimal) -> Decimal:
    """The last non-zero place of a number: 1000 for 12,000.

    >>> _last_place(Decimal("45.60"))
    Decimal('0.1')
    """
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def product(magnitudes: str) -> Decimal:
    """What the magnitudes among the characters come to, each multiplying the others: 1000 * 10 ** 4 for 千万."""
    unit = Decimal(1)
    for char in magnitudes:
        unit *= MAGNITUDE_VALUES.get(char, 1)
    return unit
