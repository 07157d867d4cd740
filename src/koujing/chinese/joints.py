"""Lists built on one frame: every part carries the word that a label bundles (任务见底、进度见底、问题见底 for 三个见底)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

Span = tuple[int, int]
Frame = Sequence[str]  # the word that each member must contain, in order

# Marks by rank, strongest first, each rank with those above it: a list is cut at the first that gives the right number.
RANKS = ("；;", "；;，,", "；;，,、")
# The characters that join two items: words alone, and words with the mark; for use in a character class.
ANDS = "和与及"
JOINING = f"、{ANDS}"
JOINTS = frozenset((*JOINING, "以及"))
# 和, 与 and 及 as words of their own, not in 和平, 总和, 参与, 普及, 及时; 或 joins the items of a list of alternatives.
# Each begins with its own character, so that a search looks only where one of these stands.
_AND = "以及|和(?<![总缓温祥饱]和)(?![谐平解睦缓气])|与(?<![参给赋授]与)(?![会时])|及(?<![以普涉顾危波]及)(?![时其格])"
AND = re.compile(f"(?:{_AND})(?![，,、])")
AND_OR = re.compile(f"(?:{_AND}|或(?!者))(?![，,、])")
ENDS_IN_AND = re.compile(f"(?:{_AND})(?<!碳中和)$")
# What announces a list (“五个精准”,|即…); ``分别`` pairs its items with those of another list.
THAT_IS = "(?:即|就是|也就是|指的是|是指|分别是|分别为|具体是|具体为|主要是|(?:主要|具体)?包括)"
FILLING = "。，,、；;/／|｜— \u3000\n"
# What may follow a list within its last clause (…、大额资金使用|必须集体研究).
_SAID_OF_IT = re.compile("必须|应当|都要|均须")


def list_on_frame(text: str, begin: int, end: int, frame: Frame) -> list[Span]:
    """The first ``len(frame)`` parts of ``text[begin:end]`` if each contains its word of the frame, else an empty list.

    >>> text = "减层级、减摊子、增收入，再看成效"
    >>> [text[a:b] for a, b in list_on_frame(text, 0, len(text), "减减增")]
    ['减层级', '减摊子', '增收入']
    """
    for marks in RANKS:
        parts = split_parts(text, begin, end, marks)
        for spans in [parts[: len(frame)], *with_and(text, parts[: len(frame) - 1])]:
            if _holds(text, spans, frame) and not _goes_on(text, spans, parts[len(spans) :], frame):
                said = _SAID_OF_IT.search(text, *spans[-1])
                return [*spans[:-1], (spans[-1][0], said.start() if said else spans[-1][1])]
    return _grouped(text, begin, end, frame) if len(set(frame)) == 1 else []


def list_before(text: str, begin: int, end: int, frame: Frame) -> list[Span]:
    """The last ``len(frame)`` parts of ``text[begin:end]`` if they fit the frame, else an empty list.

    The first part keeps the words that lead into it.

    >>> text = "要做到底子清、路子清、票子清"
    >>> [text[a:b] for a, b in list_before(text, 0, len(text), "清清清")]
    ['要做到底子清', '路子清', '票子清']
    """
    for marks in RANKS:
        parts = split_parts(text, begin, end, marks)
        spans = parts[-len(frame) :]
        if len(spans) == len(frame) - 1 and spans and (halves := split_last(text, spans[-1])):
            spans[-1:] = halves
        goes_back = len(parts) > len(frame) and frame[0] in text[slice(*parts[-len(frame) - 1])]
        if _holds(text, spans, frame) and not (
            goes_back and _mark_before(text, spans[0]) in _marks_within(text, spans)
        ):
            return spans
    return []


def split_parts(text: str, begin: int, end: int, marks: str) -> list[Span]:
    """The non-empty parts of ``text[begin:end]`` between marks."""
    places = [match.start() for match in _any_of(marks).finditer(text, begin, end)]
    spans = [trim(text, *span) for span in pairwise([begin, *places, end])]
    return [span for span in spans if span[0] < span[1]]


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")


def split_last(text: str, span: Span) -> list[Span]:
    """The two halves of a last part joined by a single 和, 与 or 及 (水利和道路), else an empty list.

    >>> split_last("水利和道路", (0, 5)), split_last("和平", (0, 2))
    ([(0, 2), (3, 5)], [])
    """
    start, stop = span
    joints = list(AND.finditer(text, start + 1, stop - 1))
    return [(start, joints[0].start()), (joints[0].end(), stop)] if len(joints) == 1 else []


def with_and(text: str, parts: list[Span]) -> Iterator[list[Span]]:
    """The parts with one of them split at its 和, trying the last part first."""
    for k in reversed(range(len(parts))):
        halves = split_last(text, parts[k])
        if halves:
            yield [*parts[:k], *halves, *parts[k + 1 :]]


def trim(text: str, begin: int, end: int) -> Span:
    """A span without the marks around it and without a final 和 that leads to the next part."""
    part = text[begin:end].lstrip(FILLING)
    begin, part = end - len(part), part.rstrip(FILLING)
    if part.endswith(("和", "与", "及")):
        part = ENDS_IN_AND.sub("", part).rstrip(FILLING)
    return begin, begin + len(part)


def _holds(text: str, spans: Sequence[Span], frame: Frame) -> bool:
    """Whether each part contains its word; a word too short to tell must stand at the same place in every part."""
    if len(spans) != len(frame) or not all(
        text.find(word, *span) >= 0 for word, span in zip(frame, spans, strict=True)
    ):
        return False
    if any(text.count("（", *span) != text.count("）", *span) for span in spans):
        return False
    if len(set(frame)) > 1:
        return len(frame) > 2 and all(
            frame.count(word) > 1 or text.startswith(word, start) or text.endswith(word, start, stop)
            for word, (start, stop) in zip(frame, spans, strict=True)
        )
    return (len(frame) > 2 and len(frame[0]) > 1) or _alike(text, spans, frame[0])


def _alike(text: str, spans: Sequence[Span], word: str) -> bool:
    """Whether a word opens or closes all parts or stands at the same place in parts of equal length.

    The first part may begin with other words, and the last may go on after the word.
    """
    parts = [text[slice(*span)] for span in spans]
    rest = parts[1:]
    return (
        all(part.startswith(word) for part in rest)
        or all(part.endswith(word) for part in parts[:-1])
        or len({part[: part.find(word) + len(word)] for part in parts}) == 1
        or (len(rest) > 1 and len({(part.find(word), len(part)) for part in rest}) == 1)
    )


def _goes_on(text: str, spans: Sequence[Span], rest: Sequence[Span], frame: Frame) -> bool:
    """Whether the list has one part too many: the label then belongs to another list."""
    if not rest or text.find(frame[-1], *rest[0]) < 0:
        return False
    return text[spans[-1][1]] in _marks_within(text, spans)


def _marks_within(text: str, spans: Sequence[Span]) -> set[str]:
    return {mark for (_, a), (b, _) in pairwise(spans) for mark in text[a:b]}


def _mark_before(text: str, span: Span) -> str:
    return text[span[0] - 1 : span[0]]


def _grouped(text: str, begin: int, end: int, frame: Frame) -> list[Span]:
    """Groups of parts that each open (确保…、…，确保…) or close (…、…落实到位，…落实到位) with the word."""
    word, parts = frame[0], split_parts(text, begin, end, RANKS[-1])
    opening = [start for start, stop in parts if text.startswith(word, start)]
    if len(opening) == len(frame) and parts[0][0] == opening[0]:
        groups = [trim(text, *span) for span in pairwise([*opening, end])]
        marks = {text[stop] for start, stop in groups[:-1]}
        last = [stop for start, stop in parts if start >= opening[-1] and text[stop : stop + 1] in marks | {""}]
        return [*groups[:-1], (opening[-1], last[0] if last else groups[-1][1])]
    closing = [stop for start, stop in parts if text.endswith(word, start, stop)]
    if len(closing) == len(frame) and (len(word) > 1 or len(frame) > 2):
        return [trim(text, *span) for span in pairwise([begin, *closing])]
    return []
