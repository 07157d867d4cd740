"""A plot of how far the certainties of coded rows can be trusted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from koujing.show.plots.base import GREY, add_legend, check_columns, labelled_rows
from koujing.show.style import PALETTE, Plot


def plot_calibration(table: pd.DataFrame, title: str, xlabel: str) -> Plot:
    """Said and found: for each ``field`` and bin of certainty, a dash where the coder puts its chance, a dot at the share that is right.

    ``table`` is what ``measures.validity.calibration`` gives, with a column ``field``; a field is told by its colour.
    """
    columns = ["field", "sure", "below", "n", "said", "right", "low", "high"]
    check_columns(table, "what measures.validity.calibration gives, and field", *columns)
    bins = table[["field", "sure", "below", "n"]].itertuples(index=False)
    names = [f"{field}, {sure:.0%} to {below:.0%} sure ({n:,})" for field, sure, below, n in bins]
    plot, axes = labelled_rows(title, names, xlabel)
    y = np.arange(len(table))
    colours = dict(zip(dict.fromkeys(table["field"]), PALETTE, strict=False))
    shades = table["field"].map(colours).tolist()
    axes.hlines(y, 100 * table["low"], 100 * table["high"], shades, lw=3, alpha=0.35)
    axes.scatter(100 * table["right"], y, c=shades, s=28, zorder=3)
    axes.plot(100 * table["said"], y, "|", color="black", ms=13, mew=2, label="as certain as the coder says")
    axes.plot([], [], "o", color=GREY, label="right, by the reader, with 95 % Wilson interval")
    axes.set_xlim(0, 101)
    add_legend(plot, axes)
    return plot
