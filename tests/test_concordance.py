"""Key words in context: what is found, where it stands in the raw text, in which order, and in which files."""

import csv
import xml.etree.ElementTree as ET
import zipfile

import pandas as pd
import pytest

import koujing
from koujing.cli import main
from koujing.concordance import concordance, search
from koujing.reading import read_string
from koujing.sheets import save_sheet
from koujing.study import sample_folder

RAW = "同志们：\n我们要深化农村改革。*积极*推进城市改革，贷款l67亿元。\n改革开放以来，紧扣六大任务，落实六项主要任务。"
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def speeches():
    return read_string(RAW, "a").speeches


def nodes(found):
    return found.frame["node"].tolist()


def test_a_literal_is_found_everywhere_with_its_context(speeches):
    found = concordance("改革", speeches, width=2)
    assert found.frame["left"].tolist() == ["农村", "城市", "。¶"]
    assert nodes(found) == ["改革"] * 3
    assert [RAW[a:b] for a, b in zip(found.frame["start"], found.frame["end"], strict=True)] == ["改革"] * 3


def test_a_repaired_figure_is_found_and_points_at_the_damaged_characters(speeches):
    found = concordance("167亿元", speeches)
    assert [RAW[a:b] for a, b in zip(found.frame["start"], found.frame["end"], strict=True)] == ["l67亿元"]


def test_a_regular_expression_takes_what_it_describes(speeches):
    assert nodes(concordance("(?:农村|城市)改革", speeches, as_="regex")) == ["农村改革", "城市改革"]


def test_a_word_is_not_found_inside_another(speeches):
    assert len(concordance("改革", speeches, as_="word")) == 2
    assert len(concordance("改革开放", speeches, as_="word")) == 1


def test_a_formula_is_found_under_all_its_names(speeches):
    assert nodes(concordance("六大重点任务", speeches, as_="formula")) == ["六大任务", "六项主要任务"]


def test_what_a_mask_hides_is_said(speeches):
    assert concordance("改革", speeches).n_masks == sum(not r.certain for r in speeches[0].repairs if r.kind == "mask")


@pytest.mark.parametrize(
    ("sort", "expected"), [("speech", "123"), ("date", "231"), ("left", "231"), ("right", "132")]
)
def test_hits_are_sorted(sort, expected):
    texts = {"1": "无日期，己丙改革丑", "2": "2001年3月5日，讲话。丁丁改革酉", "3": "2002年3月5日，讲话。丙丙改革寅"}
    speeches = [speech for name, raw in texts.items() for speech in read_string(raw, name).speeches]
    found = concordance("改革", speeches, sort=sort, width=2)
    assert "".join(found.frame["source"]) == expected


def test_part_and_voice_are_those_of_the_place():
    study_speech = next(iter(koujing.read(sample_folder())))
    found = concordance("。", study_speech)
    assert set(found.frame["part"]) <= {"review", "tasks", "other"}
    assert (found.frame["source"] == study_speech.source).all()


@pytest.mark.parametrize(
    ("pattern", "options", "message"),
    [
        ("(", {"as_": "regex"}, "no regular expression"),
        ("x*", {"as_": "regex"}, "nothing stands"),
        ("", {}, "empty"),
        ("改", {"as_": "token"}, "expected literal, regex, word, formula"),
        ("改", {"sort": "size"}, "expected speech, date, left, right"),
    ],
)
def test_a_bad_request_is_an_error(speeches, pattern, options, message):
    with pytest.raises(ValueError, match=message):
        concordance(pattern, speeches, **options)


def test_a_folder_gives_what_its_speeches_give():
    folder, speeches = concordance("工作", sample_folder()), concordance("工作", koujing.read(sample_folder()))
    pd.testing.assert_frame_equal(folder.frame, speeches.frame)
    assert len(folder) > 5
    assert sum(len(hits) for hits, _ in search("工作", sample_folder())) == len(folder)


def test_markup_in_a_text_is_shown_not_obeyed():
    found = concordance("改革", read_string("<b>改革</b>", "a").speeches)
    assert "&lt;b&gt;" in found._repr_html_()
    assert "1 hits" in found._repr_html_()


def test_all_formats_hold_all_hits(speeches, tmp_path):
    found = concordance("改革", speeches)
    for suffix in ("csv", "html", "xlsx"):
        found.save(tmp_path / f"hits.{suffix}")
    with (tmp_path / "hits.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert [row["node"] for row in csv.DictReader(handle)] == nodes(found)
    assert (tmp_path / "hits.html").read_text(encoding="utf-8").count("<tr") == len(found) + 1
    with zipfile.ZipFile(tmp_path / "hits.xlsx") as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{CELL}row")]
    assert rows[0] == list(found.frame.columns)
    assert [row[6] for row in rows[1:]] == nodes(found)
    with pytest.raises(ValueError, match=r"\.html, \.csv or \.xlsx"):
        found.save(tmp_path / "hits.doc")


def test_a_cell_is_text_even_where_it_looks_like_a_formula(tmp_path):
    save_sheet(pd.DataFrame({"a": ["=1+1", "<&\x07", None], "n": [1, 2.5, None]}), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert {name: ET.fromstring(book.read(name)).tag for name in book.namelist()}  # every part is well-formed
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<c t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>' in sheet
    assert "&lt;&amp;</t>" in sheet
    assert "<f>" not in sheet


def test_the_command_prints_hits_and_says_what_it_could_not_search(capsys, tmp_path):
    assert main(["concordance", "发展", str(sample_folder()), "--width", "5"]) == 0
    printed = capsys.readouterr()
    assert all(line.split("\t")[3] == "发展" for line in printed.out.splitlines())
    assert "masked words were not searched" in printed.err
    assert main(["concordance", "发展", str(sample_folder()), "--sort", "left", "-o", str(tmp_path / "a.csv")]) == 0
    assert len(pd.read_csv(tmp_path / "a.csv")) == len(printed.out.splitlines())
    assert main(["concordance", "(", str(sample_folder()), "--as", "regex"]) == 2
