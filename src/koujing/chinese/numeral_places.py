"""The places of a numeral → its value: digits, magnitudes that multiply what stands before them, decimals, hedges."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, NUMERAL_CHARACTERS, ZEROS

DIGIT_VALUES = dict.fromkeys(ZEROS, 0) | {digit: value for value, digit in enumerate(DIGITS, 1)} | {"两": 2}
MAGNITUDE_VALUES = dict(zip(MAGNITUDES, (10, 100, 1000, 10**4, 10**8), strict=True))
HEDGES = "多余几来把"
_PLAIN = str.maketrans({",": "", "，": "", " ": "", "．": ".", "·": "."})
# Digits place by place before a magnitude (二○万, 一二五亿) are one number; two of them side by side are an estimate (三四百).
_BY_PLACE = rf"[{DIGITS}](?:[{ZEROS}][{ZEROS}{DIGITS}]*|[{DIGITS}][{ZEROS}{DIGITS}]+)"
_PLACE = re.compile(
    rf"\d[\d,，]*(?:\ ?[.．·]\ ?\d+)?|点[{ZEROS}{DIGITS}\d]+|{_BY_PLACE}|个?半|[{NUMERAL_CHARACTERS}{HEDGES}]"
)


def split_places(text: str) -> list[str]:
    """The parts of a numeral in plain characters, in order; any other character is left out.

    >>> split_places("1.5万亿"), split_places("四百多"), split_places("三点二五")
    (['1.5', '万', '亿'], ['四', '百', '多'], ['三', '点二五'])
    """
    return _PLACE.findall(text)


def add_up(tokens: list[str]) -> tuple[Decimal | None, Decimal]:
    """Value and step of a numeral: each magnitude multiplies the smaller numbers before it (一万五千亿).

    The step is one unit of the last digit written. The value is ``None`` where two adjacent digits are not an estimate (五四百).

    >>> add_up(["1.5", "万", "亿"])
    (Decimal('1500000000000.0'), Decimal('100000000000.0'))
    """
    stack: list[Decimal] = []
    step = Decimal(1)
    before = ""
    for token in tokens:
        if token in MAGNITUDE_VALUES:
            step = _multiply(
                stack, MAGNITUDE_VALUES[token], step if before not in DIGIT_VALUES or token in "万亿" else Decimal(1)
            )
        elif token[0] == "点":
            step = Decimal(1).scaleb(1 - len(token))
            stack.append((stack.pop() if stack else 0) + step * int(_in_digits(token[1:])))
        elif token[-1] == "半":  # 一个半亿, 两万半
            step = Decimal(MAGNITUDE_VALUES.get(before, 1) if token == "半" else 1) / 2
            stack.append(step)
        elif token in DIGIT_VALUES:
            if DIGIT_VALUES.get(before):
                if not side_by_side(DIGIT_VALUES[before], DIGIT_VALUES[token]):
                    return None, step
                stack.pop()  # 三四百: the later digit counts, `_single` opens the interval
            stack.append(Decimal(DIGIT_VALUES[token]))
            step = Decimal(1)
        elif token not in HEDGES:
            plain = _in_digits(token.translate(_PLAIN))
            stack.append(Decimal(plain))
            step = Decimal(1).scaleb(-len(plain.partition(".")[2]))
        before = token
    a_digit = before in DIGIT_VALUES or (len(before) == 1 and before.isdecimal())
    if a_digit and len(tokens) > 2 and MAGNITUDE_VALUES.get(tokens[-2], 1) > 10:  # 两万三 is 23,000
        step = Decimal(MAGNITUDE_VALUES[tokens[-2]]) / 10
        stack[-1] *= step
    return sum(stack, Decimal(0)) if stack else None, step


def _multiply(stack: list[Decimal], magnitude: int, step: Decimal) -> Decimal:
    """Multiply the smaller numbers on top of the stack (四万万: the last one, whatever its size); return the new step."""
    before = len(stack)
    smaller = Decimal(0)
    while stack and stack[-1] < magnitude:
        smaller += stack.pop()
    if not smaller and (len(stack) == before or magnitude < 10**4):  # 0万 is zero, 一千零十 has one ten
        smaller = stack.pop() if stack and magnitude >= 10**4 else Decimal(1)
    stack.append(smaller * magnitude)
    return step * magnitude if magnitude >= 10**4 or step != 1 else step


def _in_digits(text: str) -> str:
    """The same with its Chinese digits in Arabic ones."""
    return "".join(str(DIGIT_VALUES.get(char, char)) for char in text)


def second_number(tokens: list[str]) -> int:
    """Where a second number begins that runs on from the first, 0 where there is only one: its magnitudes rise again.

    >>> second_number(["三", "十", "五", "十"]), second_number(["20", "万", "20", "万"]), second_number(["一", "万", "五", "千", "亿"])
    (2, 2, 0)
    """
    begun, small, large = 0, 0, 0
    for at, token in enumerate(tokens):
        value = MAGNITUDE_VALUES.get(token, 0)
        if value >= 10**4:
            if value == large and at > begun:
                return begun
            begun, small, large = at + 1, 0, value
        elif value:
            if small and value >= small:
                return at - (tokens[at - 1] not in MAGNITUDE_VALUES)
            small = value
    return 0


def distance(tokens: list[str]) -> int:
    """The difference of two adjacent digits: 1 in 三四百 and 十七八, 2 in 三五百, 0 where no two digits are adjacent."""
    digits = [(DIGIT_VALUES[a], DIGIT_VALUES[b]) for a, b in pairwise(tokens) if a in DIGIT_VALUES and b in DIGIT_VALUES]
    return next((high - low for low, high in digits if side_by_side(low, high)), 0)


def side_by_side(low: int, high: int) -> bool:
    """Whether two digits without a magnitude between them are an estimate: consecutive digits, and 三五."""
    return 0 < low == high - 1 or (low, high) == (3, 5)
