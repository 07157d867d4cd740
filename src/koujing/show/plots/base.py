"""The common parts of all plots: a canvas with a title, labelled rows, and a legend that covers no data."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from koujing.show.style import Plot, use_style

MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*")
GREY = "#8C8C8C"
PER_10K = "occurrences per 10,000 Han characters"
KEEP: dict[str, Any] = {"clip_on": False}  # so that a marker at zero is drawn whole
ROW = 0.27  # inches per labelled row at 10 pt
LABEL = 50  # columns for a row's label: half of a plot's width
MARGIN = 1.3  # inches for the title and the axis
SUBTITLE = 0.2  # inches for each line below the title


def canvas(title: str, height: float, width: float = 8.0) -> tuple[Plot, Axes]:
    """A plot with one pair of axes; sizes in inches."""
    use_style()
    plot = Plot(figsize=(width, height), layout="constrained")
    head(plot, title)
    return plot, plot.add_subplot()


def head(plot: Plot, title: str) -> None:
    """Put the title at the top left: its first line says what is found, those below it, smaller, what is plotted."""
    columns = int(plot.get_figwidth() * 11.5)
    found, *below = title.splitlines() or [""]
    plot.title = found
    under = "\n".join(wrapped(line, int(columns * 1.35)) for line in below)
    room = "\n" * (under.count("\n") + 1) if under else ""
    above = plot.suptitle(wrapped(found, columns) + room, x=0.01, ha="left")
    plot.set_figheight(plot.get_figheight() + SUBTITLE * room.count("\n"))
    plot.add_artist(Annotation(under, (0, 0), xycoords=above, va="bottom", fontsize=9.5, color="#505050"))


def wrapped(text: str, columns: int) -> str:
    """The text in lines of at most so many columns, broken at blanks; a Han character is two columns wide.

    >>> wrapped("改革 reform, 开放 opening", 12).splitlines()
    ['改革 reform,', '开放 opening']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if _width(longer) <= columns else [*lines, word]
    return "\n".join(filter(None, lines))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


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


def link_points(axes: Axes, x: pd.Series[float], y: pd.Series[float], rows: pd.Series[str], links: Mapping[str, str]) -> None:
    """Make each point at ``x, y`` lead to its row: ``rows`` are ids, and ``links`` says where these stand (``show.links.link_rows``).

    What carries the links is drawn over the points and cannot be seen. A point whose row has no link leads nowhere.
    """
    found = rows.map(links).where(x.notna() & y.notna()).dropna()
    if len(found):
        carriers = axes.scatter(x[found.index], y[found.index], s=80, alpha=0, linewidths=0, clip_on=False)
        carriers.set_urls(list(found))
        carriers.set_in_layout(False)


def add_legend(plot: Plot, axes: Axes) -> None:
    """A legend outside the axes, where it covers no data."""
    handles, labels = axes.get_legend_handles_labels()
    plot.legend(handles, labels, loc="outside lower right", ncols=min(len(labels), 4))
