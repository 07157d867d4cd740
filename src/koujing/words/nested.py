"""What a unit holds: the terms and words inside a longer one, where their borders are borders there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, repeat

from koujing import lexicons
from koujing.lexicons import per_lexicon
from koujing.lexicons.listed import wordings
from koujing.words.dictionary import UNKNOWN, cost, is_known, likeliest
from koujing.words.terms import OF_TERM, fingerprint, general_words, joined

Inside = tuple[tuple[str, int], ...]
Spans = tuple[tuple[int, int, str], ...]

_LONGEST = 40  # a longer unit is a row of numerals or of letters


def inner_wordings(unit: str) -> Inside:
    """The wordings inside a unit with how often each stands there.

    They are the listed ones and, inside a term or a word that is made of words (经济|建设), the words it is made of.

    >>> inner_wordings("体制改革"), inner_wordings("自主权"), inner_wordings("发展中国家")
    ((('体制', 1), ('改革', 1)), (('自主', 1),), (('发展', 1), ('国家', 1)))
    """
    return _counted(unit, fingerprint())


def inner_wordings_of(units: Iterable[str]) -> list[Inside]:
    """The wordings inside each of many units."""
    return list(map(_counted, units, repeat(fingerprint())))


@lru_cache(maxsize=2**17)
def _counted(unit: str, listed: str) -> Inside:
    return tuple(Counter(word for _, _, word in _inside(unit, listed)).items())


@per_lexicon
def summed_as() -> dict[str, str]:
    """Every wording that is counted as a term on request, with that term: those of listed terms, and a user's synonyms."""
    of, general = wordings(), general_words()
    sizes = Counter(of.values())
    return {word: term for word, term in of.items() if sizes[term] > 1 or term not in general}


def inner_terms(unit: str) -> Inside:
    """The terms that a unit stands for or has inside, with how often; a wording inside another of its own term is not counted.

    >>> inner_terms("特色社会主义")[0], inner_terms("中国特色社会主义")[0]
    (('中国特色社会主义', 1), ('中国特色社会主义', 1))
    """
    above = summed_as()
    spans = [(0, len(unit), unit), *inner_spans(unit)]
    named = [(start, end, above[word]) for start, end, word in spans if word in above]
    outer = [one for one in named if not any(_holds(other, one) for other in named)]
    return tuple(Counter(term for *_, term in outer).items())


def _holds(outer: tuple[int, int, str], inner: tuple[int, int, str]) -> bool:
    """Whether one wording has another of the same term inside."""
    return outer != inner and outer[2] == inner[2] and outer[0] <= inner[0] and inner[1] <= outer[1]


def inner_spans(unit: str) -> Spans:
    """The wordings inside a unit with their places in it, sorted.

    >>> inner_spans("体制改革")
    ((0, 2, '体制'), (2, 4, '改革'))
    """
    return _inside(unit, fingerprint())


@lru_cache(maxsize=2**17)
def _inside(unit: str, _: str) -> Spans:
    if not 2 < len(unit) <= _LONGEST:
        return ()
    made_of, listed = _cut(unit), joined()
    is_made = unit in listed or min(map(len, made_of)) > 1
    spans = ((start, end, unit[start:end]) for start, end in combinations(sorted(_borders(unit)), 2))
    return tuple(
        (start, end, word)
        for start, end, word in spans
        if 1 < end - start < len(unit) and (word in listed or word in general_words() or (is_made and is_known(word)))
    )


def _borders(unit: str) -> set[int]:
    """Where the unit and its parts, and theirs in turn, can be cut."""
    borders, at = {0, len(unit)}, 0
    for part in _cut(unit):
        if part != unit and len(part) > 2:
            borders |= {at + border for border in _borders(part)}
        at += len(part)
        borders.add(at)
    return borders


def _cut(unit: str) -> list[str]:
    """The likeliest cut of a unit into shorter words; one of two characters is not cut."""
    if len(unit) < 3:
        return [unit]
    if unit in _settled():
        return _settled()[unit]
    return likeliest(unit, lambda word: UNKNOWN if word == unit else min(cost(word), OF_TERM if word in joined() else UNKNOWN))[1]


@per_lexicon
def _settled() -> dict[str, list[str]]:
    """The cuts of units for which the frequencies of words mislead (自主|权)."""
    return {row["cut"].replace("|", ""): row["cut"].split("|") for row in lexicons.load("term_cuts")}
