"""One speech on one screen: what ``koujing summary`` prints."""

from pathlib import Path

import pandas as pd
import pytest
from rich.cells import cell_len

from koujing.cli import main
from koujing.measures.profiles import CERTAINTIES, own_words, telling_statistics, top_slogans

SAMPLE = Path(__file__).parents[1] / "data/sample"
SPEECH = """东岭县工作会议上的讲话
（2016年3月5日）
同志们：
2015年全县生产总值达到50亿元。今年要确保生产总值增长8%以上。落实“三清”：人清、地清、心清。
五年间每年贷款6亿元，共计40亿元。全县修路80公里。"""


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("file", ["county.txt", "county-office.docx", "enterprise.html", "township.md", "city-2001.txt"])
def test_a_speech_fits_one_screen(file, capsys):
    assert main(["summary", str(SAMPLE / file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 40
    assert [line for line in lines if cell_len(line.rstrip()) > 80] == []
    assert [line.split()[0] for line in lines if line[:1].isupper()] == ["Slogans", "Words", "Statistics", "Checks", "Voices", "Damage"]


def test_it_says_when_and_where_what_is_promised_and_what_does_not_add_up(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(SPEECH, encoding="utf-8")
    assert main(["summary", str(path)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "2016-03-05 · 东岭县 · speech, county level" in out
    assert "三清 ×1: 人、地、心" in out
    assert "生产总值 5 bn 元 2015 gross domestic" in out
    assert "target at least 8 % 2016 GDP growth" in out
    assert "1 of 2 claims do not add up 40亿元" in out
    assert "should be 2,750,000,000 to 3,250,000,000" in out


def test_each_speech_of_a_file_has_its_profile(capsys):
    assert main(["summary", str(SAMPLE / "two-speeches.txt")]) == 0
    assert capsys.readouterr().out.count("Slogans") == 2


def test_a_folder_or_a_corpus_in_a_file_is_refused_with_what_shows_it(tmp_path, capsys):
    assert main(["summary", str(SAMPLE)]) == 2
    assert "a folder, and one file is expected; koujing build" in capsys.readouterr().err
    path = tmp_path / "many.csv"
    path.write_text("text\n" + "同志们：今年修路3条。\n" * 13, encoding="utf-8")
    assert main(["summary", str(path)]) == 2
    assert "13 speeches, and at most 12 are shown" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "told"), [("none.txt", "no such"), ("a.docx", "not a .docx file")])
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path, capsys, name, told):
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.4")
    assert main(["summary", str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("text", ["。", "abc", "9" * 50_000, "【[红" * 9_000, "*" * 400])
def test_a_text_with_nothing_in_it_is_summed_up_too(tmp_path, capsys, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["summary", str(path)]) in (0, 1)
    assert len(capsys.readouterr().out.splitlines()) <= 40


def test_own_words_are_those_that_others_use_less_and_no_names():
    terms = pd.DataFrame({"term": ["扶贫", "发展", "东县", "亩", "危房"], "tag": ["n", "n", "ns", "q", "n"], "n": [30, 30, 30, 30, 2]})
    others = pd.DataFrame({"term": ["扶贫", "发展", "发展"], "tag": ["n", "n", "v"], "n": [3, 900, 9_097]})
    table = own_words(terms, others)
    assert table["term"].tolist() == ["扶贫"]
    assert table["times"].round().tolist() == [round(30 / 122 / (3 / 10_000))]
    assert own_words(terms, terms).empty


def test_the_members_shown_are_those_of_the_use_that_spells_out_most():
    formulas = pd.DataFrame({"bundle": ["三清"] * 3, "gloss": ["", "three", ""], "members": ["人清", "", "人清|地清|心清"]})
    assert top_slogans(formulas).to_numpy().tolist() == [["三清", 3, "three", "人清|地清|心清"]]


def test_a_known_series_precedes_a_time_and_a_time_certainty():
    rows = pd.DataFrame({"text": list("abcde"), "indicator": [*"村村村村", ""], "concept": ["", "", "", "gdp.level", "gdp.level"],
                         "time_from": ["", "2015", "2015", "", ""], "start": range(5), "status": "reported"})
    rows = rows.assign(**dict.fromkeys(CERTAINTIES, 0.9)).astype({"status_certainty": float})
    rows.loc[2, "when_certainty"] = 0.95
    rows.loc[1, "when_certainty"] = 0.3
    assert telling_statistics(rows, "reported")["text"].tolist() == ["d", "c", "b", "a"]
    assert telling_statistics(rows, "target").empty
