"""What a statistic measures: of the wordings around it the likeliest, and how likely it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from koujing.chinese.cores import same_core
from koujing.chinese.marks import Marks
from koujing.chinese.patterns import lazy
from koujing.statistics.candidates import Earlier, propose
from koujing.statistics.choice import note, softmax
from koujing.statistics.names import NO_NAME, Name
from koujing.statistics.respectively import NOT_LISTED, Member
from koujing.statistics.roles import Place
from koujing.statistics.ruled import Ruled
from koujing.statistics.setting import setting_of
from koujing.statistics.text_words import TextWords
from koujing.statistics.word_lists import listed
from koujing.words.tokens import Tokens, tokenize

# How many earlier statistics a name may be carried over from.
_CARRIED = 4
# A wording that is less likely than this is left out of the sum of those with one core.
_UNLIKELY = 0.002

# Provinces are named with what ranks beside them.
_KINDS_OF_PLACE = lazy("(?<=[省市县])[（(][省区市县州盟旗、]{1,6}[)）]")


class Measured(NamedTuple):
    """What a statistic measures: its name, the head noun where that differs, the whole of which it is a share, how certain it is,
    and the name by the rules alone."""

    name: Name
    counted: str = ""
    whole: Name = NO_NAME
    certainty: float = 1.0
    ruled: str = ""


class Subjects:
    """What the statistics of a text measure; they must be asked for in order of position. ``cut`` gives the words of the text."""

    def __init__(self, marks: Marks, cut: Callable[[], Tokens] | None = None) -> None:
        self._text, self._marks, self._ruled = marks.text, marks, Ruled(marks)
        self._words = TextWords(marks.text, cut or (lambda: tokenize(marks.text, terms=False)))
        self._earlier: list[Earlier] = []
        self._last_start = 0

    def read(self, place: Place, kind: str, noun: str = "", member: Member = NOT_LISTED, same: bool = False) -> Measured:
        """What a statistic measures; ``noun`` is the noun inside its span, ``member`` what a list before 分别 says of it, and with
        ``same`` it measures what the statistic before it does.

        >>> Subjects(Marks("安装路灯266盏")).read(Place(0, 0, 4, 8), "count").name
        Name(words='路灯', span=(2, 4))
        """
        subject, whole = self._ruled.read(place, kind, noun, member.name, same)
        ruled = subject.followed_by(whole)
        name, certainty = (ruled, 1.0) if noun else self._chosen(place, kind, ruled, member)
        bracket = name.span and self._text.startswith(("（", "("), name.span[1])
        if name.span and bracket and (rest := _KINDS_OF_PLACE.match(self._text, name.span[1])):  # 省（区、市）
            name = Name(name.words + rest[0], (name.span[0], rest.end()))
        carried = subject if name == ruled and not whole.words.endswith("比重") else name
        self._ruled.note(place.end, carried)
        self._last_start = place.start
        self._earlier = [Earlier(carried, self._text[place.end - 1], kind or "none"), *self._earlier[: _CARRIED - 1]]
        return Measured(name, self._head(name), whole, certainty, ruled.words)

    def _chosen(self, place: Place, kind: str, ruled: Name, member: Member) -> tuple[Name, float]:
        """The likeliest wording, and how likely it or another with the same core is."""
        if "\n" in self._text[self._ruled.last_end : place.start]:
            self._earlier = []  # no name is carried into another paragraph
        setting = setting_of(self._words, place, (self._last_start, self._ruled.last_end), kind, member.region is not None)
        found = propose(self._words, self._marks, setting, ruled, self._earlier, member.region, member.many)
        note("indicator", found.readings, place.start)
        scores = found.scores
        best = max(scores, key=scores.__getitem__)
        likely = softmax([score / 100 for score in scores.values()])
        alike = sum([p for words, p in zip(scores, likely, strict=True) if p > _UNLIKELY and same_core(words, best)])
        return Name(best, found.spans[best]), min(alike, 1.0)

    def _head(self, name: Name) -> str:
        """The head noun of a name: its last word, with the word before it if it is a character that is no noun by itself."""
        if not name.span or self._text[slice(*name.span)] != name.words:
            return ""
        at, _ = self._words.between(*name.span)
        at = at[:-1] if len(at) > 2 and at[-1] - at[-2] == 1 and self._text[at[-2]] not in listed("short_noun") else at
        head = self._text[at[-2] : name.span[1]]
        return "" if head == name.words else head
