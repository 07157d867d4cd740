"""Several texts, cut into words and terms at once: what costs the same for a short text and a long one is paid once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from koujing.words.cutting import cut_words
from koujing.words.inventory import WIDTH, Flags
from koujing.words.terms import listed_finder
from koujing.words.tokens import Offsets, Tokens, join_terms


@dataclass(frozen=True)
class Together:
    """Texts one behind the other, with a line end between; text k begins at ``begins[k]``, and the last ends at ``begins[-1] - 1``.

    No word or term goes on from one text into the next, and none is judged by what another text has.

    >>> both = Together.of(["科技改革", "改革。"])
    >>> both.plain.words, both.units.words, both.of_text(1).starts.tolist()
    (['科技', '改革', '\\n', '改革', '。'], ['科技', '改革', '\\n', '改革', '。'], [0, 2])
    """

    begins: Offsets
    plain: Tokens = field(repr=False)  # words
    units: Tokens = field(repr=False)  # these with the listed terms joined
    listed: Offsets = field(repr=False)  # the number and the place of every listed wording, torn or not

    @classmethod
    def of(cls, texts: Sequence[str]) -> Together:
        """These texts."""
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        text = "\n".join(texts)
        plain = Tokens.of(cut_words(text, "rjieba", borders=(begins[1:-1] - 1).tolist()))
        return cls(begins, plain, join_terms(text, plain), np.array(listed_finder().strings(text)))

    @classmethod
    def joined(cls, parts: Sequence[Together]) -> Together:
        """Texts that were cut at different times, with one inventory.

        >>> parts = [Together.of(["科技改革"]), Together.of(["改革。", "发展"])]
        >>> Together.joined(parts).plain.words
        ['科技', '改革', '\\n', '改革', '。', '\\n', '发展']
        """
        offsets = np.cumsum([0, *(part.begins[-1] for part in parts)])
        begins = [*(part.begins[:-1] + offset for part, offset in zip(parts, offsets, strict=False)), offsets[-1:]]
        listed = [part.listed + np.array([[0], [offset]]) for part, offset in zip(parts, offsets, strict=False)]
        plain, units = Tokens.joined([part.plain for part in parts], offsets), Tokens.joined([part.units for part in parts], offsets)
        return cls(np.concatenate(begins), plain, units, np.concatenate(listed, axis=1))

    def __len__(self) -> int:
        return len(self.begins) - 1

    def of_text(self, k: int) -> Tokens:
        """The words of one of the texts."""
        words, begin = self.plain, self.begins[k]
        own = slice(*np.searchsorted(words.starts, (begin, self.begins[k + 1] - 1)))
        return Tokens(words.inventory, words.numbers[own], words.starts[own] - begin)

    @cached_property
    def are_words(self) -> Flags:
        """Which units are words or, whatever their characters, are a listed term somewhere in their text (GDP)."""
        units, is_word = self.units, self.units.inventory.column("is_word")
        words: Flags = is_word[units.numbers]
        terms = units.terms[~is_word[units.numbers[units.terms]]]
        are_terms = np.zeros_like(is_word)
        are_terms[units.numbers[terms]] = True
        may_be = np.flatnonzero(are_terms[units.numbers])
        words[may_be] = np.isin(self.cells(may_be), self.cells(terms))
        return words

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
        return self.text_of[units] * WIDTH + self.units.numbers[units]
