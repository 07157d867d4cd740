"""The columns that a user's texts came with stay with them, from the file to the saved tables."""

import json

import pytest

from koujing import code, open_study
from koujing.tables import QUOTATION

TABLE = 'id,Text,Region,date,note\n007,同志们：今年全县修路3万亩。,North,2015,"a\r\nb"\n1e5,同志们：今年要快。,,2016,\n'
RECORD = {"text": "同志们：我们要快。", "tags": ["x", "甲"], "n": 1.5, "ok": True, "no": None, "id": 5, "speech": "z", "own_a": "\ud800"}


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.csv").write_text(TABLE, encoding="utf-8", newline="")
    (folder / "b.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (folder / "c.txt").write_text("同志们：我们要快。", encoding="utf-8")
    return folder


def test_each_cell_is_as_it_was_written(texts):
    documents = code(texts).documents.set_index("speech")
    assert documents.loc["a#1", ["own_id", "own_Region", "own_note"]].tolist() == ["007", "North", "a\r\nb"]
    assert documents.loc["a#2", ["own_id", "own_Region", "date"]].tolist() == ["1e5", "", "2016"]
    told = {"own_tags": '["x", "甲"]', "own_n": "1.5", "own_ok": "true", "own_id": "5", "own_speech": "z", "own_own_a": "\\ud800"}
    assert {name: documents.loc["b", name] for name in told} == told
    own = [name for name in documents if name.startswith("own_")]
    assert documents.loc["c", own].tolist() == [""] * len(own)
    assert "own_no" not in own


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_saved_tables_keep_them(texts, tmp_path, format, recwarn):
    study = code(texts)
    study.save(tmp_path / "coded", format)
    assert open_study(tmp_path / "coded").documents.equals(study.documents)
    assert list(recwarn) == []


def test_speeches_can_be_selected_by_them(texts):
    study = code(texts)
    assert study.where(own_Region="North").documents["speech"].tolist() == ["a#1"]
    with pytest.raises(ValueError, match=r"cannot group by 'own_region' \(close to 'own_Region'.*own_Region"):
        study.where(own_region="North")


def test_a_shared_table_holds_no_long_ones(tmp_path):
    long = "修" * (QUOTATION + 1)
    (tmp_path / "a.csv").write_text(f"text,summary,short\n同志们：今年要快。,{long},{long[1:]}\n", encoding="utf-8")
    shared = code(tmp_path).shareable().documents
    assert shared[["own_summary", "own_short"]].values.tolist() == [["", long[1:]]]
