"""A text cut at its marks, at different levels, as arrays in which runs of similar parts are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.places import Characters
from koujing.rhetoric.frames import frame_words

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# How deep a mark cuts: between items of a list, clauses, parts of a sentence, after a colon, between sentences, lines.
LIST, CLAUSE, PART, COLON, SENTENCE, LINE = 1, 2, 3, 4, 5, 6
_MARKS = {"、": LIST, "，": CLAUSE, ",": CLAUSE, "；": PART, ";": PART, "：": COLON, ":": COLON}
_MARKS |= dict.fromkeys("。！？!?", SENTENCE) | {"\n": LINE}
_OPENING, _CLOSING, _NUMERALS = "“‘「『《（( \u3000", "”’」』》）) \u3000", "0123456789%％万亿"
_COUNTS = f"{TO_TEN}百千万0123456789"
_HAN = 0x3400  # the first Han character
_PLANE = 1 << 16  # no character above it matters here
_UNIT = 4  # the most characters after the last digit of a statistic: 万人次 and one more


@cache
def _tables() -> tuple[npt.NDArray[np.uint8], list[Flags], npt.NDArray[np.int16], list[Flags]]:
    """Tables by code point: the mark level; six flags (opening, closing, numeral, verb, anchor, count); words of two characters."""
    marks = np.zeros(_PLANE, np.uint8)
    for mark, level in _MARKS.items():
        marks[ord(mark)] = level
    flags = [np.zeros(_PLANE, np.bool_) for _ in range(6)]
    for flag, characters in zip(
        flags, (_OPENING, _CLOSING, _NUMERALS, frame_words("one"), frame_words("anchor"), _COUNTS), strict=True
    ):
        flag[[ord(c) for c in characters]] = True
    known = np.zeros(_PLANE, np.int16)  # a small number for each character in the words of two characters
    for character in sorted(set("".join(frame_words("two") | frame_words("adverb")))):
        known[ord(character)] = known.max() + 1
    pairs = [np.zeros((known.max() + 1, known.max() + 1), np.bool_) for _ in range(2)]
    for table, use in zip(pairs, ("two", "adverb"), strict=True):
        for word in frame_words(use):
            table[known[ord(word[0])], known[ord(word[1])]] = True
    return marks, flags, known, pairs


@dataclass(frozen=True)
class Pieces:
    """The parts of a text between marks: where they start and end, the deepest mark after each (``join``), and features."""

    start: Ints
    end: Ints
    join: Ints
    first: Ints
    last: Ints
    has_verb: Flags
    has_statistic: Flags
    is_quoted: Flags

    @property
    def length(self) -> Ints:
        """Characters of each part."""
        return self.end - self.start

    def spans(self, first: int, last: int) -> list[tuple[int, int]]:
        """The spans of the parts from ``first`` to ``last``, both included."""
        return self._spans[first : last + 1]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return list(zip(self.start.tolist(), self.end.tolist(), strict=True))


class Cutter:
    """A text as an array of characters, to be cut at each level in turn."""

    def __init__(self, characters: Characters) -> None:
        codes = characters.points
        self.codes = np.where(codes < _PLANE, codes, 0)
        (
            marks,
            (self._opens, self._closes, numerals, self._verb, self._anchor, counts),
            known,
            (self._verbs, self._adverbs),
        ) = _tables()
        self._known = known[self.codes]
        self.marks = marks[self.codes]
        digits = (self.codes >= ord("0")) & (self.codes <= ord("9"))
        if len(codes) > 2:  # a comma in a statistic (1,000) cuts nothing
            inside = digits[:-2] & digits[2:] & (self.codes[1:-1] == ord(","))
            self.marks[1:-1][inside] = 0
            counted = counts[self.codes]
            self.marks[1:-1][counted[:-2] & counted[2:] & (self.marks[1:-1] == LIST)] = 0  # 二、三产业
        places = np.where(numerals[self.codes], np.arange(len(codes)), -1)
        self._numeral = np.maximum.accumulate(places) if len(codes) else places

    def cut(self, level: int) -> Pieces:
        """The parts between marks of this level or deeper, without the white space and quotation marks around them."""
        at = np.flatnonzero(self.marks >= level)
        bounds = np.concatenate(([-1], at, [len(self.codes)]))
        start, end = bounds[:-1] + 1, bounds[1:]
        mark = np.concatenate((self.marks[at].astype(np.int64), [LINE]))
        start, end = self._trim(start, end) if len(self.codes) else (start, end)
        keep = np.flatnonzero(end > start)
        if not len(keep):
            none = np.zeros(0, np.int64)
            no = none.astype(bool)
            return Pieces(none, none, none, none, none, no, no, no)
        quoted = (end < bounds[1:]) & (start == bounds[:-1] + 1)
        start, end, join = start[keep], end[keep], np.maximum.reduceat(mark, keep)
        first, last = self.codes[start], self.codes[end - 1]
        length = end - start
        has_verb = self._is(self._verbs, start) | (self._is(self._adverbs, start) & self._is(self._verbs, start + 2))
        has_verb = (has_verb & (length >= 4)) | (self._verb[first] & (length == 3))
        numeral = self._numeral[end - 1]
        has_statistic = (numeral >= end - 1 - _UNIT) & (numeral > start + 2)
        return Pieces(start, end, join, first, last, has_verb, has_statistic, quoted[keep])

    def _is(self, words: Flags, at: Ints) -> Flags:
        """For each position, whether one of these words of two characters stands there."""
        last = len(self.codes) - 1
        found: Flags = words[self._known[np.minimum(at, last)], self._known[np.minimum(at + 1, last)]]
        return found

    def _trim(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        last = len(self.codes) - 1
        for _ in range(2):
            start = start + (self._opens[self.codes[np.clip(start, 0, last)]] & (start < end))
            end = end - (self._closes[self.codes[np.clip(end - 1, 0, last)]] & (start < end))
        return start, end

    def anchored(self, pieces: Pieces) -> list[Flags]:
        """For each of a few distances from the start and the end, whether each part has the same anchor there as the next."""
        same = []
        last = len(self.codes) - 1
        for at in [*(pieces.start + d for d in (1, 2, 3, 4)), *(pieces.end - 1 - d for d in (1, 2, 3, 4))]:
            inside = (at > pieces.start) & (at < pieces.end - 1)
            here = np.where(inside, self.codes[np.clip(at, 0, last)], 0)
            same.append(self._anchor[here[:-1]] & (here[:-1] == here[1:]))
        return same

    def repeats(self, step: int) -> Flags:
        """Flags the characters that recur after ``step`` characters, while the next one does not (本地区|本系统)."""
        codes = self.codes
        if len(codes) <= step + 1:
            return np.zeros(0, np.bool_)
        again = (codes[:-step] == codes[step:]) & (codes[:-step] > _HAN)
        again[:-1] &= codes[1:-step] != codes[step + 1 :]
        return np.asarray(again, np.bool_)


def runs(pairs: Flags, least: int) -> list[tuple[int, int]]:
    """The first and last part of every maximal run of at least ``least`` adjacent pairs that agree.

    >>> runs(np.array([True, True, False, True]), 2)
    [(0, 2)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], pairs.astype(np.int8), [0]))))
    begin, end = edges[::2], edges[1::2]
    long = end - begin >= least
    return list(zip(begin[long].tolist(), end[long].tolist(), strict=True))
