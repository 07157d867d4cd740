"""The tables about the words of a speech: frequencies, pairs, counts by regime, and texture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from koujing.chinese.marks import count_han
from koujing.lexicons import listed, per_lexicon
from koujing.speech import Speech
from koujing.tables import Columns, column, schema_of, table_row
from koujing.words.counts import pair_rows, regime_rows, term_rows
from koujing.words.texture import texture_cells
from koujing.words.tokens import Tokens

Row = tuple[Any, ...]


@table_row(
    "terms",
    "how often a term or word is used in each section, by speaker: as a unit, and inside longer ones. Masked words and punctuation "
    "are left out.",
)
class Term:
    """How often a wording is used in one outermost section and in one voice."""

    speech: str = column("the speech")
    section: int = column("the number of the outermost heading above, from 1; 0 for the matter before the first")
    voice: str = column("the speaker of the passage, empty if nobody is named")
    term: str = column("a listed term (`lexicons/terms.tsv`), or any other word")
    tag: str = column("its part of speech in the segmenter's dictionary; `term` for a term that the dictionary lacks")
    n: int = column("how often it is used as a unit: the longest term at a place is one, and what is inside is not counted")
    n_inside: int = column(
        "how often it stands inside a longer term or word, with borders there (改革 in 体制改革; not 主权 in 自主权). `n + n_inside` "
        "is the nested count"
    )
    n_words: int = column("how many words of the segmenter its units consist of; the sum of all is `documents.n_tokens`")


@table_row("regimes", "the listed terms of a speech counted four ways, to show how far a count depends on the way of counting.")
class Regime:
    """One wording of a listed term in a speech, counted four ways."""

    speech: str = column("the speech")
    term: str = column("the wording: a term or a variant of one")
    n_string: int = column("as a string, wherever its characters occur")
    n_word: int = column("as a word of the segmenter")
    n_term: int = column("as a term: the longest at its place; `n` of **terms**")
    n_nested: int = column("as a term or inside a longer term or word; `n + n_inside` of **terms**")


@table_row("pairs", "how often two frequent terms (the 250 of most use) are at most five units apart in one sentence.")
class Pair:
    """How often two terms stand near each other in a speech."""

    speech: str = column("the speech")
    term: str = column("one of the frequent terms; empty, like `other`, in the row for the pairs of all words")
    other: str = column("the other term; if empty, `n` counts the pairs of the term with any word")
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


def word_rows(speech: Speech, tokens: Tokens, plain: Tokens, sentences: Sequence[tuple[int, int]]) -> dict[str, Columns]:
    """The columns of ``terms``, ``regimes``, ``pairs`` and ``texture`` for one speech; ``tokens`` have the terms joined."""
    terms = term_rows(tokens, plain, _places(speech))
    found: dict[type, list[Row]] = {
        Term: [row[0] + row[1:] for row in terms],
        Regime: list(regime_rows(speech.text, plain, ((term, n, n_inside) for _, term, _, n, n_inside, _ in terms))),
        Pair: pair_rows(tokens, headline_terms()),
        Texture: _texture_rows(speech, plain, sentences),
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


@per_lexicon
def headline_terms() -> frozenset[str]:
    """The listed terms of most use, which pairs are counted of."""
    rows = (row for row in listed.terms().values() if row["field"] != listed.GENERAL)
    return frozenset(row["term"] for row in sorted(rows, key=lambda row: (-int(row["n"] or 0), row["term"]))[:HEADLINES])
