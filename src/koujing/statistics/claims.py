"""What a text says about a statistic: what it measures, whether it is reported or aimed at, and for which time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from koujing.chinese.marks import Marks, Span
from koujing.chinese.patterns import lazy
from koujing.speech import Section
from koujing.statistics.chain import Chain
from koujing.statistics.concepts import Concepts
from koujing.statistics.domains import domain_of
from koujing.statistics.owners import Owners
from koujing.statistics.respectively import NOT_LISTED, Member
from koujing.statistics.roles import Place, role_of
from koujing.statistics.status import Statuses
from koujing.statistics.subjects import Subjects
from koujing.statistics.timing import Times
from koujing.statistics.when import Periods
from koujing.words.tokens import Tokens

Cut = Callable[[], Tokens] | None
# What follows a statistic may say what it counts, where nothing else names it.
_BEHIND = lazy(r"[^，。：；、,;:\s]{1,8}")


class Claim(NamedTuple):
    """What a text says about one statistic; the fields are those of ``Statistic``."""

    indicator: str
    counted: str
    place: str
    status: str
    status_certainty: float
    period: str
    time_from: str
    time_to: str
    when_certainty: float
    indicator_certainty: float
    domain: str
    when: Span | None
    named: Span | None
    role: str
    whole: str = ""  # of which it is a share, or what the head of its list names
    ruled: str = ""  # its name by the rules alone, which leave more of its attributes


class Claims:
    """What a text says about its statistics; they must be asked for in order of position."""

    def __init__(self, marks: Marks, sections: Sequence[Section] = (), date: str = "", cut: Cut = None) -> None:
        self._text, self._marks = marks.text, marks
        self._periods = Periods(marks)
        self._times = Times(marks, self._periods, Chain(marks.text, sections, date))
        self._statuses = Statuses(marks, sections, int(date[:4]) if date else None)
        self._subjects, self._owners = Subjects(marks, cut), Owners(marks.text)
        self.concepts = Concepts(marks)

    def describe(self, start: int, end: int, kind: str, noun: str = "", member: Member = NOT_LISTED, same: bool = False) -> Claim:
        """What is said of the statistic at ``text[start:end]``; ``noun`` is the noun inside its span.

        ``kind`` is empty for a statistic without a unit, which a noun after it cannot name (人口控制在12亿左右的目标).
        ``member`` is what a list before 分别 says of it; with ``same``, it measures what the statistic before it does.

        >>> claim = Claims(Marks("2015年安装路灯266盏")).describe(9, 13, "count")
        >>> claim.indicator, claim.status, claim.period, claim.domain
        ('路灯', 'reported', '2015年', 'infrastructure')
        """
        text = self._text
        place = Place(self._marks.clause(start)[0], self._marks.sentence(start)[0], start, end)
        measured = self._subjects.read(place, kind, noun, member, same)
        name, role = measured.name, role_of(text, place)
        when = member.when or self._periods.find(place.clause, place.sentence, start, role)
        period, since = (text[slice(*when)], when[0]) if when else ("", 0)
        status, sure, mentioned = self._statuses.read(place, role, kind, name.words, period, since)
        if when and since < (place.clause if status == "rule" else place.sentence if mentioned else 0):
            period, when = "", None  # a time named earlier applies neither to a mere mention nor to a rule
        time = self._times.resolve(place, role, status, when, member.when is not None)
        owner = self._owners.read(place.clause, place.sentence, start, name.span)
        domain = domain_of(name.words, text[place.clause : start])
        if not domain:
            behind = _BEHIND.match(text, end)
            domain = domain_of(behind[0] if behind else "", measured.whole.words)
        return Claim(
            name.words, measured.counted, owner.words, status, sure, period, time.first, time.last,
            sure if status == "rule" else time.certainty, measured.certainty, domain, when, name.span, role, measured.whole.words,
            measured.ruled,
        )  # fmt: skip
