"""The site as a reader's browser sees it: opened from the disk, without a network, on a telephone and on a desk."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import payloads
from browsing import needs_chromium
from koujing import concordance
from koujing.reading.metadata import FIELDS
from koujing.site import Shelf, build_site
from koujing.site.webfont import chinese_characters
from koujing.study import load_study

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted(f"{path.parent.name}/{path.stem}" for path in ROOT.glob("notebooks/*.ipynb"))
GUIDES = sorted(f"{path.parent.name}/{path.stem}" for path in ROOT.glob("docs/*.md"))
REFERENCE = [f"reference/{name}" for name in ("reading", "codebook", "concepts", "glossary", "functions")]

SPEECHES = ["speeches/poverty-alleviation/index", "speeches/work-reports/1954", "speeches/sample/county"]


@needs_chromium
@pytest.mark.parametrize("name", ["index", "zh", "search", *CHAPTERS, *GUIDES, *REFERENCE, *SPEECHES])
def test_a_page_fits_draws_its_chinese_and_asks_the_network_for_nothing(site: Path, visit: Any, name: str):
    reader = visit(width=390)
    page = reader.open(site / f"{name}.html")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.inner_text("body").strip()
    broken = "[...document.images].filter(image => !image.naturalWidth).map(image => image.src)"
    assert page.evaluate(broken) == []
    characters = "".join(sorted(set(re.findall(r"[\u4e00-\u9fff]", page.inner_text("body")))))
    assert page.evaluate("text => document.fonts.check('16px \"Koujing Chinese\"', text)", characters)
    loaded = "[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)"
    assert not characters or any("Koujing" in family for family in page.evaluate(loaded))
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_dark_mode_turns_the_page_dark(site: Path, visit: Any):
    page = visit(colours="dark").open(site / "index.html")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(number) for number in re.findall(r"\d+", background)[:3]) < 80


def test_the_web_font_has_every_chinese_character_of_the_site(site: Path):
    with TTFont(site / "_static/chinese.woff2") as font:
        assert {
            character for character in chinese_characters(site) if ord(character) not in font.getBestCmap()
        } == set()


@pytest.mark.parametrize("study", ["local-reports", "poverty-alleviation", "work-reports"])
def test_no_page_of_a_text_that_belongs_to_others_quotes_more_than_twenty_characters(site: Path, study: str):
    titles = set(pd.read_csv(ROOT / f"data/{study}/documents.csv")["title"].dropna())
    pages = sorted((site / "speeches" / study).glob("*.html"))
    assert len(pages) > 7
    for page in pages:
        cells = re.split(r"""<[^>]*>|[|¦‖"·]""", page.read_text(encoding="utf-8"))
        runs = {run for cell in cells for run in re.findall(r"[\u4e00-\u9fff，、。；：“”]{21,}", cell)}
        assert {run for run in runs if not any(run in title for title in titles)} == set(), page.name


@needs_chromium
def test_the_table_of_speeches_leads_to_the_page_of_one_and_on_to_the_next(site: Path, visit: Any):
    reader = visit(width=390)
    page = reader.open(site / "speeches/work-reports/index.html")
    page.fill("article input", "1955")
    page.click("article tbody a")
    assert "1955" in page.inner_text("h1")
    page.get_by_text("1956 →").click()
    assert "1956" in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_the_statistics_of_a_speech_can_be_searched(site: Path, visit: Any):
    page = visit().open(site / "speeches/sample/county.html")
    page.fill("article input", "核桃 8000")
    rows = page.locator("article [data-koujing=statistics] tbody tr").all_inner_texts()
    assert [row.split("\t")[1:4] for row in rows] == [["8000亩", "8000", "亩"]]


@needs_chromium
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_marks_of_a_speech_say_what_was_coded(site: Path, visit: Any, colours: str):
    page = visit(colours=colours).open(site / "speeches/sample/county.html")
    titles = page.eval_on_selector_all(".kj-speech [title]", "marks => marks.map(mark => [mark.innerText, mark.title])")
    assert any(text == "1" and title.startswith("letter l for 1: l → 1\nstatistic (money): 1,260,000,000 元") for text, title in titles)
    assert any(text == "**" and title == "masked word: **, not known what stood here" for text, title in titles)
    sides = "s.borderLeft + s.borderBottom + s.background + s.outline"
    seen = f"marks => new Set(marks.map(mark => {{ const s = getComputedStyle(mark); return {sides}; }})).size"
    assert page.eval_on_selector_all(".kj-legend span", seen) == page.locator(".kj-legend span").count()


@needs_chromium
def test_touching_a_mark_shows_its_coding_where_nothing_can_hover(site: Path, browser: Any):
    page = browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto((site / "speeches/sample/county.html").as_uri())
    mark = page.locator(".kj-speech .kj-statistic").first
    mark.tap()
    shown = mark.evaluate("mark => getComputedStyle(mark.querySelector(':hover') || mark, '::after').content")
    page.close()
    assert "statistic (money)" in shown


# Each way in which a notebook shows what others wrote.
SHOW = [
    """import os, koujing, pandas as pd
from koujing.show import findings
from koujing.show import plots
from koujing.show.display import caption, label_speeches, search_table
(study,) = koujing.studies()
frames = {name: frame.head(40) for name, frame in study.frames.items()}""",
    "display(caption(study.name), caption(study.name, study.documents['title'].iloc[0]))",
    "for name, frame in frames.items():\n    display(frame.rename_axis(study.name), frame.set_index(list(frame)[:2]))",
    "for name, frame in frames.items():\n    display(search_table(frame, list(frame), f'{name} {study.name}'))",
    "for cells in study.documents.head(3).to_dict('records'):\n    display(findings.Finding(study.name, cells['title'], "
    "'**{key}**: {value}, {source}, {listed}.', data=cells | {'listed': list(cells.values())}))",
    "print(study, study.documents['title'].iloc[0], label_speeches(study.documents))",
    """words = study.documents['title'].head(5).str[:60] + study.documents['speech'].head(5)
table = pd.DataFrame([[1, 2]] * 5, words, words.head(2))
for plot in (plots.plot_counts(table, study.name, study.name), plots.plot_heatmap(table, study.name, study.name),
             plots.plot_word_cloud(dict.fromkeys(words, 1.0), study.name)):
    display(plots.keep(plot, f'01_{study.name}', table, study.name))""",
    "koujing.concordance('抓好', os.environ['HOSTILE'])",
    "next(iter(koujing.read(os.environ['HOSTILE'])))",
]
BUILD = """import sys, pathlib
from koujing import build
build.CHECKOUT = pathlib.Path(sys.argv[1])
try:
    build.build(sys.argv[2], sys.argv[3], texts=True)
except build.IncompleteReportError as error:  # a level, a body and a genre that are none are problems of the texts
    assert "not everything could be read" in str(error) and "failed" not in str(error), error"""
ACTS = """[...document.querySelectorAll('*')].flatMap(element => [...element.attributes])
  .filter(each => /^on/.test(each.name) || /^\\s*(javascript:|(https:)?\\/\\/evil)/i.test(each.value))
  .map(each => each.ownerElement.outerHTML)"""


@pytest.fixture(scope="module")
def hostile_texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return payloads.write_corpus(tmp_path_factory.mktemp("texts"))


@pytest.fixture(scope="module")
def hostile_sites(hostile_texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report on hostile texts with them in full, and one of its coded tables alone."""
    checkout, report = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("report")
    cells = [new_markdown_cell("# Title\n\nQuestion?"), *map(new_code_cell, SHOW)]
    (checkout / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells), checkout / "notebooks/01_words.ipynb")
    (checkout / "pyproject.toml").touch()
    command = [sys.executable, "-c", BUILD, checkout, hostile_texts, report]  # playwright's event loop runs in this process
    subprocess.run(command, env=os.environ | {"HOSTILE": str(hostile_texts)}, check=True)
    (coded,) = (report / "coded").iterdir()
    shelves = [Shelf(load_study(coded, hostile_texts.name))]
    tables = build_site(report / "notebooks", report / "tables", report / "figures", None, shelves, hostile_texts.name)
    return {"full": report / "site", "tables": tables.parent}


def seen(page: Any) -> str:
    """The text of a page, also of what is folded away, without its scripts."""
    text: str = page.evaluate("""() => { const copy = document.body.cloneNode(true);
      copy.querySelectorAll('script, style').forEach(each => each.remove()); return copy.textContent; }""")
    return " ".join(text.split())


@needs_chromium
@pytest.mark.parametrize("kind", ["full", "tables"])
def test_nothing_that_others_wrote_acts_on_a_page_of_the_site(hostile_sites: dict[str, Path], visit: Any, kind: str):
    reader = visit()
    for path in sorted(hostile_sites[kind].rglob("*.html")):
        page = reader.open(path)
        assert page.evaluate(ACTS) == [], path
        assert payloads.NAME in seen(page), path
        assert page.title().endswith(payloads.NAME), path
        for box in page.locator("article input[type=search]").all():
            box.fill("onerror")
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
@pytest.mark.parametrize("page", ["notebooks/01_words", "speeches/*/*-11"])
def test_what_others_wrote_is_seen_as_they_wrote_it(hostile_sites: dict[str, Path], visit: Any, page: str):
    (path,) = hostile_sites["full"].glob(f"{page}.html")
    text = seen(visit().open(path))
    assert {payload for payload in (payloads.NAME, payloads.TEXT, payloads.SHORT) if payload not in text} == set()
    assert {field for field in FIELDS if f"{payloads.TEXT}{field}" not in text} <= {"date", "level", "body", "genre"}
    assert "\\\\<" not in text


@needs_chromium
@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>", "onerror", "抓好", "[", "a{9999}", "\\"])
def test_a_search_shows_what_others_wrote_as_text(hostile_sites: dict[str, Path], visit: Any, query: str):
    reader = visit()
    page = reader.open(hostile_sites["full"] / "search.html", f"?q={quote(query)}")
    assert "found" in page.inner_text("form output")
    assert page.evaluate(ACTS) == []
    assert payloads.NAME in page.inner_text("#search-results") or query in ("[", "a{9999}", "\\")
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_nothing_that_others_wrote_acts_in_a_saved_concordance(hostile_texts: Path, tmp_path: Path, visit: Any):
    found = concordance("抓好", hostile_texts, width=80)
    found.save(tmp_path / "a.html")
    reader = visit()
    page = reader.open(tmp_path / "a.html")
    assert page.locator("tbody tr").count() == len(found) > 30
    assert page.evaluate(ACTS) == []
    assert {part for part in (payloads.NAME, payloads.SHORT) if part not in seen(page)} == set()
    assert (reader.outside, reader.errors) == ([], [])
