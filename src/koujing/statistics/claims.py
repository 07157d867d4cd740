"""What a text says about a statistic: what it measures, whether it is achieved or aimed at, and for which time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from koujing.chinese.marks import CLAUSE, Marks, Span
from koujing.chinese.patterns import lazy
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
from koujing.statistics.names import NO_NAME, Name
from koujing.statistics.ranks import is_said_of, placing_begins
from koujing.statistics.respectively import NOT_LISTED, Member
from koujing.statistics.roles import Place, role_of
from koujing.statistics.status import Statuses
from koujing.statistics.when import Periods
from koujing.statistics.word_lists import any_of, listed

# A clause with one of these endings names nothing: 就全国来说, 经济恢复的一九五二年.
_ASIDE = lazy(lambda: rf"{any_of('aside')}\Z")
# but this one does name what follows is about: 粮食总产量在上年增产的基础上.
_BASED = lazy("(?![在以按就从到])[^，。；、,;]{2,14}在[^，。；、,;]{2,20}基础上")
# A name this short that does not end in the name of a quantity needs the head of its list: 钢, 电, 水泥.
_BARE = 5
# What follows a statistic may say what it counts, where nothing else names it.
_BEHIND = lazy(r"[^，。；：、,;:\s]{1,8}")


class Claim(NamedTuple):
    """What a text says about one statistic; the fields are those of ``Statistic``."""

    indicator: str
    named: Span | None
    role: str
    status: str
    period: str
    when: Span | None
    domain: str


class Claims:
    """What a text says about its statistics; they must be asked for in order of position."""

    def __init__(self, marks: Marks, sections: Sequence[Section] = (), year: int | None = None) -> None:
        self._text, self._marks = marks.text, marks
        self._periods, self._statuses = Periods(marks), Statuses(marks, sections, year)
        self._last_end, self._last = 0, NO_NAME

    def describe(self, start: int, end: int, kind: str, noun: str = "", member: Member = NOT_LISTED, same: bool = False) -> Claim:
        """Indicator, status and period of the statistic at ``text[start:end]``; ``noun`` is the noun inside its span.

        ``kind`` is empty for a statistic without a unit, which a noun after it cannot name (人口控制在12亿左右的目标).
        ``member`` is what a list before 分别 says of it; with ``same``, it measures what the statistic before it does.

        >>> Claims(Marks("2015年安装路灯266盏")).describe(9, 13, "count")
        Claim(indicator='路灯', named=(7, 9), role='', status='achieved', period='2015年', when=(0, 5), domain='infrastructure')
        """
        text = self._text
        place = Place(self._marks.clause(start)[0], self._marks.sentence(start)[0], start, end)
        subject, whole = self._subject(place, kind, noun, self._last if same else member.name)
        if 0 < len(subject.words) <= _BARE and subject.words[-1] not in listed("quantity_end"):
            whole = Name(head, None) if (head := list_head(text, place.sentence, start)) else whole
        name = subject.followed_by(whole)
        self._last_end, self._last = end, name if whole.words.endswith("比重") else subject
        role = role_of(text, place)
        when = member.when or self._periods.find(place.clause, place.sentence, start, role)
        period, since = (text[slice(*when)], when[0]) if when else ("", 0)
        status = self._statuses.read(place, role, kind, subject.words, period, since)
        if when and since < {"context": place.sentence, "rule": place.clause}.get(status, 0):
            period, when = "", None  # a time named earlier applies neither to a mere mention nor to a rule
        behind = _BEHIND.match(text, end)
        domain = domain_of(subject.words, text[place.clause : start], behind[0] if behind else "", whole.words)
        return Claim(name.words, name.span, role, status, period, when, domain)

    def _subject(self, place: Place, kind: str, noun: str, known: Name | None) -> tuple[Name, Name]:
        """The name of what is measured, and the whole of which it is a share."""
        if noun:
            return Name(noun, (place.end - len(noun), place.end)), NO_NAME
        return (known, NO_NAME) if known and known.words else self._indicator(place, kind)

    def _indicator(self, place: Place, kind: str) -> tuple[Name, Name]:
        """The name found after the statistic, before it, or carried over; and the whole that a share is taken of."""
        text, (clause, _, start, end), whole = self._text, place, NO_NAME
        first = max(clause, min(self._last_end, start))
        before = phrase_before(text, first, placing_begins(text, first, start) if kind == "rank" else start, kind)
        if kind == "rank" and text.startswith("大", end) and not (before.words and is_said_of(text, first, start)):
            before = phrase_after(text, clause, start, end + 1, counted=True)
        unnamed = kind in {"", "change", "rank"} or (kind == "ratio" and not text.startswith("的", end))
        after = NO_NAME if unnamed else phrase_after(text, clause, start, end, kind == "count")
        persons = kind == "count" and text[end - 1] == "人"
        # Persons may be named before they are counted: 民工5000人.
        counted = persons and before.words[-1:] in listed("person_end") and text[end : end + 1] != "的"
        if after.words and not (before.words and (is_goal(after.words) or counted)):
            return after, whole
        if kind == "percent":
            whole = share_of(text, first, start)
            before = phrase_before(text, first, whole.span[0], kind) if whole.span else before
        if not before.words and kind in {"money", "measure", "change", "percent"}:
            before = phrase_after(text, clause, start, end, counted=kind != "change")
        elif persons and (not before.words or text.startswith("的", start - 1) or is_meeting(text, end)):
            said = predicate_after(text, end)
            before = said if said.words else before
        before = before if before.words else self._carried(place)
        if not before.words and kind == "count" and text[end - 1] in "户人":
            before = Name(text[end - 1], (end - 1, end))
        return before, whole

    def _carried(self, place: Place) -> Name:
        """The name in the preceding clause, else that of the preceding statistic in the same paragraph."""
        text, clause, sentence, start = self._text, place.clause, place.sentence, place.start
        for _ in range(2):
            previous = max(sentence, self._marks.clause(clause - 1)[0]) if clause > sentence else clause
            if not self._last_end <= previous < clause:
                break
            if not _ASIDE.search(text, previous, clause - 1) or _BASED.fullmatch(text, previous, clause - 1):
                if (found := phrase_before(text, previous, clause - 1)).words:
                    return found
                break
            clause = previous
        near = start - self._last_end < CLAUSE and "\n" not in text[self._last_end : start]
        return self._last if near else NO_NAME
