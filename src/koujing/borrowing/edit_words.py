"""The words of two wordings of one passage, and which of them correspond."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from koujing.chinese.patterns import lazy
from koujing.words.cutting import cut_words

# The segmenter cuts 1+17, 15.3% and 省市|县乡 differently from one context to the next. A point or a plus joins digits, however
# damaged (26。54, l7。85); levels that are named together are one word, or 市县乡村 and 县乡村 would share half of their words.
_WHOLE = lazy(r"[0-9０-９l][0-9０-９*]*(?:[.．。+＋][0-9０-９*]+)*(?:[多余]?[十百千万亿]+[多余]?|[%％])?|[省市州县区乡镇村]{2,}")
# The mark of an end note is no part of the wording.
_NOTE = lazy(r"[\[［【〔(（]?[\[［【〔][0-9０-９]{1,3}[\]］】〕]")
_WORD = lazy(r"[\w*×％%]")
# Fewer characters than this between two changes are kept apart from them only if the changes are shorter still: 的 or 发展 that
# two different clauses happen to share is no trace of copying.
ISLAND = 5
# From this many characters on, a stretch that is missing here and found there was moved; shorter ones are said again by chance,
# unless not far away, all that is missing here is all that is new there, or it only changed places with a neighbour.
MOVED, SHORTEST_MOVE, NEAR = 4, 2, 20


class Word(NamedTuple):
    """A word of a passage: as it is compared, with plain digits, and where it stands."""

    text: str
    start: int
    end: int


class Pair(NamedTuple):
    """The number of a word in the earlier passage and that of its counterpart in the later one."""

    a: int
    b: int


class Gap(NamedTuple):
    """Words ``a`` to ``a_end`` of the earlier passage stand where words ``b`` to ``b_end`` of the later one stand."""

    a: int
    a_end: int
    b: int
    b_end: int


def words_of(text: str) -> list[Word]:
    """The words of a passage without its marks; a mask belongs to the word it touches.

    >>> [word.text for word in words_of("市县乡村，增长１５%，“1+17”")]
    ['市县乡村', '增长', '15%', '1+17']
    """
    notes = {match.start(): match.end() for match in _NOTE.finditer(text)}
    whole = [*notes.items(), *(match.span() for match in _WHOLE.finditer(text))]
    borders = sorted({edge for span in whole for edge in span})
    words, at, joined = [], 0, dict(whole) | notes
    pieces = iter(cut_words(text, "rjieba", borders))
    for piece in pieces:
        end = at + len(piece)
        while end < joined.get(at, end):
            end += len(next(pieces))
        if at not in notes and _WORD.search(text, at, end):
            words.append(Word(unicodedata.normalize("NFKC", text[at:end]), at, end))
        at = end
    return words


def words_alike(a: Sequence[Word], b: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of both, those cut in two of which one half is a word of the other: 战斗堡垒 beside 堡垒, 建立健全 beside 建立.

    >>> [word.text for word in words_alike(words_of("建立健全制度"), words_of("建立制度"))[0]]
    ['建立', '健全', '制度']
    """
    known_a, known_b = ({word.text for word in words} for words in (a, b))
    return [part for word in a for part in _parts(word, known_b)], [part for word in b for part in _parts(word, known_a)]


def _parts(word: Word, known: set[str]) -> list[Word]:
    text, (_, start, end) = word.text, word
    if text not in known and len(text) == end - start and not _WHOLE.fullmatch(text):
        for at in range(1, len(text)):
            halves = [half for half in (text[:at], text[at:]) if half in known]
            if len(halves) == 2 or (1 < at < len(text) - 1 and halves):
                return [Word(text[:at], start, start + at), Word(text[at:], start + at, end)]
    return [word]


def counterparts(a: Sequence[Word], b: Sequence[Word]) -> list[Pair]:
    """The words that stand in the same order in both passages, as many characters of them as there can be.

    >>> counterparts(words_of("把政策交到群众手中"), words_of("把好政策送到群众手中"))
    [Pair(a=0, b=0), Pair(a=1, b=2), Pair(a=3, b=4), Pair(a=4, b=5)]
    """
    from rapidfuzz.distance import Indel

    numbers: defaultdict[tuple[str, int], int] = defaultdict(lambda: len(numbers))
    # A word counts as often as it has characters, so that a common 的 never outweighs a noun.
    (signs_a, of_a), (signs_b, of_b) = (_signs(words, numbers) for words in (a, b))
    forward = Indel.editops(signs_a, signs_b).as_matching_blocks()
    backward = [
        (len(signs_a) - block.a - block.size, len(signs_b) - block.b - block.size, block.size)
        for block in reversed(Indel.editops(signs_a[::-1], signs_b[::-1]).as_matching_blocks())
    ]
    met: defaultdict[Pair, int] = defaultdict(int)
    # Of two ways to match as many characters, that with fewer breaks is the likelier: they differ where a wording is repeated.
    for start_a, start_b, size in min(forward, backward, key=len):
        for k in range(size):
            met[Pair(of_a[start_a + k], of_b[start_b + k])] += 1
    return _without_islands([pair for pair, n in met.items() if n == len(a[pair.a].text)], a, b)


def _signs(words: Sequence[Word], numbers: defaultdict[tuple[str, int], int]) -> tuple[list[int], list[int]]:
    places = [(number, k) for number, word in enumerate(words) for k in range(len(word.text))]
    return [numbers[words[number].text, k] for number, k in places], [number for number, _ in places]


def _without_islands(pairs: list[Pair], a: Sequence[Word], b: Sequence[Word]) -> list[Pair]:
    kept: list[Pair] = []
    runs = [list(run) for _, run in groupby(enumerate(pairs), lambda each: (each[1].a - each[0], each[1].b - each[0]))]
    runs_of_pairs = [[pair for _, pair in run] for run in runs]
    for place, run in enumerate(runs_of_pairs):
        follows = runs_of_pairs[place + 1][0] if place + 1 < len(runs_of_pairs) else Pair(len(a), len(b))
        before = kept[-1] if kept else Pair(-1, -1)
        size = length(a[run[0].a : run[-1].a + 1])
        sides = (Gap(before.a + 1, run[0].a, before.b + 1, run[0].b), Gap(run[-1].a + 1, follows.a, run[-1].b + 1, follows.b))
        if size >= ISLAND or size > min(min(length(a[g.a : g.a_end]), length(b[g.b : g.b_end])) for g in sides):
            kept += run
    return kept


def length(words: Sequence[Word]) -> int:
    """How many characters some words have together."""
    return sum(len(word.text) for word in words)


def gaps(pairs: Sequence[Pair], a: Sequence[Word], b: Sequence[Word]) -> Iterator[Gap]:
    """What stands between counterparts, where there is anything on either side."""
    before = Pair(-1, -1)
    for pair in [*pairs, Pair(len(a), len(b))]:
        gap = Gap(before.a + 1, pair.a, before.b + 1, pair.b)
        if gap.a < gap.a_end or gap.b < gap.b_end:
            yield gap
        before = pair


def moves(found: Sequence[Gap], a: Sequence[Word], b: Sequence[Word]) -> list[Gap]:
    """Stretches that stand in one gap of the earlier passage and in another of the later one, the longest first.

    >>> a, b = words_of("工作量大面宽，时间跨度长"), words_of("时间跨度长，工作量大面宽")
    >>> [(a[move.a].text, b[move.b_end - 1].text) for move in moves(list(gaps(counterparts(a, b), a, b)), a, b)]
    [('时间跨度', '长')]
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    chosen = []
    for move in sorted(_candidates(found, a, b), key=lambda move: (-length(a[move.a : move.a_end]), move)):
        in_a, in_b = range(move.a, move.a_end), range(move.b, move.b_end)
        if taken_a.isdisjoint(in_a) and taken_b.isdisjoint(in_b):
            taken_a.update(in_a)
            taken_b.update(in_b)
            chosen.append(move)
    return sorted(chosen)


def _candidates(found: Sequence[Gap], a: Sequence[Word], b: Sequence[Word]) -> Iterator[Gap]:
    starts: defaultdict[str, list[tuple[int, Gap]]] = defaultdict(list)
    for gap in found:
        for at in range(gap.b, gap.b_end):
            starts[b[at].text].append((at, gap))
    for gap in found:
        for at in range(gap.a, gap.a_end):
            for other, there in starts[a[at].text]:
                n = 0
                while at + n < gap.a_end and other + n < there.b_end and a[at + n].text == b[other + n].text:
                    n += 1
                if there != gap and length(a[at : at + n]) >= _least(gap, there, n, a) and not a[at].text.isascii():
                    yield Gap(at, at + n, other, other + n)


def _least(gap: Gap, there: Gap, n: int, a: Sequence[Word]) -> int:
    """How many characters words that stand in two gaps must have to count as moved."""
    between = a[gap.a_end : there.a] or a[there.a_end : gap.a]
    first, last = (gap, there) if gap < there else (there, gap)
    neighbours = length(between) < ISLAND and _unbroken(a[max(0, first.a_end - 1) : last.a + 1])
    whole = n == gap.a_end - gap.a == there.b_end - there.b and length(between) < NEAR
    return SHORTEST_MOVE if whole or neighbours else MOVED


def _unbroken(words: Sequence[Word]) -> bool:
    return all(word.end == follows.start for word, follows in pairwise(words))
