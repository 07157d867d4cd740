"""The number formats of Word: a whole number → the numeral that Word prints (``ST_NumberFormat`` of ISO/IEC 29500-1)."""

from __future__ import annotations

from collections.abc import Callable

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES
from koujing.chinese.numerals import write_numeral

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LEGAL = str.maketrans(DIGITS + MAGNITUDES[:3], "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans(DIGITS + MAGNITUDES[:3], "壹貳參肆伍陸柒捌玖拾佰仟")
_CIRCLE = "〇"
_MOST = 9999  # no list is longer; a number beyond is printed in plain digits


def _roman(n: int) -> str:
    signs = ""
    for amount, sign in _ROMAN:
        signs, n = signs + sign * (n // amount), n % amount
    return signs + _ROMAN_UNITS[n]


def _letter(n: int) -> str:
    """A to Z, then AA, BB, as Word goes on."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _by_digit(n: int) -> str:
    return "".join((_CIRCLE + DIGITS)[int(digit)] for digit in str(n))


def _counting(n: int) -> str:
    return write_numeral(n) if n < 100 else _by_digit(n)


def _legal(n: int) -> str:
    numeral = write_numeral(n)
    return "一" + numeral if numeral.startswith("十") else numeral


def _from(first: str, n_signs: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode; after the last, plain digits."""
    return lambda n: chr(ord(first) + n - 1) if n <= n_signs else str(n)


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + k: chr(ord("０") + k) for k in range(10)}),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": write_numeral,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": write_numeral,
    "japaneseCounting": write_numeral,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "chineseLegalSimplified": lambda n: _legal(n).translate(_LEGAL),
    "ideographLegalTraditional": lambda n: _legal(n).translate(_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda n: _legal(n).translate(_LEGAL_TRADITIONAL),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": lambda n: f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10 * (n // 10 % 10 != 1), 'th') }",
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]


def print_number(n: int, form: str) -> str | None:
    """A number in one of Word's formats; ``None`` for a format that is not known.

    >>> [print_number(12, form) for form in ("chineseCounting", "lowerRoman", "upperLetter", "decimalEnclosedCircle", "bahtText")]
    ['十二', 'xii', 'L', '⑫', None]
    """
    if form not in _FORMATS:
        return None
    return _FORMATS[form](n) if 0 < n <= _MOST else str(n)
