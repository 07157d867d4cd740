"""The values that reading produces: documents, the speeches in them, and what was found out about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from koujing.nesting import innermost
from koujing.repaired import RepairedText

# A repair of one of these kinds with an empty `now` removes characters; any other leaves an unknown as it was.
DROPPED = frozenset({"spacing", "broken_line"})


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """One repaired place: ``raw[start:end] == was`` reads as ``now``.

    ``now`` is empty where the original cannot be known. The text then keeps ``was``, unless the remedy for this ``kind``
    is to drop the characters (``spacing``, ``broken_line``).
    """

    start: int
    end: int
    was: str
    now: str
    kind: str
    certain: bool = True

    @property
    def edit(self) -> tuple[int, int, str] | None:
        """What the repair does to the text; ``None`` where the original cannot be known."""
        return (self.start, self.end, self.now) if self.now or self.kind in DROPPED else None


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A stretch of raw text outside every speech, and why it was set aside (``page date``, ``related links``, …)."""

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
    """A passage and who speaks in it, as positions in the repaired text; passages nest where one speaker quotes another.

    ``speaker`` is the name, empty where the text gives none; ``role`` is the office as the text has it; ``verb`` is the
    verb of saying (指出, 强调), empty for the speaker of the speech itself.
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


@dataclass(frozen=True)
class Speech:
    """One speech: its repaired running text, the raw characters behind it, and what is known about it.

    ``text`` is the repaired running text without the rest of the page, its paragraphs separated by ``\\n``; masks that
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

    def voice_at(self, places: Iterable[int]) -> list[Voice | None]:
        """The innermost voice around each of the places, text offsets in order; ``None`` outside every passage."""
        return list(innermost(self.voices, places))


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a part of it, that could not be read: its path, what is wrong, and what its owner can do."""

    path: str
    what: str
    hint: str


@dataclass(frozen=True)
class Document:
    """One file as read: its raw text, what was set aside of it, every repair, its speeches, and what is wrong with it.

    ``raw_kind`` is ``decoded`` where ``raw`` is the decoded file, and ``extracted`` where it was taken out of a docx,
    pdf, jsonl or csv file.
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
