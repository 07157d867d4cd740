"""The values that reading produces: a repaired text that knows its raw characters, and a speech made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]


# A repair of one of these kinds with an empty `now` removes characters; any other leaves an unknown as it was.
DROPPED = frozenset({"spacing", "broken_line"})


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """One repaired place: ``raw[start:end] == was`` reads as ``now``.

    ``now`` is empty where the original cannot be known; the text then keeps ``was``, unless ``kind`` is one whose
    remedy is to drop the characters (``spacing``, ``broken_line``).
    """

    start: int
    end: int
    was: str
    now: str
    kind: str
    certain: bool = True

    @property
    def edit(self) -> tuple[int, int, str] | None:
        """What the repair does to the text, or nothing where the original cannot be known."""
        return (self.start, self.end, self.now) if self.now or self.kind in DROPPED else None


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A stretch of raw text that belongs to no speech, and why (``page date``, ``related links``, …)."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or item and what stands under it, as positions in the repaired text; sections nest.

    ``depth`` is 1 for the outermost headings, 0 for the matter before the first of them; items inside paragraphs have 2
    or more. Words that lead in one of several series of items have no ordinal. ``part`` is ``review``, ``tasks`` or
    ``other``; ``announced`` and ``found`` are the numbers of points that it promises and that stand under it.
    """

    start: int
    end: int
    depth: int
    ordinal: str
    heading: str
    part: str
    announced: int | None = None
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A passage and who speaks in it, as positions in the repaired text.

    ``speaker`` is the name, empty where the text names none; ``role`` the office as the text has it; ``verb`` the verb of
    saying (指出, 强调), empty for the speaker of the speech itself.
    """

    start: int
    end: int
    speaker: str
    role: str
    verb: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """What a field of the metadata rests on: the words ``raw[start:end]`` say it."""

    start: int
    end: int
    field: str
    says: str


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
        """Apply ``edits`` (raw start, raw end, what stands there instead) to ``raw[start:end]``.

        Errors: ``ValueError`` where two edits overlap or one leaves the range.
        """
        parts: list[str] = []
        pieces: list[Piece] = []
        at, length = start, 0  # how far the source is read, and what it has given so far
        same_text, same_raw = 0, start  # where the stretch begins that maps one to one
        for edit_start, edit_end, now in [*sorted(edits), (end, end, "")]:
            if edit_start < at or edit_end > end:
                raise ValueError(f"edit {edit_start}:{edit_end} overlaps another or leaves {start}:{end}")
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
        starts, ends = self.raw_spans(np.array([start]), np.array([end]))
        return int(starts[0]), int(ends[0])

    def raw_spans(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> tuple[Offsets, Offsets]:
        """The same for many spans at once: arrays of text offsets to arrays of raw offsets."""
        starts, ends = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        if not len(self.pieces) or not len(starts):
            return np.zeros(len(starts), np.int64), np.zeros(len(ends), np.int64)
        text_start, text_end, raw_start, raw_end = self._columns
        first = np.clip(np.searchsorted(text_start, starts, side="right") - 1, 0, None)
        last = np.clip(np.searchsorted(text_start, ends - 1, side="right") - 1, 0, None)
        plain = text_end - text_start == raw_end - raw_start
        raw_starts = np.where(plain[first], raw_start[first] + starts - text_start[first], raw_start[first])
        raw_ends = np.where(plain[last], raw_start[last] + ends - text_start[last], raw_end[last])
        return raw_starts, np.where(ends > starts, raw_ends, raw_starts)

    def text_offsets(self, raw: npt.ArrayLike) -> Offsets:
        """Where raw offsets stand in the text; one that was left out stands where the next character does."""
        raw = np.asarray(raw, dtype=np.int64)
        if not len(self.pieces):
            return np.zeros_like(raw)
        text_start, text_end, raw_start, _ = self._columns
        piece = np.clip(np.searchsorted(raw_start, raw, side="right") - 1, 0, None)
        return np.minimum(text_start[piece] + np.maximum(raw - raw_start[piece], 0), text_end[piece])

    @cached_property
    def _columns(self) -> tuple[Offsets, Offsets, Offsets, Offsets]:
        rows = np.array([(p.text_start, p.text_end, p.raw_start, p.raw_end) for p in self.pieces], dtype=np.int64)
        return rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3]


@dataclass(frozen=True)
class Speech:
    """One speech: its repaired running text, the raw characters behind it, and what is known about it.

    ``text`` is the repaired running text with page chrome left out and paragraphs separated by ``\\n``; masks that
    could not be restored stand in it as ``*``. ``raw`` is the raw text of the whole file, in which the speech is
    ``raw[start:end]``; every span in a coded table is an offset into ``raw``.
    """

    id: str
    source: str
    raw: str = field(repr=False)
    start: int
    end: int
    repaired: RepairedText = field(repr=False)
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    voices: tuple[Voice, ...] = field(default=(), repr=False)
    metadata: dict[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The repaired running text."""
        return self.repaired.text

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of ``text[start:end]``."""
        return self.repaired.raw_span(start, end)

    def raw_text(self, start: int, end: int) -> str:
        """The raw characters behind ``text[start:end]``."""
        raw_start, raw_end = self.raw_span(start, end)
        return self.raw[raw_start:raw_end]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a part of it, that could not be read: its path, what is wrong, and what its owner can do."""

    path: str
    what: str
    hint: str


@dataclass(frozen=True)
class Document:
    """One file as read: its raw text, what of it was set aside, every repair, the speeches in it, and what is wrong.

    ``raw_kind`` is ``decoded`` where ``raw`` is the decoded file, ``extracted`` where it was taken out of a docx, pdf,
    jsonl or csv file.
    """

    source: str
    raw: str = field(repr=False)
    raw_kind: str
    raw_sha256: str
    encoding: str
    speeches: tuple[Speech, ...]
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    set_aside: tuple[SetAside, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """The documents of a file or folder; iterating it gives their speeches in order of source."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Speech]:
        return (speech for document in self.documents for speech in document.speeches)

    def __len__(self) -> int:
        return sum(len(document.speeches) for document in self.documents)

    def __getitem__(self, id_: str) -> Speech:
        for speech in self:
            if speech.id == id_:
                return speech
        raise KeyError(f"no speech {id_!r}; there are {', '.join(s.id for s in self)}")
