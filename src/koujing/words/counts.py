"""How often the terms and words of a speech are used: by place, near one another, and counted in four ways."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

import numpy as np

from koujing.words.nested import inner_wordings_of
from koujing.words.terms import joined, listed_finder
from koujing.words.tokens import Offsets, Tokens
from koujing.words.vocabulary import Vocabulary

Place = TypeVar("Place", bound=Hashable)

WINDOW = 5
SENTENCE_END = frozenset("。！？!?\n")


def term_rows(tokens: Tokens, plain: Tokens, places: Sequence[tuple[int, Place]]) -> list[tuple[Place, str, str, int, int, int]]:
    """How often each wording is used in each place, most frequent first: place, term, tag, n, n_inside, n_words.

    ``tokens`` have the terms joined, ``plain`` are the words. ``places`` are ``(start, name)`` in text order; each extends to the
    start of the next, and those with the same name are counted together. ``n`` counts a wording as a unit, ``n_inside`` inside
    longer ones (``inner_wordings``), and ``n_words`` the words of which its units consist; their sum is the number of words.
    Marks and masked words are left out.

    >>> from koujing.words.tokens import tokenize
    >>> text = "改革开放,深化科技改革,改革。"
    >>> [row[1:2] + row[3:] for row in term_rows(tokenize(text), tokenize(text, terms=False), [(0, "a")])]
    [('改革', 2, 1, 2), ('改革开放', 1, 0, 1), ('深化', 1, 0, 1), ('科技', 1, 0, 1), ('开放', 0, 1, 0)]
    """
    vocabulary, first, inner, times = _nesting(tokens.vocabulary)
    names = {name: k for k, name in enumerate(dict.fromkeys(name for _, name in places))}
    bounds = np.searchsorted(tokens.starts, [start for start, _ in places])
    place = np.repeat([names[name] for _, name in places], np.diff([*bounds, len(tokens)]))
    width = max(len(vocabulary), 1)
    are_words = tokens.vocabulary.are_words[tokens.ids]
    cells = (place * width + tokens.ids)[are_words]
    units, n_of_unit = np.unique(cells, return_counts=True)
    held = np.diff(first)[units % width]  # how many wordings stand inside each unit
    at = np.arange(held.sum()) + np.repeat(first[units % width] - np.cumsum(held) + held, held)
    inside = np.repeat(units - units % width, held) + inner[at]
    more = _n_words(tokens.ends[are_words], plain) - 1
    uneven = np.flatnonzero(more)
    found = np.sort(np.concatenate([units, inside]))
    found = found[np.append(True, found[1:] > found[:-1])[: len(found)]]
    n, n_inside, n_more = (
        np.bincount(np.searchsorted(found, where), times, len(found)).astype(np.int64)
        for where, times in ((units, n_of_unit), (inside, np.repeat(n_of_unit, held) * times[at]), (cells[uneven], more[uneven]))
    )
    return _rows(list(names), vocabulary, found, n, n_inside, n + n_more)


def _rows(
    names: Sequence[Place], vocabulary: Vocabulary, cells: Offsets, n: Offsets, n_inside: Offsets, n_words: Offsets
) -> list[tuple[Place, str, str, int, int, int]]:
    """The counts of wordings in places, those of most use in a place first."""
    where, term = np.divmod(cells, max(len(vocabulary), 1))
    order = np.lexsort((vocabulary.ranks[term], -n_inside, -n, where))
    where, term, *counts = (column[order].tolist() for column in (where, term, n, n_inside, n_words))
    tokens, tags = (map(column.__getitem__, term) for column in (vocabulary.tokens, vocabulary.tags))
    return list(zip(map(names.__getitem__, where), tokens, tags, *counts, strict=True))


def _n_words(ends: Offsets, plain: Tokens) -> Offsets:
    """How many plain words begin in each unit, given the units' ends, or between it and the unit before (T|恤衫)."""
    words = plain.starts[plain.vocabulary.are_words[plain.ids]]
    begun = np.cumsum(np.bincount(words, minlength=ends.max(initial=0)))
    return np.diff(begun[ends - 1], prepend=0)


def _nesting(vocabulary: Vocabulary) -> tuple[Vocabulary, Offsets, Offsets, Offsets]:
    """The vocabulary with the wordings inside its tokens; and where those of each token begin in a list of them, which they are,
    and how often each stands there."""
    holders = np.flatnonzero(vocabulary.are_words & (vocabulary.lengths > 2))
    held = inner_wordings_of(map(vocabulary.tokens.__getitem__, holders.tolist()))
    inner: list[Any] = list(chain.from_iterable(chain.from_iterable(held)))  # a wording, how often, a wording …
    nested, ids = vocabulary.with_more(inner[::2])
    listed = [k for k in np.unique(ids).tolist() if nested.tokens[k] in joined()]
    nested = replace(nested, terms=[*nested.terms, *listed])
    first = np.zeros(len(nested) + 1, np.int64)
    first[holders + 1] = list(map(len, held))
    return nested, np.cumsum(first), ids, np.array(inner[1::2], np.int64)


def pair_rows(tokens: Tokens, chosen: Collection[str], window: int = WINDOW) -> list[tuple[str, str, int]]:
    """How often two of the ``chosen`` words are at most ``window`` tokens apart in one sentence: term, other, n.

    A pair is counted once for every two places (surface co-occurrence, Evert 2008), in either order; a pair of a word with
    itself is counted once from each end. Punctuation and masked words are not paired but keep their place, so that a window
    is a distance in the text. A row with an empty ``other`` counts the pairs of the term with any word; the row with both
    empty counts the pairs of any two words.

    >>> from koujing.words.tokens import tokenize
    >>> pair_rows(tokenize("深化科技改革。改革科技"), {"科技", "改革"}, window=2)
    [('', '', 8), ('改革', '', 3), ('改革', '科技', 2), ('科技', '', 3)]
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


def regime_rows(text: str, plain: Tokens, terms: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """The listed wordings that occur in a text, counted four ways: as strings, as words, as terms, and nested.

    ``plain`` are its words, ``terms`` the wordings with ``n`` and ``n_inside`` in each of its places. A term is the longest wording
    at its place; nested counts those inside longer terms and words too.

    >>> from koujing.words.tokens import tokenize
    >>> text = "深化改革开放，推进体制改革。"
    >>> list(regime_rows(text, tokenize(text, terms=False), [("改革", 0, 2), ("改革开放", 1, 0)]))[-2:]
    [('改革', 2, 0, 0, 2), ('改革开放', 1, 0, 1, 1)]
    """
    finder = listed_finder()
    numbers, n_string = np.unique(finder.strings(text)[0], return_counts=True)
    listed = [finder.names[k] for k in numbers.tolist()]
    n_term, n_nested = dict.fromkeys(listed, 0), dict.fromkeys(listed, 0)
    for term, n, n_inside in terms:
        if term in n_term:
            n_term[term] += n
            n_nested[term] += n + n_inside
    at, n_word = plain.vocabulary.numbers, np.bincount(plain.ids, minlength=len(plain.vocabulary)).tolist()
    for term, n in zip(listed, n_string.tolist(), strict=True):
        yield term, n, n_word[at[term]] if term in at else 0, n_term[term], n_nested[term]
