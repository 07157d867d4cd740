"""Where slogans with a numeral stand: the matches of the rules, without outlines, idioms and plain counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from koujing.chinese.places import Characters
from koujing.chinese.rules import Found, Grammar
from koujing.lexicons import per_lexicon
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
_MARKS = re.compile("[，,、 ]")


@per_lexicon
def grammar() -> Grammar:
    """The rules of all kinds; no label begins within a numeral, after a decimal point or after 第."""
    return Grammar(RULES, vocabulary(), not_behind=f"{NUMERALS}第点.．数几")


def find_labels(characters: Characters) -> Iterator[Label]:
    """The labels of a text, in order and without overlaps.

    >>> text = "打好三大攻坚战、办好以下三件实事"
    >>> [text[start:end] for start, end, _ in find_labels(Characters(text))]
    ['三大攻坚战']
    """
    end, rules, text = 0, grammar(), characters.text
    for start in rules.starts(characters):
        if start < end:
            continue
        found = rules.at(text, start)
        label = _as_label(text, found) if found else None
        if not label and text[start] in FEW and (stop := framed(text, start)):
            label = Label(start, stop, "numeral")
        if label:
            yield label
            end = label.end


def _as_label(text: str, found: Found) -> Label | None:
    """What a rule found, as a label if it names a set; ``None`` for an idiom or an outline of the speaker's own."""
    start, end = found.match.span()
    if _OUTLINE.search(text, max(0, start - 4), start) or _MARKS.sub("", text[start:end]) in words("plain"):
        return None
    return Label(start, end, found.rule.kind or "numeral")
