"""Where the rows of a study stand: links to them on the site, and addresses with which they are cited and found again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

import pandas as pd

from koujing.across import schemas
from koujing.manifest import __version__
from koujing.study import Study
from koujing.tables import row_ids

MOST_PAGES = 1000  # a page takes 50 ms, half of it in Sphinx; the table of a larger study still lists all its speeches
ADDRESS = "{study} {speech}, {table} {start}–{end}, {id}, koujing {version}"
ID = re.compile(r"\b[0-9a-f]{10}\b")


def page_names(names: Iterable[str]) -> list[str]:
    """A file name without suffix for each name, of letters, digits, - and _; all are different, even if case is ignored.

    >>> page_names(["a#1", "A 1", "1954", "index", "林场"])
    ['a-1', 'A-1-2', '1954', 'index-4', 'speech']
    """
    taken = {"index"}
    pages = []
    for number, name in enumerate(names, 1):
        page = re.sub(r"[^A-Za-z0-9_]+", "-", name)[:60].strip("-_") or "speech"
        while page.lower() in taken:
            page += f"-{number}"
        taken.add(page.lower())
        pages.append(page)
    return pages


def speech_pages(study: Study) -> dict[str, str]:
    """The id of each speech that has a page on the site → the name of the page's file, without suffix."""
    speeches = study.documents["speech"]
    return dict(zip(speeches[:MOST_PAGES], page_names(speeches), strict=False))


def link_rows(study: Study, table: str = "statistics") -> dict[str, str]:
    """The id of each row of a table → a link from a notebook on the site to that row, if its speech has a page there."""
    folder, pages = page_names([study.name])[0], speech_pages(study)
    rows = place_rows(study[table], study.documents)
    places = zip(rows["id"], rows["speech"], strict=True)
    return {row: f"../speeches/{folder}/{pages[speech]}.html#{row}" for row, speech in places if speech in pages}


def place_rows(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The rows, those outside every speech with the speech that they stand before or, at the end of a file, behind."""
    if (rows["speech"] != "").all():
        return rows
    files = {source: some.sort_values("start") for source, some in documents.groupby("source")}
    speeches = []
    for source, speech, start in rows[["source", "speech", "start"]].itertuples(index=False, name=None):
        if not speech and source in files:
            some = files[source]
            speech = some["speech"].iloc[min(bisect_right(some["end"].tolist(), start), len(some) - 1)]
        speeches.append(speech)
    return rows.assign(speech=speeches)


def address(study: Study, row: pd.Series[Any]) -> str:
    """What to cite a row of a study by: its study, speech, table, place in the raw text and id, and the version that coded it.

    ``find_row`` finds it again. Errors: ``ValueError`` if the row is not of a table whose rows have places.

    >>> row = pd.Series({"source": "1954", "speech": "1954", "start": 1267, "end": 1275, "id": "90ee58527e"})
    >>> address(Study("work-reports", {}), row).partition(", koujing")[0]
    'work-reports 1954, statistics 1267–1275, 90ee58527e'
    """
    if not {"source", "speech", "start", "end", "id"} <= set(row.index):
        raise ValueError(f"a row with {', '.join(map(str, row.index[:5]))} …: expected one of a table whose rows have a place and an id")
    spans = (each.table for each in schemas().values() if each.has_spans)
    table = next((each for each in spans if row_ids(each, row["source"], [row["start"]], [row["end"]]) == [row["id"]]), None)
    if table is None:
        raise ValueError(f"row {row['id']!r} at {row['start']}–{row['end']}: no table gives a row at this place this id")
    return ADDRESS.format_map(dict(row) | {"study": study.name, "table": table, "version": __version__})


def find_row(study: Study, address: str) -> pd.Series[Any]:
    """The row of a study that has this address, or this id, as a series whose name is that of its table.

    Errors: ``ValueError`` for what holds no id; ``KeyError`` if no row has it, or its place is no longer coded so.
    """
    ids = ID.findall(address)
    if not ids:
        raise ValueError(f"{address!r} holds no id of a row (ten hexadecimal digits)")
    for table, schema in schemas().items():
        if schema.has_spans and table in study.frames:
            rows = study[table]
            if len(found := rows[rows["id"] == ids[-1]]):
                row: pd.Series[Any] = found.iloc[0].rename(table)
                return row
    raise KeyError(f"{study.name}: no row has the id {ids[-1]}")


def borrowing_ids(rows: pd.DataFrame) -> list[str]:
    """An id for each row of the table ``borrowings``, whose rows have two places; it stays the same as long as these do."""
    cells = rows[["source_a", "start_a", "end_a", "source_b", "start_b", "end_b"]].itertuples(index=False, name=None)
    return [row_ids("borrowings", f"{a}:{a1}-{a2}:{b}", [b1], [b2])[0] for a, a1, a2, b, b1, b2 in cells]
