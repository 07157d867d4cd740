"""What a unit holds: the terms and words inside a longer one, where their borders are borders there."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import combinations

from koujing import lexicons
from koujing.lexicons import per_lexicon
from koujing.words.dictionary import UNKNOWN, cost, is_known, likeliest
from koujing.words.terms import OF_TERM, fingerprint, general_words, wordings

Inside = tuple[tuple[str, int], ...]


def inner_wordings(unit: str) -> Inside:
    """The wordings inside a unit with how often each stands there.

    They are the listed ones and, inside a term or a word that is made of words (经济|建设), the words it is made of. Another
    wording of the same term is left out, so that the wordings of a term can be summed.

    >>> inner_wordings("体制改革"), inner_wordings("自主权"), inner_wordings("发展中国家")
    ((('体制', 1), ('改革', 1)), (('自主', 1),), (('发展', 1), ('国家', 1)))
    """
    return _inside(unit, fingerprint()) if len(unit) > 2 else ()


@lru_cache(maxsize=2**17)
def _inside(unit: str, _: str) -> Inside:
    term, listed = wordings().get(unit), wordings()
    made_of = _cut(unit)
    is_made = term is not None or min(map(len, made_of)) > 1
    found: Counter[str] = Counter()
    for start, end in combinations(sorted(_borders(unit)), 2):
        word = unit[start:end]
        if end - start < 2 or word == unit or (term is not None and listed.get(word) == term):
            continue
        if word in listed or word in general_words() or (is_made and is_known(word)):
            found[word] += 1
    return tuple(sorted(found.items()))


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
    return likeliest(unit, lambda word: UNKNOWN if word == unit else min(cost(word), OF_TERM if word in wordings() else UNKNOWN))[1]


@per_lexicon
def _settled() -> dict[str, list[str]]:
    """The cuts of units for which the frequencies of words mislead (自主|权)."""
    return {row["cut"].replace("|", ""): row["cut"].split("|") for row in lexicons.load("term_cuts")}
