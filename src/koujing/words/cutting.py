"""Text → its plain words, the same from both engines: masks with the words they touch, names with a point as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from koujing.chinese.places import Characters, matches_at
from koujing.words.inventory import is_masked, is_word
from koujing.words.joined import POINT, join_names, must_cut, places_of
from koujing.words.segmenters import RARE_HAN, segmenter
from koujing.words.vocabulary import function_words

# The places where the engines disagree (five in 57 texts; in 150,000 random strings these and no others). Both are given a
# dash instead, at which both split.
_MAY_BE_DISPUTED = rf"\-_.{RARE_HAN}"
DISPUTED = re.compile(
    rf"""
    [-_{RARE_HAN}]                 # 2011-2020, a_b: a hyphen separates; a rare ideograph stands alone
    | \.[0-9]++ (?:\.[0-9]++)+     # 24.05.2017: a dotted date or outline number is not a decimal number
    | \.[0-9]++ (?=[A-Za-z])       # 3.5G
    | \. (?![0-9])                 # a.b, 1.: a point joins only two digits
    | \. (?<![0-9]\.)
    """,
    re.VERBOSE,
)
DASH = "—"


def cut_words(text: str, engine: str, borders: Iterable[int] = ()) -> list[str]:
    """The plain words of a text, marks and line breaks included; none goes on across one of the ``borders``."""
    cut, characters = segmenter(engine), Characters(text)
    disputed = _disputed(characters)
    shown = DASH.join(text[before + 1 : at] for before, at in pairwise([-1, *disputed, len(text)])) if disputed else text
    points = [point for point in POINT if point in text]
    words: list[str] = []
    for start, end in pairwise(sorted({0, *borders, *must_cut(characters), len(text)})):
        piece = cut(shown[start:end])
        if disputed:
            _put_back(piece, shown[start:end], text[start:end])
        words += join_names(piece, points) if points else piece
    return _with_masks(words) if "*" in text else words


def _disputed(characters: Characters) -> list[int]:
    """Where the characters stand by which the engines cut a text differently."""
    text = characters.text
    found = matches_at(DISPUTED, text, characters.places(_MAY_BE_DISPUTED))
    return [at for match in found for at in range(*match.span()) if text[at] not in "0123456789"]


def _put_back(words: list[str], shown: str, text: str) -> None:
    """Replace each dash that stands for a disputed character by that character; each dash is a token of its own."""
    place = -1
    for at in places_of(DASH, words):
        place = shown.index(DASH, place + 1)
        words[at] = text[place]


def _with_masks(words: list[str]) -> list[str]:
    """The words with each run of masks joined to the fragment it touches."""
    joined: list[str] = []
    done = 0
    for at in places_of("*", words):
        if at < done:
            continue
        joined += words[done:at]
        done = at + 1
        while done < len(words) and words[done] == "*":
            done += 1
        mask = "*" * (done - at)
        if joined and (is_masked(joined[-1]) or _may_be_cut(joined[-1])):
            joined[-1] += mask
        else:
            follows = words[done : done + 1]
            is_fragment = follows and len(follows[0]) == 1 and _may_be_cut(follows[0])
            joined.append(mask + follows[0] if is_fragment else mask)
            done += bool(is_fragment)
    return joined + words[done:]


def _may_be_cut(word: str) -> bool:
    return is_word(word) and word not in function_words()
