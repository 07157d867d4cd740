"""Genealogies and ranks as they are asked for, and how far they agree with a reader."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import koujing
from koujing.measures.genealogy import trace_genealogy
from koujing.opening import sample_folder

GOLD = Path(__file__).parents[1] / "data/gold/lineage"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="there are no codings of lineage")


def coded(name):
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_a_genealogy_runs_through_several_studies_whose_names_tell_speeches_apart():
    table = koujing.genealogy("五个到田头", sample_folder(), "work-reports")
    assert set(table["speech"]) == {"sample: water-province", "sample: water-prefecture"}
    assert table.loc[table["change"] == "out", "was"].tolist() == ["设计到田头"]


def test_without_a_study_all_that_ship_are_asked():
    named = set(koujing.genealogy("三农")["speech"].str.partition(": ")[0])
    assert named == {"local-reports", "poverty-alleviation", "work-reports"}


def test_any_of_its_names_finds_a_slogan():
    shipped = "poverty-alleviation"
    pd.testing.assert_frame_equal(koujing.genealogy("六大重点任务", shipped), koujing.genealogy("六项任务", shipped))


def test_an_unknown_slogan_is_refused_with_what_may_be_meant():
    with pytest.raises(ValueError, match=r"sample: no slogan '五个到田投' in these texts \(close to '五个到田头'"):
        koujing.genealogy("五个到田投", sample_folder())


def given(case):
    """The two lists of a case as formulas, and their speeches, the first before the second."""
    rows = [(s, s, case["label"], "", case[f"members_{s}"], s, k) for k, s in enumerate("ab")]
    formulas = pd.DataFrame(rows, columns=["source", "speech", "bundle", "head", "members", "id", "start"])
    formulas = formulas.assign(kind="numeral", end=formulas["start"], members_start=0, members_end=0)
    documents = pd.DataFrame({"speech": ["a", "b"], "date": ["2001", "2002"], "speaker": "", "level": "central"})
    return formulas, documents.assign(province="", prefecture="", county="")


def told(case):
    """What changed from the first list of a case to the second: came in, went out, reworded."""
    table = trace_genealogy(case["label"], *given(case), pd.DataFrame(columns=["source", "speaker", "start", "end"]))
    rows = table[table["speech"] == "b"]
    reworded = rows[rows["change"] == "reworded"]
    cells = rows["member"][rows["change"] == "in"], rows["was"][rows["change"] == "out"], reworded["was"] + "→" + reworded["member"]
    return [set(cell) for cell in cells]


@needs_gold
def test_what_changed_between_two_lists_agrees_with_a_reader():
    cases = [case for case in coded("genealogies") if case["members_a"] and case["members_b"]]
    read = [[set(filter(None, case[name].split("|"))) for name in ("came_in", "went_out", "reworded")] for case in cases]
    agreed = sum(told(case) == cells for case, cells in zip(cases, read, strict=True))
    assert agreed >= 0.75 * len(cases)


@needs_gold
def test_lists_and_topics_agree_with_a_reader():
    items = coded("ranks")
    tables = [koujing.ranks(name) for name in ("work-reports", "local-reports")]
    found = {(row.speech, row.start): row for table in tables for row in table.itertuples() if pd.notna(row.start)}
    rows = [(item, found.get((item["source"], int(item["start"])))) for item in items]
    placed = [(item, row) for item, row in rows if row and row.position == int(item["rank"])]
    assert len(placed) >= 0.9 * len(items)
    assert sum(row.topic in item["topic"].split("|") for item, row in placed) >= 0.9 * len(placed)
