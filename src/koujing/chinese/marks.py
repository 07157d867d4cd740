"""Where the sentences, clauses, lines, brackets and quotations of a text begin and end, and how many Han characters it has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from koujing.chinese.patterns import lazy
from koujing.chinese.places import Characters

Span = tuple[int, int]

# How many characters a clause, sentence or paragraph may extend from a position: anything longer is damaged text.
CLAUSE, SENTENCE, PARAGRAPH = 150, 600, 2500
# Brackets and quotations nested deeper than this are damage too: the outermost are then dropped.
DEEPEST = 8
# A sentence ends at any of these, a paragraph only at the last.
STOPS = "。！？!?\n"
# A clause ends at these too, but not at a comma between digits (1,250).
_CLAUSE_ENDS, _COMMAS = STOPS + "；：;:，,", "，,"
_BRACKETS, _OPEN_BRACKETS = "（(）)\n", "（("
_QUOTES, _OPEN_QUOTES = "“‘「『《”’」』》\n", "“‘「『《"
_HAN = lazy(r"[\u3400-\u9fff]")
_ANY_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "”』」’）)》】"
# A sentence begins with a character that is neither blank nor a stop, and includes all stops and closing marks at its end;
# but a stop inside marks that a comma or 的 follows (“好不好？”的问题) does not end it.
_BEGIN = lazy(r"[^\s。！？!?]")
_END = lazy(rf"(?>(?:[。！？!?]++[{_CLOSING}]*+)*)")
_GOES_ON = lazy(rf"[。！？!?]++[{_CLOSING}]++(?=[，、；：,;的等])")
# Nor does the stop after an outline number (1。落实…).
_NUMBER = lazy(r"\d\d?。(?!\d)")


class Marks(Characters):
    """The marks of one text: each kind is read once, when first asked for, and then looked up for every position.

    A position lies between two characters: ``clause(start)`` is the clause of the words before a statistic at
    ``text[start:]``. The span of a clause, sentence or paragraph leaves out the marks that delimit it and extends at most
    ``CLAUSE``, ``SENTENCE`` or ``PARAGRAPH`` characters to either side of the position.

    >>> text = "去年修路(含便道)。今年架桥，打井"
    >>> marks = Marks(text)
    >>> [text[slice(*span)] for span in (marks.clause(15), marks.sentence(15), marks.paragraph(15))]
    ['打井', '今年架桥，打井', '去年修路(含便道)。今年架桥，打井']
    >>> [text[slice(*span)] for span in marks.brackets(6)]
    ['(含便道)']
    """

    def clause(self, position: int) -> Span:
        """The clause around a position, without the marks that delimit it."""
        return self._between(self._clause_ends, position, CLAUSE)

    def clause_ends(self, start: int, end: int) -> list[int]:
        """The positions of the marks that end a clause, from ``start`` up to ``end``."""
        return self._clause_ends[bisect_left(self._clause_ends, start) : bisect_left(self._clause_ends, end)]

    def stops(self, start: int, end: int) -> list[int]:
        """The positions of the marks that end a sentence, from ``start`` up to ``end``.

        >>> Marks("修路。架桥，打井！").stops(0, 9)
        [2, 8]
        """
        return self._stops[bisect_left(self._stops, start) : bisect_left(self._stops, end)]

    @property
    def clauses(self) -> list[Span]:
        """The clauses from mark to mark, of any length; one between two marks side by side is empty."""
        return [(before + 1, end) for before, end in pairwise([-1, *self._clause_ends, len(self.text)])]

    def sentence(self, position: int) -> Span:
        """The sentence around a position, which ends at the next stop even inside a quotation (unlike ``sentences``)."""
        return self._between(self._stops, position, SENTENCE)

    def paragraph(self, position: int) -> Span:
        """The line around a position."""
        return self._between(self._line_ends, position, PARAGRAPH)

    def brackets(self, position: int) -> list[Span]:
        """The brackets around the character at a position, innermost first, each span including its marks.

        A closing mark closes the last open bracket, whatever the width of either; no bracket extends past the end of a line.
        """
        return self._brackets.around(position)

    def quotations(self, position: int) -> list[Span]:
        """The quotations and titles around the character at a position, read in the same way as ``brackets``."""
        return self._quotations.around(position)

    @property
    def n_han(self) -> int:
        """How many Han characters the text has: the base of every rate per 10,000 characters."""
        return int(np.count_nonzero(self.are(_ANY_HAN)))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text that hold a Han character, their stops included."""
        return [span for span in _sentences(self.text, self._stops) if _HAN.search(self.text, *span)]

    def _between(self, ends: Sequence[int], position: int, reach: int) -> Span:
        k = bisect_left(ends, position)
        start, end = ends[k - 1] + 1 if k else 0, ends[k] if k < len(ends) else len(self.text)
        return start if position - start < reach else position - reach, end if end - position < reach else position + reach

    @cached_property
    def _clause_ends(self) -> list[int]:
        ends, digits = self.are(_CLAUSE_ENDS), self.are(r"\d")
        ends[1:-1] &= ~(self.are(_COMMAS)[1:-1] & digits[:-2] & digits[2:])
        places: list[int] = np.flatnonzero(ends).tolist()
        return places

    @cached_property
    def _stops(self) -> list[int]:
        text = self.text
        return [at for at in self._clause_ends if text[at] in STOPS]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [at for at in self._stops if self.text[at] == "\n"]

    @cached_property
    def _brackets(self) -> _Nest:
        return _Nest(_pairs(self.text, self.places(_BRACKETS), _OPEN_BRACKETS))

    @cached_property
    def _quotations(self) -> _Nest:
        return _Nest(_pairs(self.text, self.places(_QUOTES), _OPEN_QUOTES))


class _Nest:
    """Sorted spans that never cross, each with the index of the span around it."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans, self._starts = spans, [start for start, _ in spans]
        self._around: list[int] = []
        open_: list[int] = []
        for k, (start, _) in enumerate(spans):
            while open_ and spans[open_[-1]][1] <= start:
                open_.pop()
            self._around.append(open_[-1] if open_ else -1)
            open_.append(k)

    def around(self, position: int) -> list[Span]:
        """The spans that contain a position, innermost first."""
        k, found = bisect_right(self._starts, position) - 1, []
        while k >= 0:
            if self._spans[k][1] > position:
                found.append(self._spans[k])
            k = self._around[k]
        return found


def _pairs(text: str, marks: Sequence[int], opening: str) -> list[Span]:
    open_: list[int] = []
    found: list[Span] = []
    for at in marks:
        if text[at] == "\n":
            open_.clear()
        elif text[at] in opening:
            open_ = [*open_[1 - DEEPEST :], at]
        elif open_:
            found.append((open_.pop(), at + 1))
    return sorted(found)


def split_sentences(text: str) -> list[Span]:
    """Start and end of every sentence that holds a Han character, its stop included.

    >>> split_sentences("达到26.54万户。好！”\\n完")
    [(0, 10), (10, 13), (14, 15)]
    """
    return Marks(text).sentences


def _sentences(text: str, stops: Sequence[int]) -> Iterator[Span]:
    start = _begin(text, 0)
    for at in [*stops, len(text)]:
        number = _NUMBER.match(text, start) if at <= start + 2 else None
        if at < start or (number and number.end() == at + 1) or _GOES_ON.match(text, at):
            continue
        match = _END.match(text, at)
        end = match.end() if match else at
        yield start, start + len(text[start:end].rstrip())
        start = _begin(text, end)


def _begin(text: str, end: int) -> int:
    match = _BEGIN.search(text, end)
    return match.start() if match else len(text)


def count_han(text: str) -> int:
    """How many Han characters a text has.

    >>> count_han("增长15%，达到二〇二〇年的水平")
    12
    """
    return Marks(text).n_han


def split_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line of a text, without its line end.

    >>> list(split_lines("修路\\n\\n架桥"))
    [(0, 2), (3, 3), (4, 6)]
    """
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1
