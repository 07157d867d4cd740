"""What a unit holds: the terms and words inside a longer one, where their borders are borders there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.lexicons import per_lexicon
from koujing.lexicons.listed import wordings
from koujing.words.dictionary import LONGEST, cost, is_known, likeliest, part_of_speech
from koujing.words.settled import settled_cuts
from koujing.words.terms import OF_TERM, fingerprint, general_words, is_torn, joined

Inside = tuple[tuple[str, int], ...]
Span = tuple[int, int]
Spans = tuple[tuple[int, int, str], ...]

_LONGEST = 40  # a longer unit is a row of numerals or of letters
_ANYWHERE, _NOWHERE = (-99, 99), (99, -99)
_NUMBER = re.compile(f"[{NUMERAL_CHARACTERS}]{{2}}|百分之")
_NAMES = ("nrt", "ns")  # parts of speech
_PLACES = tuple("省市州县区")


def inner_wordings(unit: str) -> Inside:
    """The wordings inside a unit with how often each stands there.

    They are the listed ones and, inside a term or a word that is made of words (经济|建设), the words it is made of.

    >>> inner_wordings("体制改革"), inner_wordings("自主权"), inner_wordings("发展中国家")
    ((('体制', 1), ('改革', 1)), (('自主', 1),), (('发展', 1), ('国家', 1)))
    """
    return tuple(Counter(word for _, _, word in _inside(unit)).items())


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
    return _kept(unit, fingerprint())


@lru_cache(maxsize=2**15)
def _kept(unit: str, _: str) -> Spans:
    return _inside(unit)


def _inside(unit: str) -> Spans:
    listed, general = joined(), general_words()
    is_number = unit not in listed and _NUMBER.match(unit) is not None
    if not 2 < len(unit) <= _LONGEST or is_number or (unit.isascii() and unit.isalnum()):
        return ()
    parts = _cut(unit)
    is_made = unit in listed or min(map(len, parts)) > 1
    borders = {0: _ANYWHERE, len(unit): _ANYWHERE} | _with_settled(unit, _borders(parts))
    spans = ((start, end, unit[start:end]) for start, end in combinations(sorted(borders), 2))
    return tuple(
        (start, end, word)
        for start, end, word in spans
        if 1 < end - start < len(unit) and borders[end][0] <= start and end <= borders[start][1]
        if word in listed or word in general or (is_made and is_known(word))
        if not is_torn(unit, start, end)
    )


def _borders(parts: list[str]) -> dict[int, Span]:
    """Where a unit and its parts, and theirs in turn, can be cut; and the span within which what begins or ends there must lie.

    A single character or suffix at the edge of a part belongs to this part: what begins or ends at it goes no further (no 化发展
    in 一体化|发展).
    """
    borders, at = dict[int, Span](), 0
    for part in parts:
        if parts[1:] and len(part) > 2 and not _is_name(part):
            borders |= {at + border: (at + first, at + last) for border, (first, last) in _borders(_cut(part)).items()}
        at += len(part)
        borders[at] = _ANYWHERE
    del borders[at]
    if parts[1:]:
        first, last = len(parts[0]), at - len(parts[-1])
        borders[first] = (0 if _is_bound(parts[0]) else borders[first][0], borders[first][1])
        borders[last] = (borders[last][0], at if _is_bound(parts[-1]) else borders[last][1])
    return borders


def _is_name(part: str) -> bool:
    """Whether a part is a name that is written by sound (俄罗斯), rather than one of a kind of place (河北省)."""
    return part_of_speech(part) in _NAMES and len(part) == 3 and not part.endswith(_PLACES)


def _is_bound(part: str) -> bool:
    return len(part) == 1 or part == "主义"


def _with_settled(unit: str, borders: dict[int, Span]) -> dict[int, Span]:
    """The borders of a unit, corrected in the wordings whose cut is settled."""
    cuts = settled_cuts()
    found = [(start, cuts[unit[start:end]]) for start, end in combinations(range(len(unit) + 1), 2) if unit[start:end] in cuts]
    rows = [list(pairwise(accumulate(map(len, parts), initial=start))) for start, parts in found]
    rows = [row for row in rows if {row[0][0], row[-1][1]} & {0, len(unit), *borders}]
    for row in rows:
        inner = [(first, at, limits) for first, last in row for at, limits in _borders(_cut(unit[first:last])).items()]
        borders = {first + at: (first + low, first + high) for first, at, (low, high) in inner} | borders
        borders |= {at: _ANYWHERE for span in row for at in span if 0 < at < len(unit)}
    for row in rows:
        for first, last in row:
            least, most = (first, last) if row[1:] else _NOWHERE
            borders |= {at: (max(low, least), min(high, most)) for at, (low, high) in borders.items() if first < at < last}
    return borders


@per_lexicon
def _price() -> Callable[[str], float]:
    """The cost of a word or listed term inside a unit."""
    listed = joined()

    def price(word: str) -> float:
        return min(cost(word), OF_TERM) if word in listed else cost(word)

    return price


def _cut(unit: str) -> list[str]:
    """The likeliest cut of a unit into shorter words; one of two characters is not cut, nor 非 from what it negates."""
    if len(unit) < 3:
        return [unit]
    parts = likeliest(unit, _price(), longest=min(len(unit) - 1, LONGEST))[1]
    if "非" in parts[:-1]:
        at = parts.index("非")
        parts[at : at + 2] = ["".join(parts[at : at + 2])]
    return parts
