"""What a text says of a figure: what is measured, whether it is achieved or aimed at, and for which time."""

from __future__ import annotations

import re
from bisect import bisect_right

from koujing.coding.indicators import is_goal, phrase_after, phrase_before, predicate_after, share_of
from koujing.coding.times import TIME

_WHEN = re.compile(TIME, re.VERBOSE)
# How far back a clause, a sentence and a paragraph are followed: longer ones are damage, and the work stays linear.
_CLAUSE, _SENTENCE, _PARAGRAPH = 150, 600, 2500
_CLAUSE_STOP = re.compile(r".*[，。；：！？,;:!?\n]", re.DOTALL)
_SENTENCE_STOP = re.compile(r".*[。！？!?\n]", re.DOTALL)
# A time after one of these words is what the figure is compared with (比上年) or counted by (按1952年不变价格).
_COMPARED = re.compile(r"(?:[比较同与均按]|[等当低高多少晚早]于|是)\Z")
_SINCE = re.compile("以来")
_FROM = re.compile(r"[由从自]\Z")
# The next item of an outline does not inherit the time of the one before.
_ITEM = re.compile(
    r"[一二三四五六七八九十][是要]|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[，,、]|其[一二三四五]"
)

# A heading is a line by itself: numbered, or short and without a full stop.
_HEADING = re.compile(r"^[ 　]*(?:[一二三四五六七八九十]+、[^\n。]{2,60}|[^\n。；，,]{2,40})$", re.MULTILINE)
_TASKS = re.compile(r"任务|部署|建议|总体要求|工作安排|奋斗目标|今后|展望|打算|计划|预算")
_REVIEW = re.compile(r"回顾|总结|成就|执行(?:情况|结果)|成绩|决算|过去|[年来]的工作")
_PLAN = re.compile(r"计划(?:草案)?的(?:报告|说明)|五年计划(?:草案)?(?:作|的)")

# Words that aim at what follows; 将近, 将来, 主要, 重要 and 五年计划 do not.
_WILL = r"将(?!近|来|军|士|领)"
_AIMED = re.compile(
    r"力争|争取|确保|目标|预期|(?<!五年)(?<!年度)计划(?!的|经济|生育|外|内|期|单列)|规划|拟|必须|应当|应该|准备|打算"
    rf"|今后|明年|奋斗|{_WILL}|(?<![主重需首纲次摘提简扼不])要(?![求素点领害闻塞])"
)
_AIMED_IN_REVIEW = re.compile(rf"力争|争取|确保(?!了)|目标|预期|今后|明年|{_WILL}|到二[○〇零][○〇零]○年|本世纪末")
# 预计 before a figure estimates the year that is ending: achieved.
_ESTIMATED = re.compile("预计")
_DONE = re.compile(r"已|(?<!为)了(?!解)|去年|以来|过去|截至|相比|实现了|上年(?:完成|达到|为)")
_RULE = re.compile(r"不得|每人每|起征点|期限|凡是?|额度|限期|考核|比例为")
_RULE_AFTER = re.compile(r"(?:以[上下内]|之内)(?:、[^，。、]{0,6}以[上下内])?的")
_CONTEXT_BEFORE = re.compile(r"对[^，。；、,;\n]{0,8}\Z")
_CONTEXT_AFTER = re.compile(r"受灾|的(?:[^，。；,;\n]{0,4}大国|国家)")
_START_LEVEL = re.compile(r"[由从自][^，。；,;\n]{0,16}\Z")
_RISEN = re.compile(r"[^，。；,;\n]{0,8}[到至为]")


class Claims:
    """The circumstances of the figures of one text, asked for in order of their position."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts = _parts(text)
        self._times: list[tuple[int, int]] = []
        self._read_to = 0
        self._last = (0, 0)
        self._subject = (0, 0, "")

    def describe(self, start: int, end: int, kind: str, noun: str = "") -> tuple[str, str, str]:
        """Indicator, status and period of the figure at ``text[start:end]``; ``noun`` is the noun inside its span.

        ``kind`` is empty for a figure without a unit, which no noun behind it can name (人口控制在12亿左右的目标).

        >>> Claims("2015年安装路灯266盏,确保今年粮食增产8%").describe(9, 13, "count")
        ('路灯', 'achieved', '2015年')
        """
        clause = self._begin(_CLAUSE_STOP, start, _CLAUSE)
        sentence = min(clause, self._begin(_SENTENCE_STOP, start, _SENTENCE))
        indicator = noun or self._indicator(clause, sentence, start, end, kind)
        self._last = start, end
        return (
            indicator,
            self._status(clause, sentence, start, end, kind, indicator),
            self._period(clause, sentence, start),
        )

    def _begin(self, stop: re.Pattern[str], position: int, reach: int) -> int:
        """Where the clause or sentence of a position begins."""
        first = max(0, position - reach)
        match = stop.match(self._text, first, position)
        return match.end() if match else first

    def _indicator(self, clause: int, sentence: int, start: int, end: int, kind: str) -> str:
        """What is counted after the figure, named before it, or carried over from before."""
        text, last_end = self._text, self._last[1]
        begin = max(clause, min(last_end, start))
        before = phrase_before(text, begin, start)
        after = "" if kind in {"", "change", "rank"} else phrase_after(text, clause, start, end, kind == "count")
        if after and not (before and is_goal(after)):
            return after
        if kind == "percent" and (share := share_of(text, begin, start))[1]:
            return self._carried(sentence, clause, start, phrase_before(text, begin, share[0])) + share[1]
        if not before and kind in {"money", "measure", "change"}:
            before = phrase_after(text, clause, start, end, counted=kind != "change")
        if not before and kind == "count" and text[end - 1] == "人":
            before = predicate_after(text, end)
        return self._carried(sentence, clause, start, before)

    def _carried(self, sentence: int, clause: int, start: int, found: str) -> str:
        """A name where one is found, else that of the clause before or of the figure before in the paragraph."""
        text, (_, last_end, last) = self._text, self._subject
        if not found and clause > sentence:
            previous = max(sentence, self._begin(_CLAUSE_STOP, clause - 1, _CLAUSE))
            found = "" if last_end > previous else phrase_before(text, previous, clause - 1)
        if not found and "\n" not in text[last_end:start] and start - last_end < _CLAUSE:
            found = last
        self._subject = start, start, found
        return found

    def _status(self, clause: int, sentence: int, start: int, end: int, kind: str, indicator: str) -> str:
        text = self._text
        if _START_LEVEL.search(text, max(sentence, start - 18), start) and _RISEN.match(text, end):
            return "context"
        if _RULE.search(text, clause, start) or indicator.endswith("指标"):
            return "rule"
        if _RULE_AFTER.match(text, end) and not indicator.endswith("目标"):
            return "rule"
        mentioned = kind == "count" and _CONTEXT_BEFORE.search(text, max(clause, start - 10), start)
        if mentioned or _CONTEXT_AFTER.match(text, end):
            return "context"
        return "target" if self._is_aimed(clause, sentence, start, end) else "achieved"

    def _is_aimed(self, clause: int, sentence: int, start: int, end: int) -> bool:
        """Whether a figure is a target: by the part of the text it stands in, then by the words before it."""
        text, part = self._text, self._parts[bisect_right(self._parts, (start, "~")) - 1][1]
        if part == "review":
            return bool(_AIMED_IN_REVIEW.search(text, clause, start))
        if part == "tasks":
            return bool(_AIMED.search(text, clause, start)) or not _DONE.search(text, sentence, start)
        aimed = _AIMED.search(text, sentence, start) and not _DONE.search(text, clause, start)
        aimed = aimed and not _ESTIMATED.search(text, clause, start)
        return bool(aimed) or text.startswith("的目标", end)

    def _period(self, clause: int, sentence: int, start: int) -> str:
        """The last time named before the figure in its paragraph that is not one of comparison."""
        text = self._text
        paragraph = text.rfind("\n", max(0, start - _PARAGRAPH), start) + 1 or max(0, start - _PARAGRAPH)
        self._read_times(paragraph, start)
        for begin, stop in self._times[:-20:-1]:
            if begin < paragraph or (begin < sentence and _ITEM.search(text, stop, start)):
                break
            if text.startswith("每年", begin) and begin < clause:
                continue
            apart = text[stop:start] not in {"", "的"}
            if apart and _FROM.search(text, max(0, begin - 1), begin):  # 由1954年的97个增加到106个
                continue
            if not _COMPARED.search(text, max(0, begin - 2), begin):
                return text[begin:stop]
        return ""

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


def _parts(text: str) -> list[tuple[int, str]]:
    """Positions of headings and the part they open: review (回顾), tasks (任务), or ``""`` where it is not known.

    A numbered heading that says neither goes on with the tasks but ends a review; a plan is tasks from its start.
    """
    parts = [(0, "tasks" if _PLAN.search(text, 0, 400) else "")]
    for match in _HEADING.finditer(text):
        part = "review" if _REVIEW.search(match[0]) else "tasks" if _TASKS.search(match[0]) else ""
        if part or ("、" in match[0].lstrip(" 　")[:3] and parts[-1][1] == "review"):
            parts.append((match.start(), part))
    return parts
