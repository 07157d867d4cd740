"""Rows by group: of the document, of the section, of the voice."""

import pandas as pd
import pytest

from koujing.measures.groups import group_rows, speakers_of

DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "date": ["1984-05-15", "2013"], "level": ["central", ""]})
SECTIONS = pd.DataFrame(
    {"speech": ["a", "a", "a", "b"], "depth": [0, 1, 2, 0], "start": [0, 10, 20, 0], "part": ["other", "review", "tasks", "tasks"]}
)
ROWS = pd.DataFrame({"speech": ["a", "a", "b"], "section": [0, 1, 0], "voice": ["", "某县长", ""]}, index=[5, 6, 7])


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("part", ["other", "review", "tasks"]),
        ("voice", [None, "某县长", None]),
        ("year", ["1984", "1984", "2013"]),
        ("decade", ["1980s", "1980s", "2010s"]),
        ("level", ["central", "central", None]),
    ],
)
def test_rows_are_grouped(by, expected):
    groups = group_rows(ROWS, by, DOCUMENTS, SECTIONS)
    assert groups.tolist() == expected
    assert groups.index.tolist() == [5, 6, 7]


def test_an_unknown_group_and_a_missing_column_are_errors():
    with pytest.raises(ValueError, match="expected one of part, voice"):
        group_rows(ROWS, "colour", DOCUMENTS, SECTIONS)
    with pytest.raises(ValueError, match="no column 'section'"):
        group_rows(ROWS[["speech"]], "part", DOCUMENTS, SECTIONS)


def test_a_row_in_nested_passages_is_said_once_by_the_inner_speaker():
    voices = pd.DataFrame({"source": list("aab"), "speaker": ["甲", "乙", "丙"], "start": [0, 10, 0], "end": [90, 20, 9]})
    rows = pd.DataFrame({"id": list("xyz"), "source": ["a", "a", "b"], "start": [12, 20, 9]}, index=[5, 6, 7])
    assert speakers_of(rows, voices).to_dict() == {5: "乙", 6: "甲", 7: ""}
    assert speakers_of(rows, voices.head(0)).tolist() == ["", "", ""]
    assert len(speakers_of(rows.head(0), voices)) == 0
