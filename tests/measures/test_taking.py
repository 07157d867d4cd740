"""What speeches take: every letter once, the one before by date, levels and the own office apart, slogans that change."""

import pandas as pd

from koujing.measures import taking

PLACES = ["level", "body", "province", "prefecture", "county", "organisation"]


def documents(*rows):
    return pd.DataFrame(rows, columns=["speech", "date", "genre", *PLACES])


def county(speech, date, genre="work report", name="东县"):
    return speech, date, genre, "county", "government", "甲省", "乙市", name, ""


def bureau(speech, date, name):
    return speech, date, "speech", "province", "department", "甲省", "", "", name


def passages(*rows):
    columns = ["speech_a", "speech_b", "start_b", "end_b", "coverage", "direction"]
    return pd.DataFrame(rows, columns=columns).assign(kind="borrowing", longest=15)


def test_letters_that_two_passages_have_count_once():
    rows = passages(("a", "c", 0, 100, 0.1, "a to b"), ("b", "c", 50, 150, 0.1, "a to b"), ("b", "c", 60, 90, 0.03, "a to b"))
    assert taking.shares_taken(rows, []).to_numpy().tolist() == [["c", 3, 0.15, 15]]


def test_what_is_taken_from_each_does_not_depend_on_the_others():
    rows = passages(("b", "c", 50, 150, 0.2, ""), ("a", "c", 0, 100, 0.1, ""))
    assert taking.shares_taken(rows, ["speech_a"])[["speech_a", "share"]].to_numpy().tolist() == [["b", 0.2], ["a", 0.1]]


def test_two_departments_of_a_province_are_two_offices():
    texts = documents(bureau("a", "2001", "水利局"), bureau("b", "2002", "教育局"), bureau("c", "2003", "教育局"))
    assert list(taking.one_series(texts)["speech"]) == ["b", "c"]


def test_a_year_with_two_speeches_gives_the_series_the_commoner_genre():
    texts = documents(county("a", "2001"), county("b", "2002-01", "speech"), county("c", "2002-03"), county("d", ""))
    assert list(taking.one_series(texts)["speech"]) == ["a", "c"]


def test_no_dated_speech_is_no_series():
    assert taking.one_series(documents(county("a", ""))).empty


def test_word_for_word_is_told_only_where_the_one_before_is_compared_alone():
    series = taking.one_series(documents(county("a", "2001"), county("b", "2003"), county("c", "2004")))
    reuse = pd.DataFrame({"speech": ["b", "b", "c", "c"], "years": [1, 2, 1, 3], "n_earlier": [1, 2, 1, 2], "share": [0.5, 0.6, 0.2, 0.3]})
    table = taking.from_the_one_before(series, passages(("a", "b", 0, 10, 0.25, "a to b"), ("a", "c", 0, 10, 0.5, "a to b")), reuse)
    assert table[["before", "passages", "borrowed"]].to_numpy().tolist() == [["a", 1, 0.25], ["b", 0, 0.0]]
    assert table["verbatim"].isna().tolist() == [True, False]  # one year back from 2003 is another office's speech
    assert table["verbatim"].iloc[1] == 0.2


def test_the_own_office_is_told_apart_from_others_of_its_level():
    texts = documents(county("a", "2001"), county("b", "2002"), county("c", "2002", name="西县"))
    rows = passages(("a", "b", 0, 10, 0.3, "a to b"), ("a", "c", 0, 10, 0.6, "a to b"), ("b", "c", 0, 10, 0.9, ""))
    table = taking.taken_by_level(rows, texts).set_index("taken from")
    assert table["passages"].to_dict() == {"county": 1, taking.OWN: 1}  # what no date puts in order is left out
    assert table["share"].round(6).to_dict() == {"county": 0.2, taking.OWN: 0.1}  # of all three speeches


def test_where_no_date_decides_no_level_takes_anything():
    texts = documents(county("a", "2002"), county("b", "2002", name="西县"))
    assert taking.taken_by_level(passages(("a", "b", 0, 10, 0.3, "")), texts).empty


def test_a_list_that_only_one_speech_has_is_no_change():
    rows = [("三抓", "甲|乙|丙", "a"), ("三抓", "甲|丙|乙", "a"), ("两手", "甲|乙", "a"), ("两手", "甲|丁", "b")]
    assert taking.changed_slogans(pd.DataFrame(rows, columns=["bundle", "members", "speech"]).assign(kind="numeral")) == ["两手"]
