"""Series of numbered items as runs: the opening words of all items on one level of the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koujing.chinese.joints import Span
from koujing.chinese.numeral_forms import TO_TEN
from koujing.speech import Section

_IN_TURN = "首先|其次|再次|最后"
_INLINE = re.compile(f"(?:[{TO_TEN}]+[是要则来]|第[{TO_TEN}]+|其[{TO_TEN}]|{_IN_TURN})")
_NUMERAL = re.compile(f"[{TO_TEN}]+|{_IN_TURN}")


def split_series(text: str, sections: Sequence[Section]) -> Iterator[tuple[list[Span], str]]:
    """For every series of three or more items, the spans of their openings and the style of numbers in running text (``N是``)."""
    open_: dict[int, list[Section]] = {}
    for section in sections:
        for depth in [depth for depth in open_ if depth > section.depth]:
            yield from _series(text, open_.pop(depth))
        if section.ordinal:
            open_.setdefault(section.depth, []).append(section)
        else:
            yield from _series(text, open_.pop(section.depth, []))
    for depth in sorted(open_):
        yield from _series(text, open_[depth])


def _series(text: str, items: list[Section]) -> Iterator[tuple[list[Span], str]]:
    spans = [(start, start + len(s.heading)) for s in items if (start := _words(text, s)) < s.end and s.heading]
    if len(spans) >= 3:
        ordinals = [s.ordinal.strip("（( \n\u3000，、,：:）)") for s in items]
        style = _NUMERAL.sub("N", ordinals[1]) if all(map(_INLINE.match, ordinals)) else ""
        yield spans, style


def _words(text: str, section: Section) -> int:
    """Where the wording of an item begins."""
    start = section.start + len(section.ordinal)
    return start + len(text[start : start + 8]) - len(text[start : start + 8].lstrip())
