"""What a text says of a figure: what is measured, whether it is achieved or aimed at, and for which time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from koujing.coding.indicators import (
    is_goal,
    is_meeting,
    list_head,
    phrase_after,
    phrase_before,
    predicate_after,
    share_of,
)
from koujing.coding.times import TIME, years
from koujing.reading.speech import Section

_WHEN = re.compile(TIME, re.VERBOSE)
# How far back a clause, a sentence and a paragraph are followed: longer ones are damage, and the work stays linear.
_CLAUSE, _SENTENCE, _PARAGRAPH = 150, 600, 2500
_CLAUSE_STOP = re.compile(r".*[，。；：！？,;:!?\n](?!(?<=\d[，,])\d)", re.DOTALL)
_SENTENCE_STOP = re.compile(r".*[。！？!?\n]", re.DOTALL)
# A time after one of these words is what the figure is compared with (比上年) or counted by (按1952年不变价格).
_COMPARED = re.compile(r"(?:[比较同与均按是]|[等当低高多少晚早]于|超过|接近|恢复到)\Z")
_BASE = re.compile(r"[^，。；、,;\n年]{0,8}基[数础期]|(?<=年)的[^，。；、,;\n]{1,10}倍")
_AGAINST = re.compile("相比|比较")
# A clause that ends so names nothing: 就全国来说, 经济恢复的一九五二年.
_ASIDE = re.compile(r"(?:来说|来看|而言|情况下|[以之]后|时|计算|影响|因素|原因|前提下|年|基[数础]|中|上|以来|期间)\Z")
# but this one names what it goes on to speak of: 粮食总产量在上年增产的基础上.
_BASED = re.compile("(?![在以按就从到])[^，。；、,;]{2,14}在[^，。；、,;]{2,20}基础上")
_SINCE = re.compile("以来")
_FROM = re.compile(r"[由从自]\Z")
# The next item of an outline does not inherit the time of the one before.
_ITEM = re.compile(
    r"[一二三四五六七八九十][是要]|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[，,、]|其[一二三四五]"
)

# A name this short that ends in none of these needs the head of its list: 钢, 电, 水泥.
_BARE = 5
_QUANTITY = frozenset("量额值率数重度力位户人")

# A noun that ends in one of these names persons, who may be named before they are counted: 民工5000人.
_PERSONS = frozenset("民工员人生兵户者众部农丁友")

# Words that aim at what follows; 将近, 将来, 主要, 重要 and 五年计划 do not.
# nor does 将 that only puts the object first (将缴费比例从20%降至16%).
_WILL = r"将(?![近来军士领]|[^，。；,;\n达会要在有增提]{2,16}?(?:从|由|提高|降|减|纳入|列入|作为|划))"
_AIMED = re.compile(
    r"力争|争取|确保|目标|预期|(?<!五年)(?<!年度)(?<!原)(?<!原定)计划(?!的|经济|生育|外|内|期|单列)|规划|拟|必须|应当|应该|准备|打算"
    rf"|今后|明年|奋斗|{_WILL}|(?<![主重需首纲次摘提简扼不])要(?![求素点领害闻塞])"
)
_AIMED_IN_REVIEW = re.compile(rf"力争|争取|确保(?!了)|目标|预期|今后|明年|{_WILL}|到二[○〇零][○〇零]○年|本世纪末")
# 预计 before a figure estimates the year that is ending: achieved.
_ESTIMATED = re.compile("预计(?!明年|今后)")
_DONE = re.compile(
    r"已(?!经?确定)|(?<!为)了(?!解)|(?<![比较同与])去年(?!的?同期|的?水平)|以来|[一两二三四五]年来|这[两二三四几]年|过去|截至|相比|实际完成|上年(?:完成|达到|为)"
)
_PAST = re.compile("[两二三四]年(?:[来间中].*)?|(?:前|过去|最近)[一二两三四五]年.*")
_SPAN = re.compile("[两二三四五六七八九十]年")
_REACHED = re.compile("了|提前")
_NOW = re.compile("(?:今年|明年|全年)(?!初)")
_RULE = re.compile(r"不得|每人每|起征点|期限|凡是?|额度|限期|考核|比例为")
_RULE_AFTER = re.compile(r"(?:以[上下内]|之内)(?:、[^，。、]{0,6}以[上下内])?的(?![^，。；]{0,4}目标)")
_CONTEXT_BEFORE = re.compile(r"对[^，。；、,;\n]{0,8}\Z")
_CONTEXT_AFTER = re.compile(r"受灾|的(?:[^，。；,;\n]{0,4}大国|国家)")
_START_LEVEL = re.compile(r"[由从自][^，。；,;\n]{0,16}\Z")
# Words directly behind a target figure.
_GOAL = ("的目标", "的总体目标", "以上的增收目标", "的增长目标", "的奋斗目标", "的宏伟目标", "的战略目标", "的总要求")
# A speech looks back at most so many years before the year it is about in its first lines.
_TERM = 4
# The later of two years named nearly as often (1952: 42 times, 1954: 38 times in the plan of 1955) is the one it ends with.
_NEARLY = 0.88
_RISEN = re.compile(r"[，,]?[^，。；,;\n]{0,8}[到至为]")


class Claims:
    """The circumstances of the figures of one text, asked for in order of their position."""

    def __init__(self, text: str, sections: Sequence[Section] = ()) -> None:
        self._text = text
        # A text without headings says what it reports and what it orders sentence by sentence, unless it is a plan.
        self._sections = sections if any(section.depth == 1 for section in sections) else sections[:1]
        self._starts = [section.start for section in self._sections]
        self._reviewed = next((section.end for section in self._sections if section.part == "review"), len(text))
        self._times: list[tuple[int, int]] = []
        self._read_to = 0
        self._last = (0, 0, "")

    def describe(self, start: int, end: int, kind: str, noun: str = "") -> tuple[str, str, str]:
        """Indicator, status and period of the figure at ``text[start:end]``; ``noun`` is the noun inside its span.

        ``kind`` is empty for a figure without a unit, which no noun behind it can name (人口控制在12亿左右的目标).

        >>> Claims("2015年安装路灯266盏,确保今年粮食增产8%").describe(9, 13, "count")
        ('路灯', 'achieved', '2015年')
        """
        text, clause = self._text, self._begin(_CLAUSE_STOP, start, _CLAUSE)
        sentence = min(clause, self._begin(_SENTENCE_STOP, start, _SENTENCE))
        subject, whole = (noun, "") if noun else self._indicator(clause, sentence, start, end, kind)
        if 0 < len(subject) <= _BARE and subject[-1] not in _QUANTITY and (head := list_head(text, sentence, start)):
            whole = head
        self._last = start, end, subject + whole if whole.endswith("比重") else subject
        period = self._period(clause, sentence, start, end)
        status = self._status(clause, sentence, start, end, kind, subject, period)
        return subject + whole, status, period

    def _begin(self, stop: re.Pattern[str], position: int, reach: int) -> int:
        """Where the clause or sentence of a position begins."""
        first = max(0, position - reach)
        match = stop.match(self._text, first, position)
        return match.end() if match else first

    def _indicator(self, clause: int, sentence: int, start: int, end: int, kind: str) -> tuple[str, str]:
        """What is counted after the figure, named before it, or carried over from before; and the whole of a share."""
        text, whole = self._text, ""
        begin = max(clause, min(self._last[1], start))
        before = phrase_before(text, begin, start, kind)
        after = "" if kind in {"", "change", "rank"} else phrase_after(text, clause, start, end, kind == "count")
        persons = kind == "count" and text[end - 1] == "人"
        if after and not (before and (is_goal(after) or (persons and before[-1] in _PERSONS and text[end : end + 1] != "的"))):
            return after, ""
        if kind == "percent":
            at, whole = share_of(text, begin, start)
            before = phrase_before(text, begin, at, kind) if whole else before
        if not before and kind in {"money", "measure", "change", "percent"}:
            before = phrase_after(text, clause, start, end, counted=kind != "change")
        elif persons and (not before or text.startswith("的", start - 1) or is_meeting(text, end)):
            before = predicate_after(text, end) or before
        before = before or self._carried(clause, sentence, start)
        return before or (text[end - 1] if kind == "count" and text[end - 1] in "户人" else ""), whole

    def _carried(self, clause: int, sentence: int, start: int) -> str:
        """The name in the clause before, else that of the figure before in the same paragraph."""
        text, (_, last_end, last) = self._text, self._last
        for _ in range(2):
            previous = max(sentence, self._begin(_CLAUSE_STOP, clause - 1, _CLAUSE)) if clause > sentence else clause
            if not last_end <= previous < clause:
                break
            if not _ASIDE.search(text, previous, clause - 1) or _BASED.fullmatch(text, previous, clause - 1):
                if found := phrase_before(text, previous, clause - 1):
                    return found
                break
            clause = previous
        return last if start - last_end < _CLAUSE and "\n" not in text[last_end:start] else ""

    def _status(self, clause: int, sentence: int, start: int, end: int, kind: str, indicator: str, period: str) -> str:
        text = self._text
        if self._is_start(sentence, start, end):
            return "context"
        if (kind != "change" and _RULE.search(text, clause, start)) or indicator.endswith("指标"):
            return "rule"
        if _RULE_AFTER.match(text, end):
            return "rule"
        mentioned = kind == "count" and _CONTEXT_BEFORE.search(text, max(clause, start - 10), start)
        if mentioned or _CONTEXT_AFTER.match(text, end):
            return "context"
        return "target" if self._is_aimed(clause, sentence, start, end, period) else "achieved"

    def _is_start(self, sentence: int, start: int, end: int) -> bool:
        """Whether a figure is the level from which another rises or falls: 由A到B."""
        text = self._text
        return bool(_START_LEVEL.search(text, max(sentence, start - 18), start) and _RISEN.match(text, end))

    def _is_aimed(self, clause: int, sentence: int, start: int, end: int, period: str) -> bool:
        """Whether a figure is a target: by its year, the part of the text it stands in, then by the words before it."""
        text, part = self._text, self._part(start)
        wanted, named = _AIMED.search(text, clause, start), years(period)
        estimated = _ESTIMATED.search(text, clause, start)
        aimed = bool(_AIMED_IN_REVIEW.search(text, clause, start)) and not estimated
        aimed = aimed or (text.startswith(_GOAL, end) and not _REACHED.search(text, clause, start))
        if part == "review" or aimed:
            return aimed or bool(wanted and named and named[-1] >= self._year)
        if named and (named[-1] > self._year or (named[-1] < self._year and not wanted)):
            return named[-1] > self._year
        if part == "tasks":
            return bool(wanted) or not (_DONE.search(text, sentence, start) or _PAST.fullmatch(period))
        now = part == "after" and _NOW.match(period)
        done = estimated or _DONE.search(text, clause, start)
        return bool(now or _AIMED.search(text, sentence, start)) and not done

    def _part(self, start: int) -> str:
        """The part of the innermost section of a position: review, tasks, or other (``after`` behind a review)."""
        k = bisect_right(self._starts, start) - 1
        part = self._sections[k].part if k >= 0 else "other"
        return "after" if part == "other" and self._reviewed < start else part

    @cached_property
    def _year(self) -> int:
        """The year of the speech: that of the tasks it announces, else the year after the one it names most."""
        for section in self._sections:
            if section.part == "tasks" and (named := years(section.heading)):
                return named[-1]
        named = years(self._text)
        known = Counter(year for year in named if year <= named[0] + _TERM)
        most = max(known.values(), default=0)
        return max((year for year, count in known.items() if count >= _NEARLY * most), default=0) + 1

    def _period(self, clause: int, sentence: int, start: int, end: int) -> str:
        """The last time named before the figure in its paragraph that is not one of comparison."""
        text = self._text
        paragraph = text.rfind("\n", max(0, start - _PARAGRAPH), start) + 1 or max(0, start - _PARAGRAPH)
        self._read_times(paragraph, start)
        weak = ""
        for begin, stop in self._times[:-20:-1]:
            if begin < paragraph or (begin < sentence and (weak or _ITEM.search(text, stop, start))):
                break
            word = text[begin:stop]
            if word == "全年":  # holds where the sentence names no year, and for no later sentence
                weak = word if begin >= sentence else ""
            elif not self._is_bound(word, begin, clause, sentence) and self._holds(begin, stop, sentence, start, end):
                return word
        return weak

    def _is_bound(self, word: str, begin: int, clause: int, sentence: int) -> bool:
        """Whether a time holds for no later clause (每年) or sentence (五年)."""
        return (word == "每年" and begin < clause) or (begin < sentence and bool(_SPAN.fullmatch(word)))

    def _holds(self, begin: int, stop: int, sentence: int, start: int, end: int) -> bool:
        """Whether a time before a figure is the figure's own, not that of a comparison, a base or a start level."""
        text = self._text
        if _COMPARED.search(text, max(0, begin - 3), begin):  # the start level of 1986年同1978年相比 is that of 1978
            return bool(begin >= sentence and _AGAINST.match(text, stop) and self._is_start(sentence, start, end))
        apart = text[stop:start] not in {"", "的"}
        return not (apart and _FROM.search(text, max(0, begin - 1), begin)) and not _BASE.match(text, stop)

    def _read_times(self, paragraph: int, stop: int) -> None:
        """Read on to a position; paragraphs without figures are never read."""
        first = max(self._read_to, paragraph)
        found = [match.span() for match in _WHEN.finditer(self._text, first, stop)]
        for match in _SINCE.finditer(self._text, first, stop):
            begin = self._begin(_CLAUSE_STOP, match.start(), _CLAUSE)
            if 4 < match.end() - begin < 15:
                found.append((begin, match.end()))
        self._times += sorted(found)
        self._read_to = stop
