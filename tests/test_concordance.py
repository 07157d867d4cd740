"""Concordances: their order, how they show and save themselves, and the command."""

import csv
import re
from html.parser import HTMLParser
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
import pytest

import koujing
from koujing.cli import main
from koujing.concordance import SORTS, gather
from koujing.concordance_files import save_sheet
from koujing.hits import Found, Hit, Query
from koujing.reading import read_string
from koujing.study import sample_folder

HOSTILE = "<script>alert('1')</script> & \"quoted\""
NAME = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


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
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[2] == dict(zip(Hit._fields, ["b", "b", "2001-05", "2", "3", "甲丁", "小路", "乙", "", ""], strict=True))


def sheet(path):
    """The cells of a workbook: numbers as numbers, texts as texts."""
    with ZipFile(path) as book:
        assert book.testzip() is None
        trees = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    return [
        [int(cell.find("m:v", NAME).text) if cell.get("t") is None else cell.find("m:is/m:t", NAME).text or "" for cell in row]
        for row in trees["xl/sheet.xml"].iter(f"{{{NAME['m']}}}row")
    ]


def test_an_excel_sheet_holds_the_table_and_texts_stay_texts(tmp_path):
    found = made(("=1+1", "", " <a>&\x1b_x001B_\n", "路", "\ufffe"), ("b", "1999", "甲", "路", "长" * 40_000))("speech")
    found.save(tmp_path / "a.xlsx")
    head, first, second = sheet(tmp_path / "a.xlsx")
    assert head == list(Hit._fields)
    assert first == ["=1+1", "=1+1", "", 0, 1, " <a>&_x001B__x005F_x001B_\n", "路", "_xFFFE_", "", ""]
    assert (second[2], second[3], len(second[7])) == ("1999", 1, 32_767)


def test_every_part_that_a_workbook_names_is_in_it(tmp_path):
    FOUR("speech").save(tmp_path / "a.xlsx")
    FOUR("speech").save(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with ZipFile(tmp_path / "a.xlsx") as book:
        types = book.read("[Content_Types].xml").decode()
        named = set(re.findall('PartName="/([^"]+)"', types))
        targets = {"xl/" + t for t in re.findall('Target="([^"]+)"', book.read("xl/_rels/workbook.xml.rels").decode())}
        assert named == targets | {"xl/workbook.xml"}
        assert named < set(book.namelist())


def test_more_rows_than_a_sheet_has_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"an Excel sheet holds 1,048,575; save them as \.csv"):
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
    assert "1 hit in 1 speech" in capsys.readouterr().out


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
        (["(", ".", "--as", "regex"], "no regular expression"),
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
