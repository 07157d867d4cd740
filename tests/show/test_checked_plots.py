"""Plots of what can be checked: past numbers told again, claims against a yearbook, round last digits."""

import warnings

import numpy as np
import pandas as pd
import pytest

from headlines import headlines
from koujing.measures.against import judge_claims
from koujing.measures.revisions import revisions
from koujing.measures.roundness import count_round
from koujing.show import plots

MATHS = r"100$\frac$ <b>%"
YEARS = range(2010, 2015)
TRUTH = pd.DataFrame([("gdp.growth", "全国", str(year), 7.4, 7.35, 7.45, "%", "2") for year in YEARS], columns=[
    "concept", "owner", "time", "value", "low", "high", "unit", "row"]
)  # fmt: skip
OPEN = {"value": np.nan, "low": 8.0, "high": np.nan}
TOLD = headlines(
    *({"speech": f"{year + later}", "date": f"{year + later}", "time": f"{year}", "value": 7.4 + 0.3 * later * (year % 2)}
      for year in YEARS for later in (1, 4)),
    {"speech": "x", "time": "2013", "value": 9.0, "differing": "8"}, {"speech": "y", "time": "2012", **OPEN},
    {"speech": "2012", "date": "2012", "time": "2011", "concept": MATHS, "unit": "元", "value": 2.4e13, "half": 1e11},
    {"speech": "2017", "date": "2017", "time": "2011", "concept": MATHS, "unit": "元", "value": 2.6e13, "half": 1e11, "basis": "可比口径"},
)  # fmt: skip
PERCENT = [f"{k}.{d}%" for k in range(1, 10) for d in (5, 5, 3)]
STATISTICS = pd.DataFrame({"text": PERCENT, "value": [float(text[:-1]) for text in PERCENT]}).assign(
    speech="a", kind=MATHS, status="target", indicator=[str(k) for k in range(len(PERCENT))], status_certainty=1.0
)
ROUND = count_round(STATISTICS, pd.DataFrame({"speech": ["a"]}), "kind")
RETOLD, CLAIMS = revisions(TOLD), judge_claims(TOLD, TRUTH)
DRAWN = {
    "revisions": (plots.plot_revisions, RETOLD), "against": (plots.plot_against, CLAIMS), "roundness": (plots.plot_roundness, ROUND),
}  # fmt: skip


def legend(plot):
    return [text.get_text() for text in plot.legends[0].get_texts()]


@pytest.mark.parametrize("kind", DRAWN)
def test_every_glyph_is_there_and_bytes_repeat(kind):
    draw, table = DRAWN[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert draw(table, MATHS).picture() == draw(table, MATHS).picture()


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("n_rows", [0, 1])
def test_a_table_without_rows_or_with_one_is_drawn(kind, n_rows):
    draw, table = DRAWN[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert draw(table.head(n_rows), "nothing").picture()


@pytest.mark.parametrize("kind", DRAWN)
def test_another_table_is_refused_with_the_name_of_the_right_one(kind):
    draw, table = DRAWN[kind]
    with pytest.raises(ValueError, match=f"expected what koujing.{kind} gives"):
        draw(table.drop(columns=["verdict", "band_low"], errors="ignore"), "x")


def test_each_concept_has_a_panel_and_its_own_scale():
    panels = plots.plot_revisions(RETOLD, "x").get_axes()
    assert [axes.get_title(loc="left")[:10] for axes in panels] == [MATHS[:10], "国内生产总值增长 G"]
    assert panels[0].get_ylim() != panels[1].get_ylim()


def test_more_concepts_than_panels_are_refused():
    many = pd.concat([CLAIMS.assign(concept=f"c{k}") for k in range(13)])
    with pytest.raises(ValueError, match="13 concepts and places, but only 12 panels"):
        plots.plot_against(many, "x")


def test_verdicts_that_are_there_are_in_the_legend():
    assert legend(plots.plot_revisions(RETOLD, "x")) == ["same", "revised", "other basis", "undecided"]
    assert legend(plots.plot_against(CLAIMS, "x")) == ["counted", "consistent", "inconsistent", "undetermined"]


def test_a_claim_without_a_value_is_not_drawn():
    drawn = plots.plot_against(CLAIMS[CLAIMS["speech"] == "y"], "x").get_axes()
    assert not [line for axes in drawn for line in axes.lines]


def test_a_share_that_chance_may_give_is_hollow():
    axes = plots.plot_roundness(ROUND.assign(band_high=1.0), "x").get_axes()[0]
    assert axes.collections[-1].get_facecolor()[0][:3].tolist() == [1.0, 1.0, 1.0]
    filled = plots.plot_roundness(ROUND, "x").get_axes()[0].collections[-1].get_facecolor()[0]
    assert filled[:3].tolist() != [1.0, 1.0, 1.0]
