"""A list of so many items in a stretch of text: cut at marks of one rank, without what leads into it and what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.chinese.joints import Span, split_parts, with_and
from koujing.chinese.patterns import lazy
from koujing.slogans.edges import cut_edges
from koujing.slogans.last_item import AND_SO_ON, find_numbers
from koujing.slogans.wording import CLOSING, OPENING

# Marks that part the items, strongest first; two of the same are one rank, mixed ones come last.
_RANKS = ("；;", "，,", "、", "/／", "|｜", "—", "，,、", "；;，,", "；;，,、")
_SENTENCE = lazy("[^。！？\n]+")
# A quoted list stands at the beginning even behind a short verb (要做到“…”).
_NEAR = 6
_CLAUSE = lazy("[，,；;]")
_SEMICOLON = lazy("[；;]")
_QUOTED = lazy(f"(?<=[“「『])[^{OPENING}{CLOSING}。\n]+(?=[”」』])")
# What follows the words that introduce a list; all before it is their preamble.
_INTRODUCED = lazy("(?:[：:]|(?<![随立当])即(?!将|可|使)[：:，,]?|是指|指的是|包括|提出的?)(?=.)")


def find_list(text: str, begin: int, end: int, count: int, *, anywhere: bool = True) -> list[Span]:
    """The ``count`` items that a definition spells out, in its first stretch that has a list of so many; else an empty list.

    The list stands ``anywhere`` in the definition, or else right at its beginning.

    >>> text = "指县里提出的清理河道、沟渠、池塘三项行动。"
    >>> [text[a:b] for a, b in find_list(text, 0, len(text), 3)]
    ['河道', '沟渠', '池塘']
    """
    for stretch in stretches(text, begin, end, anywhere=anywhere):
        for marks in _RANKS:
            spans = _cut(text, *stretch, marks, count)
            is_near = anywhere or (spans and not _CLAUSE.search(text, stretch[0], spans[0][0]))
            if spans and is_near and are_even(spans, loosely=len(marks) < 3):
                return spans
    return _before_number(text, begin, end, count)


def _before_number(text: str, begin: int, end: int, count: int) -> list[Span]:
    """The items right before their number (…划定的山线、水线、路线|三条线), whatever other list stands before them."""
    for number in find_numbers(text, begin, end, count):
        start = max(text.rfind(mark, begin, number) for mark in "，,；;。：\n") + 1
        parts = split_parts(text, max(start, begin), number, "、")[-count:]
        spans = cut_edges(text, parts, regular=True) if len(parts) == count else []
        if spans and are_even(spans):
            return spans
    return []


def stretches(text: str, begin: int, end: int, *, anywhere: bool = True) -> Iterator[Span]:
    """Where a definition may spell out a list: sentence by sentence what is quoted, what follows introducing words, all,
    what stands before 等; then the whole."""
    sentences = [match.span() for match in _SENTENCE.finditer(text, begin, end)]
    for start, stop in sentences if anywhere else sentences[:1]:
        quoted = (match.span() for match in _QUOTED.finditer(text, start, stop))
        yield from (span for span in quoted if anywhere or span[0] - start < _NEAR)
        if anywhere:
            yield from ((match.end(), stop) for match in reversed(list(_INTRODUCED.finditer(text, start, stop))))
        yield start, stop
        yield start, next((mark.start() for mark in _SEMICOLON.finditer(text, start, stop)), start)
        yield start, next((etc.start() for etc in AND_SO_ON.finditer(text, start + 1, stop)), start)
    if anywhere and len(sentences) > 1:
        yield begin, end


def find_alike(text: str, begin: int, end: int, count: int) -> list[Span]:
    """The ``count`` clauses that a definition begins with, if these and no further one begin with the same word.

    >>> text = "坚持修路，坚持种树，坚持治水、养鱼，是全村的约定。"
    >>> [text[a:b] for a, b in find_alike(text, 0, len(text), 3)]
    ['坚持修路', '坚持种树', '坚持治水、养鱼']
    """
    stop = min((place for mark in "。；：\n" if (place := text.find(mark, begin, end)) >= 0), default=end)
    clauses = split_parts(text, begin, stop, "，,")[: count + 1]
    clauses = [(start + text.startswith("即", start), last) for start, last in clauses]
    word = text[clauses[0][0] : clauses[0][0] + 2] if clauses else ""
    alike = [text.startswith(word, start) for start, _ in clauses]
    return clauses[:count] if count > 2 and alike[:count] == [True] * count and not any(alike[count:]) else []


def _cut(text: str, begin: int, end: int, marks: str, count: int) -> list[Span]:
    """The parts of a stretch between marks, if there are ``count``; if one is missing, a part with a 和 in it counts as two."""
    if not count - 2 <= sum(text.count(mark, begin, end) for mark in marks) < count + 1:
        return []
    parts = split_parts(text, begin, end, marks)
    spans = next((spans for spans in (parts, *with_and(text, parts)) if len(spans) == count), [])
    if count == 2 and len(parts) == 1 and spans and _CLAUSE.search(text, *spans[-1]):
        return []
    spans = cut_edges(text, spans) if spans else []
    is_mixed = (len(spans) > len(parts) or marks == "、") and any(_CLAUSE.search(text, *span) for span in spans)
    return [] if is_mixed else spans


def are_even(spans: Sequence[Span], *, loosely: bool = False) -> bool:
    """Whether items are of similar length, more or less ``loosely``: where a definition has just so many marks, they part its items.

    In the local speeches the two parts of a pair differ by at most two characters, and in longer lists the longest part has at
    most twice the characters of the shortest, plus four; looser lists were the object of a verb or continued another list.
    """
    lengths = sorted(stop - start for start, stop in spans)
    longest = 5 * lengths[0] + 10 if loosely else lengths[0] + 2 if len(spans) == 2 else 2 * lengths[0] + 4
    return lengths[0] > 0 and lengths[-1] <= longest
