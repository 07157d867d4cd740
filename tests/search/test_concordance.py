"""Concordances: their order, how they show and save themselves, and the command."""

import codecs
import csv
import re
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

import koujing
from koujing import code, concordance, open_study
from koujing.cli import main
from koujing.opening import sample_folder
from koujing.reading import read_string
from koujing.search.concordance import SORTS, gather
from koujing.search.hits import Found, Hit
from koujing.search.query import Query
from koujing.search.sheet import save_sheet

HOSTILE = "<script>alert('1')</script> & \"quoted\""


def made(*hits):
    """A concordance of hits that are given as source, date, left, node, right."""
    rows = [Hit(source, source, date, k, k + 1, left, node, right, "", "") for k, (source, date, left, node, right) in enumerate(hits)]
    return lambda sort, limit=None: gather(Query("路"), [Found(tuple(rows))], sort, limit)


FOUR = made(
    ("a", "", "通水甲", "路", "丁"),
    ("a", "", "丙甲", "路", "丙"),
    ("b", "2001-05", "甲丁", "小路", "乙"),
    ("c", "1999", "通水甲", "路", "丁"),
)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("speech", [0, 1, 2, 3]),
        ("left", [2, 1, 0, 3]),  # 丁甲 < 甲丙 < 甲水通; equal ones as they stand
        ("right", [0, 3, 1, 2]),  # 丁 < 丙 < 乙 by code point
        ("date", [3, 2, 0, 1]),  # the unknown last
        ("text", [2, 0, 3, 1]),
    ],
)
def test_every_order_is_total(sort, order):
    assert FOUR(sort).frame["start"].tolist() == order
    assert FOUR(sort, 2).frame["start"].tolist() == order[:2]
    assert set(SORTS) == {"speech", "left", "right", "date", "text"}


def test_the_table_has_a_row_a_hit_also_where_there_is_none():
    found = koujing.concordance("水", sample_folder(), width=5)
    assert list(found.frame.columns) == list(Hit._fields)
    assert len(found) == len(found.frame) > 20
    assert found.frame["left"].str.len().max() == 5
    none = koujing.concordance("鼋鼍", sample_folder())
    assert (len(none), none.frame["start"].dtype, list(none.frame.columns)) == (0, "int64", list(Hit._fields))
    assert str(none).startswith("“鼋鼍” (literal): 0 hits in 0 speeches")


def test_masks_that_were_not_searched_are_named():
    speech = read_string("同志们：20**年修路，在**县修路。", "a").speeches[0]
    found = koujing.concordance("修路", speech)
    assert found.summary == "“修路” (literal): 2 hits in 1 speech; 2 masked words in 1 speech were not searched"
    assert "masked" not in koujing.concordance("桥", read_string("同志们：架桥。", "a").speeches[0]).summary


def test_hits_stand_under_each_other_in_a_terminal():
    lines = str(koujing.concordance("路", [read_string(f"同志们：{t}路。", "a").speeches[0] for t in ("修", "PM2.5")])).splitlines()
    columns = [sum(2 if ord(c) > 0x2E80 else 1 for c in line.split("【")[0]) for line in lines[:2]]
    assert columns[0] == columns[1]


class Cells(HTMLParser):
    """The cells of a page by row, and the names of its elements."""

    def __init__(self, markup):
        super().__init__()
        self.rows, self.tags = [], set()
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1] and data != "\n":
            self.rows[-1][-1] += data


def test_a_page_shows_every_hit_and_nothing_in_it_acts(tmp_path):
    found = made(*[(HOSTILE, "", HOSTILE, "路", "=1+1")] * 300)("speech")
    found.save(tmp_path / "new" / "a.html")
    markup = (tmp_path / "new" / "a.html").read_text(encoding="utf-8")
    page = Cells(markup)
    assert "script" not in page.tags
    assert page.rows[1] == [HOSTILE, "", HOSTILE, "路", "=1+1", "", "", "0", "1"]
    assert len(page.rows) == 301
    assert not re.search(r"(?:src|href|url)\s*[=(]", markup)


def test_a_notebook_shows_200_rows_and_how_many_more_there_are():
    shown = made(*[("a", "", "", "路", "")] * 250)("speech")._repr_html_()
    assert len(Cells(shown).rows) == 201
    assert "“路” (literal): 250 hits in 1 speech; the first 200 are shown, 50 more are not" in shown
    assert "more" not in FOUR("speech")._repr_html_()


def test_a_csv_file_holds_the_table(tmp_path):
    FOUR("speech").save(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(codecs.BOM_UTF8 + b"source,")  # else Excel shows mojibake
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[2] == dict(zip(Hit._fields, ["b", "b", "2001-05", "2", "3", "甲丁", "小路", "乙", "", ""], strict=True))


def sheet(path):
    return pd.read_excel(path, keep_default_na=False)


def test_an_excel_sheet_holds_the_table_and_texts_stay_texts(tmp_path):
    begins = made(*[(f"{sign}1+1", "", f"{sign}cmd|' /C calc'!A0", "路", sign) for sign in ("=", "+", "-", "@", "{=")])("speech")
    begins.save(tmp_path / "a.xlsx")
    pd.testing.assert_frame_equal(sheet(tmp_path / "a.xlsx"), begins.frame, check_dtype=False)
    book = load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for row in book.active.iter_rows(min_row=2) for cell in row if cell.value is not None} == {"s", "n"}
    assert book.active.freeze_panes == "A2"


def test_a_text_that_begins_as_a_formula_does_stays_what_it_is_in_a_csv_file(tmp_path):
    made(("=1+1", "", "-1", "路", "@x"))("speech").save(tmp_path / "a.csv")
    assert pd.read_csv(tmp_path / "a.csv")[["source", "right"]].to_numpy().tolist() == [["=1+1", "@x"]]


def test_what_a_sheet_cannot_hold_is_spelled_out_or_cut(tmp_path):
    made(("a", "", " <a>&\x1b_x001B_\n", "路", "\ufffe"), ("b", "1999", "甲", "路", "长" * 40_000))("speech").save(tmp_path / "a.xlsx")
    table = sheet(tmp_path / "a.xlsx")
    assert [unescape(cell) for cell in table["left"]] == [" <a>&\x1b_x001B_\n", "甲"]
    assert [unescape(table["right"][0]), len(table["right"][1])] == ["\ufffe", 32_767]
    assert table["start"].tolist() == [0, 1]


def test_an_empty_concordance_is_a_sheet_too_and_the_same_one_has_the_same_bytes(tmp_path):
    for name, found in (("a", made()("speech")), ("b", FOUR("speech")), ("c", FOUR("speech"))):
        found.save(tmp_path / f"{name}.xlsx")
    assert sheet(tmp_path / "a.xlsx").columns.tolist() == list(Hit._fields)
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_a_sheet_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(RuntimeError, match=r"a\.xlsx: a workbook needs xlsxwriter .*: pip install 'koujing\[excel\]'"):
        FOUR("speech").save(tmp_path / "a.xlsx")


def test_a_sheet_that_cannot_be_written_raises_what_the_system_says(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        FOUR("speech").save(tmp_path / "a.xlsx")


def test_more_rows_than_a_sheet_has_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"but an Excel sheet holds only 1,048,575; save them as \.csv"):
        save_sheet(pd.DataFrame({"a": range(1_048_576)}), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [({"sort": "size"}, "sort 'size': expected one of speech, left"), ({"limit": 0}, "limit 0: expected 1"), ({"as_": "x"}, "as_ 'x'")],
)
def test_what_cannot_be_done_is_refused(options, expected):
    with pytest.raises(ValueError, match=expected):
        koujing.concordance("路", "nowhere", **options)


def test_a_suffix_that_names_no_format_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"a\.docx: expected a name that ends in .html, .csv, .xlsx"):
        FOUR("speech").save(tmp_path / "a.docx")


@pytest.fixture
def speeches(tmp_path):
    for name, text in (("a", "今年修路5公里。"), ("b", "明年修路6公里，后年修路。")):
        (tmp_path / f"{name}.txt").write_text("同志们：" + text, encoding="utf-8")
    return tmp_path


def test_the_command_prints_hits_as_they_stand(speeches, capsys):
    assert main(["concordance", "修路", str(speeches), "--width", "3"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "：今年 【修路】 5公里  (a, 6–8)",
        "：明年 【修路】 6公里  (b, 6–8)",
        "，后年 【修路】 。  (b, 14–16)",
        "“修路” (literal): 3 hits in 2 speeches",
    ]
    assert main(["concordance", r"\d公里", str(speeches), "--as", "regex", "--limit", "1"]) == 0
    assert "1 hit in 1 speech (the limit; there may be more)" in capsys.readouterr().out
    assert main(["concordance", "修路", str(speeches), "--limit", "4"]) == 0
    assert capsys.readouterr().out.endswith("3 hits in 2 speeches\n")


def test_the_command_sorts_and_saves(speeches, capsys):
    assert main(["concordance", "修路", str(speeches), "--sort", "right", "--limit", "2", "--width", "2"]) == 0
    assert [line.split(" ")[2] for line in capsys.readouterr().out.splitlines()[:2]] == ["5公", "6公"]
    for suffix in ("html", "csv", "xlsx"):
        out = speeches / "out" / f"a.{suffix}"
        assert main(["concordance", "修路", str(speeches / "b.txt"), "-o", str(out)]) == 0
        assert capsys.readouterr().out == f"“修路” (literal): 2 hits in 1 speech -> {out}\n"
        assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["(", ".", "--as", "regex"], "not a valid regular expression"),
        (["路", "nowhere"], "nowhere: no such file or folder"),
        (["路", ".", "-o", "a.docx"], "a.docx: expected a name that ends in"),
        (["路", ".", "--limit", "0"], "limit 0"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, expected, speeches, monkeypatch, capsys):
    monkeypatch.chdir(speeches)
    assert main(["concordance", *arguments]) == 2
    assert expected in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_searched(speeches, capsys):
    (speeches / "c.txt").write_bytes(b"")
    assert main(["concordance", "修路", str(speeches)]) == 1
    shown = capsys.readouterr()
    assert "3 hits in 2 speeches" in shown.out
    assert "c.txt: the file is empty" in shown.err


@pytest.mark.parametrize("suffix", [".html", ".csv", ".xlsx"])
def test_a_concordance_replaces_a_concordance_and_no_other_file(suffix, tmp_path):
    found, path = koujing.concordance("水", sample_folder(), limit=3), tmp_path / f"hits{suffix}"
    for _ in range(2):
        found.save(path)
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError, match="not a concordance"):
        found.save(path)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(("pattern", "as_"), [("的", "literal"), (r"\d+", "regex"), ("工作", "word"), ("三个到户", "formula")])
def test_a_study_is_searched_as_its_texts_are(pattern, as_):
    known = ["source", "speech", "date", "start", "end", "node", "part", "voice"]
    texts, study = (concordance(pattern, where, as_=as_) for where in (sample_folder(), code(sample_folder())))
    pd.testing.assert_frame_equal(texts.frame[known], study.frame[known])
    assert study.summary == texts.summary
    # Between two sentences a study has kept no blanks.
    squeezed = [frame["left"].str.replace(r"[¶\s]+", "", regex=True).str[-5:] for frame in (texts.frame, study.frame)]
    assert (squeezed[0] == squeezed[1]).mean() > 0.99


def test_a_study_that_was_made_to_be_shared_cannot_be_searched():
    with pytest.raises(ValueError, match=r"work-reports: this study has no sentences to search; give the folder"):
        concordance("改革", open_study("work-reports"))
