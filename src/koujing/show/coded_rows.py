"""Every coded row of a study in the order of the texts: its place, its own wording, its reading, and how sure that is."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from koujing.across import schemas
from koujing.dataframes import written
from koujing.measures.structure import LEFT_OUT
from koujing.show.display import say_numbers
from koujing.show.speech_view import visible
from koujing.study import Study
from koujing.tables import PLACE, QUOTATION, Column, Schema, row_ids

BETWEEN = " · "
NUMBERS = ("value", "low", "high", "modifier", "unit")  # said together
TIMES = ("time_from", "time_to")
WORDED = ("text", "ordinal", "heading", "was", "now")  # what a row's own wording is made of
PLACES = ("members_start", "members_end")
SURE = "_certainty"
SET = ("1", "True")  # cells of a flag
APART = ("sentences",)  # the running text itself
CELLS = ("table", "kind", "wording", "reading", "sure")


def coded_rows(study: Study) -> pd.DataFrame:
    """One row for each id of the coded tables, in the order of the texts: its ``PLACE``, then ``table, kind, wording, reading, sure``.

    ``wording`` is at most 20 characters of the row's own, ``…`` where they are more. ``reading`` and ``sure`` are HTML, in which a
    row that rests on statistics links to theirs. Rows with one place in one table share an id, so they are one row here.
    """
    numbers = study["statistics"] if "statistics" in study.frames else pd.DataFrame(columns=["id", "text"])
    said = Said(dict(zip(numbers["id"], numbers["text"], strict=True)))
    tables = [schema for schema in schemas().values() if schema.has_spans and schema.table not in APART]
    rows = pd.concat([said.rows(study[each.table], each) for each in tables if each.table in study.frames])
    rows = rows.assign(rank=rows["table"].map([each.table for each in tables].index), width=rows["start"] - rows["end"])
    return rows.sort_values(["source", "start", "width", "rank"], ignore_index=True)[[*PLACE, *CELLS]]


@dataclass(frozen=True)
class Said:
    """What is said of coded rows; ``wordings`` has those of the statistics, on which others rest, by their ids."""

    wordings: Mapping[str, str] = field(default_factory=dict)

    def rows(self, frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
        """The rows of one table, as ``coded_rows`` has them."""
        cells, frame = written(frame, schema), frame.reset_index(drop=True)
        columns = [column for column in schema.columns[len(PLACE) :] if column.name not in WORDED + PLACES]
        sure = [column for column in columns if "certain" in column.name]
        named = [column for column in columns if column not in sure and column.name not in _together(schema)]
        readings = [_numbers(frame, schema), *(self._named(column, cells) for column in named), _times(cells)]
        rows = frame[list(PLACE)].assign(
            table=schema.table, kind=cells.get("kind", ""), wording=self._wordings(cells, schema),
            reading=_joined(readings), sure=_joined([self._named(column, cells) for column in sure] or [[""] * len(frame)]),
        )  # fmt: skip
        return _one_each(rows)

    def _named(self, column: Column, cells: pd.DataFrame) -> list[str]:
        """Each cell after the name of its column; nothing for an empty one."""
        name = column.name.removesuffix(SURE).replace("_", " ")
        texts = cells[column.name].astype("string").fillna("")
        if column.name.endswith(SURE):
            texts = texts.mask(texts == "0", "")  # nothing was read, so there is nothing to be sure of
        if column.kind == "flag":
            return [name if text in SET else f"not {name}" for text in texts]
        say = {"parts": self._parts, "statistic": self._statistic, "members": _members}.get(column.name, _plain)
        return [f"{name} {say(text, source)}" if text else "" for text, source in zip(texts, cells["source"], strict=True)]

    def _statistic(self, row: str, source: str) -> str:
        return _link(row, "as read") if row in self.wordings else ""

    def _parts(self, cell: str, source: str) -> str:
        """The places on which a claim rests, each a link where a statistic was read."""
        spans = json.loads(cell)
        ids = row_ids("statistics", source, *([span[end] for span in spans] for end in (0, 1)))
        places = zip(ids, (f"{start}–{end}" for start, end in spans), strict=True)
        return ", ".join(_link(row, place) if row in self.wordings else place for row, place in places)

    def _wordings(self, cells: pd.DataFrame, schema: Schema) -> list[str]:
        has = set(schema.names)
        if "was" in has:
            mended = zip(cells["was"], cells["now"], cells["certain"].astype(str), strict=True)
            return [f"{shown(visible(was))} → {visible(now) or ('nothing' if sure in SET else '?')}" for was, now, sure in mended]
        if "heading" in has:
            return [shown(ordinal + (heading or LEFT_OUT)) for ordinal, heading in zip(cells["ordinal"], cells["heading"], strict=True)]
        if "statistic" in has:
            return [shown(self.wordings.get(row, "")) for row in cells["statistic"]]
        return [shown(text) for text in cells["text"]] if "text" in has else [""] * len(cells)


def shown(wording: str) -> str:
    """A wording as a page shows it: ``…`` for what stands beyond 20 characters, or was left out.

    >>> shown("5公里"), shown("")
    ('5公里', '…')
    """
    return wording if 0 < len(wording) <= QUOTATION else wording[:QUOTATION] + LEFT_OUT


def _together(schema: Schema) -> tuple[str, ...]:
    return (*NUMBERS, *TIMES) if {"value", "unit"} <= set(schema.names) else ()


def _numbers(frame: pd.DataFrame, schema: Schema) -> list[str]:
    if not _together(schema):
        return [""] * len(frame)
    return [html.escape(f"{number} {unit}".strip()) for number, unit in zip(say_numbers(frame), frame["unit"], strict=True)]


def _times(cells: pd.DataFrame) -> list[str]:
    if not set(TIMES) <= set(cells):
        return [""] * len(cells)
    ends = zip(cells["time_from"], cells["time_to"], strict=True)
    return ["when " + "–".join(dict.fromkeys(filter(None, pair))) if any(pair) else "" for pair in ends]


def _plain(cell: str, source: str) -> str:
    return html.escape(cell)


def _members(cell: str, source: str) -> str:
    return html.escape(" | ".join(member or LEFT_OUT for member in cell.split("|")))


def _link(row: str, text: str) -> str:
    return f'<a href="#{html.escape(row)}">{text}</a>'


def _joined(columns: Iterable[Iterable[str]], between: str = BETWEEN) -> list[str]:
    return [between.join(filter(None, cells)) for cells in zip(*columns, strict=True)]


def _one_each(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each id, with the readings of all that share it."""
    if not rows["id"].duplicated().any():
        return rows
    readings = rows.groupby("id", sort=False)["reading"].agg(lambda cells: "<br>".join(dict.fromkeys(cells)))
    return rows.drop_duplicates("id").assign(reading=readings.tolist())
