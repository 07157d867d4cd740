"""The rows of tables in a text: a row is a line, and tabs separate its cells."""

from __future__ import annotations

from collections.abc import Iterator

from koujing.chinese.marks import Span
from koujing.chinese.numeral_forms import SHORT_NUMERAL
from koujing.chinese.patterns import lazy

# A tab before the first words of a line, or after the number of an outline point, indents it.
INDENT = rf"[ \t\u3000]*+(?>(?:(?:第?{SHORT_NUMERAL}[、.．章节条]|[（(](?:{SHORT_NUMERAL}|\d\d?)[)）]|\d\d?[、.．]|[①-⑳])[ \t\u3000]*+)?)"
_ROW = lazy(rf"(?m:^){INDENT}(?P<words>[^\t\n]+\t[^\n]*[^\s])")


def find_rows(text: str) -> Iterator[Span]:
    r"""The lines that are rows of a table, each from its first character to the last that is not blank.

    >>> text = "\t一、\t去年\n乡\t亩\n\t东\t3\t\n完"
    >>> [text[slice(*span)] for span in find_rows(text)]
    ['乡\t亩', '\t东\t3']
    """
    return (match.span() for match in _ROW.finditer(text)) if "\t" in text else iter(())


def cells_apart(text: str) -> str:
    r"""The same text with a line end, at which every phrase ends, in place of each tab between two cells.

    >>> cells_apart("\t东乡\t1200\t1500户")
    '\t东乡\n1200\n1500户'
    """
    if "\t" not in text:
        return text
    parts, at = [], 0
    for match in _ROW.finditer(text):
        parts += [text[at : match.start("words")], match["words"].replace("\t", "\n")]
        at = match.end()
    return "".join(parts) + text[at:]


def without_rows(text: str) -> str:
    r"""The same text with nothing but tabs in the rows of its tables, which have no part in its outline.

    >>> without_rows("一、工业\n二、农业\t3\n")
    '一、工业\n\t\t\t\t\t\t\n'
    """
    parts, at = [], 0
    for start, end in find_rows(text):
        parts += [text[at:start], "\t" * (end - start)]
        at = end
    return "".join(parts) + text[at:] if parts else text
