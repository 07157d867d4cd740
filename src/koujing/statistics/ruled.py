"""What a statistic measures by rule: the noun after it, the phrase before it, or a name carried over from a statistic before it."""

from __future__ import annotations

from koujing.chinese.marks import CLAUSE, Marks
from koujing.chinese.patterns import lazy
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
from koujing.statistics.roles import Place
from koujing.statistics.word_lists import any_of, listed

# A clause with one of these endings names nothing: 就全国来说, 经济恢复的一九五二年.
_ASIDE = lazy(lambda: rf"{any_of('aside')}\Z")
# but this one does name what follows is about: 粮食总产量在上年增产的基础上.
_BASED = lazy("(?![在以按就从到])[^，。；、,;]{2,14}在[^，。；、,;]{2,20}基础上")
# A name this short that does not end in the name of a quantity needs the head of its list: 钢, 电, 水泥.
_BARE = 5


class Ruled:
    """The names that rules find; each must be told (``note``) what the statistic before it measures."""

    def __init__(self, marks: Marks) -> None:
        self._text, self._marks = marks.text, marks
        self._last_end, self._last = 0, NO_NAME

    @property
    def last_end(self) -> int:
        """The end of the last statistic that was noted."""
        return self._last_end

    def note(self, end: int, name: Name) -> None:
        """A statistic that ends here measures this."""
        self._last_end, self._last = end, name

    def read(self, place: Place, kind: str, noun: str = "", known: Name | None = None, same: bool = False) -> tuple[Name, Name]:
        """The name of what is measured, and the whole of which it is a share or the head of its list.

        ``noun`` is the noun inside the span, ``known`` the name that a list gives; with ``same`` it is that of the statistic before.

        >>> Ruled(Marks("安装路灯266盏")).read(Place(0, 0, 4, 8), "count")[0]
        Name(words='路灯', span=(2, 4))
        """
        subject, whole = self._subject(place, kind, noun, self._last if same else known)
        if 0 < len(subject.words) <= _BARE and subject.words[-1] not in listed("quantity_end"):
            whole = Name(head, None) if (head := list_head(self._text, place.sentence, place.start)) else whole
        return subject, whole

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
