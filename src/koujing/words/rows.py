"""The rows about the words of a speech: how often, in whose company, counted in how many ways, how built."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from koujing import lexicons
from koujing.measures.collocation import pair_rows
from koujing.measures.frequency import term_rows
from koujing.nesting import innermost
from koujing.reading.structure import count_han
from koujing.speech import Speech
from koujing.tables import Columns, column, schema_of, table_row
from koujing.words.texture import texture_cells
from koujing.words.tokens import Tokens, tokenize

Row = tuple[Any, ...]


@table_row("terms", "how often a word stands in a section, by who is speaking. Masked words and punctuation are left out.")
class Term:
    """How often a word stands in one outermost section and in one voice."""

    speech: str = column("the speech")
    section: int = column("the outermost heading above, counted from 1; 0 is the matter before the first")
    voice: str = column("the speaker of the passage, else empty")
    term: str = column("the word")
    tag: str = column("its part of speech in the segmenter's dictionary")
    n: int = column("how often it stands there")


@table_row(
    "regimes",
    "frequent terms counted three ways, to show how far a count depends on the segmenter.",
)
class Regime:
    """One term of a speech, counted three ways."""

    speech: str = column("the speech")
    term: str = column("the term, one of the first 250 of the glossary")
    n_string: int = column("as a string, wherever it stands")
    n_segmenter: int = column("as a word of the segmenter alone")
    n_lexicon: int = column("as a word where formulas are kept whole; the count in **terms**")


@table_row("pairs", "how often two frequent words (the first 250 of the glossary) stand within five tokens of one sentence.")
class Pair:
    """How often two words stand near each other in a speech."""

    speech: str = column("the speech")
    term: str = column("one of the frequent words; empty, with `other`, for the pairs of all words")
    other: str = column("the other one; where it is empty, `n` counts the pairs of the term with any word")
    n: int = column("how often")


@table_row("texture", "how a speech is built, whole and by its parts.")
class Texture:
    """Counts and measures of a speech or of a part of it."""

    speech: str = column("the speech")
    part: str = column("whole, or the parts under outermost headings that review, set tasks, or do neither")
    n_han: int = column("Han characters")
    n_tokens: int = column("words")
    n_types: int = column("different words")
    n_clauses: int = column("clauses")
    n_sentences: int = column("sentences begun in it")
    word_length: float = column("characters of a word, mean")
    mattr: float = column("share of different words in a hundred running words (Covington & McFall 2010)")
    mattr_plain: float = column("the same without numerals")
    mattr_chars: float = column("the same of different characters in five hundred")
    mtld: float = column("a further measure of lexical diversity (McCarthy & Jarvis 2010)")
    yules_k: float = column("a further measure of lexical diversity (Yule 1944)")
    four_share: float = column(
        "share of the Han characters that stand in units of exactly four between one mark and the next (四字格)"
    )


PARTS = ("review", "tasks", "other")
# Each headline term costs a pass over the text: 250 of them as much time as segmenting it.
HEADLINES = 250


def word_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> dict[str, Columns]:
    """The columns of ``terms``, ``regimes``, ``pairs`` and ``texture`` for one speech."""
    found = {
        Term: _term_rows(speech, tokens),
        Regime: _regime_rows(speech, tokens),
        Pair: [(speech.id, *row) for row in pair_rows(tokens, headline_terms())],
        Texture: _texture_rows(speech, tokens, sentences),
    }
    return {schema_of(cls).table: _columns(schema_of(cls).names, rows) for cls, rows in found.items()}


def _columns(names: Sequence[str], rows: Sequence[Row]) -> Columns:
    return dict(zip(names, zip(*rows, strict=True) if rows else [()] * len(names), strict=True))


def _term_rows(speech: Speech, tokens: Tokens) -> list[Row]:
    """How often each word stands in each outermost section, by who is speaking; masked words and marks are left out."""
    heads = [s.start for s in speech.sections if s.depth == 1]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = innermost(speech.voices, edges)
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
            rows.append((speech.id, part, *map(cells.get, schema_of(Texture).names[2:])))
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
