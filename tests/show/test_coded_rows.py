"""Coded rows in the order of the text: all of them, each once, with no more of the text than its own wording."""

import re

import pandas as pd
import pytest

from koujing import code, open_study
from koujing.across import schemas
from koujing.reading import read_string
from koujing.show.coded_rows import APART, coded_rows

TEXT = """同志们：
一、去年的工作
去年修路5公里，新增就业1.2万人，共完成两项：修路、架桥。群众满意度达到95%。
二、今年的任务
我县要做到“两个明确”，即底数明确、问题明确。要大力培育产业，打好攻坚战，确保20**年全县所有贫困村全部如期脱贫摘帽不落一人。
"""


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return coded_rows(code(read_string(TEXT, "a").speeches[0]))


def test_every_row_of_every_table_with_places_is_there_once():
    study = open_study("poverty-alleviation")
    rows = coded_rows(study)
    tables = [table for table, schema in schemas().items() if schema.has_spans and table not in APART]
    assert len(tables) > 10
    for table in tables:
        assert sorted(rows.loc[rows["table"] == table, "id"]) == sorted(set(study[table]["id"]))
    assert rows["id"].is_unique


def test_rows_stand_in_the_order_of_the_text_the_wider_first(rows: pd.DataFrame):
    places = list(zip(rows["start"], -rows["end"], strict=True))
    assert places == sorted(places)


def test_a_wording_is_what_stands_at_its_place_up_to_twenty_characters(rows: pd.DataFrame):
    told = rows[rows["table"].isin(["statistics", "formulas", "parallels", "directives", "metaphors", "checks", "series"])]
    assert told["wording"].str.endswith("…").any()
    for wording, start, end in told[["wording", "start", "end"]].itertuples(index=False):
        raw = TEXT[start:end]
        assert wording == (raw if len(raw) <= 20 else raw[:20] + "…")


def test_no_wording_is_longer_than_a_shared_table_may_quote():
    rows = coded_rows(open_study("work-reports"))
    long = rows["wording"].str.removesuffix("…").str.len() > 20
    assert set(rows.loc[long, "table"]) <= {"repairs"}  # what was, and what is read
    assert (rows.loc[rows["table"] == "sections", "wording"] != "").all()


@pytest.mark.parametrize(
    ("table", "wording", "reading"),
    [
        ("statistics", "1.2万人", r"^12,000 人 · kind change · indicator 新增就业 .*when \d{4}$|^12,000 人 · kind change"),
        ("formulas", "两个明确", "^kind numeral · count 2 · head 明确 · members 底数明确 | 问题明确 · quoted"),
        ("sections", "一、去年的工作", "^depth 1 · part review"),
        ("repairs", r"\*\* → \?", "^kind mask$"),
        ("metaphors", "攻坚战", "^field war"),
    ],
)
def test_a_row_says_its_reading(rows: pd.DataFrame, table: str, wording: str, reading: str):
    found = rows[(rows["table"] == table) & rows["wording"].str.fullmatch(wording)]
    assert [bool(re.search(reading, cell)) for cell in found["reading"]] == [True]


def test_a_row_says_how_sure_it_is_of_what_it_read(rows: pd.DataFrame):
    sure = dict(zip(rows["wording"], rows["sure"], strict=True))
    assert re.fullmatch(r"status (1|0\.\d+) · indicator (1|0\.\d+)", sure["5公里"])  # the text has no date, so no time was read
    assert sure["** → ?"] == "not certain"


def test_a_claim_and_a_series_lead_to_the_statistics_they_rest_on():
    study = open_study("work-reports").where(year=(2014, 2016))
    rows = coded_rows(study).set_index("id")
    series = study.series()
    statistics = set(study.statistics["id"])
    for row, statistic in study["series"][["id", "statistic"]].itertuples(index=False):
        assert f'<a href="#{statistic}">' in rows.loc[row, "reading"]
    linked = {row for cell in rows["reading"] for row in re.findall('href="#([^"]*)"', cell)}
    assert linked <= statistics
    assert len(series)


def test_rows_at_one_place_of_one_table_are_one_row():
    study = open_study("poverty-alleviation")
    shared = study.evidence[study.evidence["id"].duplicated()]["id"].iloc[0]
    fields = study.evidence.loc[study.evidence["id"] == shared, "field"]
    rows = coded_rows(study).set_index("id")
    assert rows.loc[shared, "reading"].count("<br>") == len(fields) - 1
    assert all(f"field {name}" in rows.loc[shared, "reading"] for name in fields)


def test_markup_in_a_text_stays_text():
    study = open_study("poverty-alleviation")
    hostile = study.statistics.assign(indicator="<b>&", unit='"<i>')
    reading = coded_rows(type(study)("x", dict.fromkeys([]) | {"statistics": hostile, "documents": study.documents}))["reading"]
    assert not reading.str.contains("<b>|<i>").any()
    assert reading.str.contains("&lt;b&gt;&amp;").all()
