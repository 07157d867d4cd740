"""Read how many points a section announces (讲三点意见)."""

from __future__ import annotations

import re

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy

# 三个统一, 四项推行机制, 5记组合拳: counted things, which announce points if exactly that many follow at once.
_COUNT = rf"(?<![\d第几{DIGITS}{MAGNITUDES}.之])(?P<n>[两{TO_TEN}]{{1,3}}|\d{{1,2}})"
_COUNTED = lazy(rf"{_COUNT}(?:[个项条种类件记大步道招]|方面|点(?![{DIGITS}{ZEROS}\d]))")
# 讲三点意见, 主要表现在以下五个方面: an announcement whatever follows. The pattern begins with the last character of the
# verb, for a fast search.
_VERBS = "[抓做理]好|抓住|做到|突出|实现|解决|把握|采取|注意|表现|体现|以下|如下|下列|下面|这样|归纳|概括"
_ANNOUNCED = lazy(
    rf"""[讲谈提分说好住到出现决握取意下列面样纳括](?:(?<=[讲谈提分说])|(?<={_VERBS}))[^，。,；;：:\n]{{0,8}}?{_COUNT}
        (?:点(?![{DIGITS}{ZEROS}\d])|个?方面|个部分|条|个问题|件(?:大?事|工作)|项(?:重点|主要)?(?:工作|任务|措施|要求))""",
    re.VERBOSE,
)
_NEAR = 160  # a section announces its points within this many characters before the first; the farthest we know is 120 away


def read_announcement(text: str, start: int, heading: int, stop: int, found: int | None) -> int | None:
    """How many points a section announces in its heading, ``text[start:heading]``, or between it and its first point.

    A counted thing in the heading, or in the sentence before the points, is taken as the announcement if it agrees with
    the number of points found; otherwise only a wording that announces points counts. If no points were found, the first
    such wording counts.

    >>> text = "抓好三个方面11项工作。\\n"
    >>> [read_announcement(text, 0, 0, len(text), found) for found in (3, 11, 4, None)]
    [3, 11, 3, 3]
    """
    if found is None:
        first = _ANNOUNCED.search(text, start, min(stop, heading + _NEAR))
        return read_integer(first["n"]) if first else None
    near = max(heading, stop - _NEAR)
    last = near + len(text[near:stop].rstrip()) - 1
    sentence = max(text.rfind("。", near, last) + 1, text.rfind("\n", near, last) + 1, near)
    places = [(start, heading), (sentence, stop)]
    if any(read_integer(m["n"]) == found for place in places for m in _COUNTED.finditer(text, *place)):
        return found
    worded = [read_integer(m["n"]) for place in places for m in _ANNOUNCED.finditer(text, *place)]
    return worded[-1] if worded else None
