"""A text cut at its marks, at different levels, as arrays in which runs of similar parts are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from koujing.chinese.joints import Span
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.places import Characters
from koujing.rhetoric.frames import FIRM, frame_words

Ints = npt.NDArray[np.int64 | np.int32]
Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint16]

# How deep a mark cuts: between items of a list, clauses, parts of a sentence, after a colon, between sentences, lines.
LIST, CLAUSE, PART, COLON, SENTENCE, LINE = 1, 2, 3, 4, 5, 6
LEVELS = (LIST, CLAUSE, PART, SENTENCE)  # those at which runs are looked for
JOINED = -0.25  # 和 joins nouns of any kind (各国政府、国际组织和友人): such a list has to share a word
_MORE = (*[0.0] * 10, JOINED, 0.0, FIRM, FIRM)  # the extra weight of each way to be alike
_MARKS = {"、": LIST, "，": CLAUSE, ",": CLAUSE, "；": PART, ";": PART, "：": COLON, ":": COLON}
_MARKS |= dict.fromkeys("。！？!?", SENTENCE) | {"\n": LINE}
_OPENING, _CLOSING, _NUMERALS = "“‘「『《（( \u3000", "”’」』》）) \u3000", "0123456789%％万亿"
_COUNTS = f"{TO_TEN}百千万0123456789"
_LEVEL, _OPENS, _CLOSES, _NUMERAL, _VERB, _ANCHOR, _COUNT = 7, 8, 16, 32, 64, 128, 256  # bits of a character's kinds
_HAN = 0x3400  # the first Han character
_PLANE = 1 << 16  # no character above it matters here
_UNIT = 4  # the most characters after the last digit of a statistic: 万人次 and one more
_FOUR = np.arange(4, dtype=np.int32)[:, None]  # the first characters of each part; the last ones


@cache
def _tables() -> tuple[Kinds, npt.NDArray[np.int16], list[Flags]]:
    """Tables by code point: the mark level and six flags, and a number for characters of words; the words of two characters."""
    kinds = np.zeros(_PLANE, np.uint16)
    for mark, level in _MARKS.items():
        kinds[ord(mark)] = level
    for bit, characters in (
        (_OPENS, _OPENING),
        (_CLOSES, _CLOSING),
        (_NUMERAL, _NUMERALS),
        (_VERB, frame_words("one")),
        (_ANCHOR, frame_words("anchor")),
        (_COUNT, _COUNTS),
    ):
        kinds[[ord(c) for c in set(characters)]] |= bit
    known = np.zeros(_PLANE, np.int16)
    for character in sorted(set("".join(frame_words("two") | frame_words("adverb")))):
        known[ord(character)] = known.max() + 1
    pairs = [np.zeros((known.max() + 1, known.max() + 1), np.bool_) for _ in range(2)]
    for table, use in zip(pairs, ("two", "adverb"), strict=True):
        for word in frame_words(use):
            table[known[ord(word[0])], known[ord(word[1])]] = True
    return kinds, known, pairs


class Pieces:
    """The parts of a text between its marks: all at the first level, then all at the next, without blanks and quotation marks."""

    def __init__(self, characters: Characters) -> None:
        codes = characters.points
        self.codes = np.where(codes < _PLANE, codes, 0).astype(np.uint16)
        table, self._known, (self._verbs, self._adverbs) = _tables()
        self._kinds = table[self.codes]
        self._cut(self._marks())

    def spans(self, first: int, last: int) -> list[Span]:
        """The spans of the parts from ``first`` to ``last``, both included."""
        return list(zip(self.start[first : last + 1].tolist(), self.end[first : last + 1].tolist(), strict=True))

    def _marks(self) -> Kinds:
        """The level of the mark at each character; a comma in a statistic (1,000) cuts nothing, nor does 、 in 二、三产业."""
        kinds, codes = self._kinds, self.codes
        marks = (kinds & _LEVEL).astype(np.uint16)
        inner = np.flatnonzero((marks[1:-1] == LIST) | (codes[1:-1] == ord(","))) + 1
        around = codes[inner - 1], codes[inner + 1]
        counted = kinds[inner - 1] & kinds[inner + 1] & _COUNT > 0
        digits = (np.minimum(*around) >= ord("0")) & (np.maximum(*around) <= ord("9"))
        marks[inner[np.where(marks[inner] == LIST, counted, digits)]] = 0
        return marks

    def _cut(self, marks: Kinds) -> None:
        at = np.flatnonzero(marks)
        depth = marks[at]
        cuts = [at[depth >= level] for level in LEVELS]
        start = np.concatenate([part for cut in cuts for part in ((0,), cut + 1)])
        end = np.concatenate([part for cut in cuts for part in (cut, (len(self.codes),))])
        deepest = np.concatenate([part for cut in cuts for part in (marks[cut], (LINE,))])
        level = np.repeat(LEVELS, [len(cut) + 1 for cut in cuts])
        opened, closed = self._trim(start, end)
        kept = np.flatnonzero(closed > opened)
        self.is_quoted = ((closed < end) & (opened == start))[kept]
        self.start, self.end = opened[kept].astype(np.int32), closed[kept].astype(np.int32)
        self.level = level[kept].astype(np.uint8)
        # The deepest mark up to the next part; what stands behind the last part of a level joins nothing.
        join = np.maximum.reduceat(deepest, kept)[:-1] if len(kept) else deepest[:0]
        same = self.level[:-1] == self.level[1:]
        self.is_listed = same & (join == LIST) & (self.level[:-1] == LIST)
        self.is_joined = same & ((join == self.level[:-1]) | ((join == CLAUSE) & (self.level[:-1] == LIST)))

    def _trim(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        if not len(self.codes):
            return start, end
        kinds, last = self._kinds, len(self.codes) - 1
        for _ in range(2):
            start = start + ((kinds[np.minimum(start, last)] & _OPENS > 0) & (start < end))
            end = end - ((kinds[np.maximum(end - 1, 0)] & _CLOSES > 0) & (start < end))
        return start, end

    def runs(self) -> Iterator[tuple[int, int, int, float]]:
        """Level, first and last part, and extra weight of every run of parts that are alike in one way.

        They begin alike, have the same anchor at the same place, end alike, are equally long, begin with a verb, end in a
        statistic or are quoted. Two parts are enough where they begin alike, as one before them may begin so further in.
        """
        forward, backward = self._anchored(self.start + 1 + _FOUR), self._anchored(self.end - 2 - _FOUR)
        alike = np.vstack((self._equal(self.start), forward, backward, self._shaped())) & self.is_joined
        at_level = self.level[:-1]
        alike[1:9, at_level > PART] = False
        alike[9:, at_level > CLAUSE] = False
        ways, first, last = stretches(alike)
        level = self.level[first]
        enough = last - first > 1
        led = first[~enough] - 1
        enough[~enough] = (ways[~enough] == 0) & (level[~enough] <= CLAUSE) & (led >= 0) & self.is_joined[led]
        ways, first, last, level = ways[enough], first[enough], last[enough], level[enough]
        order = np.lexsort((ways, level))
        for way, a, b, depth in zip(*(each[order].tolist() for each in (ways, first, last, level)), strict=True):
            yield depth, a, b, _MORE[way]

    def _equal(self, at: Ints) -> Flags:
        codes = self.codes[at]
        return np.asarray(codes[:-1] == codes[1:], np.bool_)

    def _anchored(self, at: Ints) -> Flags:
        """For each of a few places inside every part, whether the next part has the same anchor in the same place."""
        inside = (at > self.start) & (at < self.end - 1)
        at *= inside
        anchors = (self._kinds[at] & _ANCHOR > 0) & inside
        here = self.codes[at] * anchors
        return np.asarray((here[:, :-1] == here[:, 1:]) & anchors[:, :-1], np.bool_)

    def _shaped(self) -> list[Flags]:
        """Whether each part and the next end alike, are equally long, begin with a verb, end in a statistic, are quoted."""
        length, verb, statistic, quoted = self.end - self.start, self._begins_with_verb(), self._ends_in_statistic(), self.is_quoted
        step = np.abs(np.diff(length))
        short = (length[:-1] > 2) & (length[:-1] < 13)
        return [
            self._equal(self.end - 1),
            (step == 0) & short,
            verb[:-1] & verb[1:] & (step <= 2),
            statistic[:-1] & statistic[1:] & (verb[:-1] | verb[1:]),
            quoted[:-1] & quoted[1:],
        ]

    def _begins_with_verb(self) -> Flags:
        start, length, last = self.start, self.end - self.start, len(self.codes) - 1
        known = self._known[self.codes[np.minimum(start + _FOUR, last)]]
        two = self._verbs[known[0], known[1]] | (self._adverbs[known[0], known[1]] & self._verbs[known[2], known[3]])
        one = self._kinds[start] & _VERB > 0
        return np.asarray((two & (length >= 4)) | (one & (length == 3)), np.bool_)

    def _ends_in_statistic(self) -> Flags:
        """Whether the last digit is not far from the end, and behind the first three characters."""
        places = np.where(self._kinds & _NUMERAL > 0, np.arange(len(self.codes), dtype=np.int32), np.int32(-1))
        numeral = np.maximum.accumulate(places)[self.end - 1]
        return np.asarray((numeral >= self.end - 1 - _UNIT) & (numeral > self.start + 2), np.bool_)

    def repeats(self, step: int) -> Flags:
        """Flags the characters that recur after ``step`` characters, while the next one does not (本地区|本系统)."""
        codes = self.codes
        if len(codes) <= step + 1:
            return np.zeros(0, np.bool_)
        again = (codes[:-step] == codes[step:]) & (codes[:-step] > _HAN)
        again[:-1] &= codes[1:-step] != codes[step + 1 :]
        return np.asarray(again, np.bool_)


def stretches(pairs: Flags) -> tuple[Ints, Ints, Ints]:
    """The row, the first and the last part of every maximal run of adjacent pairs that agree.

    >>> [places.tolist() for places in stretches(np.array([[True, True, False, True]]))]
    [[0, 0], [0, 3], [2, 4]]
    """
    edges = np.zeros((len(pairs), pairs.shape[1] + 2), np.int8)
    edges[:, 1:-1] = pairs
    places = np.flatnonzero(np.diff(edges.ravel()))
    begin, end = places[::2], places[1::2]
    row, first = np.divmod(begin, pairs.shape[1] + 2)
    return row, first, first + end - begin
