"""Running text → reported statistics: each figure's span, value, unit, kind and hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.coding.claims import Claims
from koujing.coding.numerals import LONGEST, NUMBER, NUMERAL, Numeral, read_numeral


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported statistic: ``text[start:end]``, from its numeral to its unit, and what the text says of it.

    ``value`` is in ``unit`` (万 and 亿 multiplied out), missing for ranges, 数十 and masked numerals; ``low`` and
    ``high`` bound what the wording allows, missing where it leaves that side open.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    modifier: str
    indicator: str
    status: str
    period: str
    note: str


class Found(NamedTuple):
    """A figure before its circumstances are read."""

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
    (?=[\d{_HAN_DIGIT}两十百千万亿第翻几数上好])(?:              # fails fast where nothing can begin
    (?P<date>
        {_YEAR}(?:年?[-－—–~～至到、]{_YEAR})?年                     # 1997年, 一九五三年至一九五七年, 五八年
      | {_DAY}月(?:[份底初末至中上下]|{_DAY}日?|(?!\w))             # 3月5日
      | (?<=月){_DAY}日
      | [{_HAN_DIGIT}十\d]{{1,3}}(?:世纪|年代|时代)
    )
  | (?P<ordinal>第\ ?{NUMBER}(?:位|名)?)                        # 第二十届, 居第4
  | (?P<fold>翻了?[近约]?[一两二三四五]?番)
  | (?P<half>一半)
  | (?P<slash>(?<![\d/／.])[1-9][/／][1-9]\d?+(?![\d/／.年月]))   # 1/4
  | (?P<number>{NUMERAL})
    )""",
    re.VERBOSE,
)

# A span of time that only dates or names something is no statistic (五年来, 第一个五年计划); a reported one stands
# after a word of duration. Shorter spans (小时, 工作日) are seldom used for dating.
_LONG_TIMES = frozenset({"年", "个月", "天", "星期", "个星期", "季度", "个季度", "昼夜", "分钟", "秒"})
_DURATION_BEFORE = re.compile(
    r"(?:连续|延长|缩短|推迟|历时|长达|[提延缩增][^，。]{1,2}[到至]|期限|寿命|年限|时间|工龄|学制|不少于|不超过|不得)[^，。；、：,;:\n]{0,3}\Z"
)
_DATING_AFTER = re.compile(
    r"[来前后内间中里之]|以[来前后]|时间[内里]|多来|期间|计划|规划|制|级|代|轻|初|底|末|上半|下半"
)
_DATING_BEFORE = re.compile(r"[过近前今后最头每第这几那去上下本整个]\Z")

# Measure words that also count the parts of outlines, policies and slogans.
_LOOSE = frozenset(["个", "项", "条", "种", "类", "大类", "处", "次", "点", "场", "件", "位", "名", "支", "家", "篇", "部", "对", "票", "门", "份", "例", "头", "只", "股", "批", "字", "笔", "期"])
# Of these a small number in Chinese script only refers back or names (两大类, 农业八字宪法).
_SETS = frozenset(["类", "大类", "种", "股", "批", "字", "笔", "点", "期"])
# A magnitude alone is a number where something announces it (近千公里), else part of a word (万元产值).
_ANNOUNCED = re.compile(r"[近约超达到逾破过]\Z")
_RANKED = re.compile(r"(?:居|列|升至|跃居|跃升到|上升到|世界|全国|全球|全省)[^，。；、,;:：\n]{0,6}\Z")
_PART_OF_NAME = frozenset("“\"‘《〈+＋·/第初周卅")
_NOT_A_UNIT = re.compile(r"人(?:帮|均|大|才|类)|个(?:人|体|别|性)|次(?:会议|全会)|元化|度[假过]|成(?:[立为员果本就功套批长品绩效都熟千语])|倍[增加]|条(?:件|约|例)|项目|类型|种族|户口|名(?:[额单]|义(?!务))|位[于置]|家(?:庭|属)|里程|所[有以在谓]|头[等号]|面[积貌]|字[号母]|分[之裂]|对[外于]|场[合所]|盘[山水]|[吨瓦]级|天[下地]|里[面程]|台[湾阶]|盏明")

_CHANGE_BEFORE = re.compile(
    r"(?:(?:增长|增加|增产|增收|增|提高|提升|上升|上涨|攀升|上调|涨价|提价|下降|下跌|下调|降低|降价|减价|减少|减产|减|缩短|缩减|压缩|压减|精简|减贫|裁减|扩大|递增|递减)"
    r"(?:了|近|约|超过|将近|大约|幅度|不低于|达到?|至少|目标为|预期目标为|\ ){0,2}"
    r"|(?:新增|增加|减少|增产|减产|提高|降低|裁减|精简|压减)(?![到至为值])[^，。；、：,;:\n到至达为由从了]{1,9}"
    r"|(?:增长率|增长速度|增速|增幅|涨幅|降幅|增长幅度|上涨幅度|递增率)[^，。；、,;\n]{0,5})\Z"
)
_CHANGE_AFTER = re.compile(r"(?:左右|以上)?的(?:增长(?!目标|点|方式)|增幅|增速|速度(?:递增|增长|发展)|降幅)")
_DECREASE = re.compile(r"(?:下降|下跌|下调|降低|减少|减产|减|缩短|缩减|压缩|裁减|精简|降幅|递减)[^，。；、,;]{0,9}\Z")


@cache
def _units() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in lexicons.load("units")}


@cache
def _nouns(*classes: str) -> str:
    words = [row["noun"] for row in lexicons.load("figure_nouns") if row["class"] in classes]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _hedges(side: str) -> re.Pattern[str]:
    by_modifier: dict[str, list[str]] = {}
    for row in lexicons.load("figure_hedges"):
        if row["side"] == side:
            by_modifier.setdefault(row["modifier"], []).append(row["hedge"])
    cases = "|".join(f"(?P<{modifier}>{'|'.join(words)})" for modifier, words in by_modifier.items())
    return re.compile(rf"(?:{cases})[了到达至在为有共]?\Z" if side == "before" else cases)


@cache
def _abstract() -> re.Pattern[str]:
    return re.compile(rf"(?:{_nouns('abstract_here')})|[^，。；、,;：:（(\n的]{{0,4}}?(?:{_nouns('abstract')})")


@cache
def _concrete() -> re.Pattern[str]:
    return re.compile(rf"[^，。；、,;：:（(\n]{{0,8}}?(?:{_nouns('concrete')})")


@cache
def _counted_noun() -> re.Pattern[str]:
    inner = r"[^\W\da-zA-Z_的了是为在和与到达过超比增减把被使由从将要有以而及或也都就又零一二三四五六七八九十百千万亿两]"
    heads = f"(?P<人>{_nouns('person')})|(?P<户>{_nouns('household')})|(?P<thing>{_nouns('thing')})"
    return re.compile(rf"(?!左右|上下){inner}{{0,7}}?(?:{heads})")


def find_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Reported statistics of a running text in order; none overlaps another or a span of ``taken`` (sorted).

    >>> [(f.value, f.unit, f.kind) for f in find_figures("建成公路55公里,增长百分之十八点五,第二十届会议讲了三点意见")]
    [(Decimal('55'), '公里', 'measure'), (Decimal('18.5'), '%', 'change')]
    """
    claims = Claims(text)
    figures: list[Figure] = []
    for found in _without(_joined(text, _found(text)), taken):
        figures.append(_describe(text, found, claims, figures[-1] if figures else None))
    return figures


def _without(found: Iterator[Found], taken: Sequence[tuple[int, int]]) -> Iterator[Found]:
    spans = iter(sorted(taken))
    start, end = next(spans, (-1, -1))
    for one in found:
        while start >= 0 and end <= one.start:
            start, end = next(spans, (-1, -1))
        if start < 0 or one.end <= start:
            yield one


def _found(text: str) -> Iterator[Found]:
    for match in _SCAN.finditer(text):
        kind = match.lastgroup
        if kind == "number":
            found = _number(text, *match.span())
        elif kind == "ordinal":
            found = _rank(text, *match.span())
        elif kind == "fold":
            found = _fold(match)
        elif kind == "half":
            found = Found(*match.span(), _plain(Decimal(50)), "%", "percent")
        elif kind == "slash":
            share = Decimal(match[0][0]) / Decimal(match[0][2:])
            found = Found(*match.span(), _plain((100 * share).quantize(Decimal("0.01"))), "%", "percent")
        else:
            continue
        if found:
            yield found


def _plain(value: Decimal) -> Numeral:
    return Numeral(value, value, value)


def _rank(text: str, start: int, end: int) -> Found | None:
    """第4位, and 第4 after 居, 世界 …; every other ordinal is a name or an outline."""
    placed = text[end - 1] in "位名"
    if placed and _PUT_FIRST.search(text, max(0, start - 2), start):
        return None
    if not placed and not (_RANKED.search(text, max(0, start - 12), start) and not text[end : end + 1].isalnum()):
        return None
    numeral = read_numeral(text[start + 1 : end - placed].strip())
    return Found(start, end, numeral, "位", "rank") if numeral else None


# 放在第一位 and 是第一位的 rank no quantity.
_PUT_FIRST = re.compile(r"(?:放在|摆在|是|作为|占)\Z")
_FOLDS = {"两": 4, "二": 4, "三": 8, "四": 16, "五": 32}


def _fold(match: re.Match[str]) -> Found:
    """翻番 and 翻一番 double, 翻两番 is four times."""
    return Found(*match.span(), _plain(Decimal(_FOLDS.get(match[0][-2], 2))), "倍", "multiple")


def _number(text: str, start: int, end: int) -> Found | None:
    before = text[start - 1 : start]
    if end - start > LONGEST or (before in _PART_OF_NAME and before) or (before.isascii() and before.isalnum()):
        return None
    if "分之" in text[start:end]:
        return _fraction(text, start, end)
    at = end + (text[end : end + 1] == " ")
    unit = _unit_at(text, at)
    if not unit or text[at : at + 2] in {"人民", "人口"}:
        return _without_unit(text, start, end)
    numeral = read_numeral(text[start:end])
    if numeral is None or not _is_figure(text, start, end, at + len(unit), unit, numeral):
        return None
    kind = "rank" if unit == "位" and before in {"前", "后"} else _units()[unit]
    if unit == "成":
        return Found(start, at + 1, _scaled(numeral, 10), "%", kind)
    stop = at + len(unit)
    if numeral.value and text[stop : stop + 1] == "半" and unit != "个":  # 一倍半, 二斤半
        return Found(start, stop + 1, _plain(numeral.value + Decimal("0.5")), unit, kind)
    if text[stop : stop + 1] == "级":
        return None
    return Found(start, at + len(unit), numeral, unit.replace("％", "%").removeprefix("个") or unit, kind)


def _unit_at(text: str, at: int) -> str:
    """The longest unit that begins at a position, or ``""``."""
    units = _units()
    for length in (5, 4, 3, 2, 1):
        word = text[at : at + length]
        if word in units:
            return "" if _NOT_A_UNIT.match(text, at) else word
    return ""


def _fraction(text: str, start: int, end: int) -> Found | None:
    """百分之三 is 3 %, 千分之三 3 ‰, 三分之二 66.67 %."""
    numeral = read_numeral(text[start:end])
    if numeral is None:
        return None
    per_mille = text[start:end].startswith("千分之")
    exact = text[start] in "百千"
    scaled = _scaled(numeral, 1000 if per_mille else 100, None if exact else Decimal("0.01"))
    return Found(start, end, scaled, "‰" if per_mille else "%", "percent")


def _scaled(numeral: Numeral, factor: int, places: Decimal | None = None) -> Numeral:
    def times(number: Decimal | None) -> Decimal | None:
        if number is None:
            return None
        return (number * factor).quantize(places) if places else number * factor

    value, low, high = times(numeral.value), times(numeral.low), times(numeral.high)
    return Numeral(value, low, high, numeral.step * factor, numeral.place * factor, numeral.hedge, numeral.masked)


def _is_figure(text: str, start: int, end: int, after: int, unit: str, numeral: Numeral) -> bool:
    written = text[start:end]
    if unit in _LONG_TIMES:
        if text.startswith(("以内", "以上", "以下", "之内"), after):
            return not _DATING_BEFORE.search(text, max(0, start - 1), start)
        return bool(_DURATION_BEFORE.search(text, max(0, start - 12), start)) and not _DATING_AFTER.match(text, after)
    if _units()[unit] == "measure" and unit in {"小时", "个小时", "工作日", "个工作日"}:
        return not _DATING_BEFORE.search(text, max(0, start - 1), start)
    if _BARE_MAGNITUDE.match(written):
        return bool(_ANNOUNCED.search(text, max(0, start - 1), start))
    if unit not in _LOOSE or (unit == '位' and text[start - 1] in '前后') or written[0].isdigit() or numeral.hedge:
        return unit not in _LOOSE or not _abstract().match(text, after)
    small = numeral.value is not None and numeral.value <= 10
    if small and (unit in _SETS or text[start - 1] in "这那各每一"):
        return False
    return (bool(_concrete().match(text, after)) if small else True) and not _abstract().match(text, after)


_BARE_MAGNITUDE = re.compile(r"[百千万亿]+\Z")


def _without_unit(text: str, start: int, end: int) -> Found | None:
    """31万贫困户, 十亿人口, 5村: the span runs to the counted noun, whose head is the unit."""
    written = text[start:end]
    large = written[-1] in "万亿多余" or "万" in written or "亿" in written
    if _BARE_MAGNITUDE.match(written) or not (large or written.isdigit()):
        return None
    numeral = read_numeral(written)
    if numeral is None:
        return None
    noun = _counted_noun().match(text, end)
    if noun:
        unit = noun["thing"] or noun.lastgroup or ""
        return Found(start, noun.end(), numeral, unit, "count", noun[0])
    if not large and text[end : end + 1] in "省县市乡镇村" and len(written) < 5:
        return Found(start, end + 1, numeral, text[end], "count")
    if not large:
        return None
    if _MONEY_NEAR.search(text, max(0, start - 20), end + 12):
        return Found(start, end, numeral, "元", "money")
    return Found(start, end, numeral, "", "count")


_MONEY_NEAR = re.compile(r"[万亿]元|贷款|资金|投资|收入|支出|产值|利润|税")


_RANGE_LINK = re.compile(r"[至到\-－—–~～]\Z")


def _joined(text: str, found: Iterator[Found]) -> Iterator[Found]:
    """Join the ends of a range that names its unit twice (30%－40%); 从A到B stays two figures."""
    last: Found | None = None
    for one in found:
        if last and _is_range(text, last, one):
            low, high = last.numeral.value, one.numeral.value
            last = Found(last.start, one.end, Numeral(None, low, high, one.numeral.step, one.numeral.place), one.unit, one.kind)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _is_range(text: str, first: Found, second: Found) -> bool:
    if not 0 <= second.start - first.end <= 1 or first.unit != second.unit:
        return False
    low, high = first.numeral.value, second.numeral.value
    linked = _RANGE_LINK.match(text, first.end, second.start)
    return bool(linked and low is not None and high is not None and low < high and text[first.start - 1 : first.start] not in "从由自")


# 分别增长9.4%、9.1%: what is said of the first holds for the second.
_AND = frozenset({"、", "和", "与", "及", "以及"})


def _describe(text: str, found: Found, claims: Claims, last: Figure | None) -> Figure:
    listed = last is not None and last.unit == found.unit and text[last.end : found.start] in _AND
    kind = last.kind if last and listed else _kind(text, found)
    modifier = _modifier(text, found)
    indicator, status, period = claims.describe(found.start, found.end, kind, found.noun)
    low, high = _bounds(found, modifier)
    numeral = found.numeral
    unit = found.unit or _implied_unit(indicator)
    return Figure(
        found.start, found.end, numeral.value, low, high, unit, kind, modifier, indicator, status, period,
        last.note if last and listed else _note(text, found, kind),
    )


def _implied_unit(indicator: str) -> str:
    """The unit of a number without one, from what it measures (出境旅游人次 8300万, 贫困人口 6800多万)."""
    if "人次" in indicator:
        return "人次"
    return "人" if "人" in indicator else "户" if "户" in indicator else ""


def _kind(text: str, found: Found) -> str:
    if found.kind in {"multiple", "rank"}:
        return found.kind
    if _CHANGE_BEFORE.search(text, max(0, found.start - 16), found.start) or _CHANGE_AFTER.match(text, found.end):
        return "change"
    return found.kind


def _modifier(text: str, found: Found) -> str:
    after = _hedges("after").match(text, found.end)
    if after:
        return after.lastgroup or ""
    before = _hedges("before").search(text, max(0, found.start - 6), found.start)
    if before:
        return before.lastgroup or ""
    return {"": "", "几": "approx", "数": "approx", "上": "at_least"}.get(found.numeral.hedge, "over")


def _bounds(found: Found, modifier: str) -> tuple[Decimal | None, Decimal | None]:
    """The interval a hedged figure allows; 左右 is taken as half the last non-zero place to either side (a choice)."""
    numeral = found.numeral
    value, place = numeral.value, numeral.place
    if value is None or numeral.hedge:
        return numeral.low, numeral.high
    if modifier in {"over", "at_least"}:
        return value, None
    if modifier == "at_most":
        return None, value
    if modifier == "near":
        return value - place, value
    if modifier == "approx":
        return value - place / 2, value + place / 2
    if numeral.step == 1 and found.kind in {"percent", "measure"}:
        return value - Decimal("0.5"), value + Decimal("0.5")
    return numeral.low, numeral.high


def _note(text: str, found: Found, kind: str) -> str:
    """``masked``, ``decrease``, or by what a multiple multiplies (增长一倍 and 翻一番: ×2, 增长到两倍: ×2)."""
    if found.numeral.masked:
        return "masked"
    if kind == "change" and _DECREASE.search(text, max(0, found.start - 14), found.start):
        return "decrease"
    if kind == "multiple" and found.numeral.value is not None:
        grown = text[found.end - 1] != "番" and _CHANGE_BEFORE.search(text, max(0, found.start - 16), found.start)
        return f"×{found.numeral.value + bool(grown)}"
    return ""
