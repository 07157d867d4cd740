"""What of a source is no text: marked spans, and the text that a reader sees without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from koujing.reading.files.page_heads import head_tabs
from koujing.repaired import RepairedText
from koujing.speech import Repair


class Mark(NamedTuple):
    """A span of the source that is not text, what is read in its place, and why it is set aside."""

    start: int
    end: int
    now: str = ""
    why: str = "markup"

    @property
    def edit(self) -> tuple[int, int, str]:
        """The edit that the mark makes to the text."""
        return self.start, self.end, self.now


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader of the source sees as ``text``; with the marks left out of it, the character references resolved as
    repairs, and the raw spans of links."""

    text: RepairedText
    marks: list[Mark]
    references: list[Repair]
    links: list[tuple[int, int]]


def show(source: str, marks: list[Mark], references: list[Repair]) -> Shown:
    """The text of ``source`` without its marks (in any order, not overlapping) and with its references resolved."""
    text = _built(source, marks, references)
    if "\t" in text.text and (tabs := list(head_tabs(text.text))):
        marks = _as_lines(source, text, marks, tabs)
        text = _built(source, marks, references)
    return Shown(text, marks, references, _links(source, marks))


def _built(source: str, marks: list[Mark], references: list[Repair]) -> RepairedText:
    edits = [m.edit for m in marks] + [(r.start, r.end, r.now) for r in references]
    return RepairedText.build(source, 0, len(source), edits)


def _as_lines(source: str, text: RepairedText, marks: list[Mark], tabs: list[tuple[int, str]]) -> list[Mark]:
    """The marks with other signs in the place of some tabs, which are characters of the source or stand for tags."""
    places, found = [at for at, _ in tabs], list(marks)
    index = {(mark.start, mark.end): k for k, mark in enumerate(marks) if mark.now == "\t"}
    starts, ends = text.raw_spans(places, [at + 1 for at in places])
    for span, (_, now) in zip(zip(starts.tolist(), ends.tolist(), strict=True), tabs, strict=True):
        if span in index:
            found[index[span]] = found[index[span]]._replace(now=now)
        elif source[slice(*span)] == "\t":
            found.append(Mark(*span, now))
    return found


def _links(source: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """The span of each link's text in the source."""
    links, opened = [], -1
    for start, end, *_ in marks:
        tag = source[start:end].lower()
        if re.match(r"<a[\s>]", tag) and ("href" in tag or "name" not in tag):  # <a name=…> is the end of a link
            opened = end
        elif tag.startswith("</a") and opened >= 0:
            links.append((opened, start))
            opened = -1
    return links
