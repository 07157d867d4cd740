"""Plots of targets: what is drawn for each verdict, hedge, silence and level."""

import warnings

import numpy as np
import pandas as pd
import pytest

from headline_rows import CITY, COUNTY, NAN, PROVINCE, headline, table, texts
from koujing.measures.amplification import amplification
from koujing.measures.ledger import fulfilment, ledger
from koujing.measures.silence import silence
from koujing.show import plots

MATHS = r"100$\frac$ <b>%"
YEARS = [f"a{year}" for year in range(2011, 2017)]
TARGETS = [
    headline("a2011", value=8.0, low=7.5, high=8.5, modifier="approx"), headline("a2012", value=7.5),
    headline("a2013", value=6.0, low=6.0, modifier="at_least"), headline("a2014", value=NAN, low=6.5, high=7.0),
    headline("a2015", value=7.0), headline("a2011", value=7.0, per="average", time_from="2011", time_to="2015"),
]  # fmt: skip
OUTCOMES = [headline("a2012", "reported", 7.8), headline("a2013", "reported", 7.8), headline("a2014", "reported", 5.0),
            headline("a2015", "reported", 6.95, low=6.45, high=7.45)]  # fmt: skip
KEPT = ledger(table(*TARGETS, *OUTCOMES), texts(*YEARS))
OF_COUNTY = [f"b{year}" for year in range(2011, 2016)]
SET = [*(headline(speech) for speech in YEARS[:4]), *(headline(speech, concept=MATHS, **COUNTY) for speech in OF_COUNTY[:4])]
READ = [texts(*YEARS), texts(*OF_COUNTY[:4], **COUNTY), texts(OF_COUNTY[4], n_han=900, **COUNTY)]
SILENT = silence(table(*SET, headline("a2016", "reported")), pd.concat(READ))
LEVELS = [headline("a2019", value=NAN, low=6.0, high=6.5, hardness="soft"), headline("b2019", value=7.0, **PROVINCE),
          headline("c2019", value=7.0, hardness="hard", **CITY)]  # fmt: skip
PAIRS = amplification(table(*LEVELS))
DRAWN = {
    "ledger": lambda: plots.plot_ledger(KEPT, MATHS, MATHS),
    "fulfilment": lambda: plots.plot_fulfilment(fulfilment(KEPT, ["hardness", "level"]), MATHS),
    "silence": lambda: plots.plot_silence(SILENT, MATHS),
    "amplification": lambda: plots.plot_amplification(PAIRS, MATHS, MATHS),
}


def said(plot):
    return [text.get_text() for text in plot.legends[0].get_texts()]


def rows_of(plot):
    return [tick.get_text() for tick in plot.axes[0].get_yticklabels()]


def points(axes):
    """What is drawn with markers, as pairs of x and y."""
    lines = [line for line in axes.lines if line.get_linestyle() == "None"]
    return [tuple(map(float, point)) for line in lines for point in line.get_xydata()]


def test_each_target_that_was_missed_has_its_year():
    missed = KEPT.loc[KEPT["verdict"] == "missed", "last"].tolist()
    assert missed
    assert [text.get_text() for text in DRAWN["ledger"]().axes[0].texts] == missed


@pytest.mark.parametrize("kind", DRAWN)
def test_every_glyph_is_there_and_bytes_repeat(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert DRAWN[kind]().picture() == DRAWN[kind]().picture()


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.plot_ledger(KEPT.head(0), "t"),
        lambda: plots.plot_fulfilment(fulfilment(KEPT.head(0)), "t"),
        lambda: plots.plot_silence(SILENT.head(0), "t"),
        lambda: plots.plot_amplification(PAIRS.head(0), "t"),
    ],
)
def test_nothing_to_draw_is_drawn_as_nothing(draw):
    assert draw().picture()


@pytest.mark.parametrize("draw", [plots.plot_ledger, plots.plot_fulfilment, plots.plot_silence, plots.plot_amplification])
def test_another_table_is_refused(draw):
    with pytest.raises(ValueError, match=r"the table has no column .*; expected what koujing"):
        draw(pd.DataFrame({"speech": ["a"]}), "t")


@pytest.mark.parametrize("column", ["concept", "county", "place"])
def test_a_ledger_of_two_series_is_not_drawn_as_one(column):
    with pytest.raises(ValueError, match="2 series, but one plot; choose the rows of one concept, body and place"):
        plots.plot_ledger(pd.concat([KEPT, KEPT.assign(**{column: "东台县"})]), "t")


def test_levels_of_two_concepts_on_one_scale_are_refused():
    with pytest.raises(ValueError, match="2 concepts, but each has its own scale"):
        plots.plot_amplification(pd.concat([PAIRS, PAIRS.assign(concept="cpi.change")]), "t")


def test_each_outcome_is_drawn_in_the_colour_of_its_verdict():
    plot = DRAWN["ledger"]()
    assert said(plot) == ["target and hedge", "met", "missed", "undecided"]
    assert points(plot.axes[0]) == [(2011, 7.8), (2012, 7.8), (2013, 5.0), (2014, 6.95)]


def test_a_hedge_is_drawn_and_the_rounding_of_a_target_without_one_is_not():
    bars, ticks = DRAWN["ledger"]().axes[0].collections[:2]
    ends = {(low[0], *np.round([low[1], high[1]], 2)) for low, high in bars.get_segments()}
    assert {(2011, 7.5, 8.5), (2014, 6.5, 7.0)} <= ends
    assert {year for year, *_ in ends} == {2011, 2013, 2014}
    assert sorted(round(right[0] - left[0], 1) for left, right in ticks.get_segments()) == [0.7] * 5 + [4.7]


def test_large_numbers_are_drawn_in_round_units():
    rows = KEPT.assign(concept="jobs.urban.new", unit="人", **{name: KEPT[name] * 1e6 for name in ("value", "low", "high", "outcome")})
    axes = plots.plot_ledger(rows, "t").axes[0]
    assert axes.get_ylabel().endswith("new urban jobs, 10,000 人")
    assert points(axes)[0] == (2011, 780)


def test_the_rate_of_a_group_stands_beside_what_was_decided():
    plot = DRAWN["fulfilment"]()
    assert rows_of(plot) == ["plain, central"]
    assert [text.get_text() for text in plot.axes[0].texts] == ["2 of 3, 1 undecided"]
    named = plots.plot_fulfilment(fulfilment(pd.concat([KEPT, KEPT.tail(1).assign(concept="cpi.change")])), "t")
    assert rows_of(named) == ["国内生产总值增长 GDP growth"]


def test_a_silence_is_hollow_if_the_concept_is_told_and_grey_in_a_short_text():
    plot = DRAWN["silence"]()
    assert rows_of(plot) == [f"东台县, {MATHS}", "国内生产总值增长 GDP growth"]
    (marks,) = (marks for marks in plot.axes[0].collections if len(marks.get_offsets()) == 3)
    drawn = dict(zip(map(tuple, marks.get_offsets().tolist()), marks.get_facecolors().tolist(), strict=True))
    assert drawn[(2016, 1)] == [1, 1, 1, 1] != drawn[(2015, 1)]
    assert len(set(drawn[(2015, 0)][:3])) == 1
    assert "short text" in said(plot)
    assert "short text" not in said(plots.plot_silence(SILENT[~SILENT["short"]], "t"))


def test_both_levels_of_a_pair_are_drawn_also_if_they_set_the_same():
    plot = DRAWN["amplification"]()
    assert rows_of(plot) == ["2019 云岭省 → 东河市", "2019 全国 → 云岭省"]
    assert sorted(points(plot.axes[0])) == [(6.25, 1), (7, 0), (7, 0), (7, 1)]
    assert said(plot) == ["central", "province", "prefecture", "soft", "plain", "hard"]
