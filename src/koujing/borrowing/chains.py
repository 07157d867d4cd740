"""Runs of two texts that stand near one another in both → chains, which may have insertions and clauses in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koujing.borrowing.runs import Run, Runs

# Letters between two runs of one chain, in either text: insertions have up to 15, and a seam or a dropped clause has some more.
# Where one text goes on at once (within ``CLOSE``), a longer clause may have been put in or dropped.
GAP, CLOSE, CLAUSE = 20, 3, 80
# What a run at the edge of a chain must weigh for each letter of the narrower and of the wider of the gaps to the rest.
NARROW, WIDE = 0.3, 0.1
MOST = 100  # runs of a chain: more have more letters than a passage may, and are cut anyway


@dataclass(frozen=True)
class Chain:
    """Runs of a passage that two texts share, none of which has a letter of another, in order of text b."""

    runs: tuple[Run, ...]

    @cached_property
    def span_a(self) -> tuple[int, int]:
        """The first of its letters in text a, and one past the last."""
        return min(run.a for run in self.runs), max(run.a + run.n for run in self.runs)

    @cached_property
    def span_b(self) -> tuple[int, int]:
        """The same in text b."""
        return min(run.b for run in self.runs), max(run.b + run.n for run in self.runs)

    @property
    def weight(self) -> float:
        """That of its runs."""
        return sum(run.weight for run in self.runs)


def find_chains(runs: Runs, least: float) -> Iterator[tuple[int, int, list[Chain]]]:
    """For each pair of texts that has any: their numbers and the chains of some weight, those near one another together."""
    for first, last in _dense(runs, least):
        some = [Run(*row) for row in zip(*(column[first:last].tolist() for column in runs[2:]), strict=True)]
        groups = (group[k : k + MOST] for group in _groups(some) for k in range(0, len(group), MOST))
        chains = [chain for group in groups if (chain := trimmed(group)).weight >= least]
        if chains:
            yield int(runs.text_a[first]), int(runs.text_b[first]), chains


def _dense(runs: Runs, least: float) -> list[tuple[int, int]]:
    """Stretches of runs that are near one another in text b and together weigh enough."""
    if not len(runs.n):
        return []
    ends = runs.b + runs.n
    new = np.ones(len(ends), dtype=bool)
    new[1:] = (np.diff(runs.text_a) != 0) | (np.diff(runs.text_b) != 0)
    # Ends so far, made to begin anew with each pair of texts: runs are in order of their beginnings, not of their ends.
    base = np.cumsum(new) * (int(ends.max()) + CLAUSE + 1)
    reached = np.maximum.accumulate(ends + base) - base
    new[1:] |= runs.b[1:] - reached[:-1] > CLAUSE
    starts = np.flatnonzero(new)
    heavy = np.add.reduceat(runs.weight, starts) >= least
    lasts = np.append(starts[1:], len(ends))
    return list(zip(starts[heavy].tolist(), lasts[heavy].tolist(), strict=True))


def _groups(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs linked where the gaps between two of them are narrow enough in both texts."""
    above = list(range(len(runs)))

    def top(k: int) -> int:
        while above[k] != k:
            above[k] = k = above[above[k]]
        return k

    near: list[int] = []
    for k, run in enumerate(runs):
        near = [j for j in near if run.b - runs[j].b - runs[j].n <= CLAUSE]
        for j in near:
            narrow, wide = _gaps(run, runs[j])
            if wide <= GAP or (narrow <= CLOSE and wide <= CLAUSE):
                above[top(k)] = top(j)
        near.append(k)
    groups: dict[int, list[Run]] = {}
    for k, run in enumerate(runs):
        groups.setdefault(top(k), []).append(run)
    return list(groups.values())


def trimmed(runs: Sequence[Run]) -> Chain:
    """The chain of linked runs: each letter once, the heavier run first, and no light run far out at an edge."""
    chosen: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.weight, run.b, run.a)):
        if not any(_overlap(run, other) for other in chosen):
            chosen.append(run)
    chosen.sort(key=lambda run: run.b)
    while len(chosen) > 1:
        for edge, rest in ((chosen[0], chosen[1:]), (chosen[-1], chosen[:-1])):
            narrow, wide = _gaps(edge, *rest)
            if NARROW * narrow + WIDE * wide > edge.weight:
                chosen = rest
                break
        else:
            break
    return Chain(tuple(chosen))


def _overlap(one: Run, other: Run) -> bool:
    """Whether they have more than half of the shorter in common, in either text."""
    half = min(one.n, other.n) / 2
    inside_a = min(one.a + one.n, other.a + other.n) - max(one.a, other.a)
    return inside_a > half or min(one.b + one.n, other.b + other.n) - max(one.b, other.b) > half


def _gaps(run: Run, *others: Run) -> tuple[int, int]:
    """The letters between a run and others in both texts: the narrower gap, then the wider."""
    start_a, end_a = min(other.a for other in others), max(other.a + other.n for other in others)
    start_b, end_b = min(other.b for other in others), max(other.b + other.n for other in others)
    gap_a, gap_b = max(start_a - run.a - run.n, run.a - end_a, 0), max(start_b - run.b - run.n, run.b - end_b, 0)
    return min(gap_a, gap_b), max(gap_a, gap_b)
