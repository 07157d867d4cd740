"""What kind of number a statistic is, how it is hedged, and what that leaves possible."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from koujing import lexicons
from koujing.chinese.moves import ABOUT, NEARLY
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import gated, last_characters
from koujing.statistics.quantity import Quantity
from koujing.statistics.surroundings import verbs
from koujing.statistics.units import DEGREES
from koujing.statistics.word_lists import any_of

# A statistic after one of these is itself an increase or decrease (增长近8%, 新增就业1000万人), but not after 增加到.
_BETWEEN = rf"(?:{NEARLY}|超过|将近|大约|幅度|不低于|达到?|至少|目标为|预期目标为|(?:保持|稳定|维持|控制)在|不超过|不得低于|\ ){{0,2}}"
_OF_WHAT = r"(?![到至为值])[^，。；、：,;:\n到至达为由从了]{1,9}"
# 增加的收入将达到12.5亿元: the number is the amount added.
_ADDITION = r"(?:增加|减少|新增)的[^，。；、：,;:\n由从]{1,8}(?:达到?|为|是|有|约)"
# 多收三五斗; 扩大水田3万亩.
_MORE = rf"(?:[多少][收产打施](?:{NEARLY})?|扩大[^，。；、,;\n]{{0,4}}[田地园积])"
# 经济增长目标由去年的8%下调; 增长预期目标确定为7%.
_AIM_OF_GROWTH = r"增[长速幅]的?(?:年度|主要|总体)?(?:预期|目标|指标){1,2}[^，。；、,;\n%％\d到至]{0,8}(?:[到至])?"
_OF_RATE = r"(?:达到|[^，。；、,;\n到至]){0,5}"
_ADDED = lazy("新增(?:生产能力|就业)")
_SAVED = lazy(rf"(?:节约|节省)(?:{NEARLY})?\Z")
_CHANGE_AFTER = lazy(rf"(?:{ABOUT})?的(?:增长(?!目标|点|方式)|增幅|增速|速度(?:递增|增长|发展)|降幅)")
_CHANGE = lazy(
    lambda: gated(
        rf"(?:{verbs('increase', 'decrease')}{_BETWEEN}|{any_of('moved_by')}(?<!每新增){_OF_WHAT}|{_ADDITION}|{_MORE})\Z"
    )
)
_FIRST_OF, _LAST_OF = lazy(r"前(?:\ ?\w)?\Z"), lazy(r"倒数\ ?\Z")
# 回落0.5个百分点 is a change, but 回落3% may be a level.
_FALLEN = lazy(rf"(?:回落|放缓|收窄|下滑|缩小|降|回升|反弹|走高|提速|扩大|[上前后]移)(?:{NEARLY}){{0,2}}\Z")
_RATE = lazy(lambda: rf"(?:{_AIM_OF_GROWTH}|{any_of('rate')}{_OF_RATE})\Z")
# What stands between a growth that is aimed at and a further figure of it: its least, or the best that is hoped for.
_IN_PRACTICE = "(?:在?(?:实际)?(?:工作|执行|运行|操作|落实)(?:过程)?中)?"
_FURTHER = lazy(
    rf"(?:左右|上下|以[上下内])?[，,；;、（(]?(?:并|但|而|且|同时|其中)?{_IN_PRACTICE}"
    rf"(?:力争|争取|确保|努力|冲刺|奋力|保底|最低|奋斗|底线|挑战|奋斗目标|不低于|不少于|目标|预期|进|[增]长){{1,3}}{_IN_PRACTICE}"
    rf"(?:实现|完成|做到|突破|超过|不低于|不少于|[达增]?到|达|为|是|更[高好]|冲刺|力争|争取|{NEARLY}|[:：])*"
)
_MOVED_ON = lazy(
    rf"(?:左右|上下|以[上下内])?(?:[下上]?调[低高整]?|提[高升]|降低?|放缓|回落|减缓|加快|回升|[上攀]?升|变|修正|修改|改)(?:[到至为成])(?:{NEARLY})?"
)
# 考虑价格下降因素实际增长9%: the verb nearest to the number says which way.
_DECREASE = lazy(lambda: rf"(?:{verbs('decrease')}|降幅|节约|节省)(?![^，。；、,;]{{0,7}}(?:增长|增加|上升|提高))[^，。；、,;]{{0,9}}\Z")


def kind_of(text: str, quantity: Quantity) -> str:
    """``change`` if the statistic is itself an increase or decrease (multiples and ranks never are), else the unit's kind."""
    if quantity.kind in {"multiple", "rank"}:
        return quantity.kind
    if _CHANGE.search(text, max(0, quantity.start - 16), quantity.start) or _CHANGE_AFTER.match(text, quantity.end):
        return "change"
    window = max(0, quantity.start - 16), quantity.start
    if quantity.kind == "percent" and (_SAVED.search(text, *window) or _RATE.search(text, *window)):
        return "change"
    return "change" if quantity.unit == "百分点" and _FALLEN.search(text, *window) else quantity.kind


def goes_on_from(text: str, last_end: int, last_kind: str, quantity: Quantity) -> bool:
    """Whether a percentage is a further figure of the growth before it: 增长7%左右，力争达到8%; 由8%下调到7.5%."""
    if last_kind != "change" or quantity.kind != "percent" or not 0 < quantity.start - last_end < 30:
        return False
    return bool(_FURTHER.fullmatch(text, last_end, quantity.start) or _MOVED_ON.fullmatch(text, last_end, quantity.start))


def is_added(indicator: str) -> bool:
    """Whether the indicator itself says that what is counted is new (新增就业)."""
    return _ADDED.search(indicator) is not None


def note_of(text: str, quantity: Quantity, kind: str) -> str:
    """``masked``, ``range``, ``decrease``, or what a multiple multiplies by: 增长一倍, 翻一番, 增长到两倍 are all ×2."""
    numeral = quantity.numeral
    if kind == "ratio":
        return ""
    if numeral.masked or (numeral.value is None and not numeral.hedge):
        return "masked" if numeral.masked else "range"
    window = max(0, quantity.start - 16), quantity.start
    if kind == "change" and _DECREASE.search(text, *window):
        return "decrease"
    if kind == "multiple" and numeral.value is not None:
        grown = text[quantity.end - 1] != "番" and _CHANGE.search(text, *window)
        return f"×{numeral.value + bool(grown)}"
    return ""


# 12个多功能厅, 5个余热项目: 多 and 余 begin a word.
_NO_HEDGE = "多[样功元媒种方边层党少能部重民维头彩级式用子云]|余[热额粮下缺]|之[上下][游]"

# 约占全国的四分之一: the hedge of a share stands before the whole.
_SHARE_OF = lazy(r"(?:(?P<approx>大?约)|(?P<near>将近|接近)|(?P<over>超过))占[^，。；、,;\n\d]{1,18}\Z")
# 产值过10亿元, 过亿元: not 通过, 不过.
_PAST = lazy("(?<![通经不超透走度难路])过\\Z")

# 300个县左右.
_ABOUT_SO_MANY = lazy(r"[^，。；、：,;:\n\d的]{1,5}(?:左右|上下)(?!游)")

_INSIDE = {"": "", "几": "approx", "来": "approx", "把": "approx", "数": "approx", "上": "at_least"}
# 内 ends a period in 7天内, but not in 5项内容.
_TERMS = frozenset({"天", "个月", "小时", "工作日", "分钟", "年"})


@cache
def _hedges(side: str) -> re.Pattern[str]:
    by_modifier: dict[str, list[str]] = {}
    for row in lexicons.load("statistic_hedges"):
        if row["side"] == side:
            alone = len(row["hedge"]) == 1 and side == "before"  # 附近, 签约
            word = rf"(?<!{any_of('contract')}){row['hedge']}" if alone else row["hedge"]
            by_modifier.setdefault(row["modifier"], []).append(word)
    cases = "|".join(f"(?P<{modifier}>{'|'.join(words)})" for modifier, words in by_modifier.items())
    moved = rf"(?:{verbs('increase', 'decrease')}|节约|节省)?[了到达至在为有共]?\Z"
    if side == "before":
        return re.compile(gated(f"(?:{cases}){moved}"))
    return re.compile(rf"(?!{_NO_HEDGE})(?:{cases})")


@cache
def _last_of_hedges() -> re.Pattern[str]:
    return last_characters(_hedges("before").pattern)


def modifier_of(text: str, quantity: Quantity) -> str:
    """The hedge after the statistic (左右), else the one inside (约40多万), else the one before it (超过)."""
    if quantity.kind == "rank" and (side := _side_of(text, quantity)):
        return side
    end = quantity.until or quantity.end
    end += len("人民币") * text.startswith("人民币", end)
    after = None if quantity.kind == "rank" and text.startswith("多", end) else _hedges("after").match(text, end)
    if not after and quantity.numeral.hedge in {"多", "余"}:
        return "over"
    hedge = after or _hedge_before(text, quantity.start)
    if not hedge and quantity.kind == "percent":
        hedge = _SHARE_OF.search(text, max(0, quantity.start - 24), quantity.start)
    if not hedge and quantity.kind == "money" and _PAST.search(text, max(0, quantity.start - 2), quantity.start):
        return "over"
    if not hedge and quantity.kind == "count" and _ABOUT_SO_MANY.match(text, end):
        return "approx"
    if hedge and not (quantity.unit in DEGREES and hedge[0].startswith(("最低", "最高"))):  # that of a day, not a bound
        return hedge.lastgroup or ""
    if text[end : end + 1] == "内" and quantity.unit in _TERMS:
        return "at_most"
    return _INSIDE.get(quantity.numeral.hedge, "over")


def _hedge_before(text: str, start: int) -> re.Match[str] | None:
    may_be = start > 0 and _last_of_hedges().match(text, start - 1)
    return _hedges("before").search(text, max(0, start - 7), start) if may_be else None


def _side_of(text: str, rank: Quantity) -> str:
    """前三 is at most the third place, 倒数三名 at least the third from the bottom."""
    if text[rank.start] == "第":  # 目前第三位
        return ""
    if text.startswith("倒数前", rank.start):
        return "at_least"
    if _LAST_OF.search(text, max(0, rank.start - 3), rank.start):
        return "at_least"
    return "at_most" if _FIRST_OF.search(text, max(0, rank.start - 2), rank.start + 1) else ""


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
