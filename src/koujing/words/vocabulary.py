"""The distinct tokens of a text, each judged once: whether it is a word, its part of speech, its place in sorting order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.lexicons import per_lexicon
from koujing.words.dictionary import is_known, part_of_speech
from koujing.words.segmenters import KNOWN_HAN, RARE_HAN

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WORD = re.compile(rf"[{KNOWN_HAN}{RARE_HAN}〇\d]")
TERM = "term"  # the tag of a listed term that the dictionary lacks
NUMERAL = re.compile(rf"[\d%]|^[{NUMERAL_CHARACTERS}]+$")


@dataclass(frozen=True)
class Vocabulary:
    """The distinct tokens of a text, numbered; every array has one cell per token. ``terms`` are the numbers of listed terms.

    The tokens of ``base``, another vocabulary, are the first of these, and are not judged again.

    >>> Vocabulary({"改革": 0, ",": 1, "55": 2}).are_words.tolist()
    [True, False, True]
    """

    numbers: dict[str, int] = field(default_factory=dict)
    terms: Sequence[int] = field(default=(), repr=False)
    base: Vocabulary | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def with_more(self, tokens: Iterable[str]) -> tuple[Vocabulary, Numbers]:
        """A vocabulary with these tokens too, and the number of each of them there.

        >>> Vocabulary({"改革": 0, ",": 1}).with_more(["开放", "改革", "开放"])[1].tolist()
        [2, 0, 2]
        """
        numbers = defaultdict(None, self.numbers)
        numbers.default_factory = numbers.__len__  # a new token takes the next number
        found = np.fromiter(map(numbers.__getitem__, tokens), np.int64)
        numbers.default_factory = None
        return Vocabulary(numbers, self.terms, self), found

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens in the order of their numbers."""
        return list(self.numbers)

    @cached_property
    def lengths(self) -> Numbers:
        """The number of characters of each token."""
        new = self._new
        lengths = np.fromiter(map(len, new), np.int64, len(new))
        return lengths if self.base is None else np.concatenate([self.base.lengths, lengths])

    @cached_property
    def are_words(self) -> Flags:
        """Which tokens count as words: those that ``is_word`` takes for one, and listed terms (GDP)."""
        new = self._new
        words = np.fromiter(map(is_word, new), np.bool_, len(new))
        words = words if self.base is None else np.concatenate([self.base.are_words, words])
        words[list(self.terms)] = True
        return words

    @cached_property
    def are_numerals(self) -> Flags:
        """Which tokens contain a digit or percent sign or consist of Chinese numerals only."""
        return np.fromiter((NUMERAL.search(token) is not None for token in self.tokens), np.bool_, len(self))

    @cached_property
    def tags(self) -> list[str]:
        """The part of speech of each token in the ICTCLAS set; outside the dictionary ``term`` for a listed term, else ``x``."""
        tags = [*(self.base.tags if self.base else ()), *map(part_of_speech, self._new)]
        for k in self.terms:
            if not is_known(self.tokens[k]):
                tags[k] = TERM
        return tags

    @cached_property
    def ranks(self) -> Numbers:
        """The place of each token in code point order."""
        ranks = np.empty(len(self), np.int64)
        ranks[sorted(range(len(self)), key=self.tokens.__getitem__)] = np.arange(len(self))
        return ranks

    @property
    def _new(self) -> list[str]:
        """The tokens that the base lacks."""
        return self.tokens[len(self.base.tokens) :] if self.base else self.tokens


def is_word(token: str) -> bool:
    """Whether a token counts as a word: it has a Han character or a digit and no masked part.

    >>> [is_word(token) for token in ("发展", "2013", "GDP", ",", "积极*")]
    [True, True, False, False, False]
    """
    return "*" not in token and WORD.search(token) is not None


def is_masked(token: str) -> bool:
    """Whether part of the token, or all of it, is hidden by a mask."""
    return "*" in token


@per_lexicon
def stop_words() -> frozenset[str]:
    """The function words and the user's own stop words; leaving them out is a choice each analysis states."""
    return frozenset(row["word"] for row in lexicons.load("stopwords"))


@cache
def function_words() -> frozenset[str]:
    """The function words of ``lexicons/stopwords.tsv``, whatever a user's lexicon adds: no cut depends on what is ranked."""
    return frozenset(row["word"] for row in lexicons.shipped("stopwords"))
