"""Metaphor fields: words of war, body, farming, road, river, craft and family that speak of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from koujing import lexicons
from koujing.speech import wording
from koujing.tables import SpanRow, column, derived, table_row


@table_row(
    "metaphors",
    "one row a word of `lexicons/metaphors.tsv` where the words around it do not say that it is meant literally.",
)
class Metaphor(SpanRow):
    """``text[start:end]`` is the ``word`` of a ``field`` where its context says that it is not meant literally."""

    text: str = derived("the raw characters", wording, quotes=True)
    field: str = column(
        "war, body (and medicine), farming (and plants), road (vehicles and ships too), river, craft (and building), family"
    )
    word: str = column("the word as the lexicon has it")


_NEAR = 16  # characters before and behind a word in which its context is looked for: about two clauses
_STOPS = "。！？；\n"
_ROWS = {row["word"]: row for row in lexicons.load("metaphors")}
# Literal words only, the longest first: such a pattern is searched fastest.
_WORDS = re.compile("|".join(sorted(_ROWS, key=lambda word: (-len(word), word))))
_CONTEXT = {word: tuple(row["context"].split()) for word, row in _ROWS.items()}
_BLOCKED = {word: tuple(row["blocked"].split()) for word, row in _ROWS.items()}


def find_metaphors(text: str) -> list[Metaphor]:
    """The metaphors of a text in order.

    >>> text = "啃下硬骨头，由输血扶贫变为造血扶贫。医院开展献血、输血和大病医疗保险。"
    >>> [(m.field, m.word) for m in find_metaphors(text)]
    [('war', '硬骨头'), ('body', '输血'), ('body', '造血')]
    """
    return list(_metaphors(text))


def _metaphors(text: str) -> Iterator[Metaphor]:
    for match in _WORDS.finditer(text):
        word, (start, end) = match.group(), match.span()
        around = _around(text, start, end) if _CONTEXT[word] or _BLOCKED[word] else ""
        wanted = _CONTEXT[word]
        if (not wanted or any(near in around for near in wanted)) and not any(
            near in around for near in _BLOCKED[word]
        ):
            yield Metaphor(start, end, _ROWS[word]["field"], word)


def _around(text: str, start: int, end: int) -> str:
    """The characters near a word, as far as its sentence reaches."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    begin = max(map(before.rfind, _STOPS)) + 1
    stops = [place for mark in _STOPS if (place := after.find(mark)) >= 0]
    return before[begin:] + text[start:end] + after[: min(stops, default=_NEAR)]
