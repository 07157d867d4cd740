"""Find running headers, footers and page numbers in a paged text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from koujing.chinese.patterns import lazy

Span = tuple[int, int]

DEPTH = 3  # lines examined at each edge of a page: a header of two lines and a number
RETURNS = 3  # pages on which a line must occur
# A page number without white space: -3-, 第3页, 第3页共12页, 3/12.
NUMBER = lazy(r"[-—–－·]*第?(?P<n>\d{1,4})页?[,，/／]*(?:共?\d{1,4}页?)?[-—–－·]*")
OWN_NUMBER = "own number"  # unlike any key, which has no space
LINE = lazy(r"[^\n]+\n?")


def find_furniture(text: str) -> list[Span]:
    r"""The spans at the top and bottom of pages (each ended by a form feed) that contain only furniture.

    Furniture means page numbers, and lines that recur at the same edge of three pages or more, apart from numbers in them.

    >>> text = "甲\n- 1 -\n\f乙\n- 2 -\n\f"
    >>> [text[a:b] for a, b in find_furniture(text)]
    ['- 1 -\n', '- 2 -\n']
    """
    pages = [(m.span(), _lines(text, *m.span())) for m in re.finditer(r"[^\f]+", text)]
    tops = _count_furniture(text, [lines[:DEPTH] for _, lines in pages])
    bottoms = _count_furniture(text, [lines[: -DEPTH - 1 : -1] for _, lines in pages])
    found: list[Span] = []
    for ((start, end), lines), top, bottom in zip(pages, tops, bottoms, strict=True):
        body = lines[top : len(lines) - bottom]
        first, last = (body[0][0], body[-1][1]) if body else (end, end)
        found += [(start, first)] * (top > 0) + [(last, end)] * (bottom > 0 and last < end)
    return found


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Every line that is not blank, including its line end."""
    lines = (m.span() for m in LINE.finditer(text, start, end))
    return [(a, b) for a, b in lines if text[a:b].strip()]


def _count_furniture(text: str, edges: list[list[Span]]) -> list[int]:
    """How many lines of each page are furniture, from its edge inward."""
    keyed = [[_key(text[a:b], number) for a, b in lines] for number, lines in enumerate(edges, 1)]
    counts = Counter(key for keys in keyed for key in set(keys))
    counts[OWN_NUMBER] = RETURNS
    return [sum(1 for _ in takewhile(lambda key: counts[key] >= RETURNS, keys)) for keys in keyed]


def _key(line: str, number: int) -> str:
    """The key under which a line is compared with those on other pages."""
    packed = "".join(line.split())
    found = NUMBER.fullmatch(packed)
    return OWN_NUMBER if found and int(found["n"]) == number else re.sub(r"\d+", "#", packed)
