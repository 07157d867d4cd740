"""Speeches beside one another in several measures: bars for a few speeches, lines over the years for many."""

from __future__ import annotations

import numpy as np
import pandas as pd

from koujing.measures.groups import commonest
from koujing.show.display import FEW
from koujing.show.plots.base import GREY, ROW, check_columns, head
from koujing.show.plots.years import draw_years
from koujing.show.style import PALETTE, Plot, use_style

ACROSS = 2


def plot_profiles(table: pd.DataFrame, title: str) -> Plot:
    """A panel for each ``measure``, each with its own scale; the dotted line is the median, and the highest value of many has its year.

    ``table`` has one row per speech and measure: ``label, year, genre, measure, value``. At most twelve speeches are bars in the order
    of the table, and so are those without a year; others are drawn by year as in ``plot_timeline``.
    """
    check_columns(table, "one row per speech and measure", "label", "year", "genre", "measure", "value")
    use_style()
    labels, measures = list(dict.fromkeys(table["label"])), list(dict.fromkeys(table["measure"]))
    few = len(labels) <= FEW or table["year"].isna().all()
    down = -(-len(measures) // ACROSS)
    plot = Plot(figsize=(8.0, 0.8 + down * (0.7 + ROW * len(labels) if few else 1.9)), layout="constrained")
    head(plot, title)
    panels = plot.subplots(down, ACROSS, sharey="row" if few else False, sharex=not few, squeeze=False).ravel()
    for axes, measure in zip(panels, measures, strict=False):
        rows = table[table["measure"] == measure].set_index("label").reindex(labels).astype({"value": float})
        axes.set_title(measure, loc="left", fontsize=10)
        if few:
            axes.barh(np.arange(len(rows)), rows["value"], color=PALETTE[0], height=0.7)
            axes.axvline(rows["value"].median(), color="black", lw=1, ls=":")
            axes.set_yticks(range(len(labels)), labels)
            axes.set_ylim(len(labels) - 0.4, -0.6)
            axes.tick_params(axis="y", length=0)
        else:
            dated = rows.dropna(subset=["year", "value"])
            if dated.empty:
                continue
            draw_years(axes, dated, PALETTE[0], measure, commonest(rows["genre"])[0])
            axes.axhline(rows["value"].median(), color=GREY, lw=1, ls=":")
            top = dated.loc[dated["value"].idxmax()]
            axes.annotate(f" {top['year']}", (top["year"], top["value"]), fontsize=9, va="center")
            axes.set_ylim(0, None)
            axes.grid(axis="y")
    for axes in panels[len(measures) :]:
        axes.set_axis_off()
    return plot
