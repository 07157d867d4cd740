"""Files of many texts: each record is read by itself and stands at its place in the raw text of the file."""

import csv
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import check_all

from koujing.reading import ReadingError, read, read_file
from koujing.reading.files.records import read_csv, read_jsonl

LONG = "同志们：" + "今年要修路，" * 40_000


def lines(*records):
    return "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)


def test_a_record_is_a_text_with_what_else_it_says():
    text = lines(
        {"Text": "修路。\n架桥。", " Date ": 2015, "title": "讲话\n稿", "tags": ["a"], "price": None, "ok": True},
        "",
        {"text": "种树。"},
    )
    records, problems = read_jsonl(text, "a.jsonl")
    assert [(r.line, r.text, r.fields) for r in records] == [
        (1, "修路。\n架桥。", {"date": "2015", "title": "讲话\n稿", "tags": '["a"]', "ok": "true"}), (3, "种树。", {}),
    ]  # fmt: skip
    assert problems == []


def test_a_line_without_a_text_is_a_problem_that_names_it():
    text = lines(
        {"text": "修路。"},
        "{",
        "[1]",
        {"title": "讲话", "正文": "架桥。"},
        {"text": " "},
        '{"text": "\\ud800"}',
        "[" * 100_000,
    )
    records, problems = read_jsonl(text, "a.jsonl")
    assert len(records) == 1
    assert [p.what.split(" (Exp")[0].split(" (max")[0] for p in problems] == [
        "line 2: not JSON", "line 3: not a JSON object", "line 4: no text (it has title, 正文)", "line 5: no text (it has text)",
        "line 6: half of a surrogate pair in its text", "line 7: not JSON",
    ]  # fmt: skip


def test_a_line_separator_inside_a_string_ends_no_record():
    assert [r.text for r in read_jsonl('{"text": "修路\u2028架桥"}', "a.jsonl")[0]] == ["修路\u2028架桥"]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_table_has_one_text_a_row_however_long(separator):
    limit = csv.field_size_limit()
    text = f'title{separator}text\r\n甲{separator}"修路，""快""。\n架桥。"\r\n\r\n乙{separator}"{LONG}"\r\n'
    records, problems = read_csv(text, "a.csv")
    assert [(r.line, r.text, r.fields) for r in records] == [
        (2, '修路，"快"。\n架桥。', {"title": "甲"}), (5, LONG, {"title": "乙"}),
    ]  # fmt: skip
    assert (problems, csv.field_size_limit()) == ([], limit)


def test_a_row_that_is_no_record_is_a_problem_that_names_it():
    records, problems = read_csv('text,title\n修路。,甲,乙\n架桥。,,\n,丙\n种树。\n"没有完', "a.csv")
    assert [r.text for r in records] == ["架桥。", "种树。"]
    assert [p.what for p in problems] == [
        "line 2: more cells than columns", "line 4: no text (it has text, title)",
        "line 6: not valid CSV from here on (unexpected end of data)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("read_records", "text", "says"),
    [
        (read_csv, "title,body\n甲,修路。\n", r"no column text \(it has title, body\)"),
        (read_csv, "text\n", "no record"),
        (read_csv, '"text', r"no column text \(it has none\)"),
        (read_jsonl, '{\n"text": "修路。"\n}', 'line 1: not JSON .*expected one JSON object per line, such as {"text"'),
    ],
)
def test_a_file_without_any_record_is_refused(read_records, text, says):
    with pytest.raises(ReadingError, match=says):
        read_records(text, "a.csv")


# Texts that a page could be made of: damage, chrome, several speeches on one page, line ends.
PIECES = [
    "同志们：\n", "贷款l67亿元，", "增强坚定*。", "\n\n", "\r\n", "植树讲话[篇一]\n", "植树讲话[篇二]\n", "相关文章\n",
    "发布时间:2020-12-13\n", "\n", "  ", "\f",
    "一、修路\n", "本站5月25日讯 ", "(记者 甲乙)", "2015年", "全县", "\u200b",
]  # fmt: skip
RECORDS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join).filter(str.strip), min_size=1, max_size=6
)


@settings(max_examples=200)
@given(RECORDS)
def test_every_character_of_every_record_is_accounted_for(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("records") / "a.jsonl"
    path.write_text(lines(*({"text": text} for text in texts)), encoding="utf-8")
    document = read_file(path, "a")
    check_all(document)
    assert document.raw == "".join(text + "\n" for text in texts)
    ids = [speech.id for speech in document.speeches]
    assert ids == (["a"] if len(ids) == 1 else [f"a#{k}" for k in range(1, len(ids) + 1)])


def test_each_record_is_read_as_if_it_were_alone(tmp_path):
    (tmp_path / "a.csv").write_text(
        "text,date,county,genre\n贷款l67亿元。,2013,东县,speech\n全省3个乡。,,,\n", encoding="utf-8"
    )
    corpus = read(tmp_path)
    first, second = corpus
    assert (first.text, second.text) == ("贷款167亿元。", "全省3个乡。")
    assert (second.start, second.raw_text(2, 4)) == (9, "3个")
    stated = {k: first.metadata[k] for k in ("date", "date_evidence", "county", "genre")}
    assert stated == {"date": "2013", "date_evidence": "field date", "county": "东县", "genre": "speech"}
    assert (second.metadata["date"], second.metadata["county"]) == ("", "")
    assert corpus.documents[0].raw_kind == "extracted"


def test_a_date_that_is_none_is_a_problem_and_the_record_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "修路。", "date": "去年"}', encoding="utf-8")
    corpus = read(tmp_path)
    assert (next(iter(corpus)).metadata["date"], len(corpus)) == ("", 1)
    assert corpus.problems[0].what == "line 1: date '去年' is not a valid year, month or day"
