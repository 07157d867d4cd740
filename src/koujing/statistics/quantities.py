"""Running text → quantities: the numerals with a unit that state an amount, each with its span.

Dates, ordinals, outline numbers, names that contain a number and counts of the parts of a policy are ruled out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from koujing.chinese.joints import JOINING
from koujing.chinese.numeral_forms import (
    CHINESE_YEAR,
    DIGITS,
    LINKS,
    LONGEST,
    MAGNITUDES,
    TO_TEN,
    YEAR,
    ZEROS,
    number_pattern,
    numeral_pattern,
)
from koujing.chinese.numeral_starts import numeral_starts
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_integer, read_numeral
from koujing.chinese.places import Characters, matches_at
from koujing.statistics.guards import is_bare, is_name, is_share, states
from koujing.statistics.halves import and_a_half, tenths
from koujing.statistics.money import coins, currency_before, in_currency
from koujing.statistics.quantity import Quantity, exact
from koujing.statistics.ranks import Rank, ranks_of, top_of
from koujing.statistics.ratios import find_ratios
from koujing.statistics.shared import with_listed
from koujing.statistics.signs import sign_start
from koujing.statistics.units import Unit, counted_noun, unit_at, with_denominator

# 五八年, but 五六年来 is five or six years.
_SHORT_YEAR = rf"[{DIGITS[4:]}][{ZEROS}{DIGITS}](?!年[来前后内间多])"
_YEAR = f"(?:{YEAR}|{_SHORT_YEAR})"
_DAY = rf"(?:\d\d?|[{TO_TEN}]{{1,3}})"
_DATES = (
    rf"{CHINESE_YEAR}(?=[、和两])",  # 一九八一和一九八二两个年度
    rf"{_YEAR}(?:年?[{LINKS}、]{_YEAR})?年",  # 1997年, 一九五三年至一九五七年, 五八年
    rf"{_DAY}月(?:[份底初末至中上下]|{_DAY}日?(?!\d)|(?!\w))",  # 3月5日, but 3月1200人
    f"(?<=月){_DAY}日",
    rf"[{ZEROS}{TO_TEN}\d]{{1,3}}(?:世纪|年代|时代)",
)


@cache
def _scan() -> re.Pattern[str]:
    """The cases of a numeral, dates first."""
    cases = {
        "date": "|".join(_DATES),
        "ordinal": rf"第\ ?{number_pattern()}(?:\ ?[位名])?",  # 第二十届, 居第4
        "fold": rf"翻了?[近约]?(?:[两{DIGITS[:5]}1-5]?番|一倍)",
        "half": "一半|半数",
        "slash": r"(?<![\d/／.又])[1-9][/／][1-9]\d?+(?![\d/／.年月A-Za-z])",  # 1/4
        "number": numeral_pattern(),
    }
    return re.compile("|".join(f"(?P<{name}>{case})" for name, case in cases.items()), re.VERBOSE)


_MONEY_NEAR = re.compile(r"[万亿]元|贷款|资金|投资|收入|支出|产值|利润|税")
# 每个大棚补贴49800, 收入有300左右.
_PAID = re.compile(r"(?:补贴|补助|收入|工资|奖励|花费|报酬|租金|分红|挣|赚)[^，。；、：,;:\n\d]{0,5}\Z")
_PAID_ENDS = re.compile(r"(?:左右|以上|上下)?[，。；,;！]")
# 12县, but 312省道, 12市民热线 …
_PLACE = re.compile("乡镇|县区|县市|行政村|自然村|社区|街道|[省县市乡镇村区](?![道级委直场民区域土城容府长])")
# 2022 before a noun that it does not count (2022国际旅客) names a year.
_YEAR_NAME = re.compile(r"(?:19|20)\d\d")
_PER_CENT = Unit("%", "%", "percent", "counts")
# A fraction of tens is a decimal: 十万分之五 is 0.005 %, and nothing is rounded.
_TENS = re.compile(rf"\d*[{MAGNITUDES}]+分之")
_SMALL = re.compile(f"[两{TO_TEN}](?![{TO_TEN}{MAGNITUDES}])")
_JOINED = re.compile(rf"[{LINKS}{JOINING}]")
_RANGE_LINK = re.compile(rf"[{LINKS}]\Z")


def find_quantities(text: str, characters: Characters | None = None) -> list[Quantity]:
    """The quantities of a text in order, none overlapping; a range whose ends both have a unit is one quantity.

    ``characters`` are those of the text, where they are at hand.

    >>> texts = ["翻两番,占30%－40%,十四五时期共60个亿", "分别提高3、5、7个百分点"]
    >>> [text[q.start:q.end] for text in texts for q in find_quantities(text)]
    ['翻两番', '30%－40%', '60个亿', '3', '5', '7个百分点']
    """
    found: list[Quantity] = []
    for one in _single_quantities(characters or Characters(text)):
        if one.unit in {"百分点", "千分点"}:
            _share_points(text, found, one)
        if found and _is_range(text, found[-1], one):
            ends = [end for end in (*_ends(found[-1]), *_ends(one)) if end is not None]
            numeral = Numeral(None, min(ends), max(ends), one.numeral.step, one.numeral.place)
            found[-1] = one._replace(start=found[-1].start, numeral=numeral)
        elif one.unit and (listed := with_listed(text, found, one)):
            while found and found[-1].end > listed[0].start:  # read without their unit: 3.2万、1.4万人
                found.pop()
            found += listed
        else:
            found.append(one)
    return found


def _share_points(text: str, found: list[Quantity], last: Quantity) -> None:
    """Give percentage points to the quantities in bare 个 that the last one continues: 提高3个、5个、7个百分点."""
    at, end = len(found), last.start
    while at and found[at - 1].unit == "个" and _JOINED.fullmatch(text, found[at - 1].end, end):
        at, end = at - 1, found[at - 1].start
        found[at] = found[at]._replace(unit=last.unit, kind=last.kind)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether a link such as 至 joins two quantities of one unit; 从A到B states a change, not a range."""
    if first.unit != second.unit:
        return False
    (bottom, low), (high, top) = _ends(first), _ends(second)
    if low is None or high is None or bottom is None or top is None or bottom == top:
        return False
    if _is_estimate(text, first, second):
        return True
    if low > high >= 0:
        return False
    linked = bool(_RANGE_LINK.match(text, first.end, second.start))
    return linked and text[first.start - 1 : first.start] not in {"从", "由", "自"}


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a quantity states: 五六百 are 500 and 600, 500 is both."""
    numeral = quantity.numeral
    return (numeral.low, numeral.high) if numeral.value is None else (numeral.value, numeral.value)


def _is_estimate(text: str, first: Quantity, second: Quantity) -> bool:
    """十个八个, 三天五天: two small numbers in words side by side."""
    return first.end == second.start and bool(_SMALL.match(text, first.start) and _SMALL.match(text, second.start))


def _single_quantities(characters: Characters) -> Iterator[Quantity]:
    """The quantities of a text and its ratios, in order; one may run over the numeral that follows (两块三毛五)."""
    text, done = characters.text, 0
    ratios = find_ratios(characters)
    ratio = next(ratios, None)
    for match in matches_at(_scan(), text, numeral_starts(characters)):
        while ratio and ratio.start < match.end():
            yield Quantity(*ratio, "", "ratio")
            done, ratio = max(done, ratio.end), next(ratios, None)
        case = match.lastgroup if match.start() >= done else None
        if case == "ordinal":
            ranks = [Quantity(*rank, "位", "rank") for rank in ranks_of(text, *match.span())]
            yield from ranks
            done = max(done, *(rank.end for rank in ranks)) if ranks else done
            continue
        found = _read(case, text, _once(match), match.end(), done) if case and case != "date" else None
        if found and found.start >= done:
            done = found.end
            yield found


def _once(match: re.Match[str]) -> int:
    """Where the numeral of a match begins: the second mention where a number is named twice (三十万三十万地补)."""
    start, end = match.span()
    middle = (start + end) // 2
    twice = middle > start + 1 and match.string[end - 1] in MAGNITUDES and match[0] == 2 * match.string[start:middle]
    return middle if twice else start


def _read(case: str, text: str, start: int, end: int, last: int) -> Quantity | None:
    """The quantity of one match of the scan, read according to the case that matched; ``last`` is where the one before ends."""
    if case == "number":
        return _number(text, start, end, last)
    if case == "fold":  # 翻番, 翻一番 and 翻一倍 double, 翻两番 is four times
        return Quantity(start, end, exact(2 ** (read_integer(text[end - 2]) or 1)), "倍", "multiple")
    if case == "slash" and not is_share(text, start, end):
        return None
    share = Decimal(50) if case == "half" else 100 * Decimal(text[start]) / Decimal(text[start + 2 : end])
    return Quantity(start, end, exact(share.quantize(Decimal("0.01"))), "%", "percent")


def _placed(rank: Rank | None) -> Quantity | None:
    return Quantity(*rank, "位", "rank") if rank else None


def _number(text: str, start: int, end: int, last: int) -> Quantity | None:
    if end - start > LONGEST:
        return None
    money = currency_before(text, start)
    one = in_currency(text, money, start, end) if money else None
    if one or (money and not money.is_word):
        return one
    return None if is_name(text, start, end) else _number_of(text, start, end, last)


def _number_of(text: str, start: int, end: int, last: int) -> Quantity | None:
    if "分之" in text[start:end] and "又" not in text[start:end]:
        return _fraction(text, start, end, last)
    end -= text[end - 1] == "来" and unit_at(text, end) is None  # 十来个, but 其中200来自县外
    numeral = read_numeral(text[start:end])
    if numeral and (rank := top_of(text, start, end, numeral)):
        return _placed(rank)
    if numeral and (sum_of := coins(text, numeral, end)):
        return Quantity(start, sum_of[0], exact(sum_of[1]), "元", "money")
    at = end + (text[end : end + 1] == " ")
    if over := _and_more(text, start, end, last):
        return over
    unit = unit_at(text, at)
    if half := and_a_half(text, start, end, at, unit):
        return Quantity(*half)
    return _with_unit(text, start, end, at, unit, last) if unit else _without_unit(text, start, end)


def _and_more(text: str, start: int, end: int, last: int) -> Quantity | None:
    """6个多小时, 两个多月: more than so many units of time, or points."""
    unit = unit_at(f"个{text[end + 2 : end + 5]}", 0) if text.startswith("个多", end) else None
    if unit is None or unit.written == "个":
        return None
    found = _with_unit(text, start, end, end, unit, last)
    numeral = read_numeral(f"{text[start:end]}多")
    return found._replace(end=found.end + 1, numeral=numeral) if found and numeral else None


def _with_unit(text: str, start: int, end: int, at: int, unit: Unit, last: int) -> Quantity | None:
    """The numeral ``text[start:end]`` in a unit that begins at ``at``."""
    begin = sign_start(text, start, unit, last)
    numeral = read_numeral(text[begin:end].replace("- ", "-"))
    stop, name = with_denominator(text, at, unit)
    if numeral is None or text[stop : stop + 1] == "级" or not states(text, start, end, stop, unit, numeral):
        return None
    if unit.written == "成":
        return Quantity(*tenths(text, begin, stop, numeral))
    return Quantity(begin, stop, numeral, name, unit.kind)


def _fraction(text: str, start: int, end: int, last: int) -> Quantity | None:
    """百分之三 is 3 %, 千分之三 3 ‰, 十万分之五 0.005 %, 三分之二 66.67 %."""
    begin = sign_start(text, start, _PER_CENT, last)
    numeral = read_numeral(text[begin:end])
    if numeral is None:
        return None
    if text.startswith("千分之", start):
        return Quantity(begin, end, numeral.scaled(1000), "‰", "percent")
    places = None if _TENS.match(text, start) else Decimal("0.01")
    return Quantity(begin, end, numeral.scaled(100, places), "%", "percent")


def _without_unit(text: str, start: int, end: int) -> Quantity | None:
    """31万贫困户, 十亿人口, 5村: the span runs to the counted noun, whose head is the unit."""
    written = text[start:end]
    large = not {"万", "亿"}.isdisjoint(written)
    if written.isdigit() and len(written) > 2 and _PAID_ENDS.match(text, end) and _PAID.search(text, max(0, start - 12), start):
        numeral = None if _YEAR_NAME.fullmatch(written) else read_numeral(written)
        return Quantity(start, end, numeral, "元", "money") if numeral else None
    stated = large or written.isdigit() or {"百", "千", "多"} & set(written)
    if not stated or is_bare(text, start, end) or text[end : end + 1] == "级":
        return None
    numeral = read_numeral(written)
    if numeral is None:
        return None
    noun = counted_noun().match(text, end)
    if noun and not (_YEAR_NAME.fullmatch(written) and noun[0] not in noun.groups()):
        kind, head = noun.lastgroup or "", noun[noun.lastindex or 0]  # 在校生 and 农民 are their own units
        return Quantity(start, noun.end(), numeral, kind if kind in head else head, "count", noun[0])
    if written.isdigit() and len(written) < 5 and (place := _PLACE.match(text, end)):
        return Quantity(start, place.end(), numeral, place[0], "count", place[0])
    unit, kind = ("元", "money") if _MONEY_NEAR.search(text, max(0, start - 20), end + 12) else ("", "count")
    return Quantity(start, end, numeral, unit, kind) if large else None
