"""What the later of two wordings of one passage changed in the earlier one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from koujing.borrowing.edit_gaps import divided
from koujing.borrowing.edit_kinds import PUNCTUATION, change_of
from koujing.borrowing.edit_matches import Gap, Pair, counterparts, gaps, moves
from koujing.borrowing.edit_signs import Spot
from koujing.borrowing.edit_words import NOTE, Wording, words_alike, words_of
from koujing.chinese.halves import without_halves

# Words that are compared each with each; passages of ``borrowings`` have at most 400 characters.
LONGEST = 2000


@dataclass(frozen=True, order=True)
class Edit:
    """``was[start_a:end_a]`` of the earlier passage became ``now[start_b:end_b]`` of the later one.

    ``kind`` is inserted, dropped, replaced or moved. ``change`` says what the words show it to be (level narrowed, number changed …),
    and is empty where they show nothing. What was inserted has an empty span in the earlier passage, at the place where it is
    missing, and what was dropped has one in the later passage.
    """

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    kind: str
    change: str = ""


def edits(was: str, now: str, parts: tuple[str, str] = ("", "")) -> list[Edit]:
    """The words that ``now`` inserts into, drops from, replaces or moves within ``was``, in the order of ``now``.

    Both are raw passages of a few hundred characters; ``parts`` are the parts of the outline in which they stand (review, tasks; column
    ``part`` of the sections), where they are known: what was a task and returns in a review was an order. Marks do not count
    unless nothing else differs; a mask is no change where it may hide what the other passage has. Needs ``koujing[borrowing]``.

    Errors: ``ValueError`` for a passage of more than 2,000 characters.

    >>> [(edit.kind, edit.change) for edit in edits("市县乡村要认真摸清底数", "县乡村要摸清底数")]
    [('replaced', 'level narrowed'), ('dropped', '')]
    >>> edits("促进*和稳定", "促进发展，和稳定"), edits("加快发展。要抓落实", "加快发展，要抓落实")
    ([], [Edit(start_a=4, end_a=5, start_b=4, end_b=5, kind='replaced', change='punctuation')])
    """
    if (n := max(len(was), len(now))) > LONGEST:
        raise ValueError(f"a passage of {n:,} characters; expected one of at most {LONGEST:,}")
    was, now = without_halves(was), without_halves(now)
    a, b = words_alike(words_of(was), words_of(now))
    pairs = counterparts(a, b)
    found = gaps(pairs, a, b)
    moved = moves(found, a, b)
    spans = [(_places(part, a, b), "") for gap in found for part in divided(gap, moved, a, b)]
    spans += [(_places(move, a, b), "moved") for move in moved]
    told = [_edit(place, kind, was, now, parts) for place, kind in spans]
    return sorted(told, key=lambda edit: (edit.start_b, edit.end_b, edit)) or list(_marks(pairs, a, b))


def _places(gap: Gap, a: Wording, b: Wording) -> tuple[int, int, int, int]:
    return *a.span(gap.a, gap.a_end), *b.span(gap.b, gap.b_end)


def _edit(place: tuple[int, int, int, int], kind: str, was: str, now: str, parts: tuple[str, str]) -> Edit:
    start_a, end_a, start_b, end_b = place
    kind = kind or _kind(was[start_a:end_a], now[start_b:end_b])
    change = change_of(kind, Spot(was, start_a, end_a, parts[0]), Spot(now, start_b, end_b, parts[1]))
    return Edit(*place, kind, change)


def _kind(was: str, now: str) -> str:
    return "inserted" if not was else "dropped" if not now else "replaced"


def _marks(pairs: Sequence[Pair], a: Wording, b: Wording) -> Iterator[Edit]:
    """Marks that differ between words that follow one another in both passages."""
    for pair, follows in pairwise(pairs):
        if follows == (pair.a + 1, pair.b + 1):
            start_a, end_a, start_b, end_b = a.words[pair.a].end, a.words[follows.a].start, b.words[pair.b].end, b.words[follows.b].start
            was, now = _plain(a.text[start_a:end_a]), _plain(b.text[start_b:end_b])
            if was != now:  # a space or the number of a note, where one side has a mark, is nothing
                yield Edit(start_a, end_a if was else start_a, start_b, end_b if now else start_b, _kind(was, now), PUNCTUATION)


def _plain(marks: str) -> str:
    return "".join(unicodedata.normalize("NFKC", NOTE.sub("", marks)).split())
