"""A speech as one side of a comparison: its letters, whose it is and of when, and what it cites."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from koujing.borrowing.letters import Letters, fold
from koujing.repaired import Piece, RepairedText
from koujing.speech import NOTES, Section, Speech, Voice

Span = tuple[int, int]
PARTS = ("review", "tasks", "other", NOTES)


@dataclass(frozen=True)
class Side:
    """A speech to be compared. ``cited`` are passages of its text in which it lets somebody else speak; they do not overlap.

    ``parts`` are its sections, each with the number of its part in ``PARTS``; they nest.
    """

    speech: str
    repaired: RepairedText = field(repr=False)
    source: str = ""
    date: str = ""
    speaker: str = ""
    organisation: str = ""
    title: str = ""
    cited: tuple[Span, ...] = ()
    parts: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def of(cls, speech: Speech) -> Side:
        """A speech that was read."""
        told, body = known(speech.metadata), RepairedText(speech.body, speech.repaired.pieces)
        return cls(speech.id, body, speech.source, **told, cited=cited_in(speech.voices), parts=_parts_in(speech.sections))

    @property
    def text(self) -> str:
        """The repaired running text without its end notes."""
        return self.repaired.text

    @cached_property
    def letters(self) -> Letters:
        """What counts in a comparison."""
        return fold(self.text)

    @cached_property
    def word(self) -> str:
        """The letters as a string."""
        return self.letters.codes.tobytes().decode("utf-32-le", "surrogatepass")

    @cached_property
    def n_title(self) -> int:
        """How many letters the title at the head of the text has."""
        title = self.word[: len(fold(self.title).codes)]
        return len(title) if title == Side("", RepairedText(self.title, ())).word else 0

    def text_span(self, start: int, end: int) -> Span:
        """The text from one letter to before another, as offsets."""
        places = self.letters.places
        return int(places[start]), int(places[end - 1]) + 1

    def raw_span(self, start: int, end: int) -> Span:
        """The same as raw offsets."""
        return self.repaired.raw_span(*self.text_span(start, end))

    def line(self, letter: int) -> Span:
        """The letters of the line in which a letter stands: the first, and one past the last."""
        at = bisect_right(self._lines, letter)
        return self._lines[at - 1], self._lines[at] if at < len(self._lines) else len(self.word)

    @cached_property
    def _lines(self) -> list[int]:
        ends = [end.start() for end in re.finditer("\n", self.text)]
        return [0, *np.unique(np.searchsorted(self.letters.places, ends)).tolist()]

    def cites(self, start: int, end: int) -> bool:
        """Whether most of ``text[start:end]`` is cited."""
        return 2 * sum(max(0, min(end, b) - max(start, a)) for a, b in self.cited) > end - start

    def part(self, at: int) -> str:
        """The part of the outline in which ``text[at]`` stands: that of the innermost section (review, tasks, other), if any."""
        around = [(start, -end, part) for start, end, part in self.parts if start <= at < end]
        return PARTS[max(around)[2]] if around else ""

    def is_same_voice(self, other: Side) -> bool:
        """Whether both have the same speaker, or speak for the same organisation (国务院, 中华人民共和国国务院)."""
        if self.speaker and self.speaker == other.speaker:
            return True
        one, two = sorted((self.organisation, other.organisation), key=len)
        return bool(one) and two.endswith(one)


KNOWN = ("date", "speaker", "organisation", "title")  # what a comparison needs to know of a speech, as columns of ``documents``


def known(metadata: Mapping[str, Any]) -> dict[str, str]:
    """These, each empty if it is unknown."""
    return {name: metadata.get(name) or "" for name in KNOWN}


def cited_in(voices: Sequence[Voice]) -> tuple[Span, ...]:
    """Passages in which a speaker lets somebody else speak: those that lie within the passage of another voice.

    >>> cited_in([Voice(0, 90, "", "县长", ""), Voice(10, 20, "", "会议", "指出")])
    ((10, 20),)
    """
    cited, reached = [], 0
    for start, end in sorted(((voice.start, voice.end) for voice in voices), key=lambda span: (span[0], -span[1])):
        if end <= reached:
            cited.append((start, end))
        reached = max(reached, end)
    return tuple(cited)


def _parts_in(sections: Sequence[Section]) -> tuple[tuple[int, int, int], ...]:
    return tuple((section.start, section.end, PARTS.index(section.part)) for section in sections)


def packed(speech: Speech) -> dict[str, bytes]:
    """What a later comparison needs beside the text, for the table of running texts."""
    return {
        "pieces": _bytes(speech.repaired.pieces),
        "cited": _bytes(cited_in(speech.voices)),
        "parts": _bytes(_parts_in(speech.sections)),
    }


def unpacked(row: Mapping[str, Any], document: Mapping[str, Any]) -> Side:
    """A side from the row of a running text and the row of ``documents`` about the same speech."""
    pieces = tuple(Piece(*each) for each in _numbers(row["pieces"], 4))
    cited = tuple((start, end) for start, end in _numbers(row["cited"], 2))
    parts = tuple((start, end, part) for start, end, part in _numbers(row["parts"], 3))
    return Side(row["speech"], RepairedText(row["text"], pieces), document["source"], **known(document), cited=cited, parts=parts)


def _bytes(rows: Sequence[Sequence[int]]) -> bytes:
    return np.array(rows, dtype="<i8").tobytes()


def _numbers(packed: bytes, width: int) -> list[list[int]]:
    numbers: list[list[int]] = np.frombuffer(packed, dtype="<i8").reshape(-1, width).tolist()
    return numbers
