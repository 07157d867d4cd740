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
    text, firsts = characters.text, _firsts()
    # Their pattern is not compiled: it has thousands of pairs, and what begins with one is one.
    for before in _pairs().begins(characters):
        at = before + 1
        titled = None if firsts.isdisjoint(text[at + 1 : at + 5]) else _titled().match(text, at)
        if titled and (text[before] in _PREPOSITIONS or text.endswith(_VERBS, 0, at)):
            yield at
            if titled["deputy"]:
                yield titled.end("deputy")


@cache
def _surnames() -> frozenset[str]:
    """Surnames; 任 before a title is rather a verb (在任书记)."""
    return frozenset(row["surname"] for row in lexicons.load("surnames") if row["where"] == "any") - {"任"}


@cache
def _pairs() -> WordList:
    """A preposition, or the end of such a verb, and the first character of a surname: what is a word with a preposition stays whole."""
    firsts = {surname[0] for surname in _surnames()}
    led = (before + first for before in _PREPOSITIONS for first in firsts)
    return WordList([pair for pair in led if not is_known(pair)] + [verb[-1] + first for verb in _VERBS for first in firsts])


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.load("offices") if row["kind"] in ("head", "post")) | {"大大"}


@cache
def _firsts() -> frozenset[str]:
    """The characters with which a title begins behind a surname, of four characters at most."""
    return frozenset(title[0] for title in _titles()) | {"副"}


@cache
def _titled() -> re.Pattern[str]:
    """A surname with a title."""
    surname = trie_pattern(_surnames())
    return re.compile(f"(?P<deputy>{surname}(?=副))?(?:副|{surname}){trie_pattern(_titles())}")


def join_names(words: Sequence[str], points: Sequence[str] = POINT) -> list[str]:
    """The tokens with each name that is written with one of these points as one.

    >>> join_names(["主席", "热合", "满江", "·", "达吾提", "同志"])
    ['主席', '热合满江·达吾提', '同志']
    """
    joined: list[str] = []
    rest, done = list(words), 0
    for at in sorted(at for point in points for at in places_of(point, words)):
        joined += rest[done:at]
        done = at + 1
        before, after = _before(joined), _after(rest[k] for k in range(done, len(rest)))
        if not before or not after or not _are_foreign([*before, *after]):
            joined.append(rest[at])
            continue
        _drop_last(joined, len("".join(before)))
        joined.append("".join([*before, rest[at], *after]))
        n_left = len("".join(after))
        while n_left:
            taken, rest[done] = rest[done][:n_left], rest[done][n_left:]
            n_left -= len(taken)
            done += not rest[done]
    return joined + rest[done:]


def places_of(word: str, words: Sequence[str]) -> Iterator[int]:
    """Where a word stands among words.

    >>> list(places_of("*", ["*", "人", "*"]))
    [0, 2]
    """
    at = -1
    for _ in range(words.count(word)):
        at = words.index(word, at + 1)
        yield at


def _drop_last(words: list[str], n: int) -> None:
    """Remove ``n`` characters from the end of a list of tokens, and from the end of its last token."""
    while n > 0:
        word = words.pop()
        if len(word) > n:
            words.append(word[:-n])
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


def _after(words: Iterable[str]) -> list[str]:
    """The first tokens, the last of them perhaps cut, that can be the part of a name behind its point."""
    part: list[str] = []
    for word in words:
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
