"""The distinct tokens of a text: whether each is a word, its part of speech, its place in sorting order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from koujing import lexicons
from koujing.lexicons import per_lexicon
from koujing.words.inventory import TERM, Flags, Inventory, Numbers, Rows


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
    def judged(self) -> Rows:
        """What the inventory knows of each token."""
        return self.inventory.judged(self.numbers)

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens as strings."""
        return list(map(self.inventory.tokens.__getitem__, self.numbers.tolist()))

    @cached_property
    def lengths(self) -> Numbers:
        """The number of characters of each token."""
        return self.judged["length"].astype(np.int64)

    @cached_property
    def are_words(self) -> Flags:
        """Which tokens count as words: those that ``is_word`` takes for one, and listed terms (GDP)."""
        words = self.judged["is_word"].copy()
        words[self.terms] = True
        return words

    @property
    def are_numerals(self) -> Flags:
        """Which tokens contain a digit or percent sign or consist of Chinese numerals only."""
        return self.judged["is_numeral"]

    @cached_property
    def tags(self) -> list[str]:
        """The part of speech of each token in the ICTCLAS set; outside the dictionary ``term`` for a listed term, else ``x``."""
        tags = list(map(self.inventory.tags.__getitem__, self.judged["tag"].tolist()))
        for k in self.terms.tolist():
            if not self.judged["is_known"][k]:
                tags[k] = TERM
        return tags

    @cached_property
    def ranks(self) -> Numbers:
        """The place of each token in code point order."""
        begin = self.judged["begin"]
        order = np.argsort(begin, kind="stable")
        alike = begin[order][1:] == begin[order][:-1]
        tied = np.flatnonzero(np.append(alike, False) | np.append(False, alike)) if len(alike) else order[:0]
        order[tied] = sorted(order[tied].tolist(), key=self.tokens.__getitem__)
        ranks = np.empty(len(self), np.int64)
        ranks[order] = np.arange(len(self))
        return ranks


@per_lexicon
def stop_words() -> frozenset[str]:
    """The function words and the user's own stop words; leaving them out is a choice each analysis states."""
    return frozenset(row["word"] for row in lexicons.load("stopwords"))


@cache
def function_words() -> frozenset[str]:
    """The function words of ``lexicons/stopwords.tsv``, whatever a user's lexicon adds: no cut depends on what is ranked."""
    return frozenset(row["word"] for row in lexicons.shipped("stopwords"))
