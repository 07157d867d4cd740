"""Labels without a list entry or quotation marks that are known because their parts repeat their word (底子清、路子清、票子清三清)."""

from __future__ import annotations

import re
from functools import cache

from koujing.chinese.numerals import read_integer
from koujing.slogans.members import REACH, on_frame
from koujing.slogans.numbered import find_named_items
from koujing.slogans.wording import vocabulary, words


@cache
def _shape() -> re.Pattern[str]:
    """A label: after a numeral, 是 and 要 number a series (三是, 四要), and other words are plainly counted (三年, 四级)."""
    few, counts = vocabulary()["some"], vocabulary()["counts"]
    return re.compile(f"(两(?=个..)|[{few}])(?![{counts}是要])(个?)([\u4e00-\u9fff]{{1,5}})")


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(vocabulary()["ended"])


def framed(text: str, start: int) -> int | None:
    """Where the label that begins at ``start`` ends, or ``None`` if none does.

    It is the longest one whose word occurs in all of its parts, which stand before or after it, or
    head a series in its paragraph.

    >>> text = "统一供苗、统一管护、统一销售的三统一做法"
    >>> text[15 : framed(text, 15)]
    '三统一'
    """
    shape = _shape().match(text, start)
    n = shape and read_integer(shape[1])
    if not shape or not n or not _occurs(text, shape[3][0], n, start, shape.end(2)):
        return None
    for end in range(shape.end(), shape.end(2), -1):
        word = text[shape.end(2) : end]
        if n == 2 and len(word) == 1:
            return None
        likely = _ended().match(text, end) and _occurs(text, word, n, start, end) and not is_plain(word)
        if likely and (on_frame(text, start, end, [word] * n) or (shape[2] and len(word) > 1 and find_named_items(text, end, n, word))):
            return end
    return None


def is_plain(noun: str) -> bool:
    """Whether a noun marks a plain enumeration (三个部门)."""
    return noun.startswith(words("plain_noun")) or noun.endswith(words("plain_noun"))


def _occurs(text: str, word: str, n: int, start: int, end: int) -> bool:
    """Whether a word stands ``n`` times on one side of the label."""
    return text.count(word, max(0, start - REACH), start) >= n or text.count(word, end, end + 2 * REACH) >= n
