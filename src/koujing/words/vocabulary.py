"""The distinct tokens of a text: whether each is a word, its part of speech, its place in sorting order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from koujing import lexicons
from koujing.lexicons import per_lexicon
from koujing.words.inventory import TERM, Flags, Inventory, Numbers


@dataclass(frozen=True)
class Vocabulary:
    """The distinct tokens of a text in order of first use, by their numbers in the inventory; every array has one cell per token.

    ``terms`` are those that the text uses as listed terms.

    >>> tokens = Inventory([])
    >>> Vocabulary(tokens, tokens.numbers_of(["改革", ",", "55"])).are_words.tolist()
    [True, False, True]
    """

    inventory: Inventory
    numbers: Numbers
    terms: Numbers = field(default_factory=lambda: np.empty(0, np.int64), repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens as strings."""
        return list(map(self.inventory.tokens.__getitem__, self.numbers.tolist()))

    @cached_property
    def lengths(self) -> Numbers:
        """The number of characters of each token."""
        return self.inventory.column("length")[self.numbers].astype(np.int64)

    @cached_property
    def are_words(self) -> Flags:
        """Which tokens count as words: those that ``is_word`` takes for one, and listed terms (GDP)."""
        words: Flags = self.inventory.column("is_word")[self.numbers]
        words[self.terms] = True
        return words

    @cached_property
    def tags(self) -> list[str]:
        """The part of speech of each token in the ICTCLAS set; outside the dictionary ``term`` for a listed term, else ``x``."""
        known, tag = (self.inventory.column(name)[self.numbers] for name in ("is_known", "tag"))
        tag[self.terms[~known[self.terms]]] = self.inventory.tags.index(TERM)
        return list(map(self.inventory.tags.__getitem__, tag.tolist()))


@per_lexicon
def stop_words() -> frozenset[str]:
    """The function words and the user's own stop words; leaving them out is a choice each analysis states."""
    return frozenset(row["word"] for row in lexicons.load("stopwords"))


@cache
def function_words() -> frozenset[str]:
    """The function words of ``lexicons/stopwords.tsv``, whatever a user's lexicon adds: no cut depends on what is ranked."""
    return frozenset(row["word"] for row in lexicons.shipped("stopwords"))
