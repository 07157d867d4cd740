"""A plot of where in each speech terms are used."""

from __future__ import annotations

import pandas as pd

from koujing.show.plots.base import ROW, labelled_rows
from koujing.show.style import PALETTE, Plot, label


def plot_xray(places: pd.DataFrame, title: str) -> Plot:
    """A dispersion plot: one row per ``speech``, in order of appearance, with a tick for each use at its ``place`` (0 to 100 %).

    ``places`` has ``speech, term, place``; a speech in which no term is used has one row without a place. There are at most
    seven terms, each with its own colour and its own line within the row.
    """
    speeches, terms = list(dict.fromkeys(places["speech"])), list(dict.fromkeys(places["term"].dropna()))
    if len(terms) >= len(PALETTE):
        raise ValueError(f"{len(terms)} terms, but only {len(PALETTE) - 1} colours; choose the most frequent ones")
    plot, axes = labelled_rows(title, speeches, "% of the speech")
    height = 0.8 / max(len(terms), 1)
    plot.set_figheight(plot.get_figheight() + ROW * len(speeches) * max(len(terms) - 2, 0) / 2)
    for k, term in enumerate(terms):
        rows = places[places["term"] == term].dropna(subset="place")
        y = rows["speech"].map(speeches.index).astype(float) - 0.4 + k * height
        axes.vlines(rows["place"], y, y + 0.92 * height, PALETTE[k], lw=2, antialiased=False)
        axes.plot([], [], "s", color=PALETTE[k], label=label(str(term)))
    axes.set_xlim(0, 100)
    plot.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=2)
    return plot
