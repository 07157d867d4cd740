"""Plots with one row per term or text: dots with intervals, bars, shades and strips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

from koujing.measures.state import ASIDE, BARE, VOICE
from koujing.show.plots.base import GREY, KEEP, MARKERS, PER_10K, add_legend, check_columns, labelled_rows
from koujing.show.style import PALETTE, Plot, label

SHADES = ("#FFFFFF", "#A6CBE3", "#3B8DC0", "#084877")  # absent, once, 2–3 times, more
NUMBERED = 12  # most rows of a square table whose cells have room for a number
BANDS = {BARE: "#E4E4E4", "review": PALETTE[0], "tasks": PALETTE[5], "other": "#A0A0A0", ASIDE: "#000000", VOICE: PALETTE[3]}


def plot_rates(table: pd.DataFrame, title: str, xlabel: str = PER_10K) -> Plot:
    """Rates of terms as dots, with the exact Poisson interval as a thick line and the bootstrap over speeches as a thin one.

    ``table`` is what ``koujing.rates`` returns, or a ``frequency_table``: it needs ``term, per_10k_chars, poisson_low,
    poisson_high`` and may have ``boot_low, boot_high``. A column before ``term`` says of which group each rate is.
    """
    check_columns(table, "what koujing.rates gives", "term", "per_10k_chars")
    lines = {
        "95 % bootstrap over speeches": ("boot_low", "boot_high"),
        "95 % exact Poisson": ("poisson_low", "poisson_high"),
    }
    there = {name: ends for name, ends in lines.items() if set(ends) <= set(table)}
    groups = table[list(table)[: list(table).index("term")]].astype(str)
    rows = table["term"].map(label).str.cat(groups, sep=", ") if len(groups.columns) else table["term"]
    return plot_intervals(table.set_index(rows), title, xlabel, "per_10k_chars", there)


def plot_intervals(
    table: pd.DataFrame, title: str, xlabel: str, centre: str, lines: Mapping[str, tuple[str, str]]
) -> Plot:
    """One dot per row (the index) with its intervals as lines; ``lines`` names the columns of their ends, the last is thick."""
    plot, axes = labelled_rows(title, map(label, map(str, table.index)), xlabel)
    y = np.arange(len(table))
    styles = [(PALETTE[0], 4, 0.4), (GREY, 1.2, 1.0)]
    for (name, (low, high)), (colour, width, alpha) in zip(reversed(list(lines.items())), styles, strict=False):
        if table[low].notna().any():
            axes.hlines(y, table[low], table[high], colour, lw=width, alpha=alpha, label=name, zorder=2 - alpha)
    axes.plot(table[centre], y, "o", color=PALETTE[0], ms=5)
    axes.set_xlim(left=0)
    add_legend(plot, axes)
    return plot


def plot_sensitivity(table: pd.DataFrame, title: str, xlabel: str) -> Plot:
    """How far a count depends on how it is made: one row per term (the index), one marker per regime (the columns)."""
    plot, axes = labelled_rows(title, map(label, table.index), xlabel)
    y = np.arange(len(table))
    axes.hlines(y, table.min(axis=1), table.max(axis=1), GREY, lw=2.5, alpha=0.6)
    for regime, colour, marker in zip(table.columns, PALETTE, MARKERS, strict=False):
        axes.plot(table[regime], y, marker, color=colour, ms=7, mfc="none", mew=1.6, label=regime, **KEEP)
    if (table < 0).to_numpy().any():  # the values are logarithms, and 0 means no difference
        axes.axvline(0, color=GREY, lw=1)
    else:
        axes.set_xlim(left=0)
    add_legend(plot, axes)
    return plot


def plot_counts(table: pd.DataFrame, title: str, xlabel: str) -> Plot:
    """Stacked bars: one bar per row (the index), one colour per column; at most eight columns."""
    if len(table.columns) > len(PALETTE):
        raise ValueError(f"{len(table.columns)} columns, but only {len(PALETTE)} colours; sum the smaller ones first")
    plot, axes = labelled_rows(title, map(label, map(str, table.index)), xlabel)
    left = np.zeros(len(table))
    for column, colour in zip(table.columns, PALETTE, strict=False):
        axes.barh(np.arange(len(table)), table[column], left=left, color=colour, height=0.7, label=str(column))
        left += table[column].to_numpy(dtype=float)
    if len(table.columns) > 1:
        add_legend(plot, axes)
    return plot


def plot_heatmap(
    table: pd.DataFrame, title: str, xlabel: str = "", steps: tuple[int, ...] = (1, 2, 4), names: Sequence[str] = ()
) -> Plot:
    """Which term (the index) is used in which text (the columns); each shade begins at one of the given numbers of uses.

    If the cells are not counts, ``names`` says what the shades mean; there are at most three shades.
    """
    plot, axes = labelled_rows(title, map(label, table.index), xlabel, width=max(8.0, 3.4 + 0.17 * len(table.columns)))
    plot.set_figheight(plot.get_figheight() + 0.07 * max((len(str(name)) for name in table.columns), default=0))
    edges = np.arange(len(table.columns) + 1) - 0.5, np.arange(len(table) + 1) - 0.5
    used = SHADES[: len(steps) + 1]
    norm = BoundaryNorm([0, *steps, np.inf], len(used))
    axes.pcolormesh(*edges, table.to_numpy(), cmap=ListedColormap(used), norm=norm, edgecolors="#E0E0E0", lw=0.5)
    axes.set_xticks(range(len(table.columns)), list(map(str, table.columns)), rotation=90)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.grid(False)
    spans = [f"{a}–{b - 1} times" if b - a > 1 else "once" for a, b in pairwise(steps)] + [f"{steps[-1]} times or more"]
    shades = [Patch(color=colour, label=name) for name, colour in zip(names or spans, used[1:], strict=True)]
    plot.legend(handles=shades, loc="outside lower right", ncols=3)
    return plot


def plot_distances(table: pd.DataFrame, title: str, unit: str) -> Plot:
    """A square table of distances, darker for larger ones; with at most a dozen rows, each cell shows its value.

    The diagonal is left white: nothing is at a distance from itself.
    """
    size = max(8.0, 3.2 + 0.2 * len(table))
    plot, axes = labelled_rows(title, table.index, "", width=size)
    plot.set_figheight(size * 0.8)
    values = table.to_numpy(dtype=float)
    apart = np.where(np.eye(len(table), dtype=bool), np.nan, values)
    picture = axes.imshow(apart, cmap="Blues", aspect="auto")
    axes.set_xticks(range(len(table)), [str(name) for name in table.columns], rotation=90)
    axes.grid(False)
    dark = np.nanmin(apart) + 0.6 * (np.nanmax(apart) - np.nanmin(apart))
    for row, column in np.argwhere(~np.isnan(apart)).tolist() if len(table) <= NUMBERED else ():
        value = values[row, column]
        axes.text(column, row, f"{value:.2f}", ha="center", va="center", color="white" if value > dark else "black")
    plot.colorbar(picture, ax=axes, label=unit, shrink=0.7)
    return plot


def plot_strips(table: pd.DataFrame, title: str) -> Plot:
    """Files as strips cut by ``strip_files``, one row per source; a thin band above each strip shows who speaks."""
    sources = list(dict.fromkeys(table["source"]))
    plot, axes = labelled_rows(title, sources, "% of the raw characters of the file")
    for kind, colour in BANDS.items():
        rows = table[table["kind"] == kind]
        top, height = (-0.43, 0.2) if kind == VOICE else (-0.33, 0.66)
        places = rows["source"].map(sources.index).astype(float) + top + height / 2
        axes.barh(places, 100 * (rows["high"] - rows["low"]), height, 100 * rows["low"], color=colour, ec="white", lw=0.3)
    axes.set_xlim(0, 100)
    present = [kind for kind in BANDS if (table["kind"] == kind).any()]
    plot.legend(handles=[Patch(color=BANDS[kind], label=kind) for kind in present], loc="outside lower right", ncols=3)
    return plot
