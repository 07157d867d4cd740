"""A table as an Excel workbook, by the few parts of Office Open XML (ISO/IEC 29500) that one sheet of text needs."""

from __future__ import annotations

import os
import re
import zipfile
from xml.sax.saxutils import escape

import pandas as pd

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# What XML cannot hold, even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST = 1_048_576  # rows of a sheet
_SAME_DAY = (1980, 1, 1, 0, 0, 0)  # so that the same table gives the same bytes

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="koujing" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def save_sheet(table: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table to ``.xlsx``: numbers as numbers, all else as text, so that a cell with = is no formula.

    Errors: ``ValueError`` for more rows than a sheet holds (1,048,575 and the head).
    """
    if len(table) >= _MOST:
        raise ValueError(f"{path}: {len(table):,} rows, but a sheet holds {_MOST - 1:,}; save it as .csv")
    rows = [_row(list(table.columns)), *(_row(list(cells)) for cells in table.itertuples(index=False, name=None))]
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, xml in (_PARTS | {"xl/worksheets/sheet1.xml": sheet}).items():
            book.writestr(zipfile.ZipInfo(name, _SAME_DAY), _HEAD + xml, zipfile.ZIP_DEFLATED)


def _row(cells: list[object]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value != value:
        return "<c/>"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_FORBIDDEN.sub("", str(value)))}</t></is></c>'
