"""Plots of what is taken: the whole of each name, an arrow only where dates decide, breaks where a year is missing."""

import math

import pandas as pd
import pytest

from koujing.show import plots
from repeated import picture_of

MATHS = r"100$\frac$ <b>%"
PAIRS = pd.DataFrame(
    [("甲省 2013-03", "乙县 2013", "borrowing", "", 0.114, 23), ("甲省 2013-03", "丙厅 2014", "self-reuse", "a to b", 0.03, 6)],
    columns=["earlier", "later", "kind", "direction", "share", "passages"],
)
BEFORE = pd.DataFrame({"year": [2001, 2002, 2004], "borrowed": [0.0, 0.01, 0.02], "verbatim": [0.1, math.nan, 0.3]})
CHANGES = pd.DataFrame({"borrowing": [8.0, 0.0], "self-reuse": [0.0, 40.0]}, index=["level narrowed", "number changed"])


def told(plot):
    return [text.get_text() for text in plot.axes[0].texts]


def test_an_arrow_says_that_the_dates_decide():
    assert told(plots.plot_taken(PAIRS, "t")) == ["甲省 2013-03 – 乙县 2013 (23)", "甲省 2013-03 → 丙厅 2014 (6)"]


def test_a_line_breaks_where_a_year_or_a_value_is_missing_and_its_highest_point_has_its_year():
    plot = plots.plot_before(BEFORE, "t")
    verbatim, borrowed = (line.get_ydata().tolist() for line in plot.axes[0].lines)
    assert str(verbatim) == str([10.0, math.nan, math.nan, 30.0])
    assert str(borrowed) == str([0.0, 1.0, math.nan, 2.0])
    assert told(plot) == ["2004", "2004"]


def test_each_kind_of_passage_has_its_marker():
    plot = plots.plot_changes(CHANGES, "t")
    assert [line.get_label() for line in plot.axes[0].lines] == ["borrowing", "self-reuse"]
    assert [name.get_text() for name in plot.axes[0].get_yticklabels()] == list(CHANGES.index)


DRAWN = {
    "pairs": lambda: plots.plot_taken(PAIRS, "The county takes most"),
    "no pairs": lambda: plots.plot_taken(PAIRS.head(0), "Nothing"),
    "names like formulas": lambda: plots.plot_taken(PAIRS.assign(earlier=MATHS), MATHS),
    "before": lambda: plots.plot_before(BEFORE, "More each year"),
    "nothing to compare": lambda: plots.plot_before(BEFORE.assign(verbatim=math.nan), "Nothing"),
    "changes": lambda: plots.plot_changes(CHANGES, "Numbers change"),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_every_glyph_is_there_and_bytes_repeat(draw):
    picture_of(draw)
    assert draw().get_figwidth() <= 6  # readable on a phone


@pytest.mark.parametrize("draw", [plots.plot_taken, plots.plot_before])
def test_another_table_is_refused(draw):
    with pytest.raises(ValueError, match="the table has no column"):
        draw(pd.DataFrame(), "t")
