"""The visible text of a Markdown source: markup is set aside, but a doubtful asterisk is kept as a mask of a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from koujing.chinese.patterns import lazy
from koujing.reading.files.bars import mark_bars
from koujing.reading.files.marks import Mark
from koujing.reading.files.markup import Shown, read_markup, show

FRONT_MATTER = lazy(r"\A---[ \t]*\n(?>(?:(?!---)[^\n]*\n)*)---[ \t]*(?:\n|\Z)")
# Lines without any text: rules and underlines, code fences, the line under a table's header, link targets.
EMPTY_LINE = lazy(
    r"""^[ ]{0,3}(?: (?:[-*_][ \t]*){3,} | ={3,}[ \t]* | (?:```|~~~)[^\n]*
        | (?=[^\n]*--)(?=[^\n]*\|)[ \t|:-]+
        | \[[^\]\n]{1,100}\]:[ \t]*<?(?:https?:|mailto:|\.{0,2}/|\#)[^\n]*
      )$""",
    re.VERBOSE | re.MULTILINE,
)
# A table: the line of its heads, the rule below it, and the rows.
TABLE = lazy(
    r"""^(?P<head>[^\n|]*+\|[^\n]*+\n)
        (?P<rule>[ ]{0,3}\|?(?>[ \t]*+:?-++:?[ \t]*+\|)+(?:[ \t]*+:?-++:?)?[ \t]*+(?:\n|\Z))
        (?P<body>(?>[^\n|]*+\|[^\n]*+(?:\n|\Z))*)""",
    re.VERBOSE | re.MULTILINE,
)
# Quotation, list item, task, heading; the numbers of a list belong to the text.
LINE_START = lazy(
    r"^[ \t]*(?:>[ \t]*)*(?:[-+*][ \t]+(?:\[[ xX]\][ \t]+)?)?(?:\#{1,6}[ \t]+|\#{2,6}(?=[^\s\#]))?", re.MULTILINE
)

# What surrounds emphasis in prose: the end of a line, a space, a stop or a bracket. Between other characters an
# asterisk masks a word (坚定*的, 20**年), and so do two asterisks with a stop in between.
_BEFORE, _AFTER = (rf"(?{sign}[^\s，。、；：！？“”‘’《》（）()\[\]【】,.;:!?…—])" for sign in ("<!", "!"))
_PHRASE = r"[^\s*_，。、；：！？,;](?:[^*_，。、；：！？,;\n]{0,30}[^\s*_，。、；：！？,;])?"
_SENTENCE = r"[^\s*](?:[^*\n]{0,300}[^\s*])?"
# Of each match, everything except the group `text` is markup.
SPANS = [
    lazy(pattern, re.MULTILINE)
    for pattern in (
        rf"{_BEFORE}(?P<mark>\*\*\*?)(?P<text>{_SENTENCE})(?P=mark){_AFTER}",
        rf"{_BEFORE}\*\*(?P<text>{_PHRASE}|{_SENTENCE}(?<=[：:。！？]))\*\*(?!\*)",  # **工作目标：**全县…
        rf"(?<!\*)\*\*(?P<text>{_PHRASE})\*\*{_AFTER}",
        rf"{_BEFORE}\*(?P<text>{_PHRASE})\*{_AFTER}",
        rf"{_BEFORE}(?P<mark>__?)(?P<text>{_PHRASE})(?P=mark){_AFTER}",
        r"`(?P<text>[^`\n]{1,200})`",
        r"~~(?P<text>[^~\n]{1,200})~~",
        r"!\[[^\]\n]{0,200}\]\([^()\n]{0,500}\)(?P<text>)",  # a picture
        r"\[\^[^\]\s]{1,30}\]:?(?P<text>)",  # a footnote
        r"(?P<text>)\\(?=[!-/:-@\[-`{-~])",  # an escaped character is not markup
    )
]
LINK = lazy(
    r"""(?<!!)\[(?P<text>[^\[\]\n]{1,200})\]
        \(<?(?:(?:https?://|[./\#])[^\s()]{0,500}|[!-'*-~]{0,500})>?(?:[ \t]"[^"\n]{0,200}")?\)""",
    re.VERBOSE,
)


def read_markdown(source: str) -> Shown:
    """The visible text of a Markdown source, including HTML inside it.

    >>> read_markdown("# 讲话\\n**落实责任**，增强坚定*。").text.text
    '讲话\\n落实责任，增强坚定*。'
    """
    flat = source.replace("\r\n", " \n")  # the length stays the same
    front = FRONT_MATTER.match(flat)
    html = read_markup(source)
    links = list(LINK.finditer(flat))
    spans = (match for pattern in SPANS for match in pattern.finditer(flat))
    marks = [Mark(0, front.end(), why="front matter")] if front else []
    marks += [*html.marks, *_tables(flat), *_line_marks(flat), *(mark for match in (*links, *spans) for mark in _around(match))]
    kept = _apart(marks)
    shown = show(source, kept, [r for r in html.references if not _within(kept, r.start)])
    return replace(shown, links=sorted(html.links + [match.span("text") for match in links]))


def _tables(source: str) -> Iterator[Mark]:
    """The bars of tables as tabs, and the rule below the heads."""
    for table in TABLE.finditer(source) if "|" in source else ():
        yield Mark(*table.span("rule"))
        yield from mark_bars(source, *table.span("head"))
        yield from mark_bars(source, *table.span("body"))


def _line_marks(source: str) -> Iterator[Mark]:
    """Markup at the beginning of lines, and lines that are only markup."""
    for match in (*EMPTY_LINE.finditer(source), *LINE_START.finditer(source)):
        if match.group().strip():
            yield Mark(*match.span())


def _around(match: re.Match[str]) -> Iterator[Mark]:
    """The two parts of a match before and after its text."""
    for start, end in ((match.start(), match.start("text")), (match.end("text"), match.end())):
        if start < end:
            yield Mark(start, end)


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks in order; if two overlap, the one that begins first and reaches furthest is kept."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.now)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _within(marks: list[Mark], at: int) -> bool:
    i = bisect_right(marks, at, key=lambda m: m.start) - 1
    return i >= 0 and at < marks[i].end
