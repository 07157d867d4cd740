"""Points of a plot that lead to rows: each at its place, also in the file, and without a change to the picture."""

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

import koujing
from koujing.show.links import link_rows
from koujing.show.plots.base import canvas, link_points
from koujing.show.style import Plot
from koujing.site import build_site
from koujing.site.scrub import METADATA

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def study() -> koujing.Study:
    return koujing.open_study("work-reports").where(year=(2010, 2016))


def ledger(study: koujing.Study) -> pd.DataFrame:
    rows = koujing.ledger(study.series(), study.documents)
    return rows[rows["concept"] == "gdp.growth"]


def drawn(plot: Plot) -> np.ndarray:
    out = io.BytesIO()
    plot.savefig(out, format="png")
    return np.asarray(Image.open(out).convert("RGB"))


def links_in(plot: Plot) -> list[tuple[float, float, str]]:
    """The points of the picture that lead somewhere: where each stands, in points from the top left, and the address."""
    each = [(link, use) for link in ET.fromstring(plot.picture()).iter(f"{SVG}a") for use in link.iter(f"{SVG}use")]
    return [(float(use.get("x", "nan")), float(use.get("y", "nan")), link.get("href", "")) for link, use in each]


def test_links_stand_on_their_points():
    plot, axes = canvas("title", 4.0)
    axes.set(xlim=(0, 10), ylim=(0, 10), position=(0.1, 0.2, 0.8, 0.6))
    x, y = pd.Series([0.0, 10.0, 5.0, np.nan]), pd.Series([0.0, 10.0, 5.0, 1.0])
    link_points(axes, x, y, pd.Series(["p", "q", "unknown", "r"]), {"p": "a.html#p", "q": "b.html#q", "r": "c.html#r"})
    plot.set_layout_engine("none")
    assert links_in(plot) == [(57.6, 230.4, "a.html#p"), (518.4, 57.6, "b.html#q")]


def test_a_plot_with_links_is_the_same_picture(study: koujing.Study):
    kept = ledger(study)
    assert (drawn(koujing.plot_ledger(kept, "t", links=link_rows(study))) == drawn(koujing.plot_ledger(kept, "t"))).all()


def test_each_point_of_a_picture_is_a_link_that_says_its_row(study: koujing.Study):
    kept, links = ledger(study), link_rows(study)
    plot = koujing.plot_ledger(kept, "t", links=links)
    wanted = {links[row] for row in [*kept["statistic"], *kept["outcome_statistic"].dropna()] if row in links}
    assert {url for _, _, url in links_in(plot)} == wanted
    svg = ET.fromstring(plot.picture())
    assert svg.get("role") == "group"  # in an image, nobody would hear of the links
    for link in svg.iter(f"{SVG}a"):
        assert link.get("aria-label") == "row " + link.get("href", "").partition("#")[2]
        assert "target" not in link.attrib


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
        assert rows is not None
        assert sorted(url for _, _, url in links_in(plot)) == sorted(links[row] for row in rows)


def test_a_picture_without_links_is_an_image():
    plot, _ = canvas("title", 2.0)
    assert links_in(plot) == []
    assert ET.fromstring(plot.picture()).get("role") == "img"


def test_the_site_has_a_plot_in_its_page_with_its_links_and_its_files(study: koujing.Study, tmp_path: Path):
    plot = koujing.plot_ledger(ledger(study), "Targets & results", links=link_rows(study))
    plot.alt = "what was set & met"
    for name in ("notebooks", "figures"):
        (tmp_path / name).mkdir()
    (tmp_path / "figures/a.svg").write_text(plot.picture(), encoding="utf-8")
    (tmp_path / "figures/a.csv").write_text("n\n1\n", encoding="utf-8")
    shown = new_output("display_data", data=plot._repr_mimebundle_())
    cells = [new_markdown_cell("# T\n\nQ?"), new_code_cell("plot", outputs=[shown]), new_markdown_cell("![](../figures/a.svg)")]
    nbformat.write(new_notebook(cells=cells, metadata=METADATA), tmp_path / "notebooks/01_a.ipynb")
    build_site(tmp_path / "notebooks", tmp_path / "site", tmp_path / "figures", None)
    page = (tmp_path / "site/notebooks/01_a.html").read_text(encoding="utf-8")
    boxes = re.findall(r'<figure class="kj-figure.*?</figure>', page, re.DOTALL)
    assert len(boxes) == 2
    for box in boxes:
        assert re.findall(r"<(?:title|desc) [^>]*>([^<]*)", box) == ["Targets &amp; results", "what was set &amp; met"]
        assert re.findall('<a href="([^"]*)" aria', box) == [url for _, _, url in links_in(plot)]
        files = re.findall(r'<a href="\.\./([^"]*)" download', box)
        assert files == ["figures/a.csv", "figures/a.svg"]
        for file in files:
            assert (tmp_path / "site" / file).read_bytes() == (tmp_path / file).read_bytes()
        assert 'style="min-width: 576px; max-width: 576pt"' in box
