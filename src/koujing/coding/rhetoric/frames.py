"""The frame that coordinated parts stand on: the words they share, and how firmly these hold them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from os.path import commonprefix

from koujing import lexicons

_HAN = re.compile(r"[\u3400-\u9fff\u3007]+\Z")
_NUMBERS = "零一二三四五六七八九十"
_LETTERS = "XYZUVWXYZ"
FIRM = 2.0  # the weight from which parts are a run: two shared characters, or one and an even length
_WORD = 8  # characters of a shared word at most
PLACES = frozenset("省市县州国区乡镇村盟旗部委局厅")  # lists of places and offices end alike and say nothing by it


@cache
def words(use: str) -> frozenset[str]:
    """The frame words of one use (``one``, ``two``, ``lead``, ``anchor``, ``weak``)."""
    return frozenset(w for row in lexicons.load("frame_words") if row["use"] == use for w in row["words"].split())


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parts of a run share: words at their head, at their end and, in order, between."""

    head: str
    middle: tuple[str, ...]
    tail: str
    lengths: tuple[int, ...]

    @property
    def is_even(self) -> bool:
        """Whether the longest part has at most one and a half times the characters of the shortest, or two more."""
        return max(self.lengths) <= max(1.5 * min(self.lengths), min(self.lengths) + 2)

    @property
    def is_equal(self) -> bool:
        """Whether all parts have as many characters."""
        return len(set(self.lengths)) == 1

    def written(self, parts: Sequence[str]) -> str:
        """The frame with letters for what changes: ``X清``, ``把X聚焦到Y上``; the shape where no word is shared."""
        if self.head or self.middle or self.tail:
            return self.head + "".join(a + b for a, b in zip_longest(_LETTERS[: len(self.middle) + 1], self.middle, fillvalue="")) + self.tail
        if all(part[-1:].isdigit() or re.search(r"[\d%％万亿]\D{0,4}\Z", part) for part in parts):
            return "V+O+数量"
        if all(begins_with_verb(part) for part in parts):
            return "VO"
        return f"{_NUMBERS[self.lengths[0]]}字格" if self.is_equal and self.lengths[0] < len(_NUMBERS) else "X"


def begins_with_verb(part: str) -> bool:
    """Whether a part begins with a verb of the lexicon that leaves room for an object."""
    return (part[:2] in words("two") and len(part) >= 4) or (part[:1] in words("one") and len(part) == 3)


def read_frame(parts: Sequence[str]) -> Frame:
    """What the parts share.

    >>> read_frame(["底数清", "问题清", "责任清"]).written([])
    'X清'
    >>> read_frame(["把人聚焦到户上", "把钱物聚焦到路上", "把心聚焦到事业上"]).written([])
    '把X聚焦到Y上'
    """
    head = commonprefix(list(parts))
    rest = [part[len(head) :] for part in parts]
    tail = commonprefix([part[::-1] for part in rest])[::-1]
    if tail:
        rest = [part[: len(part) - len(tail)] for part in rest]
    return Frame(head, _between(rest), tail, tuple(map(len, parts)))


def _between(rest: Sequence[str]) -> tuple[str, ...]:
    """Words that all parts have in the same order: two characters and more, or one that holds a frame together."""
    shortest = min(rest, key=len)
    shared = set(shortest).intersection(*rest)
    found: list[str] = []
    at, begin = [1] * len(rest), 1  # a word at the head of the parts would belong to it
    while shared and begin < len(shortest):
        end = begin
        while end < len(shortest) and shortest[end] in shared and end - begin < _WORD:
            if not all(shortest[begin : end + 1] in part[place:] for part, place in zip(rest, at, strict=True)):
                break
            end += 1
        word = shortest[begin:end]
        if len(word) > 1 or word in words("anchor"):
            found.append(word)
            at = [part.index(word, place) + len(word) + 1 for part, place in zip(rest, at, strict=True)]
        begin = max(end, begin + 1)
    return tuple(found)


def is_han(part: str) -> bool:
    """Whether a part is Han characters only."""
    return bool(_HAN.match(part))


def weigh(frame: Frame, parts: Sequence[str]) -> float:
    """How firmly parts hold together; from 2 on they are a run. Shared words count, likeness in length, and verbs.

    >>> [weigh(read_frame(p), p) for p in (["底数清", "问题清", "责任清"], ["粮食", "棉花", "油料"])]
    [3.0, 0.5]
    """
    shortest = min(frame.lengths)
    if shortest < 2 or shortest <= len(frame.head + frame.tail):
        return 0.0
    weight = _of_head(frame.head) + _of_tail(frame.tail)
    weight += min(2.0, sum(_of_middle(word, parts) for word in frame.middle))
    return weight + _of_length(frame, parts) + (0.5 if len(parts) > 3 and shortest > 2 else 0.0)


def _of_length(frame: Frame, parts: Sequence[str]) -> float:
    """What likeness in length is worth; a masked part may be as long as the others."""
    whole = [len(part) for part in parts if "*" not in part] or list(frame.lengths)
    if max(abs(n - whole[0]) for n in frame.lengths) > 2:
        whole = list(frame.lengths)
    spread, shortest = max(whole) - min(whole), min(whole)
    likeness = 0.5 if frame.is_even else 0.0
    verbs = all(begins_with_verb(part) for part in parts)
    if spread == 0 and shortest >= 3 and all(is_han(part) for part in parts if "*" not in part):
        firm = shortest > 3 or verbs or all(part[-1] in words("state") for part in parts)
        likeness += 1.5 if firm else 1.0
    elif spread == 1 and sum(whole) >= 5 * len(whole):
        likeness += 1.0
    return likeness + (1.0 if verbs else 0.0)


def _of_middle(word: str, parts: Sequence[str]) -> float:
    """A shared word between; more of two characters, or where it stands as far from either end in every part."""
    from_end = {len(part) - part.rfind(word) for part in parts}
    is_aligned = len(from_end) == 1 or len({part.find(word) for part in parts}) == 1
    return 1.0 + (0.5 if len(word) > 1 or is_aligned else 0.0)


def _of_head(head: str) -> float:
    bare = head.strip("".join(words("weak")))
    if len(bare) > 1:
        return 2.0
    return float(len(head) > 1) if not bare else 2.0 if bare in words("anchor") or bare in words("one") else 1.0


def is_head(head: str) -> bool:
    """Whether a shared head holds parts together by itself.

    >>> [is_head(head) for head in ("联出", "把", "我", "")]
    [True, True, False, False]
    """
    return _of_head(head) >= FIRM


def _of_tail(tail: str) -> float:
    bare = tail.strip("".join(words("weak")))
    if len(bare) > 1:
        return 2.0
    return 0.0 if not bare or bare in PLACES else 1.0
