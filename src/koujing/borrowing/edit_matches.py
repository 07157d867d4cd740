"""Which words of two wordings of a passage correspond, what stands between these, and what was moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from koujing.borrowing.edit_words import Word, Wording

# Fewer characters than this between two changes keep these apart only if one of the changes has fewer still: 的 or 发展, which
# any two clauses may share, is no trace of copying.
ISLAND = 3
# From this many characters on, a stretch that is missing here and found there was moved. Shorter ones are said again by chance,
# unless, not far away, all that is missing here is all that is new there, or it only changed places with a neighbour.
MOVED, SHORTEST_MOVE, NEAR, NEIGHBOUR = 4, 2, 20, 5


class Pair(NamedTuple):
    """The number of a word in the earlier wording and that of its counterpart in the later one."""

    a: int
    b: int


class Gap(NamedTuple):
    """Words ``a`` to ``a_end`` of the earlier wording are where words ``b`` to ``b_end`` of the later one are."""

    a: int
    a_end: int
    b: int
    b_end: int

    @property
    def is_replaced(self) -> bool:
        """Whether there are words on both sides."""
        return self.a < self.a_end and self.b < self.b_end


def counterparts(a: Wording, b: Wording) -> list[Pair]:
    """The words that stand in the same order in both wordings, as many characters of them as there can be.

    >>> from koujing.borrowing.edit_words import words_of
    >>> counterparts(words_of("把政策交到群众手中"), words_of("把好政策送到群众手中"))
    [Pair(a=0, b=0), Pair(a=1, b=2), Pair(a=3, b=4), Pair(a=4, b=5)]
    """
    numbers: defaultdict[tuple[str, int], int] = defaultdict(lambda: len(numbers))
    # A word counts as often as it has characters, so that a common 的 never outweighs a noun.
    (signs_a, of_a), (signs_b, of_b) = (_signs(wording.words, numbers) for wording in (a, b))
    met: defaultdict[Pair, int] = defaultdict(int)
    for start_a, start_b, size in _blocks(signs_a, signs_b):
        for k in range(size):
            met[Pair(of_a[start_a + k], of_b[start_b + k])] += 1
    return _without_islands([pair for pair, n in met.items() if n == len(a.words[pair.a].text)], a, b)


def _signs(words: Sequence[Word], numbers: defaultdict[tuple[str, int], int]) -> tuple[list[int], list[int]]:
    """A number for each character of each word, and the number of its word."""
    places = [(number, k) for number, word in enumerate(words) for k in range(len(word.text))]
    return [numbers[words[number].text, k] for number, k in places], [number for number, _ in places]


def _blocks(a: list[int], b: list[int]) -> list[tuple[int, int, int]]:
    """Where the two agree: of two ways to match as much, the one with fewer breaks. They differ where a wording is repeated."""
    from rapidfuzz.distance import Indel

    forward = [(block.a, block.b, block.size) for block in Indel.editops(a, b).as_matching_blocks()]
    reverse = Indel.editops(a[::-1], b[::-1]).as_matching_blocks()
    backward = [(len(a) - block.a - block.size, len(b) - block.b - block.size, block.size) for block in reversed(reverse)]
    return min(forward, backward, key=len)


def _without_islands(pairs: list[Pair], a: Wording, b: Wording) -> list[Pair]:
    runs = [[pair for _, pair in run] for _, run in groupby(enumerate(pairs), lambda each: (each[1].a - each[0], each[1].b - each[0]))]
    kept: list[Pair] = []
    for run, follows in pairwise([*runs, [Pair(len(a), len(b))]]):
        (first, last), before, behind = (run[0], run[-1]), kept[-1] if kept else Pair(-1, -1), follows[0]
        sides = Gap(before.a + 1, first.a, before.b + 1, first.b), Gap(last.a + 1, behind.a, last.b + 1, behind.b)
        size = len(a.joined(first.a, last.a + 1))
        if size >= ISLAND or size > min(len(text) for gap in sides for text in (a.joined(gap.a, gap.a_end), b.joined(gap.b, gap.b_end))):
            kept += run
    return kept


def gaps(pairs: Sequence[Pair], a: Wording, b: Wording) -> list[Gap]:
    """What stands between counterparts, where there is anything on either side."""
    edges = [Pair(-1, -1), *pairs, Pair(len(a), len(b))]
    between = [Gap(before.a + 1, pair.a, before.b + 1, pair.b) for before, pair in pairwise(edges)]
    return [gap for gap in between if gap.a < gap.a_end or gap.b < gap.b_end]


def moves(found: Sequence[Gap], a: Wording, b: Wording) -> list[Gap]:
    """Stretches that stand in one gap of the earlier wording and in another of the later one; longer ones go first.

    >>> from koujing.borrowing.edit_words import words_of
    >>> a, b = words_of("工作量大面宽，时间跨度长"), words_of("时间跨度长，工作量大面宽")
    >>> [a.joined(move.a, move.a_end) for move in moves(gaps(counterparts(a, b), a, b), a, b)]
    ['时间跨度长']
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    chosen = []
    for move in sorted(_candidates(found, a, b), key=lambda move: (-len(a.joined(move.a, move.a_end)), move)):
        in_a, in_b = range(move.a, move.a_end), range(move.b, move.b_end)
        if taken_a.isdisjoint(in_a) and taken_b.isdisjoint(in_b):
            taken_a.update(in_a)
            taken_b.update(in_b)
            chosen.append(move)
    return sorted(chosen)


def _candidates(found: Sequence[Gap], a: Wording, b: Wording) -> Iterator[Gap]:
    starts: defaultdict[str, list[tuple[int, Gap]]] = defaultdict(list)
    for gap in found:
        for at in range(gap.b, gap.b_end):
            starts[b.words[at].text].append((at, gap))
    for gap in found:
        for at in range(gap.a, gap.a_end):
            for other, there in starts[a.words[at].text]:
                n = 0
                while at + n < gap.a_end and other + n < there.b_end and a.words[at + n].text == b.words[other + n].text:
                    n += 1
                text = a.joined(at, at + n)
                move = Gap(at, at + n, other, other + n)
                # A number that occurs again is another number.
                if there != gap and not text[0].isdigit() and len(text) >= _least(gap, there, move, a, b):
                    yield move


def _least(gap: Gap, there: Gap, move: Gap, a: Wording, b: Wording) -> int:
    """How many characters words that stand in two gaps must have to count as moved."""
    first, last = sorted((gap, there))
    between = len(a.joined(first.a_end, last.a))
    together = all(not a.has_mark(at) for at in range(first.a_end, last.a + 1) if at)
    whole = move.a_end - move.a == gap.a_end - gap.a == there.b_end - there.b
    turned = _turned(move.a, last.a, gap.a, a, move.b_end, b) if gap < there else _turned(move.b, last.b, there.b, b, move.a_end, a)
    return SHORTEST_MOVE if (whole and between < NEAR) or (together and between < NEIGHBOUR) or turned else MOVED


def _turned(verb: int, stop: int, first: int, before: Wording, end: int, behind: Wording) -> bool:
    """Whether what begins a clause in one wording ends the same clause in the other: 加快技改步伐 and 技改步伐加快."""
    opens = any(before.ends_clause(at) for at in range(first, verb + 1))
    return opens and behind.ends_clause(end) and not any(before.ends_clause(at) for at in range(verb + 1, stop))
