"""Two or more speeches → the passages that a later one shares with an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from koujing.borrowing.aligned import Aligned, aligned
from koujing.borrowing.chains import Chain, find_chains, trimmed
from koujing.borrowing.runs import Run, find_runs
from koujing.borrowing.set_wordings import counted
from koujing.borrowing.sides import Side

# Letters that both texts must have. In three speeches, all but six of the 34 passages found by readers have ten that count;
# of what has nine or fewer, most are titles, headings and phrases of the genre.
LEAST = 10
# No passage is longer, in raw characters of either text: what is copied at greater length is cut where a sentence ends.
LONGEST = 400
GAINED = 0.75  # what a letter counts that agrees beyond the edges of a chain
_STOPS = frozenset("。！？；\n!?;")


class Passage(NamedTuple):
    """A passage of two texts. ``weight``: the letters in common, set wordings and what many texts use counted less."""

    a: int
    b: int
    place: Aligned
    weight: float

    @property
    def n_shared(self) -> int:
        """Letters that both have, in runs."""
        return sum(run.n for run in self.place.chain.runs) + self.place.gained


def find_passages(sides: Sequence[Side], least: float, on_aside: Callable[[int, int], None]) -> Iterator[Passage]:
    """The passages that each pair of texts shares, a being the text that stands first; lighter ones than ``least`` are not all found.

    ``on_aside`` is called as by ``find_runs``.
    """
    for runs in find_runs([side.letters for side in sides], on_aside=on_aside):
        for number_a, number_b, chains in find_chains(runs, least / 2):
            a, b = sides[number_a], sides[number_b]
            places = [place for chain in chains for place in _places(chain, a, b)]
            passages = [Passage(number_a, number_b, place, _weight(place, a, b)) for place in places]
            yield from _apart([passage for passage in passages if passage.n_shared >= LEAST])


def _places(chain: Chain, a: Side, b: Side) -> list[Aligned]:
    """A chain with what agrees beyond its edges or, if that is too long, in pieces without."""
    place = aligned(chain, a, b)
    if _fits(a.raw_span(place.start_a, place.end_a), b.raw_span(place.start_b, place.end_b)):
        return [place]
    return [Aligned(*piece.span_a, *piece.span_b, 0, piece) for piece in _cut(chain, a, b)]


def _fits(*spans: tuple[int, int]) -> bool:
    return all(end - start <= LONGEST for start, end in spans)


def _weight(place: Aligned, a: Side, b: Side) -> float:
    """What the letters in common count, in the text where they count less."""
    runs = place.chain.runs
    in_a = _counting(a, (place.start_a, place.end_a), place.chain.span_a, [run.a for run in runs], place)
    return min(in_a, _counting(b, (place.start_b, place.end_b), place.chain.span_b, [run.b for run in runs], place))


def _counting(side: Side, whole: tuple[int, int], chain: tuple[int, int], starts: Sequence[int], place: Aligned) -> float:
    each = counted(side.word[whole[0] : whole[1]])
    n_title = min(max(0, side.n_title - whole[0]), len(each))
    each[:n_title] = [0.0] * n_title
    beyond = each[: chain[0] - whole[0]] + each[chain[1] - whole[0] :]
    weight = GAINED * place.gained * sum(beyond) / len(beyond) if beyond else 0.0
    for run, start in zip(place.chain.runs, starts, strict=True):
        weight += run.weight / run.n * sum(each[start - whole[0] : start - whole[0] + run.n])
    return weight


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """Those that are the heaviest at their place in text b: what stands twice in text a is taken from there once."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda passage: (-passage.weight, passage.place)):
        start, end = passage.place.start_b, passage.place.end_b
        if all(2 * (min(end, other.place.end_b) - max(start, other.place.start_b)) <= end - start for other in kept):
            kept.append(passage)
    return sorted(kept, key=lambda passage: passage.place.start_b)


def _cut(chain: Chain, a: Side, b: Side) -> list[Chain]:
    """The chain, in pieces that are not too long in either text."""
    if _fits(a.raw_span(*chain.span_a), b.raw_span(*chain.span_b)):
        return [chain]
    at = _stop(chain, b)
    before = [part for run in chain.runs if (part := _part(run, 0, at - run.b))]
    after = [part for run in chain.runs if (part := _part(run, at - run.b, run.n))]
    return [piece for part in (before, after) if part for piece in _cut(trimmed(part), a, b)]


def _stop(chain: Chain, b: Side) -> int:
    """The letter of text b at which the chain is cut: next to its middle, after the end of a sentence or between two runs."""
    start, end = chain.span_b
    places, text = b.letters.places, b.text
    ends = [k for k in range(start + 1, end) if _STOPS & set(text[places[k - 1] + 1 : places[k]])]
    edges = [run.b for run in chain.runs[1:]]
    middle = (start + end) // 2
    return min([k for k in ends or edges if 4 * abs(k - middle) <= end - start] or [middle], key=lambda k: abs(k - middle))


def _part(run: Run, first: int, last: int) -> Run | None:
    """Some letters of a run."""
    first, last = max(first, 0), min(last, run.n)
    return Run(run.a + first, run.b + first, last - first, run.weight * (last - first) / run.n) if first < last else None
