"""Shares with intervals, calibration, confusions and readers, against counts by hand and against the published scores."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import koujing
from koujing import validity
from koujing.measures.agreement import Score, summed
from koujing.measures.intervals import share_interval
from koujing.measures.score import accuracy_table
from koujing.measures.validity import (
    calibration,
    calibration_error,
    confusion,
    corrected_share,
    counts_by_source,
    kind_of_time_error,
    kind_of_wording_error,
    reader_agreement,
    share_right,
)
from koujing.opening import data_folder

DATA = data_folder()
PUBLISHED = {"excerpts": "work-reports", "work-reports-development": "work-reports", "local": "poverty-alleviation"}


@pytest.mark.parametrize(("gold", "study"), PUBLISHED.items())
def test_counts_by_source_add_up_to_the_published_scores(gold, study):
    counts = counts_by_source(DATA / "gold" / gold, DATA / study)
    sums = counts.groupby(["table", "measure"])[["k", "n"]].sum()
    published = pd.read_csv(DATA / f"accuracy/{gold}.csv").set_index("table")
    for table, row in published.iterrows():
        for measure in row.drop(["n_sources", "n_reference", "n_coded", "f1"]).dropna().index:
            k, n = sums.loc[(table, measure)]
            assert k / n == pytest.approx(row[measure], abs=5e-5), (table, measure)
        if table != "parallels":
            k, n = sums.loc[(table, "F1")]
            assert k / n == pytest.approx(row["f1"], abs=5e-5)
        assert sums.loc[(table, "recall"), "n"] == row["n_reference"]


def test_scores_of_sources_sum_to_that_of_the_folder():
    one = Score("formulas", sources=["a"], n_reference=4, n_right=3, n_coded=5, n_right_coded=3, fields={"kind": (2, 3)})
    other = Score("formulas", sources=["b"], n_reference=6, n_right=6, n_coded=6, n_right_coded=6, fields={"kind": (6, 6)})
    total = summed("formulas", [one, other])
    assert (total.sources, total.recall, total.precision, total.fields["kind"]) == (["a", "b"], 0.9, 9 / 11, (8, 9))
    assert one.sources == ["a"]


def test_a_source_that_was_not_read_as_a_whole_has_recall_but_no_precision(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "a.txt").write_text("同志们：去年修路8公里，架桥2座，种树30万株，打井5口，建校3所。", encoding="utf-8")
    koujing.code(tmp_path / "a.txt").save(tmp_path / "coded")
    (tmp_path / "gold/a.statistics.csv").write_text("start,end,text\n8,11,8公里\n", encoding="utf-8")
    found = counts_by_source(tmp_path / "gold", tmp_path / "coded")
    assert set(found["measure"]) & {"precision", "recall", "F1"} == {"recall"}
    assert np.isnan(accuracy_table(tmp_path / "gold", tmp_path / "coded")["precision"].item())


def test_the_interval_over_rows_is_wilsons_and_that_over_texts_is_wider_where_texts_differ():
    counts = pd.DataFrame({"source": [str(k) for k in range(10)], "measure": "recall", "k": [0, 0, *[10] * 8], "n": 10})
    row = share_right(counts, ["measure"]).iloc[0]
    low, high = share_interval(80, 100)
    assert (row["share"], row["low"], row["high"], row["n_units"]) == (0.8, low, high, 10)
    assert row["unit_low"] < row["low"] < row["high"] < row["unit_high"]
    assert share_right(counts.head(7), ["measure"])["unit_low"].isna().all()


def test_calibration_puts_each_row_in_one_bin_and_knows_both_edges():
    rows = pd.DataFrame({"certainty": [0.0, 0.49, 0.5, 0.95, 1.0, None], "right": [False, True, True, True, True, False]})
    table = calibration(rows)
    assert table[["sure", "below", "n"]].to_numpy().tolist() == [[0.0, 0.5, 2], [0.5, 0.7, 1], [0.95, 1.0, 2]]
    assert table["n"].sum() == rows["certainty"].notna().sum()


def test_certainties_that_are_honest_are_off_by_nothing_and_bold_ones_by_how_bold_they_are():
    right = pd.Series([True] * 9 + [False])
    assert calibration_error(pd.DataFrame({"certainty": 0.9, "right": right})) == pytest.approx(0)
    assert calibration_error(pd.DataFrame({"certainty": 1.0, "right": right})) == pytest.approx(0.1)


def test_every_answer_is_in_the_confusion_once():
    want, got = pd.Series(["target", "rule", "rule"]), pd.Series(["target", "", "target"])
    table = confusion(want, got)
    assert table.to_numpy().sum() == len(want)
    assert table.loc["rule"].to_dict() == {"none": 1, "target": 1}


def test_a_share_is_corrected_by_precision_over_recall():
    rows = pd.DataFrame({"passage": [str(k % 10) for k in range(100)], "want": ["target"] * 30 + ["reported"] * 70})
    rows["got"] = ["target"] * 24 + ["reported"] * 6 + ["target"] * 16 + ["reported"] * 54  # 24 of 40 right, 24 of 30 found
    share, low, high = corrected_share(0.4, rows, "target", np.random.default_rng(1))
    assert share == pytest.approx(0.4 * (24 / 40) / (24 / 30))
    assert low < share < high
    same = corrected_share(0.4, rows.assign(got=rows["want"]), "target", np.random.default_rng(1))
    assert same == pytest.approx((0.4, 0.4, 0.4))


@pytest.mark.parametrize("kind", [kind_of_time_error, kind_of_wording_error])
def test_each_error_that_ships_has_a_kind(kind):
    rows = validity.meaning_rows()
    field = "when" if kind is kind_of_time_error else "indicator"
    wrong = rows[(rows["field"] == field) & ~rows["right"] & (rows["want"] != "")]
    assert len(wrong) > 10
    assert all(kind(want, got) for want, got in zip(wrong["want"], wrong["got"], strict=True))


READ = {"passage": "1", "start": [0, 9], "end": [2, 12], "status": "reported", "time_from": "2015", "time_to": "2015",
        "indicator": "贫困人口", "contested": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"F1": (2, 2), "status": (2, 2), "when": (2, 2), "indicator": (2, 2), "core": (2, 2)}),
        ({"end": [2, 13]}, {"F1": (1, 2), "status": (1, 1), "when": (1, 1), "indicator": (1, 1), "core": (1, 1)}),
        ({"time_to": "2015-12"}, {"F1": (2, 2), "status": (2, 2), "when": (2, 2), "indicator": (2, 2), "core": (2, 2)}),
        ({"indicator": "人口"}, {"F1": (2, 2), "status": (2, 2), "when": (2, 2), "indicator": (0, 2), "core": (2, 2)}),
        ({"contested": ["status|when", ""]}, {"F1": (2, 2), "status": (1, 1), "when": (1, 1), "indicator": (2, 2), "core": (2, 2)}),
    ],
)  # fmt: skip
def test_two_readers_are_compared_where_neither_doubts(change, expected):
    table = reader_agreement(pd.DataFrame(READ), pd.DataFrame(READ | change)).set_index("measure")
    assert {name: (row["k"], row["n"]) for name, row in table.iterrows()} == expected


def test_readers_are_compared_in_passages_that_may_be_seen():
    held = pd.read_csv(DATA / "gold/meaning/passages.csv", dtype=str).query("part == 'held'")["passage"]
    table = validity.reader_counts()
    assert not set(held) & set(table.loc[table["measure"] != "terms", "passage"])
    terms = table[table["measure"] == "terms"]
    assert terms["k"].sum() / terms["n"].sum() == pytest.approx(0.896, abs=5e-4)


def test_what_the_rows_say_is_what_is_published_of_their_sums():
    rows = validity.meaning_rows()
    published = koujing.meaning_accuracy().query("part == 'development' and genre == 'all'").set_index("field")
    for field, part in rows.groupby("field"):
        assert (len(part), part["right"].mean()) == (published.loc[field, "n"], pytest.approx(published.loc[field, "share"], abs=6e-4))


def test_every_gold_set_that_ships_is_counted():
    sets = {path.parent.name for path in (DATA / "gold").glob("*/*.statistics.csv")}
    table = validity.gold_counts()
    assert {name.removesuffix("-development") for name in sets} == set(table["set"])
    assert table["genre"].notna().all()


def test_the_findings_that_are_published_have_both_languages():
    told = json.loads((Path(__file__).parents[2] / "figures/09_validity.findings.json").read_text("utf-8"))
    assert {row["key"] for row in told if "chinese" in row} >= {"found", "readers", "moves", "printed"}
