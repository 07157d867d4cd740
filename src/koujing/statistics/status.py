"""Whether a statistic is reported, a target or a rule: a first reading by its words, and a choice that corrects it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from koujing.chinese.marks import SENTENCE, Marks
from koujing.chinese.moves import ABOUT, AIMED
from koujing.chinese.numeral_forms import TO_TEN, ZEROS
from koujing.chinese.patterns import lazy
from koujing.chinese.times import COUNT, tense, years
from koujing.speech import Section
from koujing.statistics.choice import Choice, Reading, likeliest, note, weigh
from koujing.statistics.mentions import is_group, is_trouble
from koujing.statistics.norms import norm_features
from koujing.statistics.parts import LAST_PLAN, Parts
from koujing.statistics.roles import Place
from koujing.statistics.status_signs import AIMS, MARKS, Places, Signs

_THAN = lazy("[比较即]")
_AIMED_IN_REVIEW = lazy(rf"{AIMED}|到二[{ZEROS}]{{2}}○年|本世纪末")
# 预计 before a statistic estimates the year that is ending, so it is achieved; 比1980年预计增加 compares with an estimate.
_ESTIMATED = lazy("(?<!比.{4}年)(?<!比.{4}年的)预计(?!明年|今后)")
_REACHED = lazy("(?:实现|达到|完成|超过)了|提前")
_NOW = lazy("(?:今年|明年|全年)(?!初)")
# Words that describe a state, where an order would name something to do.
_STATE = lazy(r"[是为有占达只]|共计|平均|不到")
# 把价格涨幅控制在3%: outside of reviews, what somebody intends.
_HELD = lazy("[把将][^，。；：\n]{2,20}(?:控制|保持|稳定)在(?!了)")
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
_ITEM = lazy(
    rf"[　\s]*(?:[{TO_TEN}]+[是要、]|第[{TO_TEN}]+|[（(][{TO_TEN}\d]+[)）]|\d+[.、．]|——)"
)
_LIST_REACH, _LIST_HINT = 1500, lazy(r"[。：:]\s{0,9}\n")
# 主要目标是：, and the lines under it; no list has more of them.
_LINES = 12
_ANNOUNCING, _OPENING = 60, "：:"
_GOES_ON = "；;，,"
# This far to either side, the words around a statistic show whether the text reports or orders.
_AROUND = 600


# Signs in the clause that bear on either answer; others are too rare there to learn from.
_OF_TARGETS = MARKS | {"attend", "does", "bound"}
_OF_RULES = frozenset({"bound", "did"})
_TELLING = _OF_TARGETS | _OF_RULES
# A number that another clause describes (参会的16个国家) stands right behind 的, but one behind these is a threshold.
_LIMITS = frozenset({"以上", "以下", "以内"})
# Without any of these, nothing is amiss.
_AMISS_HINT = lazy("看到|认识到|问题|缺点")


class Standing(NamedTuple):
    """What a statistic stands for, how certain that is, and whether it is only mentioned (a start level, a group, a trouble)."""

    status: str
    certainty: float
    mentioned: bool = False


class _Seen(NamedTuple):
    """What bears on the status of a statistic: its kind, whether it is a start level, whether it seems ``aimed`` at and ``why``, whether
    it is only ``mentioned``, whether a clause ``described`` what it counts, the status ``before`` it in its sentence (which seldom goes
    over from promises to reports), the ``mood`` around it, and the ``norms`` and ``signs`` in its clause."""

    kind: str
    starts: bool
    aimed: bool
    why: str
    mentioned: bool
    described: bool
    before: str
    mood: str
    norms: tuple[str, ...]
    signs: frozenset[str]


class Statuses:
    """The status of the statistics of one text, to be asked for in order; ``year`` is the year of the speech, if known."""

    def __init__(self, marks: Marks, sections: Sequence[Section], year: int | None = None) -> None:
        self._text, self._marks = marks.text, marks
        self._parts, self._signs = Parts(marks.text, sections, year), Signs(marks)
        self._last = -1, ""
        self._amiss, self._lists = Places(marks.text, _AMISS, _AMISS_HINT), Places(marks.text, _LIST, _LIST_HINT)

    def read(self, place: Place, role: str, kind: str, indicator: str, period: str, since: int) -> Standing:
        """The status of a statistic; ``period`` is its time, which begins at ``since``."""
        text, (clause, _, start, _), paragraph = self._text, place, self._paragraph(place.start)
        first, last = max(0, start - _AROUND), min(len(text), start + _AROUND)
        self._signs.read(first, last)
        aimed, why = self._is_aimed(place, paragraph, period, since)
        mentioned = role == "start" or self._is_mentioned(place, paragraph, role, kind, indicator, aimed)
        described = clause < start and text[start - 1] == "的" and text[max(0, start - 3) : start - 1] not in _LIMITS
        seen = _Seen(
            kind,
            role == "start",
            aimed,
            why,
            mentioned,
            described,
            self._last[1] if self._last[0] == place.sentence else "",
            self._signs.mood(first, last),
            tuple(norm_features(text, place, kind, paragraph)),
            _TELLING.intersection(self._signs.between(clause, start)),
        )
        readings, choice = _choice(seen)
        note("status", readings, start)
        status = readings[choice.best].answer
        self._last = place.sentence, "start" if role == "start" else status
        return Standing(status, choice.certainty, mentioned)

    def _is_mentioned(self, place: Place, paragraph: int, role: str, kind: str, indicator: str, aimed: bool) -> bool:
        """Whether a statistic is neither achieved nor aimed at: a group, a trouble, or part of what is wrong."""
        if kind == "count" and (role == "whole" or is_group(self._text, place, indicator)):
            return True
        if is_trouble(self._text, place, aimed):
            return True
        return not aimed and self._amiss.any(paragraph, place.start)

    def _is_aimed(self, place: Place, paragraph: int, period: str, since: int) -> tuple[bool, str]:
        """Whether a statistic seems to be a target, by its year, by the part of the text it is in, then by the words before it;
        and what decided it."""
        text, (clause, _, start, end), part = self._text, place, self._parts.at(place.start)
        (mark, at), when = self._last_mark(place), tense(period, self._parts.year)
        estimated = mark == "expect" or _estimates(text, clause, start)
        wanted, aimed = mark in AIMS and not estimated, not estimated and bool(_AIMED_IN_REVIEW.search(text, clause, start))
        if (aimed or _GOAL.match(text, end)) and not _REACHED.search(text, clause, start):
            return True, "aim"
        if wanted and at >= clause and LAST_PLAN.search(text, place.sentence, at + 2):
            return True, "aim"
        if part == "review":
            return wanted and when >= 0 and _names_a_year(period), "review"
        if when:
            return when > 0 or (wanted and (at >= min(clause, since + 1) or not self._parts.given)), "time" if when > 0 else "past"
        if estimated:
            return False, "estimate"
        if mark:
            return wanted, "mark in clause" if at >= clause else "mark"
        return self._is_ordered(place, paragraph, part, period)

    def _is_ordered(self, place: Place, paragraph: int, part: str, period: str) -> tuple[bool, str]:
        """Whether a statistic whose sentence leaves it open is a target, judged by its list, its paragraph, or its part."""
        text, (clause, sentence, start, _) = self._text, place
        if _ITEM.match(text, paragraph) and self._lists.any(max(0, start - _LIST_REACH), paragraph):
            return True, "list"
        if _HELD.match(text, clause):
            return True, "aim"
        if self._announced(paragraph) in AIMS:
            return True, "announcement"
        before, _ = self._signs.last(paragraph, sentence)
        if before and not _STATE.search(text, clause, start):
            return before in AIMS, "paragraph"
        return part == "tasks" or (part == "after" and bool(_NOW.match(period) or years(period))), "part"

    def _announced(self, paragraph: int) -> str:
        """The last sign of the line with a colon under which a paragraph stands, alone or in a list; empty if there is none."""
        for _ in range(_LINES):
            stop = len(self._text[max(0, paragraph - _LINES) : paragraph].rstrip()) + max(0, paragraph - _LINES)
            line = self._marks.paragraph(max(0, stop - 1))[0]
            if not stop or line >= paragraph:
                return ""
            if self._text[stop - 1] in _OPENING:
                return self._signs.last(max(line, stop - _ANNOUNCING), stop)[0]
            listed = _ITEM.match(self._text, paragraph) and _ITEM.match(self._text, line)
            if self._text[stop - 1] not in _GOES_ON and not listed:
                return ""
            paragraph = line
        return ""

    def _last_mark(self, place: Place) -> tuple[str, int]:
        """The last sign before the statistic, in its sentence, that states an aim or reports, and where it begins."""
        mark, at = self._signs.last(place.sentence, place.start)
        if self._text[at : at + 1] == "了" and at >= place.clause and _THAN.match(self._text, place.clause):
            return self._signs.last(place.sentence, place.clause)
        return mark, at

    def _paragraph(self, start: int) -> int:
        """Where the paragraph around a position begins, but no farther back than ``SENTENCE`` characters."""
        return max(self._marks.paragraph(start)[0], start - SENTENCE)


# Many statistics of a text have the same features.
@lru_cache(maxsize=2**13)
def _choice(seen: _Seen) -> tuple[tuple[Reading, ...], Choice]:
    """The readings of a statistic by their features, and the likeliest of them."""
    said = "target" if seen.aimed and not seen.mentioned else "reported"
    common = ("always", f"kind {seen.kind}", *(["start"] if seen.starts else []), f"said {said}")
    told = (*(["described"] if seen.described else []), *([f"after {seen.before}"] if seen.before else []))
    aimed = f"{'' if seen.aimed else 'not '}aimed by {seen.why}"
    aims = (*common, aimed, *told, f"said {said}, mood {seen.mood}", *_in_clause(_OF_TARGETS & seen.signs))
    rules = (*common, *seen.norms, *_in_clause(_OF_RULES & seen.signs))
    readings = (
        Reading("reported", ()),
        Reading("target", [f"target|{name}" for name in aims]),
        Reading("rule", [f"rule|{name}" for name in rules]),
    )
    return readings, likeliest(weigh("status", readings))


def _in_clause(signs: Iterable[str]) -> list[str]:
    return [f"{sign} in clause" for sign in sorted(signs)]


@lru_cache(maxsize=4096)
def _names_a_year(period: str) -> bool:
    return bool(years(period) or _NOW.match(period))


def _estimates(text: str, clause: int, start: int) -> bool:
    return text.find("预计", clause, start) >= 0 and bool(_ESTIMATED.search(text, clause, start))
