"""Every token that the process has met, numbered and judged once: whether it is a word, its part of speech, what stands inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain, islice
from threading import RLock
from typing import Any

import numpy as np
import numpy.typing as npt

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.words.dictionary import is_known, part_of_speech
from koujing.words.nested import inner_wordings
from koujing.words.segmenters import KNOWN_HAN, RARE_HAN
from koujing.words.terms import listed_finder

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Cells = npt.NDArray[Any]

WORD = re.compile(rf"[{KNOWN_HAN}{RARE_HAN}〇\d]")
NUMERAL = re.compile(rf"[\d%]|^[{NUMERAL_CHARACTERS}]+$")
SENTENCE_END = frozenset("。！？!?\n")
TERM = "term"  # the tag of a listed term that the dictionary lacks

# An inventory is given up for a new one before the next text once it holds so many tokens, some 45 MB. In reports and news these
# are the different tokens of about 100 MB.
_MOST = 2**17

WIDTH = 2**31  # more than there are numbers in any inventory

# What is kept of each token: its first four characters as one number, in which all beyond the basic plane are its last; where the
# wordings inside it begin in a list of all, and how many there are, or -1 as long as nobody asked; how many characters it has; and
# the number of its part of speech.
_LAST = 2**16 - 1
_KINDS = {"begin": "u8", "inside": "i4", "n_inside": "i4", "length": "i4", "tag": "i4"}
_KINDS |= dict.fromkeys(("is_word", "is_numeral", "is_known", "ends_sentence"), "?")


class Inventory:
    """The tokens that were met so far, in order; the first are those given at the beginning.

    >>> tokens = Inventory(["改革"])
    >>> tokens.numbers_of(["发展", "改革", "，", "发展"]).tolist(), tokens.column("is_word").tolist()
    ([1, 0, 2, 1], [True, True, False])
    """

    def __init__(self, first: Collection[str]) -> None:
        self.tokens: list[str] = []
        self.tags = [TERM]
        self._numbers: defaultdict[str, int] = defaultdict(None)
        self._numbers.default_factory = self._numbers.__len__  # a new token takes the next number
        self._tag_numbers = {TERM: 0}
        self._columns = {name: _Growing(kind) for name, kind in _KINDS.items()}
        self._inner, self._times = _Growing("i8"), _Growing("i8")
        self._lock = RLock()
        self.n_first = len(self.numbers_of(first))

    def __len__(self) -> int:
        return len(self.tokens)

    def numbers_of(self, tokens: Collection[str]) -> Numbers:
        """The number of each token; one that was not met before takes the next."""
        with self._lock:
            numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, len(tokens))
            new = list(islice(reversed(self._numbers), len(self._numbers) - len(self.tokens)))[::-1]
            if new:
                for name, cells in self._judge(new).items():
                    self._columns[name].extend(cells)
                self.tokens += new
        return numbers

    def column(self, name: str) -> Cells:
        """What is known of every token: ``is_word``, ``length`` …, by its number."""
        return self._columns[name].cells

    def inside(self, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How many wordings stand inside each of these different tokens, of more than two characters; and, for all of them one behind
        the other, the wordings' numbers and how often each stands there."""
        new = self.column("n_inside")[numbers] < 0
        if new.any():
            self._look_inside(numbers[new])
        held = self.column("n_inside")[numbers].astype(np.int64)
        at = ranges(self.column("inside")[numbers], held)
        return held, self._inner.cells[at], self._times.cells[at]

    def ranks(self, numbers: Numbers) -> Numbers:
        """The places of these different tokens in code point order."""
        begin = self.column("begin")[numbers]
        order = np.argsort(begin)
        begin = begin[order]
        is_next_alike = np.append(begin[1:] == begin[:-1], False)[: len(begin)]
        tied = np.flatnonzero(is_next_alike | np.append(False, is_next_alike)[: len(begin)])
        strings = [(self.tokens[number], at) for number, at in zip(numbers[order[tied]].tolist(), order[tied].tolist(), strict=True)]
        order[tied] = [at for _, at in sorted(strings)]
        ranks = np.empty(len(numbers), np.int64)
        ranks[order] = np.arange(len(numbers))
        return ranks

    def _look_inside(self, numbers: Numbers) -> None:
        with self._lock:
            held = [inner_wordings(self.tokens[k]) for k in numbers.tolist()]
            flat = list(chain.from_iterable(held))
            sizes = np.fromiter(map(len, held), np.int64, len(held))
            first = self._inner.extend(self.numbers_of([word for word, _ in flat]))
            self._times.extend([times for _, times in flat])
            self.column("inside")[numbers] = first + np.cumsum(sizes) - sizes
            self.column("n_inside")[numbers] = sizes

    def _judge(self, new: Sequence[str]) -> dict[str, Sequence[Any] | Cells]:
        first = np.minimum(np.array(new, "U4").view(np.uint32).reshape(-1, 4), _LAST).astype(np.uint64)
        first[np.cumsum(first == _LAST, axis=1) > (first == _LAST)] = 0  # behind what is not told apart nothing is
        return {
            "begin": first @ np.array([2**48, 2**32, 2**16, 1], np.uint64),
            "inside": [0] * len(new),
            "n_inside": [-1] * len(new),
            "length": list(map(len, new)),
            "tag": [self._tag_number(part_of_speech(token)) for token in new],
            "is_word": list(map(is_word, new)),
            "is_numeral": [NUMERAL.search(token) is not None for token in new],
            "is_known": list(map(is_known, new)),
            "ends_sentence": [token in SENTENCE_END or "\n" in token for token in new],
        }

    def _tag_number(self, tag: str) -> int:
        if tag not in self._tag_numbers:
            self._tag_numbers[tag] = len(self.tags)
            self.tags.append(tag)
        return self._tag_numbers[tag]


class _Growing:
    """An array that cells are added to; its memory doubles, so that on average a cell is copied twice at most."""

    def __init__(self, kind: str) -> None:
        self._cells, self._n = np.zeros(2**12, kind), 0

    @property
    def cells(self) -> Cells:
        return self._cells[: self._n]

    def extend(self, cells: Sequence[Any] | Cells) -> int:
        """Add cells, and say where the first of them stands."""
        first, self._n = self._n, self._n + len(cells)
        if self._n > len(self._cells):
            self._cells = np.concatenate([self._cells, np.zeros(max(self._n, len(self._cells)), self._cells.dtype)])
        self._cells[first : self._n] = cells
        return first


def inventory() -> Inventory:
    """The inventory for the lexicon in use, which begins with the listed wordings, in the order of ``listed_finder().names``."""
    kept = _kept(frozenset(lexicons.in_use().files.items()))
    if not kept or len(kept[0]) > _MOST:
        kept[:] = [Inventory(listed_finder().names)]
    return kept[0]


@lru_cache(maxsize=2)
def _kept(_: frozenset[tuple[str, str]]) -> list[Inventory]:
    return []


def distinct(numbers: Numbers, below: int) -> tuple[Numbers, Numbers]:
    """The different ones of some numbers, all less than ``below``, as they come; and for each number its place among them.

    >>> [found.tolist() for found in distinct(np.array([5, 2, 5, 0]), 6)]
    [[5, 2, 0], [0, 1, 0, 2]]
    """
    at = np.arange(len(numbers))
    first = np.empty(below, np.int64)
    first[numbers[::-1]] = at[::-1]  # of the places of a number the last that is written stays
    first = first[numbers]
    is_first = first == at
    return numbers[is_first], (np.cumsum(is_first) - 1)[first]


def ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The whole numbers from each start on, one behind the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(sizes) - sizes
    numbers: Numbers = np.arange(sizes.sum()) + np.repeat(starts - before, sizes)
    return numbers


def ascending(numbers: Numbers) -> Numbers:
    """Where whole numbers of at least 0 stand, from the least to the greatest, equal ones as they come.

    Where there is room, each is sorted with its place as one number, in a fifth of the time that ``argsort`` takes.

    >>> ascending(np.array([7, 3, 7])).tolist()
    [1, 0, 2]
    """
    room = len(numbers).bit_length()
    if int(numbers.max(initial=0)).bit_length() + room > 63:
        return np.argsort(numbers, kind="stable")
    packed = numbers << room | np.arange(len(numbers))
    packed.sort()
    return packed & (1 << room) - 1


def sums(cells: Cells, bounds: Numbers) -> Numbers:
    """The sum of the cells from each bound up to the next, the first being 0 and the last the number of cells.

    >>> sums(np.array([True, True, False]), np.array([0, 2, 2, 3])).tolist()
    [2, 0, 0]
    """
    begins, totals = bounds[:-1], np.zeros(len(bounds) - 1, np.int64)
    some = begins < bounds[1:]
    totals[some] = np.add.reduceat(cells, begins[some], dtype=np.int64) if len(cells) else 0
    return totals


def is_word(token: str) -> bool:
    """Whether a token counts as a word: it has a Han character or a digit and no masked part.

    >>> [is_word(token) for token in ("发展", "2013", "GDP", ",", "积极*")]
    [True, True, False, False, False]
    """
    return "*" not in token and WORD.search(token) is not None


def is_masked(token: str) -> bool:
    """Whether part of the token, or all of it, is hidden by a mask."""
    return "*" in token

