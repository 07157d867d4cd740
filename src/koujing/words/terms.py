"""Terms: the listed wordings that a text uses, found over its words; the longest wins, and its borders must be possible.

A wording whose borders are borders of words stands there. One whose border falls inside a word (推进改革|开放) stands there if
the cut that it asks for is likelier, by the dictionary's frequencies, than the cut of the engine (not 当地主席 for 地主). Where
two wordings overlap (和平统一战线), the cut that leaves fewer characters over, then the likelier one, decides. What frequencies
do not tell (国家|统一分配) is settled in ``lexicons/term_cuts.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.chinese.places import code_points
from koujing.lexicons import listed, per_lexicon
from koujing.words.dictionary import UNKNOWN, cost, is_known, likeliest
from koujing.words.segmenters import KNOWN_HAN
from koujing.words.settled import settle, settled_cuts

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Span = tuple[int, int]

# Codes such as 1+17 are read as formulas only.
_FORMULA = re.compile(rf"(?=.*[{KNOWN_HAN}])[{KNOWN_HAN}a-zA-Z0-9+#&%]+")
# An office that is named by its task: 产业扶贫|办公室; that of a place of work (工厂办公室) is none.
_OFFICE = re.compile("工作(?:办公室|领导小组|指挥部|联席会议)|办公室(?<!(?:工厂|企业|学校|机关|社区)办公室)|领导小组|指挥部|联席会议")
_OFFICE_BEGINS = ("工作", "办公", "领导", "指挥", "联席")
_ALNUM = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# The cost of a term that the dictionary lacks: that of a word used 500 times in its 60 million.
OF_TERM = 11.7
# A term that begins with a numeral does not stand behind one: 十九连丰 is not 九连丰.
_NUMERALS = frozenset(NUMERAL_CHARACTERS + "第")
_LONGEST_TORN = 60  # characters of the words that a wording may tear; longer ones are rows of numerals or letters
_WIDE = _LONGEST_TORN + 1
_LONGEST_REST = 4  # characters of a word between two wordings


@per_lexicon
def joined() -> frozenset[str]:
    """Every wording that is looked for: listed terms with their variants, and formulas that are such even unquoted."""
    formulas = (row for row in lexicons.load("formulas") if row["bare"] == "1")
    return listed.joined().union(form for row in formulas for form in listed.names_of(row) if _FORMULA.fullmatch(form))


@per_lexicon
def general_words() -> frozenset[str]:
    """Words of the language that have a gloss but are no terms."""
    return frozenset(term for term, row in listed.terms().items() if row["field"] == listed.GENERAL)


@per_lexicon
def fingerprint() -> str:
    """Eight hexadecimal digits that change with the list of wordings and with the cuts that are settled."""
    cuts = ("|".join(["", *parts]) for parts in settled_cuts().values())
    return sha256("\n".join(sorted([*joined(), *cuts])).encode()).hexdigest()[:8]


@per_lexicon
def segmentation() -> str:
    """How texts are cut into words and terms; counts of texts cut in different ways cannot be compared."""
    own = "".join(lexicons.cutting(lexicons.in_use().files).values())
    return f"jieba 0.42.1 + names + terms {fingerprint()}" + f" + own {sha256(own.encode()).hexdigest()[:8]}" * bool(own)


class Finder:
    """Finds wordings in texts: those listed and, always whole, a caller's own; and the wordings whose cut is settled."""

    def __init__(self, listed: Collection[str], own: Collection[str] = ()) -> None:
        import ahocorasick_rs

        self.names = sorted({*listed, *own})
        self.lengths = np.fromiter(map(len, self.names), np.int64, len(self.names))
        self.own = np.fromiter((name in own for name in self.names), np.bool_, len(self.names))
        numbers = {name for name in self.names if name[0] in _NUMERALS}.difference(own)
        may_be_torn = (name in numbers or not _ALNUM.isdisjoint(name[0] + name[-1]) for name in self.names)
        self._may_be_torn = np.fromiter(may_be_torn, np.bool_, len(self.names))
        patterns = [*self.names, *settled_cuts()]
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.Standard)

    def strings(self, text: str) -> tuple[Numbers, Numbers]:
        """Every place where a wording stands as a string, torn or not: the wordings' numbers and where they begin."""
        names, _ = self._places(text)
        return names[:, 0], names[:, 1]

    def places(self, text: str) -> tuple[Numbers, Numbers, Numbers]:
        """The strings that are not torn and, behind them, the wordings whose cut is settled: a row of number, start and end for each."""
        names, cuts = self._places(text)
        return *self._not_torn(text, names), cuts

    @lru_cache(maxsize=1)  # noqa: B019  (finders are kept anyway; the wordings of a text are asked for to join and to count them)
    def _places(self, text: str) -> tuple[Numbers, Numbers]:
        """The strings, and the wordings whose cut is settled: a row of number, start and end for each."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        numbers = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        are_names = numbers[:, 0] < len(self.names)
        return numbers[are_names], numbers[~are_names] - (len(self.names), 0, 0)

    def _not_torn(self, text: str, numbers: Numbers) -> tuple[Numbers, Numbers]:
        which, starts, ends = numbers.T
        torn = np.flatnonzero(self._may_be_torn[which])
        if len(torn):
            spans = zip(starts[torn].tolist(), ends[torn].tolist(), strict=True)
            kept = np.ones(len(which), np.bool_)
            kept[torn] = [not is_torn(text, start, end) for start, end in spans]
            which, starts = which[kept], starts[kept]
        return which, starts


def is_torn(text: str, start: int, end: int) -> bool:
    """Whether letters or digits at an edge, or a numeral at the beginning, go on outside it."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (
        (text[start] in _ALNUM and before in _ALNUM)
        or (text[end - 1] in _ALNUM and after in _ALNUM)
        or (text[start] in _NUMERALS and before in _NUMERALS)
    )


@per_lexicon
def listed_finder() -> Finder:
    """The finder of the listed wordings."""
    return Finder(joined())


def find_terms(finder: Finder, text: str, starts: Numbers, numbers: Numbers) -> Numbers:
    """Where the finder's wordings are units of a text: a row for each, in order, none within another.

    ``starts`` is where the words of the text begin, and ``numbers`` stand for them: the same for the same word.

    >>> finder, text = Finder(["改革", "改革开放", "开放"]), "推进改革开放,改革"
    >>> [text[a:b] for a, b in find_terms(finder, text, np.array([0, 4, 6, 7]), np.arange(4))]
    ['改革开放', '改革']
    """
    which, begin, cuts = finder.places(text)
    end = begin + finder.lengths[which]
    words = np.zeros(len(text) + 1, np.bool_)
    words[starts] = words[-1] = True
    borders, agrees = settle(words, cuts, begin, end, text)
    possible = (borders[begin] & borders[end] & agrees) | finder.own[which]
    doubtful = np.flatnonzero(~possible & agrees)
    possible[doubtful] = _are_likelier(text, starts, numbers, begin[doubtful], end[doubtful])
    return _with_offices(text, _longest(text, begin[possible], end[possible]), borders)


def _are_likelier(text: str, starts: Numbers, numbers: Numbers, begin: Numbers, end: Numbers) -> Flags:
    """Which wordings with a border inside a word are likelier than the words that they would tear."""
    edges = np.append(starts, len(text))
    first, last = np.searchsorted(starts, begin, side="right") - 1, np.searchsorted(starts, end)
    at, to = edges[first], edges[last]
    are_short: Flags = to - at <= _LONGEST_TORN
    alike = (numbers[first] * _WIDE + begin - at) * _WIDE + end - at  # a word is torn in the same way again and again
    alike[last - first > 1] = -1 - np.flatnonzero(last - first > 1)
    _, some, of = np.unique(np.where(are_short, alike, 0), return_index=True, return_inverse=True)
    places = (column[some].tolist() for column in (first, last, begin - at, end - at, are_short))
    judged = [
        short and _is_likelier(_words(text, edges[a : b + 1].tolist()), start, stop)
        for a, b, start, stop, short in zip(*places, strict=True)
    ]
    return are_short & np.array(judged, np.bool_)[of]


def _words(text: str, edges: Sequence[int]) -> tuple[str, ...]:
    return tuple([text[a:b] for a, b in pairwise(edges)])


@lru_cache(maxsize=2**14)
def _is_likelier(words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a term from ``start`` to ``end`` in the joined words, with the best cut of what is left, is likelier than they are.

    >>> _is_likelier(("推进改革", "开放"), 2, 6), _is_likelier(("当地", "主席"), 1, 3)
    (True, False)
    """
    chunk = "".join(words)
    rest = likeliest(chunk[:start])[0] + likeliest(chunk[end:])[0]
    is_negated = chunk[:start].endswith("非")
    return "*" not in chunk and not is_negated and min(cost(chunk[start:end]), OF_TERM) + rest < sum(map(_cost_of_word, words))


def _cost_of_word(word: str) -> float:
    """The cost of a word of the engine; of one that it guesses, at least that of its parts."""
    return cost(word) if is_known(word) else max(UNKNOWN, likeliest(word)[0])


def _with_offices(text: str, spans: Numbers, borders: Flags) -> Numbers:
    """The spans, each with the office behind it that it names."""
    follows = np.append(code_points(text), 0)[spans[:, 1]]
    for k in np.flatnonzero(np.isin(follows, [ord(office[0]) for office in _OFFICE_BEGINS])).tolist():
        end = int(spans[k, 1])
        office = _OFFICE.match(text, end) if text.startswith(_OFFICE_BEGINS, end) else None
        if office and borders[office.end()]:
            spans[k, 1] = office.end()
    apart: Flags = np.append(True, spans[1:, 0] >= spans[:-1, 1])[: len(spans)]
    return spans[apart]


def _longest(text: str, begin: Numbers, end: Numbers) -> Numbers:
    """Of the spans, those that lie in no longer one; where some overlap, the best that do not."""
    spans = np.column_stack([begin, end])[np.argsort((begin + 1) * (len(text) + 1) - end)]
    begin, end = spans.T
    outer = spans[np.append(True, end[1:] > np.maximum.accumulate(end)[:-1])[: len(end)]]
    first = np.flatnonzero(np.append(True, outer[1:, 0] >= outer[:-1, 1])[: len(outer)])  # of those that overlap
    last = np.append(first, len(outer))[1:] - 1
    alone = first == last
    found = [outer[first[alone]]]
    bounds = np.column_stack([outer[first[~alone], 0], outer[last[~alone], 1]])
    for (start, stop), within in zip(bounds.tolist(), np.searchsorted(begin, bounds).tolist(), strict=True):
        places = tuple(map(tuple, (spans[slice(*within)] - start).tolist()))
        found.append(np.array(_best(text[start:stop], places)) + start)
    joined = np.concatenate(found)
    return joined[np.argsort(joined[:, 0])]


@lru_cache(maxsize=2**12)
def _best(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """Spans that do not overlap: those that leave the fewest characters over, then the likeliest."""
    first, last = spans[0][0], max(end for _, end in spans)
    ending: dict[int, list[int]] = {}
    for start, end in spans:
        ending.setdefault(end, []).append(start)
    best: list[tuple[int, float, int, bool]] = [(0, 0.0, first, False)]  # left over, cost, where the last unit begins, is it a span
    for at in range(first + 1, last + 1):
        options = []
        for start in range(max(first, at - _LONGEST_REST), at):
            over, price, *_ = best[start - first]
            options.append((over + at - start, price + cost(text[start:at]), start, False))
        for start in ending.get(at, ()):
            over, price, *_ = best[start - first]
            options.append((over, price + min(cost(text[start:at]), OF_TERM), start, True))
        best.append(min(options))
    chosen, at = [], last
    while at > first:
        *_, start, is_span = best[at - first]
        if is_span:
            chosen.append((start, at))
        at = start
    return chosen[::-1]
