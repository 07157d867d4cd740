"""Plots of what can be checked: past numbers told again, claims against a yearbook, and round last digits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from koujing.show.display import short_number
from koujing.show.plots.base import GREY, KEEP, check_columns, head, labelled_rows, link_points
from koujing.show.style import PALETTE, Plot, name_concept, use_style

ACROSS, MOST = 2, 12  # panels side by side; the most of one plot
RETOLD = {"same": GREY, "revised": PALETTE[1], "other basis": PALETTE[2], "undecided": PALETTE[3]}
JUDGED = {"consistent": PALETTE[0], "inconsistent": PALETTE[1], "undetermined": GREY}
APART = 0.18  # years between two statements of one year
MARKS = {"whole": "ends in 0 or 5", "half": "one decimal: .5", "fine": "more decimals, the last 5"}


def plot_revisions(table: pd.DataFrame, title: str, links: Mapping[str, str] | None = None) -> Plot:
    """Past numbers told twice, by the year they are of: hollow as told first, filled as told next; lines are what rounding leaves.

    ``table`` is what ``koujing.revisions`` gives, or a part of it with at most twelve concepts and places, each a panel with its
    own scale. Only numbers of one year with a value are drawn. ``links`` says where rows of statistics stand (see ``link_points``).
    """
    ends = [f"{told}_{name}" for told in ("first", "second") for name in ("value", "low", "high")]
    check_columns(table, "what koujing.revisions gives", "concept", "owner", "time", "unit", "verdict", *ends)
    rows = _of_years(table, "first_value", "second_value")
    plot, panels = _panels(rows, title)
    for axes, told in panels.items():
        for verdict, colour in RETOLD.items():
            some = told[told["verdict"] == verdict]
            x = some["year"] - APART, some["year"] + APART
            axes.plot(x, (some["first_value"], some["second_value"]), "-", color=colour, lw=1.5)
            _draw_statements(axes, x[0], some[ends[:3]], colour, "white")
            _draw_statements(axes, x[1], some[ends[3:]], colour, colour)
        if links:
            link_points(axes, told["year"] - APART, told["first_value"], told["first_statistic"], links)
            link_points(axes, told["year"] + APART, told["second_value"], told["second_statistic"], links)
    _add_verdicts(plot, rows, RETOLD)
    return plot


def plot_against(table: pd.DataFrame, title: str, links: Mapping[str, str] | None = None) -> Plot:
    """Claims as dots, by the year they are of, beside what was counted as dashes; lines are what wording and rounding leave.

    ``table`` is what ``koujing.against`` gives, or a part of it with at most twelve concepts and places, each a panel with its own
    scale. Only claims of one year with a value are drawn. ``links`` says where rows of statistics stand (see ``link_points``).
    """
    numbers = ["value", "low", "high"]
    check_columns(table, "what koujing.against gives", "concept", "owner", "time", "unit", "verdict", "truth", *numbers)
    rows = _of_years(table, "value")
    plot, panels = _panels(rows, title)
    for axes, claims in panels.items():
        counted = claims.dropna(subset="truth").drop_duplicates("year")
        axes.plot(counted["year"] - APART, counted["truth"], "_", color="black", ms=9, mew=2)
        for verdict, colour in JUDGED.items():
            some = claims[claims["verdict"] == verdict]
            _draw_statements(axes, some["year"] + APART, some[numbers], colour, "white" if colour == GREY else colour)
        if links:
            link_points(axes, claims["year"] + APART, claims["value"], claims["statistic"], links)
    _add_verdicts(plot, rows, JUDGED, [Line2D([], [], color="black", marker="_", ms=9, mew=2, ls="", label="counted")])
    return plot


def plot_roundness(table: pd.DataFrame, title: str) -> Plot:
    """The share of round last digits by group, with its interval, on the band in which it lies by chance.

    ``table`` is what ``koujing.roundness`` gives, or a part of it. Dots are hollow where the share is what chance may give.
    """
    check_columns(table, "what koujing.roundness gives", "mark", "n", "share", "low", "high", "band_low", "band_high")
    rows = table[[*list(table)[: list(table).index("mark")], "mark", "n"]].itertuples(index=False, name=None)
    names = [f"{', '.join(map(str, groups))} · {MARKS[mark]} ({n:,})" for *groups, mark, n in rows]
    plot, axes = labelled_rows(title, names, "% of numbers")
    y, scaled = np.arange(len(table)), 100 * table[["share", "low", "high", "band_low", "band_high"]]
    axes.barh(y, scaled["band_high"] - scaled["band_low"], 0.7, scaled["band_low"], color="#DDDDDD")
    axes.hlines(y, scaled["low"], scaled["high"], PALETTE[0], lw=2.5, alpha=0.5)
    by_chance = table["share"].between(table["band_low"], table["band_high"])
    axes.scatter(scaled["share"], y, c=np.where(by_chance, "white", PALETTE[0]), edgecolors=PALETTE[0], s=30, zorder=3)
    axes.set_xlim(0, 100)
    handles = [Patch(color="#DDDDDD", label="by chance, 95 %"), Line2D([], [], color=PALETTE[0], lw=2.5, alpha=0.5, label="95 % Wilson")]
    plot.legend(handles=handles, loc="outside lower right", ncols=2)
    return plot


def _of_years(table: pd.DataFrame, *values: str) -> pd.DataFrame:
    """The rows of one year that have the values, with their ``year``."""
    rows = table[table["time"].str.fullmatch(r"\d{4}")].dropna(subset=list(values))
    return rows.assign(year=rows["time"].astype(int))


def _panels(rows: pd.DataFrame, title: str) -> tuple[Plot, dict[Axes, pd.DataFrame]]:
    """A panel for each concept, place and unit, two in a row, with the rows that belong there."""
    use_style()
    groups = list(rows.groupby(["concept", "owner", "unit"]))
    if len(groups) > MOST:
        raise ValueError(f"{len(groups)} concepts and places, but only {MOST} panels; choose those to draw")
    down = -(-len(groups) // ACROSS) or 1
    plot = Plot(figsize=(8.0, 1.1 + 1.8 * down), layout="constrained")
    head(plot, title)
    every = list(plot.subplots(down, min(ACROSS, len(groups)) or 1, squeeze=False).ravel())
    for axes in every[len(groups) :]:
        axes.set_axis_off()
    for axes, (names, told) in zip(every, groups, strict=False):
        axes.set_title(", ".join(map(name_concept, map(str, names))), loc="left", fontsize=9)
        axes.set_xlim(told["year"].min() - 1, told["year"].max() + 1)
        axes.locator_params(axis="x", integer=True, nbins=8)
        axes.yaxis.set_major_formatter(FuncFormatter(short_number))
        axes.grid(axis="y")
    return plot, {axes: told for axes, (_, told) in zip(every, groups, strict=False)}


def _draw_statements(axes: Axes, x: pd.Series[float], ends: pd.DataFrame, colour: str, face: str) -> None:
    """Values with what their wording leaves; an open end is not drawn."""
    value, low, high = (ends[name] for name in ends)
    if len(ends):  # an unclipped line without points would be laid out as if it were in the corner of the picture
        axes.vlines(x, low.fillna(value), high.fillna(value), colour, lw=1.5, alpha=0.6)
        axes.plot(x, value, "o", color=colour, mfc=face, ms=5, **KEEP)


def _add_verdicts(plot: Plot, rows: pd.DataFrame, colours: Mapping[str, str], first: list[Line2D] | None = None) -> None:
    there = {verdict: colour for verdict, colour in colours.items() if (rows["verdict"] == verdict).any()}
    dots = [Line2D([], [], color=colour, marker="o", ls="", label=verdict) for verdict, colour in there.items()]
    plot.legend(handles=[*(first or []), *dots], loc="outside lower right", ncols=5)
