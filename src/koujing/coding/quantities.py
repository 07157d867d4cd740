"""Running text → quantities: the numerals with a unit that state something, each with its span.

Dates, ordinals, outlines, names with a number in them and counts of the parts of a policy are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.coding.numerals import LONGEST, NUMBER, NUMERAL, Numeral, read_numeral


class Quantity(NamedTuple):
    """A numeral with its unit at ``text[start:end]``; ``noun`` is the counted noun where that stands for a unit."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    kind: str
    noun: str = ""


_HAN_DIGIT = "○〇零一二三四五六七八九"
_YEAR = rf"(?:[12]\d[\d*]{{2}}|[一二][{_HAN_DIGIT}]{{3}}|[五六七八九][{_HAN_DIGIT}](?!年[来前后内间多]))"
_DAY = r"(?:\d\d?|[一二三四五六七八九十]{1,3})"
_SCAN = re.compile(
    rf"""
    (?=[\d{_HAN_DIGIT}两十百千万亿第翻几数上好])(?:                # fails fast where nothing can begin
    (?P<date>
        {_YEAR}(?:年?[-－—–~～至到、]{_YEAR})?年                       # 1997年, 一九五三年至一九五七年, 五八年
      | {_DAY}月(?:[份底初末至中上下]|{_DAY}日?|(?!\w))               # 3月5日
      | (?<=月){_DAY}日
      | [{_HAN_DIGIT}十\d]{{1,3}}(?:世纪|年代|时代)
    )
  | (?P<ordinal>第\ ?{NUMBER}(?:位|名)?)                          # 第二十届, 居第4
  | (?P<fold>翻了?[近约]?[一两二三四五]?番)
  | (?P<half>一半)
  | (?P<slash>(?<![\d/／.])[1-9][/／][1-9]\d?+(?![\d/／.年月]))     # 1/4
  | (?P<number>{NUMERAL})
    )""",
    re.VERBOSE,
)

# A span of time that only dates or names something is no statistic (五年来, 第一个五年计划); a reported one stands
# after a word of duration or has a limit. Hours and working days are seldom used for dating.
_LONG_TIMES = re.compile(r"年|天|秒|分钟|昼夜|个[半多]?月|个?(?:星期|季度)")
_DURATION_BEFORE = re.compile(
    r"(?:连续|延长|缩短|推迟|历时|长达|[提延缩增][^，。]{1,2}[到至]|期限|寿命|年限|时间|工龄|学制|不少于|不超过|不得)"
    r"[^，。；、：,;:\n]{0,3}\Z"
)
_DATING_BEFORE = re.compile(r"[过近前今后最头每第这几那去上下本整个]\Z")
_DATING_AFTER = re.compile(
    r"[来前后内间中里之]|以[来前后]|时间[内里]|多来|期间|计划|规划|制|级|代|轻|初|底|末|上半|下半"
)

# Measure words that also count the parts of outlines, policies and slogans.
_LOOSE = frozenset("个项条种类处次点场件位名支家篇部对票门份例头只股批字笔期") | {"大类"}
# A small number of these in Chinese script only refers back or names (两大类, 农业八字宪法).
_SETS = frozenset("类种股批字笔点期") | {"大类"}
_REFERRING = frozenset("这那各每一")
# A magnitude alone is a number where something announces it (近千公里), else part of a word (万元产值).
_BARE_MAGNITUDE = re.compile(r"[百千万亿]+\Z")
_ANNOUNCED = re.compile(r"[近约超达到逾破过]\Z")
_PART_OF_NAME = frozenset('“"‘《〈+＋·/第初周卅')
# Words that begin like a measure word.
_NOT_A_UNIT = re.compile(
    r"人(?:帮|均|大|才|类)|个(?:人(?!民)|体|别|性)|次(?:会议|全会)|元化|度[假过]|成[立为员果本就功套批长品绩效都熟千语]"
    r"|倍[增加]|条[件约例]|项目|类型|种族|户口|名(?:[额单]|义(?!务))|位[于置]|家[庭属]|里[程面]|所[有以在谓]|头[等号]"
    r"|面[积貌]|字[号母]|分[之裂]|对[外于]|场[合所]|盘[山水]|[吨瓦]级|天[下地]|台[湾阶]|盏明"
)
_RANKED = re.compile(r"(?:居|列|升至|跃居|跃升到|上升到|世界|全国|全球|全省)[^，。；、,;:：\n]{0,6}\Z")
# 放在第一位 and 是第一位的 rank no quantity.
_PUT_FIRST = re.compile(r"(?:放在|摆在|是|作为|占)\Z")
_MONEY_NEAR = re.compile(r"[万亿]元|贷款|资金|投资|收入|支出|产值|利润|税")
_FOLDS = {"两": 4, "二": 4, "三": 8, "四": 16, "五": 32}
_RANGE_LINK = re.compile(r"[至到\-－—–~～]\Z")


@cache
def _units() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in lexicons.load("units")}


@cache
def _nouns(name: str) -> str:
    words = [row["noun"] for row in lexicons.load("figure_nouns") if row["class"] == name]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _abstract() -> re.Pattern[str]:
    return re.compile(rf"(?:{_nouns('abstract_here')})|[^，。；、,;：:（(\n的]{{0,4}}?(?:{_nouns('abstract')})")


@cache
def _concrete() -> re.Pattern[str]:
    return re.compile(rf"[^，。；、,;：:（(\n]{{0,8}}?(?:{_nouns('concrete')})")


@cache
def _counted_noun() -> re.Pattern[str]:
    inner = (
        r"[^\W\da-zA-Z_的了是为在和与到达过超比增减把被使由从将要有以而及或也都就又零一二三四五六七八九十百千万亿两个]"
    )
    heads = f"(?P<人>{_nouns('person')})|(?P<户>{_nouns('household')})|(?P<thing>{_nouns('thing')})"
    return re.compile(rf"(?!左右|上下){inner}{{0,7}}?(?:{heads})")


def find_quantities(text: str) -> Iterator[Quantity]:
    """Quantities of a text in order, none overlapping another; ranges whose ends both have a unit are one.

    >>> [text[q.start:q.end] for text in ["翻两番,占30%－40%,十四五时期共60个亿"] for q in find_quantities(text)]
    ['翻两番', '30%－40%', '60个亿']
    """
    last: Quantity | None = None
    for one in _single_quantities(text):
        if last and _is_range(text, last, one):
            low, high = last.numeral.value, one.numeral.value
            numeral = Numeral(None, low, high, one.numeral.step, one.numeral.place)
            last = one._replace(start=last.start, numeral=numeral)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether a link such as 至 stands between two like quantities; 从A到B tells a change, not a range."""
    low, high = first.numeral.value, second.numeral.value
    if first.unit != second.unit or low is None or high is None or low >= high:
        return False
    return bool(_RANGE_LINK.match(text, first.end, second.start)) and text[
        first.start - 1 : first.start
    ] not in frozenset("从由自")


def _single_quantities(text: str) -> Iterator[Quantity]:
    for match in _SCAN.finditer(text):
        case = match.lastgroup
        found = _read(case, text, *match.span()) if case and case != "date" else None
        if found:
            yield found


def _read(case: str, text: str, start: int, end: int) -> Quantity | None:
    """The quantity of one match of the scan, by the case that matched."""
    if case == "number":
        return _number(text, start, end)
    if case == "ordinal":
        return _rank(text, start, end)
    if case == "fold":  # 翻番 and 翻一番 double, 翻两番 is four times
        return Quantity(start, end, _plain(_FOLDS.get(text[end - 2], 2)), "倍", "multiple")
    share = Decimal(50) if case == "half" else 100 * Decimal(text[start]) / Decimal(text[start + 2 : end])
    return Quantity(start, end, _plain(share.quantize(Decimal("0.01"))), "%", "percent")


def _plain(value: int | Decimal) -> Numeral:
    exact = Decimal(value)
    return Numeral(exact, exact, exact)


def _rank(text: str, start: int, end: int) -> Quantity | None:
    """第4位, and 第4 after 居, 世界 …; every other ordinal is a name or an outline."""
    placed = text[end - 1] in "位名"
    if placed:
        ranked = not _PUT_FIRST.search(text, max(0, start - 2), start)
    else:
        ranked = bool(_RANKED.search(text, max(0, start - 12), start)) and not text[end : end + 1].isalnum()
    numeral = read_numeral(text[start + 1 : end - placed].strip()) if ranked else None
    return Quantity(start, end, numeral, "位", "rank") if numeral else None


def _number(text: str, start: int, end: int) -> Quantity | None:
    before = text[start - 1 : start]
    if end - start > LONGEST or before in _PART_OF_NAME or (before.isascii() and before.isalnum()):
        return None
    if "分之" in text[start:end]:
        return _fraction(text, start, end)
    at = end + (text[end : end + 1] == " ")
    unit = _unit_at(text, at)
    if not unit or text.startswith(("人民", "人口"), at):
        return _without_unit(text, start, end)
    numeral = read_numeral(text[start:end])
    stop = at + len(unit)
    if numeral is None or text[stop : stop + 1] == "级" or not _states(text, start, end, stop, unit, numeral):
        return None
    kind = "rank" if unit == "位" and before in {"前", "后"} else _units()[unit]
    if unit == "成":
        return Quantity(start, stop, numeral.scaled(10), "%", kind)
    if numeral.value and text[stop : stop + 1] == "半" and unit != "个":  # 一倍半, 二斤半
        return Quantity(start, stop + 1, _plain(numeral.value + Decimal("0.5")), unit, kind)
    return Quantity(start, stop, numeral, unit.replace("％", "%").removeprefix("个") or unit, kind)


def _unit_at(text: str, at: int) -> str:
    """The longest unit that begins at a position, or ``""``."""
    units = _units()
    for length in (5, 4, 3, 2, 1):
        word = text[at : at + length]
        if word in units:
            return "" if _NOT_A_UNIT.match(text, at) else word
    return ""


def _fraction(text: str, start: int, end: int) -> Quantity | None:
    """百分之三 is 3 %, 千分之三 3 ‰, 三分之二 66.67 %."""
    numeral = read_numeral(text[start:end])
    if numeral is None:
        return None
    if text.startswith("千分之", start):
        return Quantity(start, end, numeral.scaled(1000), "‰", "percent")
    places = None if text.startswith("百分之", start) else Decimal("0.01")
    return Quantity(start, end, numeral.scaled(100, places), "%", "percent")


def _states(text: str, start: int, end: int, after: int, unit: str, numeral: Numeral) -> bool:
    """Whether a numeral with a unit states something: it does not only date, name or announce."""
    if _LONG_TIMES.fullmatch(unit):
        if text.startswith(("以内", "以上", "以下", "之内"), after):
            return not _DATING_BEFORE.search(text, max(0, start - 1), start)
        lasts = _DURATION_BEFORE.search(text, max(0, start - 12), start)
        return bool(lasts) and not _DATING_AFTER.match(text, after)
    if unit.endswith(("小时", "工作日")):
        return not _DATING_BEFORE.search(text, max(0, start - 1), start)
    if _BARE_MAGNITUDE.match(text, start, end):
        return bool(_ANNOUNCED.search(text, max(0, start - 1), start))
    if unit not in _LOOSE or (unit == "位" and text[start - 1] in "前后"):
        return True
    if _abstract().match(text, after):
        return False
    small = numeral.value is not None and numeral.value <= 10
    if text[start].isdigit() or numeral.hedge or not small:
        return True
    return unit not in _SETS and text[start - 1] not in _REFERRING and bool(_concrete().match(text, after))


def _without_unit(text: str, start: int, end: int) -> Quantity | None:
    """31万贫困户, 十亿人口, 5村: the span runs to the counted noun, whose head is the unit."""
    written = text[start:end]
    large = not {"万", "亿"}.isdisjoint(written)
    stated = large or written.isdigit() or {"百", "千", "多"} & set(written)
    numeral = read_numeral(written) if stated and not _BARE_MAGNITUDE.match(written) else None
    if numeral is None:
        return None
    if noun := _counted_noun().match(text, end):
        kind, head = noun.lastgroup or "", noun[noun.lastindex or 0]  # 在校生 and 农民 are counted by themselves
        return Quantity(start, noun.end(), numeral, kind if kind in head else head, "count", noun[0])
    if written.isdigit() and len(written) < 5 and text[end : end + 1] in set("省县市乡镇村"):
        return Quantity(start, end + 1, numeral, text[end], "count", text[end])
    unit, kind = ("元", "money") if _MONEY_NEAR.search(text, max(0, start - 20), end + 12) else ("", "count")
    return Quantity(start, end, numeral, unit, kind) if large else None
