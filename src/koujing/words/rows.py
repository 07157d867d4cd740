"""The tables about the words of a speech: frequencies, pairs, counts by regime, and texture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Any

from koujing import lexicons
from koujing.chinese.marks import count_han
from koujing.speech import Speech
from koujing.tables import Columns, column, schema_of, table_row
from koujing.words.counts import pair_rows, regime_rows, term_rows
from koujing.words.texture import texture_cells
from koujing.words.tokens import Tokens

Row = tuple[Any, ...]


@table_row("terms", "how often a word occurs in each section, by speaker. Masked words and punctuation are left out.")
class Term:
    """How often a word occurs in one outermost section and in one voice."""

    speech: str = column("the speech")
    section: int = column("the number of the outermost heading above, from 1; 0 for the matter before the first")
    voice: str = column("the speaker of the passage, empty if nobody is named")
    term: str = column("the word")
    tag: str = column("its part of speech in the segmenter's dictionary")
    n: int = column("how often it occurs there")


@table_row(
    "regimes",
    "frequent terms counted three ways, to show how far a count depends on the segmenter.",
)
class Regime:
    """One term of a speech, counted three ways."""

    speech: str = column("the speech")
    term: str = column("the term, one of the first 250 of the glossary")
    n_string: int = column("as a string, wherever it occurs")
    n_segmenter: int = column("as a word cut by the segmenter alone")
    n_lexicon: int = column("as a word cut with formulas kept whole; the count in **terms**")


@table_row("pairs", "how often two frequent words (the first 250 of the glossary) are at most five tokens apart in one sentence.")
class Pair:
    """How often two words stand near each other in a speech."""

    speech: str = column("the speech")
    term: str = column("one of the frequent words; empty, like `other`, in the row for the pairs of all words")
    other: str = column("the other word; if empty, `n` counts the pairs of the term with any word")
    n: int = column("how often")


@table_row("texture", "how a speech is built, as a whole and by its parts.")
class Texture:
    """Counts and measures of a speech or of a part of it."""

    speech: str = column("the speech")
    part: str = column("whole, or the parts under outermost headings: review, tasks, other")
    n_han: int = column("Han characters")
    n_tokens: int = column("words")
    n_types: int = column("different words")
    n_clauses: int = column("clauses")
    n_sentences: int = column("sentences that begin in it")
    word_length: float = column("mean number of characters per word")
    mattr: float = column("mean share of different words in every hundred running words (Covington & McFall 2010)")
    mattr_plain: float = column("the same without numerals")
    mattr_chars: float = column("the same for characters, in every five hundred")
    mtld: float = column("a further measure of lexical diversity (McCarthy & Jarvis 2010)")
    yules_k: float = column("a further measure of lexical diversity (Yule 1944)")
    four_share: float = column(
        "share of the Han characters that stand in units of exactly four between one mark and the next (四字格)"
    )


PARTS = ("review", "tasks", "other")
# Every pair of headline terms is a row; with 250 terms, pairs are a third of all rows of a study.
HEADLINES = 250


def word_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> dict[str, Columns]:
    """The columns of ``terms``, ``regimes``, ``pairs`` and ``texture`` for one speech."""
    found: dict[type, list[Row]] = {
        Term: [(*place, *row) for place, *row in term_rows(tokens, _places(speech))],
        Regime: list(regime_rows(speech.text, tokens, headline_terms())),
        Pair: pair_rows(tokens, headline_terms()),
        Texture: _texture_rows(speech, tokens, sentences),
    }
    return {schema_of(cls).table: _columns(speech.id, schema_of(cls).names, rows) for cls, rows in found.items()}


def _columns(speech: str, names: Sequence[str], rows: Sequence[Row]) -> Columns:
    cells = zip(*rows, strict=True) if rows else [()] * (len(names) - 1)
    return dict(zip(names, [[speech] * len(rows), *cells], strict=True))


def _places(speech: Speech) -> list[tuple[int, tuple[int, str]]]:
    """Every place where the outermost section or the speaker changes, with the section's number and the speaker from there on."""
    heads = [s.start for s in speech.sections if s.depth == 1]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = speech.voice_at(edges)
    return [(edge, (bisect_right(heads, edge), v.speaker if v else "")) for edge, v in zip(edges, voices, strict=True)]


def _texture_rows(speech: Speech, tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> list[Row]:
    """The texture of the whole speech and, if it has headings, of its parts; sections of one part are taken together."""
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
            rows.append((part, *map(cells.get, schema_of(Texture).names[2:])))
    return rows


@cache
def headline_terms() -> tuple[str, ...]:
    """The most frequent terms of the glossary, which plots and findings are about."""
    return tuple(row["term"] for row in lexicons.load("glossary")[:HEADLINES])
