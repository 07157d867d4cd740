"""The rows about the words of a speech: how often, in whose company, counted in how many ways, how built."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from koujing import lexicons, tables
from koujing.nesting import innermost
from koujing.reading.structure import count_han
from koujing.speech import Speech
from koujing.words.counts import pair_rows, regime_rows, term_rows
from koujing.words.texture import texture_cells
from koujing.words.tokens import Tokens

Row = tuple[Any, ...]

PARTS = ("review", "tasks", "other")
# A pair of two headline terms is a row: those of 250 terms are a third of all rows of a study.
HEADLINES = 250


def word_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> dict[str, list[Row]]:
    """The rows of ``terms``, ``regimes``, ``pairs`` and ``texture`` for one speech."""
    return {
        "terms": [(speech.id, *place, *row) for place, *row in term_rows(tokens, _places(speech))],
        "regimes": [(speech.id, *row) for row in regime_rows(speech.text, tokens, headline_terms())],
        "pairs": [(speech.id, *row) for row in pair_rows(tokens, headline_terms())],
        "texture": [(speech.id, *row) for row in _texture_rows(speech, tokens, sentences)],
    }


def _places(speech: Speech) -> list[tuple[int, tuple[int, str]]]:
    """Where the outermost section or the speaker changes: the place, the section's number, and who speaks from there."""
    heads = [s.start for s in speech.sections if s.depth == 1]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = innermost(speech.voices, edges)
    return [(edge, (bisect_right(heads, edge), v.speaker if v else "")) for edge, v in zip(edges, voices, strict=True)]


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
            cells = texture_cells(text, tokens.within(spans))
            cells |= {"n_han": count_han(text), "n_sentences": sum(begun[k] for k in own)}
            rows.append((part, *map(cells.get, tables.COLUMNS["texture"][2:])))
    return rows


@cache
def headline_terms() -> tuple[str, ...]:
    """The most frequent terms of the glossary, which plots and findings speak of."""
    return tuple(row["term"] for row in lexicons.load("glossary")[:HEADLINES])
