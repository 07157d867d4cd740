"""Coded tables as data frames: with typed columns, as text cells for a file, and with long wordings left out for sharing."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from koujing.later import pd
from koujing.tables import QUOTATION, Schema

Cells = TypeVar("Cells", "pd.Series[str]", "pd.DataFrame")


def typed(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The columns of the schema in order, each with its type, and the user's own, which are texts.

    A missing integer is ``<NA>``, a missing text is empty.
    """
    own = schema.own(frame.columns)
    frame = frame.reindex(columns=[*schema.names, *own])
    frame[own] = _texts(frame[own])
    for column in schema.columns:
        cells = frame[column.name]
        if column.kind == "integer":
            cells = pd.to_numeric(cells).astype("Int64")
        elif column.kind == "real":
            cells = pd.to_numeric(cells, errors="coerce").astype("float64")
        elif column.kind == "flag":
            cells = cells.map(_flag).astype(bool)
        else:
            cells = _texts(cells)
        frame[column.name] = cells
    return frame


def _texts(cells: Cells) -> Cells:
    return cells.astype(object).where(cells.notna(), "").astype(str)


def _flag(value: object) -> bool:
    return str(value).lower() in ("true", "1")


def written(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table as text cells: plain decimals, a range as ``1..2`` in ``value``, flags as 1 and 0, missing as empty."""
    out = frame.copy()
    for name in schema.of_kind("real"):
        out[name] = frame[name].map(plain).astype(object)  # also for a table without rows
    for name in schema.of_kind("flag"):
        out[name] = frame[name].map({True: "1", False: "0"})
    if {"value", "note"} <= set(schema.names):
        is_range = frame["value"].isna() & frame["low"].notna() & frame["note"].eq("range")
        out.loc[is_range, "value"] = out["low"] + ".." + out["high"]
    return out


def plain(number: float) -> str:
    """A number without exponent and without trailing zeros; missing is empty, infinity is ``inf``.

    >>> plain(2e13), plain(11.50), plain(float("nan"))
    ('20000000000000', '11.5', '')
    """
    if pd.isna(number):
        return ""
    if number in (float("inf"), float("-inf")):
        return str(number)
    digits = format(Decimal(repr(float(number))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shareable(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The table with every wording over 20 characters left empty (in a list, every member over 20); offsets stay."""
    names = [name for name in (*schema.quoting, *schema.own(frame.columns)) if name in frame]
    return frame.assign(**{name: frame[name].map(_shortened) for name in names})


def _shortened(cell: str) -> str:
    return "|".join(part if len(part) <= QUOTATION else "" for part in cell.split("|"))
