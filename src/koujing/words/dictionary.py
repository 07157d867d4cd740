"""The dictionary of the engines: the part of speech of a word, how common it is, and the likeliest cut of a few characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

# The words of the texts from which the dictionary's frequencies were counted; both engines divide by this number.
_TOTAL = 60_101_967
# Longer words of the dictionary are names and proverbs that are cut nowhere else.
_LONGEST = 12
UNKNOWN = log(2 * _TOTAL)  # the cost of a word that the dictionary lacks


@lru_cache(maxsize=2**17)
def part_of_speech(word: str) -> str:
    """The part of speech in the dictionary; else ``m`` for digits, ``eng`` for Latin letters, ``x`` for unknown."""
    at, fields = _dictionary()
    if word in at:
        return fields[at[word] + 1]
    letters = [character for character in word if character.isascii() and character.isalnum()]
    if not letters:
        return "x"
    return "m" if all(character.isdigit() for character in letters) else "eng"


def is_known(word: str) -> bool:
    """Whether the dictionary has a word."""
    return word in _dictionary()[0]


def cost(word: str) -> float:
    """How rare a word is: minus the logarithm of its share of running text; ``UNKNOWN`` if the dictionary lacks it.

    >>> cost("发展") < cost("发展中国家") < cost("发展中国") == UNKNOWN
    True
    """
    at, fields = _dictionary()
    return log(_TOTAL / max(int(fields[at[word]]), 1)) if word in at else UNKNOWN


def likeliest(text: str, word_cost: Callable[[str], float] = cost) -> tuple[float, list[str]]:
    """The cut of a few characters into words that costs least, and its cost; single characters may be unknown.

    >>> likeliest("发展中国家里")[1]
    ['发展中国家', '里']
    """
    best: list[tuple[float, int]] = [(0.0, 0)]  # by the number of characters: the cost, and where the last word begins
    for end in range(1, len(text) + 1):
        options = [(best[end - 1][0] + word_cost(text[end - 1]), end - 1)]
        for start in range(max(0, end - _LONGEST), end - 1):
            price = word_cost(text[start:end])
            if price < UNKNOWN:
                options.append((best[start][0] + price, start))
        best.append(min(options))
    words, end = [], len(text)
    while end:
        words.append(text[best[end][1] : end])
        end = best[end][1]
    return best[-1][0], words[::-1]


@cache
def _dictionary() -> tuple[dict[str, int], list[str]]:
    """Where the frequency of each word stands among the fields of jieba's dictionary, with which both engines cut, and these fields:
    word, frequency, part of speech, word … (split at once: a line at a time takes half as long again).

    For words outside it the engines would each guess a different tag (一是, firstly, would be a verb).
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed; its dictionary gives the parts of speech: pip install jieba")
    fields = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], range(1, len(fields), 3), strict=True)), fields
