"""Directives: what a speech orders, advises, forbids, presses on with or promises, and whom it addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from koujing import lexicons
from koujing.chinese.marks import Marks
from koujing.chinese.word_lists import WordList
from koujing.rhetoric.addressees import Addressees
from koujing.rhetoric.no_orders import PRESSING, no_order
from koujing.speech import Section, wording
from koujing.tables import SpanRow, column, derived, table_row


@table_row(
    "directives",
    "one row per marker that orders, advises, forbids, presses on or promises, by `lexicons/directives.tsv`. 要 in 主要, 需要, 要求 "
    "and the like is not counted, nor are wishes, conditions and asides of the speaker. A word that presses on (进一步) counts "
    "only after an order in its sentence or in a part that sets tasks.",
)
class Directive(SpanRow):
    """``text[start:end]``: a marker and what it governs, to the end of the clause.

    ``marker`` is the word as the lexicon names it (坚决杜绝 is 杜绝), ``force`` one of ``must``, ``should``, ``prohibit``,
    ``intensify`` and ``commit``, ``addressee`` who is to do it where the text says so.
    """

    text: str = derived("the raw characters, from the marker to the end of its clause", wording, quotes=True)
    marker: str = column("the marker as the lexicon names it (要, 必须, 不得)")
    force: str = column(
        "must, should, prohibit, intensify (more of what is already being done), commit (the speaker binds his own side)"
    )
    addressee: str = column(
        "who is to do it, where the clause or the beginning of its sentence names somebody, or the previous sentence did and this "
        "one continues its orders; else empty",
        quotes=True,
    )


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["marker"]: row for row in lexicons.load("directives")}


@cache
def _markers() -> dict[str, str]:
    return {form: marker for marker, row in reversed(_rows().items()) for form in row["forms"].split()}


@cache
def _forms() -> WordList:
    return WordList(_markers())


@cache
def _confirmations() -> dict[str, re.Pattern[str]]:
    return {marker: _confirmation(row) for marker, row in _rows().items()}


def _confirmation(row: dict[str, str]) -> re.Pattern[str]:
    """A form of the marker with the context that it requires and without the context that it excludes."""
    after = "|".join(f"(?<={word})" for word in row["after"].split())
    behind = "".join(f"(?<!{word})" for word in row["behind"].split())
    before, ahead = ("|".join(map(re.escape, row[column].split())) for column in ("before", "ahead"))
    forms = "|".join(row["forms"].split())
    return re.compile(f"(?:{after})(?:{forms}){behind}(?={before})" + (f"(?!{ahead})" if ahead else ""))


def find_directives(text: str, sections: Sequence[Section] = (), marks: Marks | None = None) -> list[Directive]:
    """The directives of a text in order; words that press on count only where something is ordered.

    >>> text = "各单位要找准定位，不得推诿。要突出重点，进一步强化督查。成绩进一步显现，主要靠群众。"
    >>> [(d.marker, d.force, d.addressee) for d in find_directives(text)]
    [('要', 'must', '各单位'), ('不得', 'prohibit', '各单位'), ('要', 'must', '各单位'), ('进一步', 'intensify', '各单位')]
    """
    marks = marks or Marks(text)
    return list(_directives(marks, _Parts(sections), Addressees(marks)))


class _Parts:
    """The part of the speech that a place lies in: one that sets tasks, one that looks back, or another."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._starts = [section.start for section in sections]
        self._parts = [section.part for section in sections]

    def at(self, place: int) -> str:
        k = bisect_right(self._starts, place) - 1
        return self._parts[k] if k >= 0 else ""


def _directives(marks: Marks, parts: _Parts, addressees: Addressees) -> Iterator[Directive]:
    text, markers, confirmations = marks.text, _markers(), _confirmations()
    ordered = -1  # the last sentence in which something was ordered
    for match in _forms().find(marks):
        marker, start = markers[match.group()], match.start()
        if not confirmations[marker].match(text, start):
            continue
        end, sentence = marks.clause(start)[1], addressees.sentence(start)
        force = _rows()[marker]["force"]
        presses = force == "intensify"
        if no_order(text, start, end, marker, presses):
            continue
        if (presses or marker in PRESSING) and ordered != sentence and not _sets_tasks(parts.at(start), presses):
            continue
        ordered = ordered if presses else sentence
        yield Directive(start, end, marker, force, addressees.of(start))


def _sets_tasks(part: str, presses: bool) -> bool:
    """Whether, in a part of the speech, words that press on, ensure or end something are orders by themselves."""
    return part == "tasks" if presses else part != "review"
