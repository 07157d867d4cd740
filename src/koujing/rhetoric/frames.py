"""The frame of coordinated parts: the words they share, and how firmly these hold the parts together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from koujing.chinese.numerals import write_numeral
from koujing.chinese.rules import words_of

FIRM = 2.0  # the weight from which parts are a run: two shared characters, or one and an even length
_LONG = 12  # characters from which a clause may contain a 的 or 和, or a shared word of two, by chance
_SHORT = 9  # characters below which any shared character counts, if it stands at the same place
_REACH = 120  # the longest part in which shared words are looked for, as the time grows with the square
_WORD = 8  # the longest shared word
_LOOSE = frozenset("的和与是有")
_DIGITS = "0123456789.．%％"  # a statistic belongs to its part, not to the frame
_STATISTIC = re.compile(r"[\d%％万亿]\D{0,4}\Z")
_HAN = re.compile(r"[\u3400-\u9fff\u3007]+\Z")
_LETTERS = "XYZUVWABCDE"


@cache
def frame_words(use: str) -> frozenset[str]:
    """The words listed under one use in the lexicon ``frame_words``.

    >>> "抓" in frame_words("one")
    True
    """
    return frozenset(words_of("frame_words", use))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parts of a run share: words at their beginning, at their end and, in order, in between; and their lengths."""

    head: str
    middle: tuple[str, ...]
    tail: str
    lengths: tuple[int, ...]

    @property
    def has_words(self) -> bool:
        """Whether the parts share any word."""
        return bool(self.head or self.middle or self.tail)

    def written(self, parts: Sequence[str]) -> str:
        """The frame with letters for what changes (``X清``, ``把X聚焦到Y上``), or the shape if no word is shared."""
        if self.has_words:
            slots = zip_longest(_LETTERS[: len(self.middle) + 1], self.middle, fillvalue="")
            return self.head + "".join(letter + word for letter, word in slots) + self.tail
        if all(_STATISTIC.search(part) for part in parts):
            return "V+O+数量"
        if all(map(begins_with_verb, parts)):
            return "VO"
        is_even = len(set(self.lengths)) == 1 and self.lengths[0] <= 10
        return f"{write_numeral(self.lengths[0])}字格" if is_even else "X"


def read_frame(parts: Sequence[str]) -> Frame:
    """The frame that the parts share.

    >>> read_frame(["底数清", "问题清", "责任清"]).written([])
    'X清'
    >>> read_frame(["把人聚焦到户上", "把钱物聚焦到路上", "把心聚焦到事业上"]).written([])
    '把X聚焦到Y上'
    """
    head, rest = shared_head(parts), parts
    if head:
        head = head.rstrip(_DIGITS) or head
        rest = [part[len(head) :] for part in parts]
    if tail := shared_tail(rest).lstrip(_DIGITS):
        rest = [part[: len(part) - len(tail)] for part in rest]
    return Frame(head, _between(rest), tail, tuple(map(len, parts)))


def shared_head(parts: Sequence[str]) -> str:
    """The longest prefix that all parts share.

    >>> shared_head(["新情况", "新要求", "新课题"])
    '新'
    """
    first = parts[0][:1]
    for part in parts:  # most share none: no need to go on
        if part[:1] != first:
            return ""
    low, high = min(parts), max(parts)
    size = next((k for k, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:size]


def shared_tail(parts: Sequence[str]) -> str:
    """The longest suffix that all parts share.

    >>> shared_tail(["底数清", "问题清"])
    '清'
    """
    last = parts[0][-1:]
    for part in parts:
        if part[-1:] != last:
            return ""
    return shared_head([part[::-1] for part in parts])[::-1]


def _between(rest: Sequence[str]) -> tuple[str, ...]:
    """Words that all parts contain in the same order: of two characters or more, or one that holds a frame together."""
    if max(map(len, rest)) > _REACH:
        return ()
    shortest = min(rest, key=len)
    shared = set(shortest[1:]).intersection(*rest)
    if not shared:
        return ()
    found: list[str] = []
    at, begin = [1] * len(rest), 1  # a word at the very beginning would belong to the shared head
    while begin < len(shortest):
        end = begin
        while end < len(shortest) and shortest[end] in shared and end - begin < _WORD:
            if not all(shortest[begin : end + 1] in part[place:] for part, place in zip(rest, at, strict=True)):
                break
            end += 1
        word = shortest[begin:end]
        if word and _holds(word, rest):
            found.append(word)
            at = [part.index(word, place) + len(word) + 1 for part, place in zip(rest, at, strict=True)]
        begin = max(end, begin + 1)
    return tuple(found)


def _holds(word: str, parts: Sequence[str]) -> bool:
    if word.strip(_DIGITS) != word:
        return False
    if len(word) > 1 or word in frame_words("anchor"):
        return True
    return max(map(len, parts)) < _SHORT and is_han(word) and _is_aligned(word, parts)


def _is_aligned(word: str, parts: Sequence[str]) -> bool:
    from_end = {len(part) - part.rfind(word) for part in parts}
    return len(from_end) == 1 or len({part.find(word) for part in parts}) == 1


def is_han(part: str) -> bool:
    """Whether a part consists of Han characters only.

    >>> is_han("责任清"), is_han("1+17")
    (True, False)
    """
    return _HAN.match(part) is not None


def begins_with_verb(part: str) -> bool:
    """Whether a part begins with a verb of the lexicon, after an adverb or not, that leaves room for an object.

    >>> [begins_with_verb(part) for part in ("抓产业", "着力改善条件", "产业兴旺")]
    [True, True, False]
    """
    if len(part) < 4:
        return len(part) == 3 and part[0] in frame_words("one")
    verbs, begins = frame_words("two"), part[:2]
    return begins in verbs or (begins in frame_words("adverb") and part[2:4] in verbs)


def is_head(head: str) -> bool:
    """Whether a shared prefix is enough by itself to hold parts together.

    >>> [is_head(head) for head in ("联出", "把", "我", "")]
    [True, True, False, False]
    """
    return len(head) > 1 or head in frame_words("anchor") or head in frame_words("one")


def weigh(frame: Frame, parts: Sequence[str]) -> float:
    """How firmly parts hold together, by shared words, similar length, and verbs; from 2 on they are a run.

    >>> [weigh(read_frame(p), p) for p in (["底数清", "问题清", "责任清"], ["粮食", "棉花", "油料"])]
    [3.0, 0.5]
    """
    shortest, longest = min(frame.lengths), max(frame.lengths)
    if shortest < 2 or shortest <= len(frame.head) + len(frame.tail):
        return 0.0
    is_even = longest <= max(1.5 * shortest, shortest + 2)
    weight = _of_length(frame.lengths, parts) + (0.5 if is_even else 0.0)
    if frame.head:
        weight += _of_head(frame.head)
    if frame.tail:
        weight += _of_tail(frame.tail) / (1 if is_even or longest <= _LONG or len(frame.tail) > 2 else 2)
        if all(part[-len(frame.tail) - 1] in _DIGITS for part in parts):
            weight += 0.5  # statistics in one unit (种植业21项、养殖业10项)
    if frame.middle:
        weight += min(2.0, sum(_of_middle(word, parts, longest) for word in frame.middle))
    return weight + (0.5 if len(parts) > 3 and shortest > 2 else 0.0)


def _of_length(lengths: Sequence[int], parts: Sequence[str]) -> float:
    """The weight of similar length and of verbs; a masked part counts as being as long as the others."""
    words, whole, said = parts, lengths, "".join(parts)
    if "*" in said:
        words = [part for part in parts if "*" not in part]
        whole = list(map(len, words)) or lengths
        whole = lengths if max(max(lengths) - whole[0], whole[0] - min(lengths)) > 2 else whole
        said = "".join(words)
    shortest = min(whole)
    spread = max(whole) - shortest
    verbs = begins_with_verb(parts[0]) and all(map(begins_with_verb, parts))
    if spread == 0 and shortest >= 3 and (not words or is_han(said)):
        firm = shortest > 3 or verbs or all(part[-1] in frame_words("state") for part in parts)
        return (1.5 if firm else 1.0) + verbs
    return (1.0 if spread == 1 and sum(whole) >= 5 * len(whole) else 0.0) + verbs


def _of_middle(word: str, parts: Sequence[str], longest: int) -> float:
    """The weight of a shared word inside the parts; higher for two characters, or if its distance from one end is the same."""
    if _is_aligned(word, parts):
        return 2.0 if len(word) > 1 else 1.5
    if longest > _LONG and (word in _LOOSE or len(word) == 2):
        return 0.5
    return 1.5 if len(word) > 1 else 1.0


@cache
def _weak() -> str:
    return "".join(sorted(frame_words("weak")))


def _of_head(head: str) -> float:
    bare = head.strip(_weak())
    if not bare:
        return float(len(head) > 1)
    return 2.0 if len(bare) > 1 or is_head(bare) else 1.0


def _of_tail(tail: str) -> float:
    bare = tail.strip(_weak())
    if len(bare) > 1:
        return 2.0
    return 1.5 if bare in frame_words("anchor") else float(bool(bare) and bare not in frame_words("place"))
