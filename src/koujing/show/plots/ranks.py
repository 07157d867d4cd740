"""What comes first, drawn: the rank of topics in the agenda of each year."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from koujing.show.plots.base import check_columns, head
from koujing.show.style import PALETTE, Plot, use_style

WIDTH = 5.6  # inches, as wide as a genealogy
ACROSS = 2  # panels side by side


def plot_ranks(table: pd.DataFrame, title: str, topics: Sequence[str]) -> Plot:
    """A small panel for each topic, two in a row: its place among the tasks by year, the first on top and in another colour.

    ``table`` is what ``koujing.ranks`` gives, of one body: ``koujing.ranks(study.where(county="东县"))``. Only agendas (``main``) are
    drawn, and of each the best place of a topic; lines break where a year has no agenda or its agenda lacks the topic. Errors:
    ``ValueError`` for two agendas of one year.
    """
    check_columns(table, "what koujing.ranks gives", "speech", "date", "main", "rank", "topic")
    best = _best_ranks(table)
    lowest = int(best.max().max()) if best.notna().to_numpy().any() else 1
    use_style()
    down = -(-len(topics) // ACROSS) or 1
    plot = Plot(figsize=(WIDTH, 1.0 + 1.45 * down), layout="constrained")
    head(plot, title)
    panels = plot.subplots(down, ACROSS, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, topic in zip(panels, topics, strict=False):
        ranks = best[topic] if topic in best else best.iloc[:, :0].sum(axis=1, min_count=1)
        axes.plot(best.index.to_numpy(), ranks.to_numpy(), "o-", color=PALETTE[0], ms=3, lw=1.2)
        first = ranks[ranks == 1]
        axes.plot(first.index.to_numpy(), first.to_numpy(), "o", color=PALETTE[1], ms=4)
        axes.set_title(topic, loc="left", fontsize=10)
        axes.grid(axis="y")
    panels[0].set(ylim=(lowest + 0.5, 0.5), yticks=sorted({1, (1 + lowest) // 2, lowest}))
    panels[0].locator_params(axis="x", integer=True, nbins=5)
    for axes in panels[len(topics) :]:
        axes.set_axis_off()
    for axes in panels[: len(topics)][-ACROSS:]:
        axes.tick_params(labelbottom=True)
    plot.supylabel("place among the tasks (1 = first)", fontsize=10)
    return plot


def _best_ranks(table: pd.DataFrame) -> pd.DataFrame:
    """The best rank of each topic (column) in the agenda of each year (row), from the first to the last."""
    agendas = table[table["main"] & table["rank"].notna() & table["date"].ne("")]
    agendas = agendas.assign(year=agendas["date"].str[:4].astype(int), rank=agendas["rank"].astype(float))
    several = agendas.groupby("year")["speech"].nunique()
    if (several > 1).any():
        raise ValueError(f"several agendas of {several.index[several > 1][0]}; choose the rows of one body")
    best = agendas.groupby(["year", "topic"])["rank"].min().unstack()
    return best.reindex(range(int(best.index.min()), int(best.index.max()) + 1)) if len(best) else best
