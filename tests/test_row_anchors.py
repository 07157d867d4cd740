"""Anchors of coded rows on the pages of speeches: what they quote joins to no more than the tables, and links lead there and back."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from browsing import needs_chromium
from koujing import address, code, find_row, open_study
from koujing.across import schemas
from koujing.opening import sample_folder, shipped_studies
from koujing.show.links import borrowing_ids, speech_pages
from koujing.site import Shelf
from koujing.site.shelves import write_shelves
from koujing.study import Study, load_study

MOST = 26  # consecutive characters of a text that pages may show where its tables do not
HEAVIEST = 700_000  # bytes
SHIPPED = sorted(shipped_studies())
QUOTED = re.compile(r'<tr id="\w+" class="(\w+)"><td><a [^>]*>(\d+)–\d+</a></td><td>[^<]*</td><td lang="zh">([^<]*)</td>')

FOCUSED = "row => document.activeElement.closest('tr')?.id === row"

Places = set[tuple[int, str]]


def runs(quoted: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """The stretches of a text that quotations from it cover together, where they touch or overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((start, start + len(wording)) for start, wording in quoted if wording):
        last = joined[-1] if joined else (start, start)
        joined[-1:] = [(last[0], max(end, last[1]))] if start <= last[1] else [last, (start, end)]
    return joined


def longer(page: Places, tables: Places) -> list[tuple[int, int]]:
    """Runs of over 26 characters that a page shows and tables do not."""
    known = runs(tables)
    return [run for run in runs(page) if run[1] - run[0] > MOST and not any(a <= run[0] and run[1] <= b for a, b in known)]


def of_page(text: str) -> Places:
    cells = ((int(start), html.unescape(wording)) for table, start, wording in QUOTED.findall(text) if table != "repairs")
    return {(start, wording.rstrip("…")) for start, wording in cells}


def of_tables(study: Study) -> dict[str, Places]:
    """Speech → the wordings in its coded tables with their places."""
    found: dict[str, Places] = {speech: set() for speech in study.documents["speech"]}
    for table in (table for table, schema in schemas().items() if schema.has_spans and table in study.frames):
        for speech, start, wording in _wordings(study[table]):
            found.setdefault(speech, set()).add((start, wording))
    return found


def _wordings(rows: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    texts = rows["text"] if "text" in rows else rows["ordinal"] + rows["heading"] if "heading" in rows else []
    yield from zip(rows["speech"], rows["start"].astype(int), texts, strict=False)
    if "members" in rows:
        for speech, members, starts in rows.loc[rows["members"] != "", ["speech", "members", "members_start"]].itertuples(index=False):
            yield from ((speech, int(start), member) for start, member in zip(str(starts).split("|"), members.split("|"), strict=False))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "speeches"
    write_shelves([Shelf(load_study(shipped_studies()[name], name)) for name in SHIPPED], folder)
    return folder


@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_page_quotes_joins_to_no_run_of_its_text_that_the_tables_lack(pages: Path, name: str):
    study = load_study(shipped_studies()[name], name)
    tables = of_tables(study)
    for speech, page in speech_pages(study).items():
        quoted = of_page((pages / name / f"{page}.md").read_text(encoding="utf-8"))
        assert len(quoted) > 5
        assert longer(quoted, tables[speech]) == [], speech


def test_windows_of_neighbouring_rows_would_be_noticed():
    tables = {(0, "一" * 8), (20, "二" * 8), (40, "三" * 8)}
    windows = {(0, "一" * 20), (20, "二" * 20), (40, "三" * 20)}
    assert (longer(tables, tables), longer(windows, tables)) == ([], [(0, 60)])
    assert longer({(0, "一" * 20), (20, "二" * 6)}, set()) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_with_a_place_has_one_anchor_on_the_page_of_its_speech(pages: Path, name: str):
    study = load_study(shipped_studies()[name], name)
    ids = [set(study[table]["id"]) for table, schema in schemas().items() if schema.has_spans and table in study.frames]
    anchors = [re.findall(r'<(?:tr|a) id="(\w+)"', page.read_text("utf-8")) for page in (pages / name).glob("*.md")]
    assert all(len(page) == len(set(page)) for page in anchors)
    shared = set(borrowing_ids(study.borrowings))  # each on the pages of both speeches
    rows = [each for page in anchors for each in page if each not in shared]
    assert len(rows) == len(set(rows))
    assert set(rows) == set().union(*ids)
    assert shared <= set(chain.from_iterable(anchors))


@pytest.mark.parametrize("name", SHIPPED)
def test_no_page_of_a_speech_is_heavy(pages: Path, name: str):
    assert {page.name: size for page in (pages / name).glob("*.md") if (size := page.stat().st_size) > HEAVIEST} == {}


@needs_chromium
@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_in_a_table_leads_to_its_row_among_its_neighbours_and_back(site: Path, visit: Any, width: int):
    reader = visit(width=width)
    page = reader.open(site / "notebooks/05_statistics.html")
    link = page.locator('td a[href*="speeches/work-reports/"]').first
    number, row = link.inner_text(), str(link.get_attribute("href")).partition("#")[2]
    link.click()
    here = page.locator(f'[id="{row}"]')
    here.wait_for()
    assert number.split()[-1] in here.inner_text().replace(",", "")
    page.keyboard.press("Tab")  # goes on from the row, not from the top of the page
    assert page.evaluate(FOCUSED, row)
    assert page.locator(f'tr:has(+ [id="{row}"])').is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cited = page.inner_text(".kj-cite").removeprefix("Cite: ")
    study = open_study("work-reports")
    assert address(study, find_row(study, cited)) == cited
    page.go_back()
    page.wait_for_url("**/notebooks/**")
    assert "05_statistics" in page.url
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_a_row_leads_to_its_mark_and_the_mark_to_its_row(site: Path, visit: Any):
    reader = visit()
    page = reader.open(site / "speeches/sample/county.html")
    for table in ("statistics", "formulas", "sections", "voices"):
        row = page.locator(f".kj-rows tr.{table}").first
        name, wording = row.get_attribute("id"), row.locator("td:nth-child(3) a")
        wording.click()
        page.wait_for_url(f"**#t-{name}")
        mark = page.locator(f'[id="t-{name}"]')
        assert mark.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"
        page.locator(f'.kj-speech a[href="#{name}"]').first.click()
        page.wait_for_url(f"**#{name}")
        assert row.evaluate("row => row.matches(':target')")
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_marks_and_rows_are_reached_by_the_keyboard_alone(site: Path, visit: Any):
    page = visit().open(site / "speeches/sample/county.html")
    page.locator(".kj-speech .kj-statistic a").first.focus()
    told = "document.activeElement.parentElement"
    assert "statistic (money)" in page.evaluate(f"getComputedStyle({told}, '::after').content")
    row = page.evaluate("document.activeElement.hash").removeprefix("#")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{row}")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED, row)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#t-{row}")


@needs_chromium
def test_a_place_without_a_mark_shows_where_it_is(site: Path, visit: Any):
    page = visit().open(site / "speeches/sample/county.html")
    row = page.locator(".kj-rows tr.directives").first
    name = row.get_attribute("id")
    row.locator("td:nth-child(3) a").click()
    place = page.locator(f'[id="t-{name}"] a')
    assert "its row" in place.evaluate("place => getComputedStyle(place, '::before').content")
    place.click()
    page.wait_for_url(f"**#{name}")


@needs_chromium
def test_rows_are_shown_by_table_and_the_one_asked_for_always(site: Path, visit: Any):
    page = visit().open(site / "speeches/sample/county.html")
    box = page.locator('.kj-rows input[value="statistics"]')
    row, other = (page.locator(".kj-rows tr.statistics").nth(k) for k in (2, 3))
    box.uncheck()
    assert not row.is_visible()
    page.evaluate("id => location.hash = id", row.get_attribute("id"))
    row.wait_for()
    assert not other.is_visible()
    box.check()
    assert other.is_visible()


@needs_chromium
def test_without_a_script_an_address_still_leads_to_its_row(site: Path, browser: Any):
    study = code(sample_folder())
    rows = study.statistics[study.statistics["speech"] == "county"]
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / "speeches/sample/county.html").as_uri() + f"#{rows['id'].iloc[-1]}")
    row = page.locator(f"[id='{rows['id'].iloc[-1]}']")
    assert row.is_visible()
    assert rows["text"].iloc[-1] in row.inner_text()
    page.close()
