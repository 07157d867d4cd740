"""The rows about the words of a speech: how often, in whose company, counted in how many ways, how built."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from koujing import lexicons, tables
from koujing.measures.collocation import pair_rows
from koujing.measures.frequency import term_rows
from koujing.reading.structure import count_han
from koujing.speech import Speech
from koujing.words.texture import texture_cells
from koujing.words.tokens import Tokens, tokenize

Row = tuple[Any, ...]

PARTS = ("review", "tasks", "other")
# Each headline term costs a pass over the text: 250 of them as much time as segmenting it.
HEADLINES = 250


def word_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> dict[str, list[Row]]:
    """The rows of ``terms``, ``regimes``, ``pairs`` and ``texture`` for one speech."""
    return {
        "terms": _term_rows(speech, tokens),
        "regimes": _regime_rows(speech, tokens),
        "pairs": [(speech.id, *row) for row in pair_rows(tokens, headline_terms())],
        "texture": _texture_rows(speech, tokens, sentences),
    }


def _term_rows(speech: Speech, tokens: Tokens) -> list[Row]:
    """How often each word stands in each outermost section, by who is speaking; masked words and marks are left out."""
    heads = [s.start for s in speech.sections if s.depth == 1]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = speech.voice_at(edges)
    places = [(edge, (bisect_right(heads, edge), v.speaker if v else "")) for edge, v in zip(edges, voices, strict=True)]
    return [(speech.id, *place, term, tag, n) for place, term, tag, n in term_rows(tokens, places)]


def _texture_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> list[Row]:
    """The texture of the whole speech and, where it has headings, of its parts, each read together."""
    outer = [(s.start, s.part) for s in speech.sections if s.depth <= 1]
    ends = [start for start, _ in outer[1:]] + [len(speech.text)]
    heads, begun = [start for start, _ in outer], [0] * len(outer)
    for start, _ in sentences:
        if k := bisect_right(heads, start):
            begun[k - 1] += 1
    rows: list[Row] = []
    for part in ("whole", *(PARTS if len(outer) > 1 else ())):
        own = [k for k, (_, name) in enumerate(outer) if part in (name, "whole")]
        spans = [(heads[k], ends[k]) for k in own]
        text = "".join(speech.text[a:b] for a, b in spans)
        if text:
            cuts = [np.searchsorted(tokens.starts, span) for span in spans]
            cells = texture_cells(text, [word for first, last in cuts for word in tokens.words[first:last]])
            cells |= {"n_han": count_han(text), "n_sentences": sum(begun[k] for k in own)}
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
