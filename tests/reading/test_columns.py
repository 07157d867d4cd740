"""Each column of a table keeps its cells, and a name that probably means a known column is pointed out."""

import time

import pytest

from koujing import code
from koujing.reading.files.columns import misnamed, name_columns

TABLE = "文件,region,Region,region,text,日期\n1,north,N,n,同志们：今年要修路3万亩。,2015\n"


def test_columns_of_the_same_name_are_all_kept_and_reported(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    study = code(tmp_path)
    told = {"own_文件": "1", "own_region": "north", "own_Region": "N", "own_region_2": "n", "own_日期": "2015"}
    assert study.documents[list(told)].iloc[0].to_dict() == told
    assert study.problems[["what", "hint"]].values.tolist() == [
        ["column 'region' appears more than once; this one is kept as own_region_2",
         "the first is used under this name; name each column differently"],
        ["column '日期' is kept as own_日期", "did you mean date?"],
    ]  # fmt: skip


def test_an_unnamed_column_has_its_number_as_its_name(tmp_path):
    (tmp_path / "a.csv").write_text(",text,\n7,同志们：今年要修路。,\n", encoding="utf-8")
    documents = code(tmp_path).documents
    assert [(name, documents[name].tolist()) for name in documents if name.startswith("own_")] == [("own_column_1", ["7"])]


def test_fields_of_json_lines_that_are_like_known_ones_are_reported_once(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "同志们：修路。", "标题": "甲"}\n' * 2, encoding="utf-8")
    assert code(tmp_path).problems["hint"].tolist() == ["did you mean title?"]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("a,a,a_2,a", ["a", "a_2_2", "a_2", "a_3"]),
        ("column_2,,", ["column_2", "column_2_2", "column_3"]),
        ("Text,text", ["text", "text_2"]),
    ],
)
def test_every_column_has_a_name_of_its_own(header, names):
    assert name_columns(header.split(",")) == names


def test_a_column_is_not_taken_for_one_that_is_there():
    assert misnamed(["county", "country", "县"], ("county", "date"), "a.csv") == []


def test_a_table_without_the_column_text_is_told_which_one_to_rename(tmp_path):
    (tmp_path / "a.csv").write_text("标题,正文\n甲,同志们：今年要修路。\n", encoding="utf-8")
    with pytest.raises(ValueError, match="rename the column 正文 to text"):
        code(tmp_path)


def test_names_are_given_in_a_time_proportional_to_their_number():
    started = time.perf_counter()
    misnamed(name_columns([""] * 50_000 + ["dat"] * 50_000), ("date",), "a.csv")
    assert time.perf_counter() - started < 5
