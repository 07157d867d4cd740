"""Several texts, cut into words and terms at once: what costs the same for a short text and a long one is paid once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from koujing.words.cutting import cut_words
from koujing.words.inventory import Flags, inventory
from koujing.words.terms import listed_finder
from koujing.words.tokens import Offsets, Tokens, joined_tokens


@dataclass(frozen=True)
class Together:
    """Texts one behind the other, a line end between; text k begins at ``begins[k]`` of ``text``, the last ends at ``begins[-1] - 1``.

    No word or term goes on from one text into the next, and none is judged by what another text has.

    >>> both = Together.of(["科技改革", "改革。"])
    >>> both.plain.words, both.units.words, both.of_text(1).starts.tolist()
    (['深化', '改革', '\\n', '改革', '。'], ['深化', '改革', '\\n', '改革', '。'], [0, 2])
    """

    text: str
    begins: Offsets
    plain: Tokens = field(repr=False)  # words

    @classmethod
    def of(cls, texts: Sequence[str]) -> Together:
        """These texts."""
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        text = "\n".join(texts)
        known = inventory()
        words = cut_words(text, "rjieba", borders=(begins[1:-1] - 1).tolist())
        return cls(text, begins, Tokens.numbered(known, known.numbers_of(words)))

    def __len__(self) -> int:
        return len(self.begins) - 1

    def of_text(self, k: int) -> Tokens:
        """The words of one of the texts."""
        first, stop = np.searchsorted(self.plain.starts, (self.begins[k], self.begins[k + 1] - 1))
        return Tokens.numbered(self.plain.vocabulary.inventory, self.plain.numbers[first:stop])

    @cached_property
    def units(self) -> Tokens:
        """The words with the listed terms joined."""
        return self._joined[0]

    @cached_property
    def are_words(self) -> Flags:
        """Which units are words or, whatever their characters, are a listed term somewhere in their text (GDP)."""
        is_word = self.units.vocabulary.judged["is_word"]
        words: Flags = is_word[self.units.ids]
        are_terms = np.zeros_like(is_word)
        are_terms[self.units.ids[self.terms]] = True
        may_be = np.flatnonzero((are_terms & ~is_word)[self.units.ids])
        words[may_be] = np.isin(self.cells(may_be), self.cells(self.terms))
        return words

    @property
    def terms(self) -> Offsets:
        """Which units are listed terms."""
        return self._joined[1]

    @cached_property
    def bounds(self) -> Offsets:
        """The unit with which each text begins, and how many there are."""
        return np.searchsorted(self.units.starts, self.begins)

    @cached_property
    def text_of(self) -> Offsets:
        """The number of the text of each unit."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    @cached_property
    def text_of_word(self) -> Offsets:
        """The number of the text of each word."""
        return np.repeat(np.arange(len(self)), np.diff(np.searchsorted(self.plain.starts, self.begins)))

    def cells(self, units: Offsets) -> Offsets:
        """A number for the text and the wording of each of these units."""
        return self.text_of[units] * len(self.units.vocabulary) + self.units.ids[units]

    @cached_property
    def _joined(self) -> tuple[Tokens, Offsets]:
        return joined_tokens(self.text, self.plain, listed_finder())
