"""The values that reading produces: documents, the speeches in them, and what is known about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from koujing.chinese.topics import topics_of
from koujing.nesting import innermost
from koujing.repaired import RepairedText
from koujing.tables import Builder, RawRow, SpanRow, column, derived, table_row

# The part of a speech that its end notes are.
NOTES = "notes"
# With an empty `now`, a repair of one of these kinds removes characters; one of any other kind leaves them as they were.
DROPPED = frozenset({"spacing", "broken_line"})


@table_row("repairs", "one row per damaged place.")
class Repair(RawRow):
    """One repaired place: ``raw[start:end] == was`` reads as ``now``.

    ``now`` is empty where the original cannot be known. The text then keeps ``was``, unless the remedy for this ``kind``
    is to drop the characters (``spacing``, ``broken_line``). One that is not ``certain`` leaves the text as it is, whatever ``now`` is:
    that is a proposal, such as what another text has where this one has a mask.
    """

    was: str = column("the raw characters", quotes=True)
    now: str = column("what is read instead; empty where the original cannot be known", quotes=True)
    kind: str = column(
        "`mask` (a filter's `*`), `ocr_digit` (l for 1), `decimal_stop` (。 for the decimal point), `fullwidth` (１５％), "
        "`quote` (<…> for 《…》, a quotation mark that was straight, turned or lost), `punctuation` (ASCII marks in Chinese "
        "sentences), `script` (traditional characters), `glyph` (a radical or compatibility sign for the character that looks "
        "the same), `encoding` (text that was decoded in a wrong encoding), `spacing` (spaces inside words, numbers or "
        "quotation marks, characters without width, blanks, indents and line ends of other kinds), `broken_line` (a line end "
        "inside a sentence), `reference` (an HTML character reference), `other` (a character that no font or decoder had)"
    )
    certain: bool = column("0 where the place is known to be damaged but not what stood there", default=True)

    @property
    def edit(self) -> tuple[int, int, str] | None:
        """What the repair does to the text; ``None`` where the original cannot be known, or is only proposed."""
        return (self.start, self.end, self.now) if self.certain and (self.now or self.kind in DROPPED) else None


@table_row("set_aside", "raw text that belongs to no speech.")
class SetAside(RawRow):
    """A stretch of raw text outside every speech, and why it was set aside (``page date``, ``related links``, …)."""

    why: str = column(
        "page data, masthead (a site's or paper's name and menu), editor's note, page number, breadcrumb, dateline, byline, "
        "label, caption, repeated title, doubled (a page or the opening of a text that occurs twice), picture mark, page "
        "title, related links, links, notice, markup, front matter, page furniture (running headers, footers, page "
        "numbers), hidden text, struck text (of an HTML page), page end, line end"
    )


def _heading_edge(side: int) -> Builder:
    """The builder of a column with the raw offset at which a heading begins (0) or ends (1)."""

    def build(rows: Sequence[Section], speech: Speech) -> list[int | None]:
        starts = [speech.text.find(row.heading, row.start + len(row.ordinal)) if row.heading else -1 for row in rows]
        spans = ((start, start + len(row.heading)) for start, row in zip(starts, rows, strict=True))
        return [speech.raw_span(*span)[side] if span[0] >= 0 else None for span in spans]

    return build


@table_row(
    "sections",
    "the outline: one row for the matter before the first outermost heading, then one for each heading, each item of a "
    "series (一是, 第一, 其一, 首先; only where a second follows), and each paragraph or sentence that introduces one of "
    "several series (no ordinal). A section extends to the next one of the same or a lesser depth, so spans nest.",
)
class Section(SpanRow):
    """A heading or item and what stands under it, as positions in the repaired text; sections nest.

    ``depth`` is 1 for the outermost headings, 0 for the matter before the first of them; items inside paragraphs have 2
    or more. Words that introduce one of several series of items have no ordinal. ``part`` is ``review``, ``tasks``, ``notes`` or
    ``other``; ``announced`` is the number of points that it promises, ``found`` the number that stand under it.
    """

    depth: int = column(
        "1 for the outermost headings that begin a line, whatever their style in this text; one more for each level below "
        "them; 0 for the matter before them. Items inside paragraphs have 2 or more, so a text without headings has no "
        "depth 1"
    )
    ordinal: str = column("its number as written")
    heading: str = column(
        "its wording up to the first stop, or the first comma for an item inside a line; at most 60 characters", quotes=True
    )
    part: str = column(
        "review (what was done), tasks (what is to be done), notes (the end notes, which explain terms and are not delivered: "
        "one section of depth 1; none of their words, sentences or characters are counted), other; decided by the words of its "
        "heading or of one above it or, "
        "where these say nothing, by the shares of ordering (要, 必须) and reporting words (了, 已) under it"
    )
    announced: int | None = column(
        "how many points its heading, or the text before the first of them, announces (我讲三点意见 is 3)", default=None
    )
    found: int | None = column("how many points stand under it", default=None)
    heading_start: int | None = derived("where its wording begins in the raw text", _heading_edge(0))
    heading_end: int | None = derived("one past the last raw character of its wording", _heading_edge(1))
    topics: str = derived(
        "what the wording of a numbered heading or item is about: the topics of `lexicons/topics.tsv` that its words name, in "
        "order, joined by `|`",
        lambda rows, speech: ["|".join(topics_of(row.heading)) if row.ordinal else "" for row in rows],
    )


@table_row(
    "voices",
    "who says what. A speech has one row for its speaker and one for each passage that the speaker cites; a report in the "
    "third person has one for every paragraph, or part of one, that it attributes to somebody. A cited passage lies within "
    "that of its speaker; otherwise passages do not overlap. For somebody who read out or passed on a text, or who spoke "
    "without being quoted, the passage is the clause that says so. Lists of those present are not voices.",
)
class Voice(SpanRow):
    """A passage and who speaks in it, as positions in the repaired text; passages nest where one speaker quotes another.

    ``speaker`` is the name, empty where the text gives none; ``role`` is the office as the text gives it; ``verb`` is the
    verb of saying (指出, 强调), empty for the speaker of the speech itself.
    """

    speaker: str = column(
        "the name, also where the text refers to a person already named as 他 or 李书记; empty where it names nobody (a masked "
        "name, an office, a meeting)"
    )
    role: str = column(
        "the office as the text gives it, from another mention where this one gives none; 会议 where the meeting speaks", quotes=True
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
    """Evidence for a field of the metadata: the words ``raw[start:end]`` state it."""

    text: str = derived("the raw characters", _raw_characters, quotes=True)
    field: str = column("the name of the field")
    says: str = column(
        "the value that the words give the field; for a date also the months that they allow (`2013-03 or later`)", quotes=True
    )


@dataclass(frozen=True)
class Speech:
    """One speech: its repaired running text, the raw characters behind it, and what is known about it.

    ``text`` is the repaired running text without the rest of the page, its paragraphs separated by ``\\n``; masks that
    could not be restored stand in it as ``*``. ``raw`` is the raw text of the whole file, in which the speech is
    ``raw[start:end]``; every span in a coded table is an offset into ``raw``. ``own`` holds what else its owner states about it:
    the columns beside the texts that koujing does not know.
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
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The repaired running text."""
        return self.repaired.text

    @cached_property
    def body(self) -> str:
        """The running text without the end notes: what was delivered, and is counted."""
        return self.text[: next((one.start for one in self.sections if one.part == NOTES), None)]

    @cached_property
    def section_starts(self) -> list[int]:
        """Raw offsets of the outermost headings."""
        return [self.raw_span(one.start, one.start + 1)[0] for one in self.sections if one.depth == 1]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of ``text[start:end]``."""
        return self.repaired.raw_span(start, end)

    def raw_text(self, start: int, end: int) -> str:
        """The raw characters behind ``text[start:end]``."""
        raw_start, raw_end = self.raw_span(start, end)
        return self.raw[raw_start:raw_end]

    def voice_at(self, places: Iterable[int]) -> list[Voice | None]:
        """The innermost voice around each of the places, text offsets in order; ``None`` outside every passage."""
        return list(innermost(self.voices, places))


OF_TABLE = "table "  # begins the path of a problem that is no file's


@table_row(
    "problems",
    "one row for each file, record in a file or row of `metadata.csv` that could not be read or coded, for each kind of wrong "
    "decoding in a text, and for a table that is left empty because a library is not installed.",
)
class Problem:
    """A file, or a part of it, that could not be read: its path, what is wrong, and what its owner can do."""

    path: str = column("the file, as a path within the folder of the texts")
    what: str = column("what is wrong, with the line, page or byte")
    hint: str = column("what its owner can do about it")


@dataclass(frozen=True)
class Document:
    """One file as read: its raw text, the parts set aside, every repair, the speeches in it, and any problems.

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
    """The builder of a column with the raw characters behind the span that each row has as ``attribute``, empty for ``None``."""

    def build(rows: Sequence[Any], speech: Speech) -> list[str]:
        return wordings([getattr(row, attribute) or (0, 0) for row in rows], speech)

    return build


def wordings(spans: Sequence[tuple[int, int]], speech: Speech) -> list[str]:
    """The raw characters behind spans of the repaired text."""
    starts, ends = speech.repaired.raw_places([a for a, _ in spans], [b for _, b in spans])
    return [speech.raw[a:b] for a, b in zip(starts, ends, strict=True)]


def voices_of(rows: Sequence[Any], speech: Speech) -> list[str]:
    """For each row the speaker of the innermost passage it begins in, empty where that passage names nobody."""
    return [voice.speaker if voice else "" for voice in speech.voice_at([row.start for row in rows])]
