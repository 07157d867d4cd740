"""Metaphors: words from the fields of war, body, farming, road, river, craft and family used of something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from koujing import lexicons
from koujing.chinese.marks import Marks
from koujing.chinese.word_lists import WordList
from koujing.speech import wording
from koujing.tables import SpanRow, column, derived, table_row


@table_row(
    "metaphors",
    "one row per use of a word of `lexicons/metaphors.tsv`, unless the words around it show that it is meant literally.",
)
class Metaphor(SpanRow):
    """``text[start:end]`` is a ``word`` of a ``field`` that is, judged by its context, not meant literally."""

    text: str = derived("the raw characters", wording, quotes=True)
    field: str = column(
        "war, body (and medicine), farming (and plants), road (vehicles and ships too), river, craft (and building), family"
    )
    word: str = column("the word as listed in the lexicon")


_NEAR = 16  # characters before and after a word in which its context is looked for: about two clauses
_STOPS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a field; near it one of ``context`` must occur (unless that is empty), and none of ``blocked``."""

    field: str
    context: tuple[str, ...]
    blocked: tuple[str, ...]

    def fits(self, around: str) -> bool:
        return (not self.context or any(near in around for near in self.context)) and not any(
            near in around for near in self.blocked
        )


@cache
def _words() -> dict[str, _Word]:
    rows = lexicons.load("metaphors")
    return {r["word"]: _Word(r["field"], tuple(r["context"].split()), tuple(r["blocked"].split())) for r in rows}


@cache
def _any_word() -> WordList:
    return WordList(_words())


def find_metaphors(text: str, marks: Marks | None = None) -> list[Metaphor]:
    """The metaphors of a text in order.

    >>> text = "啃下硬骨头，由输血扶贫变为造血扶贫。医院开展献血、输血和大病医疗保险。"
    >>> [(m.field, m.word) for m in find_metaphors(text)]
    [('war', '硬骨头'), ('body', '输血'), ('body', '造血')]
    """
    return list(_metaphors(marks or Marks(text)))


def _metaphors(marks: Marks) -> Iterator[Metaphor]:
    words, text = _words(), marks.text
    for match in _any_word().find(marks):
        word, start, end = words[match.group()], *match.span()
        is_plain = not word.context and not word.blocked
        if is_plain or word.fits(_around(text, start, end)):
            yield Metaphor(start, end, word.field, match.group())


def _around(text: str, start: int, end: int) -> str:
    """A word with the characters near it, within its sentence."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    begin = max(map(before.rfind, _STOPS)) + 1
    stops = [place for mark in _STOPS if (place := after.find(mark)) >= 0]
    return before[begin:] + text[start:end] + after[: min(stops, default=_NEAR)]
