"""A repaired text that maps back to its raw characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]

# Up to this many spans are mapped one by one (1 µs each): an array of a few takes as long as of a hundred (30 µs).
FEW = 20


_TEXT_START = itemgetter(0)


class Piece(NamedTuple):
    """``text[text_start:text_end]`` was read from ``raw[raw_start:raw_end]``; equal lengths map one to one."""

    text_start: int
    text_end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True)
class RepairedText:
    """A repaired text whose every character points at raw characters.

    >>> text = RepairedText.build("特* l67亿", 0, 7, [(1, 2, "色"), (2, 3, ""), (3, 4, "1")])
    >>> text.text, text.raw_span(2, 6)
    ('特色167亿', (3, 7))
    """

    text: str
    pieces: tuple[Piece, ...] = field(repr=False)

    @classmethod
    def build(cls, raw: str, start: int, end: int, edits: Iterable[tuple[int, int, str]]) -> RepairedText:
        """Apply ``edits`` (raw start, raw end, replacement) to ``raw[start:end]``.

        Errors: ``ValueError`` where two edits overlap or one leaves the range.
        """
        parts: list[str] = []
        pieces: list[Piece] = []
        at, length = start, 0  # how far ``raw`` has been read, and how long the text is so far
        same_text, same_raw = 0, start  # where the current one-to-one stretch begins
        for edit_start, edit_end, now in [*sorted(edits), (end, end, "")]:
            if edit_start < at or edit_end > end:
                raise ValueError(f"edit {edit_start}:{edit_end} overlaps another edit or lies outside {start}:{end}")
            parts += [raw[at:edit_start], now]
            length += edit_start - at
            at = edit_end
            if len(now) != edit_end - edit_start or edit_start == end:
                if length > same_text:
                    pieces.append(Piece(same_text, length, same_raw, edit_start))
                if now:
                    pieces.append(Piece(length, length + len(now), edit_start, edit_end))
                same_text, same_raw = length + len(now), edit_end
            length += len(now)
        return cls("".join(parts), tuple(pieces))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters that ``text[start:end]`` was read from, as ``(start, end)``."""
        pieces = self.pieces
        if not pieces:
            return 0, 0
        first = last = pieces[0]
        if len(pieces) > 1:
            first, last = (pieces[max(0, bisect_right(pieces, at, key=_TEXT_START) - 1)] for at in (start, end - 1))
        (begin, a, raw_begin, b), (stop, c, raw_stop, d) = first, last
        raw_start = raw_begin + start - begin if a - begin == b - raw_begin else raw_begin
        raw_end = raw_stop + end - stop if c - stop == d - raw_stop else d
        return raw_start, raw_end if end > start else raw_start

    def raw_places(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
        """The same for many spans, or a few: lists of text offsets to lists of raw offsets."""
        if len(starts) <= FEW:
            spans = [self.raw_span(start, end) for start, end in zip(starts, ends, strict=True)]
            return [start for start, _ in spans], [end for _, end in spans]
        raw_starts, raw_ends = self.raw_spans(starts, ends)
        return raw_starts.tolist(), raw_ends.tolist()

    def raw_spans(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> tuple[Offsets, Offsets]:
        """The same for very many at once: arrays of text offsets to arrays of raw offsets."""
        starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        if not len(self.pieces) or not len(starts):
            return np.zeros(len(starts), np.int64), np.zeros(len(ends), np.int64)
        text_start, text_end, raw_start, raw_end = self._columns
        first = np.maximum(np.searchsorted(text_start, starts, side="right") - 1, 0)
        last = np.maximum(np.searchsorted(text_start, ends - 1, side="right") - 1, 0)
        plain = text_end - text_start == raw_end - raw_start
        raw_starts = np.where(plain[first], raw_start[first] + starts - text_start[first], raw_start[first])
        raw_ends = np.where(plain[last], raw_start[last] + ends - text_start[last], raw_end[last])
        return raw_starts, np.where(ends > starts, raw_ends, raw_starts)

    def text_offsets(self, raw: npt.ArrayLike) -> Offsets:
        """The text offsets of raw offsets; a raw character left out of the text has the offset of the next one kept."""
        raw = np.asarray(raw, dtype=np.int64)
        if not len(self.pieces):
            return np.zeros_like(raw)
        text_start, text_end, raw_start, _ = self._columns
        piece = np.maximum(np.searchsorted(raw_start, raw, side="right") - 1, 0)
        return np.minimum(text_start[piece] + np.maximum(raw - raw_start[piece], 0), text_end[piece])

    @cached_property
    def _columns(self) -> tuple[Offsets, Offsets, Offsets, Offsets]:
        rows = np.array([(p.text_start, p.text_end, p.raw_start, p.raw_end) for p in self.pieces], dtype=np.int64)
        return rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3]
