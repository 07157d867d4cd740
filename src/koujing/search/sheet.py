"""Save a concordance as a CSV file or an Excel sheet; a file that is not a concordance is never overwritten."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from koujing.later import pd

# Excel's limits: rows in a sheet, characters in a cell.
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
FIRST_DAY = datetime(1980, 1, 1)  # instead of the day of writing, so that the same table gives the same bytes


def refuse_foreign(path: Path) -> None:
    """Raise FileExistsError if there is a file at ``path`` that is not a concordance."""
    if path.is_file() and not _is_concordance(path):
        raise FileExistsError(f"{path}: this file is not a concordance; move it away, or choose another name")


def _is_concordance(path: Path) -> bool:
    if path.suffix.lower() == ".xlsx":
        try:
            with ZipFile(path) as book:
                return b'name="concordance"' in book.read("xl/workbook.xml")
        except (BadZipFile, KeyError):
            return False
    with path.open("rb") as file:
        head = file.read(2000)
    if path.suffix.lower() == ".html":
        return b".kj-kwic" in head
    return head.removeprefix(BOM_UTF8).startswith(b"source,speech,date,start,end,left,node,right")


def save_table(frame: pd.DataFrame, path: Path) -> None:
    """Write the table as CSV in UTF-8, with the byte-order mark from which Excel knows the encoding.

    Texts are written as they are. Excel takes one that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, so import the
    columns as text, or save an ``.xlsx`` instead.
    """
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")


def save_sheet(frame: pd.DataFrame, path: Path) -> None:
    """Write the table as an Excel workbook of one sheet, in which texts remain texts whatever they begin with.

    The same table gives the same bytes. Errors: ``ValueError`` if a sheet cannot hold so many rows; ``RuntimeError`` if
    ``xlsxwriter`` is not installed.
    """
    if len(frame) >= MOST_ROWS:
        raise ValueError(f"{path}: {len(frame):,} hits, but an Excel sheet holds only {MOST_ROWS - 1:,}; save them as .csv")
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise RuntimeError(f"{path}: a workbook needs xlsxwriter ({error}): pip install 'koujing[excel]'") from error
    try:
        with Workbook(path, {"constant_memory": True}) as book:
            _write_sheet(frame, book)
    except FileCreateError as error:
        raise error.args[0] from None  # the system's own error, such as a full disk


def _write_sheet(frame: pd.DataFrame, book: Any) -> None:
    book.set_properties({"created": FIRST_DAY})
    bold, right = book.add_format({"bold": True}), book.add_format({"align": "right"})
    sheet = book.add_worksheet("concordance")
    sheet.freeze_panes(1, 0)
    _write_row(sheet, 0, frame.columns, [bold] * len(frame.columns))
    styles = [{"left": right, "node": bold}.get(column) for column in frame.columns]
    for number, cells in enumerate(frame.itertuples(index=False), 1):
        _write_row(sheet, number, cells, styles)


def _write_row(sheet: Any, number: int, cells: Iterable[object], styles: Iterable[Any]) -> None:
    for column, (cell, style) in enumerate(zip(cells, styles, strict=True)):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell, style)
        else:
            sheet.write_string(number, column, str(cell)[:LONGEST_CELL], style)
