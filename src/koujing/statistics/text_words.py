"""The words of a text by their places, and their kinds; cut when first asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property, lru_cache

from koujing.lexicons.listed import joined
from koujing.statistics.word_kinds import in_context, kind_of_word
from koujing.words.dictionary import cost
from koujing.words.segmenters import segmenter
from koujing.words.tokens import Tokens

# A word that begins before a part and reaches into it is cut again with so many characters.
_AGAIN = 12
# The parts around one statistic that are asked for again.
_RECENT = 8


class TextWords:
    """The words of one text; ``cut`` gives them when they are first needed.

    >>> from koujing.words.tokens import tokenize
    >>> TextWords(text := "全县新建学校3所", lambda: tokenize(text, terms=False)).between(0, 6)
    ([0, 2, 4, 6], ('owner', 'attribute', 'noun'))
    """

    def __init__(self, text: str, cut: Callable[[], Tokens]) -> None:
        self.text, self._cut = text, cut
        self.between = lru_cache(_RECENT)(self._between)

    @cached_property
    def _tokens(self) -> Tokens:
        return self._cut()

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = self._tokens.starts.tolist()
        return [*starts, len(self.text)]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The wordings that are one term wherever they stand."""
        return joined()

    def _between(self, first: int, stop: int) -> tuple[list[int], tuple[str, ...]]:
        """Where the words of a part of the text begin, with its end, and their kinds; a word that reaches into it is cut again."""
        starts = self._starts
        i = bisect_left(starts, first)
        j = bisect_left(starts, stop, i)
        known = self._tokens.inventory.tokens
        at, kinds = starts[i:j], [kind_of_word(known[k]) for k in self._tokens.numbers[i:j].tolist()]
        if first < stop and (not at or at[0] > first):
            at, kinds = self._cut_again(first, stop, at, kinds)
        if at and starts[j] > stop:
            kinds[-1] = kind_of_word(self.text[at[-1] : stop])
        at.append(stop)
        return at, in_context(kinds)

    def _cut_again(self, first: int, stop: int, at: list[int], kinds: list[str]) -> tuple[list[int], list[str]]:
        """The words with those that begin the part cut again, up to where a new word begins with an old one."""
        places, new = [first], []
        for word in segmenter("rjieba")(self.text[first : min(stop, first + _AGAIN)]):
            new.append(kind_of_word(word))
            places.append(places[-1] + len(word))
            if places[-1] in at:
                break
        k = bisect_left(at, places.pop())
        return [*places, *at[k:]], [*new, *kinds[k:]]

    def word_end(self, stop: int) -> int:
        """The end of the word around a place if the word is likelier whole than cut there: 固定资|产, but not 全长|约."""
        j = bisect_left(self._starts, stop)
        start, end = self._starts[j - 1], self._starts[j]
        if end == stop or not j:
            return stop
        return end if _is_whole(self.text[start:stop], self.text[stop:end]) else stop

    def kind_at(self, at: int) -> str:
        """The kind of the first word that begins at a place or behind it."""
        return self._kind(bisect_left(self._starts, at))

    def kind_before(self, at: int) -> str:
        """The kind of the last word that begins before a place."""
        return self._kind(max(bisect_left(self._starts, at) - 1, 0))

    def _kind(self, k: int) -> str:
        tokens = self._tokens
        return kind_of_word(tokens.inventory.tokens[tokens.numbers[k]]) if k < len(tokens.numbers) else "mark"


@lru_cache(2**12)
def _is_whole(left: str, right: str) -> bool:
    """Whether two parts are likelier one word."""
    return cost(left + right) + 2 < cost(left) + cost(right)
