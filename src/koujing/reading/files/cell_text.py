"""The text of a table's cell: its lines are one wording where they are short, and lines of their own where they are a text."""

from __future__ import annotations

from collections.abc import Sequence

from koujing.chinese.patterns import lazy

# A longer cell, or one with sentences, holds a text: pages and forms are often laid out as tables.
LONGEST_CELL = 60
_SENTENCE = lazy("[。；！？]")
_NUMBER = lazy(r"[-－−+]?\d[\d,，.]*\s*(?:[%％‰]|[\u4e00-\u9fff]{0,4})")
_DATE = lazy(r"\d{4}[-./年]\d.*|\d{1,2}[-/月]\d{1,2}日?|(?:19|20)\d\d年?")
_WORD = lazy("[0-9A-Za-z]")


def is_wording(text: str) -> bool:
    """Whether a cell holds a name, a number or a phrase, but no text and no further table.

    >>> is_wording("12.5\\n亿元"), is_wording("去年修路。\\n今年架桥。")
    (True, False)
    """
    return len(text) <= LONGEST_CELL and "\t" not in text and not _SENTENCE.search(text)


def is_number(text: str) -> bool:
    """Whether a cell holds a number, perhaps with a unit, that is no date and no year.

    >>> is_number("-1,200.5"), is_number("35万元"), is_number("2015-03-05"), is_number("2015")
    (True, True, False, False)
    """
    return bool(_NUMBER.fullmatch(text)) and not _DATE.fullmatch(text)


def line_joint(before: str, after: str) -> str:
    """What stands between two lines of a cell when they are read as one: nothing, or a space between two numbers or Latin words.

    >>> line_joint("12.5", "亿元"), line_joint("12", "15")
    ('', '\\u3000')
    """
    return "\u3000" if _WORD.match(before[-1:]) and _WORD.match(after[:1]) else ""


def row_text(cells: Sequence[tuple[str, int]]) -> str:
    r"""A row as a line: each cell given by its text and by how many columns it spans, with a tab for each border of a column.

    >>> row_text([("资金\n", 2), ("12.5\n亿元\n", 1)])
    '资金\t\t12.5亿元\n'
    """
    parts = []
    for text, span in cells:
        parts += [joined_lines(text) if len(cells) > 1 and is_wording(text.strip()) else text.removesuffix("\n"), "\t" * span]
    return "".join(parts[:-1]) + "\n"


def joined_lines(text: str) -> str:
    """The lines of a cell as one."""
    joined = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        joined += line_joint(joined, line) + line
    return joined
