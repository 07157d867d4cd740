"""The statistics in the cells of a text's tables, each with what the heads of its row and its column say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from koujing.chinese.marks import Span
from koujing.chinese.patterns import lazy
from koujing.chinese.times import TIME
from koujing.statistics.claims import Claim
from koujing.statistics.domains import domain_of
from koujing.statistics.hedges import is_added
from koujing.statistics.names import NO_NAME, Name
from koujing.statistics.quantity import Quantity
from koujing.statistics.roles import Place
from koujing.statistics.status import Statuses
from koujing.statistics.tables.columns import Column, is_rate, joined, measure_of, read_columns, row_heads, unit_of
from koujing.statistics.tables.grid import Table, find_tables
from koujing.statistics.tables.heads import Head, read_head
from koujing.statistics.tables.numbers import Number, find_whole, read_number
from koujing.statistics.tables.units import Measure, caption_units
from koujing.statistics.timing import Times

# The title of a table, with the only time that it names.
_TITLE = lazy(r"[^\n]*(?:表|指标|情况|一览|统计|收支)[^\n]{0,3}", 64)
_TIME = lazy(TIME, 64)  # re.VERBOSE
_DECREASE = lazy("下降|降低|减少|降幅")
_RANK = Measure("", "位", "rank")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, or the head of a column, at ``text[start:end]``; without a ``quantity`` it states no statistic (5户以下).

    ``name`` is what its heads name, ``when`` the span of its time; ``moved`` is the word for a change in a head (增长), and
    ``aimed`` says whether a head calls it an aim.
    """

    start: int
    end: int
    quantity: Quantity | None = None
    name: Name = NO_NAME
    when: Span | None = None
    moved: str = ""
    aimed: bool = False

    @property
    def kind(self) -> str:
        """The kind of its statistic."""
        kind = self.quantity.kind if self.quantity else ""
        moved = self.moved or is_added(self.name.words)
        return "change" if moved and kind not in {"multiple", "rank"} else kind

    @property
    def note(self) -> str:
        """The note of its statistic."""
        numeral = self.quantity.numeral if self.quantity else None
        if numeral is None or numeral.masked or (numeral.value is None and not numeral.hedge):
            return "masked" if numeral and numeral.masked else "range"
        if self.kind == "multiple":
            return f"×{numeral.value}"
        return "decrease" if self.kind == "change" and _DECREASE.search(self.moved) else ""


def find_cells(text: str) -> list[Cell]:
    r"""The cells of a text's tables that hold a number and nothing else, and the heads of their columns, in order.

    >>> cells = find_cells("（单位：亿元、%）\n指标\t2014年\t增长\n工业\t12.5\t-2.3\n")
    >>> [(cell.quantity.numeral.value, cell.quantity.unit, cell.name.words, cell.moved) for cell in cells if cell.quantity]
    [(Decimal('1250000000'), '元', '工业', ''), (Decimal('-2.3'), '%', '工业', '增长')]
    """
    return [cell for table in find_tables(text) for cell in _cells(text, table)]


def _cells(text: str, table: Table) -> Iterator[Cell]:
    columns = read_columns(text, table)
    captions = [unit for line in table.captions for unit in caption_units(text[slice(*line)])]
    titles = [read_head(text, line) for line in table.captions]
    title = next((head.name for head in titles if head.measure and head.name.words), NO_NAME)  # 工业增加值（亿元）
    titled = next((when for line in table.captions if (when := _titled(text, line))), None)
    yield from (Cell(*cell) for row in table.heads for cell in row if cell[0] < cell[1])
    for row, head in zip(table.rows, row_heads(text, table, columns), strict=True):
        head = head._replace(when=head.when or titled, label=head.label if head.label.words else title)
        stated = unit_of(text, row, columns)
        for cell, column in zip(row, columns, strict=False):
            if titled and column.head.when and text[slice(*column.head.when)] == "全年":
                column = column._replace(head=column.head._replace(when=titled))
            if number := read_number(text, *cell):
                yield _bare(number, column, head, stated, captions)
            elif column.holds in {"numbers", "ranks"} and (quantity := find_whole(text, cell)):
                yield _stated(quantity, column, head)


def _titled(text: str, line: Span) -> Span | None:
    """The time that the title of a table names, if it names one."""
    found = [match.span() for match in _TIME.finditer(text, *line)] if _TITLE.match(text, *line) else []
    return found[0] if len(found) == 1 else None


def _bare(number: Number, column: Column, row: Head, stated: Measure | None, captions: Sequence[Measure]) -> Cell:
    """A cell with a number whose unit stands elsewhere."""
    nothing = Cell(number.start, number.end)
    if column.holds not in {"numbers", "ranks"}:
        return nothing
    measure = _RANK if column.holds == "ranks" else measure_of(column.head, row, stated, captions)
    measure = Measure("", number.percent, "percent") if number.percent else measure
    numeral = number.numeral(measure.magnitude) if measure else None
    if not measure or not numeral:
        return nothing
    if measure.unit in {"人", "户"} and numeral.value is not None and numeral.value % 1:  # 12.5 persons: in 万, which nobody says
        return nothing
    cell = _stated(Quantity(number.start, number.end, numeral, measure.unit, measure.kind), column, row)
    signed = number.sign and measure.kind == "percent" and not cell.moved
    return replace(cell, moved="增减") if signed and not (is_rate(column.head) or is_rate(row)) else cell


def _stated(quantity: Quantity, column: Column, row: Head) -> Cell:
    """A cell whose number has a unit."""
    both = joined([row, column.head])
    name = both.name if both.name.words else both.label
    when = column.head.when or row.when
    return Cell(quantity.start, quantity.end, quantity, name, when, column.head.moved or row.moved, both.aimed)


def claim_of(text: str, cell: Cell, statuses: Statuses, times: Times) -> Claim:
    """What a table says about the statistic of a cell, in the terms of a sentence."""
    words, (start, end) = cell.name.words, (cell.start, cell.end)
    period = text[slice(*cell.when)] if cell.when else ""
    place = Place(start, start, start, end)
    status, sure = ("target", 1.0) if cell.aimed else statuses.read(place, "", cell.kind, words, period, start)[:2]
    time = times.resolve(place, "", status, cell.when, listed=bool(cell.when))
    return Claim(
        words, "", "", status, sure, period, time.first, time.last, sure if status == "rule" else time.certainty, 1.0,
        domain_of(words), cell.when, cell.name.span, "",
    )  # fmt: skip
