"""Plots of words: how frequent they are and how they differ between corpora."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from koujing.show.fonts import font_path
from koujing.show.plots.base import GREY, canvas, check_columns, labelled_rows
from koujing.show.style import PALETTE, Plot, label

ASCENT = 1.16  # of the Chinese font: from the top of a line, where wordcloud sets a word, to its base line, in sizes of the font


def plot_word_cloud(frequencies: Mapping[str, float], title: str, max_words: int = 80) -> Plot:
    """The most frequent terms, sized by frequency, the first twelve glossed; colours only tell neighbours apart.

    This is only an overview: sizes cannot be read off exactly, so pair it with ``plot_rates``. Errors: ``RuntimeError`` if
    ``wordcloud`` is not installed.
    """
    try:
        from wordcloud import WordCloud
    except ImportError as error:
        raise RuntimeError(f"a word cloud needs wordcloud ({error}): pip install 'koujing[notebooks]'") from error
    plot, axes = canvas(title, 4)
    ranked = dict(sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))[:max_words])
    colour = {term: PALETTE[rank % 3] for rank, term in enumerate(ranked)}
    cloud = WordCloud(
        font_path=str(font_path()), width=800, height=320, background_color="white", max_words=max_words,
        prefer_horizontal=1.0, max_font_size=80, margin=6, random_state=1, color_func=lambda word, **_: colour[word],
    )  # fmt: skip
    placed = cloud.generate_from_frequencies(ranked).layout_
    axes.set(xlim=(0, cloud.width), ylim=(cloud.height, 0), aspect="equal")
    axes.set_axis_off()
    plot.supxlabel(textwrap.fill(" · ".join(map(label, list(ranked)[:12])), 110), fontsize=9)
    plot.draw_without_rendering()  # after which it is known how large a unit of the cloud is
    points = axes.get_window_extent().width / plot.dpi * 72 / cloud.width
    for (word, _), size, (top, left), _, _ in placed:
        axes.text(left, top + ASCENT * size, word, fontsize=points * size, color=colour[word], in_layout=False)
    return plot


def plot_keyness(table: pd.DataFrame, title: str, sides: tuple[str, str], top: int | None = 12) -> Plot:
    """The ``top`` key terms of each side of a ``keyness`` table, with the log ratio as a dot and its conservative bound as a bar.

    ``sides`` names target and reference; ``top=None`` draws every row in its order, including those with no bound. A dot is
    hollow if the test over speeches could have shown a difference and did not.
    """
    check_columns(table, "what koujing.keyness or koujing.compare gives", "term", "log_ratio", "lrc", "verdict")
    ends = table if top is None else pd.concat([table[table["lrc"] > 0].head(top), table[table["lrc"] < 0].tail(top)])
    plot, axes = labelled_rows(title, map(label, ends["term"]), f"log₂ of the ratio of rates: ← {sides[1]} | {sides[0]} →")
    y = np.arange(len(ends))
    colours = [PALETTE[0] if ratio > 0 else PALETTE[1] for ratio in ends["log_ratio"]]
    axes.barh(y, ends["lrc"], height=0.5, color=colours, alpha=0.35)
    faces = ["white" if verdict == "not shown" else colour for verdict, colour in zip(ends["verdict"], colours, strict=True)]
    axes.scatter(ends["log_ratio"], y, c=faces, edgecolors=colours, s=28, zorder=3)
    axes.axvline(0, color=GREY, lw=1)
    handles = [
        Line2D([], [], color=GREY, marker="o", ls="", label="log ratio"),
        Patch(color=GREY, alpha=0.35, label="conservative bound"),
        Line2D([], [], color=GREY, marker="o", ls="", mfc="white", label="not shown over speeches"),
    ]
    plot.legend(handles=handles[: 3 if (ends["verdict"] == "not shown").any() else 2], loc="outside lower right", ncols=3)
    return plot


def plot_shift(table: pd.DataFrame, title: str, sides: tuple[str, str], top: int = 24) -> Plot:
    """The words that contribute most to a divergence (``word_shift``), in bits, drawn to the side that uses the word more."""
    rows = table.head(top)
    plot, axes = labelled_rows(title, map(label, rows["term"]), f"contribution in 1/1,000 bit: ← {sides[1]} | {sides[0]} →")
    axes.barh(np.arange(len(rows)), 1000 * rows["contribution"] * rows["side"], height=0.7,
              color=[PALETTE[0] if side > 0 else PALETTE[1] for side in rows["side"]])  # fmt: skip
    axes.axvline(0, color=GREY, lw=1)
    return plot
