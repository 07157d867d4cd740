"""The outline of a speech: headings and items as nested sections, each with its part and the number of points it announces."""

from __future__ import annotations

from collections.abc import Sequence

from koujing.chinese.marks import count_han, split_sentences
from koujing.chinese.patterns import lazy
from koujing.reading.structure.notes import notes_start
from koujing.reading.structure.outline import build_outline
from koujing.reading.structure.parts import Signs, is_plan, read_announcement, read_heading
from koujing.reading.structure.points import Node
from koujing.speech import NOTES, Section

__all__ = ["count_han", "find_sections", "split_sentences"]

# The wording of a heading ends at the first stop; that of a lead, or of an item inside a line, at the first comma.
_HEADING = lazy(r"[ \u3000]*(?P<words>[^\n。；！？：;!?:]{0,60})")
_SALUTATION = r"(?:(?:各位[^\n，。！：]{2,4}|同志们)[！：!:，,]\s*)?"
_CLAUSE = lazy(rf"\s*{_SALUTATION}(?P<words>(?:[^\n。；！？：;!?:，,]|(?<=\d),(?=\d)){{0,60}})")


def find_sections(text: str) -> tuple[Section, ...]:
    """The outline of a text in its order: one row for the matter before the first outermost heading, then every heading,
    every item, and every paragraph that leads in one of several lists of items.

    A section reaches to the next one of the same or a lesser depth. Headings at the beginning of lines start at depth 1,
    items inside paragraphs at depth 2; in a text without such headings, the items belong to row 0. The end notes are a section.

    >>> text = "讲两点。\\n一、去年工作回顾\\n修了渠。一是快，二是好。\\n二、今年任务\\n干。"
    >>> [(s.depth, s.ordinal + s.heading, s.part, s.announced, s.found) for s in find_sections(text) if s.depth < 2]
    [(0, '', 'other', 2, 2), (1, '一、去年工作回顾', 'review', None, 2), (1, '二、今年任务', 'tasks', None, None)]
    """
    whole, text = text, text[: notes_start(text)]
    nodes = build_outline(text)
    starts = [node.mark.start if node.mark else 0 for node in nodes]
    ends = _ends([node.depth for node in nodes], starts, len(text))
    words = [_wording(text, node) for node in nodes]
    parts = _parts(text, nodes, words, list(zip(starts, ends, strict=True)))
    sections = []
    for k, node in enumerate(nodes):
        start, main = starts[k], node.main
        points = main.marks[0].start if main else min([ends[k], *starts[k + 1 : k + 2]])
        announced = read_announcement(text, start, words[k][1], points, node.found)
        ordinal, heading = text[start : node.mark.end] if node.mark else "", text[slice(*words[k])].strip()
        sections.append(Section(start, ends[k], node.depth, ordinal, heading, parts[k], announced, node.found))
    if len(text) < len(whole):
        named = _HEADING.match(whole, len(text))
        sections.append(Section(len(text), len(whole), 1, "", named["words"].strip() if named else "", NOTES))
    return tuple(sections)


def _ends(depths: Sequence[int], starts: Sequence[int], length: int) -> list[int]:
    ends = [length] * len(depths)
    around: list[int] = []
    for k, depth in enumerate(depths):
        while around and (depth <= depths[around[-1]] or (around[-1] == 0 and depth == 1)):
            ends[around.pop()] = starts[k]
        around.append(k)
    return ends


def _wording(text: str, node: Node) -> tuple[int, int]:
    """The span of a heading's words."""
    if not node.mark:
        return 0, 0
    match = (_HEADING if node.is_heading else _CLAUSE).match(text, node.mark.end)
    return match.span("words") if match else (node.mark.end, node.mark.end)


def _parts(
    text: str, nodes: Sequence[Node], words: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> list[str]:
    """The part of every section: that of the enclosing section if it is known, or else its own."""
    signs = Signs(text)
    own = [_own_part(text, signs, *each) for each in zip(nodes, words, spans, strict=True) if each[0].depth == 1]
    outermost = iter(_between_tasks(own))
    known: dict[int, str | None] = {}
    for node, heading, span in zip(nodes, words, spans, strict=True):
        above = known[id(node.above)] if node.above else None
        if node.depth == 1:
            known[id(node)] = next(outermost)
        else:
            known[id(node)] = above or (_own_part(text, signs, node, heading, span) if node.mark else None)
    return ["tasks" if is_plan(text) else "other", *(known[id(node)] or "other" for node in nodes[1:])]


def _own_part(
    text: str, signs: Signs, node: Node, heading: tuple[int, int], span: tuple[int, int]
) -> str | None:
    """The part of a section according to its heading or, if there is none or it says nothing, to the words below it."""
    part = read_heading(text[slice(*heading)]) if node.is_heading else None
    return signs.part(*span) if part is None else part


def _between_tasks(parts: Sequence[str | None]) -> list[str | None]:
    """The parts of the outermost sections; an unknown one between two sections of tasks also counts as tasks."""
    around = zip([None, *parts], parts, [*parts[1:], None], strict=False)
    return ["tasks" if part is None and before == after == "tasks" else part for before, part, after in around]
