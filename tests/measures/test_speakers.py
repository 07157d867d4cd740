"""Who speaks and for how much of a text, from invented passages."""

import pandas as pd

from koujing import tables
from koujing.measures.speakers import UNNAMED, share_voices, sum_voices

DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "start": [0, 100], "end": [100, 300]})


def voices(*rows):
    return tables.typed(pd.DataFrame(rows, columns=["speech", "start", "end", "speaker", "role", "verb"]), "voices")


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
    assert told == {"value": 0.75, "n": 2, "speakers": 3, "passages": 4, "several": 1}


def test_a_study_without_voices_says_nought():
    table = share_voices(PASSAGES[:0], DOCUMENTS)
    assert list(table.columns) == ["speech", "who", "role", "verbs", "passages", "characters", "share"]
    assert sum_voices(table) == {"value": 0, "n": 0, "speakers": 0, "passages": 0, "several": 0}
