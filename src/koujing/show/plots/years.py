"""Plots of values by year."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from koujing.measures.groups import commonest
from koujing.show.plots.base import GREY, KEEP, PER_10K, add_legend, canvas, check_columns, head
from koujing.show.style import PALETTE, Plot, label, use_style

ROWS = "one row per text: year, value, genre"


def plot_timeline(table: pd.DataFrame, title: str, ylabel: str = PER_10K) -> Plot:
    """Values by year, one row per text: ``year, value, genre`` and, for several lines, ``series``.

    The line joins the texts of the commonest genre in successive years (or their mean, if a year has several) and breaks
    where a year is missing; its highest point has its year. Texts of other genres are shown as open diamonds; texts without a
    year are not shown.
    """
    check_columns(table, ROWS, "year", "value", "genre")
    plot, axes = canvas(title, 4.6)
    table, main = table.dropna(subset="year"), commonest(table["genre"])[0]
    several = table if "series" in table else table.assign(series="")
    for (series, rows), colour in zip(several.groupby("series", sort=False), PALETTE, strict=False):
        draw_years(axes, rows, colour, label(str(series)) or main, main)
        mark_peak(axes, rows[rows["genre"] == main], colour)
    if (table["genre"] != main).any():
        axes.plot([], [], "D", color=GREY, mfc="none", ms=5, label="other genre")
    axes.set(ylabel=ylabel, xlabel="year", ylim=(0, None))
    axes.grid(axis="y")
    add_legend(plot, axes)
    return plot


def plot_careers(table: pd.DataFrame, title: str, ylabel: str = PER_10K) -> Plot:
    """A small timeline for each ``term``, with the interval ``poisson_low, poisson_high`` of each value as a thin line.

    ``table`` has one row per term and text and is otherwise as in ``plot_timeline``; each panel has its own scale.
    ``plot_term_careers`` draws what ``koujing.rates`` gives.
    """
    check_columns(table, f"{ROWS}; plot_term_careers draws what koujing.rates gives", "term", "year", "value", "genre")
    use_style()
    table, main = table.dropna(subset="year"), commonest(table["genre"])[0]
    terms = list(table["term"].unique())
    plot = Plot(figsize=(8.0, 0.8 + 1.3 * len(terms)), layout="constrained")
    head(plot, title)
    for axes, term in zip(plot.subplots(len(terms), sharex=True, squeeze=False)[:, 0], terms, strict=True):
        rows = table[table["term"] == term]
        axes.vlines(rows["year"].astype(int), rows["poisson_low"], rows["poisson_high"], GREY, lw=1)
        draw_years(axes, rows, PALETTE[0], main, main)
        axes.set_title(label(term), loc="left", fontsize=10)
        axes.set_ylim(0, None)
        axes.grid(axis="y")
    if (table["genre"] != main).any():
        axes.plot([], [], "D", color=PALETTE[0], mfc="none", ms=5, label="other genre")
    axes.plot([], [], color=GREY, lw=1, label="95 % exact Poisson")
    axes.set_xlabel("year")
    plot.supylabel(ylabel, fontsize=10)
    add_legend(plot, axes)
    return plot


def draw_years(axes: Axes, rows: pd.DataFrame, colour: str, name: str, genre: str) -> None:
    """A line through the texts of one genre, broken at missing years, and open diamonds for the others."""
    is_joined = rows["genre"] == genre
    joined_rows, others = rows[is_joined], rows[~is_joined]
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    joined = joined_rows.groupby("year")["value"].mean().reindex(years)
    axes.plot(years, joined, "o-", color=colour, ms=4, lw=1.3, label=name, **KEEP)
    if len(others):  # an unclipped line without points would be laid out as if it were in the corner of the picture
        axes.plot(others["year"], others["value"], "D", color=colour, mfc="none", ms=5, **KEEP)


def mark_peak(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    """Write the year at the highest of the values, if these differ."""
    known = rows.groupby("year")["value"].mean().dropna()
    if known.nunique() > 1:
        place = known.index[int(known.to_numpy().argmax())]
        at: dict[str, Any] = {"xytext": (0, 5), "textcoords": "offset points", "ha": "center", "fontsize": 9}
        at["bbox"] = {"facecolor": "white", "alpha": 0.7, "lw": 0, "pad": 0.3}  # over the lines of intervals
        axes.annotate(str(int(place)), (int(place), known[place]), color=colour, **at)
