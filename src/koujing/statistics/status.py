"""Whether a statistic is achieved, a target, a rule, or only mentioned as context."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from koujing.chinese.marks import SENTENCE, Marks
from koujing.chinese.moves import ABOUT, AIMED, COMPARING
from koujing.chinese.numeral_forms import TO_TEN, ZEROS
from koujing.chinese.patterns import lazy
from koujing.chinese.times import COUNT, FEW_YEARS, tense, years
from koujing.speech import Section
from koujing.statistics.choice import Reading, choose
from koujing.statistics.status_signs import AIMS, MARKS, Signs
from koujing.statistics.norms import norm_features
from koujing.statistics.mentions import is_group, is_rule, is_trouble
from koujing.statistics.roles import Place
from koujing.statistics.word_lists import any_of

# Not 五年计划, nor an existing plan that is carried out, met or missed.
_PLAN = r"(?<!五年)(?<!年度)(?<![年原定过成按照的])计划(?!的|经济|生育|外|内|期|单列|任务|指标|执行|完成|百分|规定的|[和、，。])"
# Not 主要, 重要, 需要, 要求, 要素.
_WANT = r"(?<![主重需首纲次摘提简扼只不])要(?![求素点领害闻塞道])"
# Words that report; 了 after a comparison (比去年增加了) says nothing about the time.
_DONE = r"已(?!经?确定)|(?<!为)(?<!除)(?<!提出)了(?!解)"
_THEN = rf"(?<![{COMPARING}])去年(?!的?同期|的?水平)|{FEW_YEARS}来|这(?:几年|{FEW_YEARS})"
# The lookahead fails fast where none begins.
_MARK = lazy(
    lambda: rf"(?=[力争确目预计规拟必应准打任要务保不今明下奋将已了去以这过两{TO_TEN}截相实上现累先同])(?:"
    rf"(?P<aim>{AIMED}|{any_of('aim')}|准备(?!金)|{_PLAN}|{_WANT})|(?P<report>{any_of('report')}|{_DONE}|{_THEN}))"
)
_THAN = lazy("[比较即]")
_AIMED_IN_REVIEW = lazy(rf"{AIMED}|到二[{ZEROS}]{{2}}○年|本世纪末")
# 预计 before a statistic estimates the year that is ending, so it is achieved; 比1980年预计增加 compares with an estimate.
_ESTIMATED = lazy("(?<!比.{4}年)(?<!比.{4}年的)预计(?!明年|今后)")
_REACHED = lazy("(?:实现|达到|完成|超过)了|提前")
_NOW = lazy("(?:今年|明年|全年)(?!初)")
# Words that describe a state, where an order would name something to do.
_STATE = lazy(r"[是为有占达只]|共计|平均|不到")
# Words directly after a target.
_GOAL = lazy(rf"(?:{ABOUT})?的(?:总体|增收|增长|奋斗|宏伟|战略|预期)?(?:目标|总要求)|奋斗|而努力")

# From these words on, a paragraph speaks of what is wrong.
_AMISS = lazy(
    r"(?:[必应当]|[还也]要|清醒地?|同时)看到|清醒地?认识到|(?<![^，。；：,;\n\s])[^，。；：,;\n]{0,6}(?:问题|缺点)(?:也|同样|仍|还|不少)"
)
# 要办好下列四项工作: its items state what is to be done.
_LIST = lazy(
    rf"(?:要|必须|抓好|办好|做好|做到|落实|突出)[^。！？\n]{{0,16}}{COUNT}[^。！？，\n]{{0,4}}"
    r"(?:件|项|点|方面|条|关|仗)[^。！？，\n]{0,6}[。：:]\s{0,9}\n"
)
_FIRST = lazy(
    rf"[　\s]*(?:[{TO_TEN}]+[是要、]|第[{TO_TEN}]+|[（(][{TO_TEN}\d]+[)）]|\d+[.、．]|——)"
)
_LIST_REACH = 1500
_ORDERS = lazy(
    r"(?:今|明|来|下半)年?的?(?:活|打算|任务|重点|工作)|(?:今|明)年.{0,3}(?:要|办|做|干)|下半年|下一步|改什么|干什么|怎样?[办改干做把]"
)
# A text covers at most this many years after the first year it names.
_TERM = 4
# The later of two years named nearly as often (1952: 42 times, 1954: 38 times in the plan of 1955) is the one it ends with.
_NEARLY = 0.88
# A speech at the end of a year speaks of the next: in those of December 1964, 1980, 1981 and 1982 the next has 0.19 to 0.87 of the
# mentions of the year itself, and at least 7; in the other 48 reports at most 0.08, or fewer than 3.
_NEXT, _NEXT_SHARE = 5, 0.13


def _is_year_end(text: str, year: int) -> bool:
    """Whether a speech was made at the end of its year."""
    named = Counter(years(text))
    later = named[year + 1] + text.count("明年")
    return later >= max(_NEXT, _NEXT_SHARE * (named[year] + text.count("今年")))


_AHEAD = lazy(
    r"(?:(?P<to>[到至])|(?P<up>达)|(?P<is_>[是为])|(?P<over>超|超过|突破|过|逾|破)|(?P<moved>增长|增|加|提高|下降|降|减少|减|新增)"
    r"|(?P<about>[近约])|(?P<has>[有共占])|(?P<and>[、和或])|(?P<of>[的])|(?P<from>[由从])|(?P<each>每)|(?P<first>前)|(?P<object>[将把])|(?P<did>了))\Z"
)
_BEHIND = lazy(
    r"(?P<above_of>(?:以[上下内]|及以[上下])的)|(?P<above_noun>(?:以[上下内]|及以[上下])(?=[\u4e00-\u9fff]))|(?P<above>以[上下内]|及以[上下])|(?P<about>左右)|(?P<of>的)|(?P<and>[、和])"
    r"|(?P<end>[，。；：,;.\n])|(?P<noun>[\u4e00-\u9fff])"
)
_KINDS = {"元": "money", "%": "percent", "个": "count", "人": "persons", "亩": "area", "岁": "age", "吨": "weight", "里": "length", "斤": "weight", "瓦": "power"}


class Places:
    """The matches of a pattern in a text, found on demand in order of position; stretches nobody asks about are not searched."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text, self._pattern = text, pattern
        self._found: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._read_to = 0

    def last(self, first: int, stop: int) -> re.Match[str] | None:
        """The last match that begins between two positions.

        >>> places = Places("要修路,已架桥", re.compile("要|已"))
        >>> places.last(0, 3).group(), places.last(0, 7).group(), places.last(5, 7)
        ('要', '已', None)
        """
        if stop > self._read_to:
            read = list(self._pattern.finditer(self._text, max(self._read_to, first), stop))
            self._found += read
            self._starts += [match.start() for match in read]
            self._read_to = stop
        k = bisect_left(self._starts, stop) - 1
        return self._found[k] if k >= 0 and self._starts[k] >= first else None


MOOD = 600


class Statuses:
    """The status of the statistics of one text, to be asked for in order; ``year`` is the year of the speech, if known."""

    def __init__(self, marks: Marks, sections: Sequence[Section], year: int | None = None) -> None:
        self._text, self._marks = marks.text, marks
        # Without headings, each sentence says for itself whether it reports or orders, unless the whole text is a plan.
        self._sections = sections if any(section.depth == 1 for section in sections) else sections[:1]
        
        self._reviewed = next((section.end for section in self._sections if section.part == "review"), len(marks.text))
        self._given = year
        self._signs = Signs(marks.text)
        self._outlined = {"review", "tasks"} <= {section.part for section in sections if section.depth == 1}
        self._words, self._amiss, self._lists = (Places(marks.text, pattern) for pattern in (_MARK, _AMISS, _LIST))

    def read(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> tuple[str, float]:
        """The status of a statistic and how certain it is; ``period`` is its time, which begins at ``since``."""
        names = self._features(place, role, kind, indicator, period, since)
        readings = [
            Reading("reported", ()),
            Reading("target", [f"target|{name}" for name in names]),
            Reading("rule", [f"rule|{name}" for name in names]),
        ]
        choice = choose("status", readings, place.start)
        return readings[choice.best].answer, choice.certainty

    def _features(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> list[str]:
        text, (clause, sentence, start, end) = self._text, place
        clause_end, paragraph, sentence_end = self._marks.clause(start)[1], self._paragraph(start), self._marks.sentence(start)[1]
        signs = self._signs
        signs.read(max(0, start - MOOD), min(len(text), max(sentence_end, start + MOOD)))
        windows = {
            "in clause": signs.between(clause, start), "in sentence": signs.between(sentence, clause),
            "behind": signs.between(end, clause_end), "later": signs.between(clause_end, sentence_end),
        }
        names = ["always", f"kind {kind}", f"role {role}"]
        names += [f"{name} {where}" for where, found in windows.items() for name in sorted(set(found))]
        marks = [name for name in windows["in sentence"] + windows["in clause"] if name in MARKS]
        last = "none" if not marks else "aim" if marks[-1] in AIMS else "report"
        before = [name for name in signs.between(paragraph, sentence) if name in MARKS]
        told = "none" if not before else "aim" if before[-1] in AIMS else "report"
        when = {-1: "past", 0: "now", 1: "future"}[tense(period, self._year)] if period else "none"
        part = self._part(start) if self._starts else "none"
        if not self._outlined: part = "no outline " + part
        names += [f"last {last}", f"time {when}", f"part {part}"]
        if marks: names.append(f"last {marks[-1]}")
        names += [f"last {last}, time {when}", f"last {last}, part {part}", f"part {part}, time {when}"]
        if last == "none": names += [f"told {told}", f"told {told}, part {part}"] + [f"told by {name}" for name in before[-1:]]
        names.append(f"mood {signs.mood(max(0, start - MOOD), start + MOOD)}")
        names.append(f"mood {signs.mood(max(0, start - MOOD), start + MOOD)}, part {part}")
        names.append(f"intro {self._intro(paragraph)}")
        if "decide" in signs.between(paragraph, sentence): names.append("decided before")
        aimed, why = self._is_aimed(place, period, since)
        names.append(f"{'aimed' if aimed else 'reported'} by {why}")
        if is_rule(text, place, kind, indicator): names.append("is rule")
        if kind == "count" and (role == "whole" or is_group(text, place, indicator)): names.append("group")
        if is_trouble(text, place, aimed): names.append("trouble")
        names.append(f"rules say {dict(context='reported', achieved='reported').get(old := self._read(place, role, kind, indicator, period, since), old)}")
        names += norm_features(text, place, kind, indicator, paragraph)
        names += self._around(place)
        return names

    def _intro(self, paragraph: int) -> str:
        text = self._text
        for k in range(12):
            stop = paragraph - 1
            while stop > 0 and stop > paragraph - 8 and text[stop - 1].isspace():
                stop -= 1
            if stop <= 0: return "none"
            last = text[stop - 1]
            first = self._marks.paragraph(stop - 1)[0]
            if last in "：:":
                names = [name for name in self._signs.between(max(first, stop - 60), stop) if name in MARKS]
                return "none" if not names else "aim" if names[-1] in AIMS else "report"
            if last not in "；;，," and not (_FIRST.match(text, paragraph) and _FIRST.match(text, first)):
                return "none"
            paragraph = first
        return "none"

    def _around(self, place: Place) -> list[str]:
        text, (clause, sentence, start, end) = self._text, place
        names = []
        ahead = text[max(clause, start - 3):start]
        m = _AHEAD.search(ahead)
        names.append(f"ahead {m.lastgroup if m else 'other'}" if ahead else "ahead nothing")
        m = _BEHIND.match(text, end)
        names.append(f"behind {m.lastgroup if m else 'other'}")
        if m and m.lastgroup == "noun": names.append(f"behind noun, unit {_KINDS.get(text[end-1], 'other')}")
        names.append(f"unit {text[end - 1]}" if text[end-1] in "岁类级条项" else "unit other")
        if _GOAL.match(text, end): names.append("goal behind")
        if self._marks.quotations(start): names.append("quoted")
        if self._marks.brackets(start): names.append("bracketed")
        if _FIRST.match(text, (par := self._paragraph(start))) and self._lists.last(max(0, start - _LIST_REACH), par): names.append("listed")
        if self._amiss.last(self._paragraph(start), start): names.append("amiss")
        return names

    def _read(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> str:
        if role == "start":
            return "context"
        if is_rule(self._text, place, kind, indicator):
            return "rule"
        aimed, _ = self._is_aimed(place, period, since)
        if kind == "count" and (role == "whole" or is_group(self._text, place, indicator)):
            return "context"
        if is_trouble(self._text, place, aimed):
            return "context"
        if aimed:
            return "target"
        return "context" if self._amiss.last(self._paragraph(place.start), place.start) else "achieved"

    def _is_aimed(self, place: Place, period: str, since: int) -> tuple[bool, str]:
        """Whether a statistic is a target, judged by its year, by the part of the text it is in, then by the words before it."""
        text, (clause, _, start, end), part = self._text, place, self._part(place.start)
        (mark, at), when = self._last_mark(place), tense(period, self._year)
        wanted = mark in AIMS
        estimated = _ESTIMATED.search(text, clause, start)
        aimed = bool(_AIMED_IN_REVIEW.search(text, clause, start)) and not estimated
        aimed = (aimed or bool(_GOAL.match(text, end))) and not _REACHED.search(text, clause, start)
        if part == "review" or aimed:
            return aimed or (wanted and when >= 0 and bool(years(period) or _NOW.match(period))), "aim" if aimed else "review"
        if when:
            return when > 0 or (
                wanted and (at >= min(clause, since + 1) or not self._given)
            ), "time"
        if mark or estimated:
            return wanted and not estimated, "estimate" if estimated else "mark in clause" if at >= clause else "mark"
        return self._is_ordered(place, part, period)

    def _is_ordered(self, place: Place, part: str, period: str) -> tuple[bool, str]:
        """Whether a statistic whose sentence leaves it open is a target, judged by its list, its paragraph, or its part."""
        text, (clause, sentence, start, _) = self._text, place
        paragraph = self._paragraph(start)
        if _FIRST.match(text, paragraph) and self._lists.last(max(0, start - _LIST_REACH), paragraph):
            return True, "list"
        if self._intro(paragraph) == "aim":
            return True, "intro"
        before, _ = self._signs.last(paragraph, sentence)
        if before and not _STATE.search(text, clause, start):
            return before in AIMS, "paragraph"
        return part == "tasks" or (part == "after" and bool(_NOW.match(period) or years(period))), "part"

    def _last_mark(self, place: Place) -> tuple[str, int]:
        """The last word before the statistic, in its sentence, that states an aim or reports."""
        mark, at = self._signs.last(place.sentence, place.start)
        if self._text[at : at + 1] == "了" and at >= place.clause and _THAN.match(self._text, place.clause):
            return self._signs.last(place.sentence, place.clause)
        return mark, at

    def _paragraph(self, start: int) -> int:
        """Where the paragraph around a position begins, but no farther back than ``SENTENCE`` characters."""
        return max(self._marks.paragraph(start)[0], start - SENTENCE)

    def _part(self, start: int) -> str:
        """The part of the innermost section around a position: review, tasks, or other (``after`` if that follows a review)."""
        k = bisect_right(self._starts, start) - 1
        part = self._parts[k] if k >= 0 else "other"
        return "after" if part == "other" and self._reviewed < start else part

    @cached_property
    def _year(self) -> int:
        """The year that is under way or about to begin: the year of the speech, or the next one at the end of a year."""
        return self._given + _is_year_end(self._text, self._given) if self._given else self._guessed()

    def _guessed(self) -> int:
        """The year of the tasks that a heading announces, else the year after the one the text names most."""
        for section in self._sections:
            if section.part == "tasks" and (named := years(section.heading)):
                return named[-1]
        named = years(self._text)
        known = Counter(year for year in named if year <= named[0] + _TERM)
        most = max(known.values(), default=0)
        return max((year for year, count in known.items() if count >= _NEARLY * most), default=0) + 1

    @cached_property
    def _parts(self) -> list[str]:
        return list(_parts(self._sections, self._year if self._given else 0))

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self._sections]


def _parts(sections: Sequence[Section], year: int) -> Iterator[str]:
    """The part of each section; one left open belongs to the tasks if a heading above it asks what to do, and one whose
    heading names only years before that of the speech looks back."""
    ordered = past = 0
    for section in sections:
        if section.part == "other" and _ORDERS.search(section.heading):
            ordered = max(ordered, section.end)
        if year and section.depth == 1 and (named := years(section.heading)) and max(named) < year:
            past = max(past, section.end)
        part = "tasks" if section.part == "other" and section.start < ordered else section.part
        yield "review" if section.start < past else part
