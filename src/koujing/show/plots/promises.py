"""Plots of targets: with their outcomes, how many were met, which are missing, and what lower levels make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from koujing.show.plots.base import GREY, KEEP, add_legend, canvas, check_columns, labelled_rows, link_points
from koujing.show.style import PALETTE, Plot, name_concept

# The colour of the outcome; those that nobody told are not drawn.
VERDICTS = {"met": PALETTE[0], "missed": PALETTE[1], "undecided": GREY}
TARGET = PALETTE[4]
LEVELS = {"central": PALETTE[6], "province": PALETTE[3], "prefecture": PALETTE[5], "county": PALETTE[0]}
SIDES = ("higher", "lower")
HARDNESS = {"soft": "o", "plain": "s", "hard": "^"}
FEW = 0.05  # of the height of the axis: how far an open side of a target is drawn
MAGNITUDES = ((1e8, "100 million "), (1e4, "10,000 "))
PLACE = ("county", "prefecture", "province")
SERIES = ["concept", "level", *PLACE]


def plot_ledger(kept: pd.DataFrame, title: str, ylabel: str = "", links: Mapping[str, str] | None = None) -> Plot:
    """The targets of one concept and body by year, with what their hedges allow, and the outcomes that a later speech gives.

    ``kept`` are rows of ``koujing.ledger``. A target for several years is drawn over all of them. Of an open side (以上, 以内)
    only the beginning is drawn. ``ylabel`` is by default the name of the concept and its unit.
    """
    check_columns(kept, "what koujing.ledger gives", "first", "last", *SERIES, "outcome", "verdict")
    if (several := len(kept[[*SERIES, "place"]].drop_duplicates())) > 1:
        raise ValueError(f"{several} series, but one plot; choose the rows of one concept, body and place")
    plot, axes = canvas(title, 4.6)
    size, magnitude = _magnitude(kept)
    rows = kept.assign(start=kept["first"].str[:4].astype(int), end=kept["last"].str[:4].astype(int))
    numbers = rows[["value", "low", "high", "outcome", "outcome_low", "outcome_high"]].astype(float) / size
    reach = FEW * float(np.ptp(numbers.to_numpy()[numbers.notna()])) if numbers.notna().to_numpy().any() else 0.0
    point = numbers["value"].fillna(numbers[["low", "high"]].mean(axis=1))
    low, high = numbers["low"].fillna(point - reach), numbers["high"].fillna(point + reach)
    hedged = rows["modifier"].ne("") | rows["value"].isna()
    axes.vlines(rows["end"][hedged], low[hedged], high[hedged], TARGET, lw=5, alpha=0.45)
    axes.hlines(point, rows["start"] - 0.35, rows["end"] + 0.35, TARGET, lw=2, label="target and hedge")
    for verdict, colour in VERDICTS.items():
        some = rows["verdict"] == verdict
        if some.any():
            own = numbers[some]
            axes.vlines(rows["end"][some], own["outcome_low"], own["outcome_high"], colour, lw=1.2)
            axes.plot(rows["end"][some], own["outcome"], "o", color=colour, ms=5, label=verdict, **KEEP)
            if verdict == "missed":
                _name_years(axes, rows["end"][some], own["outcome"], colour)
    if links:
        link_points(axes, rows["end"], point, rows["statistic"], links)
        link_points(axes, rows["end"], numbers["outcome"], rows["outcome_statistic"], links)
    axes.locator_params(axis="x", integer=True)
    axes.grid(axis="y")
    concept, unit = (str(next(iter(kept[column]), "")) for column in ("concept", "unit"))
    axes.set(xlabel="year", ylabel=ylabel or f"{name_concept(concept)}, {magnitude}{unit}")
    add_legend(plot, axes)
    return plot


def plot_fulfilment(table: pd.DataFrame, title: str) -> Plot:
    """The share of targets that were met, one row per group, with Wilson's interval; beside it, how many were decided.

    ``table`` is what ``koujing.fulfilment`` gives; groups of which nothing is decided are left out.
    """
    check_columns(table, "what koujing.fulfilment gives", "n", "met", "missed", "undecided", "share", "low", "high")
    rows = table[table["share"].notna()]
    keys = rows[list(table.columns[: list(table.columns).index("n")])].astype(str)
    names = [", ".join(name_concept(cell) for cell in cells) for cells in keys.itertuples(index=False)]
    plot, axes = labelled_rows(title, names, "% of the decided targets that were met")
    y = np.arange(len(rows))
    axes.hlines(y, 100 * rows["low"], 100 * rows["high"], PALETTE[0], lw=4, alpha=0.4, label="95 % Wilson")
    axes.plot(100 * rows["share"], y, "o", color=PALETTE[0], ms=5, **KEEP)
    for place, (met, missed, undecided) in enumerate(rows[["met", "missed", "undecided"]].to_numpy(dtype=int).tolist()):
        told = f"{met} of {met + missed}" + f", {undecided} undecided" * bool(undecided)
        axes.text(103, place, told, va="center", fontsize=9)
    axes.set_xlim(0, 100)
    add_legend(plot, axes)
    return plot


def plot_silence(table: pd.DataFrame, title: str) -> Plot:
    """Where a body set no target that it usually sets: one row per concept, a mark at each such year, a line over the habit before.

    ``table`` is what ``koujing.silence`` gives. A mark is hollow if the speech at least reports on the concept, grey if the text is
    short. Rows of other levels than the centre begin with the place.
    """
    check_columns(table, "what koujing.silence gives", "concept", "year", "since", "told", "short", *PLACE)
    named = table[list(PLACE)]
    places = named.where(named != "").bfill(axis=1)[PLACE[0]].fillna("")
    names = table["concept"].map(name_concept).astype(str)
    labels = names.where(places == "", places.astype(str) + ", " + names)
    ordered = list(dict.fromkeys(labels.iloc[np.lexsort((labels, table["year"]))]))
    plot, axes = labelled_rows(title, ordered, "year")
    y, years = labels.map(ordered.index).astype(int), table["year"].astype(int)
    axes.hlines(y, table["since"].astype(int), years, GREY, lw=2.5, alpha=0.4)
    colours = [GREY if short else PALETTE[1] for short in table["short"]]
    faces = ["white" if told else colour for told, colour in zip(table["told"], colours, strict=True)]
    axes.scatter(years, y, c=faces, edgecolors=colours, s=36, zorder=3)
    axes.locator_params(axis="x", integer=True)
    mark: dict[str, Any] = {"color": PALETTE[1], "marker": "o", "ls": ""}
    handles = [Line2D([], [], **mark, label="no target"), Line2D([], [], **mark, mfc="white", label="no target, but reported on"),
               Line2D([], [], color=GREY, lw=2.5, alpha=0.4, label="habit of the speeches before")]  # fmt: skip
    short = Line2D([], [], color=GREY, marker="o", ls="", label="short text")
    plot.legend(handles=[*handles, short] if table["short"].any() else handles, loc="outside lower right", ncols=4)
    return plot


def plot_amplification(pairs: pd.DataFrame, title: str, xlabel: str = "", links: Mapping[str, str] | None = None) -> Plot:
    """Each lower level's target beside the higher one's: one row per pair, by year; a line joins the two.

    ``pairs`` are rows of ``koujing.amplification`` of one concept. The higher one is hollow. The colour is
    the level, the shape how hard the wording is; a thick line is a range. ``links`` says where rows of statistics stand.
    """
    check_columns(pairs, "what koujing.amplification gives", "year", "concept", *(f"{side}_value" for side in SIDES))
    if pairs["concept"].nunique() > 1:
        raise ValueError(f"{pairs['concept'].nunique()} concepts, but each has its own scale; choose the rows of one")
    rows = pairs.sort_values(["year", "lower_place"], kind="stable").reset_index(drop=True)
    labels = rows["year"].astype(str) + " " + rows["higher_place"] + " → " + rows["lower_place"]
    concept = str(next(iter(pairs["concept"]), ""))
    plot, axes = labelled_rows(title, labels, xlabel or f"{name_concept(concept)}, %")
    middles = {side: rows[f"{side}_value"].fillna(rows[[f"{side}_low", f"{side}_high"]].mean(axis=1)) for side in SIDES}
    axes.hlines(rows.index, middles["higher"], middles["lower"], GREY, lw=1.5, alpha=0.6)
    for side, value in middles.items():
        ranges = rows[rows[f"{side}_value"].isna()]
        axes.hlines(ranges.index, ranges[f"{side}_low"], ranges[f"{side}_high"], GREY, lw=5)
        ring: dict[str, Any] = {"ms": 9, "mfc": "none", "mew": 1.6} if side == "higher" else {"ms": 5}
        for level, hardness in sorted(set(zip(rows[f"{side}_level"], rows[f"{side}_hardness"], strict=True))):
            some = rows[f"{side}_level"].eq(level) & rows[f"{side}_hardness"].eq(hardness)
            axes.plot(value[some], rows.index[some], HARDNESS[hardness], color=LEVELS[level], **ring, **KEEP)
        if links:
            link_points(axes, value, rows.index.to_series(), rows[f"{side}_statistic"], links)
    levels = [level for level in LEVELS if (rows[["higher_level", "lower_level"]] == level).to_numpy().any()]
    handles = [Line2D([], [], color=LEVELS[level], lw=4, label=level) for level in levels]
    shapes = [Line2D([], [], color=GREY, marker=marker, ls="", label=name) for name, marker in HARDNESS.items()]
    plot.legend(handles=[*handles, *shapes], loc="outside lower right", ncols=4)
    return plot


def _name_years(axes: Axes, years: pd.Series[int], values: pd.Series[float], colour: str) -> None:
    for year, value in zip(years, values, strict=True):
        if pd.notna(value):
            axes.annotate(str(year), (year, value), (6, 0), textcoords="offset points", color=colour, fontsize=9, va="center")


def _magnitude(kept: pd.DataFrame) -> tuple[float, str]:
    """By what values are divided so that the axis is short, and how that is said before the unit."""
    largest = kept[["value", "low", "high", "outcome"]].astype(float).abs().to_numpy(na_value=0.0).max(initial=0.0)
    return next(((size, name) for size, name in MAGNITUDES if largest >= size), (1.0, ""))
