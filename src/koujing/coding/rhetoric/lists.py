"""Coordinated parts between 、 marks: what leads into the first is cut off, and what runs on from the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from os.path import commonprefix

from koujing.coding.rhetoric.frames import words

Span = tuple[int, int]

_LIST = re.compile(r"[^、，。；：！？\n,;:!?…]++(?:、[^、，。；：！？\n,;:!?…]++)+")
_AND = re.compile("以及|[和与及或]")
_RUNS_ON = re.compile(r"[的等]|(?<=.)(?:[是使让将要]|成?为)")
_OPEN, _CLOSE = "“‘「『《（(", "”’」』》）)"
PARTS = 40  # more are no figure of speech, and a hostile text may have a million


def split_lists(text: str) -> Iterator[list[Span]]:
    """The parts of every list of three and more, as they stand between the marks."""
    for match in _LIST.finditer(text):
        spans = _split(text, *match.span())
        if 3 <= len(spans) <= PARTS:
            yield spans


def _split(text: str, begin: int, end: int) -> list[Span]:
    """The parts between 、 marks, the last of them divided at 和 where no other has one."""
    spans = []
    for part in text[begin:end].split("、"):
        spans.append((begin, begin + len(part)))
        begin += len(part) + 1
    start, stop = spans[-1]
    joint = _AND.search(text, start + 1, stop - 1)
    if joint and not any(_AND.search(text, a, b) for a, b in spans[1 if len(spans) > 2 else 0 : -1]):
        spans[-1:] = [(start, joint.start()), (joint.end(), stop)]
    return spans


def fit(text: str, spans: list[Span]) -> list[Span]:
    """The spans without quotation marks; the outer ones from the head, or to the tail, that the others have."""
    spans = [_bare(text, *span) for span in spans]
    inner = [text[a:b] for a, b in spans[1:-1]]
    usual = sorted(map(len, inner))[len(inner) // 2]
    first, last = text[slice(*spans[0])], text[slice(*spans[-1])]
    head = commonprefix([*inner, last])
    tail = commonprefix([part[::-1] for part in [*inner, first]])[::-1]
    return [_cut_first(text, spans[0], head, usual), *spans[1:-1], _cut_last(text, spans[-1], tail, usual)]


def _bare(text: str, start: int, end: int) -> Span:
    """A part without the quotation marks around it, and without what stands before one that opens the whole list."""
    for place in range(end - 1, start - 1, -1):
        if text[place] in _OPEN and not any(mark in _CLOSE for mark in text[place:end]):
            start = place + 1
            break
    for place in range(start, end):
        if text[place] in _CLOSE and not any(mark in _OPEN for mark in text[start:place]):
            end = place
            break
    while start < end and text[start] in _OPEN and text[end - 1] in _CLOSE:
        start, end = start + 1, end - 1
    return start, end


def _cut_first(text: str, span: Span, head: str, usual: int) -> Span:
    """The first part from the last place of the shared head on, else without what leads into the list."""
    start, end = span
    if head and (place := text.rfind(head, start, end)) >= 0:
        return place, end
    more = end - start - usual
    if more <= 0 or (more == 1 and text[start] not in words("lead")):
        return span
    low = max(start + 1, end - usual - max(1, usual // 3))
    for place in (end - usual, *range(end - usual - 1, low - 1, -1), *range(end - usual + 1, end - usual + usual // 3 + 1)):
        if any(text.startswith(lead, place - len(lead)) for lead in _leads() if place - len(lead) >= start):
            return place, end
    return (end - usual, end) if more > max(1, usual // 3) else span


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted(words("lead"), key=lambda word: (-len(word), word)))


def _cut_last(text: str, span: Span, tail: str, usual: int) -> Span:
    """The last part to the first place of the shared tail, else without what runs on from the list."""
    start, end = span
    if tail and (place := text.find(tail, start + 1, min(end, start + 2 * usual + 8))) >= 0:
        return start, place + len(tail)
    if end - start <= usual + max(1, usual // 3):
        return span
    runs_on = _RUNS_ON.search(text, start + max(1, usual - usual // 3), min(end, start + usual + usual // 3 + 2))
    return start, runs_on.start() if runs_on else min(end, start + usual)
