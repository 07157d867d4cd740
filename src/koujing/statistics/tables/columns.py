"""What the columns of a table hold, and in which unit its cells are: the unit of a head, of a unit column or of a caption."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from koujing.chinese.marks import Span
from koujing.chinese.patterns import lazy
from koujing.statistics.tables.grid import YEAR, Row, Table, column_heads
from koujing.statistics.tables.heads import Head, read_head
from koujing.statistics.tables.numbers import find_whole, read_number
from koujing.statistics.tables.units import Measure, read_measure

# Numbers in these columns put rows in order, date them, or identify something.
_NO_STATISTIC = lazy(
    r".{0,6}(?:序号|编号|编码|代码|行次|批次|页[码号]|电话|手机|号码|传真|联系方式|邮编|邮政编码|身份证号?|[账帐]号|学号|文号|车牌号?|备注)"
    r"|№|N[Oo]\.?"
)
_TIMES = lazy(r".{0,6}(?:年份|年度|时间|时期|日期|月份)|[年月]")
_UNIT_COLUMN = lazy("(?:计量|统计)?单位")
_RANK = lazy(r".{0,8}(?:位次|排名|名次|排位)")
_RATE = lazy(".*(?:率|比重|占比|比例|程度)")
_SHARE = lazy("占比|比重|所占比[重例]|完成率|完成比例")
_AMOUNT = lazy(".*[额量数值]")
_MONEY = lazy("资金|投资|收入|支出|产值|增加值|利润|税|金额|[存贷]款|生产总值|GDP|零售|[进出]口")
# A head that names people or households says what its numbers count.
_PERSONS = lazy(".*(?:人口|人数|劳动力)")
_HOUSEHOLDS = lazy(".*(?:户数|农户|贫困户|户)")
_NUMBER_OF = lazy(".*数")


class Column(NamedTuple):
    """What a column holds (words, numbers, ranks, times, units, or codes), and what its heads say."""

    holds: str
    head: Head


def joined(heads: Sequence[Head]) -> Head:
    """Several heads of the same cells as one: the names one after the other, the last unit and time that are given."""

    def both(outer: Head, inner: Head) -> Head:
        repeated = inner.name.words.startswith(outer.name.words)
        name = inner.name if repeated else outer.name.followed_by(inner.name)
        when, measure = inner.when or outer.when, inner.measure or outer.measure
        label = outer.label if outer.label.words else inner.label
        return Head(name, label, measure, when, inner.moved or outer.moved, inner.aimed or outer.aimed)

    return reduce(both, heads, Head())


def read_columns(text: str, table: Table) -> list[Column]:
    """The columns of a table."""
    width = max(map(len, (*table.heads, *table.rows)))
    columns: list[Column] = []
    for k in range(width):
        column = _column(text, table, k, column_heads(text, table, k))
        last = columns[-1] if columns else column
        columns.append(_changed(column, last) if last.holds == "numbers" else column)
    return columns


def _changed(column: Column, left: Column) -> Column:
    """A column that has only a change (增长%) or a share (占比) states that of the column on its left."""
    head, of = column.head, left.head
    if not _SHARE.fullmatch(head.name.words) and (not head.moved or head.name.words):
        return column
    name, when = of.name.followed_by(head.name), head.when or of.when
    return column._replace(head=head._replace(name=name, label=of.label, when=when, aimed=head.aimed or of.aimed))


def _column(text: str, table: Table, k: int, heads: Sequence[Span]) -> Column:
    head = joined([read_head(text, span) for span in heads])
    title = "".join(text[slice(*heads[-1])].split()) if heads else ""
    cells = [row[k] for row in table.rows if k < len(row) and row[k][0] < row[k][1]]
    return Column(_holds(title, k, [text[slice(*cell)] for cell in cells]), head)


def _holds(title: str, k: int, cells: Sequence[str]) -> str:
    if _NO_STATISTIC.fullmatch(title) or (k == 0 and len(cells) > 1 and cells == [str(n) for n in range(1, len(cells) + 1)]):
        return "codes"
    if _UNIT_COLUMN.fullmatch(title) and 2 * sum(read_measure(cell) is not None for cell in cells) >= len(cells):
        return "units"
    if _TIMES.fullmatch(title) or (k == 0 and cells and all(map(YEAR.fullmatch, cells))):
        return "times"
    if not any(read_number(cell, 0, len(cell)) or find_whole(cell, (0, len(cell))) for cell in cells):
        return "words"
    return "ranks" if _RANK.fullmatch(title) else "numbers"


def row_heads(text: str, table: Table, columns: Sequence[Column]) -> list[Head]:
    """The head of each row: the words and times on the left of its numbers; a blank one is that of the row above.

    Of several columns of words the first counts, or all where it groups the rows (东乡|甲村, 东乡|乙村).
    """
    stop = next((k for k, column in enumerate(columns) if column.holds in {"numbers", "ranks"}), len(columns))
    words = [k for k in range(stop) if columns[k].holds == "words"]
    first = [text[slice(*row[words[0]])] for row in table.rows if words and words[0] < len(row)]
    nested = "" in first or len({*first}) < len(first)
    used = sorted(words[: None if nested else 1] + [k for k in range(stop) if columns[k].holds == "times"])
    above: dict[int, Span] = {}
    return [_row_head(text, row, used, above) for row in table.rows]


def _row_head(text: str, row: Row, used: Sequence[int], above: dict[int, Span]) -> Head:
    heads = []
    for k in used:
        filled = k < len(row) and row[k][0] < row[k][1]
        if filled:
            above |= {k: row[k]}
            for deeper in [n for n in above if n > k]:
                del above[deeper]
        if k in above and (filled or any(row[n][0] < row[n][1] for n in used if k < n < len(row)) or len(used) == 1):
            heads.append(read_head(text, above[k]))
    return joined(heads)


def unit_of(text: str, row: Row, columns: Sequence[Column]) -> Measure | None:
    """What the unit column says of a row; a unit that is not in the lexicon is taken as a measure word."""
    for cell, column in zip(row, columns, strict=False):
        if column.holds == "units" and (written := text[slice(*cell)]):
            return read_measure(written) or Measure("", written, "count")
    return None


def measure_of(column: Head, row: Head, stated: Measure | None, captions: Sequence[Measure]) -> Measure | None:
    """The unit of a bare number: that of its column's head, its row's head or its unit column, else one of the captions.

    Per cent goes before any other unit of the two heads; a change without one is in per cent or not known.

    >>> 元, percent = Measure("亿", "元", "money"), Measure("", "%", "percent")
    >>> measure_of(Head(moved="增长"), Head(), None, [元, percent]).unit
    '%'
    """
    of_row = row.measure or stated
    own = [one for one in (column.measure, of_row) if one]
    if any(one.kind == "percent" for one in own):
        return next(one for one in own if one.kind == "percent")
    if is_rate(column) or is_rate(row):
        moved = bool(column.moved or row.moved)
        fit = [one for one in captions if one.kind == "percent" and (moved or one.unit != "百分点")]
        return column.measure or next(iter(sorted(fit, key=lambda one: one.unit == "百分点")), None)
    return own[0] if own else _of_captions([one for one in captions if one.kind != "percent"], column, row) or _only(captions)


def _only(captions: Sequence[Measure]) -> Measure | None:
    """The per cent of a table that has no other unit."""
    return captions[0] if len(captions) == 1 and captions[0].kind == "percent" else None


def is_rate(head: Head) -> bool:
    """Whether a head names a rate, a share or a change, which are in per cent where it names no unit."""
    moved = bool(head.moved) and not _AMOUNT.fullmatch(head.moved)
    return moved or bool(_RATE.fullmatch(head.name.words))


def _of_captions(units: Sequence[Measure], column: Head, row: Head) -> Measure | None:
    """The unit of the captions that fits what the heads name: 户 for households, money for 投资."""
    words = row.name.words + column.name.words
    implied = "人" if _PERSONS.fullmatch(words) else "户" if _HOUSEHOLDS.fullmatch(words) else ""
    fits = [one for one in units if (one.unit == implied if implied else one.unit not in "人户" or len(units) == 1)]
    if implied:
        return fits[0] if fits else units[0] if len(units) == 1 and units[0].kind == "count" else Measure("", implied, "count")
    if len(fits) > 1:
        fits = [one for one in fits if (one.kind == "money") == bool(_MONEY.search(words))]
    is_odd = len(fits) == 1 and fits[0].kind == "money" and _NUMBER_OF.fullmatch(column.name.words)
    return fits[0] if len(fits) == 1 and not is_odd else None


