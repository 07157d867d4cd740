"""The invented speeches of ``data/sample``: what was planted in them is found."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from koujing import open_study

DATA = Path(__file__).parents[1] / "data"
SAMPLE = DATA / "sample"
WORDING = {"repairs": "was", "set_aside": None, "formulas": "text", "statistics": "text"}
# The least F1 of spans and share of right cells; of formulas, two of 17 are hard by design (no quotation marks).
LEAST_F1 = {"formulas": 0.85, "statistics": 0.95}
LEAST_RIGHT = {"value": 0.98, "unit": 0.95, "kind": 0.95, "count": 0.95}


@pytest.fixture(scope="module")
def study():
    return open_study(SAMPLE)


@pytest.fixture(scope="module")
def truth():
    with (DATA / "sample-truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def planted(truth, table, *columns):
    """The rows of one table by their span, each with the cells of some columns."""
    rows = (row for row in truth if row["table"] == table)
    return {(row["source"], int(row["start"]), int(row["end"])): tuple(row[c] for c in columns) for row in rows}


def found(study, table, *columns):
    frame = study[table]
    spans = zip(frame["source"], frame["start"].astype(int), frame["end"].astype(int), strict=True)
    return dict(zip(spans, zip(*(frame[c] for c in columns), strict=True), strict=True))


def test_the_truth_quotes_the_texts(truth):
    raws = {path.stem: path.read_bytes().decode(encoding(path)) for path in SAMPLE.glob("*.txt")}
    assert len(raws) == 5
    for row in truth:
        assert raws[row["source"]][int(row["start"]) : int(row["end"])] == row["text"], row


def encoding(path):
    return "gb18030" if path.stem == "city-2001" else "utf-8"


def test_every_repair_and_nothing_else_is_made(study, truth):
    assert found(study, "repairs", "was", "now", "kind") == planted(truth, "repairs", "text", "now", "kind")


def test_everything_but_the_speeches_is_set_aside(study, truth):
    assert found(study, "set_aside", "why") == planted(truth, "set_aside", "why")


@pytest.mark.parametrize("table", ["formulas", "statistics"])
def test_planted_rows_are_found(study, truth, table):
    true, coded = planted(truth, table), found(study, table, "text")
    both = len(true.keys() & coded.keys())
    f1 = 2 * both / (len(true) + len(coded))
    assert f1 >= LEAST_F1[table], f"missed {true.keys() - coded.keys()}, extra {coded.keys() - true.keys()}"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("statistics", "value"),
        ("statistics", "unit"),
        ("statistics", "kind"),
        ("formulas", "kind"),
        ("formulas", "count"),
    ],
)
def test_planted_cells_are_read(study, truth, table, column):
    true, coded = planted(truth, table, column), found(study, table, column)
    both = true.keys() & coded.keys()
    wrong = [(span, true[span], coded[span]) for span in both if not same(true[span][0], coded[span][0])]
    assert len(wrong) <= (1 - LEAST_RIGHT[column]) * len(both), wrong


def same(true, coded):
    if pd.isna(coded) or true == "":
        return pd.isna(coded) and true == ""
    return coded == true if isinstance(coded, str) else float(coded) == float(true)


def test_the_speeches_are_told_apart_and_dated_where_the_text_says_so(study):
    columns = ["speech", "date", "level", "genre"]
    assert study.documents[columns].to_numpy().tolist() == [
        ["city-2001", "2001", "prefecture", "work report"],
        ["county", "", "county", "speech"],
        ["department", "2018-03-14", "province", "news report"],
        ["province", "", "province", "speech"],
        ["two-speeches#1", "", "", "speech"],
        ["two-speeches#2", "", "", "speech"],
    ]


def test_the_planted_sums_hold(study):
    values = {row.text: row.value for row in study.statistics.itertuples()}
    assert values["18.6亿元"] == pytest.approx(values["7.4亿元"] + values["6.1亿元"] + values["5.1亿元"])
    assert values["2万亩"] == values["8000亩"] + values["6500亩"] + values["5500亩"]
    assert values["18.4万亩"] == values["11.9万亩"] + values["6.5万亩"]


def test_only_texts_are_taken_for_texts(study):
    assert study.problems.empty
