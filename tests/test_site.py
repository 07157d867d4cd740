"""The site as a reader's browser sees it: opened from the disk, without a network, on a telephone and on a desk."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from koujing.display import search_table
from koujing.site.webfont import chinese_characters

ROOT = Path(__file__).parents[1]
CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CHAPTERS = sorted(f"{path.parent.name}/{path.stem}" for path in ROOT.glob("notebooks/*.ipynb"))
GUIDES = sorted(f"{path.parent.name}/{path.stem}" for path in ROOT.glob("docs/*.md"))

SPEECHES = ["speeches/poverty-alleviation/index", "speeches/work-reports/1954", "speeches/sample/county"]

needs_chromium = pytest.mark.skipif(not CHROME, reason="no Chromium; install it (apt install chromium) or set CHROME")


@pytest.fixture(scope="module")  # while it is open an event loop runs, in which no notebook can be executed
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page, and what went wrong or outside while it was open."""

    def __init__(self, browser: Any, width: int = 1280, colours: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=colours)
        self.page.set_default_timeout(300_000)  # no machine is so busy; what never comes fails all the same
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: Path, query: str = "") -> Any:
        self.page.goto(path.as_uri() + query)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    visits: list[Visit] = []

    def new(**how: Any) -> Visit:
        visits.append(Visit(browser, **how))
        return visits[-1]

    yield new
    for each in visits:
        each.page.close()


@needs_chromium
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["index", "search", *CHAPTERS, *GUIDES, *SPEECHES])
def test_a_page_fits_and_asks_the_network_for_nothing(site: Path, visit: Any, name: str, width: int):
    reader = visit(width=width)
    page = reader.open(site / f"{name}.html")
    assert (reader.outside, reader.errors) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.inner_text("body").strip()
    broken = "[...document.images].filter(image => !image.naturalWidth).map(image => image.src)"
    assert page.evaluate(broken) == []


@needs_chromium
def test_dark_mode_turns_the_page_dark(site: Path, visit: Any):
    page = visit(colours="dark").open(site / "index.html")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(number) for number in re.findall(r"\d+", background)[:3]) < 80


@needs_chromium
@pytest.mark.parametrize("name", [*CHAPTERS, *SPEECHES])
def test_the_web_font_draws_the_chinese_of_a_page(site: Path, visit: Any, name: str):
    page = visit().open(site / f"{name}.html")
    characters = "".join(sorted(set(re.findall(r"[\u4e00-\u9fff]", page.inner_text("body")))))
    assert page.evaluate("text => document.fonts.check('16px \"Koujing Chinese\"', text)", characters)
    loaded = "[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)"
    assert not characters or any("Koujing" in family for family in page.evaluate(loaded))


def test_the_web_font_has_every_chinese_character_of_the_site(site: Path):
    with TTFont(site / "_static/chinese.woff2") as font:
        assert {
            character for character in chinese_characters(site) if ord(character) not in font.getBestCmap()
        } == set()


@needs_chromium
@pytest.mark.parametrize("name", [*CHAPTERS, *SPEECHES])
def test_the_search_finds_a_chinese_phrase_where_it_stands(site: Path, visit: Any, name: str):
    text = visit().open(site / f"{name}.html").inner_text("article")
    phrases = sorted(set(re.findall(r"[\u4e00-\u9fff]{4,8}", text)), key=lambda phrase: (-len(phrase), phrase))
    reader = visit()
    page = reader.open(site / "search.html", f"?q={phrases[0]}")
    page.wait_for_selector(f"#search-results ul.search a[href*='{name}.html']")  # they come one by one
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_the_search_finds_nothing_for_a_phrase_that_stands_nowhere(site: Path, visit: Any):
    page = visit().open(site / "search.html", "?q=蝙蝠蘑菇螃蟹")
    page.wait_for_selector("#search-results p.search-summary")
    page.wait_for_function("document.querySelector('#search-results p').innerText.includes('did not match')")
    assert page.locator("#search-results ul.search li").count() == 0


@needs_chromium
def test_a_search_table_finds_sorts_and_shows_markup_as_text(tmp_path: Path, visit: Any):
    rows = pd.DataFrame({"text": [f"第{k}号" for k in range(300)] + ["<b>增长</b> Rate"], "value": [*range(300), 1.5]})
    markup = search_table(rows, ["text", "value"], "k")._repr_html_()
    page_file = tmp_path / "table.html"
    page_file.write_text(f"<!doctype html><meta charset=utf-8><body>{markup}</body>", encoding="utf-8")
    reader = visit()
    page = reader.open(page_file)
    found = page.locator("tbody tr")
    assert found.count() == 10
    page.fill("input", "rate  增长")
    assert found.all_inner_texts() == ["<b>增长</b> Rate\t1.5"]
    assert page.inner_text("output") == "1 of 301 rows"
    page.fill("input", "")
    assert (found.count(), page.inner_text("output")) == (200, "301 of 301 rows, the first 200 shown")
    page.click("th:nth-child(2) button")
    assert [text.split("\t")[1] for text in found.all_inner_texts()[:4]] == ["0", "1", "1.5", "2"]
    page.click("th:nth-child(2) button")
    assert found.first.inner_text() == "第299号\t299"
    assert (reader.outside, reader.errors) == ([], [])


@pytest.mark.parametrize("study", ["poverty-alleviation", "work-reports"])
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
def test_the_figures_of_a_speech_can_be_searched(site: Path, visit: Any):
    page = visit().open(site / "speeches/sample/county.html")
    page.fill("article input", "核桃 8000")
    rows = page.locator("article [data-koujing=figures] tbody tr").all_inner_texts()
    assert [row.split("\t")[:3] for row in rows] == [["8000亩", "8000", "亩"]]


@needs_chromium
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_marks_of_a_speech_say_what_was_coded(site: Path, visit: Any, colours: str):
    page = visit(colours=colours).open(site / "speeches/sample/county.html")
    titles = page.eval_on_selector_all(".kj-speech [title]", "marks => marks.map(mark => [mark.innerText, mark.title])")
    assert any(text == "1" and title.startswith("letter l for 1: l → 1\nfigure (money): 1,260,000,000 元") for text, title in titles)
    assert any(text == "**" and title == "masked word: **, not known what stood here" for text, title in titles)
    sides = "s.borderLeft + s.borderBottom + s.background + s.outline"
    seen = f"marks => new Set(marks.map(mark => {{ const s = getComputedStyle(mark); return {sides}; }})).size"
    assert page.eval_on_selector_all(".kj-legend span", seen) == page.locator(".kj-legend span").count()


@needs_chromium
def test_touching_a_mark_shows_its_coding_where_nothing_can_hover(site: Path, browser: Any):
    page = browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto((site / "speeches/sample/county.html").as_uri())
    mark = page.locator(".kj-speech .kj-figure").first
    mark.tap()
    shown = mark.evaluate("mark => getComputedStyle(mark.querySelector(':hover') || mark, '::after').content")
    page.close()
    assert "figure (money)" in shown
