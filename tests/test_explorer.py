"""What the explorer shows is what the measures give, and it shows it in a browser without asking a network for anything."""

import json
from itertools import accumulate
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import sync_playwright

import koujing
from browsing import CHROME, FLAGS, Visit, needs_chromium
from koujing.explorer import Explorer, explore
from koujing.opening import sample_folder
from koujing.study import Study

MOST_BYTES = 1_500_000
TERMS = ["改革", "人民公社", "的", "经济"]


@pytest.fixture(scope="module")
def reports() -> Explorer:
    return explore("work-reports")


def entry_of(explorer: Explorer, kind: str, name: str) -> list:
    return next(entry for entry in explorer.data[kind] if entry[0] == name)


def counts_of(explorer: Explorer, entry: list) -> dict[str, int]:
    groups, counts = explorer.data["groups"], entry[5]
    return {groups[place]: n for place, n in zip(accumulate(counts[::2]), counts[1::2], strict=True)}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_the_counts_and_intervals_of_rates(reports: Explorer, term: str):
    entry = entry_of(reports, "terms", term)
    found, rates = counts_of(reports, entry), koujing.rates("work-reports", term, by="year")
    assert {row.year: row.n for row in rates.itertuples() if row.n} == found
    assert entry[2] == rates["n"].sum()
    han = dict(zip(reports.data["groups"], reports.data["han"], strict=True))
    for row in rates.itertuples():
        bounds = [1e4 * reports.data[end][row.n] / han[row.year] for end in ("low", "high")]
        assert bounds == pytest.approx([row.poisson_low, row.poisson_high], abs=1e-3)


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_the_dispersion_of_dispersion(reports: Explorer, term: str):
    row = koujing.dispersion("work-reports", term).iloc[0]
    assert entry_of(reports, "terms", term)[2:5] == [row["n"], row["n_speeches"], round(row["dp_norm"], 3)]
    asked = entry_of(explore("work-reports", term), "terms", term)
    assert asked[4:] == [round(row["dp_norm"], 3), asked[5], round(row["percentile"], 1)]


def test_a_slogan_has_the_counts_of_its_bundle_and_all_its_rows(reports: Explorer):
    study = koujing.open_study("work-reports")
    years = study.documents.set_index("speech")["date"].str[:4]
    for bundle in ("四个现代化", "三农"):
        entry = entry_of(reports, "slogans", bundle)
        rows = study.formulas[study.formulas["bundle"] == bundle]
        assert counts_of(reports, entry) == rows["speech"].map(years).value_counts().to_dict()
        assert [row[1:] for row in entry[7]] == rows[["start", "end", "text"]].to_numpy().tolist()


def test_a_series_has_its_headline_rows(reports: Explorer):
    rows = koujing.open_study("work-reports").series("gdp.growth")
    entry = entry_of(reports, "series", "gdp.growth")
    assert entry[2] == len(rows)
    assert [(row[1], row[2], row[7], row[8]) for row in entry[4]] == list(
        rows[["time_to", "status", "start", "end"]].itertuples(index=False, name=None)
    )


def test_what_is_shown_of_all_reports_is_small(reports: Explorer):
    assert len(reports._repr_html_().encode()) <= MOST_BYTES


def test_a_query_finds_a_rare_term_a_variant_and_a_series_by_its_name():
    totals = koujing.open_study("work-reports").terms.groupby("term")[["n", "n_inside"]].sum().sum(axis=1)
    rare = str(totals[totals == 1].index[0])
    assert explore("work-reports", rare).data["terms"][0][2] == 1
    assert [entry[0] for entry in explore("work-reports", "一个国家两种制度").data["slogans"]] == ["一国两制"]
    assert [entry[0] for entry in explore("work-reports", "GDP增速").data["series"]] == ["gdp.growth"]


def test_a_pattern_is_counted_where_the_texts_are():
    found = explore(sample_folder(), "[0-9]+条", as_="regex")
    assert found.data["patterns"][0][2] == len(koujing.concordance("[0-9]+条", sample_folder(), as_="regex")) > 0
    assert found.data["terms"] == []


def test_a_name_that_is_nowhere_is_refused_with_what_is_close():
    with pytest.raises(ValueError, match=r"no term, slogan or series '改革了'.*close to '改革'.*only in a study with its texts"):
        explore("work-reports", "改革了")
    with pytest.raises(ValueError, match="no sentences"):
        explore("work-reports", "改.", as_="regex")


def test_tables_that_were_left_out_are_not_asked():
    assert explore("local-reports").data["terms"] == []


def test_markup_in_a_wording_stays_text():
    evil = "</script><script>alert(1)</script>{DATA}"
    study = koujing.code(koujing.reading.read_string("同志们：落实“六个精准”。", "a").speeches[0])
    shown = explore(Study(evil, study.frames))._repr_html_()
    assert evil not in shown
    assert shown.count("</script>") == 2  # of the data and of the page


def test_speeches_without_a_date_are_shown_one_by_one():
    explorer = explore(koujing.code(koujing.reading.read_string("同志们：落实“六个精准”。", "a").speeches[0]))
    assert (explorer.data["by"], explorer.data["groups"]) == ("speech", ["a"])


def test_a_text_of_end_notes_alone_has_nothing_to_divide_by():
    notes = koujing.reading.read_string("名词解释\n[1]“三清”：指清河、清渠、清沟。\n[2]“双改”：指改水、改厕。", "a").speeches[0]
    study = koujing.code(notes)
    assert study.documents["n_tokens"].tolist() == [0]
    assert explore(study).data["slogans"] == []


@pytest.fixture(scope="module")
def page(reports: Explorer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "page.html"
    head = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>x</title>'
    path.write_text(head + reports._repr_html_(), encoding="utf-8")
    return path


@needs_chromium
def test_typing_english_shows_the_career_of_the_term(page: Path):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROME, args=FLAGS)
        visit = Visit(browser, width=390, colours="dark")
        shown = visit.open(page)
        shown.get_by_label("Term, slogan or series").press_sequentially("reform")
        assert "改革 (reform), term" in shown.inner_text(".kj-drawn")
        shown.get_by_text("The numbers").click()
        cells = shown.eval_on_selector_all(".kj-drawn tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
        rates = koujing.rates("work-reports", "改革", by="year")
        told = [f"{rate:.2f}" for rate in rates[["per_10k_chars", "poisson_low", "poisson_high"]].to_numpy().ravel()]
        assert [cell for row in cells for cell in row[3:]] == told
        shown.keyboard.press("Shift+Tab")
        shown.get_by_role("button", name="改革开放").press("Enter")
        assert shown.inner_text(".kj-drawn").startswith("改革开放")
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390
        assert (visit.outside, visit.errors) == ([], [])
        browser.close()


def test_the_data_are_read_back_from_the_page(reports: Explorer):
    text = reports._repr_html_().partition('<script type="application/json">')[2].partition("</script>")[0]
    assert json.loads(text) == reports.data
    assert pd.notna(reports.data["low"]).all()
