"""What must hold of every text that was read, whatever it holds."""

from __future__ import annotations

import json

import numpy as np

from koujing.across import schemas
from koujing.coding import code_document
from koujing.speech import Document, Speech
from rows_of import rows_of

EDGES = (("start", "end"), ("members_start", "members_end"))


def check_all(document: Document) -> None:
    check_every_character_has_a_place(document)
    check_repairs_quote_the_source(document)
    for speech in document.speeches:
        check_spans(speech)
        assert undo(speech, document) == document.raw[speech.start : speech.end]


def check_every_character_has_a_place(document: Document) -> None:
    """Law a: every character that is not blank stands in a speech or is set aside; no two speeches share one."""
    speeches = [(s.start, s.end) for s in document.speeches]
    assert_apart(speeches, len(document.raw))
    placed = np.zeros(len(document.raw), dtype=bool)
    for start, end in [*speeches, *((s.start, s.end) for s in document.set_aside)]:
        placed[start:end] = True
    left = "".join(c for c, is_placed in zip(document.raw, placed.tolist(), strict=True) if not is_placed)
    assert not left.strip(), f"neither read nor set aside: {left[:40]!r}"


def check_repairs_quote_the_source(document: Document) -> None:
    """Law d: each repair says what stood in its place; no two repairs or stretches set aside share a character."""
    assert [r.was for r in document.repairs] == [document.raw[r.start : r.end] for r in document.repairs]
    assert list(document.repairs) == sorted(document.repairs)
    spans = [(r.start, r.end) for r in document.repairs] + [(s.start, s.end) for s in document.set_aside]
    assert_apart(sorted(spans), len(document.raw))
    assert [r for s in document.speeches for r in s.repairs] == list(document.repairs)


def assert_apart(spans: list[tuple[int, int]], length: int) -> None:
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert not flat or (flat[0] >= 0 and flat[-1] <= length)


def check_spans(speech: Speech) -> None:
    """Law b: each character of the text has raw characters of its own speech, in the order of the text."""
    at = np.arange(len(speech.text))
    starts, ends = speech.repaired.raw_spans(at, at + 1)
    assert (starts < ends).all()
    assert (np.diff(starts) >= 0).all()
    assert (np.diff(ends) >= 0).all()
    if len(at):
        assert speech.start <= starts[0]
        assert ends[-1] <= speech.end


def undo(speech: Speech, document: Document) -> str:
    """Law c: the source rebuilt from the text, the table of repairs and what was set aside (it must equal the raw)."""
    inside = [s for s in document.set_aside if speech.start <= s.start and s.end <= speech.end]
    edits = [(r.start, r.end, r.now) for r in speech.repairs if r.edit]
    edits += [(s.start, s.end, _read_as(speech, s.start, s.end) if s.why == "markup" else "") for s in inside]
    rebuilt, in_text, in_raw = [], 0, speech.start
    for start, end, now in sorted(edits):
        same = speech.text[in_text : in_text + start - in_raw]
        in_text += len(same)
        assert speech.text.startswith(now, in_text)
        rebuilt += [same, document.raw[start:end]]
        in_text, in_raw = in_text + len(now), end
    return "".join([*rebuilt, speech.text[in_text:]])


def _read_as(speech: Speech, start: int, end: int) -> str:
    """What is read in the place of markup: a line end for a tag, a tab for a bar between two cells, or nothing."""
    for p in speech.repaired.pieces:
        if (p.raw_start, p.raw_end) == (start, end):
            return speech.text[p.text_start : p.text_end]
        if p.raw_start <= start and end <= p.raw_end and p.raw_end - p.raw_start == p.text_end - p.text_start:
            return speech.text[p.text_start + start - p.raw_start : p.text_start + end - p.raw_start]
    return ""


def check_coded(document: Document) -> None:
    """Every row that the document is coded to lies in its raw text and says what stands there."""
    check_all(document)
    coded = code_document(document)
    for table in coded.keys() & schemas():
        for cells in rows_of(coded, table):
            spans = [(cells[a], cells[b]) for a, b in EDGES if cells.get(a) is not None]
            spans += json.loads(cells.get("parts") or "[]")
            assert all(0 <= start <= end <= len(document.raw) for start, end in spans), cells
            assert "text" not in cells or cells["text"] == document.raw[cells["start"] : cells["end"]], cells
