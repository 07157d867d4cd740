"""Ranks: ordinals that place something among others, counted from the top, from the bottom, or as one of the first."""

from __future__ import annotations

import re
from typing import NamedTuple

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.numerals import Numeral, read_numeral
from koujing.chinese.patterns import lazy


class Rank(NamedTuple):
    """A rank at ``text[start:end]``; its numeral is negative where it is counted from the bottom."""

    start: int
    end: int
    numeral: Numeral


_AMONG = r"世界|全球|亚洲|[东中西][部北南]|全[国省市县区州盟旗镇乡]|同类"
# An ordinal after one of these is a rank, with a few words between them: 居全省各市第四, 增速全国第一.
_RANKED = lazy(
    rf"(?:居(?![民住委])|列(?![车入])|[^安]排(?![放污查水练除队涝灌])|位次|名次|[升跃进前移][至到为]|升居|[退降滑跌落][至到为居]|{_AMONG})"
    r"[^，。；、,;:：\n]{0,10}\Z"
)
# 由第9升至第5: the rank from which another moves.
_MOVED = lazy(r"\ ?[^，。；、,;:：\n]{0,3}(?:[升跃降退滑跌]|前移|后移|提高|进)")
# 放在第一位 and 是第一位的 do not rank a quantity.
_PUT_FIRST = lazy(r"(?:放在|摆在|是|作为|占)\Z")
_NUMBER = rf"[{TO_TEN}百\d]{{1,4}}"
# What may follow a rank without 位: the end of the phrase, further ranks, a few particles; but not 第二、三产业.
_ENDS = lazy(
    rf"(?:[、和与及](?:全[国省市县])?第?{_NUMBER})*(?:[位名]|(?!\w)|[的和与及且并以](?![{TO_TEN}\d])|上升|下降|前移|提[高升]|升|降|[跃进](?!\w?产))"
)
# 第二多, 全国第三大产业; but 第一大队, 第二大街, 第一高级中学, 第三长江大桥.
_SUPERLATIVE = lazy(r"大(?![队街道会学组厅院门桥坝阶讲])|[多快强低少远](?![种元])|高(?![级中等校炉速层])|长(?![江河途城征])")
_NAMED_LARGE = lazy(r"大(?:经济体|贸易|进口|出口|来源|市场|支柱|主导|产业|税[种源]|股东|城市|都市|县级|产[国地区])")
# 前三, 前10位, 前20名 after one of these are ranks; elsewhere 前两名 are persons, and 前三 may date.
_INTO = lazy(
    rf"(?:排名|排[在列位至进]|[位名]列|位[居于次]|名次|居(?![民住委])|列|进入|跻身|挺进|迈[入进]|[闯冲挤杀]进|入围|保持在?|稳[居定]在?|站稳|重[返回]"
    rf"|力争|争[取进]|夺得|取得|获得?|评为|位次|{_AMONG})[^，。；：、,;:\n]{{0,16}}\Z"
)
_LED = lazy(
    r"(?:(?<!人)均|都|已|连续|继续)?(?:排名|排[在列位至进]?(?=全|第|前|世|后|倒|\Z)|[位名]列|位[居于次]|名次|稳?居(?![民住委])|列(?![车入])|进入|跻身|挺进|迈[入进]|[闯冲挤杀]进"
    rf"|入围|保持在?|稳[居定]在?|站稳|重[返回]|成为|{_AMONG})[^，。；：、,;:\n]{{0,16}}\Z"
)
_FIRST_OR_LAST = lazy(r"(?:倒数[前后]?|[前后])\ ?\Z")
# 前三, or 前三甲, 前十行列; not 前三季度, 前五个月, 前三年.
_ALONE = lazy(r"(?!\w)|[的、和与及以之甲]|行列|方阵|水平|强")


def rank_of(text: str, start: int, end: int) -> Rank | None:
    """The rank that the ordinal ``text[start:end]`` states: 第4位, 第4 after 居 or 全国, 倒数第二, 第三大; else ``None``.

    >>> rank_of("排在第三位", 2, 5)[:2], rank_of("倒数第二。", 2, 4)[:2], rank_of("第三章", 0, 2)
    ((2, 5), (0, 4), None)
    """
    placed = text[end - 1] in "位名"
    written = text[start + 1 : end - placed].strip().rstrip("多")
    end -= not placed and text[end - 1] == "多"
    bottom = text.startswith("倒数", start - 2) if start > 1 else False
    if placed:
        ranked = not _PUT_FIRST.search(text, max(0, start - 2), start)
    else:
        ranked = _stands_among(text, start - 2 * bottom, end, bottom)
    numeral = read_numeral(written) if ranked else None
    if not numeral:
        return None
    return Rank(start - 2, end, numeral.scaled(-1)) if bottom else Rank(start, end, numeral)


def _stands_among(text: str, start: int, end: int, bottom: bool) -> bool:
    """Whether an ordinal without 位 is said of something among others."""
    ranked = bottom or bool(_RANKED.search(text, max(0, start - 16), start))
    if ranked and (_ENDS.match(text, end) or _SUPERLATIVE.match(text, end)):
        return True
    if text[start - 1 : start] in {"由", "从", "自"} and _MOVED.match(text, end):
        return True
    return bool(_NAMED_LARGE.match(text, end))


def placing_begins(text: str, floor: int, start: int) -> int:
    """Where the words that lead to a rank begin: 位列168个重点城市前(10), 跻身全国前(20名); ``start`` if there are none.

    >>> placing_begins("总量跻身全国前20名", 0, 7)
    2
    """
    counted = _FIRST_OR_LAST.search(text, max(floor, start - 4), start)
    end = counted.start() if counted else start
    into = _LED.search(text, max(floor, end - 24), end)
    return into.start() if into else end


def top_of(text: str, start: int, end: int, numeral: Numeral) -> Rank | None:
    """The rank that a numeral after 前 or 后 states: the last that 前三, 前10位, 前20名 include; from the bottom for 后三位.

    >>> top_of("跻身全国前20名", 5, 7, read_numeral("20"))[:2], top_of("前20名选手", 1, 3, read_numeral("20"))
    ((5, 8), None)
    """
    counted = _FIRST_OR_LAST.search(text, max(0, start - 4), start)
    if not counted or not (numeral.value and numeral.value == int(numeral.value)) or numeral.hedge:
        return None
    following = text[end : end + 1]
    into = following == "位" or _INTO.search(text, max(0, counted.start() - 24), counted.start())
    if not into or not (following in {"位", "名"} or _ALONE.match(text, end)):
        return None
    end += following in {"位", "名", "强"}
    return Rank(start, end, numeral if counted[0].strip() == "前" else numeral.scaled(-1))
