"""The common parts of all plots: a canvas with a title, labelled rows, and a legend that covers no data."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Iterable
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
from matplotlib.axes import Axes

from koujing.show.style import Plot, use_style

MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*")
GREY = "#8C8C8C"
NOTED = "#595959"
PER_10K = "occurrences per 10,000 Han characters"
KEEP: dict[str, Any] = {"clip_on": False}  # so that a marker at zero is drawn whole
ROW = 0.27  # inches per labelled row at 10 pt
LABEL = 50  # columns for a row's label: half of a plot's width
MARGIN = 1.3  # inches for the title and the axis


def canvas(title: str, height: float, width: float = 8.0) -> tuple[Plot, Axes]:
    """A plot with one pair of axes; sizes in inches."""
    use_style()
    plot = Plot(figsize=(width, height), layout="constrained")
    plot.suptitle(textwrap.fill(title, int(width * 11)), x=0.01, ha="left")
    return plot, plot.add_subplot()


def check_columns(table: pd.DataFrame, hint: str, *columns: str) -> None:
    """Refuse a table that lacks a column, before anything is drawn; ``hint`` says which table is meant.

    >>> check_columns(pd.DataFrame(columns=["speech", "n"]), 'what koujing.rates gives with by="year"', "year", "n")
    Traceback (most recent call last):
    ValueError: the table has no column 'year'; expected what koujing.rates gives with by="year"
    """
    for column in columns:
        if column not in table:
            raise ValueError(f"the table has no column {column!r}; expected {hint}")


def labelled_rows(title: str, labels: Iterable[Hashable], xlabel: str, width: float = 8.0) -> tuple[Plot, Axes]:
    """Axes with one labelled row per value, the first on top."""
    names = [_shortened(str(name)) for name in labels]
    plot, axes = canvas(title, MARGIN + ROW * len(names), width)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlabel(xlabel)
    axes.tick_params(axis="y", length=0, pad=8)
    axes.grid(axis="x")
    return plot, axes


def _shortened(name: str) -> str:
    """The name, cut so that it leaves room for the plot; a Han character is two columns wide."""
    ends = accumulate(2 if east_asian_width(character) in "WF" else 1 for character in name)
    fits = sum(end <= LABEL for end in ends)
    return name if fits == len(name) else name[: fits - 1] + "…"


def add_legend(plot: Plot, axes: Axes) -> None:
    """A legend outside the axes, where it covers no data."""
    handles, labels = axes.get_legend_handles_labels()
    plot.legend(handles, labels, loc="outside lower right", ncols=min(len(labels), 4))


def note(plot: Plot, text: str) -> Plot:
    """The plot with a line below it, above its legend: what is plotted, of how many, and from where."""
    told = textwrap.fill(text, int(plot.get_figwidth() * 15))
    if plot.legends:  # which would cover a label of the whole plot
        plot.legends[0].set_alignment("left")
        plot.legends[0].set_title(told, {"size": 8})
        plot.legends[0].get_title().set_color(NOTED)
    else:
        plot.supxlabel(told, x=0.01, ha="left", fontsize=8, color=NOTED)
    return plot
