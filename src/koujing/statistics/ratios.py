"""Ratios of parts to one another (三次产业结构 9∶42∶49, 师生比 1:15, 十比一), as opposed to times of day, scores and comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from typing import NamedTuple

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, NUMERAL_CHARACTERS
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy
from koujing.chinese.places import Characters
from koujing.statistics.units import unit_at


class Ratio(NamedTuple):
    """A ratio at ``text[start:end]``; its numeral is the quotient of two parts, and without a value for more."""

    start: int
    end: int
    numeral: Numeral


_SIGNS = ":：∶︰"
_PART = rf"(?:\d{{1,6}}(?:\ ?[.．]\ ?\d{{1,3}})?[万千百]?|[{NUMERAL_CHARACTERS}点]{{1,8}})"
_FIRST_PART = lazy(rf"(?<![\d.．{NUMERAL_CHARACTERS}点第])(?<![A-Za-z]){_PART}\ ?\Z")
_MORE_PARTS = {
    True: lazy(rf"(?:\ ?[{_SIGNS}]\ ?{_PART}){{1,4}}(?![\d{MAGNITUDES}{DIGITS}{_SIGNS}])"),
    False: lazy(rf"(?:比{_PART}){{1,4}}(?![\d{MAGNITUDES}{DIGITS}比])"),
}
_SPLIT = lazy(f"[{_SIGNS}比]")
# Words that announce a ratio, before it in its clause or right after it.
_NAMED = "结构|比例尺?|比重|比率|比值|之比|配比|占比|杠杆率?|构成|(?<![同环对相好])比"
_SAID = lazy(rf"(?:{_NAMED}|产业)[^，。；\n]{{0,24}}\Z")
_SAID_CLOSE = lazy(rf"(?:{_NAMED})(?:[由从为是达到至约近的]|调整|优化|[上去今前]?年[初末底]?|\d{{4}}年|[:：\ ])*\Z")
_SAID_AFTER = lazy(
    r"[\ 　]?(?:左右|以[上下内])?(?:的[^，。；、,;\n\d]{0,6}|这[一个])?(?:比例|比率|比重|之比|结构|格局|配比|[师男收]\w?比(?!\w)|杠杆"
    r"|地形图|地质图|比例尺|配[套备比])"
)
_MOVES = r"，?(?:进一步|逐步|又)?(?:调整|优化|变化|转变|演变|改善|变|改|升|降|提高|缩小|扩大|下降|上升)[到至为成](?:\d{4}年的)?\ ?"
_MOVED, _MOVED_TO = lazy(_MOVES), lazy(rf"{_MOVES}\Z")
# 9:30, 上午8:00—9:00, 10:30:00, 时间：19:00; 3:1战胜.
_CLOCK = lazy(r"(?:[01]?\d|2[0-4])[:：∶][0-5]\d(?:[:：∶][0-5]\d)?")
_CLOCK_BEFORE = lazy(r"(?:时间|上午|下午|中午|早上|晚上|晚|早|凌晨|[日号]|[:：∶]\d\d[-—－~～至到])\ ?\Z")
_SCORE_BEFORE = lazy(r"(?:比分[为是]?|胜|负|领先|落后|[战打踢]平)\ ?\Z")
_SCORE_AFTER = lazy(r"的?(?:比分)?(?:战胜|击败|[大完]?胜|负|[惜落]败|逆转|淘汰|横扫|领先|落后|[战取]胜)")
_PLACES = Context(prec=12)


def find_ratios(characters: Characters) -> Iterator[Ratio]:
    """The ratios of a text in order.

    >>> text = "产业结构由10:50:40调整为9∶42∶49，师生比为1:15，会议9:30开始"
    >>> [text[one.start:one.end] for one in find_ratios(Characters(text))]
    ['10:50:40', '9∶42∶49', '1:15']
    """
    text, done = characters.text, 0
    for place in characters.places(f"{_SIGNS}比"):
        if place < done or not _may_be_part(text, place):
            continue
        first = _FIRST_PART.search(text, max(done, place - 18), place)
        more = _MORE_PARTS[text[place] in _SIGNS].match(text, first.end()) if first else None
        if not first or not more:
            continue
        start, end = first.start(), more.end()
        parts = [read_numeral(part.strip()) for part in _SPLIT.split(text[start:end])]
        values = [part.value for part in parts if part and part.value is not None and not part.hedge]
        moved = 0 < start - done < 12 and done > 0 and _MOVED.fullmatch(text, done, start)  # 由1:10提高到1:15
        if len(values) == len(parts) and (moved or _is_ratio(text, start, end, values)):
            done = end
            yield Ratio(start, end, _quotient(values))


def _may_be_part(text: str, place: int) -> bool:
    """Whether digits stand on both sides of a sign, perhaps behind a space."""
    before, after = text[max(0, place - 2) : place].strip()[-1:], text[place + 1 : place + 3].strip()[:1]
    return bool(before and after) and all(char.isdecimal() or char in NUMERAL_CHARACTERS for char in (before, after))


def _quotient(values: list[Decimal]) -> Numeral:
    if len(values) > 2 or not values[1]:
        return Numeral(None, None, None)
    value = _PLACES.divide(values[0], values[1])
    return Numeral(value, value, value)


def _is_ratio(text: str, start: int, end: int, values: list[Decimal]) -> bool:
    """Whether numbers that a colon or 比 joins are parts of a whole: they add up to 100, or words around them say so."""
    if text.startswith(("%", "％"), end) or (unit_at(text, end) and not _SAID_AFTER.match(text, end)):
        return False
    if _SCORE_BEFORE.search(text, max(0, start - 6), start) or _SCORE_AFTER.match(text, end):
        return False
    clock = _CLOCK.fullmatch(text, start, end)
    if clock and _CLOCK_BEFORE.search(text, max(0, start - 5), start):
        return False
    before = max(0, start - 32), start
    said = bool(_SAID_AFTER.match(text, end) or (_SAID_CLOSE if clock else _SAID).search(text, *before))
    said = said or (not clock and bool(_MOVED_TO.search(text, *before) or _MOVED.match(text, end)))
    whole = len(values) > 2 and abs(sum(values, Decimal(0)) - 100) <= 1
    if said or whole or clock:
        return said or whole
    decimal = any(value != int(value) for value in values)
    return len(values) > 2 or ("比" not in text[start:end] and (decimal or "∶" in text[start:end]))
