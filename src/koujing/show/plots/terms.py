"""Plots of terms over time: their careers with births and deaths, the fields they belong to, and the company they keep."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from koujing.show.plots.base import GREY, KEEP, MARKERS, PER_10K, add_legend, canvas, check_columns, head, labelled_rows
from koujing.show.plots.years import mark_peak
from koujing.show.style import PALETTE, Plot, label, use_style

ACROSS = 3  # panels side by side
BORN, GONE = PALETTE[2], PALETTE[1]
SHADE = 0.3
VERDICTS = {"gained": PALETTE[0], "kept": GREY, "lost": PALETTE[1]}
DODGE = 0.06  # so that the intervals of several lines do not hide one another, in steps of the axis


def plot_term_careers(rates: pd.DataFrame, births: pd.DataFrame, title: str, ylabel: str = PER_10K) -> Plot:
    """A small panel for each term, three in a row: its rate by year, and between which years it was born and went.

    ``rates`` is what ``koujing.rates`` gives by year (``year, term, per_10k_chars, poisson_low, poisson_high``), ``births`` what
    ``koujing.births`` gives for the same terms. Lines break where a year has no text; a year without the term has no interval,
    since that of a short text would hide everything else. Each panel has its own scale and the year of its peak.
    """
    check_columns(rates, 'what koujing.rates gives with by="year"', "year", "term", "per_10k_chars", "poisson_low", "poisson_high")
    check_columns(births, "what koujing.births gives", "term", "birth", "death", "born_low", "died_high")
    use_style()
    known = rates.dropna(subset="year").astype({"year": int})
    terms = list(dict.fromkeys(known["term"]))
    down = -(-len(terms) // ACROSS) or 1
    plot = Plot(figsize=(8.0, 0.9 + 1.45 * down), layout="constrained")
    head(plot, title)
    panels = plot.subplots(down, ACROSS, sharex=True, squeeze=False).ravel()
    for axes, term in zip(panels, terms, strict=False):
        _draw_career(axes, known[known["term"] == term], births[births["term"] == term])
        axes.set_title(label(term).replace(" ", "\n", 1), loc="left", fontsize=9)
    for axes in panels[len(terms) :]:
        axes.set_axis_off()
    for axes in panels[: len(terms)][-ACROSS:]:  # years below the last panel of each column, also above an empty place
        axes.tick_params(labelbottom=True)
    plot.supylabel(textwrap.fill(ylabel, 24 * down), fontsize=10)  # one row of panels is lower than the label is long
    _whole_years(panels[0], known["year"])
    handles = [Line2D([], [], color=GREY, lw=1, label="95 % exact Poisson"), Patch(color=BORN, alpha=SHADE, label="born in between"),
               Patch(color=GONE, alpha=SHADE, label="gone in between")]  # fmt: skip
    plot.legend(handles=handles, loc="outside lower right", ncols=3)
    return plot


def _whole_years(axes: Axes, years: pd.Series[int]) -> None:
    """Ticks at whole years only, also where there are only one or two."""
    axes.locator_params(axis="x", integer=True)
    if years.nunique() == 1:  # of which a locator would make a century, or days
        axes.set(xlim=(years.min() - 1, years.max() + 1), xticks=years.unique())


def _draw_career(axes: Axes, rates: pd.DataFrame, births: pd.DataFrame) -> None:
    used = rates[rates["per_10k_chars"] > 0]
    axes.vlines(used["year"], used["poisson_low"], used["poisson_high"], GREY, lw=1)
    years = range(int(rates["year"].min()), int(rates["year"].max()) + 1)
    axes.plot(years, rates.set_index("year")["per_10k_chars"].reindex(years), "o-", color=PALETTE[0], ms=2.5, lw=1.2, **KEEP)
    mark_peak(axes, rates.rename(columns={"per_10k_chars": "value"}), PALETTE[0])
    for colour, change, verdict in ((BORN, "born", "birth"), (GONE, "died", "death")):
        decided = births[births[verdict].isin(("born", "gone"))]
        for low, high in zip(decided[f"{change}_low"].astype(int), decided[f"{change}_high"].astype(int), strict=True):
            axes.axvspan(low, high, color=colour, alpha=SHADE, lw=0)
    axes.set_ylim(0, None)
    axes.grid(axis="y")


def plot_fields(table: pd.DataFrame, title: str, ylabel: str = "% of the uses of listed terms") -> Plot:
    """The shares of fields by group, one line per field with its bootstrap interval, where there is one.

    ``table`` is what ``koujing.fields`` gives, of at most eight fields, such as ``table[table["field"].isin(["economy", "party"])]``;
    its first column says by what the texts are grouped.
    Years are drawn in proportion, and lines break where a year has no text; other groups are drawn side by side.
    """
    check_columns(table, "what koujing.fields gives", "field", "share", "low", "high")
    names = list(dict.fromkeys(table["field"]))
    if len(names) > len(PALETTE):
        raise ValueError(f"{len(names)} fields, but only {len(PALETTE)} colours; choose the fields to draw")
    plot, axes = canvas(title, 4.6)
    by = str(table.columns[0])
    groups = list(dict.fromkeys(table[by].astype(str)))
    places = pd.Series([int(group) for group in groups] if by == "year" else range(len(groups)), groups)
    every = range(places.min(), places.max() + 1) if groups else range(0)
    for k, (field, colour, marker) in enumerate(zip(names, PALETTE, MARKERS, strict=False)):
        rows = table[table["field"] == field]
        shares = 100 * rows[["share", "low", "high"]].set_axis(places[rows[by].astype(str)]).reindex(every)
        x = shares.index + DODGE * (k - (len(names) - 1) / 2)
        axes.vlines(x, shares["low"], shares["high"], colour, lw=1.5, alpha=0.5)
        axes.plot(x, shares["share"], f"{marker}-", color=colour, ms=4, lw=1.3, label=field, **KEEP)
    if by == "year":
        _whole_years(axes, places)
    else:
        axes.set_xticks(range(len(groups)), map(label, groups))
    if table["low"].notna().any():
        axes.plot([], [], color=GREY, lw=1.5, alpha=0.5, label="95 % bootstrap over speeches")
    axes.set(xlabel=by, ylabel=ylabel, ylim=(0, None))
    axes.grid(axis="x", visible=False)
    axes.grid(axis="y")
    add_legend(plot, axes)
    return plot


def plot_company(table: pd.DataFrame, title: str, eras: tuple[str, str], top: int = 12) -> Plot:
    """The company that a term gains, keeps and loses: a dot for each word, with the bootstrap interval of its change.

    ``table`` is what ``koujing.company`` gives; at most ``top`` words of each verdict are drawn: the largest changes, and of the
    company that is kept the most frequent. Words of which nothing is shown are left out, unless there are no others; dots are
    hollow where no change is shown. ``eras`` names the two eras.
    """
    check_columns(table, "what koujing.company gives", "term", "change", "low", "high", "verdict")
    rows = _most_changed(table, top)
    axis = f"change of logDice, 1 = twice as close: ← closer in {eras[0]} | closer in {eras[1]} →"
    plot, axes = labelled_rows(title, map(label, rows["term"]), axis)
    y, colours = np.arange(len(rows)), [VERDICTS.get(verdict, GREY) for verdict in rows["verdict"]]
    axes.hlines(y, rows["low"], rows["high"], colours, lw=2.5, alpha=0.4)
    faces = ["white" if colour == GREY else colour for colour in colours]
    axes.scatter(rows["change"], y, c=faces, edgecolors=colours, s=28, zorder=3)
    axes.axvline(0, color=GREY, lw=1)
    drawn = [verdict for verdict in VERDICTS if (rows["verdict"] == verdict).any()]
    dots = [Line2D([], [], color=VERDICTS[v], marker="o", ls="", mfc="white" if v == "kept" else None, label=v) for v in drawn]
    interval = Line2D([], [], color=GREY, lw=2.5, alpha=0.4, label="95 % bootstrap over speeches")
    plot.legend(handles=[*dots, interval], loc="outside lower right", ncols=4)
    return plot


def _most_changed(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """The ``top`` rows of each verdict that says something, or of the others if none does, in their order."""
    decided = table[table["verdict"].isin(VERDICTS)]
    rows = decided if len(decided) else table
    size = rows["change"].abs().where(rows["verdict"] != "kept", rows["n_early"] + rows["n_late"])
    return rows[size.groupby(rows["verdict"]).rank(method="first", ascending=False) <= top]
