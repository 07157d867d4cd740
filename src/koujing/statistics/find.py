"""Running text → reported statistics: each statistic with its value, kind, hedge and what the text says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from koujing import lexicons
from koujing.chinese.marks import Marks, Span
from koujing.chinese.moves import ABOUT, NEARLY
from koujing.speech import Section
from koujing.statistics.claims import Claims
from koujing.statistics.quantities import Quantity, find_quantities
from koujing.statistics.surroundings import verbs


@dataclass(frozen=True, slots=True)
class Statistic:
    """One reported statistic: ``text[start:end]``, from its numeral to its unit, and what the text says of it.

    ``value`` is in ``unit`` (万 and 亿 multiplied out), missing for ranges, 数十 and masked numerals; ``low`` and
    ``high`` bound what the wording allows, missing where it leaves that side open. ``kind`` is money, count, percent,
    change, rank, multiple or measure; ``modifier`` over, at_least, near, approx, at_most or empty; ``status``
    achieved, target, rule or context; ``domain`` a domain of life (money, agriculture, …) or empty; ``when`` is where
    the period stands and ``named`` where the indicator does, missing where there is none; ``role`` start (the level from
    which another moves), whole (of which another is a part), compared (what another is compared with) or empty.
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
    domain: str
    note: str
    when: Span | None
    named: Span | None
    role: str


# 节约 saves, 签约, 条约 … are contracts; 最近, 附近 … are near in time or place.
_NO_HEDGE_AFTER = "节签条公合契制违预履集简解租立最附临邻靠亲就反赶高"
# 12个多功能厅, 5个余热项目: 多 and 余 begin a word.
_NO_HEDGE = "多[样功元媒种方边层党少能部重民维头彩级式用子云]|余[热额粮下缺]|之[上下][游]"

# 7天内 ends a term, 5项内容 does not.
_TERMS = frozenset({"天", "个月", "小时", "工作日", "分钟", "年"})

# A statistic after one of these is itself an increase or decrease (增长近8%, 新增就业1000万人), but not after 增加到.
_BETWEEN = r"(?:了|近|约|超过|将近|大约|幅度|不低于|达到?|至少|目标为|预期目标为|(?:保持|稳定|维持|控制)在|不超过|不得低于|\ ){0,2}"
_OF_WHAT = (
    r"(?:(?<!每)新增|增加|减少|增产|减产|提高|降低|裁减|精简|压减)(?![到至为值])[^，。；、：,;:\n到至达为由从了]{1,9}"
)
# 增加的收入将达到12.5亿元: the amount that is added.
_ADDITION = r"(?:增加|减少|新增)的[^，。；、：,;:\n由从]{1,8}(?:达到?|为|是|有|约)"
# 多收三五斗; 扩大水田3万亩.
_MORE = rf"(?:[多少][收产打施](?:{NEARLY})?|扩大[^，。；、,;\n]{{0,4}}[田地园积])"
_RATE = r"(?:增长率|增长速度|增速|增幅|涨幅|降幅|增长幅度|上涨幅度|递增率)(?:达到|[^，。；、,;\n到至]){0,5}"
_ADDED = re.compile("新增(?:生产能力|就业)")
_SAVED = re.compile(rf"(?:节约|节省)(?:{NEARLY})?\Z")
_CHANGE_AFTER = re.compile(rf"(?:{ABOUT})?的(?:增长(?!目标|点|方式)|增幅|增速|速度(?:递增|增长|发展)|降幅)")
# 分别增长9.4%、9.1%: what is said of the first holds for the second.
_AND = frozenset({"、", "和", "与", "及", "以及"})


@cache
def _change() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{verbs('increase', 'decrease')}){_BETWEEN}|{_OF_WHAT}|{_ADDITION}|{_MORE}|{_RATE})\Z")


@cache
def _decrease() -> re.Pattern[str]:
    return re.compile(rf"(?:{verbs('decrease')}|降幅|节约|节省)[^，。；、,;]{{0,9}}\Z")


@cache
def _hedges(side: str) -> re.Pattern[str]:
    by_modifier: dict[str, list[str]] = {}
    for row in lexicons.load("statistic_hedges"):
        if row["side"] == side:
            by_modifier.setdefault(row["modifier"], []).append(row["hedge"])
    cases = "|".join(f"(?P<{modifier}>{'|'.join(words)})" for modifier, words in by_modifier.items())
    moved = rf"(?:{verbs('increase', 'decrease')}|节约|节省)?[了到达至在为有共]?\Z"
    if side == "before":
        return re.compile(rf"(?<![{_NO_HEDGE_AFTER}])(?:{cases}){moved}")
    return re.compile(rf"(?!{_NO_HEDGE})(?:{cases})")


def find_statistics(
    text: str,
    taken: Sequence[Span] = (),
    sections: Sequence[Section] = (),
    year: int | None = None,
    marks: Marks | None = None,
) -> list[Statistic]:
    """Reported statistics of a running text in order; none overlaps another or a span of ``taken``.

    ``sections`` is the outline of the text, by whose parts a statistic is achieved or a target where its wording is open, and
    ``year`` the year in which it was spoken, where that is known; ``marks`` are those of the text, where they are at hand.

    >>> [(f.value, f.unit, f.kind) for f in find_statistics("建成公路55公里,增长百分之十八点五,第二十届会议讲了三点意见")]
    [(Decimal('55'), '公里', 'measure'), (Decimal('18.5'), '%', 'change')]
    """
    claims = Claims(marks or Marks(text), sections, year)
    statistics: list[Statistic] = []
    for quantity in _outside(find_quantities(text), taken):
        statistics.append(_describe(text, quantity, claims, statistics[-1] if statistics else None))
    return statistics


def _outside(quantities: Iterable[Quantity], taken: Sequence[Span]) -> Iterator[Quantity]:
    """The quantities that touch no taken span; both in order, so one pass suffices."""
    spans = iter(sorted(taken))
    span = next(spans, None)
    for one in quantities:
        while span and span[1] <= one.start:
            span = next(spans, None)
        if not span or one.end <= span[0]:
            yield one


def _describe(text: str, quantity: Quantity, claims: Claims, last: Statistic | None) -> Statistic:
    start, end, numeral, unit = quantity.start, quantity.end, quantity.numeral, quantity.unit
    if last and last.unit == unit and text[last.end : start] in _AND:
        kind, note = last.kind, last.note
    else:
        kind = _kind(text, quantity)
        note = _note(text, quantity, kind)
    modifier = _modifier(text, quantity)
    low, high = _bounds(quantity, modifier)
    claim = claims.describe(start, end, kind if unit else "", quantity.noun)
    unit = unit or _implied_unit(claim.indicator)
    if kind in {"count", "measure"} and _ADDED.search(claim.indicator):
        kind = "change"
    return Statistic(
        start, end, numeral.value, low, high, unit, kind, modifier, claim.indicator, claim.status, claim.period, claim.domain, note,
        claim.when, claim.named, claim.role,
    )  # fmt: skip


def _kind(text: str, quantity: Quantity) -> str:
    """The kind of the unit, unless the statistic is itself an increase or decrease; multiples and ranks never are."""
    if quantity.kind in {"multiple", "rank"}:
        return quantity.kind
    if _change().search(text, max(0, quantity.start - 16), quantity.start) or _CHANGE_AFTER.match(text, quantity.end):
        return "change"
    if quantity.kind == "percent" and _SAVED.search(text, max(0, quantity.start - 4), quantity.start):
        return "change"
    return quantity.kind


def _note(text: str, quantity: Quantity, kind: str) -> str:
    """``masked``, ``range``, ``decrease``, or what a multiple multiplies by: 增长一倍, 翻一番, 增长到两倍 are all ×2."""
    numeral = quantity.numeral
    if numeral.masked or (numeral.value is None and not numeral.hedge):
        return "masked" if numeral.masked else "range"
    window = max(0, quantity.start - 16), quantity.start
    if kind == "change" and _decrease().search(text, *window):
        return "decrease"
    if kind == "multiple" and numeral.value is not None:
        grown = text[quantity.end - 1] != "番" and _change().search(text, *window)
        return f"×{numeral.value + bool(grown)}"
    return ""


def _modifier(text: str, quantity: Quantity) -> str:
    """The hedge after the statistic (左右), else the one inside (约40多万), else the one before it (超过)."""
    after = _hedges("after").match(text, quantity.end)
    if not after and quantity.numeral.hedge in {"多", "余"}:
        return "over"
    hedge = after or _hedges("before").search(text, max(0, quantity.start - 7), quantity.start)
    if hedge:
        return hedge.lastgroup or ""
    if text[quantity.end : quantity.end + 1] == "内" and quantity.unit in _TERMS:
        return "at_most"
    return {"": "", "几": "approx", "来": "approx", "数": "approx", "上": "at_least"}.get(
        quantity.numeral.hedge, "over"
    )


def _bounds(quantity: Quantity, modifier: str) -> tuple[Decimal | None, Decimal | None]:
    """The interval a hedged statistic allows; 左右 is taken as half the last non-zero place to either side (a choice)."""
    numeral = quantity.numeral
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
    if numeral.step == 1 and quantity.kind in {"percent", "measure"}:
        return value - Decimal("0.5"), value + Decimal("0.5")
    return numeral.low, numeral.high


def _implied_unit(indicator: str) -> str:
    """The unit of a number without one, from what it measures (出境旅游人次 8300万, 贫困人口 6800多万)."""
    if "人次" in indicator:
        return "人次"
    return "人" if {"人", "员"} & set(indicator) else "户" if "户" in indicator else ""
