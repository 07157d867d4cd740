"""The words of the lexicon ``statistic_words``, each use as a set and as a pattern."""

from __future__ import annotations

from functools import cache

from koujing import lexicons
from koujing.chinese.rules import trie_pattern


@cache
def listed(use: str) -> frozenset[str]:
    """The words of one use.

    >>> "面积" in listed("naming"), "路" in listed("short_noun")
    (True, True)
    """
    return next(frozenset(row["words"].split()) for row in lexicons.load("statistic_words") if row["use"] == use)


@cache
def any_of(use: str) -> str:
    """A pattern that matches the longest word of one use."""
    return trie_pattern(listed(use))
