"""How the number of a statistic is to be taken (over, at least, near, about, at most), and the interval that this allows."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from koujing import lexicons
from koujing.statistics.quantities import Quantity
from koujing.statistics.surroundings import verbs
from koujing.statistics.vocabulary import any_of

# 12个多功能厅, 5个余热项目: 多 and 余 begin a word.
_NO_HEDGE = "多[样功元媒种方边层党少能部重民维头彩级式用子云]|余[热额粮下缺]|之[上下][游]"

# 内 ends a period in 7天内, but not in 5项内容.
_TERMS = frozenset({"天", "个月", "小时", "工作日", "分钟", "年"})


@cache
def _hedges(side: str) -> re.Pattern[str]:
    by_modifier: dict[str, list[str]] = {}
    for row in lexicons.load("statistic_hedges"):
        if row["side"] == side:
            by_modifier.setdefault(row["modifier"], []).append(row["hedge"])
    cases = "|".join(f"(?P<{modifier}>{'|'.join(words)})" for modifier, words in by_modifier.items())
    moved = rf"(?:{verbs('increase', 'decrease')}|节约|节省)?[了到达至在为有共]?\Z"
    if side == "before":
        return re.compile(rf"(?<!{any_of('contract')})(?:{cases}){moved}")
    return re.compile(rf"(?!{_NO_HEDGE})(?:{cases})")


def modifier_of(text: str, quantity: Quantity) -> str:
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


def bounds_of(quantity: Quantity, modifier: str) -> tuple[Decimal | None, Decimal | None]:
    """The interval that a hedged statistic allows; our choice for 左右 is half the last non-zero place to either side."""
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
