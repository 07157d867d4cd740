"""Outline marks → a tree: marks that count on make a series, and a series stands in the item in which it began."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from koujing.reading.marks import CLAUSE, LINE, SENTENCE, WORDS, Mark

UNNUMBERED = frozenset({"bare", "clauses", "closing", "lead"})
# These open no outermost section, even at the head of a line: they are the items of a paragraph or of a few.
ITEMS = frozenset({"xian", "shi", "qi", "fang"})
_MIXED = frozenset({"xian", "di"})  # 首先, 第二, 第三
# Of several styles that could be outermost the first of these is; 第一部分 and the like come before them all.
_RANKS = {style: rank for rank, style in enumerate(("han", "paren", "di", "arabic", "digit", "ring", "clauses"), 1)}
# A single line with a comma is more often a sentence that has lost its stop.
_NEVER_ALONE = WORDS | {"clauses"}
# The deepest outline at hand has six levels; the bound keeps the work linear on hostile text.
_DEEPEST = 12


@dataclass(slots=True, eq=False)
class Series:
    """Marks of one style that count on, and the nodes made of them so far.

    ``place`` is that of its marks from the second on (一是 may stand behind a colon); ``run_in`` says that every item
    but the last is one paragraph.
    """

    marks: list[Mark]
    place: int
    outermost: bool = False
    run_in: bool = False
    nodes: list[Node] = field(default_factory=list)

    @property
    def style(self) -> str:
        return self.marks[0].style

    def append(self, mark: Mark) -> None:
        first = len(self.marks) == 1
        self.place = mark.place if first else min(self.place, mark.place)
        self.run_in = (first or self.run_in) and mark.above == self.marks[-1].line
        self.marks.append(mark)

    def goes_on_with(self, mark: Mark) -> bool:
        """Whether a mark is the next of this series: at the head of a line below, or inside the same line."""
        last = self.marks[-1]
        if mark.style != last.style and {mark.style, last.style} != _MIXED:
            return False
        if mark.style not in UNNUMBERED and mark.number != last.number + 1 and not self._ends_with(mark):
            return False
        if mark.place != LINE:
            return mark.line == last.line
        # 第一 may stand in the sentence that announces it, 第二 at the head of the next paragraph.
        return last.place == LINE or self._opens_above(mark)

    def _ends_with(self, mark: Mark) -> bool:
        """Whether a mark is 最后 behind two points; at the head of a line it may also lead to the end of the speech."""
        return not mark.number and self.marks[-1].number > 1 and (mark.place != LINE or self.style == "xian")

    def takes(self, mark: Mark) -> bool:
        """Whether a mark could belong to this series if one before it is missing or written twice."""
        last = self.marks[-1]
        return mark.place == last.place == LINE and mark.style == last.style and last.number <= mark.number > 1

    def is_over(self, mark: Mark) -> bool:
        """Whether the line of a series inside a line has ended before ``mark``."""
        last = self.marks[-1]
        return last.place != LINE and mark.line != last.line and not self._opens_above(mark)

    def _opens_above(self, mark: Mark) -> bool:
        return len(self.marks) == 1 and mark.above == self.marks[0].line

    def holds(self, mark: Mark) -> bool:
        """Whether a mark stands in the newest node; the last item of a sentence or paragraph ends with it."""
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


@dataclass(slots=True, eq=False)
class Node:
    """A heading or item of the tree, or a paragraph that leads in one of several series; the root has no mark."""

    mark: Mark | None = None
    parent: Node | None = None
    home: Series | None = None
    depth: int = 0
    series: list[Series] = field(default_factory=list)
    leads: int = 0

    @property
    def start(self) -> int:
        return self.mark.start if self.mark else 0

    @property
    def is_heading(self) -> bool:
        """Whether it stands at the head of a line, and not only to lead in what follows."""
        return bool(self.home and self.mark and self.mark.place == LINE)

    @property
    def main(self) -> Series | None:
        """The series that stands under it without a lead; one at the heads of lines and one with numbers first."""
        if len(self.series) < 2:
            return self.series[0] if self.series else None
        return min(self.series, key=lambda s: (s.place != LINE, s.style in UNNUMBERED))

    @property
    def found(self) -> int | None:
        """How many points stand under it: the items of its main series, else the series of lines led in."""
        main = self.main
        return len(main.nodes) if main else self.leads or None


def build_outline(text: str, marks: Sequence[Mark]) -> list[Node]:
    """The tree of a text in its order, the root first.

    >>> from koujing.reading.marks import find_marks
    >>> text = "一、煤\\n一是安全。二是产量。\\n二、铁"
    >>> [(n.depth, n.found) for n in build_outline(text, find_marks(text))]
    [(0, 2), (1, 2), (2, None), (2, None), (1, None)]
    """
    root = Node()
    nodes = _place(_join(marks, _outer_styles(marks)), root)
    _choose_outermost(root, nodes)
    nodes = list(_with_leads(text, root, nodes))
    for node in nodes:
        above = node.parent.depth if node.parent else 0
        node.depth = 1 if node.home and node.home.outermost else max(above, 1) + 1
    return [root, *nodes]


def _outer_styles(marks: Sequence[Mark]) -> frozenset[str]:
    """The styles that begin anew whatever stands before them.

    Headings without ordinal are above the numbered ones, unless one of them stands among those of a series; beside
    一、 they are where it counts through the text and does not begin again under each.
    """
    bare = [m.start for m in marks if m.style == "bare"]
    numbered = _join([m for m in marks if m.style not in UNNUMBERED], frozenset()) if bare else []
    lines = [s for s in numbered if s.place == LINE]
    if not bare or any(bisect(bare, s.marks[0].start) != bisect(bare, s.marks[-1].start) for s in lines):
        return frozenset({"closing"})
    counted = [s.style for s in lines].count("han")
    return frozenset({"closing", "bare", "han"} if counted == 1 else {"closing", "bare"})


def _join(marks: Sequence[Mark], outer: Collection[str]) -> list[Series]:
    """The series of a text; a mark belongs to the innermost open one that it continues, of its own kind of place first."""
    running: list[Series] = []
    found: list[Series] = []
    for mark in marks:
        while running and running[-1].is_over(mark):
            running.pop()
        fits = [s for s in reversed(running) if s.goes_on_with(mark)] or [s for s in reversed(running) if s.takes(mark)]
        home = next((s for s in fits if s.place == mark.place), fits[0] if fits else None)
        if home:
            del running[running.index(home) + 1 :]
            home.append(mark)
        elif mark.number == 1 or (mark.place == LINE and mark.style not in ITEMS):
            del running[0 if mark.style in outer else _DEEPEST - 1 :]
            running.append(Series([mark], mark.place, mark.style in outer))
            found.append(running[-1])
    return [s for s in found if len(s.marks) > 1 or (s.place == LINE and s.style not in _NEVER_ALONE)]


def _place(series: Sequence[Series], root: Node) -> list[Node]:
    """A node for every mark, each series under the node that holds its first mark."""
    home = {mark.start: one for one in series for mark in one.marks}
    nodes: list[Node] = []
    around: list[Series] = []
    for start in sorted(home):
        own = home[start]
        mark = own.marks[len(own.nodes)]
        if own.nodes:
            del around[around.index(own) + 1 :]
            parent = own.nodes[0].parent or root
        else:
            while around and (own.outermost or not around[-1].holds(mark)):
                around.pop()
            parent = around[-1].nodes[-1] if around else root
            parent.series.append(own)
            around.append(own)
        own.nodes.append(Node(mark, parent, own))
        nodes.append(own.nodes[-1])
    return nodes


def _choose_outermost(root: Node, nodes: Sequence[Node]) -> None:
    """Make one style of headings the outermost, and put what follows such a heading under it."""
    lines = [s for s in root.series if s.marks[0].place == s.place == LINE and s.style not in ITEMS]
    if not any(s.outermost and s.style == "bare" for s in lines):
        lines = [s for s in lines if not s.outermost]
        best = min((_RANKS.get(s.style, 0) for s in lines), default=0)
        for one in lines:
            one.outermost = _RANKS.get(one.style, 0) == best
    heading = root
    for node in nodes:
        if node.home and node.home.outermost:
            heading = node
        elif node.parent is root and heading is not root and node.home and node is node.home.nodes[0]:
            root.series.remove(node.home)
            heading.series.append(node.home)
            for one in node.home.nodes:
                one.parent = heading


def _with_leads(text: str, root: Node, nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, and before each of several series under one node the paragraph or sentence that leads it in."""
    led = {id(one) for node in [root, *nodes] for one in _led(node)}
    previous = 0
    for node in nodes:
        home, mark, parent = node.home, node.mark, node.parent
        if home and mark and parent and node is home.nodes[0] and id(home) in led:
            start = _start_of_lead(text, mark, previous)
            if start:
                lead = Node(replace(mark, start=start, end=start, style="lead", number=0), parent, series=[home])
                parent.series.remove(home)
                parent.leads += home.place == LINE
                for one in home.nodes:
                    one.parent = lead
                yield lead
        previous = mark.start if mark else previous
        yield node


def _led(node: Node) -> list[Series]:
    """The series under a node that want a lead: those in a paragraph below it, and those at the heads of lines or in its
    own paragraph where they are not the only ones."""
    inner = [s for s in node.series if not s.outermost and s.style not in UNNUMBERED]
    lines = sum(s.place == LINE for s in node.series)
    own = node.mark.line if node.mark else None
    return [s for s in inner if (lines > 1 if s.place == LINE else len(node.series) > 1 or s.marks[0].line != own)]


def _start_of_lead(text: str, mark: Mark, previous: int) -> int | None:
    """Where the words that lead in a series begin, behind the node before; none where nothing stands between."""
    for start in (mark.above,) if mark.place == LINE else (mark.line, mark.sentence):
        words = text[start : mark.start]
        start += len(words) - len(words.lstrip())
        if previous < start < mark.start:
            return start
    return None
