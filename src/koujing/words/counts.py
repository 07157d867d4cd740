"""How often the words of a speech are used: by place, near one another, and counted in three ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from koujing.chinese.places import Characters, code_points
from koujing.chinese.word_lists import WordList
from koujing.lexicons import per_lexicon
from koujing.words.segmenters import formula_words
from koujing.words.tokens import Offsets, Tokens, tokenize

Place = TypeVar("Place", bound=Hashable)

WINDOW = 5
SENTENCE_END = frozenset("。！？!?\n")
# Both engines cut at these marks, and no masked word extends across one, so text between two marks is cut independently.
CUTTING = frozenset("，。、；：！？\n")


def term_rows(tokens: Tokens, places: Sequence[tuple[int, Place]]) -> list[tuple[Place, str, str, int]]:
    """How often each word occurs in each place, most frequent first: place, term, tag, n.

    ``places`` are ``(start, name)`` in text order; each extends to the start of the next, and those with the same name are
    counted together. Marks and masked words are left out, so that the sum of n is the number of words.

    >>> [(term, n) for _, term, _, n in term_rows(tokenize("改革开放,深化农村改革,改革。"), [(0, "a")])]
    [('改革', 2), ('农村', 1), ('改革开放', 1), ('深化', 1)]
    """
    vocabulary = tokens.vocabulary
    names = {name: k for k, name in enumerate(dict.fromkeys(name for _, name in places))}
    bounds = np.searchsorted(tokens.starts, [start for start, _ in places])
    place = np.repeat([names[name] for _, name in places], np.diff([*bounds, len(tokens)]))
    counted = vocabulary.are_words[tokens.ids]
    cells, n = np.unique(place[counted] * len(vocabulary) + tokens.ids[counted], return_counts=True)
    where, term = np.divmod(cells, max(len(vocabulary), 1))
    order = np.lexsort((vocabulary.ranks[term], -n, where))
    found = zip(where[order].tolist(), term[order].tolist(), n[order].tolist(), strict=True)
    name_of = list(names)
    return [(name_of[k], vocabulary.tokens[t], vocabulary.tags[t], count) for k, t, count in found]


def pair_rows(tokens: Tokens, chosen: Collection[str], window: int = WINDOW) -> list[tuple[str, str, int]]:
    """How often two of the ``chosen`` words are at most ``window`` tokens apart in one sentence: term, other, n.

    A pair is counted once for every two places (surface co-occurrence, Evert 2008), in either order; a pair of a word with
    itself is counted once from each end. Punctuation and masked words are not paired but keep their place, so that a window
    is a distance in the text. A row with an empty ``other`` counts the pairs of the term with any word; the row with both
    empty counts the pairs of any two words.

    >>> pair_rows(tokenize("深化农村改革。改革农村"), {"农村", "改革"}, window=2)
    [('', '', 8), ('农村', '', 3), ('农村', '改革', 2), ('改革', '', 3)]
    """
    left, right = _neighbours(tokens, window)
    vocabulary, wanted = tokens.vocabulary, frozenset(chosen)
    nodes = [k for k in np.flatnonzero(vocabulary.are_words).tolist() if vocabulary.tokens[k] in wanted]
    nodes.sort(key=vocabulary.tokens.__getitem__)
    names = ["", *(vocabulary.tokens[k] for k in nodes)]
    number = np.zeros(len(vocabulary), np.int64)
    number[nodes] = np.arange(1, len(names))
    one, other = number[left], number[right]
    both = (one > 0) & (other > 0)
    one, other = np.minimum(one, other)[both], np.maximum(one, other)[both]
    cells, n = np.unique(one * len(names) + other, return_counts=True)
    n[cells % (len(names) + 1) == 0] *= 2  # a word with itself counts from each end
    margins = (np.bincount(left, minlength=len(vocabulary)) + np.bincount(right, minlength=len(vocabulary)))[nodes]
    cells, n = np.concatenate([[0], np.arange(1, len(names)) * len(names), cells]), np.concatenate([[2 * len(left)], margins, n])
    order = np.argsort(cells)
    terms, others = (map(names.__getitem__, part.tolist()) for part in np.divmod(cells[order], len(names)))
    return list(zip(terms, others, n[order].tolist(), strict=True))


def _neighbours(tokens: Tokens, window: int) -> tuple[Offsets, Offsets]:
    """The ids of every two words at most ``window`` tokens apart in one sentence, the earlier one on the left."""
    vocabulary, ids = tokens.vocabulary, tokens.ids
    ends = np.array([token in SENTENCE_END or "\n" in token for token in vocabulary.tokens], dtype=bool)[ids]
    sentence = np.where(vocabulary.are_words[ids], np.cumsum(ends), -1)
    lefts, rights = [ids[:0]], [ids[:0]]
    for gap in range(1, min(window, len(ids) - 1) + 1):
        near = (sentence[:-gap] >= 0) & (sentence[:-gap] == sentence[gap:])
        lefts.append(ids[:-gap][near])
        rights.append(ids[gap:][near])
    return np.concatenate(lefts), np.concatenate(rights)


def regime_rows(text: str, tokens: Tokens, terms: Collection[str]) -> Iterator[tuple[str, int, int, int]]:
    """The terms that occur in a text with three counts: as strings, as the segmenter's words, with formulas kept whole.

    ``tokens`` are the tokens of the text with the formulas kept whole.

    >>> text = "双拥共建，拥军优属。"
    >>> list(regime_rows(text, tokenize(text), ["拥军", "双拥", "改革"]))
    [('拥军', 1, 0, 0), ('双拥', 1, 1, 1)]
    """
    strings = _count_strings(text, terms)
    kept_whole = _count(tokens)
    spans = _around_formulas(text, tokens)  # only here can the segmenter alone cut differently
    cut_before = _count(tokens.within(spans))
    cut_again = _count(tokenize("".join(text[start:end] for start, end in spans), formulas=False))
    for term, n in strings.items():
        if n:
            yield term, n, kept_whole[term] - cut_before[term] + cut_again[term], kept_whole[term]


def _around_formulas(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    """The stretches that contain a formula, each from the mark before it up to the mark after it."""
    is_cut = np.array([token in CUTTING for token in tokens.vocabulary.tokens], dtype=bool)
    bounds = np.concatenate([[0], tokens.starts[is_cut[tokens.ids]], [len(text)]])
    formulas = [match.start() for match in _formulas().find(Characters(text))]
    places = np.unique(np.searchsorted(bounds, formulas, side="right"))
    return list(zip(bounds[places - 1].tolist(), bounds[places].tolist(), strict=True))


@per_lexicon
def _formulas() -> WordList:
    return WordList(formula_words())


def _count(tokens: Tokens) -> Counter[str]:
    n = np.bincount(tokens.ids, minlength=len(tokens.vocabulary)).tolist()
    return Counter(dict(zip(tokens.vocabulary.tokens, n, strict=True)))


def _count_strings(text: str, terms: Collection[str]) -> dict[str, int]:
    """How often each term occurs in the text as a string; those of two characters, nearly all, are counted in one pass."""
    pairs = sorted(term for term in terms if len(term) == 2 and term[0] != term[1])  # 人人 would be found twice in 人人人
    others = {term: text.count(term) for term in set(terms).difference(pairs)}
    keys = np.array([ord(pair[0]) << 32 | ord(pair[1]) for pair in pairs], np.int64)
    points = code_points(text)
    at = np.flatnonzero(np.isin(points[:-1], keys >> 32))
    near = points[at] << 32 | points[at + 1]
    places = np.searchsorted(keys, near)
    found = places[np.append(keys, -1)[places] == near]
    counts = others | dict(zip(pairs, np.bincount(found, minlength=len(pairs)).tolist(), strict=True))
    return {term: counts[term] for term in terms}
