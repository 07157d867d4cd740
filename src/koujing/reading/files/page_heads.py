"""The table at the head of a government page, which states the metadata of a document: 索引号 | … | 成文日期 | …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koujing.chinese.cells import find_rows
from koujing.chinese.patterns import lazy

# As a whole cell, without the gaps between its characters (标　题).
_LABEL = lazy(
    r"""(?: 索引号 | 标题 | (?:公文|文件|信息)?名称 | (?:发文|文件)?(?:字号|文号|编号) | 主题词 | 关键词 | (?:时效|有效)性 | 内容概述
      | (?:主题|信息|体裁|组配|服务对象)分类 | 信息类别 | (?:信息)?来源 | (?:公开)?责任部门 | 公开(?:方式|形式|范围|时限)
      | (?:发文|发布|制发|印发|公开)(?:机关|机构|单位)
      | (?:成文|发文|发布|生成|公开|印发|签发|生效|失效|废止|实施|会议)(?:日期|时间) | 会议地点 | 报告人
    )[：:]?""",
    re.VERBOSE,
)


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
