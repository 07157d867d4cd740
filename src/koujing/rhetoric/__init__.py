"""Rhetoric: parallel structures, directives and metaphors found in a text, each a table of its own."""

from __future__ import annotations

from collections.abc import Sequence

from koujing.chinese.marks import Marks
from koujing.rhetoric.directives import Directive, find_directives
from koujing.rhetoric.metaphors import Metaphor, find_metaphors
from koujing.rhetoric.parallels import Parallel, find_parallels
from koujing.speech import Section

__all__ = ["RHETORIC", "find_directives", "find_metaphors", "find_parallels", "find_rhetoric"]

RHETORIC = {
    "parallels": ("frame", "size"),
    "directives": ("marker", "force", "addressee"),
    "metaphors": ("field", "word"),
}


def find_rhetoric(text: str, sections: Sequence[Section]) -> dict[str, Sequence[Parallel | Directive | Metaphor]]:
    """Table name → its rows for a text, for the three tables of rhetoric.

    >>> {table: len(rows) for table, rows in find_rhetoric("要做到底数清、问题清、责任清，打赢攻坚战。", ()).items()}
    {'parallels': 1, 'directives': 1, 'metaphors': 1}
    """
    marks = Marks(text)
    return {
        "parallels": find_parallels(text, sections, marks),
        "directives": find_directives(text, sections, marks),
        "metaphors": find_metaphors(text, marks),
    }
