"""Plots of genealogies and ranks: one row per member, breaks where it is left out, nothing outside the picture."""

import pandas as pd
import pytest

import koujing
from koujing.opening import sample_folder
from koujing.show import plots
from koujing.show.plots.genealogy import TOLD, UNTOLD
from repeated import picture_of

MATHS = r"100$\frac$ <b>%"
GENEALOGY = pd.DataFrame(
    [
        ("a", "2001", 1, "水|电", "first", False, 1, "水", ""),
        ("a", "2001", 1, "水|电", "first", False, 2, "电", ""),
        ("b", "2003-07", 1, "水|电", "reworded", False, 1, "饮水", "水"),
        ("b", "2003-07", 1, "水|电", "out", False, 2, "", "电"),
        ("c", "2005", 1, "水|电", "kept", True, 1, "饮水", "饮水"),
        ("c", "2005", 1, "水|电", "in", False, 2, "电", ""),
        ("c", "2005", 9, "水|电", "bare", False, None, "", ""),
        ("d", "2006", 1, "", "bare", False, None, "", ""),
        ("e", "", 1, "水|电", "bare", False, None, "", ""),
    ],
    columns=["speech", "date", "start", "content", "change", "moved", "line", "member", "was"],
).astype({"line": "Int64"})
RANKS = pd.DataFrame(
    [("a", "2001", True, 1, "reform"), ("a", "2001", True, 2, "science"), ("b", "2002-03", True, 2, "reform"),
     ("c", "2004", True, 1, "reform"), ("c", "2004", True, 3, "reform"), ("c", "2004", False, 1, "science")],
    columns=["speech", "date", "main", "rank", "topic"],
).astype({"rank": "Int64"})  # fmt: skip


def names(plot):
    return [name.get_text().replace("\n", " ") for name in plot.axes[0].get_yticklabels()]


def test_a_genealogy_has_a_row_for_each_member_and_for_the_label_alone():
    plot = plots.plot_genealogy(GENEALOGY, "Water stays")
    assert [name.partition(" ")[0] for name in names(plot)[:2]] == ["饮水", "电"]
    assert names(plot)[2:] == [TOLD, UNTOLD]


def test_the_line_of_a_member_breaks_where_a_list_leaves_it_out():
    plot = plots.plot_genealogy(GENEALOGY, "Water stays")
    lines = [path.vertices[:, 0].tolist() for one in plot.axes[0].collections for path in one.get_paths()]
    assert lines == [[2001.0, 2003.5], [2003.5, 2005.0]]


def test_each_panel_has_the_best_place_of_a_topic_by_year_and_breaks_where_there_is_none():
    plot = plots.plot_ranks(RANKS, "Reform leads", ["reform", "science", "opening"])
    reform, science, opening, *_ = (axes.lines[0].get_ydata().tolist() for axes in plot.axes if axes.lines)
    assert str(reform) == str([1.0, 2.0, float("nan"), 1.0])
    assert str(science) == str([2.0, *[float("nan")] * 3])
    assert str(opening) == str([float("nan")] * 4)


def test_agendas_of_several_bodies_are_refused():
    with pytest.raises(ValueError, match="several agendas of 2001; choose the rows of one body"):
        plots.plot_ranks(pd.concat([RANKS, RANKS.assign(speech="x")]), "t", ["reform"])


DRAWN = {
    "genealogy": lambda: plots.plot_genealogy(GENEALOGY, "Water stays"),
    "genealogy of the sample": lambda: plots.plot_genealogy(koujing.genealogy("五个到田头", sample_folder()), "Cut from five to four"),
    "no genealogy": lambda: plots.plot_genealogy(GENEALOGY.head(0), "Nothing"),
    "ranks": lambda: plots.plot_ranks(RANKS, "Reform leads", ["reform", "science"]),
    "no ranks": lambda: plots.plot_ranks(RANKS.head(0), "Nothing", ["reform"]),
    "words like formulas": lambda: plots.plot_genealogy(GENEALOGY.assign(member=MATHS, content=MATHS), MATHS),
    "topics like formulas": lambda: plots.plot_ranks(RANKS.assign(topic=MATHS), MATHS, [MATHS]),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_every_glyph_is_there_and_bytes_repeat(draw):
    picture_of(draw)
    assert draw().get_figwidth() <= 6  # readable on a phone


@pytest.mark.parametrize(
    ("draw", "message"),
    [(plots.plot_genealogy, r"no column 'date'; expected what koujing\.genealogy gives"),
     (lambda table, title: plots.plot_ranks(table, title, []), r"no column 'speech'; expected what koujing\.ranks gives")],
)  # fmt: skip
def test_another_table_is_refused(draw, message):
    with pytest.raises(ValueError, match=message):
        draw(pd.DataFrame(), "t")
