"""The sections of a notebook, one question each: which to copy for other texts, and what to say if nothing was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

SHIPPED = "shipped"  # the tag of a cell that applies only to the corpora that ship with koujing
HEADING = re.compile(r"^## ", re.MULTILINE)
SHOWS = re.compile(r"\b(?:display|print)\(")
LACKS = re.compile(r"(?:\*\*.*\*\*: )?too few ")  # a finding that could not be computed
NOTHING = "Nothing to show here for these texts."
EMPTY = "These texts contain too little of what this section measures."
SHIPPED_ONLY = "only about the corpora that ship with koujing"
TOO_LITTLE = "too little in these texts"


def copy_for_others(cells: Sequence[NotebookNode], own_texts: bool) -> list[NotebookNode]:
    """The cells without results, each heading in a cell of its own; with ``own_texts``, without cells about the shipped corpora."""
    kept = [cell for cell in cells if not (own_texts and SHIPPED in cell.metadata.get("tags", []))]
    return [part for cell in kept for part in _parts(cell)]


def _parts(cell: NotebookNode) -> Iterator[NotebookNode]:
    if cell.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
        yield cell
        return
    edges = [0, *(match.start() for match in HEADING.finditer(cell.source)), len(cell.source)]
    for start, end in pairwise(edges):
        if text := cell.source[start:end].strip():
            yield new_markdown_cell(text)


def split_sections(cells: Sequence[NotebookNode]) -> list[list[NotebookNode]]:
    """The cells of each section: those before the first second-level heading, then one list per such heading."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and HEADING.search(cell.source):
            sections.append([])
        sections[-1].append(cell)
    return sections


def say_what_is_empty(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The executed cells, with a line in each cell that has nothing to show; a section with nothing at all becomes one line."""
    first, *others = split_sections(cells)
    return [cell for section in (first, *map(_shortened, others)) for cell in map(_told, section)]


def say_what_is_left_out(cells: Sequence[NotebookNode], shipped: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The finished cells, behind the first of them a line on the sections of the ``shipped`` notebook that they lack, and why."""
    sections = split_sections(cells)[1:]
    there = {_title(section[0]) for section in sections}
    gone = [title for section in split_sections(shipped)[1:] if (title := _title(section[0])) not in there]
    empty = [_title(section[0]) for section in sections if _is_empty(section)]
    lines = [f"- {why}: {'; '.join(titles)}" for why, titles in ((SHIPPED_ONLY, gone), (TOO_LITTLE, empty)) if titles]
    told = [new_markdown_cell("\n".join(["**Left out of this notebook**", "", *lines]))] if lines else []
    return [*cells[:1], *told, *cells[1:]]


def _title(heading: NotebookNode) -> str:
    """The text of the first second-level heading in a cell."""
    return str(heading.source[HEADING.search(heading.source).end() :].partition("\n")[0].strip())  # type: ignore[union-attr]


def _is_empty(section: Sequence[NotebookNode]) -> bool:
    outputs = [output for cell in section if cell.cell_type == "code" for output in cell.outputs]
    return section[0].source.endswith(EMPTY) or (bool(outputs) and all(map(_lacks, outputs)))


def _shortened(section: list[NotebookNode]) -> list[NotebookNode]:
    """The section; or only its heading and a line if it should show something and shows nothing, or only what it lacks."""
    code = [cell for cell in section if cell.cell_type == "code"]
    shown = [cell for cell in code if cell.outputs]
    if shown and all(_lacks(output) for cell in shown for output in cell.outputs):
        return [section[0], *shown]
    if shown or not any(map(_shows, code)):
        return section
    heading = section[0].source.partition("\n")[0]
    return [new_markdown_cell(f"{heading}\n\n{EMPTY}")]


def _lacks(output: NotebookNode) -> bool:
    return bool(LACKS.match(output.get("text") or output.get("data", {}).get("text/plain", "")))


def _told(cell: NotebookNode) -> NotebookNode:
    if cell.cell_type == "code" and not cell.outputs and _shows(cell):
        cell.outputs = [new_output("stream", name="stdout", text=f"{NOTHING}\n")]
    return cell


def _shows(cell: NotebookNode) -> bool:
    return bool(SHOWS.search(cell.source))
