"""The values that reading produces: a repaired text that knows its raw characters, and a speech made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from koujing.tables import Builder, RawRow, SpanRow, column, derived, table_row

Offsets = npt.NDArray[np.int64]


# A repair of one of these kinds with an empty `now` removes characters; any other leaves an unknown as it was.
DROPPED = frozenset({"spacing", "broken_line"})


@table_row("repairs", "one row a damaged place.")
class Repair(RawRow):
    """One repaired place: ``raw[start:end] == was`` reads as ``now``.

    ``now`` is empty where the original cannot be known; the text then keeps ``was``, unless ``kind`` is one whose
    remedy is to drop the characters (``spacing``, ``broken_line``).
    """

    was: str = column("the raw characters", quotes=True)
    now: str = column("what is read instead; empty where the original cannot be known", quotes=True)
    kind: str = column(
        "`mask` (a filter's `*`), `ocr_digit` (l for 1), `decimal_stop` (。 for the decimal point), `fullwidth` (１５％), "
        "`quote` (<…> for 《…》, a quotation mark that was straight, turned or lost), `punctuation` (ASCII marks in Chinese "
        "sentences), `script` (traditional characters), `spacing` (spaces inside numbers or quotation marks, characters "
        "without width, page ends), `broken_line` (a line end inside a sentence), `reference` (an HTML character "
        "reference), `other` (a character that no font or decoder had)"
    )
    certain: bool = column("0 where the place is known to be damaged but not what stood there", default=True)

    @property
    def edit(self) -> tuple[int, int, str] | None:
        """What the repair does to the text, or nothing where the original cannot be known."""
        return (self.start, self.end, self.now) if self.now or self.kind in DROPPED else None


@table_row(
    "set_aside",
    "raw text that belongs to no speech.",
)
class SetAside(RawRow):
    """A stretch of raw text that belongs to no speech, and why (``page date``, ``related links``, …)."""

    why: str = column(
        "page data, masthead (a site's or paper's name and menu), editor's note, page number, breadcrumb, dateline, byline, "
        "label, caption, repeated title, doubled (a page or the opening of a text that stands twice), picture mark, page "
        "title, related links, links, notice, markup, front matter, page furniture (running headers, footers, page "
        "numbers), page end, line end"
    )


@table_row(
    "sections",
    "the outline: one row for the matter before the first outermost heading, then one for each heading, each item of a "
    "series (一是, 第一, 其一, 首先; only where a second follows), and each paragraph or sentence that leads in one of several "
    "series (no ordinal). A section reaches to the next of its own or a lesser depth, so spans nest.",
)
class Section(SpanRow):
    """A heading or item and what stands under it, as positions in the repaired text; sections nest.

    ``depth`` is 1 for the outermost headings, 0 for the matter before the first of them; items inside paragraphs have 2
    or more. Words that lead in one of several series of items have no ordinal. ``part`` is ``review``, ``tasks`` or
    ``other``; ``announced`` and ``found`` are the numbers of points that it promises and that stand under it.
    """

    depth: int = column(
        "1 for the outermost headings at the heads of lines, whatever their style in this text; what stands under them one "
        "more each; 0 for the matter before them. Items inside paragraphs have 2 or more, so a text without headings has "
        "no depth 1"
    )
    ordinal: str = column("its number as written")
    heading: str = column(
        "its wording: to the first stop, of an item inside a line to the first comma, at most 60 characters", quotes=True
    )
    part: str = column(
        "review (what was done), tasks (what is to be done), other; by the words of its heading or of one above it, where "
        "they are silent by the share of ordering (要, 必须) and reporting words (了, 已) under it"
    )
    announced: int | None = column(
        "how many points it announces in its heading or before the first of them (我讲三点意见 is 3)", default=None
    )
    found: int | None = column("how many points stand under it", default=None)


@table_row(
    "voices",
    "who says what. A speech is one row of its speaker, with a row for each passage that he cites; a report told in the "
    "third person has one for every paragraph, or part of one, that it puts under somebody's name. A cited passage lies "
    "within that of its speaker; no other two overlap. Whoever read out or passed on a text, or spoke without a word of it "
    "reported, has the clause that says so. Lists of those present are no voices.",
)
class Voice(SpanRow):
    """A passage and who speaks in it, as positions in the repaired text.

    ``speaker`` is the name, empty where the text names none; ``role`` the office as the text has it; ``verb`` the verb of
    saying (指出, 强调), empty for the speaker of the speech itself.
    """

    speaker: str = column(
        "the name, also where the text has 他 or 李书记 for one it has named; empty where it names nobody (a masked name, an "
        "office, a meeting)"
    )
    role: str = column(
        "the office as the text has it, from another mention where this one has none; 会议 where the meeting speaks", quotes=True
    )
    verb: str = column(
        "the verb of saying (指出, 强调) or the act (宣读, 发言); empty for the speaker of the speech itself and after a name "
        "with a colon"
    )


def _raw_characters(rows: Sequence[Any], speech: Speech) -> list[str]:
    return [speech.raw[row.start : row.end] for row in rows]


@table_row(
    "evidence",
    "one row for each place that a field of **documents** rests on, in the speech or in what was set aside around it.",
)
class Evidence(RawRow):
    """What a field of the metadata rests on: the words ``raw[start:end]`` say it."""

    text: str = derived("the raw characters", _raw_characters, quotes=True)
    field: str = column("the field")
    says: str = column(
        "the value that the words give it; for a date also the months that they allow (`2013-03 or later`)", quotes=True
    )


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


@table_row("problems", "files, records of them and rows of `metadata.csv` that could not be read or coded, one row each.")
class Problem:
    """A file, or a part of it, that could not be read: its path, what is wrong, and what its owner can do."""

    path: str = column("the file, below the folder of the texts")
    what: str = column("what is wrong, with the line, page or byte")
    hint: str = column("what its owner can do")


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


def wording(rows: Sequence[Any], speech: Speech) -> list[str]:
    """The raw characters behind each row: the builder of a ``text`` column."""
    return wordings([(row.start, row.end) for row in rows], speech)


def wording_at(attribute: str) -> Builder:
    """The builder of a column that holds the raw characters behind a span that rows have, empty where it is ``None``."""

    def build(rows: Sequence[Any], speech: Speech) -> list[str]:
        return wordings([getattr(row, attribute) or (0, 0) for row in rows], speech)

    return build


def wordings(spans: Sequence[tuple[int, int]], speech: Speech) -> list[str]:
    """The raw characters behind spans of the repaired text."""
    starts, ends = speech.repaired.raw_spans([a for a, _ in spans], [b for _, b in spans])
    return [speech.raw[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def voices_of(rows: Sequence[Any], speech: Speech) -> list[str]:
    """The speaker of the innermost passage that each row begins in, empty where it names nobody."""
    from koujing.nesting import innermost

    return [voice.speaker if voice else "" for voice in innermost(speech.voices, [row.start for row in rows])]
