"""The dictionary of the engines: the part of speech of a word, how common it is, and the likeliest cut of a few characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

# The words of the texts from which the dictionary's frequencies were counted; both engines divide by this number.
_TOTAL = 60_101_967
# Longer words of the dictionary are names and proverbs that are cut nowhere else.
LONGEST = 12
UNKNOWN = log(2 * _TOTAL)  # the cost of a word that the dictionary lacks


def part_of_speech(word: str) -> str:
    """The part of speech in the dictionary; else ``m`` for digits, ``eng`` for Latin letters, ``x`` for unknown."""
    if entry := _dictionary().get(word):
        return entry[1]
    letters = [character for character in word if character.isascii() and character.isalnum()]
    if not letters:
        return "x"
    return "m" if all(character.isdigit() for character in letters) else "eng"


def is_known(word: str) -> bool:
    """Whether the dictionary has a word."""
    return word in _dictionary()


def cost(word: str) -> float:
    """How rare a word is: minus the logarithm of its share of running text; ``UNKNOWN`` if the dictionary lacks it.

    >>> cost("发展") < cost("发展中国家") < cost("发展中国") == UNKNOWN
    True
    """
    entry = _dictionary().get(word)
    return entry[0] if entry else UNKNOWN


def likeliest(text: str, word_cost: Callable[[str], float] = cost, longest: int = LONGEST) -> tuple[float, list[str]]:
    """The cut of a few characters into words that costs least, and its cost; single characters may be unknown.

    >>> likeliest("发展中国家里")[1], likeliest("发展中国家", longest=4)[1]
    (['发展中国家', '里'], ['发展', '中', '国家'])
    """
    best: list[tuple[float, int]] = [(0.0, 0)]  # by the number of characters: the cost, and where the last word begins
    for end in range(1, len(text) + 1):
        least = best[end - 1][0] + word_cost(text[end - 1]), end - 1
        for start in range(max(0, end - longest), end - 1):
            price = word_cost(text[start:end])
            if price < UNKNOWN and (option := (best[start][0] + price, start)) < least:
                least = option
        best.append(least)
    words, end = [], len(text)
    while end:
        words.append(text[best[end][1] : end])
        end = best[end][1]
    return best[-1][0], words[::-1]


class _Entries(dict[tuple[str, str], tuple[float, str]]):
    """Cost and part of speech, by a word's frequency and part of speech as the dictionary writes them: few of them differ."""

    def __missing__(self, written: tuple[str, str]) -> tuple[float, str]:
        entry = self[written] = (log(_TOTAL / max(int(written[0]), 1)), written[1])
        return entry


@cache
def _dictionary() -> dict[str, tuple[float, str]]:
    """The cost and the part of speech of each word of jieba's dictionary, with which both engines cut.

    For words outside it the engines would each guess a different tag (一是, firstly, would be a verb).
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed; its dictionary gives the parts of speech: pip install jieba")
    # Split at once: a line at a time takes half as long again.
    fields = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    entries = map(_Entries().__getitem__, zip(fields[1::3], fields[2::3], strict=True))
    return dict(zip(fields[::3], entries, strict=True))
