"""Plots of terms over time: careers with births, shares of fields, company gained and lost."""

import warnings

import numpy as np
import pandas as pd
import pytest

from koujing.measures.births import COLUMNS as BIRTHS
from koujing.measures.company import COLUMNS as COMPANY
from koujing.show import plots

MATHS = r"100$\frac$ <b>%"
RATES = pd.DataFrame(
    [
        (year, term, rate, rate / 2, rate * 2 + 1)
        for term in ("改革", "人民公社", "云岭县", MATHS)
        for year, rate in (("1957", 0.0), ("1958", 3.0), ("1964", 2.0), ("1965", 0.0))
    ],
    columns=["year", "term", "per_10k_chars", "poisson_low", "poisson_high"],
)
LIVES = pd.DataFrame(
    [("改革", "born", 1957, 1958, "in use", None, None), ("人民公社", "always", None, None, "gone", 1964, 1965),
     ("云岭县", "undecidable", None, None, "undecidable", None, None)],
    columns=["term", "birth", "born_low", "born_high", "death", "died_low", "died_high"],
).astype(dict.fromkeys(("born_low", "born_high", "died_low", "died_high"), "Int64"))  # fmt: skip
SHARES = pd.DataFrame(
    [("1950s", "economy", 0.6, 0.5, 0.7), ("1950s", MATHS, 0.4, 0.3, 0.5), ("1980s", "economy", 1.0, np.nan, np.nan),
     ("1980s", MATHS, 0.0, np.nan, np.nan)],
    columns=["decade", "field", "share", "low", "high"],
)  # fmt: skip
CHANGES = pd.DataFrame(
    [("创新", 0, 30, 4.5, 3.5, 5.5, "gained"), ("市场", 5, 9, 1.0, -1.0, 2.0, "kept"), ("要求", 1, 2, 0.5, -2.0, 2.5, "not shown"),
     ("农村", 40, 30, -0.2, -1.0, 1.0, "kept"), (MATHS, 20, 0, -4.0, -5.0, -2.0, "lost")],
    columns=["term", "n_early", "n_late", "change", "low", "high", "verdict"],
)  # fmt: skip
DRAWN = {
    "careers": lambda: plots.plot_term_careers(RATES, LIVES, MATHS, MATHS),
    "fields": lambda: plots.plot_fields(SHARES, MATHS, MATHS),
    "company": lambda: plots.plot_company(CHANGES, MATHS, (MATHS, "1979–1992")),
}


def said(plot):
    return [text.get_text() for text in plot.legends[0].get_texts()]


def spans(axes):
    return [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]


@pytest.mark.parametrize("kind", DRAWN)
def test_every_glyph_is_there_and_bytes_repeat(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert DRAWN[kind]().picture() == DRAWN[kind]().picture()


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.plot_term_careers(RATES.head(0), pd.DataFrame(columns=BIRTHS), "t"),
        lambda: plots.plot_fields(SHARES.head(0), "t"),
        lambda: plots.plot_company(pd.DataFrame(columns=COMPANY), "t", ("a", "b")),
    ],
)
def test_nothing_to_draw_is_drawn_as_nothing(draw):
    assert draw().picture()


def test_a_panel_shows_when_its_term_was_born_and_went():
    panels = DRAWN["careers"]().axes
    assert [spans(axes) for axes in panels[:4]] == [[(1957, 1958)], [(1964, 1965)], [], []]
    assert [axes.get_title(loc="left").partition("\n")[0] for axes in panels[:3]] == ["改革", "人民公社", "云岭县"]
    assert [axes.axison for axes in panels] == [True] * 4 + [False] * 2


def test_the_line_of_a_career_breaks_where_no_year_has_a_text():
    (line,) = DRAWN["careers"]().axes[0].lines
    np.testing.assert_array_equal(line.get_xdata(), range(1957, 1966))
    np.testing.assert_array_equal(line.get_ydata(), [0, 3, *[np.nan] * 5, 2, 0])


def test_a_year_without_the_term_has_no_interval():
    (intervals,) = DRAWN["careers"]().axes[0].collections
    assert [segment[0][0] for segment in intervals.get_segments()] == [1958, 1964]


def test_fields_by_year_break_at_missing_years_and_other_groups_stand_side_by_side():
    by_year = SHARES.rename(columns={"decade": "year"}).replace({"1950s": "1954", "1980s": "1957"})
    line = plots.plot_fields(by_year, "t").axes[0].lines[0]
    np.testing.assert_array_equal(line.get_ydata(), [60, np.nan, np.nan, 100])
    axes = DRAWN["fields"]().axes[0]
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), [60, 100])
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1950s", "1980s"]


def test_the_interval_of_shares_is_named_if_there_is_one():
    assert said(DRAWN["fields"]()) == ["economy", MATHS, "95 % bootstrap over speeches"]
    assert said(plots.plot_fields(SHARES.assign(low=np.nan, high=np.nan), "t")) == ["economy", MATHS]


def test_more_fields_than_colours_are_refused():
    many = pd.concat([SHARES.assign(field=f"field {k}") for k in range(9)])
    with pytest.raises(ValueError, match="9 fields, but only 8 colours; choose the fields to draw"):
        plots.plot_fields(many, "t")


def rows_of(plot):
    return [tick.get_text().split()[0] for tick in plot.axes[0].get_yticklabels()]


def test_company_runs_from_gained_to_lost_and_leaves_out_what_is_not_shown():
    plot = DRAWN["company"]()
    assert rows_of(plot)[:3] == ["创新", "市场", "农村"]
    assert len(rows_of(plot)) == 4
    assert said(plot) == ["gained", "kept", "lost", "95 % bootstrap over speeches"]
    assert rows_of(plots.plot_company(CHANGES.head(4), "t", ("a", "b"), top=1)) == ["创新", "农村"]  # the most frequent is kept


def test_company_that_is_not_shown_to_change_is_hollow():
    faces = DRAWN["company"]().axes[0].collections[1].get_facecolors()
    assert [tuple(face) == (1, 1, 1, 1) for face in faces] == [False, True, True, False]
    undecided = CHANGES.assign(verdict="undecidable", low=np.nan, high=np.nan)
    assert len(rows_of(plots.plot_company(undecided, "t", ("a", "b")))) == len(CHANGES)


def test_the_label_of_a_single_row_of_careers_is_not_longer_than_the_plot_is_high():
    one, two = (plots.plot_term_careers(RATES[RATES["term"].isin(terms)], LIVES, "t") for terms in (["改革"], RATES["term"]))
    for plot in (one, two):
        plot.draw_without_rendering()
        assert plot._supylabel.get_window_extent().height < plot.bbox.height
    assert two._supylabel.get_text() == plots.PER_10K


@pytest.mark.parametrize("years", [["1958"], ["1958", "1959"]])
def test_one_or_two_years_are_marked_as_whole_years(years):
    rates = pd.concat([RATES.iloc[9:10].assign(year=year) for year in years])
    shares = pd.concat([SHARES.rename(columns={"decade": "year"}).iloc[:1].assign(year=year) for year in years])
    for plot in (plots.plot_term_careers(rates, LIVES, "one"), plots.plot_fields(shares, "one")):
        axes = plot.axes[0]
        low, high = axes.get_xlim()
        shown = [tick for tick in axes.get_xticks() if low <= tick <= high]
        assert set(map(int, years)) <= set(shown)
        assert all(float(tick).is_integer() for tick in shown)
