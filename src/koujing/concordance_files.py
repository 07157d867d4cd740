"""A concordance as a page and as an Excel sheet, written with the standard library alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

# Han characters of one width, so that contexts of one length are of one length on the screen; lines are never broken.
STYLE = """\
.kj-kwic { border-collapse: collapse; font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", NSimSun, monospace; }
.kj-kwic td, .kj-kwic th { padding: .1em .5em; text-align: left; white-space: pre; }
.kj-kwic td.kj-left, .kj-kwic th.kj-left { text-align: right; }
.kj-kwic td.kj-node { background: rgba(213,94,0,.16); font-weight: bold; padding: .1em .2em; text-align: center; }
.kj-kwic tbody tr { border-top: 1px solid rgba(128,128,128,.25); }
"""
COLUMNS = ("speech", "date", "left", "node", "right", "part", "voice", "start", "end")
TABLE = """\
<style>
{style}</style>
<div style="overflow-x: auto"><table class="kj-kwic" lang="zh-Hans"><caption>{caption}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody></table></div>
"""
PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body>
{table}</body></html>
"""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
RELATION = f'<Relationship Id="{{0}}" Type="{OFFICE}/{{1}}" Target="{{2}}"/>'
# Cell styles 0, 1, 2: plain, to the right (the left context), bold (the node and the names of the columns).
FORMATS = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf applyAlignment="1"><alignment horizontal="right"/></xf><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sheet.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": RELATIONS.format(RELATION.format("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="concordance" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": RELATIONS.format(
        RELATION.format("r1", "worksheet", "sheet.xml") + RELATION.format("r2", "styles", "styles.xml")
    ),
    "xl/styles.xml": FORMATS,
}
# The first row stays in sight; what Excel allows: rows in a sheet, characters in a cell.
SHEET = (
    f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>\n'
)
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
# What XML cannot hold is written _x001B_, and what already looks like that gets its low line written so.
NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def kwic_table(frame: pd.DataFrame, caption: str, most: int | None = None) -> str:
    """The hits aligned at the node, at most ``most`` of them; the caption then says how many more there are."""
    shown = frame if most is None else frame.head(most)
    more = (
        f"; the first {len(shown):,} are shown, {len(frame) - len(shown):,} more are not"
        if len(shown) < len(frame)
        else ""
    )
    head = "".join(f'<th class="kj-{column}">{column}</th>' for column in COLUMNS)
    body = "".join(map(_line, shown.itertuples()))
    return TABLE.format(style=STYLE, caption=html.escape(caption + more), head=head, body=body)


def _line(hit: object) -> str:
    cells = (f'<td class="kj-{column}">{html.escape(str(getattr(hit, column)))}</td>' for column in COLUMNS)
    return f"<tr>{''.join(cells)}</tr>\n"


def save_page(frame: pd.DataFrame, caption: str, path: Path) -> None:
    """Write a page that shows every hit and asks nothing of a network."""
    page = PAGE.format(title=html.escape(caption), table=kwic_table(frame, caption))
    path.write_text(page, encoding="utf-8", newline="\n")


def save_sheet(frame: pd.DataFrame, path: Path) -> None:
    """Write the table as an Excel workbook of one sheet; texts are texts there, whatever they begin with.

    The same table gives the same bytes. Errors: ``ValueError`` for more rows than a sheet can hold.
    """
    if len(frame) >= MOST_ROWS:
        raise ValueError(f"{path}: {len(frame):,} hits, and an Excel sheet holds {MOST_ROWS - 1:,}; save them as .csv")
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in PARTS.items():
            book.writestr(_entry(name), HEAD + content)
        with book.open(_entry("xl/sheet.xml"), "w") as sheet:
            for piece in _sheet(frame):
                sheet.write(piece.encode())


def _entry(name: str) -> ZipInfo:
    """A part of the workbook with no date of its own (the first that the format can say)."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _sheet(frame: pd.DataFrame) -> Iterator[str]:
    styles = [{"left": 1, "node": 2}.get(column, 0) for column in frame.columns]
    yield HEAD + SHEET
    yield _row(frame.columns, [2] * len(styles))
    for row in frame.itertuples(index=False):
        yield _row(row, styles)
    yield "</sheetData></worksheet>\n"


def _row(values: object, styles: list[int]) -> str:
    return f"<row>{''.join(map(_cell, values, styles))}</row>\n"  # type: ignore[call-overload]


def _cell(value: object, style: int) -> str:
    if isinstance(value, int):
        return f'<c s="{style}"><v>{value}</v></c>'
    text = html.escape(NOT_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", str(value)[:LONGEST_CELL]), quote=False)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
