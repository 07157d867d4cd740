"""Statistics that only serve another: the level from which it moves, the whole of which it is a part."""

from __future__ import annotations

import re
from typing import NamedTuple

_FROM = re.compile(r"[由从自](?!于|此|己|治|来水|然|筹|主|身|有|愿|行)[^，。；,;\n到至为]{0,24}\Z")
_RISEN = re.compile(
    r"(?:左右|以上|多)?[，,]?[^，。；,;\n]{0,3}(?:[增提升降减扩变涨跃压缩翻展]|下滑|回落|退|改|拓)[^，。；,;\n]{0,4}[到至为成]|(?:左右|以上|多)?[到至]"
)
_THAN = re.compile(r"[比较同与](?![例重较])[^，。；、,;\n]{0,16}的(?:约|近)?\Z")
_MOVED = re.compile(r"(?:左右|以上)?(?:相比|比较)?，?(?:还|又)?(?:增|减|提高|下降|上升|多|少|降|翻|高|低|扩大|净增)")
# 全县三万户农民中，入社的有…; 占全国一千个县的百分之二十.
_AMONG = re.compile(
    r"[^，。；、,;\n\d]{0,12}(?<![集之海公])[中里](?!国|央|小|学|心|型|医|药|等|华)[，,]?(?:已?有|的|除|约|仅|只|入|\d|，)"
)
_WHOLE = re.compile(r"占[^，。；、,;\n]{0,10}\Z")
_SHARE = re.compile(r"[^，。；、,;\n]{0,14}的(?:将近|近|约)?(?:百分之|[\d一二三四五六七八九]|半)")


class Place(NamedTuple):
    """A statistic, ``text[start:end]``, and where its clause and its sentence begin."""

    clause: int
    sentence: int
    start: int
    end: int


def is_start(text: str, sentence: int, start: int, end: int) -> bool:
    """Whether a statistic is the level from which another rises or falls: 由A到B, 比去年的A增长B.

    >>> is_start("由3个增加到5个", 0, 1, 3), is_start("由3个增加到5个", 0, 7, 9), is_start("比去年的3吨增长", 0, 4, 6)
    (True, False, True)
    """
    if _FROM.search(text, max(sentence, start - 26), start) and _RISEN.match(text, end):
        return True
    return bool(_MOVED.match(text, end) and _THAN.search(text, max(sentence, start - 19), start))


def is_whole(text: str, clause: int, start: int, end: int) -> bool:
    """Whether a statistic is the number of those among whom another counts.

    >>> is_whole("全县3万户农民中，入社的有2万户", 0, 2, 5), is_whole("占全国3个县的百分之二", 0, 3, 5)
    (True, True)
    """
    if _AMONG.match(text, end):
        return True
    return bool(_WHOLE.search(text, max(clause, start - 12), start) and _SHARE.match(text, end))
