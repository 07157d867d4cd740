"""What the later of two wordings of one passage changed in the earlier one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from koujing.borrowing.edit_kinds import CLAUSE_MARK, PUNCTUATION, Side, change_of, is_order
from koujing.borrowing.edit_masks import may_agree
from koujing.borrowing.edit_words import Gap, Pair, Word, counterparts, gaps, moves, words_alike, words_of
from koujing.chinese.patterns import lazy

_MARK = lazy(r"[^\w\s*]")



@dataclass(frozen=True, order=True)
class Edit:
    """``was[start_a:end_a]`` of the earlier passage became ``now[start_b:end_b]`` of the later one.

    ``kind`` is inserted, dropped, replaced or moved. ``change`` says what the words show it to be (level narrowed, number changed …),
    and is empty where they show nothing. What was inserted has an empty span in the earlier passage, at the place where it is
    missing, and what was dropped has one in the later passage.
    """

    start_b: int
    end_b: int
    start_a: int
    end_a: int
    kind: str
    change: str = ""


def edits(was: str, now: str, parts: tuple[str, str] = ("", "")) -> list[Edit]:
    """The words that ``now`` inserts into, drops from, replaces or moves within ``was``, in the order of ``now``.

    Both are raw passages of a few hundred characters; ``parts`` are the parts of the outline in which they stand (review, tasks; column
    ``part`` of the sections), where they are known: a passage among the tasks that returns in a review was an order. Marks do not count unless nothing else differs; a mask is no change where it
    may hide what the other passage has.

    >>> [(edit.kind, edit.change) for edit in edits("市县乡村要认真摸清底数", "县乡村要摸清底数")]
    [('replaced', 'level narrowed'), ('dropped', '')]
    >>> edits("促进*和稳定", "促进发展，和稳定"), edits("加快发展。要抓落实", "加快发展，要抓落实")
    ([], [Edit(start_b=4, end_b=5, start_a=4, end_a=5, kind='replaced', change='punctuation')])
    """
    a, b = words_alike(words_of(was), words_of(now))
    pairs = counterparts(a, b)
    found = list(gaps(pairs, a, b))
    moved = moves(found, a, b)
    left = [part for gap in found for part in _without(gap, moved) if not _may_agree(part, a, b)]
    apart = [part for gap in left for clause in _by_clause(gap, a, b, was, now) for part in _order_apart(clause, a, b)]
    rest = [_slid(part, a, b, was, now) for part in apart]
    spans = [_edit(gap, a, b) for gap in rest] + [replace(_edit(move, a, b), kind="moved") for move in moved]
    told = [replace(edit, change=_change(edit, was, now, parts)) for edit in sorted(spans)]
    return told or list(_marks(pairs, a, b, was, now))


def _change(edit: Edit, was: str, now: str, parts: tuple[str, str]) -> str:
    before, after = Side(was, edit.start_a, edit.end_a, parts[0]), Side(now, edit.start_b, edit.end_b, parts[1])
    return change_of(edit.kind, before, after)


def _may_agree(gap: Gap, a: Sequence[Word], b: Sequence[Word]) -> bool:
    return may_agree("".join(word.text for word in a[gap.a : gap.a_end]), "".join(word.text for word in b[gap.b : gap.b_end]))


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
    inside = [(first, stop) for first, stop in taken if start <= first < end]
    edges = [start, *(edge for span in inside for edge in span), end]
    return [(first, stop) for first, stop in zip(edges[::2], edges[1::2], strict=True) if first < stop]


def _by_clause(gap: Gap, a: Sequence[Word], b: Sequence[Word], was: str, now: str) -> list[Gap]:
    """A replacement without the clauses that only one side has: 10% became 12%, and a further clause was inserted."""
    in_a, in_b = _clauses(a, gap.a, gap.a_end, was), _clauses(b, gap.b, gap.b_end, now)
    (goes_on_a, *ends_a, leads_on_a), (goes_on_b, *ends_b, leads_on_b) = in_a, in_b
    if gap.a == gap.a_end or gap.b == gap.b_end or (ends_a and ends_b):
        return [gap]
    alone = [Gap(gap.a, gap.a_end, gap.b, gap.b), Gap(gap.a_end, gap.a_end, gap.b, gap.b_end)]
    if not ends_a and not ends_b:
        return alone if goes_on_a != goes_on_b and not leads_on_a and not leads_on_b else [gap]
    if goes_on_a and goes_on_b and not leads_on_a and not leads_on_b:
        at_a, at_b = ends_a[0] if ends_a else gap.a_end, ends_b[0] if ends_b else gap.b_end
    elif leads_on_a and leads_on_b and not goes_on_a and not goes_on_b:
        at_a, at_b = ends_a[-1] if ends_a else gap.a, ends_b[-1] if ends_b else gap.b
    else:
        return [gap]
    return [Gap(gap.a, at_a, gap.b, at_b), Gap(at_a, gap.a_end, at_b, gap.b_end)]


def _clauses(words: Sequence[Word], start: int, end: int, text: str) -> list[int]:
    """Whether a stretch goes on within a clause, before which of its words others begin, and whether its last leads on."""
    inside = [at for at in range(start + 1, end) if _ends_clause(words, at, text)]
    return [not _ends_clause(words, start, text), *inside, not _ends_clause(words, end, text)]


def _ends_clause(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a clause ends before a word."""
    return not 0 < at < len(words) or bool(CLAUSE_MARK.search(text, words[at - 1].end, words[at].start))


def _order_apart(gap: Gap, a: Sequence[Word], b: Sequence[Word]) -> list[Gap]:
    """A replacement without an order mark behind the addressee that only one side has: 党员干部要 became 联村干部."""
    if gap.a_end - gap.a > 1 and gap.b < gap.b_end and is_order(a[gap.a_end - 1].text) and not is_order(b[gap.b_end - 1].text):
        return [Gap(gap.a, gap.a_end - 1, gap.b, gap.b_end), Gap(gap.a_end - 1, gap.a_end, gap.b_end, gap.b_end)]
    if gap.b_end - gap.b > 1 and gap.a < gap.a_end and is_order(b[gap.b_end - 1].text) and not is_order(a[gap.a_end - 1].text):
        return [Gap(gap.a, gap.a_end, gap.b, gap.b_end - 1), Gap(gap.a_end, gap.a_end, gap.b_end - 1, gap.b_end)]
    return [gap]


def _slid(gap: Gap, a: Sequence[Word], b: Sequence[Word], was: str, now: str) -> Gap:
    """What is only inserted or only dropped, moved along the same words to where it is delimited by marks, if it can be.

    Of 主动性和坚定性和 and 坚定性和, either of two stretches can be called inserted.
    """
    if gap.a < gap.a_end and gap.b < gap.b_end:
        return gap
    words, text = (a, was) if gap.a < gap.a_end else (b, now)
    start, end = (gap.a, gap.a_end) if gap.a < gap.a_end else (gap.b, gap.b_end)
    other, at = (b, gap.b) if words is a else (a, gap.a)
    left = right = 0
    while start + left > 0 and at + left > 0 and words[start + left - 1].text == words[end + left - 1].text == other[at + left - 1].text:
        left -= 1
    while end + right < len(words) and at + right < len(other) and words[start + right].text == words[end + right].text == other[at + right].text:
        right += 1
    by = max(range(left, right + 1), key=lambda by: (_delimited(words, start + by, end + by, text), -abs(by)))
    return Gap(*(edge + by for edge in gap))


def _delimited(words: Sequence[Word], start: int, end: int, text: str) -> int:
    """At how many of its ends a stretch of words is delimited by a mark."""
    before = text[words[start - 1].end : words[start].start] if start else text[: words[0].start] or "."
    behind = text[words[end - 1].end : words[end].start] if end < len(words) else "."
    return bool(_MARK.search(before)) + bool(_MARK.search(behind))


def _edit(gap: Gap, a: Sequence[Word], b: Sequence[Word]) -> Edit:
    (start_a, end_a), (start_b, end_b) = _place(a, gap.a, gap.a_end), _place(b, gap.b, gap.b_end)
    kind = "inserted" if start_a == end_a else "dropped" if start_b == end_b else "replaced"
    return Edit(start_b, end_b, start_a, end_a, kind)


def _place(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    if start < end:
        return words[start].start, words[end - 1].end
    at = words[start - 1].end if start else 0
    return at, at


def _marks(pairs: Sequence[Pair], a: Sequence[Word], b: Sequence[Word], was: str, now: str) -> Iterator[Edit]:
    """Marks that differ between words that follow one another in both passages."""
    for pair, follows in pairwise(pairs):
        if follows == (pair.a + 1, pair.b + 1):
            start_a, end_a, start_b, end_b = a[pair.a].end, a[follows.a].start, b[pair.b].end, b[follows.b].start
            before, behind = (_plain(text) for text in (was[start_a:end_a], now[start_b:end_b]))
            if before != behind:
                kind = "inserted" if not before else "dropped" if not behind else "replaced"
                yield Edit(start_b, end_b, start_a, end_a, kind, PUNCTUATION)


def _plain(marks: str) -> str:
    return "".join(unicodedata.normalize("NFKC", marks).split())
