"""Where a slogan with a numeral stands: what the rules of its kinds find, told from outlines, idioms and plain counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from koujing.chinese.rules import Grammar
from koujing.slogans.framed import framed
from koujing.slogans.kinds import RULES
from koujing.slogans.wording import FEW, NUMERALS, vocabulary, words


class Label(NamedTuple):
    """``text[start:end]`` is a label; ``kind`` is ``numeral``, ``code`` or ``plan``."""

    start: int
    end: int
    kind: str


# The speaker's own outline (下列十条方针), not a bundle with a name.
_OUTLINE = re.compile("(?:上述|以上|下列|以下|如下|下面|以下的|下述)$")


@cache
def grammar() -> Grammar:
    """The rules of all kinds; no label begins within a numeral, behind a point or behind 第."""
    return Grammar(RULES, vocabulary(), not_behind=f"{NUMERALS}第点.．数几")


def find_labels(text: str) -> Iterator[Label]:
    """Labels in order, none overlapping another.

    >>> [text[start:end] for text in ["打好三大攻坚战、办好以下三件实事"] for start, end, _ in find_labels(text)]
    ['三大攻坚战']
    """
    end = 0
    for start in grammar().starts(text):
        label = _at(text, start) if start >= end else None
        if label:
            yield label
            end = label.end


def _at(text: str, start: int) -> Label | None:
    """The label that begins at ``start``, if one does."""
    found = grammar().at(text, start)
    if found and _names(text, *found.match.span()):
        return Label(start, found.match.end(), found.rule.kind or "numeral")
    end = framed(text, start) if text[start] in FEW else None
    return Label(start, end, "numeral") if end else None


def _names(text: str, start: int, end: int) -> bool:
    """Whether a label names a set: it is no idiom, and none that the speaker only lists."""
    if _OUTLINE.search(text, max(0, start - 4), start):
        return False
    return re.sub("[，,、 ]", "", text[start:end]) not in words("plain")
