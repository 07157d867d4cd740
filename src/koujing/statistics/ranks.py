"""Ranks: ordinals that place something among others, counted from the top, from the bottom, or as one of the first."""

from __future__ import annotations

from typing import NamedTuple

from koujing.chinese.joints import ANDS, JOINING
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy


class Rank(NamedTuple):
    """A rank at ``text[start:end]``; its numeral is negative where it is counted from the bottom."""

    start: int
    end: int
    numeral: Numeral


_AMONG = r"世界|全球|亚洲|[东中西][部北南]|全[国省市县区州盟旗镇乡]|同类"
# An ordinal after one of these is a rank, with a few words between them: 居全省各市第四, 增速全国第一.
_RANKED = lazy(
    rf"(?:居(?![民住委])|(?<!系)列(?![车入])|(?<!安)排(?![放污查水练除队涝灌])|位次|名次|[升跃进前移][至到为]|升居|[退降滑跌落][至到为居]|{_AMONG})"
    rf"[^，。；、,;:：\n]{{0,10}}(?:第?[{TO_TEN}百\d]{{1,4}}[位名]?[{JOINING}]){{0,9}}\Z"
)
# 由第9升至第5: the rank from which another moves.
_MOVED = lazy(r"\ ?(?:[升跃降退滑跌]|上升|下降|晋升|前移|后移|提[升高]|进位)")
# 放在第一位 and 是第一位的 do not rank a quantity.
_PUT_FIRST = lazy(r"(?:放在|摆在|是|作为|占)\Z")
_NUMBER = rf"[{TO_TEN}百\d]{{1,4}}"
# What may follow a rank without 位: the end of the phrase, further ranks, a few particles; but not 第二、三产业.
_ENDS = lazy(
    rf"(?![{JOINING}]{_NUMBER}产业)(?:[{JOINING}](?:全[国省市县])?第?{_NUMBER})*(?:[位名]|(?!\w)|[的且并以{ANDS}](?![{TO_TEN}\d])|上升|下降|前移|提[高升]|升|降|[跃进](?!\w?产))"
)
# 第二多, 全国第三大产业; but 第一大队, 第二大街, 第一高级中学, 第三长江大桥.
_SUPERLATIVE = lazy(r"大(?![队街道会学组厅院门桥坝阶讲])|[多快强低少远](?![种元])|高(?![级中等校炉速层])|长(?![江河途城征])")
_NAMED_LARGE = lazy(r"大(?:经济体|贸易|进口|出口|来源|市场|支柱|主导|产业|税[种源]|股东|城市|都市|县级|产[国地区])")
# 前三, 前10位, 前20名 after one of these are ranks; elsewhere 前两名 are persons, and 前三 may date.
_INTO = lazy(
    rf"(?:排名|排[在列位至进]|[位名]列|位[居于次]|名次|居(?![民住委])|(?<!系)列|进入|跻身|挺进|迈[入进]|[闯冲挤杀]进|入围|保持在?|稳[居定]在?|站稳|重[返回]"
    rf"|力争|争[取进]|夺得|取得|获得?|评为|位次|{_AMONG})[^，。；：、,;:\n]{{0,16}}\Z"
)
_LED = lazy(
    r"(?:(?<!人)均|都|已|连续|继续|持续)?(?:[由从](?=.{0,12}\Z)|[上跃提攀晋下]?[升降]|跃|前移|退)?[到至为]?(?:\d{4}年的?)?(?:排[在列位至进]?(?=全|第|前|世|后|倒|\Z)|[位名]列|位[居于次]|名次|[稳高]?居(?![民住委])|分?(?<!系)列(?![车入])|进入|跻身|挺进|迈[入进]|[闯冲挤杀]进"
    rf"|入围|保持在?|稳[居定]在?|站稳|重[返回]|成?为)[^，。；：、,;:\n]{{0,16}}\Z"
    rf"|(?:{_AMONG})[^，。；：、,;:\n的]{{0,6}}\Z"
)
# 成为世界第二大经济体 says so of its subject, 世界第二大经济体 of itself.
_SAID_OF = lazy("[为是居位列]")
_SHARES = frozenset("%％‰")
_FIRST_OR_LAST = lazy(r"(?:倒数[前后]?|(?<![目之以最])[前后])\ ?\Z")
_LAST_OF_FIRST = frozenset("前后 ")
# 前三, or 前三甲, 前十行列; not 前三季度, 前五个月, 前三年.
_ALONE = lazy(rf"(?!\w)|[的以之甲{JOINING}]|行列|方阵|水平|强")


# The further places of a list: 第3、5、8位, 第二、第四.
_FURTHER = lazy(rf"(?:[{JOINING}]第?{_NUMBER}){{1,9}}(?=位|名?(?!\w))")
_NUMBERS = lazy(rf"第?({_NUMBER})")


def ranks_of(text: str, start: int, end: int) -> list[Rank]:
    """The rank that the ordinal ``text[start:end]`` states and those that follow it in a list; empty if it states none.

    >>> [rank[:2] for rank in ranks_of("居全国第3、5、8位", 3, 5)], ranks_of("第三、五条", 0, 2)
    ([(3, 5), (6, 7), (8, 10)], [])
    """
    first = rank_of(text, start, end)
    if first is None:
        return []
    further = _FURTHER.match(text, first.end)
    if further is None or first.start < start:
        return [first]
    found = [first]
    for match in _NUMBERS.finditer(text, *further.span()):
        stop = match.end() + (match.end() == further.end() and text.startswith(("位", "名"), match.end()))
        if numeral := read_numeral(match[1]):
            found.append(Rank(match.start(), stop, numeral))
    return found


def rank_of(text: str, start: int, end: int) -> Rank | None:
    """The rank that the ordinal ``text[start:end]`` states: 第4位, 第4 after 居 or 全国, 倒数第二, 第三大; else ``None``.

    >>> rank_of("排在第三位", 2, 5)[:2], rank_of("倒数第二。", 2, 4)[:2], rank_of("第三章", 0, 2)
    ((2, 5), (0, 4), None)
    """
    placed = text[end - 1] in "位名"
    listed = _FURTHER.match(text, end)
    end -= text[end - 1] == "多"
    bottom = start > 1 and text.startswith("倒数", start - 2)
    numeral = read_numeral(text[start + 1 : end - placed].strip())
    if not numeral or (placed and _PUT_FIRST.search(text, max(0, start - 2), start)):
        return None
    if not (placed or (listed and text[listed.end() : listed.end() + 1] in {"位", "名"}) or _stands_among(text, start, end, bottom)):
        return None
    return Rank(start - 2, end, numeral.scaled(-1)) if bottom else Rank(start, end, numeral)


def _stands_among(text: str, start: int, end: int, bottom: bool) -> bool:
    """Whether an ordinal without 位 is said of something among others; one counted from the ``bottom`` always is."""
    ranked = bottom or _RANKED.search(text, max(0, start - 16), start)
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


def is_said_of(text: str, floor: int, start: int) -> bool:
    """Whether a superlative (第二大) is said of what stands before it, not of the noun that follows.

    >>> is_said_of("服务业成为第一大产业", 0, 5), is_said_of("世界第二大经济体", 0, 2)
    (True, False)
    """
    return _SAID_OF.search(text, placing_begins(text, floor, start), start) is not None


def top_of(text: str, start: int, end: int, numeral: Numeral) -> Rank | None:
    """The rank that a numeral after 前 or 后 states: the last that 前三, 前10位, 前20名 include; 后三位 is 3, as it is written.

    Without 位 or 名 the span begins with 前 or 后.

    >>> text, twenty = "跻身全国前20名，前20名选手", read_numeral("20")
    >>> top_of(text, 5, 7, twenty)[:2], top_of(text, 10, 12, twenty), top_of("排名前三。", 3, 4, read_numeral("三"))[:2]
    ((5, 8), None, (2, 4))
    """
    counted = _FIRST_OR_LAST.search(text, max(0, start - 4), start) if text[start - 1 : start] in _LAST_OF_FIRST else None
    if not counted or not (numeral.value and numeral.value == int(numeral.value)) or numeral.hedge:
        return None
    end += text.startswith((" 位", " 名"), end)
    following = text[end : end + 1]
    if following in _SHARES:  # 前10%
        return None
    into = following == "位" or _INTO.search(text, max(0, counted.start() - 24), counted.start())
    if not into or not (following in {"位", "名"} or _ALONE.match(text, end)):
        return None
    if following in {"位", "名"}:
        end += 1
    else:
        start, end = counted.start(), end + (following == "强")
    return Rank(start, end, numeral.scaled(-1) if counted[0].startswith("倒") else numeral)
