"""How often the terms and words of texts are used: by place, and counted in four ways."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

import numpy as np

from koujing.words.inventory import TERM, WIDTH, Inventory, ascending, distinct, ranges
from koujing.words.together import Together
from koujing.words.tokens import Offsets, Tokens

Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class TermCounts:
    """How often each wording is used in each place, text by text and place by place, most frequent first; arrays of equal length.

    ``text`` and ``place`` are numbers, ``wording`` and its ``tag`` are so in the inventory. ``n`` counts a wording as a unit,
    ``n_inside`` inside longer ones (``inner_wordings``), and ``n_words`` the words of which its units consist; their sum is the
    number of words.
    """

    text: Offsets
    place: Offsets
    wording: Offsets
    tag: Offsets
    n: Offsets
    n_inside: Offsets
    n_words: Offsets


def count_terms(texts: Together, places: Sequence[Sequence[tuple[int, Place]]]) -> tuple[TermCounts, list[Place]]:
    """How often each wording is used in each place; and the name of each place.

    ``places`` are, for each text, ``(start, name)`` in text order; each extends to the start of the next, and those with the same
    name are counted together. Marks and masked words are left out.

    >>> texts = Together.of(["改革开放,深化科技改革,改革。"])
    >>> counts, names = count_terms(texts, [[(0, "a")]])
    >>> wordings = map(texts.units.inventory.tokens.__getitem__, counts.wording)
    >>> list(zip(wordings, counts.n.tolist(), counts.n_inside.tolist(), counts.n_words.tolist()))
    [('改革', 2, 1, 2), ('改革开放', 1, 0, 1), ('深化', 1, 0, 1), ('科技', 1, 0, 1), ('开放', 0, 1, 0)]
    """
    known = texts.units.inventory
    place, text_of_place, names = _places(texts, places)
    units = np.flatnonzero(texts.are_words)
    numbers, place = texts.units.numbers[units], place[units]
    holders, inner, times = _inside(known, numbers)
    cells = np.concatenate([place * WIDTH + numbers, place[holders] * WIDTH + inner])
    parts = np.zeros((3, len(cells)), np.int64)
    parts[0, : len(units)], parts[1, len(units) :] = 1, times
    parts[2, : len(units)] = _n_words(texts.units.ends[units], texts.plain)
    cells, (n, n_inside, n_words) = summed(cells, parts)
    where, wording = np.divmod(cells, WIDTH)
    types, ids = distinct(wording, len(known))
    order = _in_order(where, n.max(initial=0) - n, n_inside.max(initial=0) - n_inside, known.ranks(types)[ids])
    where, wording, n, n_inside, n_words = (column[order] for column in (where, wording, n, n_inside, n_words))
    text = text_of_place[where]
    return TermCounts(text, where, wording, _tags(texts, text, wording, n_inside), n, n_inside, n_words), names


def _places(texts: Together, places: Sequence[Sequence[tuple[int, Place]]]) -> tuple[Offsets, Offsets, list[Place]]:
    """The number of the place of each unit; and of each place, the number of its text and its name."""
    text = np.repeat(np.arange(len(places)), list(map(len, places)))
    flat = [one for own in places for one in own]
    numbers: dict[tuple[int, Place], int] = {}
    found = [numbers.setdefault((k, name), len(numbers)) for k, (_, name) in zip(text.tolist(), flat, strict=True)]
    starts = np.minimum(texts.begins[text] + [start for start, _ in flat], texts.begins[text + 1])
    bounds = np.searchsorted(texts.units.starts, starts)
    place = np.repeat(np.array(found, np.int64), np.diff([*bounds, len(texts.units)]))
    return place, np.array([k for k, _ in numbers], np.int64), [name for _, name in numbers]


def _inside(known: Inventory, numbers: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """The wordings inside tokens with these numbers: for each, which of the tokens holds it, its number, and how often it is there."""
    holders = np.flatnonzero((known.column("length") > 2)[numbers])
    types, ids = distinct(numbers[holders], len(known))
    n_held, inner, times = known.inside(types)
    at = ranges((np.cumsum(n_held) - n_held)[ids], n_held[ids])
    return np.repeat(holders, n_held[ids]), inner[at], times[at]


def _n_words(ends: Offsets, plain: Tokens) -> Offsets:
    """How many plain words begin in each unit, given the units' ends, or between it and the unit before (T|恤衫)."""
    words = plain.starts[plain.inventory.column("is_word")[plain.numbers]]
    begun = np.cumsum(np.bincount(words, minlength=ends.max(initial=0)))
    return np.diff(begun[ends - 1], prepend=0)


def _in_order(*keys: Offsets) -> Offsets:
    """The order of rows by several numbers, the first of which matters most."""
    sizes = [int(key.max(initial=0)) + 1 for key in keys]
    if prod(sizes) >= 2**63:
        return np.lexsort(keys[::-1])
    whole = np.zeros(len(keys[0]), np.int64)
    for key, size in zip(keys, sizes, strict=True):
        whole = whole * size + key
    return ascending(whole)  # of one number, in a tenth of the time


def _tags(texts: Together, text: Offsets, wording: Offsets, n_inside: Offsets) -> Offsets:
    """The part of speech of each row; of one that the dictionary lacks, that of a term if it is one somewhere in its text."""
    known = texts.units.inventory
    unknown = ~known.column("is_known")
    units = texts.units.terms[unknown[texts.units.numbers[texts.units.terms]]]
    may_be = np.arange(len(known)) < known.n_first
    may_be[texts.units.numbers[units]] = True
    rows = np.flatnonzero((unknown & may_be)[wording])
    cells = text[rows] * WIDTH + wording[rows]
    inner = cells[(wording[rows] < known.n_first) & (n_inside[rows] > 0)]
    tags = known.column("tag")[wording]
    tags[rows[np.isin(cells, np.concatenate([texts.cells(units), inner]))]] = known.tags.index(TERM)
    return tags


def summed(cells: Offsets, parts: Offsets) -> tuple[Offsets, Offsets]:
    """The different cells in ascending order, and for each row of ``parts`` what it has for each of them in all.

    >>> [found.tolist() for found in summed(np.array([7, 3, 7]), np.array([[1, 1, 1], [0, 5, 2]]))]
    [[3, 7], [[1, 2], [5, 2]]]
    """
    order = ascending(cells)
    cells = cells[order]
    first = np.flatnonzero(np.append(True, cells[1:] != cells[:-1])[: len(cells)])
    return cells[first], np.add.reduceat(parts[:, order], first, axis=1) if len(cells) else parts[:, :0]


@dataclass(frozen=True)
class RegimeCounts:
    """The listed wordings that occur in each text, counted four ways: as strings, as words, as terms, and nested."""

    text: Offsets
    wording: Offsets  # its number in the inventory
    n_string: Offsets
    n_word: Offsets
    n_term: Offsets
    n_nested: Offsets


def count_regimes(texts: Together, terms: TermCounts) -> RegimeCounts:
    """The listed wordings that occur in each text, counted four ways, given the counts of terms.

    A term is the longest wording at its place; nested counts those inside longer terms and words too.

    >>> texts = Together.of(["深化改革开放，推进体制改革。"])
    >>> counts = count_regimes(texts, count_terms(texts, [[(0, "")]])[0])
    >>> last = [[column[-1].item()] for column in (counts.n_string, counts.n_word, counts.n_term, counts.n_nested)]
    >>> texts.plain.inventory.tokens[counts.wording[-1]], *last
    ('改革开放', [1], [0], [1], [1])
    """
    known = texts.plain.inventory
    which, starts = texts.listed
    wordings = np.flatnonzero(np.bincount(which))
    place = np.full(len(known), -1)
    place[wordings] = np.arange(len(wordings))

    def by_cell(text: Offsets, numbers: Offsets, times: Offsets | None = None) -> Offsets:
        at = place[numbers]
        occurs = at >= 0
        weights = None if times is None else times[occurs]
        return np.bincount(text[occurs] * len(wordings) + at[occurs], weights, len(texts) * len(wordings)).astype(np.int64)

    n_string = by_cell(np.searchsorted(texts.begins, starts, side="right") - 1, which)
    n_word = by_cell(texts.text_of_word, texts.plain.numbers)
    n_term, n_inside = (by_cell(terms.text, terms.wording, times) for times in (terms.n, terms.n_inside))
    cells = np.flatnonzero(n_string)
    text, at = np.divmod(cells, max(len(wordings), 1))
    return RegimeCounts(text, wordings[at], n_string[cells], n_word[cells], n_term[cells], (n_term + n_inside)[cells])
