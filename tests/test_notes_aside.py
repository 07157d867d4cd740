"""End notes stay in the tables, but nothing in them is counted for a rate: the characters it is divided by leave them out."""

from pathlib import Path

import pytest

import koujing
from koujing.explorer import explore
from koujing.site.shelves import _standings
from koujing.study import Study

SAID = "# 报告\n推进“三清”，再抓“三清”，修好水渠，建好石桥，多种果树，办好学校。投资5万元。\n"
NOTES = "名词解释\n1.“三清”：指清河、清渠、清沟，共投9万元。\n2.“两建”：指建桥、建路。\n"


@pytest.fixture
def studies(tmp_path: Path) -> tuple[Study, Study]:
    """The same two speeches, without notes and with them."""
    for name, notes in (("without", ""), ("with", NOTES)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(SAID + notes, encoding="utf-8")
        (tmp_path / name / "b.txt").write_text(SAID.replace("“三清”", "山林") + notes, encoding="utf-8")
    return koujing.code(tmp_path / "without"), koujing.code(tmp_path / "with")


def test_rows_in_notes_stay_and_are_not_delivered(studies: tuple[Study, Study]) -> None:
    without, noted = studies
    assert (len(without["formulas"]), len(noted["formulas"])) == (2, 6)
    assert len(noted.delivered("formulas")) == 2
    assert (len(noted["statistics"]), len(noted.delivered("statistics"))) == (4, 2)
    assert len(without.delivered("statistics")) == 2
    assert noted.documents["n_han"].tolist() == without.documents["n_han"].tolist()


def test_a_study_without_sections_or_a_table_without_them_is_delivered_whole(studies: tuple[Study, Study]) -> None:
    assert len(studies[1].leave_out("sections").delivered("formulas")) == 6
    assert len(studies[1].delivered("repairs")) == len(studies[1]["repairs"])
    with pytest.raises(KeyError, match="no table 'nothing'"):
        studies[1].delivered("nothing")


def test_the_rates_of_a_comparison_do_not_change_with_the_notes(studies: tuple[Study, Study]) -> None:
    tables = [koujing.compare(study.where(speech="a"), study.where(speech="b"), least=1) for study in studies]
    slogans = [table[table["kind"] == "formula"].set_index("term")["per_10k_a"].to_dict() for table in tables]
    assert slogans == [{}, {}]  # one side has none
    pooled = [koujing.compare(study, study.where(speech="a"), least=1) for study in studies]
    rates = [table[table["kind"] != "word"].set_index("term")[["n_a", "per_10k_a"]].to_dict() for table in pooled]
    assert rates[0] == rates[1]
    assert rates[0]["n_a"]["三清"] == 2


def test_the_explorer_counts_what_is_said_and_shows_all_rows(studies: tuple[Study, Study]) -> None:
    without, noted = ({entry[0]: entry for entry in explore(study).data["slogans"]} for study in studies)
    assert without["三清"][2:4] == noted["三清"][2:4] == [2, 1]
    assert (len(without["三清"][-1]), len(noted["三清"][-1])) == (2, 4)
    assert noted["两建"][2:4] == [0, 0]
    assert len(noted["两建"][-1]) == 2
    assert explore(studies[1], "两建").data["slogans"][0][2] == 0


def test_the_page_of_a_speech_compares_rates_without_the_notes(studies: tuple[Study, Study]) -> None:
    without, noted = (next(_standings(study))["here"].to_dict() for study in studies)
    assert without == noted
