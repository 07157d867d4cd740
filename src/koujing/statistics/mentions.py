"""Statistics that report no achievement and state no aim: groups that are only mentioned, and troubles."""

from __future__ import annotations

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.statistics.roles import Place
from koujing.statistics.word_lists import any_of

_TOWARDS = lazy(r"对(?!比)[^，。；、,;\n]{0,8}\Z")
_UNITS = "全[省市县区乡镇村州盟旗局场厂校院]|[我本]们?[省市县区镇村场局厅院校]"
_GROUP = lazy(rf"(?:{_UNITS}|中央|省直|市直|县直)(?:现?有|共有?|的)?\Z")
_GROUP_OF = lazy(rf"[　\s]*(?:{_UNITS})现?有?")
# Where the group acts, its size is reported (全省3个单位联系了…).
_ACTS = lazy(r"[^。；;\n]{0,30}?(?:了|已|全部|实现|都|均)")
# 六亿人民的生活: a people that is only mentioned.
_PEOPLE = lazy(
    rf"[\d.两{TO_TEN}]{{1,6}}多?亿多?(?:人(?=的)|(?:各族)?(?:中国)?人民|人口(?=的|，|以|大国))"
)
_TROUBLE = lazy(
    # Each begins with another character, so that the search is fast.
    lambda: "|".join(f"{still}然?[有剩缺差欠占]" for still in "还仍尚")
    + rf"|{any_of('trouble')[3:-1]}|欠(?!发达)|相当于[^，。；]{{0,9}}年前|受(?<!救助受)灾"
)
_TROUBLE_AFTER = lazy(
    lambda: r"受灾(?!群众)|的(?:[^，。；,;\n]{0,4}大国|国家)"
    rf"|[^，。；、,;\n]{{0,10}}(?:{any_of('in_trouble')}|困难(?=[，。；、,;\n]|\Z))"
)
_SOLVED = lazy("解决|帮助|克服|救助|消除")
_PRESENT = lazy(r"[^。；;\n]{0,30}(?:参加了?[^，。；,;\n]{0,6}(?:会(?!保|主)|活动|仪式)|出席|列席|与会)")


def is_group(text: str, place: Place, indicator: str) -> bool:
    """Whether a count is the size of a group that is only mentioned: 全市21个林场, 90余人参加会议.

    >>> is_group("全市21个林场", Place(0, 0, 2, 5), "林场"), is_group("建成21个林场", Place(0, 0, 2, 5), "林场")
    (True, False)
    """
    clause, _, start, end = place
    if _TOWARDS.search(text, max(clause, start - 10), start) or _PRESENT.match(text, end):
        return True
    named = _GROUP_OF.match(text, clause, start)
    if _PEOPLE.match(text, start):
        return True
    stands = _GROUP.search(text, max(clause, start - 6), start) or (named and text[named.end() : start] == indicator)
    return bool(stands and not _ACTS.match(text, end))


def is_trouble(text: str, place: Place, aimed: bool) -> bool:
    """Whether a statistic counts what is wrong, lacking or left to do; if it is ``aimed`` at, only words after it tell.

    >>> is_trouble("还有3个村没有通路", Place(0, 0, 2, 4), False), is_trouble("已有3个村通路", Place(0, 0, 2, 4), False)
    (True, False)
    """
    if _TROUBLE_AFTER.match(text, place.end):
        return not _SOLVED.search(text, place.clause, place.start)
    return not aimed and bool(_TROUBLE.search(text, place.clause, place.start))
