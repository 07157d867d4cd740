"""Series of outline marks → a tree: a series stands in the item in which it began, or in the words that lead it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from koujing.reading.structure.marks import LINE, Mark, find_marks
from koujing.reading.structure.runs import DEEPEST, ITEMS, UNNUMBERED, Node, Series, find_series

# Of several styles that could be outermost the first of these is; 第一部分 and the like come before them all.
_RANKS = {style: rank for rank, style in enumerate(("han", "paren", "di", "arabic", "digit", "ring", "clauses"), 1)}


def build_outline(text: str) -> list[Node]:
    """The tree of a text in its order, the root first.

    >>> [(n.depth, n.found) for n in build_outline("一、煤\\n一是安全。二是产量。\\n二、铁")]
    [(0, 2), (1, 2), (2, None), (2, None), (1, None)]
    """
    root = Node()
    nodes = _place(find_series(find_marks(text)), root)
    _choose_outermost(root, nodes)
    nodes = list(_with_leads(text, root, nodes))
    for node in nodes:
        above = node.above.depth if node.above else 0
        node.depth = 1 if node.home and node.home.outermost else max(above, 1) + 1
    return [root, *nodes]


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
            above = own.nodes[0].above
        else:
            while around and (own.outermost or len(around) == DEEPEST or not around[-1].holds(mark)):
                around.pop()
            above = around[-1].nodes[-1] if around else root
            above.series.append(own)
            around.append(own)
        own.nodes.append(Node(mark, own, above))
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
    heading, root.series = root, []
    for node in nodes:
        home = node.home
        if home and home.outermost:
            heading = node
        if home and node.above is root and node is home.nodes[0]:
            _move(home, root if home.outermost else heading)


def _move(series: Series, above: Node) -> None:
    above.series.append(series)
    for node in series.nodes:
        node.above = above


def _with_leads(text: str, root: Node, nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, and before a series that wants a lead the paragraph or sentence that leads it in."""
    led = {id(one) for node in [root, *nodes] for one in _led(node)}
    previous = 0
    for node in nodes:
        home, mark = node.home, node.mark
        if home and mark and node is home.nodes[0] and id(home) in led:
            start = _start_of_lead(text, mark, previous)
            if start:
                lead = Node(replace(mark, start=start, end=start), None, node.above)
                _move(home, lead)
                yield lead
        previous = mark.start if mark else previous
        yield node


def _led(node: Node) -> list[Series]:
    """The series under a node that want a lead: those inside a line further below than the next paragraph, and where
    there are several those inside a line and those at the heads of lines if these are several too."""
    inner = [s for s in node.series if not s.outermost and s.style not in UNNUMBERED]
    if len(node.series) == 1:
        own = node.mark.line if node.mark else 0
        return [s for s in inner if s.place != LINE and own not in (s.marks[0].line, s.marks[0].above)]
    lines = sum(s.place == LINE for s in node.series)
    return [s for s in inner if s.place != LINE or lines > 1]


def _start_of_lead(text: str, mark: Mark, previous: int) -> int | None:
    """Where the words that lead in a series begin, behind the node before; none where nothing stands between."""
    for start in (mark.above,) if mark.place == LINE else (mark.line, mark.sentence):
        words = text[start : mark.start].lstrip() if start > previous else ""
        if words:
            return mark.start - len(words)
    return None
