"""The recurring strings of a corpus, each linked to the two that are one character shorter; all measures of a string follow these links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from koujing.slogans.beginnings import Floats, Strings
from koujing.slogans.pieces import Alphabet, Codes, Ints, Numbers


@dataclass(frozen=True)
class Repeats:
    """Recurring strings by length; a string is known by its length and its number among those, which are in order.

    ``levels[k]`` has those of ``k`` characters from 2 up, and ``tails[k]`` the number of each without its first character.
    ``characters`` counts the single ones, by their numbers in the ``alphabet``.
    """

    alphabet: Alphabet
    characters: Ints
    levels: dict[int, Strings]
    tails: dict[int, Numbers]

    def n(self, length: int) -> Numbers:
        """How often each string of ``length`` occurs, overlapping occurrences too."""
        return self.characters if length == 1 else self.levels[length].n

    def beginnings_of(self, length: int, strings: Numbers) -> dict[int, Numbers]:
        """For every shorter length down to 1, the strings with which these begin."""
        return self._shorter(length, strings, {k: level.shorter for k, level in self.levels.items()})

    def ends_of(self, length: int, strings: Numbers) -> dict[int, Numbers]:
        """For every shorter length down to 1, the strings with which these end."""
        return self._shorter(length, strings, self.tails)

    def _shorter(self, length: int, strings: Numbers, links: dict[int, Numbers]) -> dict[int, Numbers]:
        found = {length: strings}
        for k in range(length, 1, -1):
            found[k - 1] = links[k][found[k]]
        return found

    def cohesion(self, length: int, strings: Numbers) -> Floats:
        """Pointwise mutual information in bits at the split where it is least."""
        heads, tails = self.beginnings_of(length, strings), self.ends_of(length, strings)
        most = np.zeros(len(strings))
        for k in range(1, length):
            most = np.maximum(most, self.n(k)[heads[k]] * self.n(length - k)[tails[length - k]].astype(float))
        return np.log2(self.n(length)[strings].astype(np.int64) * int(self.characters.sum()) / most)

    def codes(self, length: int, strings: Numbers) -> Codes:
        """The numbers of the characters of each string, one row each."""
        heads = self.beginnings_of(length, strings)
        return np.stack([heads[1], *(self.levels[k].last[heads[k]] for k in range(2, length + 1))], axis=1)

    def find(self, length: int, words: Iterable[str]) -> Numbers:
        """The numbers of those words that have this length and recur."""
        points = [[ord(one) for one in word] for word in words if len(word) == length]
        codes = self.alphabet.numbers[np.array(points, dtype=np.int64).reshape(-1, length)].astype(np.int64)
        found = codes[:, 0]
        for k in range(2, length + 1):
            keys, asked = _keys(self.levels[k], self.alphabet.size), found * self.alphabet.size + codes[:, k - 1]
            at = np.searchsorted(keys, asked)
            known = np.append(keys, -1)[at] == asked
            found, codes = at[known], codes[known]
        return found


def _keys(level: Strings, size: int) -> Ints:
    """A number for each string of one length by which they are sorted."""
    return level.shorter.astype(np.int64) * size + level.last


def join_strings(alphabet: Alphabet, characters: Ints, groups: Iterable[Sequence[Strings]], longest: int) -> Repeats:
    """All strings from groups that are in order, each of which has its strings by length from 2 to ``longest``."""
    levels = _joined(groups, longest)
    return Repeats(alphabet, characters, levels, _tails(levels, alphabet.size))


def _joined(found: Iterable[Sequence[Strings]], longest: int) -> dict[int, Strings]:
    """The strings of all groups by length, numbered throughout."""
    parts: dict[int, list[Strings]] = {length: [] for length in range(2, longest + 1)}
    known = dict.fromkeys(range(1, longest + 1), 0)
    for group in found:
        for length, strings in zip(parts, group, strict=True):
            shorter, measured = strings.shorter + known[length - 1], strings.measured + known[length]
            parts[length].append(strings._replace(shorter=shorter, measured=measured))
        for length, strings in zip(parts, group, strict=True):
            known[length] += len(strings.n)
    return {length: Strings(*map(np.concatenate, zip(*parts.pop(length), strict=True))) for length in list(parts)}


def _tails(levels: dict[int, Strings], size: int) -> dict[int, Numbers]:
    """For each length, the number of each string without its first character."""
    tails: dict[int, Numbers] = {2: levels[2].last.astype(np.int32)}
    for length in range(3, len(levels) + 2):
        level = levels[length]
        asked = tails[length - 1][level.shorter].astype(np.int64) * size + level.last
        tails[length] = np.searchsorted(_keys(levels[length - 1], size), asked).astype(np.int32)
    return tails
