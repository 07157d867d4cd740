"""A document → the rows of every coded table, each span in raw characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha1
from typing import Any

import numpy as np

from koujing import lexicons, tables
from koujing.coding.formulas import Formula, find_formulas
from koujing.coding.rhetoric import RHETORIC, find_rhetoric
from koujing.coding.statistics import Figure, find_figures
from koujing.measures.frequency import term_rows
from koujing.reading.speech import Document, Offsets, Speech
from koujing.reading.structure import count_han, split_sentences
from koujing.tokens import Tokens, tokenize

Row = tuple[Any, ...]  # in the order of the table's columns
Coded = dict[str, list[Row]]
Cells = dict[str, Any]
Item = tuple[int, int, Cells]  # start, end, the further cells

# Each headline term costs a pass over the text: 250 of them as much time as segmenting it.
HEADLINES = 250

SECTION = ("depth", "ordinal", "heading", "part", "announced", "found")
VOICE = ("speaker", "role", "verb")
FIGURE = ("value", "low", "high", "unit", "kind", "modifier", "indicator", "status", "period", "note")
EVIDENCE = ("field", "says")
REPAIR = ("was", "now", "kind", "certain")
FORMULA = ("kind", "count", "head", "quoted", "bundle", "gloss")


def code_document(document: Document) -> Coded:
    """The rows of every table but ``problems`` for one document."""
    coded: Coded = {table: [] for table in tables.COLUMNS if table != "problems"}
    for speech in document.speeches:
        for table, rows in _code_speech(document, speech).items():
            coded[table] += rows
    aside: list[Item] = [(s.start, s.end, {"why": s.why}) for s in document.set_aside]
    coded["set_aside"] = _span_rows("set_aside", document.source, "", aside, None)
    return coded


def _code_speech(document: Document, speech: Speech) -> Coded:
    text, tokens = speech.text, tokenize(speech, tags=True)
    formulas, figures = find_coded(speech)
    sentences = split_sentences(text)
    terms = _term_rows(speech, tokens)
    return {
        "documents": [_document_row(document, speech, sum(row[-1] for row in terms), len(sentences))],
        "terms": terms,
        "regimes": _regime_rows(speech, tokens),
        "repairs": _repair_rows(speech),
        "evidence": _evidence_rows(speech),
        "sections": _in_raw("sections", speech, [(s.start, s.end, _cells(s, SECTION)) for s in speech.sections]),
        "voices": _in_raw("voices", speech, [(v.start, v.end, _cells(v, VOICE)) for v in speech.voices]),
        "sentences": _in_raw("sentences", speech, [(a, b, {}) for a, b in sentences]),
        "formulas": _in_raw("formulas", speech, [(f.start, f.end, _formula(f, speech)) for f in formulas]),
        "statistics": _in_raw("statistics", speech, [(f.start, f.end, _cells(f, FIGURE)) for f in figures]),
        **_rhetoric_rows(speech),
    }


def find_coded(speech: Speech) -> tuple[list[Formula], list[Figure]]:
    """The formulas of a speech and its figures, none of which lies in a formula, as positions in the repaired text."""
    formulas = find_formulas(speech.text)
    return formulas, find_figures(speech.text, [(f.start, f.end) for f in formulas], speech.sections)


def _rhetoric_rows(speech: Speech) -> Coded:
    found = find_rhetoric(speech.text, speech.sections)
    return {t: _in_raw(t, speech, [(r.start, r.end, _cells(r, RHETORIC[t])) for r in rows]) for t, rows in found.items()}


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
        "raw_kind": document.raw_kind,
        "raw_sha256": document.raw_sha256,
        "start": speech.start,
        "end": speech.end,
    }
    return tuple(map(cells.get, tables.COLUMNS["documents"]))


def _repair_rows(speech: Speech) -> list[Row]:
    items: list[Item] = [(r.start, r.end, _cells(r, REPAIR)) for r in speech.repairs]
    return _span_rows("repairs", speech.source, speech.id, items, _section_starts(speech))


def _evidence_rows(speech: Speech) -> list[Row]:
    items = [(e.start, e.end, _cells(e, EVIDENCE) | {"text": speech.raw[e.start : e.end]}) for e in speech.evidence]
    return _span_rows("evidence", speech.source, speech.id, items, _section_starts(speech))


def _term_rows(speech: Speech, tokens: Tokens) -> list[Row]:
    """How often each word stands in each outermost section; masked words and punctuation are left out."""
    heads = [0, *(s.start for s in speech.sections if s.depth == 1)]
    return [(speech.id, *row) for row in term_rows(tokens, [(start, k) for k, start in enumerate(heads)])]


def _regime_rows(speech: Speech, tokens: Tokens) -> list[Row]:
    """Headline terms counted three ways: as strings, as the segmenter's words, and with the formulas kept whole."""
    alone, with_lexicon = Counter(tokenize(speech, formulas=False).words), Counter(tokens.words)
    found = ((term, speech.text.count(term)) for term in headline_terms())
    return [(speech.id, term, n, alone[term], with_lexicon[term]) for term, n in found if n]


@cache
def headline_terms() -> tuple[str, ...]:
    """The most frequent terms of the glossary, which plots and findings speak of."""
    return tuple(row["term"] for row in lexicons.load("glossary")[:HEADLINES])


def _cells(coded: object, names: Sequence[str]) -> Cells:
    return {name: getattr(coded, name) for name in names}


def _formula(formula: Formula, speech: Speech) -> Cells:
    spans = formula.members
    start, end = speech.raw_span(spans[0][0], spans[-1][1]) if spans else (None, None)
    return {
        **_cells(formula, FORMULA),
        "members": "|".join(speech.raw_text(*span) for span in spans),
        "members_start": start,
        "members_end": end,
    }
