"""The role of a statistic for another: the level it moves from, the whole it is part of, or what it is compared with."""

from __future__ import annotations

import re
from typing import NamedTuple

from koujing.chinese.moves import ABOUT, COMPARED, FROM, MOVES, NEARLY, THAN, TO, WITH
from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.patterns import lazy

# 由3个增加到5个: a level after 由 and before a verb of change, or before the new level itself.
_FROM = lazy(rf"{FROM}[^，。；,;\n到至为]{{0,24}}\Z")
_RISEN = lazy(
    rf"""(?:{ABOUT}|多)?(?:
        [，,]?[^，。；,;\n]{{0,3}} (?:[增提升降减扩变涨跃压缩翻展退改拓]|下滑|回落) [^，。；,;\n]{{0,4}} (?:{TO}|成)
      | [到至]
    )""",
    re.VERBOSE,
)
# 将现行3%的税率降至2%.
_AT_PRESENT = lazy(r"(?:现行|目前|现有|原来)[^，。；,;\n到至为]{0,12}\Z")
_CHANGED = lazy(r"的[^，。；,;\n\d]{1,6}(?:[增提上下降减扩缩压调][^，。；,;\n\d]{0,3})[至到为]")
# 比去年的3个增加2个: a level for comparison, before a verb of change.
_THAN = lazy(rf"(?:{THAN}|{WITH})[^，。；、,;\n]{{0,16}}的(?:{NEARLY})?\Z")
_MOVED = lazy(rf"(?:{ABOUT})?(?:{COMPARED})?，?(?:还|又)?(?:{MOVES}|多|少|翻|高|低)")
# 全县三万户农民中，入社的有…: not 集中, 之中, 中国, 里程.
_AMONG = lazy(
    r"[^，。；、,;\n\d]{0,12}(?<![集之海公])[中里](?!国|央|小|学|心|型|医|药|等|华)[，,]?(?:已?有|的|除|约|仅|只|入|\d|，)"
)
# 占全国一千个县的百分之二十.
_WHOLE = lazy(r"占[^，。；、,;\n]{0,10}\Z")
_SHARE = lazy(rf"[^，。；、,;\n]{{0,14}}的(?:将近|近|约)?(?:百分之|[\d{DIGITS}]|半)")
# An amount after these is only there for comparison, unless a verb of change precedes it: 比预算超收5亿元.
_COMPARED = lazy(rf"(?:{THAN}|相当于)(?:(?![增减超多少高降升节])[^，。；、,;])*\Z")
# What stands before a statistic with a role holds one of these, but for a total of which a part follows; it has at most so many characters.
_HINTS, _REACH = frozenset("由从自现目原比较同与占相"), 30


class Place(NamedTuple):
    """A statistic, ``text[start:end]``, and where its clause and its sentence begin."""

    clause: int
    sentence: int
    start: int
    end: int


def role_of(text: str, place: Place) -> str:
    """The role of a statistic for another: ``start``, the level from which the other rises or falls (由A到B, 比去年的A增长B);
    ``whole``, the total of which the other counts a part; ``compared``, what the other is compared with; empty for no role.

    >>> [role_of(text, Place(0, 0, 1, 3)) for text in ("由3个增加到5个", "占3个县的百分之二", "比3个多", "修3个")]
    ['start', 'whole', 'compared', '']
    """
    clause, sentence, start, end = place
    hinted = not _HINTS.isdisjoint(text[max(sentence, start - _REACH) : start])
    if hinted and _is_start(text, place):
        return "start"
    if _AMONG.match(text, end) or (hinted and _WHOLE.search(text, max(clause, start - 12), start) and _SHARE.match(text, end)):
        return "whole"
    return "compared" if hinted and _COMPARED.search(text, max(clause, start - _REACH), start) else ""


def _is_start(text: str, place: Place) -> bool:
    clause, sentence, start, end = place
    if _FROM.search(text, max(sentence, start - 26), start) and _RISEN.match(text, end):
        return True
    if _AT_PRESENT.search(text, max(clause, start - 26), start) and _CHANGED.match(text, end):
        return True
    # 的 stands before the hedge of a level.
    moved = text.find("的", max(0, start - 9), start) >= 0 and _MOVED.match(text, end)
    return bool(moved and _THAN.search(text, max(sentence, start - 19), start))
