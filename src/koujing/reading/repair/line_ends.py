r"""Line ends, indents and blanks of every kind: read as ``\n`` and as ordinary spaces."""

from __future__ import annotations

import re

from koujing.chinese.patterns import lazy
from koujing.reading.repair.changes import replace
from koujing.reading.repair.spaces import INVISIBLE_SIGNS
from koujing.speech import Repair

# Ends of lines and pages other than ``\n``: those of word processors, printers, old systems and other standards.
LINE_ENDS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
LINE_END = lazy(f"[{''.join(sorted(LINE_ENDS))}]")
# Line ends that somebody typed: a tag in a text without markup, an escape (but not C:\new).
TYPED = lazy(r"</?(?:br|p)\s{0,3}/?>|(?<![A-Za-z:\\])(?:(?:\\r)?\\n)+(?![A-Za-z])", re.IGNORECASE)
# Blanks that differ from a space only in their width.
BLANKS = frozenset("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3164")
BLANK_RUN = lazy(f"[{''.join(sorted(BLANKS))}]+")
_EDGE = f" \u3000\t{''.join(sorted(INVISIBLE_SIGNS))}"
# Tabs and signs without width at the head or the end of a line that has something else in it.
HEAD = lazy(rf"^[{_EDGE}]++(?=[^\n])", re.MULTILINE)
TAIL = lazy(rf"[{_EDGE}](?<=[^\n{_EDGE}].)[{_EDGE}]*+$", re.MULTILINE | re.DOTALL)
ODD = lazy(r"\t+|[^ \u3000\t]+")


def mend_lines(text: str, present: set[str], found: list[Repair]) -> str:
    r"""The text with every line end as ``\n`` and every blank as a space, at the same length; each change is added to ``found``.

    Beside a ``\n``, another line end is dropped; in a row of a table, tabs stay.

    >>> mend_lines("修路\r\t架桥\u2003种树", set("\r\t\u2003"), found := []), [(r.was, r.now) for r in found]
    ('修路\n 架桥 种树', [('\r', '\n'), ('\u2003', ' '), ('\t', ' ')])
    """
    if not present.isdisjoint("<\\"):
        text = _replaced(text, TYPED, found)
    if not LINE_ENDS.isdisjoint(present):
        text = _replaced(text, LINE_END, found)
    if not BLANKS.isdisjoint(present):
        text = replace(BLANK_RUN, text, found, "spacing", lambda run: " " * len(run))
    if "\t" in present or not INVISIBLE_SIGNS.isdisjoint(present):
        text = _with_plain_edges(text, found)
    return text


def _replaced(text: str, pattern: re.Pattern[str], found: list[Repair]) -> str:
    r"""The text with ``\n`` for each match, or with blanks beside a ``\n``."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        start, end = match.span()
        alone = "\n" not in (text[start - 1 : start], text[end : end + 1])
        parts += [text[at:start], ("\n" if alone else " ") * (end - start)]
        found.append(Repair(start, end, match.group(), "\n" if alone else "", "spacing"))
        at = end
    return "".join([*parts, text[at:]])


def _with_plain_edges(text: str, found: list[Repair]) -> str:
    """The text with spaces for tabs at both edges of its lines; signs without width are left out there."""
    parts, at = [], 0
    for edge in sorted([*HEAD.finditer(text), *TAIL.finditer(text)], key=re.Match.start):
        odd_signs = list(ODD.finditer(text, *edge.span()))
        for odd in odd_signs if odd_signs and not _is_row(text, *edge.span()) else ():
            start, end = odd.span()
            blanks = " " * (end - start)
            parts += [text[at:start], blanks]
            found.append(Repair(start, end, odd.group(), blanks if odd.group()[0] == "\t" else "", "spacing"))
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether the line around an edge has a tab between two of its words."""
    line = text[text.rfind("\n", 0, start + 1) + 1 : start] or text[end : text.find("\n", end) % (len(text) + 1)]
    return "\t" in line.strip()
