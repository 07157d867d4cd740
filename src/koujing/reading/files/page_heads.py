"""The table at the head of a government page, which states the metadata of a document: 索引号 | … | 成文日期 | …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.chinese.cells import find_rows
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.lines import label_pattern

# As a whole cell, without the gaps between its characters (标　题).
_LABEL = lazy(lambda: rf"(?:{label_pattern('', 'edge')})[：:]?")


def is_head_row(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are labels and what they label, in turn.

    >>> is_head_row(["索 引 号：", "A-1", "成文日期", "2015年3月5日"]), is_head_row(["文号", "成文日期"]), is_head_row(["标题", ""])
    (True, False, True)
    """
    labels, values = cells[::2], cells[1::2]
    last = (labels[-1:] == [""] and labels[:-1]) or labels
    return bool(values) and all(map(_is_label, last)) and not any(map(_is_label, values))


def _is_label(cell: str) -> bool:
    return _LABEL.fullmatch("".join(cell.split())) is not None


def head_tabs(text: str) -> Iterator[tuple[int, str]]:
    r"""The tabs of such tables in a text and what is read in the place of each: a colon after a label, a line end after a value.

    A single row with a single label without a colon may be any table's.

    >>> list(head_tabs("发文机关\t甲县\t成文日期：\t2015年\n正文"))
    [(4, '：'), (7, '\n'), (13, '')]
    """
    rows = [(start, cells) for start, end in find_rows(text) if is_head_row(cells := text[start:end].split("\t"))]
    if sum(len(cells) // 2 for _, cells in rows) < 2 and not any(cells[0].strip().endswith(("：", ":")) for _, cells in rows):
        return
    for at, cells in rows:
        for k, cell in enumerate(cells[:-1]):
            at += len(cell)
            yield at, "\n" if k % 2 else "" if cell.strip().endswith(("：", ":")) else "："
            at += 1
