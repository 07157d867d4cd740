"""A statistic → the time for which its sentence or paragraph states it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from koujing.chinese.marks import Marks, Span
from koujing.chinese.moves import COMPARED, COMPARING, FROM
from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.chinese.places import between, matches_at
from koujing.chinese.times import (
    SOME_YEARS,
    SPOKEN,
    SPOKEN_BEGINS,
    SPOKEN_HOLDS,
    SPOKEN_REACH,
    TIME,
    TIME_BEGINS,
    TIME_HOLDS,
    TIME_REACH,
)

_WHEN = lazy(TIME, re.VERBOSE)
_SPOKEN = lazy(SPOKEN, re.VERBOSE)
# A time after one of these words is what the statistic is compared with (比上年) or counted by (按1952年不变价格).
_COMPARED = lazy(rf"(?:[{COMPARING}均按即对]|(?<![{TO_TEN}])是|[等当低高多少晚早]于|超过|接近|恢复到)\Z")
# The time in the title of a document (关于2015年工作的意见) is not the time of the sentences after it.
_ABOUT = lazy(r"(?:落实|执行|编制|制定|关于|讨论了|总结|根据)\Z")
_BASE = lazy(
    r"[^，。；、,;\n年]{0,8}基(?:数|期|础(?!设施|教育|研究|工|产))|[^，。；,;\n]{1,24}的基础上|(?:的|以前[^，。；、,;\n]{0,9})总和|(?<=年)的[^，。；、,;\n]{1,10}倍|的?(?:同期|水平|不变价|可比价|价格)|[度的]?计划的"
)
_OF = frozenset("为是占于")  # 为1955年的98.88%
_AGAINST = lazy(COMPARED)
_OPENING = frozenset(COMPARING + "和按")
_CLAUSE_TIME = lazy("以来|期间")
_FROM = lazy(rf"{FROM}\Z")
# The level a change starts from has the time next to it (由目前的3个), or that of the start level named before it.
_OWN = lazy(r"目前|现在|当前|原来")
# An item of an outline does not inherit the time of the item before it, nor do shortcomings that of the results before them.
_ITEM = lazy(
    rf"[{TO_TEN}（(第其现目如看认](?:(?<![^，。；：！？,;:!?\s].)(?:(?<=[{TO_TEN}])[是要]"
    rf"|(?<=[（(])(?<![，；：].)[{TO_TEN}\d]+[)）]|(?<=第)[{TO_TEN}]+[，,、]|(?<=其)[{DIGITS}]|(?<=现)(?<![表体实出呈]现)在|(?<=目)前|(?<=如)今)"
    r"|(?:(?<=看)到|(?<=认)识到)(?:[，,]|(?=[^，。；,;\n]{0,24}(?:还|仍|尚|问题|困难|不足|差距))))"
)
_SPAN = lazy(f"{SOME_YEARS}|年[底末]")
# How many times are looked at.
_REACH = 20
_IN_CLAUSE = frozenset({"每年", "每季度", "本年", "当年"})


class _Use(NamedTuple):
    """How a time is used: in the title of a document, as that of something else (a comparison, a base), or as a beginning."""

    titled: bool
    of_other: bool
    begins: bool


class Periods:
    """The times of one text, to be asked for in order of position."""

    def __init__(self, marks: Marks) -> None:
        self._text, self._marks = marks.text, marks
        self._times: list[Span] = []
        self._all: list[Span] = []
        self._items: list[Span] = []
        self._uses: dict[Span, _Use] = {}
        self._read_to = 0

    def find(self, clause: int, sentence: int, start: int, role: str = "") -> Span | None:
        """The span of a statistic's time: the last time before it in its paragraph that is not part of a comparison.

        >>> text = "去年产茶，比前年增长3%"
        >>> text[slice(*Periods(Marks(text)).find(5, 0, 10))]
        '去年'
        """
        text = self._text
        paragraph = self._marks.paragraph(start)[0]
        if start > self._read_to:
            self._read(paragraph, start)
        if role == "start":
            return self._of_start(sentence, start)
        weak, seen = None, start
        for first, stop in self._times[:-20:-1]:
            if first < paragraph or (first < sentence and weak) or self.parted(stop, seen):
                break
            use = self._use((first, stop))
            if first < sentence and use.titled:
                continue
            seen, word = min(seen, stop), text[first:stop]
            if word == "全年" and first < sentence:
                break
            if word == "全年":  # applies only where the sentence names no year, and to no later sentence
                weak = (first, stop) if first >= sentence and not _BASE.match(text, stop) else None
            elif not use.of_other and self._reaches(use, stop, start) and not self._is_bound(word, first, clause, sentence):
                return first, stop
        return weak

    def before(self, start: int) -> Iterator[Span]:
        """The times before a position, the last one first, those of spoken words (今天, 目前, 18日) among them."""
        if start > self._read_to:
            self._read(self._marks.paragraph(start)[0], start)
        return (span for span in self._all[: -_REACH - 1 : -1] if span[1] <= start)

    def holds(self, span: Span, sentence: int, start: int) -> bool:
        """Whether a time before a statistic may be its own, not that of a comparison, a base, a start level or a title before."""
        use = self._use(span)
        return not use.of_other and not (use.titled and span[0] < sentence) and self._reaches(use, span[1], start)

    def parted(self, stop: int, start: int) -> bool:
        """Whether an item of an outline begins between a time and what stands at ``start``."""
        k = bisect_left(self._items, (stop, 0))
        return k < len(self._items) and self._items[k][1] <= start

    def _of_start(self, sentence: int, start: int) -> Span | None:
        """The time of the level from which another moves: its own, else that of the level named before it."""
        text = self._text
        if own := _OWN.search(text, max(sentence, start - 4), start):
            return own.span()
        for first, stop in self._times[:-20:-1]:
            if first < sentence:
                break
            compared = _COMPARED.search(text, max(0, first - 3), first)
            if text[stop:start] in {"", "的"} or (first and _FROM.match(text, first - 1, first)):
                return first, stop
            if compared and _AGAINST.match(text, stop):
                return first, stop
        return None

    def _is_bound(self, word: str, first: int, clause: int, sentence: int) -> bool:
        """Whether a time from an earlier clause (每年) or sentence (五年) no longer applies."""
        return (first < clause and word in _IN_CLAUSE) or (first < sentence and bool(_SPAN.fullmatch(word)))

    def _reaches(self, use: _Use, stop: int, start: int) -> bool:
        """Whether a time that ends at ``stop`` is not that of a start level before the statistic."""
        return not use.begins or self._text[stop:start] in {"", "的"}

    def _use(self, span: Span) -> _Use:
        if not (use := self._uses.get(span)):
            text, (first, stop) = self._text, span
            of = text.startswith("的", stop) and text[first - 1 : first] in _OF
            other = of or _COMPARED.search(text, max(0, first - 3), first) or _BASE.match(text, stop)
            titled, begins = _ABOUT.search(text, max(0, first - 3), first), _FROM.search(text, max(0, first - 1), first)
            use = self._uses[span] = _Use(bool(titled), bool(other), bool(begins))
        return use

    def _read(self, paragraph: int, stop: int) -> None:
        """Read the times up to a position; paragraphs without statistics are never read."""
        first, self._read_to = max(self._read_to, paragraph), stop
        places = between(self._places, first, stop)
        found = [match.span() for match in matches_at(_WHEN, self._text, places, stop)] if places else []
        for match in _CLAUSE_TIME.finditer(self._text, first, stop):
            at = self._marks.clause(match.start())[0]
            if self._text[at] in _OPENING:
                continue
            at += self._text[at] == "在"
            if 4 <= match.end() - at < 15:
                found.append((at, match.end()))
        found.sort()
        self._times += found
        self._items += [match.span() for match in _ITEM.finditer(self._text, first, stop)]
        if places := between(self._spoken, first, stop):
            taken = {at for span in found for at in range(*span)}
            more = [match.span() for match in matches_at(_SPOKEN, self._text, places, stop)]
            found = sorted([*found, *(span for span in more if taken.isdisjoint(range(*span)))])
        self._all += found

    @cached_property
    def _places(self) -> list[int]:
        """Where times may begin."""
        return self._marks.places_near(TIME_BEGINS, TIME_HOLDS, TIME_REACH)

    @cached_property
    def _spoken(self) -> list[int]:
        return self._marks.places_near(SPOKEN_BEGINS, SPOKEN_HOLDS, SPOKEN_REACH)
