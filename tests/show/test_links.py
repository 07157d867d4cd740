"""Links from a notebook to the rows of speeches, and addresses from which a row is found again."""

import pandas as pd
import pytest

from koujing import address, find_row, open_study
from koujing.show import links
from koujing.show.links import borrowing_ids, link_rows
from koujing.study import Study

DOCUMENTS = pd.DataFrame({
    "source": ["甲", "甲", "1954"], "speech": ["甲#1", "甲#2", "1954"], "start": [10, 50, 0], "end": [40, 90, 80],
})  # fmt: skip
STATISTICS = pd.DataFrame({"id": ["p", "q", "r"], "speech": ["甲#2", "1954", "1954"], "start": [7, 12, 30]})
ASIDE = pd.DataFrame({"source": ["甲"] * 4, "speech": "", "start": [0, 40, 48, 90], "id": ["s", "t", "u", "v"]})
STUDY = Study("my study", {"documents": DOCUMENTS, "statistics": STATISTICS, "set_aside": ASIDE})


def test_a_row_has_a_link_to_its_anchor_on_the_page_of_its_speech():
    assert link_rows(STUDY) == {
        "p": "../speeches/my-study/2.html#p",
        "q": "../speeches/my-study/1954.html#q",
        "r": "../speeches/my-study/1954.html#r",
    }


def test_what_stands_outside_every_speech_is_on_the_page_of_the_next_or_the_last():
    pages = {row: link.split("/")[-1] for row, link in link_rows(STUDY, "set_aside").items()}
    assert pages == {"s": "1.html#s", "t": "2.html#t", "u": "2.html#u", "v": "2.html#v"}


def test_a_speech_without_a_page_has_no_links(monkeypatch):
    monkeypatch.setattr(links, "MOST_PAGES", 2)
    assert list(link_rows(STUDY)) == ["p"]


@pytest.mark.parametrize("table", ["statistics", "formulas", "set_aside", "checks", "repairs"])
def test_a_row_is_found_again_by_its_address_and_by_its_id(table):
    study = open_study("poverty-alleviation")
    row = study[table].iloc[-1]
    for said in (address(study, row), row["id"]):
        found = find_row(study, said)
        assert found.name == table
        assert found[["id", "start", "end"]].tolist() == row[["id", "start", "end"]].tolist()


def test_an_address_says_what_a_reader_needs():
    study = open_study("work-reports")
    row = study.statistics.query("speech == '2014'").iloc[0]
    place = f"{row['start']}–{row['end']}"
    assert address(study, row).startswith(f"work-reports 2014, statistics {place}, {row['id']}, koujing ")


def test_a_row_whose_id_belongs_to_another_place_has_no_address():
    study = open_study("poverty-alleviation")
    with pytest.raises(ValueError, match="no table gives a row at this place this id"):
        address(study, study.statistics.iloc[0].replace({study.statistics["start"].iloc[0]: 1}))


def test_a_row_without_a_place_has_no_address():
    with pytest.raises(ValueError, match="whose rows have a place and an id"):
        address(STUDY, pd.Series({"speech": "甲", "term": "水渠", "n": 3}))


def test_an_address_that_leads_nowhere_is_refused():
    study = open_study("poverty-alleviation")
    with pytest.raises(KeyError, match="no row has the id 0000000000"):
        find_row(study, "0000000000")
    with pytest.raises(ValueError, match="holds no id"):
        find_row(study, "六个精准")


def test_the_id_of_a_borrowing_depends_on_both_its_places():
    row = {"source_a": "a", "start_a": 1, "end_a": 9, "source_b": "b", "start_b": 5, "end_b": 13}
    others = [row | {"start_a": 2}, row | {"end_b": 14}, row | {"source_b": "c"}]
    assert len(set(borrowing_ids(pd.DataFrame([row, *others])))) == 4
