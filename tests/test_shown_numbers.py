"""The numbers that the committed notebooks show: possible, and the same as what the tables and the texts hold."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import koujing

FIGURES = Path(__file__).parents[1] / "figures"
GOLD = os.environ.get("KOUJING_GOLD")

# Figures whose data are shares of something, in per cent.
SHARES = ("02_halves", "03_quoted", "04_fours", "05_domains", "05_hedges", "05_targets")


def findings(pattern: str) -> list[dict[str, Any]]:
    return [finding for path in sorted(FIGURES.glob(pattern)) for finding in json.loads(path.read_text(encoding="utf-8"))]


FINDINGS = findings("*.findings.json")


def numbers(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype={"speech": str})
    return table[[name for name in table.select_dtypes("number") if name not in ("n", "k", "year")]]


def percentages(sentence: str) -> list[float]:
    return [float(number) for number in re.findall(r"(\d+(?:\.\d+)?)%", sentence)]


def test_no_sentence_speaks_of_more_than_the_whole():
    assert any(percentages(finding["sentence"]) for finding in FINDINGS)
    assert [finding["sentence"] for finding in FINDINGS if max(percentages(finding["sentence"]), default=0) > 100] == []


def test_a_value_lies_in_its_interval():
    bounded = [f for f in findings("0[345]_*.findings.json") if all(isinstance(f[name], (int, float)) for name in ("value", "low", "high"))]
    assert len(bounded) > 20
    assert [f["key"] for f in bounded if not f["low"] <= f["value"] <= f["high"]] == []


def test_no_part_is_said_to_be_larger_than_its_whole():
    counted = [(f["data"]["k"], f["n"], f["key"]) for f in FINDINGS if "k" in f["data"] and f["n"] and "{k} of {n}" in f["sentence"]]
    assert [key for k, n, key in counted if k > n] == []


@pytest.mark.parametrize("path", sorted(path for kind in SHARES for path in FIGURES.glob(f"{kind}_*.csv")), ids=lambda path: path.stem)
def test_a_share_of_the_figures_lies_between_nought_and_all(path: Path):
    shown = numbers(path)
    assert shown.stack().between(0, 100).all()
    if path.stem.startswith(("05_domains", "05_hedges")):
        assert shown.sum(axis=1).le(100 + 1e-6).all()


def drawn(concept: str) -> pd.DataFrame:
    return pd.read_csv(FIGURES / f"05_series_work-reports_{concept}.csv", dtype={"set_in": str})


def test_the_growth_series_has_one_target_and_one_outcome_a_year():
    series = drawn("gdp.growth")
    assert not series.duplicated("first").any()
    assert (series["first"] == series["last"]).all()
    assert series[["value", "outcome"]].stack().dropna().between(0, 15).all()  # a rise over five years is larger


def test_every_point_of_a_series_has_its_row():
    for concept in ("gdp.growth", "cpi.change"):
        points, rows = drawn(concept), koujing.open_study("work-reports").statistics["id"]
        assert set(points["statistic"]) | set(points["outcome_statistic"].dropna()) <= set(rows)


@pytest.mark.skipif(GOLD is None or not Path(GOLD, "series/work-reports.csv").exists(), reason="the known series are not here")
@pytest.mark.parametrize(("concept", "name"), [("gdp.growth", "gdp_growth_target"), ("cpi.change", "cpi_target")])
def test_the_targets_of_a_series_are_those_that_the_reports_set(concept: str, name: str):
    known = pd.read_csv(Path(str(GOLD), "series/work-reports.csv"), dtype=str).query("series == @name").fillna("")
    stated = {row.year: (row.value if ".." not in row.value else f"{row.low}..{row.high}") or row.high for row in known.itertuples()}
    table = drawn(concept)
    shown = {row.set_in: [row.low, row.high] if pd.isna(row.value) else [row.value] for row in table.itertuples()}
    both = {year: list(map(float, stated[year].split(".."))) for year in stated.keys() & shown.keys()}
    assert {year: shown[year] for year in both if shown[year] != both[year]} == {}
    assert len(both) >= 0.98 * len(stated)


def test_the_rates_of_the_tasks_rest_on_rows_and_characters_of_the_tasks():
    shown = pd.read_csv(FIGURES / "04_years_work-reports.csv", dtype={"speech": str}).query("series == 'directives in the tasks'")
    study = koujing.open_study("work-reports")
    han = study.texture.query("part == 'tasks'").set_index("speech")["n_han"]
    assert set(shown["speech"]) == set(han.index)
    assert (10_000 * shown["n"] / shown["speech"].map(han).astype(float) - shown["value"]).abs().max() < 1e-6
    assert (shown["n"] <= shown["speech"].map(study.directives["speech"].value_counts())).all()


def test_a_year_of_long_reviews_is_no_year_of_few_orders():
    table = pd.read_csv(FIGURES / "04_years_work-reports.csv").pivot(index="year", columns="series", values="value")
    dip = {year: table.loc[year] / table.loc[[year - 1, year + 1]].mean() for year in (2003, 2018)}
    assert all(found["directives"] < found["directives in the tasks"] for found in dip.values())
    assert all(found["directives in the tasks"] > 0.6 for found in dip.values())


def of_terms(key: str) -> list[dict[str, Any]]:
    return [finding for finding in findings("02_terms.findings.json") if re.fullmatch(key, finding["key"])]


@pytest.mark.parametrize("term", ["国内生产总值", "中国特色社会主义"])
def test_terms_that_a_segmenter_cuts_are_counted(term: str):
    (found,) = of_terms(f"national-{term}")
    alone = koujing.rates("work-reports", term, by="decade")
    assert found["n"] == 0
    assert found["data"]["alone"] == alone["n"].sum() > 100
    assert found["value"] == koujing.rates("work-reports", term, by="decade", synonyms=True)["n"].sum() >= found["data"]["alone"]


def test_a_number_that_a_newspaper_printed_is_that_of_the_nested_uses():
    (found,) = of_terms("printed-改革-2014")
    year = koujing.rates("work-reports", "改革", by="year").set_index("year")["n"]
    assert found["value"] == found["data"]["nested"] == year["2014"]
    assert found["n"] < found["data"]["segmenter"] < found["value"]


def test_every_local_text_is_told_by_its_place_and_date_and_none_by_its_file():
    told = of_terms("says-poverty-alleviation-.*")
    assert "泾川县 2013" in {finding["data"]["group"] for finding in told}
    assert len(told) == len(koujing.open_study("poverty-alleviation").documents)
    assert [finding["sentence"] for finding in told if re.search(r"#\d|(?<![\d,])00\d", finding["sentence"])] == []


def test_the_twelve_careers_are_those_that_the_births_of_the_same_terms_give():
    told = {found["key"].split("-")[1]: found for found in of_terms("life-.*-work-reports")}
    lives = koujing.births("work-reports", list(told)).set_index("term")
    assert len(told) == 12
    assert {term: found["value"] for term, found in told.items()} == lives["n"].to_dict()
    born = lives.query("birth == 'born'")
    assert all(f"born between {row.born_low} and {row.born_high}" in told[term]["sentence"] for term, row in born.iterrows())


def test_a_time_of_few_listed_terms_is_told():
    (found,) = of_terms("covered-work-reports")
    assert found["low"] < found["value"] < found["high"] < 1
    assert (found["data"]["least"], found["data"]["most"]) == ("1950s", "2020s")
