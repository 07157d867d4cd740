"""Who speaks and for how much of a text, from invented passages."""

import pandas as pd
import pytest

from koujing import studies
from koujing.across import schemas
from koujing.dataframes import typed
from koujing.measures.speakers import UNNAMED, share_voices, sum_voices

DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "start": [0, 100], "end": [100, 300]})


def voices(*rows):
    return typed(pd.DataFrame(rows, columns=["speech", "start", "end", "speaker", "role", "verb"]), schemas()["voices"])


PASSAGES = voices(
    ("b", 100, 300, "", "", ""),
    ("a", 0, 10, "", "厅长", "强调"),
    ("a", 10, 40, "林某", "", "指出"),
    ("a", 50, 60, "林某", "县长", "指出"),
)


def test_a_name_gathers_its_passages_and_takes_the_office_from_any_of_them():
    table = share_voices(PASSAGES, DOCUMENTS)
    assert table["who"].tolist() == ["林某", "厅长", UNNAMED]
    assert table.loc[0].tolist() == ["a", "林某", "县长", "指出", 2, 40, 0.4]
    assert table["share"].tolist() == [0.4, 0.1, 1.0]


def test_the_sum_says_in_how_many_texts_several_speak():
    told = sum_voices(share_voices(PASSAGES, DOCUMENTS))
    assert told == {"value": 0.75, "n": 2, "named": 1, "speakers": 3, "passages": 4, "several": 1}


def test_a_study_without_voices_says_nought():
    table = share_voices(PASSAGES[:0], DOCUMENTS)
    assert list(table.columns) == ["speech", "who", "role", "verbs", "passages", "characters", "share"]
    assert sum_voices(table) == {"value": 0, "n": 0, "named": 0, "speakers": 0, "passages": 0, "several": 0}


@pytest.mark.parametrize(
    ("rows", "characters"),
    [
        ([(0, 100, ""), (20, 30, "")], {UNNAMED: 100}),
        ([(0, 100, "林某"), (20, 50, "陈某"), (30, 40, "林某")], {"林某": 80, "陈某": 20}),
        ([(0, 60, "林某"), (40, 80, "陈某")], {"林某": 40, "陈某": 40}),
        ([(20, 30, "陈某"), (0, 100, "林某")], {"林某": 90, "陈某": 10}),
    ],
)
def test_no_character_of_a_speech_is_counted_twice(rows, characters):
    passages = voices(*(("a", start, end, who, "", "") for start, end, who in rows))
    table = share_voices(passages, DOCUMENTS).set_index("who")
    assert table["characters"].to_dict() == characters
    assert table["share"].sum() == pytest.approx(sum(characters.values()) / 100)


def test_the_shares_of_the_shipped_speeches_are_at_most_all():
    for study in studies():
        sums = share_voices(study.voices, study.documents).groupby("speech")["share"].sum()
        assert sums.between(0, 1).all(), study.name
