"""One plot per kind of table, readable without Chinese and colour-blind safe."""

from __future__ import annotations

import textwrap
from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

from koujing.measures.strips import ASIDE, BARE, VOICE
from koujing.style import PALETTE, Plot, figures_folder, font_path, gloss, keep, label, save, use_style

__all__ = [
    "Plot",
    "figures_folder",
    "gloss",
    "keep",
    "label",
    "plot_careers",
    "plot_counts",
    "plot_heatmap",
    "plot_intervals",
    "plot_rates",
    "plot_sensitivity",
    "plot_strips",
    "plot_timeline",
    "plot_word_cloud",
    "save",
]

MARKERS = ("o", "s", "D", "^", "v", "P", "X", "*")
GREY = "#8C8C8C"
SHADES = ("#FFFFFF", "#A6CBE3", "#3B8DC0", "#084877")  # absent, once, 2–3 times, more
BANDS = {BARE: "#E4E4E4", "review": PALETTE[0], "tasks": PALETTE[5], "other": "#A0A0A0", ASIDE: "#000000", VOICE: PALETTE[3]}
PER_10K = "occurrences per 10,000 Han characters"
KEEP: dict[str, Any] = {"clip_on": False}  # a marker at zero is drawn whole
ROW = 0.27  # inches a labelled row takes at 10 pt
MARGIN = 1.3  # inches for title and axis


def plot_rates(table: pd.DataFrame, title: str, xlabel: str = PER_10K) -> Plot:
    """Rates of terms as dots, the exact Poisson interval as a thick line, the bootstrap over speeches as a thin one.

    ``table`` is a ``frequency_table``; it needs ``term, per_10k_chars, poisson_low, poisson_high, boot_low, boot_high``.
    """
    lines = {
        "95 % bootstrap over speeches": ("boot_low", "boot_high"),
        "95 % exact Poisson": ("poisson_low", "poisson_high"),
    }
    return plot_intervals(table.set_index("term"), title, xlabel, "per_10k_chars", lines)


def plot_intervals(
    table: pd.DataFrame, title: str, xlabel: str, centre: str, lines: Mapping[str, tuple[str, str]]
) -> Plot:
    """A dot a row (the index) with lines around it: ``lines`` names the columns of each one's ends, the last is thick."""
    plot, axes = _rows(title, map(label, map(str, table.index)), xlabel)
    y = np.arange(len(table))
    styles = [(PALETTE[0], 4, 0.4), (GREY, 1.2, 1.0)]
    for (name, (low, high)), (colour, width, alpha) in zip(reversed(list(lines.items())), styles, strict=False):
        if table[low].notna().any():
            axes.hlines(y, table[low], table[high], colour, lw=width, alpha=alpha, label=name, zorder=2 - alpha)
    axes.plot(table[centre], y, "o", color=PALETTE[0], ms=5)
    axes.set_xlim(left=0)
    _legend(plot, axes)
    return plot


def plot_sensitivity(table: pd.DataFrame, title: str, xlabel: str) -> Plot:
    """How far a count depends on how it is made: one row a term (the index), one marker a regime (the columns)."""
    plot, axes = _rows(title, map(label, table.index), xlabel)
    y = np.arange(len(table))
    axes.hlines(y, table.min(axis=1), table.max(axis=1), GREY, lw=2.5, alpha=0.6)
    for regime, colour, marker in zip(table.columns, PALETTE, MARKERS, strict=False):
        axes.plot(table[regime], y, marker, color=colour, ms=7, mfc="none", mew=1.6, label=regime, **KEEP)
    axes.set_xlim(left=0)
    _legend(plot, axes)
    return plot


def plot_counts(table: pd.DataFrame, title: str, xlabel: str) -> Plot:
    """Stacked bars: one bar a row (the index), one colour a column; at most eight columns."""
    if len(table.columns) > len(PALETTE):
        raise ValueError(f"{len(table.columns)} columns, but only {len(PALETTE)} colours; sum the smaller ones first")
    plot, axes = _rows(title, map(label, map(str, table.index)), xlabel)
    left = np.zeros(len(table))
    for column, colour in zip(table.columns, PALETTE, strict=False):
        axes.barh(np.arange(len(table)), table[column], left=left, color=colour, height=0.7, label=str(column))
        left += table[column].to_numpy(dtype=float)
    if len(table.columns) > 1:
        _legend(plot, axes)
    return plot


def plot_timeline(table: pd.DataFrame, title: str, ylabel: str = PER_10K) -> Plot:
    """Values by year, one row a text: ``year, value, genre`` and, for several lines, ``series``.

    The line joins work reports of successive years (their mean, should a year have two) and breaks where a year is
    missing; texts of another genre stand beside it as open diamonds.
    """
    plot, axes = _canvas(title, 4.6)
    several = table if "series" in table else table.assign(series="")
    for (series, rows), colour in zip(several.groupby("series", sort=False), PALETTE, strict=False):
        _draw_years(axes, rows, colour, label(str(series)) or "work report")
    if (table["genre"] != "work report").any():
        axes.plot([], [], "D", color=GREY, mfc="none", ms=5, label="other genre")
    axes.set(ylabel=ylabel, xlabel="year", ylim=(0, None))
    axes.grid(axis="y")
    _legend(plot, axes)
    return plot


def plot_careers(table: pd.DataFrame, title: str, ylabel: str = PER_10K) -> Plot:
    """A small timeline for each ``term``, with the interval ``poisson_low, poisson_high`` of each value as a thin line.

    One row a term and text, otherwise as in ``plot_timeline``; each panel has its own scale.
    """
    use_style()
    terms = list(table["term"].unique())
    plot = Plot(figsize=(8.0, 0.8 + 1.3 * len(terms)), layout="constrained")
    plot.suptitle(textwrap.fill(title, 88), x=0.01, ha="left")
    for axes, term in zip(plot.subplots(len(terms), sharex=True, squeeze=False)[:, 0], terms, strict=True):
        rows = table[table["term"] == term]
        axes.vlines(rows["year"].astype(int), rows["poisson_low"], rows["poisson_high"], GREY, lw=1)
        _draw_years(axes, rows, PALETTE[0], "work report")
        axes.set_title(label(term), loc="left", fontsize=10)
        axes.set_ylim(0, None)
        axes.grid(axis="y")
    if (table["genre"] != "work report").any():
        axes.plot([], [], "D", color=PALETTE[0], mfc="none", ms=5, label="other genre")
    axes.plot([], [], color=GREY, lw=1, label="95 % exact Poisson")
    axes.set_xlabel("year")
    plot.supylabel(ylabel, fontsize=10)
    _legend(plot, axes)
    return plot


def _draw_years(axes: Axes, rows: pd.DataFrame, colour: str, name: str) -> None:
    is_report = rows["genre"] == "work report"
    reports, others = rows[is_report], rows[~is_report]
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    joined = reports.groupby("year")["value"].mean().reindex(years)
    axes.plot(years, joined, "o-", color=colour, ms=4, lw=1.3, label=name, **KEEP)
    if len(others):  # an unclipped line without points would count as standing in the corner of the picture
        axes.plot(others["year"], others["value"], "D", color=colour, mfc="none", ms=5, **KEEP)


def plot_heatmap(table: pd.DataFrame, title: str, xlabel: str = "", steps: tuple[int, int, int] = (1, 2, 4)) -> Plot:
    """Which term (the index) is in which text (the columns), in three shades that begin at so many times."""
    plot, axes = _rows(title, map(label, table.index), xlabel, width=max(8.0, 3.4 + 0.17 * len(table.columns)))
    plot.set_figheight(plot.get_figheight() + 0.07 * max((len(str(name)) for name in table.columns), default=0))
    edges = np.arange(len(table.columns) + 1) - 0.5, np.arange(len(table) + 1) - 0.5
    norm = BoundaryNorm([0, *steps, np.inf], len(SHADES))
    axes.pcolormesh(*edges, table.to_numpy(), cmap=ListedColormap(SHADES), norm=norm, edgecolors="#E0E0E0", lw=0.5)
    axes.set_xticks(range(len(table.columns)), list(map(str, table.columns)), rotation=90)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.grid(False)
    spans = [f"{a}–{b - 1} times" if b - a > 1 else "once" for a, b in pairwise(steps)] + [f"{steps[-1]} times or more"]
    shades = [Patch(color=colour, label=name) for name, colour in zip(spans, SHADES[1:], strict=True)]
    plot.legend(handles=shades, loc="outside lower right", ncols=3)
    return plot


def plot_strips(table: pd.DataFrame, title: str) -> Plot:
    """Files as strips, one row a source, as ``strip_files`` cuts them; who speaks is a thin band on top of the strip."""
    sources = list(dict.fromkeys(table["source"]))
    plot, axes = _rows(title, sources, "% of the raw characters of the file")
    for kind, colour in BANDS.items():
        rows = table[table["kind"] == kind]
        top, height = (-0.43, 0.2) if kind == VOICE else (-0.33, 0.66)
        places = rows["source"].map(sources.index).astype(float) + top + height / 2
        axes.barh(places, 100 * (rows["high"] - rows["low"]), height, 100 * rows["low"], color=colour, ec="white", lw=0.3)
    axes.set_xlim(0, 100)
    present = [kind for kind in BANDS if (table["kind"] == kind).any()]
    plot.legend(handles=[Patch(color=BANDS[kind], label=kind) for kind in present], loc="outside lower right", ncols=3)
    return plot


def plot_word_cloud(frequencies: Mapping[str, float], title: str, max_words: int = 80) -> Plot:
    """The most frequent terms, by size, the first twelve glossed; colours only tell neighbours apart.

    An overview: sizes cannot be read off, so pair it with ``plot_rates``. Errors: ``RuntimeError`` without ``wordcloud``.
    """
    try:
        from wordcloud import WordCloud
    except ImportError as error:
        raise RuntimeError(f"a word cloud needs wordcloud ({error}): pip install 'koujing[notebooks]'") from error
    plot, axes = _canvas(title, 4)
    ranked = dict(sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))[:max_words])
    colour = {term: PALETTE[rank % 3] for rank, term in enumerate(ranked)}
    cloud = WordCloud(
        font_path=str(font_path()), width=800, height=320, background_color="white", max_words=max_words,
        prefer_horizontal=1.0, max_font_size=80, margin=6, random_state=1, color_func=lambda word, **_: colour[word],
    )  # fmt: skip
    axes.imshow(cloud.generate_from_frequencies(ranked).to_array(), interpolation="bilinear")
    axes.set_axis_off()
    plot.supxlabel(textwrap.fill(" · ".join(map(label, list(ranked)[:12])), 110), fontsize=9)
    return plot


def _canvas(title: str, height: float, width: float = 8.0) -> tuple[Plot, Axes]:
    use_style()
    plot = Plot(figsize=(width, height), layout="constrained")
    plot.suptitle(textwrap.fill(title, int(width * 11)), x=0.01, ha="left")
    return plot, plot.add_subplot()


def _rows(title: str, labels: Iterable[Hashable], xlabel: str, width: float = 8.0) -> tuple[Plot, Axes]:
    """Axes with one labelled row a value, the first on top."""
    names = [str(name) for name in labels]
    plot, axes = _canvas(title, MARGIN + ROW * len(names), width)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlabel(xlabel)
    axes.tick_params(axis="y", length=0, pad=8)
    axes.grid(axis="x")
    return plot, axes


def _legend(plot: Plot, axes: Axes) -> None:
    """A legend outside the axes, where it covers no data."""
    handles, labels = axes.get_legend_handles_labels()
    plot.legend(handles, labels, loc="outside lower right", ncols=min(len(labels), 4))
