"""All words of a list in one look at a text: its characters are paired in a table, and only where a pair begins a word is it read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

import numpy as np

from koujing.chinese.places import Characters, Flags, Numbers, matches_at
from koujing.chinese.rules import trie_pattern


class WordList:
    """The words of a list, to be found in texts.

    >>> [match[0] for match in WordList({"要", "不得", "不得不"}).find(Characters("要修路，不得停，不得不修"))]
    ['要', '不得', '不得不']
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)

    def find(self, characters: Characters) -> Iterator[re.Match[str]]:
        """Where words stand, in order: the longest of those that begin at one place, and none within another."""
        return matches_at(self._pattern, characters.text, self.begins(characters))

    def begins(self, characters: Characters) -> list[int]:
        """Where two characters stand with which a word begins: a word of two is there, of a longer one only its beginning.

        >>> WordList({"不得", "不得不"}).begins(Characters("不得停，不得不修"))
        [0, 4]
        """
        pairs, numbers = self._pairs, self._numbers
        known = numbers[np.where(characters.points < len(numbers), characters.points, 0)]
        begins: list[int] = np.flatnonzero(pairs[known, np.append(known[1:], 0)]).tolist()
        return begins

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(trie_pattern(self._words))

    @cached_property
    def _numbers(self) -> Numbers:
        """A small number for each character that is first or second in a word, 0 for all others."""
        heads = sorted({char for word in self._words for char in word[:2]})
        numbers = np.zeros(max(map(ord, heads), default=0) + 1, np.int64)
        numbers[[ord(char) for char in heads]] = np.arange(1, len(heads) + 1)
        return numbers

    @cached_property
    def _pairs(self) -> Flags:
        """By two characters: whether a word begins so; one of a single character does before any."""
        numbers = self._numbers
        pairs = np.zeros((numbers.max(initial=0) + 1,) * 2, np.bool_)
        for word in self._words:
            pairs[numbers[ord(word[0])], numbers[ord(word[1])] if word[1:] else slice(None)] = True
        return pairs
