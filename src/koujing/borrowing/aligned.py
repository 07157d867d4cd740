"""Chains → aligned passages: a letter exchanged or a short insertion at an edge no longer ends them. Needs rapidfuzz."""

from __future__ import annotations

from typing import NamedTuple

from koujing.borrowing.chains import Chain
from koujing.borrowing.sides import Side

# Letters beyond the edge of a chain in which it may go on, and the least letters in a row by which it does.
REACH, PIECE = 15, 2
# What a letter that only one text has costs against a letter that both have. At .5, a passage goes on over one exchanged letter
# for two that agree, and over an insertion of fifteen for eight.
COST = 0.5


class Aligned(NamedTuple):
    """A passage as spans of letters of both texts; ``gained`` are the letters that both have beyond the edges of its chain."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    gained: int
    chain: Chain


def aligned(chain: Chain, a: Side, b: Side) -> Aligned:
    """The chain with what agrees beyond its edges, in the same line.

    An edge at which the texts have different runs (reordered clauses) stays as it is.
    """
    (start_a, end_a), (start_b, end_b) = chain.span_a, chain.span_b
    before = after = (0, 0, 0)
    if any(run.a == start_a and run.b == start_b for run in chain.runs):
        before = further(a.word[_least(a, start_a) : start_a][::-1], b.word[_least(b, start_b) : start_b][::-1])
    if any(run.a + run.n == end_a and run.b + run.n == end_b for run in chain.runs):
        after = further(a.word[end_a : _most(a, end_a)], b.word[end_b : _most(b, end_b)])
    spans = start_a - before[0], end_a + after[0], start_b - before[1], end_b + after[1]
    return Aligned(*spans, before[2] + after[2], chain)


def _least(side: Side, letter: int) -> int:
    return max(letter - REACH, side.line(letter)[0])


def _most(side: Side, letter: int) -> int:
    return min(letter + REACH, side.line(letter - 1)[1])


def further(a: str, b: str) -> tuple[int, int, int]:
    """How far a passage goes on in two texts, as letters of each, and how many of them agree.

    >>> further("促就业稳增长", "保就业稳收入"), further("改革", "开放")
    ((4, 4, 3), (0, 0, 0))
    """
    best, score, agree = (0, 0, 0), 0.0, 0
    highest = 0.0
    for tag, start_a, end_a, start_b, end_b in _opcodes(a, b):
        same = end_a - start_a if tag == "equal" else 0
        if same >= PIECE or (same and start_a == 0):
            score, agree = score + same, agree + same
        else:
            score -= COST * max(end_a - start_a, end_b - start_b)
        if score > highest:
            best, highest = (end_a, end_b, agree), score
    return best


def _opcodes(a: str, b: str) -> list[tuple[str, int, int, int, int]]:
    from rapidfuzz.distance import Levenshtein

    return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Levenshtein.opcodes(a, b)]


def similarity(a: str, b: str) -> float:
    """Twice the letters that an alignment in order has in common, divided by all letters of both (normalised indel similarity).

    >>> similarity("县乡村三级", "市县乡村四级")
    0.7272727272727273
    """
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(a, b))
