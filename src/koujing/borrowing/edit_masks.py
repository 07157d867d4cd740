"""A mask in one of two wordings of a passage, and what the other wording has in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from koujing.chinese.patterns import lazy
from koujing.chinese.places import occurrences
from koujing.speech import Repair

MASK = lazy(r"\*+")
_LETTER = lazy(r"[^\W_]|\*")
# A filter masks one word, or two that touch, which then leave two signs: 总书记 is the longest it is known to mask.
LONGEST = 4
# As many characters on both sides of a mask must be the same in the other passage before its wording is proposed for this one:
# with fewer, the two passages may go their own ways at the mask.
ALIKE = 6
# What stands more often in a passage identifies no place in it.
FEW = 8


def may_agree(a: str, b: str) -> bool:
    """Whether two wordings can be the same, given what masks in one of them may hide.

    >>> may_agree("促进*", "促进就业"), may_agree("20**", "2014"), may_agree("促进*", "推动就业"), may_agree("省", "县")
    (True, True, False, False)
    """
    return _fits(a, b) or _fits(b, a)


def _fits(masked: str, other: str) -> bool:
    parts = MASK.split(masked)
    if len(parts) == 1 or "*" in other or len(other) > sum(map(len, parts)) + LONGEST * masked.count("*"):
        return False
    at, end = len(parts[0]), len(other) - len(parts[-1])
    if at > end or not (other.startswith(parts[0]) and other.endswith(parts[-1])):
        return False
    for part in parts[1:-1]:
        at = other.find(part, at, end) + len(part)
        if at < len(part):
            return False
    return True


def proposed_repairs(passage: str, other: str, at: int = 0) -> list[Repair]:
    """What the masks of a raw passage may hide, as another passage has it: uncertain repairs, not applied to the running text.

    ``at`` is where the passage begins in its raw text. A wording is proposed only if it is the only one that stands between the six
    characters before the mask and the six behind it, marks aside.

    >>> masked, other = "发挥积极引导作用,促进*的作用进一步显现", "发挥积极引导作用，促进就业的作用进一步显现"
    >>> [(r.start, r.end, r.was, r.now, r.certain) for r in proposed_repairs(masked, other, at=100)]
    [(111, 112, '*', '就业', False)]
    """
    places = [match.start() for match in _LETTER.finditer(passage)]
    there = [match.start() for match in _LETTER.finditer(other)]
    letters, letters_there = "".join(map(passage.__getitem__, places)), "".join(map(other.__getitem__, there))
    repairs = []
    for mask in MASK.finditer(passage):
        k, n = bisect_left(places, mask.start()), len(mask[0])
        before, behind = letters[max(0, k - ALIKE) : k], letters[k + n : k + n + ALIKE]
        spans = _between(letters_there, before, behind, LONGEST * n) if len(before) == len(behind) == ALIKE else ()
        words = {other[there[start] : there[end - 1] + 1] for start, end in spans}
        word = words.pop() if len(words) == 1 else ""
        if re.fullmatch(r"[^\W_]+", word):
            repairs.append(Repair(at + mask.start(), at + mask.end(), mask[0], word, "mask", False))
    return repairs


def _between(text: str, before: str, behind: str, longest: int) -> Iterator[tuple[int, int]]:
    for found in islice(occurrences(text, before), FEW):
        start = found + len(before)
        end = text.find(behind, start + 1, start + longest + len(behind))
        if end >= 0:
            yield start, end
