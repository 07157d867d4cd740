"""What a text says of a figure: what is measured, whether it is achieved or aimed at, and for which time."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from koujing import lexicons

_HAN = "○〇零一二三四五六七八九"
_NUMBER = r"[一二两三四五六七八九十\d]"
_A_YEAR = rf"(?:[12]\d[\d*]{{2}}|[一二][{_HAN}]{{3}}|\*\*)"
_MONTH = r"(?:\d\d?|[一二三四五六七八九十]{1,2})月"
_WHEN = re.compile(
    rf"""
    (?=[从自\d*今去明前本当年全近上下过最后未每第“"○〇零一二三四五六七八九十两])(?:
    (?:从|自)?{_A_YEAR}年?(?:至|到|-|－|—|–|~|～){_A_YEAR}年(?:间|期间)?
  | {_A_YEAR}年(?:以来|[底末初]|上半年|下半年|{_MONTH}[底末份]?)?
  | (?:今年|去年|明年|前年|本年|当年)(?:上半年|下半年|以来|[底末初]|{_MONTH}[底末份]?|[一二三四]季度)?
  | 去冬今春|年内|全年|近几?年来?|上半年|下半年|(?:本|[二\d十一]+)世纪末
  | (?:过去|今后|最近|近|(?<!提)前|后|未来){_NUMBER}+年(?:来|间|中|内)?
  | {_NUMBER}+(?:多|几)?年(?:来|间|中|内)
  | [“"]?[一二三四五六七八九十]五[”"]?(?:计划|规划)?(?:期间|时期|期末|末)
  | 第[一二三四五六七八九十]+个五年计划期间
  | (?<![人户亩])每年(?!递|平均|增)
    )""",
    re.VERBOSE,
)
# A time after one of these words is what the figure is compared with, not its own.
_COMPARED = re.compile(r"(?:[比较同与均按]|[等当低高多少晚早]于|是)\Z")
_FROM = re.compile(r"[由从自]\Z")
_CLAUSE_STOP = re.compile(r"[，。；：！？,;:!?\n]")
_SENTENCE_STOP = re.compile(r"[。！？!?\n]")
_ITEM = re.compile(r"[一二三四五六七八九十][是要]|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[，,、]|其[一二三四五]")
# A heading is a line by itself: numbered, or short and without a full stop.
_HEADING = re.compile(r"^[ 　]*(?:[一二三四五六七八九十]+、[^\n。]{2,60}|[^\n。；，,]{2,40})$", re.MULTILINE)
_TASKS = re.compile(r"任务|部署|建议|总体要求|工作安排|奋斗目标|今后|展望|打算|计划|预算")
_REVIEW = re.compile(r"回顾|总结|成就|执行(?:情况|结果)|成绩|决算|过去|[年来]的工作")
_PLAN = re.compile(r"计划(?:草案)?的(?:报告|说明)|五年计划(?:草案)?(?:作|的)")
_AIMED = re.compile(
    r"力争|争取|确保|目标|预期|(?<!五年)(?<!年度)计划(?!的|经济|生育|外|内|期|单列)|规划|拟|必须|应当|应该|准备|打算|今后|明年|奋斗"
    r"|将(?!近|来|军|士|领)|(?<![主重需首纲次摘提简扼不])要(?![求素点领害闻塞])"
)
_REVIEWED_AIM = re.compile(r"力争|争取|目标|预期|今后|明年|将(?!近|来|军|士|领)|到二[○〇零][○〇零]○年|本世纪末")
_DONE = re.compile(r"已|了|去年|以来|过去|截至|预计|实现了|上年(?:完成|达到|为)")
_RULE = re.compile(r"不得|每人每|起征点|限额|期限|凡是?|额度|限期|考核|比例为")
_RULE_AFTER = re.compile(r"(?:以[上下内]|之内)(?:、[^，。、]{0,6}以[上下内])?的")
_BASE = re.compile(r"[由从自][^，。；,;\n]{0,16}\Z")
# After one of these verbs what is provided may stand behind its amount (安排200亿元专项资金).
_PROVIDED = re.compile(r"(?:安排|发行|投入|拿出|下达|拨付|筹集|落实|新增|提供|取消|减免)(?:了|近|约|超过)?\Z")
_BENEFICIARY = re.compile(r"对[^，。；、,;\n]{0,8}\Z")
_RISEN = re.compile(r"[^，。；,;\n]{0,8}[到至为]")


@cache
def _words(*senses: str) -> str:
    words = {row["verb"] for row in lexicons.load("figure_verbs") if row["sense"] in senses}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_YEAR_OF = r"[^，。；、,;]{0,12}?(?:年|年[底末]|期|时期|前|数|水平|计划|规划|末)(?:相比|比较)?的?"


@cache
def _trailing() -> re.Pattern[str]:
    """What stands between the name of a quantity and its figure: verbs, adverbs, comparisons, start levels."""
    compared = rf"(?:比(?![例重率值分])|较|同(?!志)|与|等于|相当于|达到了?|是|为){_YEAR_OF}"
    start = r"[由从自](?:[^，。；、,;]{0,9}?年[底末]?的?)?"
    return re.compile(rf"(?:{compared}|{start}|{_words('level', 'change')}|[\s“”\"、])++\Z")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{_WHEN.pattern}|\s|、|{_words('lead')})++(?=..|\Z)", re.VERBOSE)


@cache
def _acted() -> re.Pattern[str]:
    name = r"(?=..)(?!.?(?:值|总额|能力|水平|程度|率|额|量))"
    preposition = r"使(?!用)|对(?![外象口比])|[把让]|将(?=[^近来])|向(?!前)|年(?![度产均人级初限轻])[底末]?"
    return re.compile(rf".*(?:{_words('action')}|{preposition}){name}(?:了|的)?", re.DOTALL)


@cache
def _counted() -> re.Pattern[str]:
    """The noun after a figure, over a second numeral (6大类23项…指标) and up to what is no noun any more."""
    stop = r"成(?![套果本员绩人年])|[就已都在是为被由从把将能可并而等也还的以外至达占使与及]|到(?!位)|多(?=[个万])|共(?=[有联])|[中内](?![国心学小央蒙])|和(?=.{0,6}[的是个、])"
    return re.compile(
        rf"(?:以上|左右|上下|以下)?(?:\d+[项个种])?的?((?:(?!{stop}|{_words('action', 'follow')})[^\W\d_])+)"
    )


class Claims:
    """The circumstances of the figures of one text, asked for in order of their position."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = [0, *(match.end() for match in _SENTENCE_STOP.finditer(text))]
        self._clauses = [0, *(match.end() for match in _CLAUSE_STOP.finditer(text))]
        since = ((self._clause(match.start()), match.end()) for match in re.finditer("以来", text))
        times = [match.span() for match in _WHEN.finditer(text)]
        self._times = sorted({*times, *((start, end) for start, end in since if end - start < 15)})
        self._starts = [start for start, _ in self._times]
        self._parts = _parts(text)
        self._last = (0, 0, "")

    def _clause(self, position: int) -> int:
        return self._clauses[bisect_right(self._clauses, position) - 1]

    def describe(self, start: int, end: int, kind: str, noun: str = "") -> tuple[str, str, str]:
        """Indicator, status and period of the figure at ``text[start:end]``; ``noun`` is the noun inside its span."""
        sentence = self._sentences[bisect_right(self._sentences, start) - 1]
        clause = self._clause(start)
        indicator = self._indicator(clause, sentence, start, end, kind, noun)
        return indicator, self._status(sentence, clause, start, end, kind, indicator), self._period(clause, sentence, start)

    def _indicator(self, clause: int, sentence: int, start: int, end: int, kind: str, noun: str) -> str:
        """What is counted after the figure, measured before it, or carried over from the figure before."""
        last_start, last_end, last = self._last
        right = _counted().match(self._text, end)
        after = right[1][:20] if right and (len(right[1]) > 1 or right[1] in "村县省市户人乡镇厂矿") else ""
        found = noun
        if not found and right and after and (
            kind == "count"
            or self._text[right.start(1) - 1] == "的"
            or _PROVIDED.search(self._text, max(clause, start - 8), start)
        ):
            found = after
        if not found:
            found = self._before(max(clause, min(last_end, start)), start) or (after if kind in {"money", "measure"} else "")
        if not found:
            before = self._clause(clause - 1) if clause > sentence else clause
            found = last if last_end > before and last_start >= sentence else self._before(before, max(clause - 1, before))
        self._last = (start, end, found)
        return found

    def _before(self, begin: int, start: int) -> str:
        left = self._text[max(begin, start - 40) : start]
        left = _trailing().sub("", left.strip(), count=1)
        left = _acted().sub("", left, count=1)
        if leading := _leading().match(left):
            left = left[leading.end() :]
        left = left.strip("、的 　")
        return left if "(" in left or "（" in left else left.strip("()（）")

    def _status(self, sentence: int, clause: int, start: int, end: int, kind: str, indicator: str) -> str:
        text = self._text
        if _BASE.search(text, max(sentence, start - 18), start) and _RISEN.match(text, end):
            return "context"
        if _RULE.search(text, clause, start) or indicator.endswith("指标"):
            return "rule"
        if _RULE_AFTER.match(text, end) and not indicator.endswith("目标"):
            return "rule"
        if (kind == "count" and _BENEFICIARY.search(text, max(clause, start - 10), start)) or text.startswith("受灾", end):
            return "context"
        part = self._part(start)
        if part == "review":
            return "target" if _REVIEWED_AIM.search(text, clause, start) else "achieved"
        if part == "tasks":
            return "achieved" if _DONE.search(text, clause, start) else "target"
        aimed = _AIMED.search(text, sentence, start) and not _DONE.search(text, clause, start)
        return "target" if aimed or text.startswith("的目标", end) else "achieved"

    def _part(self, start: int) -> str:
        index = bisect_right(self._parts, (start, "")) - 1
        return self._parts[index][1] if index >= 0 else ""

    def _period(self, clause: int, sentence: int, start: int) -> str:
        """The last time named before the figure in its paragraph that is not a time of comparison."""
        text = self._text
        paragraph = text.rfind("\n", 0, start) + 1
        for index in range(bisect_right(self._starts, start) - 1, -1, -1):
            begin, stop = self._times[index]
            if begin < paragraph or (begin < sentence and _ITEM.search(text, stop, start)):
                break
            if text.startswith("每年", begin) and begin < clause:
                continue
            adjacent = text[stop:start] in {"", "的"}
            if not adjacent and _FROM.search(text, max(0, begin - 1), begin):
                continue
            if not _COMPARED.search(text, max(0, begin - 2), begin):
                return text[begin:stop]
        return ""


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
