"""The tables about the words of a speech: frequencies, pairs, counts by regime, and texture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from koujing.chinese.marks import Span
from koujing.lexicons import listed, per_lexicon
from koujing.speech import NOTES, Speech
from koujing.tables import Columns, column, schema_of, table_row
from koujing.words.counts import count_regimes, count_terms
from koujing.words.inventory import distinct, ranges
from koujing.words.pairs import count_pairs
from koujing.words.texture import texture_cells
from koujing.words.together import Together
from koujing.words.tokens import Offsets


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


def word_rows(texts: Together, speeches: Sequence[Speech], sentences: Sequence[Sequence[Span]]) -> dict[str, Columns]:
    """The columns of ``terms``, ``regimes``, ``pairs`` and ``texture`` for speeches whose texts were cut together."""
    ids, known = [speech.id for speech in speeches], texts.units.inventory
    terms, places = count_terms(texts, list(map(_places, speeches)))
    regimes, pairs = count_regimes(texts, terms), count_pairs(texts, headline_terms())
    voices = {voice: k for k, voice in enumerate(dict.fromkeys(voice for _, voice in places))}
    section, voice = np.array([(section, voices[voice]) for section, voice in places], np.int64).reshape(-1, 2).T
    found: dict[type, dict[str, Any]] = {
        Term: {
            "speech": _chosen(ids, terms.text),
            "section": section[terms.place],
            "voice": _chosen(list(voices), voice[terms.place]),
            "term": _words(known.tokens, terms.wording),
            "tag": _chosen(known.tags, terms.tag),
            "n": terms.n,
            "n_inside": terms.n_inside,
            "n_words": terms.n_words,
        },
        Regime: {
            "speech": _chosen(ids, regimes.text),
            "term": _words(known.tokens, regimes.wording),
            "n_string": regimes.n_string,
            "n_word": regimes.n_word,
            "n_term": regimes.n_term,
            "n_nested": regimes.n_nested,
        },
        Pair: {
            "speech": _chosen(ids, pairs.text),
            "term": _chosen(pairs.names, pairs.term),
            "other": _chosen(pairs.names, pairs.other),
            "n": pairs.n,
        },
        Texture: _texture(texts, speeches, sentences),
    }
    return {schema_of(cls).table: columns for cls, columns in found.items()}


def _chosen(values: Sequence[str], which: Offsets) -> pa.DictionaryArray:
    """The value of each row, of a few different ones."""
    return pa.DictionaryArray.from_arrays(which.astype(np.int32), pa.array(values, pa.string()))


def _words(tokens: Sequence[str], numbers: Offsets) -> pa.DictionaryArray:
    """The token of each row, by their numbers among the many that there are."""
    used, codes = distinct(numbers, len(tokens))
    return pa.DictionaryArray.from_arrays(codes.astype(np.int32), pa.array(list(map(tokens.__getitem__, used.tolist())), pa.string()))


def _places(speech: Speech) -> list[tuple[int, tuple[int, str]]]:
    """Every place where the outermost section or the speaker changes, with the section's number and the speaker from there on."""
    heads = [s.start for s in speech.sections if s.depth == 1 and s.part != NOTES]
    edges = sorted({0, *heads, *(edge for voice in speech.voices for edge in (voice.start, voice.end))})
    voices = speech.voice_at(edges)
    return [(edge, (bisect_right(heads, edge), v.speaker if v else "")) for edge, v in zip(edges, voices, strict=True)]


def _parts(speech: Speech) -> Iterator[tuple[str, list[Span]]]:
    """The whole speech and, if it has headings, its parts, with the sections of each; sections of one part are taken together."""
    outer = [(section.start, section.part) for section in speech.sections if section.depth <= 1 and section.part != NOTES]
    ends = [*(start for start, _ in outer), len(speech.body)][1:]
    for part in ("whole", *(PARTS if len(outer) > 1 else ())):
        spans = [(start, end) for (start, name), end in zip(outer, ends, strict=True) if part in (name, "whole")]
        if any(start < end for start, end in spans):
            yield part, spans


def _texture(texts: Together, speeches: Sequence[Speech], sentences: Sequence[Sequence[Span]]) -> dict[str, Any]:
    parts = [(k, part, spans) for k, speech in enumerate(speeches) for part, spans in _parts(speech)]
    number = np.repeat(np.arange(len(parts)), [len(spans) for *_, spans in parts])  # of the part of each section
    text = np.array([k for k, *_ in parts], np.int64)
    spans = np.array([span for *_, spans in parts for span in spans], np.int64).reshape(-1, 2) + texts.begins[text][number, None]
    first, stop = np.searchsorted(texts.plain.starts, spans).T
    bounds = np.append(0, np.cumsum(np.bincount(number, stop - first, len(parts)).astype(np.int64)))
    wordings = ["".join(speeches[k].text[start:end] for start, end in spans) for k, _, spans in parts]
    begun = [start + begin for begin, own in zip(texts.begins.tolist(), sentences, strict=False) for start, _ in own]
    n_begun = np.diff(np.searchsorted(np.array(begun, np.int64), spans)).ravel()
    return {
        "speech": _chosen([speech.id for speech in speeches], text),
        "part": _chosen(("whole", *PARTS), np.array([("whole", *PARTS).index(part) for _, part, _ in parts], np.int64)),
        "n_sentences": np.bincount(number, n_begun, len(parts)).astype(np.int64),
        **texture_cells(wordings, texts.plain.inventory, texts.plain.numbers[ranges(first, stop - first)], bounds),
    }


@per_lexicon
def headline_terms() -> tuple[str, ...]:
    """The listed terms of most use, which pairs are counted of, in code point order."""
    rows = (row for row in listed.terms().values() if row["field"] != listed.GENERAL)
    return tuple(sorted(row["term"] for row in sorted(rows, key=lambda row: (-int(row["n"] or 0), row["term"]))[:HEADLINES]))
