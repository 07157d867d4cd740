"""Points of a plot that lead to rows: each at its place, also in the file, and without a change to the picture."""

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from PIL import Image

import koujing
from koujing.show.links import link_rows
from koujing.show.plots.base import canvas, link_points
from koujing.show.style import Plot
from koujing.site import build_site
from koujing.site.extensions import links_of

HREF = "{http://www.w3.org/1999/xlink}href"


@pytest.fixture(scope="module")
def study() -> koujing.Study:
    return koujing.open_study("work-reports").where(year=(2010, 2016))


def ledger(study: koujing.Study) -> pd.DataFrame:
    rows = koujing.ledger(study.series(), study.documents)
    return rows[rows["concept"] == "gdp.growth"]


def drawn(plot: Plot) -> np.ndarray:
    plot.alt = "alt"
    return np.asarray(Image.open(io.BytesIO(plot.png())).convert("RGB"))


def test_links_stand_on_their_points():
    plot, axes = canvas("title", 4.0)
    axes.set(xlim=(0, 10), ylim=(0, 10), position=(0.1, 0.2, 0.8, 0.6))
    x, y = pd.Series([0.0, 10.0, 5.0, np.nan]), pd.Series([0.0, 10.0, 5.0, 1.0])
    link_points(axes, x, y, pd.Series(["p", "q", "unknown", "r"]), {"p": "a.html#p", "q": "b.html#q", "r": "c.html#r"})
    plot.set_layout_engine("none")
    drawn(plot)
    assert plot.links() == [(10.0, 80.0, "a.html#p"), (90.0, 20.0, "b.html#q")]


def test_a_plot_with_links_is_the_same_picture(study: koujing.Study):
    kept = ledger(study)
    assert (drawn(koujing.plot_ledger(kept, "t", links=link_rows(study))) == drawn(koujing.plot_ledger(kept, "t"))).all()


def test_the_file_of_a_plot_tells_where_its_points_lead(study: koujing.Study, tmp_path: Path):
    kept, links = ledger(study), link_rows(study)
    plot = koujing.plot_ledger(kept, "t", links=links)
    plot.alt = "alt"
    (tmp_path / "a.png").write_bytes(plot.png())
    found = links_of(tmp_path / "a.png")
    assert found == [tuple(each) for each in json.loads(json.dumps(plot.links()))]
    wanted = {links[row] for row in [*kept["statistic"], *kept["outcome_statistic"].dropna()] if row in links}
    assert {url for _, _, url in found} == wanted
    assert all(0 < x < 100 and 0 < y < 100 for x, y, _ in found)


def test_points_of_an_svg_are_links(study: koujing.Study):
    out = io.StringIO()
    links = link_rows(study)
    koujing.plot_ledger(ledger(study), "t", links=links).savefig(out, format="svg")
    assert {link.get(HREF) for link in ET.fromstring(out.getvalue()).iter("{http://www.w3.org/2000/svg}a")} <= set(links.values())
    assert HREF.split("}")[1] in out.getvalue()


def test_revisions_and_claims_lead_to_all_their_statements(study: koujing.Study):
    links = link_rows(study)
    told = koujing.revisions(study.series()).dropna(subset=["first_value", "second_value"])
    told = told[told["time"].str.fullmatch(r"\d{4}")].head(3)
    truth = pd.DataFrame({"concept": ["GDP growth"], "time": ["2014"], "value": ["7.3"], "place": ["全国"], "unit": ["%"]})
    judged = koujing.against(study.series(), truth).dropna(subset="truth")
    for plot, rows in (
        (koujing.plot_revisions(told, "t", links=links), [*told["first_statistic"], *told["second_statistic"]]),
        (koujing.plot_against(judged, "t", links=links), judged["statistic"]),
    ):
        drawn(plot)
        assert rows is not None
        assert sorted(url for _, _, url in plot.links()) == sorted(links[row] for row in rows)


def test_a_picture_without_links_has_none(tmp_path: Path):
    plot, _ = canvas("title", 2.0)
    plot.alt = "alt"
    (tmp_path / "a.png").write_bytes(plot.png())
    assert links_of(tmp_path / "a.png") == []


def test_the_site_lays_a_link_over_each_point(study: koujing.Study, tmp_path: Path):
    plot = koujing.plot_ledger(ledger(study), "t", links=link_rows(study))
    plot.alt = "targets & results"
    for name in ("notebooks", "figures"):
        (tmp_path / name).mkdir()
    (tmp_path / "figures/a.png").write_bytes(plot.png())
    cells = [new_markdown_cell("# T\n\nQ?"), new_markdown_cell("![](../figures/a.png)")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks/01_a.ipynb")
    build_site(tmp_path / "notebooks", tmp_path / "site", tmp_path / "figures", None)
    page = (tmp_path / "site/notebooks/01_a.html").read_text(encoding="utf-8")
    (box,) = re.findall(r'<div class="kj-plot.*?</div>', page, re.DOTALL)
    assert 'alt="targets &amp; results"' in box
    assert re.findall('href="([^"]*)" style="left: ([^%]*)%; top: ([^%]*)%"', box) == [(url, str(x), str(y)) for x, y, url in plot.links()]
    assert box.count("aria-label=") == len(plot.links()) > 5
