"""Genealogies of slogans: lists beside one another and bare labels, on invented rows."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import lexicons
from koujing.measures.genealogy import COLUMNS, trace_genealogy
from koujing.measures.meanings import UNKNOWN

NOBODY = pd.DataFrame({"source": [], "speaker": [], "start": [], "end": []}).astype({"source": str, "speaker": str})
NATION, PROVINCE, COUNTY = ("central", "", ""), ("province", "云岭省", ""), ("county", "云岭省", "东县")


def traced(*uses, label="三抓", voices=NOBODY):
    """The genealogy of (speech, date, members), or with a body, a label and a place (start) as well."""
    rows, texts = [], {}
    for k, (speech, date, members, *rest) in enumerate(uses):
        body, bundle, start = (*rest, *(NATION, label, 10 * k)[len(rest) :])
        rows.append((speech, speech, bundle, bundle[1:], members, f"i{k}", start, start + 2))
        texts[speech] = (speech, date, "甲", body[0], body[1], "", body[2])
    formulas = pd.DataFrame(rows, columns=["source", "speech", "bundle", "head", "members", "id", "start", "end"])
    formulas = formulas.assign(kind="numeral", members_start=formulas["start"] + 3, members_end=formulas["start"] + 9)
    documents = pd.DataFrame(texts.values(), columns=["speech", "date", "speaker", "level", "province", "prefecture", "county"])
    return trace_genealogy(label, formulas, documents, voices)


def changes(table, speech):
    rows = table[table["speech"] == speech]
    return [(row.change, row.was, row.member, row.moved) for row in rows.itertuples()]


def test_members_come_in_go_out_are_reworded_and_move():
    table = traced(("a", "2001", "抓粮食|抓渠道|抓学校|抓医院"), ("b", "2002", "抓医院|抓粮食|抓干支渠道|抓道路"))
    assert changes(table, "a") == [("first", "", f"抓{what}", False) for what in ("粮食", "渠道", "学校", "医院")]
    assert changes(table, "b") == [
        ("kept", "抓医院", "抓医院", True),
        ("kept", "抓粮食", "抓粮食", False),
        ("reworded", "抓渠道", "抓干支渠道", False),
        ("in", "", "抓道路", False),
        ("out", "抓学校", "", False),
    ]
    assert table.columns.tolist() == COLUMNS


def test_a_member_keeps_its_line_through_other_words_and_comes_back_to_it():
    table = traced(("a", "2001", "种粮|修渠|办学"), ("b", "2002", "种粮|办学"), ("c", "2003", "种好粮|修渠|办学"))
    assert table.loc[table["speech"] == "c", ["line", "change", "first_speech"]].to_numpy().tolist() == [
        [1, "reworded", "a"],
        [2, "in", "a"],
        [3, "kept", "a"],
    ]


def test_an_ending_that_all_repeat_and_the_script_are_no_other_wording():
    table = traced(("a", "2001", "对象精准|项目精准|资金精准"), ("b", "2002", "對象|“项目”|资金"))
    assert {change for change, *_ in changes(table, "b")} == {"kept"}


def test_another_content_begins_its_own_chain():
    table = traced(("a", "2001", "水|电|路"), ("b", "2002", "邮|航|商"), label="三通工程")
    assert set(table["change"]) == {"first"}
    assert table["content"].unique().tolist() == ["水|电|路", "邮|航|商"]


def test_a_list_under_another_name_belongs_to_it_if_the_content_is_the_same():
    table = traced(
        ("a", "2001", "勘察|设计|材料|技术", NATION, "四到田"), ("b", "2002", "勘察|材料|技术", NATION, "三到田"),
        ("c", "2003", "党员|干部|群众", NATION, "三到田"), label="四到田",
    )  # fmt: skip
    assert table[table["change"] == "out"][["speech", "bundle", "was"]].to_numpy().tolist() == [["b", "三到田", "设计"]]
    assert "c" not in set(table["speech"])


def test_a_list_of_another_county_under_another_name_does_not_belong_to_it():
    west = ("county", "云岭省", "西县")
    cut = "果品|畜牧"
    table = traced(
        ("a", "2001", "果品|畜牧|蔬菜", COUNTY, "三业"), ("b", "2002", cut, west, "两业"), ("c", "2003", cut, PROVINCE, "两业"),
        label="三业",
    )  # fmt: skip
    assert table["speech"].drop_duplicates().tolist() == ["a", "c"]


def test_a_wording_that_is_not_shipped_is_neither_in_nor_out():
    table = traced(("a", "2001", "种粮|修渠|办学"), ("b", "2002", "种粮|修渠||养老"))
    assert [change for change, *_ in changes(table, "b")] == ["kept", "kept", "unknown", "unknown"]


def test_a_year_alone_makes_nobody_the_first():
    table = traced(("b", "2015", "种粮|办学|养老"), ("a", "2015-09-08", "种粮|修渠|办学|养老"))
    assert table["speech"].drop_duplicates().tolist() == ["a", "b"]
    assert table.groupby("speech")["sure"].all().to_dict() == {"a": True, "b": False}
    assert set(table["first_speech"]) == {"a"}


def test_undated_speeches_come_last_and_never_surely():
    table = traced(("a", "", "种粮|修渠|办学"), ("b", "2015", "种粮|修渠|养老"))
    assert table["speech"].drop_duplicates().tolist() == ["b", "a"]
    assert not table.loc[table["speech"] == "a", "sure"].any()


def test_who_says_it_first_is_the_voice_around_the_list_or_else_the_speaker():
    voices = pd.DataFrame({"source": ["a"], "speaker": ["乙"], "start": [0], "end": [5]})
    table = traced(("a", "2001", "种粮|修渠"), ("b", "2002", "种粮|修渠|办学"), voices=voices)
    assert table.loc[table["speech"] == "b", "first_voice"].tolist() == ["乙", "乙", "甲"]


# uses, the content that the last use means (empty: it cannot be told), and the beginning of its evidence
LATER = (NATION, "三抓", 50)
BARE = {
    "before it in the speech": ([("a", "2001", "水|电|路"), ("a", "2001", "邮|航|商"), ("a", "2001", "")], "邮|航|商", "spelled out b"),
    "later in the speech": ([("a", "2001", "水|电|路", *LATER), ("a", "2001", "")], "水|电|路", "spelled out later"),
    "earlier by the same body": ([("a", "2001", "水|电|路", COUNTY), ("b", "2004", "", COUNTY)], "水|电|路", "the only content in use: a"),
    "later by the same body": ([("b", "2008", "水|电|路", COUNTY), ("a", "2004", "", COUNTY)], "水|电|路", "the only content in use: b"),
    "by a body above": ([("a", "2001", "水|电|路", PROVINCE), ("b", "2004", "", COUNTY)], "水|电|路", "the only content in use: a"),
    "by a body below": ([("a", "2001", "水|电|路", COUNTY), ("b", "2004", "", PROVINCE)], "", UNKNOWN),
    "by another county": ([("a", "2001", "水|电|路", ("county", "云岭省", "西县")), ("b", "2004", "", COUNTY)], "", UNKNOWN),
    "long ago": ([("a", "2001", "水|电|路"), ("b", "2016", "")], "", UNKNOWN),
    "in two ways": ([("a", "2001", "水|电|路"), ("b", "2002", "邮|航|商"), ("c", "2003", "")], "", "2 contents: a, b"),
    "undated": ([("a", "2001", "水|电|路"), ("b", "", "")], "", UNKNOWN),
    "under another name only": ([("a", "2001", "水|电|路", NATION, "四抓"), ("a", "2001", "")], "", UNKNOWN),
}


@pytest.mark.parametrize(("uses", "content", "evidence"), BARE.values(), ids=BARE)
def test_a_bare_label_means_the_one_content_in_use_or_it_is_not_told(uses, content, evidence):
    (row,) = traced(*uses)[lambda table: table["change"] == "bare"].to_dict("records")
    assert row["content"] == content
    assert row["evidence"].startswith(evidence)


def test_common_knowledge_tells_what_a_bare_label_means_and_two_documents_do_not():
    known = traced(("a", "2001", ""), label="三农").iloc[0]
    assert (known["content"], known["evidence"]) == ("农业|农村|农民", "the only content in the registry")
    assert traced(("a", "2016", ""), label="六个精准").iloc[0]["content"] == ""
    assert traced(("a", "2016", ""), label="四个全面").iloc[0]["content"].startswith("全面建成小康社会")  # two documents, one content


def test_the_first_list_is_compared_with_an_older_document_of_the_registry():
    (national,) = [row for row in lexicons.load("formula_contents") if row["canonical"] == "六个精准" and row["document"]]
    cut = "|".join(member for member in national["members"].split("|") if member != "因村派人")
    table = traced(("a", "2017", cut, NATION, "五个精准"), ("b", "2018", "", NATION, "六个精准"), label="六个精准")
    assert table.loc[table["change"] == "out", ["was", "first_speech"]].to_numpy().tolist() == [["因村派人", ""]]
    assert table["evidence"].iloc[0].startswith("beside 中共中央")
    older = traced(("a", "2014", cut, NATION, "五个精准"), label="六个精准")
    assert set(older["change"]) == {"first"}


MEMBERS = st.lists(st.sampled_from(["种粮", "修渠", "办学", "养老", "修路", ""]), min_size=1, max_size=5, unique=True).map("|".join)


@given(st.lists(MEMBERS, min_size=1, max_size=4))
def test_every_member_has_a_row_and_whatever_goes_was_there(lists):
    table = traced(*((f"s{k}", f"{2001 + k}", cell) for k, cell in enumerate(lists)))
    for k, cell in enumerate(lists):
        rows = table[(table["speech"] == f"s{k}") & table["position"].notna()]
        assert "|".join(rows["member"]) == cell
        assert rows["line"].is_unique
    gone = table[table["change"] == "out"]
    assert (gone["was"] != "").all()
    assert gone["position"].isna().all()
