"""The examples: each runs as it is, in a folder of its own, and does what its page says."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

import koujing
from koujing.site.examples_page import OPENING, section

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
PAGE = ROOT / "docs/examples.md"
MOST_LINES = 25


def holds_the_rates(work: Path) -> None:
    made = pd.read_csv(work / "counts_per_year.csv", dtype={"year": str})
    pd.testing.assert_frame_equal(made, koujing.rates("work-reports", ["改革", "就业"], by="year"), check_dtype=False)


def sheet_holds_the_hits(work: Path) -> None:
    sheet = pd.read_excel(work / "田头.xlsx")
    assert sheet["node"].tolist() == ["田头"] * len(koujing.concordance("田头", "sample"))


def is_a_plot(work: Path) -> None:
    with Image.open(work / "careers.png") as plot:
        assert min(plot.size) > 400


def tables_open_again(work: Path) -> None:
    assert len(koujing.open_study(work / "coded").statistics) == len(koujing.open_study("work-reports").statistics)


NEEDED = {"03_concordance_to_excel": "xlsxwriter", "09_duckdb_and_polars": "duckdb", "10_shared_passages": "rapidfuzz"}
MADE: dict[str, Callable[[Path], None]] = {
    "01_counts_per_year": holds_the_rates,
    "03_concordance_to_excel": sheet_holds_the_hits,
    "07_career_plot": is_a_plot,
    "09_duckdb_and_polars": tables_open_again,
}


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_the_page_says_and_leaves_its_files(script: Path, tmp_path: Path):
    if script.stem in NEEDED:
        pytest.importorskip(NEEDED[script.stem])
    assert section(script, tmp_path) in PAGE.read_text(encoding="utf-8"), "python -m koujing.site.examples_page examples docs/examples.md"
    MADE.get(script.stem, lambda work: None)(tmp_path)


def test_the_page_has_all_examples_and_nothing_else():
    page = PAGE.read_text(encoding="utf-8")
    assert page.startswith(OPENING)
    assert len(re.findall(r"^## ", page, re.MULTILINE)) == len(EXAMPLES)


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_short(script: Path):
    assert len(script.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_sample_is_opened_and_searched_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert len(koujing.open_study("sample").documents) == 20
    assert len(koujing.concordance("锅炉", "sample")) == 3
    monkeypatch.chdir(tmp_path)  # a folder of this name comes first
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample/a.txt").write_text("同志们：今年修路3条。", encoding="utf-8")
    assert koujing.open_study("sample").documents["speech"].tolist() == ["a"]
    assert len(koujing.concordance("锅炉", "sample")) == 0
