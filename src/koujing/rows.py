"""A document → the rows of every coded table, each span in raw characters."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha1
from typing import Any

import numpy as np

from koujing import lexicons, tables
from koujing.coding.arithmetic import Check, find_checks
from koujing.coding.formulas import Formula, find_formulas
from koujing.coding.rhetoric import RHETORIC, find_rhetoric
from koujing.coding.statistics import Figure, find_figures
from koujing.measures.collocation import pair_rows
from koujing.measures.frequency import term_rows
from koujing.measures.texture import texture_cells
from koujing.reading.speech import Document, Offsets, Speech, Voice
from koujing.reading.structure import count_han, split_sentences
from koujing.tokens import SEGMENTATION, Tokens, tokenize

Row = tuple[Any, ...]  # in the order of the table's columns
Coded = dict[str, list[Row]]
Cells = dict[str, Any]
Item = tuple[int, int, Cells]  # start, end, the further cells

PARTS = ("review", "tasks", "other")
# Each headline term costs a pass over the text: 250 of them as much time as segmenting it.
HEADLINES = 250

# An indicator stands at most so far before its figure: a carried one in the clause before, or further back in a list.
NEAR = 300

# Not a table: the repaired text of each speech, handed on to what crosses speeches.
RUNNING = "running"

SECTION = ("depth", "ordinal", "heading", "part", "announced", "found")
VOICE = ("speaker", "role", "verb")
FIGURE = ("value", "low", "high", "unit", "kind", "modifier", "indicator", "status", "domain", "note")
EVIDENCE = ("field", "says")
REPAIR = ("was", "now", "kind", "certain")
CHECK = ("kind", "stated", "computed_low", "computed_high", "verdict", "reading")
FORMULA = ("kind", "count", "head", "quoted", "bundle", "gloss")


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
    text, tokens = speech.text, tokenize(speech, tags=True)
    formulas, figures = find_coded(speech)
    checks = find_checks(text, figures, formulas, speech.sections)
    sentences = split_sentences(text)
    terms = _term_rows(speech, tokens)
    return {
        RUNNING: [(speech.id, text)],
        "documents": [_document_row(document, speech, sum(row[-1] for row in terms), len(sentences))],
        "terms": terms,
        "regimes": _regime_rows(speech, tokens),
        "pairs": [(speech.id, *row) for row in pair_rows(tokens, headline_terms())],
        "texture": _texture_rows(speech, tokens, sentences),
        "repairs": _repair_rows(speech),
        "evidence": _evidence_rows(speech),
        "sections": _in_raw("sections", speech, [(s.start, s.end, _cells(s, SECTION)) for s in speech.sections]),
        "voices": _in_raw("voices", speech, [(v.start, v.end, _cells(v, VOICE)) for v in speech.voices]),
        "sentences": _in_raw("sentences", speech, [(a, b, {}) for a, b in sentences]),
        "formulas": _in_raw("formulas", speech, [(f.start, f.end, _formula(f, speech)) for f in formulas]),
        "statistics": _in_raw("statistics", speech, _figure_items(speech, figures)),
        "checks": _in_raw("checks", speech, [(c.start, c.end, _check(c, speech)) for c in checks]),
        **_rhetoric_rows(speech),
    }


def find_coded(speech: Speech) -> tuple[list[Formula], list[Figure]]:
    """The formulas of a speech and its figures, none of which lies in a formula, as positions in the repaired text."""
    formulas = find_formulas(speech.text)
    year = speech.metadata.get("date", "")[:4]
    taken = [(f.start, f.end) for f in formulas]
    return formulas, find_figures(speech.text, taken, speech.sections, int(year) if year.isdecimal() else None)


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
        "segmentation": SEGMENTATION,
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
    """How often each word stands in each outermost section, by who is speaking; masked words and marks are left out."""
    heads = [s.start for s in speech.sections if s.depth == 1]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = {edge: next((v.speaker for v in speech.voices if v.start <= edge < v.end), "") for edge in edges}
    places = [(edge, (bisect_right(heads, edge), voices[edge])) for edge in edges]
    return [(speech.id, *place, term, tag, n) for place, term, tag, n in term_rows(tokens, places)]


def _texture_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> list[Row]:
    """The texture of the whole speech and, where it has headings, of its parts, each read together."""
    outer = [(s.start, s.part) for s in speech.sections if s.depth <= 1]
    ends = [start for start, _ in outer[1:]] + [len(speech.text)]
    rows: list[Row] = []
    for part in ("whole", *(PARTS if len(outer) > 1 else ())):
        spans = [(a, b) for (a, name), b in zip(outer, ends, strict=True) if part in (name, "whole")]
        text = "".join(speech.text[a:b] for a, b in spans)
        if text:
            cuts = [np.searchsorted(tokens.starts, span) for span in spans]
            cells = texture_cells(text, [word for first, last in cuts for word in tokens.words[first:last]])
            begun = sum(a <= start < b for start, _ in sentences for a, b in spans)
            cells |= {"n_han": count_han(text), "n_sentences": begun}
            rows.append((speech.id, part, *map(cells.get, tables.COLUMNS["texture"][2:])))
    return rows


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


def _figure_items(speech: Speech, figures: Sequence[Figure]) -> list[Item]:
    """The cells of figures; indicator and period in raw characters, as the text has them, and whose passage they are in."""
    periods = _raw_texts(speech, [figure.when or (0, 0) for figure in figures])
    named = _raw_texts(speech, [_place_of(figure, speech.text) for figure in figures])
    voices = _voices_at(speech, [figure.start for figure in figures])
    items: list[Item] = []
    for f, period, name, voice in zip(figures, periods, named, voices, strict=True):
        # Where a line break or a mask stood in it, the name is given as it was repaired.
        indicator = name if len(name) == len(f.indicator) else f.indicator
        items.append((f.start, f.end, _cells(f, FIGURE) | {"indicator": indicator, "period": period, "voice": voice}))
    return items


def _place_of(figure: Figure, text: str) -> tuple[int, int]:
    """Where the indicator of a figure stands: before it or right behind it; (0, 0) where it is put together from two places."""
    start = text.rfind(figure.indicator, max(0, figure.start - NEAR), figure.end + len(figure.indicator) + 2)
    return (start, start + len(figure.indicator)) if start >= 0 else (0, 0)


def _raw_texts(speech: Speech, spans: Sequence[tuple[int, int]]) -> list[str]:
    starts, ends = speech.repaired.raw_spans([a for a, _ in spans], [b for _, b in spans])
    return [speech.raw[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _voices_at(speech: Speech, positions: Sequence[int]) -> list[str]:
    """The speaker of the innermost passage around each position, which stand in order; empty where there is none."""
    waiting = sorted(speech.voices, key=lambda voice: (-voice.start, voice.end))
    around: list[Voice] = []
    speakers: list[str] = []
    for position in positions:
        while waiting and waiting[-1].start <= position:
            around.append(waiting.pop())
        while around and around[-1].end <= position:
            around.pop()
        speakers.append(around[-1].speaker if around else "")
    return speakers


def _formula(formula: Formula, speech: Speech) -> Cells:
    spans = formula.members
    start, end = speech.raw_span(spans[0][0], spans[-1][1]) if spans else (None, None)
    return {
        **_cells(formula, FORMULA),
        "members": "|".join(speech.raw_text(*span) for span in spans),
        "members_start": start,
        "members_end": end,
    }


def _check(check: Check, speech: Speech) -> Cells:
    starts, ends = speech.repaired.raw_spans([start for start, _ in check.parts], [end for _, end in check.parts])
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return {**_cells(check, CHECK), "parts": json.dumps([list(span) for span in spans])}
