"""What stands between the words that two wordings share, divided into changes that a reader would tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from koujing.borrowing.edit_kinds import SHORT, is_order
from koujing.borrowing.edit_masks import may_agree
from koujing.borrowing.edit_matches import Gap
from koujing.borrowing.edit_words import Wording


def divided(gap: Gap, moved: Sequence[Gap], a: Wording, b: Wording) -> Iterator[Gap]:
    """The changes in a gap, without what was moved and what a mask may hide."""
    for part in _without(gap, moved):
        if not may_agree(a.joined(part.a, part.a_end), b.joined(part.b, part.b_end)):
            for clause in _by_clause(part, a, b):
                yield from (_slid(piece, a, b) for piece in _order_apart(clause, a, b))


def _without(gap: Gap, moved: Sequence[Gap]) -> Iterator[Gap]:
    """The parts of a gap that were not moved; what is left on both sides in one piece was replaced."""
    in_a = _pieces(gap.a, gap.a_end, [(move.a, move.a_end) for move in moved])
    in_b = _pieces(gap.b, gap.b_end, sorted((move.b, move.b_end) for move in moved))
    if len(in_a) == len(in_b) == 1:
        yield Gap(*in_a[0], *in_b[0])
    else:
        yield from (Gap(*piece, gap.b, gap.b) for piece in in_a)
        yield from (Gap(gap.a, gap.a, *piece) for piece in in_b)


def _pieces(start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [start, *(edge for first, stop in taken if start <= first < end for edge in (first, stop)), end]
    return [(first, stop) for first, stop in zip(edges[::2], edges[1::2], strict=True) if first < stop]


def _by_clause(gap: Gap, a: Wording, b: Wording) -> list[Gap]:
    """A replacement without the clauses that only one side has: 10% became 12%, and a further clause was inserted."""
    (goes_on_a, *ends_a, leads_on_a), (goes_on_b, *ends_b, leads_on_b) = _clauses(a, gap.a, gap.a_end), _clauses(b, gap.b, gap.b_end)
    at_a, at_b = gap.a_end, gap.b_end
    if not gap.is_replaced:
        return [gap]
    if ends_a and ends_b:
        return _side_by_side([gap.a, *ends_a, gap.a_end], [gap.b, *ends_b, gap.b_end], a, b) or [gap]
    if not ends_a and not ends_b:
        if goes_on_a == goes_on_b or leads_on_a or leads_on_b:
            return [gap]
        at_b = gap.b
    elif goes_on_a and goes_on_b and not leads_on_a and not leads_on_b:
        at_a, at_b = (ends_a or [at_a])[0], (ends_b or [at_b])[0]
    elif leads_on_a and leads_on_b and not goes_on_a and not goes_on_b:
        at_a, at_b = (ends_a or [gap.a])[-1], (ends_b or [gap.b])[-1]
    parts = Gap(gap.a, at_a, gap.b, at_b), Gap(at_a, gap.a_end, at_b, gap.b_end)
    return [part for part in parts if part.a < part.a_end or part.b < part.b_end]


def _side_by_side(edges_a: list[int], edges_b: list[int], a: Wording, b: Wording) -> list[Gap]:
    """Clause for clause, if there are as many on both sides and all are short: 省政府，向全省 became 县政府，向全县."""
    if len(edges_a) != len(edges_b):
        return []
    parts = [Gap(*in_a, *in_b) for in_a, in_b in zip(pairwise(edges_a), pairwise(edges_b), strict=True)]
    short = all(len(a.joined(part.a, part.a_end)) <= SHORT and len(b.joined(part.b, part.b_end)) <= SHORT for part in parts)
    return parts if short else []


def _clauses(wording: Wording, first: int, stop: int) -> list[int]:
    """Whether a stretch goes on within a clause, before which of its words others begin, and whether its last leads on."""
    inside = [at for at in range(first + 1, stop) if wording.ends_clause(at)]
    return [not wording.ends_clause(first), *inside, not wording.ends_clause(stop)]


def _order_apart(gap: Gap, a: Wording, b: Wording) -> list[Gap]:
    """A replacement without the order mark behind the addressee that only one side has: 党员干部要 became 联村干部."""
    if not gap.is_replaced:
        return [gap]
    ordered_a, ordered_b = is_order(a.words[gap.a_end - 1].text), is_order(b.words[gap.b_end - 1].text)
    if ordered_a and not ordered_b and gap.a_end - gap.a > 1:
        return [Gap(gap.a, gap.a_end - 1, gap.b, gap.b_end), Gap(gap.a_end - 1, gap.a_end, gap.b_end, gap.b_end)]
    if ordered_b and not ordered_a and gap.b_end - gap.b > 1:
        return [Gap(gap.a, gap.a_end, gap.b, gap.b_end - 1), Gap(gap.a_end, gap.a_end, gap.b_end - 1, gap.b_end)]
    return [gap]


def _slid(gap: Gap, a: Wording, b: Wording) -> Gap:
    """What is only inserted or only dropped, moved along the same words to where marks delimit it, if it can be.

    Of 主动性和坚定性和 and 坚定性和, either of two stretches can be called dropped.
    """
    if gap.is_replaced:
        return gap
    dropped = gap.a < gap.a_end
    (longer, first, stop), (other, at) = ((a, gap.a, gap.a_end), (b, gap.b)) if dropped else ((b, gap.b, gap.b_end), (a, gap.a))
    words, others = ([word.text for word in wording.words] for wording in (longer, other))
    left = right = 0
    while first + left > 0 and at + left > 0 and words[first + left - 1] == words[stop + left - 1] == others[at + left - 1]:
        left -= 1
    while stop + right < len(words) and at + right < len(others) and words[first + right] == words[stop + right] == others[at + right]:
        right += 1
    by = max(range(left, right + 1), key=lambda by: (longer.has_mark(first + by) + longer.has_mark(stop + by), -abs(by)))
    return Gap(*(edge + by for edge in gap))
