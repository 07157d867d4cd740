"""A document → the rows of every coded table, each span in raw characters."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha1
from typing import Any

import numpy as np

from koujing import tables
from koujing.checks import find_checks
from koujing.items import Item, cells_of, check_cells, formula_cells, statistic_items
from koujing.reading.structure import count_han, split_sentences
from koujing.rhetoric import RHETORIC, find_rhetoric
from koujing.slogans.formulas import Formula, find_formulas
from koujing.speech import Document, Offsets, Speech
from koujing.statistics.find import Statistic, find_statistics
from koujing.words.rows import word_rows
from koujing.words.segmenters import SEGMENTATION
from koujing.words.tokens import tokenize

Row = tuple[Any, ...]  # in the order of the table's columns
Coded = dict[str, list[Row]]

# Not a table: the repaired text of each speech, handed on to what crosses speeches.
RUNNING = "running"

SECTION = ("depth", "ordinal", "heading", "part", "announced", "found")
VOICE = ("speaker", "role", "verb")
EVIDENCE = ("field", "says")
REPAIR = ("was", "now", "kind", "certain")


def code_document(document: Document) -> Coded:
    """The rows of every table that one document has by itself, and the text of its speeches."""
    coded: Coded = {table: [] for table in (*tables.COLUMNS, RUNNING) if table not in (*tables.ACROSS, "problems")}
    for speech in document.speeches:
        for table, rows in _code_speech(document, speech).items():
            coded[table] += rows
    aside: list[Item] = [(s.start, s.end, {"why": s.why}) for s in document.set_aside]
    coded["set_aside"] = _span_rows("set_aside", document.source, "", aside, None)
    return coded


def _code_speech(document: Document, speech: Speech) -> Coded:
    text, tokens = speech.text, tokenize(speech)
    formulas, statistics = find_coded(speech)
    checks = find_checks(text, statistics, formulas, speech.sections)
    sentences = split_sentences(text)
    words = word_rows(speech, tokens, sentences)
    return {
        RUNNING: [(speech.id, text)],
        "documents": [_document_row(document, speech, sum(row[-1] for row in words["terms"]), len(sentences))],
        **words,
        "repairs": _repair_rows(speech),
        "evidence": _evidence_rows(speech),
        "sections": _in_raw("sections", speech, [(s.start, s.end, cells_of(s, SECTION)) for s in speech.sections]),
        "voices": _in_raw("voices", speech, [(v.start, v.end, cells_of(v, VOICE)) for v in speech.voices]),
        "sentences": _in_raw("sentences", speech, [(a, b, {}) for a, b in sentences]),
        "formulas": _in_raw("formulas", speech, [(f.start, f.end, formula_cells(f, speech)) for f in formulas]),
        "statistics": _in_raw("statistics", speech, statistic_items(speech, statistics)),
        "checks": _in_raw("checks", speech, [(c.start, c.end, check_cells(c, speech)) for c in checks]),
        **_rhetoric_rows(speech),
    }


def find_coded(speech: Speech) -> tuple[list[Formula], list[Statistic]]:
    """The formulas of a speech and its statistics, none of which lies in a formula, as positions in the repaired text."""
    formulas = find_formulas(speech.text)
    year = speech.metadata.get("date", "")[:4]
    taken = [(f.start, f.end) for f in formulas]
    return formulas, find_statistics(speech.text, taken, speech.sections, int(year) if year.isdecimal() else None)


def _rhetoric_rows(speech: Speech) -> Coded:
    found = find_rhetoric(speech.text, speech.sections)
    return {t: _in_raw(t, speech, [(r.start, r.end, cells_of(r, RHETORIC[t])) for r in rows]) for t, rows in found.items()}


def _in_raw(table: str, speech: Speech, items: Sequence[Item]) -> list[Row]:
    """Rows of spans in the repaired text, mapped to raw offsets all at once."""
    starts, ends = speech.repaired.raw_spans([start for start, _, _ in items], [end for _, end, _ in items])
    raw: list[Item] = []
    for start, end, (_, _, cells) in zip(starts.tolist(), ends.tolist(), items, strict=True):
        raw.append((start, end, {"text": speech.raw[start:end]} | cells if "text" in tables.COLUMNS[table] else cells))
    return _span_rows(table, speech.source, speech.id, raw, _section_starts(speech))


def _span_rows(table: str, source: str, speech: str, items: Sequence[Item], heads: Offsets | None) -> list[Row]:
    """Rows with their place; ``heads`` are the raw offsets at which sections 1, 2, … begin."""
    starts = [start for start, _, _ in items]
    sections = [None] * len(items) if heads is None else np.searchsorted(heads, starts, side="right").tolist()
    further = tables.COLUMNS[table][len(tables.SPAN) :]
    return [
        (source, speech, section, start, end, _id(f"{table}|{source}|{start}|{end}"), *map(cells.get, further))
        for section, (start, end, cells) in zip(sections, items, strict=True)
    ]


def _id(key: str) -> str:
    """Ten hexadecimal digits that stay the same as long as the row's place does."""
    return sha1(key.encode(), usedforsecurity=False).hexdigest()[:10]


def _section_starts(speech: Speech) -> Offsets:
    """Raw offsets of the headings of the outermost level."""
    starts = [s.start for s in speech.sections if s.depth == 1]
    return speech.repaired.raw_spans(starts, [start + 1 for start in starts])[0]


def _document_row(document: Document, speech: Speech, n_tokens: int, n_sentences: int) -> Row:
    text = speech.text
    cells = {
        "source": document.source,
        "speech": speech.id,
        **speech.metadata,
        "n_chars": len("".join(text.split())),
        "n_han": count_han(text),
        "n_tokens": n_tokens,
        "n_sentences": n_sentences,
        "n_masks": sum(r.kind == "mask" for r in speech.repairs),
        "segmentation": SEGMENTATION,
        "raw_kind": document.raw_kind,
        "raw_sha256": document.raw_sha256,
        "start": speech.start,
        "end": speech.end,
    }
    return tuple(map(cells.get, tables.COLUMNS["documents"]))


def _repair_rows(speech: Speech) -> list[Row]:
    items: list[Item] = [(r.start, r.end, cells_of(r, REPAIR)) for r in speech.repairs]
    return _span_rows("repairs", speech.source, speech.id, items, _section_starts(speech))


def _evidence_rows(speech: Speech) -> list[Row]:
    items = [(e.start, e.end, cells_of(e, EVIDENCE) | {"text": speech.raw[e.start : e.end]}) for e in speech.evidence]
    return _span_rows("evidence", speech.source, speech.id, items, _section_starts(speech))
