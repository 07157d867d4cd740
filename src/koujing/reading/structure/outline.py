"""Build a tree from lists of points: a list belongs to the item in which it begins, or to the words that lead it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from koujing.reading.structure.outline_marks import LINE, OutlineMark, find_marks
from koujing.reading.structure.points import DEEPEST, ITEMS, UNNUMBERED, Node, PointList, find_lists

# If several styles could be the outermost, the first in this order is; 第一部分 and the like come before all of them.
_RANKS = {style: rank for rank, style in enumerate(("han", "paren", "di", "arabic", "digit", "ring", "clauses"), 1)}


def build_outline(text: str) -> list[Node]:
    """The nodes of a text's tree in the order of the text, the root first.

    >>> [(n.depth, n.found) for n in build_outline("一、煤\\n一是安全。二是产量。\\n二、铁")]
    [(0, 2), (1, 2), (2, None), (2, None), (1, None)]
    """
    root = Node()
    nodes = _place(find_lists(find_marks(text)), root)
    _choose_outermost(root, nodes)
    nodes = list(_with_leads(text, root, nodes))
    for node in nodes:
        above = node.above.depth if node.above else 0
        node.depth = 1 if node.home and node.home.outermost else max(above, 1) + 1
    return [root, *nodes]


def _place(lists: Sequence[PointList], root: Node) -> list[Node]:
    """A node for every mark; each list is placed under the node that contains its first mark."""
    home = {mark.start: one for one in lists for mark in one.marks}
    nodes: list[Node] = []
    around: list[PointList] = []
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
            above.lists.append(own)
            around.append(own)
        own.nodes.append(Node(mark, own, above))
        nodes.append(own.nodes[-1])
    return nodes


def _choose_outermost(root: Node, nodes: Sequence[Node]) -> None:
    """Choose the outermost style of heading, and move everything that follows such a heading below it."""
    lines = [s for s in root.lists if s.marks[0].place == s.place == LINE and s.style not in ITEMS]
    if not any(s.outermost and s.style == "bare" for s in lines):
        lines = [s for s in lines if not s.outermost]
        best = min((_RANKS.get(s.style, 0) for s in lines), default=0)
        for one in lines:
            one.outermost = _RANKS.get(one.style, 0) == best
    heading, root.lists = root, []
    for node in nodes:
        home = node.home
        if home and home.outermost:
            heading = node
        if home and node.above is root and node is home.nodes[0]:
            _move(home, root if home.outermost else heading)


def _move(points: PointList, above: Node) -> None:
    above.lists.append(points)
    for node in points.nodes:
        node.above = above


def _with_leads(text: str, root: Node, nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, with the paragraph or sentence that leads in a list placed before every list that needs one."""
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


def _led(node: Node) -> list[PointList]:
    """The lists under a node that need a lead.

    A single list needs one if it is inside a line further down than the next paragraph. Of several lists, those inside a
    line need one, and those at the beginning of lines do if there is more than one of them.
    """
    inner = [s for s in node.lists if not s.outermost and s.style not in UNNUMBERED]
    if len(node.lists) == 1:
        own = node.mark.line if node.mark else 0
        return [s for s in inner if s.place != LINE and own not in (s.marks[0].line, s.marks[0].above)]
    lines = sum(s.place == LINE for s in node.lists)
    return [s for s in inner if s.place != LINE or lines > 1]


def _start_of_lead(text: str, mark: OutlineMark, previous: int) -> int | None:
    """Where the words that lead in a list begin, after the previous node; ``None`` if nothing is in between."""
    for start in (mark.above,) if mark.place == LINE else (mark.line, mark.sentence):
        words = text[start : mark.start].lstrip() if start > previous else ""
        if words:
            return mark.start - len(words)
    return None
