"""Lists of numbers that share the unit written after the last: 分别为120、230、15万吨, 提高3、5、7个百分点, 高4.2和0.7个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from koujing.chinese.joints import JOINING
from koujing.chinese.marks import Span
from koujing.chinese.numeral_forms import DASHES, MAGNITUDES, NUMERAL_CHARACTERS, number_pattern
from koujing.chinese.numeral_places import side_by_side
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy
from koujing.statistics.quantity import Quantity
from koujing.statistics.surroundings import verbs

# The numbers of a list are looked for in this many characters before its last.
_REACH = 60
# 分别 and its kind announce a list, whatever it counts.
_RESPECTIVELY = lazy(r"(?:分别|依次)[^，。；：、,;:\n\d]{0,14}\Z")
# A quantity that ends in a digit or a magnitude has no unit of its own.
_BARE_END = lazy(rf"[\d{NUMERAL_CHARACTERS}]")
# Two numbers that 和 joins are a list after a verb of change or level.
_MEASURED = lazy(lambda: rf"(?:{verbs('increase', 'decrease', 'level')}|高|低|快|慢|多|少|为|达|是)[了近约出于]?\Z")
_SCALE = lazy(rf"(?<=[\d.])[{MAGNITUDES}]+\Z")
_PLAIN = lazy(r"[\d.．,，·]+")
_PER_CENT = "百分之"
_JOINING = frozenset(JOINING)
_YEAR = lazy(r"(?:19|20)\d\d")
# What these end in is a name or a time: 国道107和3条省道.
_NUMBERED = lazy("[道线号路栋楼区室班表图月年第：:（(“]")
# Before a list stands a word; a list that opens a line may be the number of an outline point (1、20公里).
_SAID_OF = lazy("[\u3400-\u9fff：:（(“]")


class Listed(NamedTuple):
    """A number of a list, ``text[start:end]``."""

    start: int
    end: int
    numeral: Numeral


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = rf"(?:(?<=[{JOINING}])[{DASHES}])?{number_pattern()}"
    before = rf"(?<![\d.．第~～—\-{NUMERAL_CHARACTERS}A-Za-z])(?:{one}\ ?(?:以及|[{JOINING}])\ ?)+\Z"
    return re.compile(before, re.VERBOSE), re.compile(one, re.VERBOSE)


def joined(text: str, start: int) -> bool:
    """Whether 、 or 和 stands right before a position, perhaps with a space between."""
    before = text[start - 1 : start]
    return (text[start - 2 : start - 1] if before == " " and start > 1 else before) in _JOINING


def numbers_before(text: str, floor: int, start: int) -> list[Listed]:
    """The numbers of a list whose last number begins at ``start``, that one included; empty where there is no list.

    Each is multiplied by the magnitude of the last (120、230、15万) unless it is then further from it (8000、1.2万元).

    >>> [str(one.numeral.value) for one in numbers_before("产量分别为120、230、15万吨", 0, 13)]
    ['1200000', '2300000', '150000']
    """
    if not joined(text, start) or text.startswith(_PER_CENT, start):
        return []
    listed, number = _numbers()
    match = listed.search(text, max(floor, start - _REACH), start)
    last = number.match(text, start)
    if not match or not last:
        return []
    spans = [one.span() for one in number.finditer(text, match.start(), start)] + [last.span()]
    numerals = [one for span in spans if (one := read_numeral(text[slice(*span)])) and one.value is not None and not one.hedge]
    if len(numerals) < len(spans) or not _is_list(text, match.start(), spans, numerals):
        return []
    return [Listed(*span, one) for span, one in zip(spans, _in_magnitude(text, spans, numerals), strict=True)]


def _is_list(text: str, begin: int, spans: Sequence[Span], numerals: Sequence[Numeral]) -> bool:
    """Whether numbers are a list of statistics, by the words before it or by what an estimate never has."""
    if _RESPECTIVELY.search(text, max(0, begin - 18), begin):
        return True
    if any(_YEAR.fullmatch(text, *span) for span in spans) or not _SAID_OF.match(text, begin - 1):
        return False
    if len(spans) > 2:
        return True
    if "、" in text[spans[0][1] : spans[1][0]]:
        low, high = (one.value or 0 for one in numerals)
        digits = text[spans[0][0]].isdecimal() and text[spans[1][0]].isdecimal()
        return digits and (low != int(low) or not side_by_side(int(low), int(high)))  # else an estimate of one: 5、6
    counted = text[spans[0][0]].isdecimal() and not _NUMBERED.match(text, begin - 1)
    return counted or bool(_MEASURED.search(text, max(0, begin - 8), begin))


def _in_magnitude(text: str, spans: Sequence[Span], numerals: Sequence[Numeral]) -> Iterator[Numeral]:
    """The numbers of a list in the magnitude of the last, where that brings them nearer to it."""
    last = numerals[-1].value or 0
    scale = _SCALE.search(text, *spans[-1])
    unit = read_numeral(f"1{scale[0]}") if scale else None
    for span, one in zip(spans, numerals, strict=True):
        plain = _PLAIN.fullmatch(text, *span)
        if plain and scale and unit and one.value and one.value**2 * (unit.value or 1) < last**2:
            yield read_numeral(plain[0] + scale[0]) or one
        else:
            yield one


def with_listed(text: str, found: list[Quantity], last: Quantity) -> list[Quantity]:
    """A quantity with the numbers before it that share its unit, if there are any.

    >>> last = Quantity(13, 17, read_numeral("15万"), "吨", "measure")
    >>> [(one.start, one.end, one.unit) for one in with_listed("产量分别为120、230、15万吨", [], last)]
    [(5, 8, '吨'), (9, 12, '吨'), (13, 17, '吨')]
    """
    estimate = text.find("、", last.start, last.end) > 0  # in 三、五、七、九个 the last two were read as one
    one = last.numeral.value is not None and text[last.end - 1] not in "成半"
    if last.kind == "rank" or not (estimate or (one and joined(text, last.start))):
        return []
    apart = next((one.end for one in reversed(found) if not _BARE_END.match(text, one.end - 1)), 0)
    numbers = numbers_before(text, apart, text.rfind("、", last.start, last.end) + 1 if estimate else last.start)
    if not numbers:
        return []
    if estimate:
        last = last._replace(start=numbers[-1].start, numeral=numbers[-1].numeral)
    return [*(last._replace(start=a, end=b, numeral=n, until=last.end) for a, b, n in numbers[:-1]), last]
