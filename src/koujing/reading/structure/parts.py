"""What a section does (look back, set tasks, neither), and how many points it announces (讲三点意见)."""

from __future__ import annotations

import re
from bisect import bisect

from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.numerals import read_integer
from koujing.chinese.patterns import lazy, one_of

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


def _heading_words(part: str) -> re.Pattern[str]:
    """A pattern of the words by which a heading names a part, according to the lexicon."""
    return lazy(lambda: one_of("heading_words", part=part))


_REVIEW, _TASKS, _STATE, _PLAN, _NEITHER = map(_heading_words, ("review", "tasks", "state", "plan", "neither"))
# A report on a plan speaks about the future from its first line on.
_PLAN_REPORT = lazy(r"计划(?:草案|安排)?的(?:报告|说明|议案)|五年计划(?:草案)?作")
_OPENING = 400

# Words that order and words that report. In our 59 speeches the share of the former is at least 0.6 in 55 of the 66 outermost
# sections whose heading names tasks (never below 0.25), and at most 0.46 in the 39 sections whose heading looks back.
_ORDERS = frozenset({"要", "必须", "确保", "应当"})
_SIGNS = lazy("要(?<![主重需首只]要)(?!求)|必须|确保|应当|了(?<!为了)|已|去年|年来")
_ORDERING, _REPORTING = 0.6, 0.15  # if the heading leaves the part open and the share is in between, it stays open
_ENOUGH = 3  # such words


def read_heading(heading: str) -> str | None:
    """The part that a heading names: empty if it names two, ``None`` if its words leave it open.

    >>> [read_heading(h) for h in ("去年工作回顾", "今年的主要任务", "成就和任务", "外交工作", "农业")]
    ['review', 'tasks', '', 'other', None]
    """
    if _NEITHER.search(heading):
        return "other"
    review, tasks = _REVIEW.search(heading), _TASKS.search(heading)
    if tasks:
        return "" if review or _STATE.search(heading) else "tasks"
    return "review" if review else "tasks" if _PLAN.search(heading) else None


class Signs:
    """Where the words of a text order and where they report; found only once, because passages overlap.

    >>> text = "要修路，要架桥，必须快，确保好，要节约。修了路。"
    >>> Signs(text).part(0, 18), Signs(text).part(18, 22)
    ('tasks', None)
    """

    def __init__(self, text: str) -> None:
        found = [(m.start(), m.group() in _ORDERS) for m in _SIGNS.finditer(text)]
        self._orders = [at for at, is_order in found if is_order]
        self._reports = [at for at, is_order in found if not is_order]

    def part(self, start: int, end: int) -> str | None:
        """The part of a passage, by whether it mostly orders or reports; ``None`` if such words are too few or mixed."""
        orders, reports = (bisect(one, end - 1) - bisect(one, start - 1) for one in (self._orders, self._reports))
        if orders + reports < _ENOUGH:
            return None
        share = orders / (orders + reports)
        return "tasks" if share >= _ORDERING else "review" if share <= _REPORTING else None


def is_plan(text: str) -> bool:
    """Whether a text is the report on a plan."""
    return bool(_PLAN_REPORT.search(text, 0, _OPENING))
