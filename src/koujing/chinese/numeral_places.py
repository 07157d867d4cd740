"""The places of a numeral → its value: digits, magnitudes that multiply what stands before them, decimals, hedges."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, NUMERAL_CHARACTERS, ZEROS

DIGIT_VALUES = dict.fromkeys(ZEROS, 0) | {digit: value for value, digit in enumerate(DIGITS, 1)} | {"两": 2}
MAGNITUDE_VALUES = dict(zip(MAGNITUDES, (10, 100, 1000, 10**4, 10**8), strict=True))
HEDGES = "多余几来"
_PLAIN = str.maketrans({",": "", "，": "", " ": "", "．": ".", "·": "."})
_PLACE = re.compile(rf"\d[\d,，]*(?:\ ?[.．·]\ ?\d+)?|点[{ZEROS}{DIGITS}]+|[{NUMERAL_CHARACTERS}{HEDGES}]")


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
            stack.append((stack.pop() if stack else 0) + step * int("".join(str(DIGIT_VALUES[c]) for c in token[1:])))
        elif token in DIGIT_VALUES:
            if DIGIT_VALUES.get(before):
                if not side_by_side(DIGIT_VALUES[before], DIGIT_VALUES[token]):
                    return None, step
                stack.pop()  # 三四百: the later digit counts, `_single` opens the interval
            stack.append(Decimal(DIGIT_VALUES[token]))
            step = Decimal(1)
        elif token not in HEDGES:
            plain = token.translate(_PLAIN)
            stack.append(Decimal(plain))
            step = Decimal(1).scaleb(-len(plain.partition(".")[2]))
        before = token
    if before in DIGIT_VALUES and len(tokens) > 2 and MAGNITUDE_VALUES.get(tokens[-2], 1) > 10:  # 两万三 is 23,000
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


def distance(tokens: list[str]) -> int:
    """The difference of two adjacent digits: 1 in 三四百 and 十七八, 2 in 三五百, 0 where no two digits are adjacent."""
    digits = [(DIGIT_VALUES[a], DIGIT_VALUES[b]) for a, b in pairwise(tokens) if a in DIGIT_VALUES and b in DIGIT_VALUES]
    return next((high - low for low, high in digits if side_by_side(low, high)), 0)


def side_by_side(low: int, high: int) -> bool:
    """Whether two digits without a magnitude between them are an estimate: consecutive digits, and 三五."""
    return 0 < low == high - 1 or (low, high) == (3, 5)
