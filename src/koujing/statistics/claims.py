"""What a text says of a statistic: what is measured, whether it is achieved or aimed at, and for which time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from koujing.chinese.marks import CLAUSE, Marks
from koujing.speech import Section
from koujing.statistics.domains import domain_of
from koujing.statistics.indicator import (
    is_goal,
    is_meeting,
    list_head,
    phrase_after,
    phrase_before,
    predicate_after,
    share_of,
)
from koujing.statistics.levels import Place, is_start
from koujing.statistics.status import Statuses
from koujing.statistics.when import Periods

# A clause that ends so names nothing: 就全国来说, 经济恢复的一九五二年.
_ASIDE = re.compile(r"(?:来说|来看|而言|情况下|[以之]后|时|计算|影响|因素|原因|前提下|年|基[数础]|中|上|以来|期间)\Z")
# but this one names what it goes on to speak of: 粮食总产量在上年增产的基础上.
_BASED = re.compile("(?![在以按就从到])[^，。；、,;]{2,14}在[^，。；、,;]{2,20}基础上")
# A name this short that ends in none of these needs the head of its list: 钢, 电, 水泥.
_BARE = 5
_QUANTITY = frozenset("量额值率数重度力位户人")
# A noun that ends in one of these names persons, who may be named before they are counted: 民工5000人.
_PERSONS = frozenset("民工员人生兵户者众部农丁友")
# What stands behind a statistic may say what it counts, where nothing names it.
_BEHIND = re.compile(r"[^，。；：、,;:\s]{1,8}")


class Claim(NamedTuple):
    """What a text says of one statistic; ``when`` is where its period stands, missing where there is none."""

    indicator: str
    status: str
    period: str
    when: tuple[int, int] | None
    domain: str


class Claims:
    """The circumstances of the statistics of one text, asked for in order of their position."""

    def __init__(self, marks: Marks, sections: Sequence[Section] = (), year: int | None = None) -> None:
        self._text, self._marks = marks.text, marks
        self._periods, self._statuses = Periods(marks), Statuses(marks, sections, year)
        self._last = (0, 0, "")

    def describe(self, start: int, end: int, kind: str, noun: str = "") -> Claim:
        """Indicator, status and period of the statistic at ``text[start:end]``; ``noun`` is the noun inside its span.

        ``kind`` is empty for a statistic without a unit, which no noun behind it can name (人口控制在12亿左右的目标).

        >>> Claims(Marks("2015年安装路灯266盏,确保今年粮食增产8%")).describe(9, 13, "count")
        Claim(indicator='路灯', status='achieved', period='2015年', when=(0, 5), domain='infrastructure')
        """
        text = self._text
        clause, sentence = self._marks.clause(start)[0], self._marks.sentence(start)[0]
        subject, whole = (noun, "") if noun else self._indicator(clause, sentence, start, end, kind)
        if 0 < len(subject) <= _BARE and subject[-1] not in _QUANTITY and (head := list_head(text, sentence, start)):
            whole = head
        self._last = start, end, subject + whole if whole.endswith("比重") else subject
        from_here = is_start(text, sentence, start, end)
        when = self._periods.find(clause, sentence, start, from_here)
        period = text[slice(*when)] if when else ""
        place, since = Place(clause, sentence, start, end), when[0] if when else 0
        status = "context" if from_here else self._statuses.read(place, kind, subject, period, since)
        reach = {"context": sentence, "rule": clause}.get(status, 0)
        if when and when[0] < reach:  # what is only mentioned is not of the time before, nor does a rule hold for it
            period, when = "", None
        behind = _BEHIND.match(text, end)
        domain = domain_of(subject, text[clause:start], behind[0] if behind else "", whole)
        return Claim(subject + whole, status, period, when, domain)

    def _indicator(self, clause: int, sentence: int, start: int, end: int, kind: str) -> tuple[str, str]:
        """What is counted after the statistic, named before it, or carried over from before; and the whole of a share."""
        text, whole = self._text, ""
        first = max(clause, min(self._last[1], start))
        before = phrase_before(text, first, start, kind)
        after = "" if kind in {"", "change", "rank"} else phrase_after(text, clause, start, end, kind == "count")
        persons = kind == "count" and text[end - 1] == "人"
        if after and not (before and (is_goal(after) or (persons and before[-1] in _PERSONS and text[end : end + 1] != "的"))):
            return after, ""
        if kind == "percent":
            at, whole = share_of(text, first, start)
            before = phrase_before(text, first, at, kind) if whole else before
        if not before and kind in {"money", "measure", "change", "percent"}:
            before = phrase_after(text, clause, start, end, counted=kind != "change")
        elif persons and (not before or text.startswith("的", start - 1) or is_meeting(text, end)):
            before = predicate_after(text, end) or before
        before = before or self._carried(clause, sentence, start)
        return before or (text[end - 1] if kind == "count" and text[end - 1] in "户人" else ""), whole

    def _carried(self, clause: int, sentence: int, start: int) -> str:
        """The name in the clause before, else that of the statistic before in the same paragraph."""
        text, (_, last_end, last) = self._text, self._last
        for _ in range(2):
            previous = max(sentence, self._marks.clause(clause - 1)[0]) if clause > sentence else clause
            if not last_end <= previous < clause:
                break
            if not _ASIDE.search(text, previous, clause - 1) or _BASED.fullmatch(text, previous, clause - 1):
                if found := phrase_before(text, previous, clause - 1):
                    return found
                break
            clause = previous
        return last if start - last_end < CLAUSE and "\n" not in text[last_end:start] else ""
