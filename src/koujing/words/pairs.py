"""How often words stand near one another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from koujing.words.counts import summed
from koujing.words.together import Together
from koujing.words.tokens import Offsets, Tokens

WINDOW = 5


@dataclass(frozen=True)
class PairCounts:
    """How often two words are near one another in each text; arrays of equal length. ``term`` and ``other`` are places in ``names``."""

    names: list[str]
    text: Offsets
    term: Offsets
    other: Offsets
    n: Offsets


def count_pairs(texts: Together, chosen: Collection[str], window: int = WINDOW) -> PairCounts:
    """How often two of the ``chosen`` words are at most ``window`` units apart in one sentence.

    A pair is counted once for every two places (surface co-occurrence, Evert 2008), in either order; a pair of a word with
    itself is counted once from each end. Punctuation and masked words are not paired but keep their place, so that a window
    is a distance in the text. A row with an empty ``other`` counts the pairs of the term with any word (0 for one that stands
    only inside units); the row with both empty counts the pairs of any two words.

    >>> pairs = count_pairs(Together.of(["深化科技改革。改革科技"]), {"科技", "改革"}, window=2)
    >>> [(pairs.names[a], pairs.names[b], n.item()) for a, b, n in zip(pairs.term, pairs.other, pairs.n)]
    [('', '', 8), ('改革', '', 3), ('改革', '科技', 2), ('科技', '', 3)]
    """
    names = ["", *sorted(chosen)]
    width = len(names)
    before, behind, sentence = _neighbours(texts, window)
    number, inner = (_numbers(tokens, names) for tokens in (texts.units, texts.plain))
    nodes = np.flatnonzero((number > 0) & texts.are_words)
    within = np.flatnonzero((inner > 0) & texts.plain.inventory.column("is_word")[texts.plain.numbers])
    node, text = number[nodes], texts.text_of[nodes]
    cells = [np.arange(len(texts)) * width**2, (text * width + node) * width]
    cells.append((texts.text_of_word[within] * width + inner[within]) * width)
    n_words = np.concatenate([[0], np.cumsum(behind)])
    times = [2 * np.diff(n_words[texts.bounds]), (before + behind)[nodes], np.zeros_like(within)]
    for gap in range(1, min(window, len(nodes) - 1) + 1):
        near = (nodes[gap:] - nodes[:-gap] <= window) & (sentence[nodes[gap:]] == sentence[nodes[:-gap]])
        one, other = node[:-gap][near], node[gap:][near]
        cells.append((text[gap:][near] * width + np.minimum(one, other)) * width + np.maximum(one, other))
        times.append(1 + (one == other))
    found, (n,) = summed(np.concatenate(cells), np.concatenate(times)[None])
    where, other = np.divmod(found, width)
    return PairCounts(names, *np.divmod(where, width), other, n)


def _numbers(tokens: Tokens, names: list[str]) -> Offsets:
    """The place of each token in the list of names, 0 if it has none."""
    chosen = tokens.inventory.numbers_of(names[1:])
    places = np.zeros(len(tokens.inventory), np.int64)
    places[chosen] = np.arange(1, len(names))
    numbers: Offsets = places[tokens.numbers]
    return numbers


def _neighbours(texts: Together, window: int) -> tuple[Offsets, Offsets, Offsets]:
    """How many words stand at most ``window`` units before each unit and behind it in its sentence, 0 if it is no word itself; and the
    number of its sentence."""
    ends = texts.units.inventory.column("ends_sentence")[texts.units.numbers]
    sentence, at = np.cumsum(ends), np.arange(len(ends))
    edges = np.concatenate([[-1], np.flatnonzero(ends), [len(ends)]])
    n_words = np.concatenate([[0], np.cumsum(texts.are_words)])
    first = np.maximum(edges[sentence] + 1, at - window)
    last = np.minimum(edges[sentence + 1], at + window + 1)
    before, behind = n_words[at] - n_words[np.minimum(first, at)], n_words[np.maximum(last, at + 1)] - n_words[at + 1]
    return before * texts.are_words, behind * texts.are_words, sentence
