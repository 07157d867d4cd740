"""The site for readers who use a keyboard, a screen reader or a telephone."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from browsing import needs_chromium

ROOT = Path(__file__).parents[1]
# One page of each kind: axe-core takes up to ten seconds for a long one. All pages are looked at by the slow test.
KINDS = [
    "index.html", "search.html?q=GDP", "notebooks/05_*.html", "docs/measures.html", "reference/reading.html", "reference/concepts.html",
    "speeches/work-reports/index.html", "speeches/sample/county.html", "speeches/poverty-alleviation/004*2.html",
]  # fmt: skip


def serious(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds that keeps somebody from reading the page: the rule and the first element that breaks it."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")]


@needs_chromium
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_nothing_keeps_anybody_from_reading_a_page(site: Path, visit: Any, kind: str, width: int, colours: str):
    pattern, mark, query = kind.partition("?")
    (path,) = site.glob(pattern)
    assert serious(visit(width=width, colours=colours).open(path, mark + query)) == []


@pytest.mark.slow
@needs_chromium
def test_nothing_keeps_anybody_from_reading_any_page(site: Path, visit: Any):
    reader = visit()
    found = {str(path): serious(reader.open(path)) for path in sorted(site.rglob("*.html"))}
    assert {name: each for name, each in found.items() if each} == {}


@needs_chromium
def test_whatever_scrolls_can_be_reached_by_keyboard_and_the_focus_is_seen(site: Path, visit: Any):
    page = visit(width=390).open(site / "docs/measures.html")
    page.wait_for_load_state("load")
    frame = page.locator("div.table-wrapper[tabindex='0']").first
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline not in ("none", "")


@needs_chromium
@pytest.mark.parametrize("chapter", ["01_corpus", "05_statistics", "08_seventy_years"])
def test_on_a_telephone_every_picture_can_be_read_and_its_data_saved(site: Path, visit: Any, chapter: str):
    page = visit(width=390).open(site / f"notebooks/{chapter}.html")
    page.wait_for_load_state("load")
    frames = "boxes => boxes.map(box => [box.getBoundingClientRect().right, box.scrollWidth > box.clientWidth + 1 ? box.tabIndex : 0])"
    found = page.eval_on_selector_all("div.kj-plot", frames)
    assert found
    assert all(right <= 390 and focus == 0 for right, focus in found)
    heights = "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    assert min(page.eval_on_selector_all("div.kj-plot svg text:not([transform])", heights)) > 8.95
    told = "plots => plots.every(plot => plot.querySelector('title').textContent && plot.querySelector('desc').textContent.length > 9)"
    assert page.eval_on_selector_all("figure.kj-figure svg", told)
    wraps = "lines => lines.every(line => line.offsetHeight > 0 && line.getBoundingClientRect().right <= innerWidth)"
    assert page.eval_on_selector_all("p.kj-found", wraps)
    for picture in page.locator("figure.kj-figure").all():
        for link in picture.locator("figcaption a").all():
            assert (site / "notebooks" / str(link.get_attribute("href"))).resolve().stat().st_size > 20


@needs_chromium
def test_the_text_of_a_picture_is_drawn_with_the_font_of_the_site(site: Path, visit: Any):
    page = visit().open(site / "notebooks/05_statistics.html")
    assert page.evaluate("document.fonts.check('12px Koujing', 'GDP 改革')")
    assert "Koujing" in page.evaluate("[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family)")
    family = "getComputedStyle(document.querySelector('figure.kj-figure svg text')).fontFamily"
    assert page.evaluate(family).startswith("Koujing")
