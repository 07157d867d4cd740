"""The genealogy of a slogan, drawn: time runs to the right, and each member is a line that breaks where a list leaves it out."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from koujing.show.plots.base import GREY, KEEP, MARGIN, ROW, add_legend, canvas, check_columns
from koujing.show.style import PALETTE, Plot, label

WIDTH = 5.6  # inches, so that ten points can be read where the plot is as wide as a phone
MEMBER = PALETTE[0]
# How a member stands in a list, in the order of the legend: marker, colour of its face, colour.
MARKS = {
    "first": ("o", MEMBER, MEMBER, "comes in"),
    "kept": ("o", "white", MEMBER, "as before"),
    "reworded": ("D", PALETTE[5], PALETTE[5], "in other words"),
    "moved": ("^", PALETTE[2], PALETTE[2], "in another order"),
    "unknown": ("o", "white", GREY, "wording not shipped"),
    "out": ("X", PALETTE[1], PALETTE[1], "left out"),
    "bare": ("|", GREY, GREY, "label alone"),
}
TOLD, UNTOLD = "label alone", "label alone, meaning not told"


def plot_genealogy(table: pd.DataFrame, title: str) -> Plot:
    """Each member of a slogan as a line through the lists that spell it out, by year; below them the uses of the label alone.

    ``table`` is what ``koujing.genealogy`` gives; undated speeches are left out. The members of each content stand together, with their
    latest wording and its English gloss.
    """
    check_columns(table, "what koujing.genealogy gives", "date", "content", "change", "moved", "line", "member", "was")
    dated = table[table["date"] != ""]
    rows = dated.assign(year=dated["date"].map(_year), key=pd.Series(_keys(dated), dated.index, dtype=object))
    order = {key: y for y, key in enumerate(_ordered(rows))}
    plot, axes = canvas(title, MARGIN + 1.5 * ROW * len(order), WIDTH)
    axes.set_yticks(range(len(order)), [_named(rows[rows["key"] == key]) for key in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=8, labelsize=9)
    axes.grid(axis="x")
    for _, uses in rows.groupby("content", sort=False):
        _draw_lines(axes, uses[uses["line"].notna()], order)
        axes.axhline(max(order[key] for key in uses["key"]) + 0.5, color=GREY, lw=0.5)
    _draw_marks(axes, rows, order)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("year")
    add_legend(plot, axes)
    return plot


def _year(date: str) -> float:
    """A date as a place on the axis; a year alone stands at its beginning."""
    return int(date[:4]) + (int(date[5:7]) - 1) / 12 if date[5:7] else float(date[:4])


def _keys(table: pd.DataFrame) -> list[tuple[str, int]]:
    """The row of the plot on which each row of the table is drawn: content and line, a high number for the label alone."""
    numbers = table["line"].fillna(10**6).astype(int)
    return list(zip(table["content"], numbers, strict=True))


def _ordered(rows: pd.DataFrame) -> list[tuple[str, int]]:
    """The rows of the plot: contents by their first use, what cannot be told last, and the lines of each by number."""
    contents = sorted(dict.fromkeys(rows["content"]), key=lambda content: content == "")
    return sorted(dict.fromkeys(rows["key"]), key=lambda key: (contents.index(key[0]), key[1]))


def _named(rows: pd.DataFrame) -> str:
    """What stands before a row of the plot."""
    if rows["line"].isna().all():
        return TOLD if rows["content"].iloc[0] else UNTOLD
    wordings = [*rows["was"], *rows["member"]]
    return label(next((word for word in reversed(wordings) if word), "…")).replace(" ", "\n", 1)


def _draw_lines(axes: Axes, lists: pd.DataFrame, order: dict[tuple[str, int], int]) -> None:
    """A line for each member between neighbouring lists that both have it."""
    present = lists[lists["change"] != "out"]
    steps = list(pairwise(dict.fromkeys(zip(lists["year"], lists["speech"], lists["start"], strict=True))))
    there = set(zip(present["year"], present["speech"], present["start"], present["key"], strict=True))
    for key in dict.fromkeys(lists["key"]):
        both = [(one[0], other[0]) for one, other in steps if {(*one, key), (*other, key)} <= there]
        axes.hlines([order[key]] * len(both), [a for a, _ in both], [b for _, b in both], MEMBER, lw=1.6)


def _draw_marks(axes: Axes, rows: pd.DataFrame, order: dict[tuple[str, int], int]) -> None:
    """A mark for each member of each list, and for each use of the label alone."""
    shown = rows["change"].replace({"in": "first"}).mask(rows["moved"], "moved").mask(rows["change"] == "reworded", "reworded")
    for change, (marker, face, edge, name) in MARKS.items():
        some = rows[shown == change]
        if len(some):
            y = [order[key] for key in some["key"]]
            axes.plot(some["year"], y, marker, mfc=face, mec=edge, ms=6, ls="", label=name, zorder=3, **KEEP)
