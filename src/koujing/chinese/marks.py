"""Sentences of a repaired text, and how much of it is Han characters."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_CLOSING = "”』」’）)》】"
# A sentence ends at a full stop, with the marks that close behind it, or at the end of the line. A point in a statistic, an
# ellipsis and a semicolon end none, nor does a stop inside marks that a comma or 的 follows (“好不好？”的问题), nor that
# of an outline number (1。落实…) where it stands. Atomic, so that each character is read once.
_SENTENCE = re.compile(
    rf"""[^\s。！？!?](?>(?:(?<=\d)\d?。(?!\d))?)
        [^。！？!?\n]*+ (?>(?:[。！？!?]++[{_CLOSING}]++(?=[，、；：,;的等])[^。！？!?\n]*+)*)
        (?>(?:[。！？!?]++[{_CLOSING}]*+)*)""",
    re.VERBOSE,
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence that holds a Han character, its stop included.

    >>> split_sentences("达到26.54万户。好！”\\n完")
    [(0, 10), (10, 13), (14, 15)]
    """
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    return [(a, a + len(text[a:b].rstrip())) for a, b in spans if _HAN.search(text, a, b)]


def count_han(text: str) -> int:
    """How many Han characters a text has: the base of every rate per 10,000 characters.

    >>> count_han("增长15%，达到二〇二〇年的水平")
    12
    """
    return sum(map(len, _HAN_RUN.findall(text)))
