"""Tables of the site as readers use them: searched, sorted, filtered, saved and read back, by mouse and by keyboard."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from browsing import needs_chromium
from koujing.show.display import say_number, search_table
from koujing.site.assets import write_assets

STATIC = Path(__file__).parents[1] / "src/koujing/site/static"
SCRIPTS = ("glossary.js", "glosses.js", "datatables.js", "tables.js")
HEAD = "<!doctype html><html lang=en><meta charset=utf-8><title>Page</title><link rel=stylesheet href=datatables.css><body>"
VALUES = ["1260000000", "8000..9000", "", "51623", "-3", "0.5", "20000000000000", "9999", "1234567.89"]
ROWS = pd.DataFrame({
    "text": [f"第{k}号" for k in range(300)] + ["<b>增长</b> Rate", "国内生产总值", "粮食产量", "=1+1"],
    "value": [*map(str, range(300)), "1.5", "5175", "1260000000", "8000..9000"],
    "said": [f"about {k} m" for k in range(304)],
})  # fmt: skip
LINKS = [f"../x/{k}.html#id{k}" if k % 2 else "" for k in range(len(ROWS))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a table, beside the scripts of the site."""
    folder = tmp_path_factory.mktemp("page")
    write_assets(folder)
    for script in ("glosses.js", "tables.js"):
        (folder / script).write_bytes((STATIC / script).read_bytes())
    markup = search_table(ROWS, ["text", "value", "said"], "k", {"said": LINKS})._repr_html_()
    numbers = search_table(pd.DataFrame({"n": VALUES}), ["n"], "n")._repr_html_()
    scripts = "".join(f"<script defer src={name}></script>" for name in SCRIPTS)
    (folder / "page.html").write_text(f"{HEAD}{markup}{numbers}{scripts}", encoding="utf-8")
    return folder


@pytest.fixture
def page(folder: Path, visit: Any) -> Any:
    reader = visit()
    yield reader.open(folder / "page.html")
    assert (reader.outside, reader.errors) == ([], [])


def found(page: Any, cell: int = 0) -> list[str]:
    return [row.split("\t")[cell] for row in page.locator('[data-koujing="k"] tbody tr').all_inner_texts()]


def look_for(page: Any, words: str) -> list[str]:
    page.fill('[data-koujing="k"] input[type=search]', words)
    return found(page)


@needs_chromium
@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("rate  增长", ["<b>增长</b> Rate"]),
        ("生产总", ["国内生产总值"]),  # a part of a term
        ("gdp", ["国内生产总值"]),
        ("grain output", ["粮食产量"]),
        ("5,175", ["国内生产总值"]),
        ("5175", ["国内生产总值"]),
        ("1.26 billion", ["粮食产量"]),
        ("1,260,000,000", ["粮食产量"]),
        ("蝙蝠", ["No row has all of these words."]),
    ],
)
def test_words_find_rows_in_chinese_in_english_and_as_numbers(page: Any, words: str, rows: list[str]):
    assert look_for(page, words) == rows


@needs_chromium
def test_rows_come_by_the_page_and_say_how_many_there_are(page: Any):
    assert (len(found(page)), page.inner_text('[data-koujing="k"] .dt-info')) == (10, "1–10 of 304 rows")
    look_for(page, "第29")
    assert page.inner_text('[data-koujing="k"] .dt-info') == "1–10 of 11 rows (of 304)"


@needs_chromium
def test_numbers_are_sorted_as_numbers_by_the_keyboard_alone(page: Any):
    header = page.locator('[data-koujing="k"] th:nth-child(2) .dt-column-order')
    header.focus()
    page.keyboard.press("Enter")
    assert found(page, 1)[:4] == ["0", "1", "1.5", "2"]
    assert page.get_attribute('[data-koujing="k"] th:nth-child(2)', "aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert found(page, 1)[:3] == ["1.26 billion", "8000–9000", "5175"]
    page.locator('[data-koujing="k"] th:nth-child(3) .dt-column-order').focus()
    page.keyboard.press("Enter")
    assert found(page, 2)[:3] == ["about 0 m", "about 1 m", "about 2 m"]


@needs_chromium
def test_a_column_of_numbers_is_filtered_by_size_and_one_of_texts_in_english_too(page: Any):
    page.click('[data-koujing="k"] th:nth-child(2) .dtcc-button')
    page.select_option(".dtcc-dropdown select", "greater")
    page.fill(".dtcc-dropdown input", "4000")
    assert found(page, 1) == ["5175", "1.26 billion", "8000–9000"]
    page.keyboard.press("Escape")
    page.click('[data-koujing="k"] th:nth-child(1) .dtcc-button')
    page.fill(".dtcc-dropdown input", "GDP")
    assert found(page) == ["国内生产总值"]


@needs_chromium
def test_a_link_to_words_finds_them_and_the_links_of_rows_lead_on(folder: Path, visit: Any):
    reader = visit()
    page = reader.open(folder / "page.html", "#k=第251号")
    assert (page.input_value('[data-koujing="k"] input[type=search]'), found(page)) == ("第251号", ["第251号"])
    assert page.get_attribute("tbody td:nth-child(3) a", "href") == "../x/251.html#id251"
    page.evaluate("location.hash = 'k=第250号'")
    page.wait_for_function("document.querySelector('tbody').innerText.includes('250')")
    assert page.locator('[data-koujing="k"] tbody a').count() == 0
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_numbers_are_written_as_the_notebook_writes_them(page: Any):
    shown = [text.strip() for text in page.locator('[data-koujing="n"] tbody td').all_inner_texts()]
    assert shown == [say_number(value) for value in VALUES]


@needs_chromium
@pytest.mark.parametrize(("button", "read"), [("CSV", pd.read_csv), ("Excel", pd.read_excel)])
def test_what_is_saved_is_what_was_found_with_its_values_for_machines(page: Any, tmp_path: Path, button: str, read: Any):
    def saved(name: str) -> pd.DataFrame:
        with page.expect_download() as download:
            page.click(f'[data-koujing="k"] button:has-text("{button}")')
        download.value.save_as(tmp_path / name)
        frame: pd.DataFrame = read(tmp_path / name, dtype=str, keep_default_na=False)
        return frame

    pd.testing.assert_frame_equal(saved("all"), ROWS, check_dtype=False)
    look_for(page, "粮食")
    assert saved("found").to_numpy().tolist() == [["粮食产量", "1260000000", "about 302 m"]]


@needs_chromium
def test_a_table_can_be_read_without_scripts(folder: Path, browser: Any):
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / "page.html").as_uri())
    assert page.locator("tbody tr").count() == 10 + len(VALUES)
    assert "10 of 304 rows" in page.inner_text("body")
    page.close()
