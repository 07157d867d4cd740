"""Parallel structures: runs of three or more coordinated clauses or phrases on one frame."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np

from koujing.chinese.joints import Span
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES
from koujing.chinese.places import Characters
from koujing.rhetoric.frames import FIRM, frame_words, is_han, is_head, read_frame, shared_head, weigh
from koujing.rhetoric.lists import PARTS, fit, may_hold, split_lists
from koujing.rhetoric.openings import split_series
from koujing.rhetoric.pieces import CLAUSE, JOINED, Pieces
from koujing.speech import Section, wording
from koujing.tables import SpanRow, column, derived, table_row


@table_row(
    "parallels",
    "one row per run of at least three coordinated clauses or phrases on one frame. A run may stand inside one part of another; "
    "otherwise no two overlap.",
)
class Parallel(SpanRow):
    """A run at ``text[start:end]``: its ``size`` parts share a ``frame``, in which letters stand for what changes."""

    text: str = derived(
        "the raw characters, from the first part to the last; for long parts (sentences, items of a series), up to the end of "
        "the opening words of the last",
        wording,
        quotes=True,
    )
    frame: str = column(
        "what the parts share, with X, Y, Z for what changes (`X清`, `把X聚焦到Y上`); if they share no word, their shape: `VO` "
        "(verb and object), `四字格` (four characters each), `V+O+数量` (each ends in a number); in a numbered series preceded "
        "by the style of its numbers (`N是X`)",
        quotes=True,
    )
    size: int = column("the number of parts")


@dataclass(frozen=True, slots=True)
class _Run:
    """A candidate: the spans of its parts, the frame, and how firmly they hold together."""

    parts: tuple[Span, ...]
    frame: str
    weight: float

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    @property
    def rank(self) -> float:
        """Decides which of two runs that share parts is kept: its weight, plus a little for every part."""
        return self.weight + len(self.parts) / 4

    def holds(self, other: _Run) -> bool:
        """Whether another run stands within a single part of this one."""
        part = bisect_right(self.parts, other.start, key=itemgetter(0)) - 1
        after = self.parts[part + 1][0] if part + 1 < len(self.parts) else self.end
        return self.start <= other.start and other.end <= after


def find_parallels(text: str, sections: Sequence[Section] = (), characters: Characters | None = None) -> list[Parallel]:
    """Runs of at least three parts; a run may stand within a part of another, otherwise they do not overlap.

    >>> text = "做到底数清、问题清、责任清，把人派到村里，把钱用到户里，把心放到会里。"
    >>> [(text[p.start : p.end], p.frame, p.size) for p in find_parallels(text)]
    [('底数清、问题清、责任清', 'X清', 3), ('把人派到村里，把钱用到户里，把心放到会里', '把X到Y里', 3)]
    """
    pieces = Pieces(characters or Characters(text))
    found = [
        *_in_lists(text, pieces),
        *_in_clauses(text, pieces),
        *_in_words(text, pieces),
        *_in_series(text, sections),
    ]
    return [Parallel(run.start, run.end, run.frame, len(run.parts)) for run in _apart(found)]


def _run(text: str, spans: Sequence[Span], more: float = 0.0) -> _Run | None:
    """The parts as a run, if they hold together; ``more`` is extra weight, if negative only applied where no word is shared."""
    parts = [text[start:end] for start, end in spans]
    if parts[0][:1] in _COUNTS and all(part[:1] in _COUNTS for part in parts):  # 四百斤、五百斤
        return None
    frame = read_frame(parts)
    weight = weigh(frame, parts) + (0.0 if more < 0 and frame.has_words else more)
    return _Run(tuple(spans), frame.written(parts), weight) if weight >= FIRM else None


def _in_lists(text: str, pieces: Pieces) -> Iterator[_Run]:
    """Runs between 、 marks: the whole list, else the list without its first or last parts."""
    for spans in split_lists(text, pieces):
        joined = 0.0 if text[spans[-1][0] - 1] == "、" else JOINED
        run = _run(text, fit(text, spans), joined) if may_hold(text, spans) else None
        if not run:
            tries = [spans[k : len(spans) - n] for k, n in _CUTS if len(spans) - k - n >= 3]
            found = [run for each in tries if may_hold(text, each) and (run := _run(text, fit(text, each), joined))]
            run = max(found, key=lambda run: run.rank, default=None)
        if run:
            yield run


_COUNTS = frozenset(f"{DIGITS[1:]}十百千两几")
_CUTS = ((1, 0), (0, 1), (2, 0), (1, 1))


def _in_clauses(text: str, pieces: Pieces) -> Iterator[_Run]:
    """Runs of adjacent parts at each level of marks."""
    seen: set[tuple[float, ...]] = set()
    for level, first, last, more in pieces.runs():
        spans = pieces.spans(first, min(last, first + PARTS - 1))
        if level > CLAUSE:
            spans = _openings(text, spans)
        elif first and pieces.is_joined[first - 1]:
            spans = _with_lead(text, pieces.spans(first - 1, first - 1)[0], spans)
        key = (*spans[0], spans[-1][1], more)
        if len(spans) > 2 and key not in seen:
            seen.add(key)
            if run := _run(text, spans, more):
                yield run


def _with_lead(text: str, before: Span, spans: list[Span]) -> list[Span]:
    """The spans preceded by the end of the part before them, if that contains the prefix they share."""
    if text[spans[0][0]] != text[spans[1][0]]:  # as most are: no need to go on
        return spans
    head = shared_head([text[a:b] for a, b in spans])
    place = text.rfind(head, *before) if is_head(head) else -1
    return [(place, before[1]), *spans] if place >= 0 and before[1] - place <= max(b - a for a, b in spans) + 4 else spans


def _openings(text: str, spans: list[Span]) -> list[Span]:
    """The first clause of every part, or the whole parts if all have the same number of clauses, more than one."""
    counts = {len(_COMMA.findall(text, *span)) for span in spans}
    if len(counts) == 1 and counts != {0}:
        return spans
    commas = [_COMMA.search(text, *span) for span in spans]
    return [(start, comma.start() if comma else end) for (start, end), comma in zip(spans, commas, strict=True)]


_COMMA = re.compile("[，,；;。：]")


def _in_words(text: str, pieces: Pieces) -> Iterator[_Run]:
    """Runs without marks in between: one character that recurs at regular distances (本地区本系统本单位)."""
    for step in (2, 3):
        again = pieces.repeats(step)
        for begin in np.flatnonzero(again[:-step] & again[step:]).tolist():
            size = 3
            while size < PARTS and begin + (size - 1) * step < len(again) and again[begin + (size - 1) * step]:
                size += 1
            if begin < step or not again[begin - step]:
                at = begin if text[begin] in _BEGINS or text[begin] in frame_words("one") else begin - step + 1
                spans = [(at + k * step, at + (k + 1) * step) for k in range(size)]
                inside = at >= 0 and spans[-1][1] <= len(text)
                if inside and text[begin] not in _NO_FRAME and is_han(text[at : spans[-1][1]]):
                    yield from filter(None, [_run(text, spans, FIRM)])


_BEGINS = "本全有各每不无同又更最再大新好多少"  # these begin such a part; any other character ends it (强农惠农)
_NO_FRAME = f"的了{DIGITS}{MAGNITUDES}零两"


def _in_series(text: str, sections: Sequence[Section]) -> Iterator[_Run]:
    """Series of items (一是 …二是 …三是 …) whose opening words are a run."""
    for spans, style in split_series(text, sections):
        if run := _run(text, spans, FIRM if style else 0.0):
            yield replace(run, frame=style + run.frame)


def _apart(found: Iterable[_Run]) -> list[_Run]:
    """The runs in order; of two that share parts, the one with the higher rank."""
    kept: list[_Run] = []
    around: list[_Run] = []
    dead: set[int] = set()
    for run in sorted(found, key=lambda run: (run.start, -run.end, run.rank)):
        while around and around[-1].end <= run.start:
            around.pop()
        while around and not around[-1].holds(run) and run.rank > around[-1].rank:
            dead.add(id(around.pop()))
        if not around or around[-1].holds(run):
            around.append(run)
            kept.append(run)
    return [run for run in kept if id(run) not in dead]
