"""Coordinated parts between 、 marks, without the words that lead into the first part or follow the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from koujing.chinese.joints import AND_OR, Span
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.rules import any_of
from koujing.rhetoric.frames import begins_with_verb, frame_words, is_head, shared_head, shared_tail
from koujing.rhetoric.pieces import Pieces, stretches

_OPEN, _CLOSE = "“‘「『《（(", "”’」』》）)"
PARTS = 40  # a longer list is not a figure of speech, and a hostile text may have a million parts


@cache
def _running_on() -> re.Pattern[str]:
    """What may follow the last part of a list: a particle, a number, or the noun that names what is listed."""
    numeral, nouns = f"[{TO_TEN}百千万0-9]", any_of("frame_words", "noun")
    return re.compile(rf"[的等之是使让将要得这那以上中下进为]|成[为了]|{numeral}|{nouns}")


@cache
def _leads() -> tuple[tuple[str, ...], frozenset[str]]:
    """The words that lead into a list; the last characters of these and of all verbs of two characters."""
    leads = frame_words("lead")
    return tuple(sorted(leads)), frozenset(word[-1] for word in leads | frame_words("two"))


def split_lists(text: str, pieces: Pieces) -> Iterator[list[Span]]:
    """The parts of every list of three or more, as they stand between the marks."""
    _, begin, end = stretches(pieces.is_listed[None])
    for first, last in zip(begin.tolist(), end.tolist(), strict=True):
        if last - first < PARTS:
            spans = _split_last(text, pieces.spans(first, last))
            if len(spans) > 3 or (len(spans) == 3 and may_hold(text, spans)):
                yield (
                    [_bare(text, *span) for span in spans] if _QUOTES.search(text, spans[0][0], spans[-1][1]) else spans
                )


def may_hold(text: str, spans: list[Span]) -> bool:
    """Whether a list can be a run before its outer parts are trimmed: its parts begin or end alike or have similar length.

    A list with a part that is empty without its marks cannot.

    >>> may_hold("粮食、棉花、油料", [(0, 2), (3, 5), (6, 8)])
    False
    """
    if any(start >= end for start, end in spans):
        return False
    if len({text[start] for start, _ in spans[1:]}) == 1 or len({text[end - 1] for _, end in spans[:-1]}) == 1:
        return True
    lengths = [end - start for start, end in spans[1:-1]]
    return min(lengths) > 2 and max(lengths) - min(lengths) <= 2


def _split_last(text: str, spans: list[Span]) -> list[Span]:
    """The parts with the last one split at its 和, if no other part has one."""
    start, stop = spans[-1]  # it runs on to the end of its clause
    reach = max((b - a for a, b in spans[1:-1]), default=stop - start) + 6
    joint = AND_OR.search(text, start + 1, min(stop - 1, start + reach))
    if joint and not any(AND_OR.search(text, *span) for span in spans[1 if len(spans) > 2 else 0 : -1]):
        spans[-1:] = [(start, joint.start()), (joint.end(), stop)]
    return spans


_QUOTES = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")


def _bare(text: str, start: int, end: int) -> Span:
    """A part without its quotation marks, and without one that belongs to the whole list and what stands outside of that."""
    opened, closed = start - 1, end
    for mark in _QUOTES.finditer(text, start, end):
        if mark.group() in _OPEN:
            opened = mark.start()
        elif opened < start:
            closed = mark.start()
            break
        elif mark.end() < end:
            opened = start - 1
        else:
            closed = mark.start()
    return opened + 1, closed


def fit(text: str, spans: list[Span]) -> list[Span]:
    """The spans with the first trimmed to begin, and the last trimmed to end, in the same way as the others.

    >>> text = "做到底数清、问题清、责任清的要求"
    >>> [text[a:b] for a, b in fit(text, [(0, 5), (6, 9), (10, 16)])]
    ['底数清', '问题清', '责任清']
    """
    inner = [text[a:b] for a, b in spans[1:-1]]
    usual = sorted(map(len, inner))[len(inner) // 2]
    tail = shared_tail([text[slice(*spans[0])], *inner])
    last = _cut_last(text, spans[-1], tail, usual)
    if (
        last[1] - last[0] > usual
        and {*map(len, inner)} == {usual}
        and is_head(shared_head([*inner, text[slice(*last)]]))
    ):
        last = last[0], last[0] + usual
    return [_cut_first(text, spans[0], [*inner, text[slice(*last)]], usual), *spans[1:-1], last]


def _cut_first(text: str, span: Span, others: list[str], usual: int) -> Span:
    """The first part from the last occurrence of the others' shared prefix, else without the words that lead into the list."""
    start, end = span
    head = shared_head(others)
    if head and (place := text.rfind(head, start, end)) >= 0:
        return place, end
    more, slack = end - start - usual, max(1, usual // 3)
    if more <= 0 or (more == 1 and text[start] not in frame_words("lead")):
        return span
    exact = end - usual
    like = [*others, text[exact:end]]
    if more > 1 and {len(part) for part in others} == {usual} and (shared_tail(like) or _of_one_kind(like)):
        return exact, end
    leads, last = _leads()
    two = frame_words("two")
    for place in (
        exact,
        *range(exact - 1, max(start, exact - slack - 1), -1),
        *range(exact + 1, exact + usual // 3 + 1),
    ):
        if text[place - 1] in last and (text[place - 2 : place] in two or text.endswith(leads, start, place)):
            return place, end
    return span


def _of_one_kind(parts: list[str]) -> bool:
    return all(map(begins_with_verb, parts)) or all(part[-1] in frame_words("state") for part in parts)


def _cut_last(text: str, span: Span, tail: str, usual: int) -> Span:
    """The last part up to the first occurrence of the shared suffix, else without the words that follow the list."""
    start, end = span
    if tail and (place := text.find(tail, start + 1, min(end, start + 2 * usual + 8))) >= 0:
        return start, place + len(tail)
    if end - start <= usual:
        return span
    if _running_on().match(text, start + usual, end):
        return start, start + usual
    runs_on = _running_on().search(text, start + usual - usual // 3, min(end, start + usual + usual // 3 + 2))
    return (start, runs_on.start()) if runs_on and runs_on.start() > start else span
