"""The places where two lines of a text meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from koujing.chinese.numeral_forms import SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy

# Replaces in the working copy of a text every character that was set aside.
ASIDE = "\ufdd0"
# What ends a sentence.
STOPS = frozenset("。！？；：…”」）.!?;:")
PUNCTUATED = lazy(r"[。，；,;]")
ORDINAL = lazy(
    rf"{SHORT_NUMERAL}[、.．]|第{SHORT_NUMERAL}[，、,章节条]|[（(][{TO_TEN}\d]{{1,3}}[)）]|\d{{1,2}}[、.．](?!\d)|[●◆■•·]"
)
# A line end and all white space after it, up to the next visible character.
LINE_END = lazy(rf"\n[\s\u200b{ASIDE}]*+")
BLANK = f" \t\u3000\u200b{ASIDE}"


class Joint(NamedTuple):
    """Where two lines of a text meet: the white space from ``start`` to ``end``. The line before it begins at ``left``, and
    its first visible character is at ``head``."""

    left: int
    head: int
    start: int
    end: int
    gap: str


def find_joints(text: str) -> Iterator[Joint]:
    """Every place in ``text`` where a line that is not blank meets the next one."""
    left = head = 0
    for match in LINE_END.finditer(text):
        begin, end = match.span()
        start = head + len(text[head:begin].rstrip(BLANK))
        if start > head and end < len(text):
            yield Joint(left, head, start, end, text[start:end])
        head, left = end, text.rindex("\n", begin, end) + 1


def is_close(joint: Joint) -> bool:
    """Whether there is no empty line between the two lines, or a mark there was left by an editor or a page end."""
    return joint.gap.count("\n") == 1 or "\u200b" in joint.gap or ASIDE in joint.gap


def begins_paragraph(text: str, joint: Joint) -> bool:
    """Whether a new paragraph begins after the joint: set apart, indented, or an item of a list that follows a stop."""
    if not is_close(joint) or text.startswith("\u3000", joint.end - 1) or joint.gap.endswith("  "):
        return True
    return text[joint.start - 1] in STOPS and bool(ORDINAL.match(text, joint.end))
