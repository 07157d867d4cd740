"""A user's yearbook: what is read, in which unit and place, and what is said of its mistakes."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

import koujing
from headlines import headlines
from koujing.cli import main
from koujing.measures.against import COLUMNS
from koujing.opening import sample_folder
from koujing.reading.files import ReadingError
from koujing.truth import read_truth

with Path(__file__).with_name("truth_mistakes.tsv").open(encoding="utf-8") as lines:
    MISTAKES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))

CITY = {"level": "prefecture", "province": "河北省", "prefecture": "乙市"}
SERIES = headlines({}, CITY, {"level": "province", "province": "河北省"}, CITY | {"place": "贫困县"})
HEAD = "concept,place,time,value,unit\n"


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "truth.csv"
    path.write_bytes(text.encode(encoding))
    return read_truth(path, SERIES).to_dict("records")


@pytest.mark.parametrize("case", MISTAKES, ids=[case["label"] for case in MISTAKES])
def test_a_mistake_is_named_with_its_row_and_what_was_expected(case, tmp_path):
    with pytest.raises(ValueError) as raised:  # noqa: PT011  (the message is compared below)
        read(tmp_path, case["file"].replace("\\n", "\n"))
    assert case["expected"] in str(raised.value)
    assert "truth.csv" in str(raised.value)


def test_values_are_brought_to_the_unit_of_their_concept_with_what_rounding_leaves(tmp_path):
    (row,) = read(tmp_path, HEAD + "国内生产总值,全国,2014,\"636,138.7\",亿元\n")
    assert (row["concept"], row["owner"], row["time"], row["unit"], row["row"]) == ("gdp.level", "全国", "2014", "元", "2")
    assert (row["value"], row["low"], row["high"]) == (63_613_870_000_000, 63_613_865_000_000, 63_613_875_000_000)


@pytest.mark.parametrize(
    "row", ["GDP growth,China,2014,7.4,percent", "国民生产总值增长, 中国 ,2014年,7.4,％", "gdp.growth,nation,2014,7.4,%"]
)
def test_a_row_may_be_worded_in_english_or_chinese(row, tmp_path):
    (number,) = read(tmp_path, HEAD + row)
    assert (number["concept"], number["owner"], number["time"], number["value"], number["unit"]) == ("gdp.growth", "全国", "2014", 7.4, "%")


@pytest.mark.parametrize(
    ("place", "owner"),
    [("河北", "河北省"), ("乙市", "河北省乙市"), ("河北省 乙市", "河北省乙市"), ("河北省·乙市·贫困县", "河北省乙市·贫困县"),
     ("天水市", "甘肃省天水市"), ("北京朝阳区", "北京市朝阳区")],
)  # fmt: skip
def test_a_place_is_one_of_the_texts_or_of_the_gazetteer(place, owner, tmp_path):
    (row,) = read(tmp_path, HEAD + f"gdp.growth,{place},2014,7.4,%")
    assert row["owner"] == owner


def test_of_several_divisions_with_one_name_that_of_the_texts_is_meant(tmp_path):
    series = headlines({"level": "county", "province": "北京市", "county": "朝阳区"})
    (tmp_path / "t.csv").write_text(HEAD + "gdp.growth,朝阳区,2014,7.4,%", encoding="utf-8")
    assert read_truth(tmp_path / "t.csv", series)["owner"].tolist() == ["北京市朝阳区"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_that_a_spreadsheet_wrote_is_read(encoding, tmp_path):
    head = HEAD.replace(",", ";").replace("\n", ";来源\r\n").upper()
    (row,) = read(tmp_path, head + "粮食产量;全国;2014;60702.6;万吨;中国统计年鉴，国家统计局\r\n;;;;;\r\n", encoding)
    assert (row["concept"], row["value"]) == ("grain.output", 60702.6 * 2e7)


def test_the_same_number_twice_is_one(tmp_path):
    assert len(read(tmp_path, HEAD + "gdp.growth,全国,2014,7.4,%\nGDP growth,China,2014,7.4,percent\n")) == 1


def test_a_table_in_memory_is_a_truth_and_its_floats_claim_no_decimals():
    table = pd.DataFrame([["gdp.growth", "全国", 2014, 7.0, "%"]], columns=["concept", "place", "time", "value", "unit"])
    assert koujing.against(SERIES.head(1), table)["verdict"].tolist() == ["consistent"]  # 7.0 as a float may be 7.4
    with pytest.raises(ValueError, match="truth: no column unit"):
        koujing.against(SERIES, table.drop(columns="unit"))


def test_a_file_that_is_none_says_so(tmp_path):
    with pytest.raises(ReadingError, match="no such file"):
        read_truth(tmp_path / "none.csv", SERIES)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(ReadingError, match="the file is empty"):
        read_truth(tmp_path / "empty.csv", SERIES)


@pytest.mark.parametrize("cell", ["9" * 50_000, "(" * 50_000, "全" * 50_000, "河北省" * 20_000, "a b " * 10_000])
@pytest.mark.parametrize("column", range(5))
def test_a_hostile_cell_is_a_mistake_and_no_burden(cell, column, tmp_path):
    cells = ["gdp.growth", "全国", "2014", "7.4", "%"]
    cells[column] = cell
    with pytest.raises(ValueError, match="row 2"):
        read(tmp_path, HEAD + ",".join(cells))


def test_the_page_shows_what_the_command_prints(tmp_path, capsys):
    page = (Path(__file__).parents[1] / "docs/against.md").read_text(encoding="utf-8")
    truth, printed = re.findall(r"```text\n(.+?)```", page, re.DOTALL)
    (tmp_path / "truth.csv").write_text(truth, encoding="utf-8")
    out = tmp_path / "claims.csv"
    assert main(["against", str(tmp_path / "truth.csv"), str(sample_folder()), "-o", str(out)]) == 0
    assert capsys.readouterr().out == printed
    claims = pd.read_csv(out)
    assert list(claims) == COLUMNS
    wrong = claims[claims["verdict"] == "inconsistent"].iloc[0]
    raw = (sample_folder() / f"{wrong['source']}.txt").read_text(encoding="utf-8")
    assert raw[wrong["start"] : wrong["end"]] == "八百六十萬斤"
    assert main(["against", str(tmp_path / "truth.csv"), str(sample_folder()), "-o", str(out)]) == 0  # its own file is replaced


def test_the_command_says_what_is_wrong_and_overwrites_nothing(tmp_path, capsys):
    path, other = tmp_path / "truth.csv", tmp_path / "mine.csv"
    path.write_text(HEAD + "gdp,全国,x,7.4,%", encoding="utf-8")
    other.write_text("mine", encoding="utf-8")
    assert main(["against", str(path), str(sample_folder())]) == 2
    assert "truth.csv, row 2: " in capsys.readouterr().err
    assert main(["against", str(path), str(sample_folder()), "-o", str(other)]) == 2
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_thousand_names_are_looked_up_once(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("koujing.truth.divisions_called", lambda name: asked.append(name) or {"北京市"})
    rows = "".join(f"gdp.growth,北京市丙区,{year},7,%\n" for year in range(1000, 2000))
    assert len(read(tmp_path, HEAD + rows)) == 1000
    assert len(asked) == 1


def test_cells_of_a_table_may_be_missing_or_of_any_type():
    row = {"concept": "gdp.growth", "place": "全国", "time": 2014.0, "value": 7, "unit": "%"}
    assert read_truth(pd.DataFrame([row]), SERIES)["time"].tolist() == ["2014"]
    for name in row:
        with pytest.raises(ValueError, match=f"truth, row 1: {name} ''"):
            read_truth(pd.DataFrame([row | {name: None}], dtype=object), SERIES)


def test_a_folder_is_no_truth_file(tmp_path):
    with pytest.raises(ValueError, match="a folder; expected a CSV file"):
        read_truth(tmp_path, SERIES)
