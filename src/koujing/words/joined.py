"""Where the engines must cut, and what they must not: titles behind a preposition, and names with a point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from koujing import lexicons
from koujing.chinese.joints import ANDS
from koujing.chinese.places import Characters
from koujing.chinese.rules import trie_pattern
from koujing.chinese.word_lists import WordList
from koujing.words.dictionary import is_known, part_of_speech

POINT = "·•・‧"
_PREPOSITIONS = "和把对以在与向从由被将同跟及使为给让经受或并于按据随请比到用替"
_NAMES = ("nr", "nrt", "nrfg")  # parts of speech
_VERBS = ("落实", "重温")  # which the engines tear before 习
_HAN = re.compile("[\u3400-\u9fff]+")


def must_cut(characters: Characters) -> Iterator[int]:
    """Where a surname with a title begins behind a preposition to which the engines would glue it.

    The engines take unknown pairs such as 和习 for words. A pair that is one (由于, 和平) stays whole.

    >>> text = "和习总书记，由于书记未到"
    >>> list(must_cut(Characters(text)))
    [1]
    """
    text = characters.text
    for pair in _pairs().find(characters):
        at = pair.end() - 1
        titled = _titled().match(text, at)
        if titled and _leads(text, at, pair[0]):
            yield at
            if titled["deputy"]:
                yield titled.end("deputy")


def _leads(text: str, at: int, pair: str) -> bool:
    """Whether the first character of a pair is a word before the surname at ``at``, or the end of 落实 or 重温."""
    return text.endswith(_VERBS, 0, at) or (pair[0] in _PREPOSITIONS and not is_known(pair))


@cache
def _surnames() -> frozenset[str]:
    """Surnames; 任 before a title is rather a verb (在任书记)."""
    return frozenset(row["surname"] for row in lexicons.load("surnames") if row["where"] == "any") - {"任"}


@cache
def _pairs() -> WordList:
    """A preposition, or the end of such a verb, and the first character of a surname."""
    firsts = {surname[0] for surname in _surnames()}
    return WordList([before + first for before in _PREPOSITIONS + "实温" for first in firsts])


@cache
def _titled() -> re.Pattern[str]:
    """A surname with a title."""
    titles = {row["word"] for row in lexicons.load("offices") if row["kind"] in ("head", "post")} | {"大大"}
    surname = trie_pattern(_surnames())
    return re.compile(f"(?P<deputy>{surname}(?=副))?(?:副|{surname}){trie_pattern(frozenset(titles))}")


def join_names(words: Sequence[str]) -> list[str]:
    """The tokens with each name that is written with a point as one.

    >>> join_names(["主席", "热合", "满江", "·", "达吾提", "同志"])
    ['主席', '热合满江·达吾提', '同志']
    """
    joined: list[str] = []
    rest = list(reversed(words))
    while rest:
        word = rest.pop()
        before, after = (_before(joined), _after(rest)) if word in POINT else ([], [])
        if not before or not after or not _are_foreign([*before, *after]):
            joined.append(word)
            continue
        _take(joined, len("".join(before)), at_end=True)
        _take(rest, len("".join(after)), at_end=False)
        joined.append("".join([*before, word, *after]))
    return joined


def _take(words: list[str], n: int, *, at_end: bool) -> None:
    """Remove ``n`` characters from the end of a list of tokens; ``at_end``: from the end of its last token too."""
    while n > 0:
        word = words.pop()
        if len(word) > n:
            words.append(word[:-n] if at_end else word[n:])
        n -= len(word)


def _before(words: Sequence[str]) -> list[str]:
    """The last tokens, the first of them perhaps cut, that can be the part of a name in front of its point."""
    part: list[str] = []
    for word in reversed(words):
        if not part and any(point in word for point in POINT):
            return [word]
        if not _may_be_part(word, is_next=not part):
            return [*_end_of(word, reversed(word))[::-1], *part]
        part.insert(0, word)
    return part


def _after(words: Sequence[str]) -> list[str]:
    """The tokens, of which the first is last in ``words``, that can be the part of a name behind its point."""
    part: list[str] = []
    for word in reversed(words):
        if not _may_be_part(word, is_next=not part):
            return [*part, *_end_of(word, word)]
        part.append(word)
    return part


def _end_of(word: str, characters: Iterable[str]) -> list[str]:
    """The syllables of a name at that end of a token from which it is read, if it is no word of the language (地|说)."""
    if is_known(word) or not _HAN.fullmatch(word):
        return []
    return list(takewhile(_syllables().__contains__, characters))


def _may_be_part(word: str, is_next: bool) -> bool:
    """Whether a token can belong to a name; a plain word of the language can only beside the point."""
    if not _HAN.fullmatch(word):
        return False
    if (part_of_speech(word) in _NAMES and (is_next or len(word) > 1)) or _xinjiang().issuperset(word):
        return True
    return _syllables().issuperset(word) and (is_next or len(word) == 1 or not is_known(word))


def _are_foreign(words: Sequence[str]) -> bool:
    """Whether some part is a name, no word of the language, or of three syllables; not two initials (马·恩)."""
    told = (part_of_speech(word) in (*_NAMES, "x") or (len(word) > 2 and _xinjiang().issuperset(word)) for word in words)
    return len("".join(words)) > 2 and any(told)


@cache
def _xinjiang() -> frozenset[str]:
    """The characters with which Uyghur, Mongolian and Tibetan names are written."""
    roles = ("first", "later")
    return frozenset(row["character"] for row in lexicons.load("name_characters") if row["role"] in roles) - set(ANDS)


@cache
def _syllables() -> frozenset[str]:
    """The characters with which names of other languages are written."""
    return _xinjiang().union(*(row["syllables"] for row in lexicons.load("name_syllables")))
