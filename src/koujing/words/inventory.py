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
Rows = npt.NDArray[Any]

WORD = re.compile(rf"[{KNOWN_HAN}{RARE_HAN}〇\d]")
NUMERAL = re.compile(rf"[\d%]|^[{NUMERAL_CHARACTERS}]+$")
SENTENCE_END = frozenset("。！？!?\n")
TERM = "term"  # the tag of a listed term that the dictionary lacks

# An inventory is given up for a new one before the next text once it holds so many tokens, some 45 MB. In reports and news these
# are the different tokens of about 100 MB.
_MOST = 2**17

# What is judged of each token; ``begin`` are its first three characters as one number, ``inside`` is where the wordings in it
# begin in a list of all, and ``n_inside`` how many there are, or -1 as long as nobody asked.
_JUDGED = np.dtype(
    [("begin", "i8"), ("inside", "i4"), ("length", "i4"), ("n_inside", "i2"), ("tag", "i2")]
    + [(name, "?") for name in ("is_word", "is_numeral", "is_known", "ends")]
)
_INSIDE = np.dtype([("number", "i4"), ("times", "i4")])


class Inventory:
    """The tokens that were met so far, in order; the first are those given at the beginning.

    >>> tokens = Inventory(["改革"])
    >>> tokens.numbers_of(["发展", "改革", "，", "发展"]).tolist(), tokens.judged([0, 2])["is_word"].tolist()
    ([1, 0, 2, 1], [True, False])
    """

    def __init__(self, first: Collection[str]) -> None:
        self.tokens: list[str] = []
        self.tags = [TERM]
        self._numbers: defaultdict[str, int] = defaultdict(None)
        self._numbers.default_factory = self._numbers.__len__  # a new token takes the next number
        self._tag_numbers = {TERM: 0}
        self._judged, self._inside = _Growing(_JUDGED), _Growing(_INSIDE)
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
                self._judged.extend(self._judge(new))
                self.tokens += new
        return numbers

    def judged(self, numbers: Numbers | Sequence[int]) -> Rows:
        """What is known of the tokens with these numbers: a row of named fields for each."""
        return self._judged.rows[numbers]

    def inside(self, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How many wordings stand inside each of these different tokens, of more than two characters; and, for all of them one behind
        the other, the wordings' numbers and how often each stands there."""
        judged = self.judged(numbers)
        new = judged["n_inside"] < 0
        if new.any():
            self._look_inside(numbers[new])
            judged = self.judged(numbers)
        held = judged["n_inside"].astype(np.int64)
        at = np.arange(held.sum()) + np.repeat(judged["inside"] - np.cumsum(held) + held, held)
        inner = self._inside.rows[at]
        return held, inner["number"].astype(np.int64), inner["times"].astype(np.int64)

    def _look_inside(self, numbers: Numbers) -> None:
        with self._lock:
            held = [inner_wordings(self.tokens[k]) for k in numbers.tolist()]
            flat = list(chain.from_iterable(held))
            inner = np.empty(len(flat), _INSIDE)
            inner["number"], inner["times"] = self.numbers_of([word for word, _ in flat]), [times for _, times in flat]
            sizes = np.fromiter(map(len, held), np.int64, len(held))
            first = self._inside.extend(inner)
            rows = self._judged.rows
            rows["inside"][numbers], rows["n_inside"][numbers] = first + np.cumsum(sizes) - sizes, sizes

    def _judge(self, new: Sequence[str]) -> Rows:
        rows = np.zeros(len(new), _JUDGED)
        rows["begin"] = np.array(new, "U3").view(np.uint32).reshape(-1, 3).astype(np.int64) @ (1 << 42, 1 << 21, 1)
        rows["length"], rows["n_inside"] = list(map(len, new)), -1
        rows["tag"] = list(map(self._tag_number, map(part_of_speech, new)))
        rows["is_word"], rows["is_known"] = list(map(is_word, new)), list(map(is_known, new))
        rows["is_numeral"] = [NUMERAL.search(token) is not None for token in new]
        rows["ends"] = [token in SENTENCE_END or "\n" in token for token in new]
        return rows

    def _tag_number(self, tag: str) -> int:
        if tag not in self._tag_numbers:
            self._tag_numbers[tag] = len(self.tags)
            self.tags.append(tag)
        return self._tag_numbers[tag]


class _Growing:
    """An array that rows are added to; its memory doubles, so that a row is copied twice at most, on average."""

    def __init__(self, kind: np.dtype[Any]) -> None:
        self._rows, self._n = np.zeros(2**12, kind), 0

    @property
    def rows(self) -> Rows:
        return self._rows[: self._n]

    def extend(self, rows: Rows) -> int:
        """Add rows, and say where the first of them stands."""
        first, self._n = self._n, self._n + len(rows)
        if self._n > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros(max(self._n, len(self._rows)), self._rows.dtype)])
        self._rows[first : self._n] = rows
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


def is_word(token: str) -> bool:
    """Whether a token counts as a word: it has a Han character or a digit and no masked part.

    >>> [is_word(token) for token in ("发展", "2013", "GDP", ",", "积极*")]
    [True, True, False, False, False]
    """
    return "*" not in token and WORD.search(token) is not None


def is_masked(token: str) -> bool:
    """Whether part of the token, or all of it, is hidden by a mask."""
    return "*" in token

