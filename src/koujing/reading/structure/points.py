"""Group outline marks with successive numbers into lists of points: 一是 二是 四要, or 第一 in a sentence, 第二 on the next line."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from koujing.reading.structure.outline_marks import CLAUSE, LINE, SENTENCE, WORDS, OutlineMark

UNNUMBERED = frozenset({"bare", "clauses", "closing"})
# These never open an outermost section, even at the beginning of a line: they are the items of one or a few paragraphs.
ITEMS = frozenset({"xian", "shi", "qi", "fang"})
_MIXED = frozenset({"xian", "di"})  # 首先, 第二, 第三
# A single line with a comma is more often a sentence that has lost its stop.
_NEVER_ALONE = WORDS | {"clauses"}
# The deepest outline in our texts has six levels; the bound keeps the work linear on hostile text.
DEEPEST = 12


@dataclass(slots=True, eq=False)
class Node:
    """A heading or item of the outline. Words that lead in a list have no ``home``, and the root has no ``mark``.

    ``home`` is the list that it belongs to; ``lists`` are the lists under it, with or without a lead.
    """

    mark: OutlineMark | None = None
    home: PointList | None = None
    above: Node | None = None
    depth: int = 0
    lists: list[PointList] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether it is at the beginning of a line and does more than lead in what follows."""
        return bool(self.home and self.mark and self.mark.place == LINE)

    @property
    def main(self) -> PointList | None:
        """The list directly under it: preferably one of headings, at the beginning of lines, with numbers."""
        own = (one for one in self.lists if one.nodes[0].above is self)
        return min(own, key=lambda one: (not one.outermost, one.place != LINE, one.style in UNNUMBERED), default=None)

    @property
    def found(self) -> int | None:
        """How many points are under it: the marks of its main list, or else the lists at the beginning of lines with leads."""
        main = self.main
        return len(main.marks) if main else sum(one.place == LINE for one in self.lists) or None


@dataclass(slots=True, eq=False)
class PointList:
    """Marks of one style with successive numbers.

    ``place`` is the place of its marks from the second one on (一是 may follow a colon); ``run_in`` says that every item
    except the last is a single paragraph. ``nodes`` are the nodes placed so far.
    """

    marks: list[OutlineMark]
    place: int
    outermost: bool = False
    run_in: bool = False
    nodes: list[Node] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The style of its first mark."""
        return self.marks[0].style

    def append(self, mark: OutlineMark) -> None:
        """Add the next mark."""
        first = len(self.marks) == 1
        self.place = mark.place if first else min(self.place, mark.place)
        self.run_in = (first or self.run_in) and mark.above == self.marks[-1].line
        self.marks.append(mark)

    def goes_on_with(self, mark: OutlineMark) -> bool:
        """Whether a mark is the next one of this list: at the beginning of a later line, or inside the same line."""
        last = self.marks[-1]
        if mark.style != last.style and {mark.style, last.style} != _MIXED:
            return False
        if mark.style not in UNNUMBERED and mark.number != last.number + 1 and not self._ends_with(mark):
            return False
        if mark.place != LINE:
            return mark.line == last.line
        return last.place == LINE or self._opens_above(mark)

    def _ends_with(self, mark: OutlineMark) -> bool:
        """Whether a mark is 最后 after at least two points; at the beginning of a line, it may also open the end of the speech."""
        return not mark.number and self.marks[-1].number > 1 and (mark.place != LINE or self.style == "xian")

    def _opens_above(self, mark: OutlineMark) -> bool:
        """Whether its only mark is in the paragraph above: 第一 in the sentence that announces the points."""
        return len(self.marks) == 1 and mark.above == self.marks[0].line

    def takes(self, mark: OutlineMark) -> bool:
        """Whether a mark could belong to this list if one before it is missing or was written twice."""
        last = self.marks[-1]
        return mark.place == last.place == LINE and mark.style == last.style and last.number <= mark.number > 1

    def is_over(self, mark: OutlineMark) -> bool:
        """Whether this list is inside a line and has ended before ``mark``."""
        last = self.marks[-1]
        return last.place != LINE and mark.line != last.line and not self._opens_above(mark)

    def holds(self, mark: OutlineMark) -> bool:
        """Whether a mark is inside the newest node; the last item of a sentence or paragraph ends where that ends."""
        last = self.marks[-1]
        if self.outermost or len(self.nodes) < len(self.marks):
            return True
        if mark.style == last.style in WORDS and mark.place == self.place:
            return False
        if last.style == "clauses" and mark.style not in WORDS:
            return False
        if self.place == CLAUSE:
            return mark.sentence == last.sentence
        return mark.line == last.line if self.place == SENTENCE or self.run_in else True


def find_lists(marks: Sequence[OutlineMark]) -> list[PointList]:
    """The lists of points of a text, in the order of their first marks.

    >>> from koujing.reading.structure.outline_marks import find_marks
    >>> [len(one.marks) for one in find_lists(find_marks("一、煤\\n一是快。二是好。四是省。\\n二、铁"))]
    [2, 2]
    """
    return _join(marks, _outer_styles(marks))


def _outer_styles(marks: Sequence[OutlineMark]) -> frozenset[str]:
    """The styles that begin a new outermost section, whatever comes before them.

    Headings without an ordinal rank above numbered ones, unless one of them is in the middle of a list. 一、 ranks with
    them if its numbers run through the whole text and do not start again under each of them.
    """
    bare = [m.start for m in marks if m.style == "bare"]
    numbered = _join([m for m in marks if m.style not in UNNUMBERED], frozenset()) if bare else []
    lines = [s for s in numbered if s.place == LINE]
    if not bare or any(bisect(bare, s.marks[0].start) != bisect(bare, s.marks[-1].start) for s in lines):
        return frozenset({"closing"})
    counted = [s.style for s in lines].count("han")
    return frozenset({"closing", "bare", "han"} if counted == 1 else {"closing", "bare"})


def _join(marks: Sequence[OutlineMark], outer: Collection[str]) -> list[PointList]:
    """Add each mark to the innermost open list that it continues, preferably one whose marks are in the same kind of place."""
    running: list[PointList] = []
    found: list[PointList] = []
    for mark in marks:
        while running and running[-1].is_over(mark):
            running.pop()
        fits = [s for s in reversed(running) if s.goes_on_with(mark)] or [s for s in reversed(running) if s.takes(mark)]
        home = next((s for s in fits if s.place == mark.place), fits[0] if fits else None)
        if home:
            del running[running.index(home) + 1 :]
            home.append(mark)
        elif mark.number == 1 or (mark.place == LINE and mark.style not in ITEMS):
            del running[0 if mark.style in outer else DEEPEST - 1 :]
            running.append(PointList([mark], mark.place, mark.style in outer))
            found.append(running[-1])
    return [s for s in found if len(s.marks) > 1 or (s.place == LINE and s.style not in _NEVER_ALONE)]
