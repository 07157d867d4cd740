"""What speeches take from earlier ones, drawn: how much of each, how much of the one before, and how it is changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from koujing.show.plots.base import GREY, KEEP, MARGIN, MARKERS, ROW, add_legend, canvas, check_columns
from koujing.show.style import PALETTE, Plot

WIDTH = 5.6  # inches, as wide as a genealogy
PAIR = 0.42  # inches for a pair: its names above its bar
KINDS = ("borrowing", "self-reuse", "quotation")  # each keeps its colour
LINES = {"verbatim": "word for word, set phrases too", "borrowed": "passages, set phrases left out"}


def plot_taken(table: pd.DataFrame, title: str) -> Plot:
    """A bar for each row: what share of the ``later`` speech is in passages that the ``earlier`` one has, coloured by ``kind``.

    ``table`` has ``earlier, later, kind, direction, share, passages``; an arrow between the names says that the dates decide. ``table``
    is drawn in its order, the first on top.
    """
    check_columns(table, "one row per pair and kind", "earlier", "later", "kind", "direction", "share", "passages")
    plot, axes = canvas(title, MARGIN + PAIR * len(table), WIDTH)
    y, share = np.arange(len(table)), 100 * table["share"].to_numpy(dtype=float)
    for kind, colour in zip(KINDS, PALETTE, strict=False):
        of_kind = (table["kind"] == kind).to_numpy()
        if of_kind.any():
            axes.barh(y[of_kind] + 0.2, share[of_kind], 0.34, color=colour, label=kind)
    for place, row in zip(y, table.to_dict("records"), strict=True):
        arrow = "→" if row["direction"] else "–"
        names = f"{row['earlier']} {arrow} {row['later']} ({row['passages']})"
        axes.annotate(names, (0, place - 0.2), (3, 0), textcoords="offset points", fontsize=9, va="center")
    axes.set(yticks=[], ylim=(len(table) - 0.4, -0.6), xlabel="% of the letters of the later speech (number of passages)")
    axes.grid(axis="x")
    if table["kind"].nunique() > 1:
        add_legend(plot, axes)
    return plot


def plot_before(table: pd.DataFrame, title: str) -> Plot:
    """What each speech of a series takes from the one before it, by year: ``year, borrowed, verbatim``; the highest point has its year.

    Lines break where a year has no speech, or nothing could be compared.
    """
    check_columns(table, "what measures.taking.from_the_one_before gives", "year", *LINES)
    plot, axes = canvas(title, 4.0, WIDTH)
    years = table.set_index("year").astype(dict.fromkeys(LINES, float))
    years = years.reindex(range(int(years.index.min()), int(years.index.max()) + 1))
    for (name, told), colour in zip(LINES.items(), PALETTE, strict=False):
        values = 100 * years[name]
        axes.plot(years.index.to_numpy(), values.to_numpy(), "o-", color=colour, ms=3, lw=1.2, label=told, **KEEP)
        if values.notna().any():
            top = int(years.index[int(values.argmax())])
            axes.annotate(str(top), (top, values[top]), (-4, 4), textcoords="offset points", ha="right", fontsize=9)
    axes.set(ylim=(0, None), xlabel="year", ylabel="% of its letters")
    axes.locator_params(axis="x", integer=True)
    axes.grid(axis="y")
    add_legend(plot, axes)
    return plot


def plot_changes(table: pd.DataFrame, title: str) -> Plot:
    """How often passages are changed in which way: one row per change (the index), one marker per kind of passage (the columns).

    The values are edits per 100 passages; at most eight columns.
    """
    plot, axes = canvas(title, MARGIN + 0.5 + ROW * (len(table) + len(table.columns)), WIDTH)
    y = np.arange(len(table))
    axes.hlines(y, table.min(axis=1), table.max(axis=1), GREY, lw=2.5, alpha=0.6)
    for column, colour, marker in zip(table.columns, PALETTE, MARKERS, strict=False):
        axes.plot(table[column], y, marker, color=colour, ms=7, mfc="none", mew=1.6, ls="", label=column, **KEEP)
    axes.set_yticks(y, list(table.index))
    axes.set(ylim=(len(table) - 0.4, -0.6), xlabel="edits per 100 passages")
    axes.set_xlim(left=0)
    axes.tick_params(axis="y", length=0, pad=8)
    axes.grid(axis="x")
    plot.legend(loc="outside lower left")
    return plot
