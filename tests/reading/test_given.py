"""What metadata.csv states goes before what is inferred, in whatever way the texts are read."""

import inspect

import pytest

from koujing import code, read
from koujing.reading.given import check_fields
from koujing.reading.metadata import VALUES, genre
from koujing.reading.metadata.office import ENDINGS, LEVELS

SPEECH = "在全县植树大会上的讲话\n同志们：今年全县要种树3万亩。"
TWO = "植树讲话[篇一]\n同志们：修路。\n植树讲话[篇二]\n同志们：架桥。"


@pytest.fixture
def folder(tmp_path):
    for name, text in {"a.txt": SPEECH, "county/b.txt": SPEECH, "two.md": TWO}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def state(folder, *rows, header="source,speech,date,county,genre", encoding="utf-8"):
    (folder / "metadata.csv").write_text("\n".join([header, *rows]) + "\n", encoding=encoding)


def test_a_stated_field_goes_before_an_inferred_one_and_an_empty_cell_does_not(folder):
    state(folder, "a,,2015/3/5,东县,", "county/b.txt,,,西县,other", ",two#2,2016,,")
    corpus = read(folder)
    a, b, one, two = (corpus[id_].metadata for id_ in ("a", "county/b", "two#1", "two#2"))
    assert (a["date"], a["date_evidence"], a["county"], a["genre"]) == ("2015-03-05", "metadata.csv", "东县", "speech")
    assert (b["title"], b["county"], b["genre"]) == ("在全县植树大会上的讲话", "西县", "other")
    assert (one["date"], two["date"]) == ("", "2016")
    assert corpus.problems == ()


def test_a_date_stated_with_a_record_is_not_looked_for_in_its_text(tmp_path, monkeypatch):
    text = "县长在大会上的讲话\\n（2014年3月5日）\\n同志们：今年全县要种树3万亩。"
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{text}", "date": "2015"}}\n{{"text": "{text}"}}\n', encoding="utf-8")
    stated, found = read(tmp_path)
    assert (stated.metadata["date"], found.metadata["date"]) == ("2015", "2014-03-05")
    assert stated.metadata | {"date": "", "date_evidence": ""} == found.metadata | {"date": "", "date_evidence": ""}
    assert [e.field for e in found.evidence if e.field not in {e.field for e in stated.evidence}] == ["date"]
    monkeypatch.setattr("koujing.reading.metadata.find_day", lambda *_: pytest.fail("a stated date is looked for"))
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{text}", "date": "2015"}}\n', encoding="utf-8")
    assert read(tmp_path)["a"].metadata["date"] == "2015"


def test_the_premier_of_a_record_is_that_of_its_stated_date(tmp_path):
    text = "政府工作报告\\n各位代表：\\n我代表国务院，向大会报告工作，请予审议。\\n一、去年工作\\n全国粮食增产。"
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{text}", "date": "1998-03-05"}}\n', encoding="utf-8")
    assert read(tmp_path)["a"].metadata["speaker"] == "李鹏"


def test_reading_and_coding_a_folder_give_the_same_metadata(folder):
    state(folder, "a.txt,,2015,东县,", "b.txt,,2016,,", "nobody,,,,")
    corpus, study = read(folder), code(folder)
    columns = ["date", "date_evidence", "county", "genre"]
    assert study.documents[columns].values.tolist() == [[s.metadata[c] for c in columns] for s in corpus]
    assert list(study.problems["what"]) == [p.what for p in corpus.problems] == ["line 4: no file is called 'nobody'"]


def test_a_stated_field_has_no_evidence_in_the_text(folder):
    state(folder, "a,,2015,,")
    assert "date" not in {e.field for e in read(folder)["a"].evidence}


def test_beside_a_single_file_rows_about_others_are_passed_over(folder):
    state(folder, "a,,2015,,", "nobody,,,,")
    corpus = read(folder / "a.txt")
    assert (corpus["a"].metadata["date"], corpus.problems) == ("2015", ())


def test_further_columns_of_the_table_are_kept_as_they_are(folder):
    state(folder, "a,007,North", "two#2,008, x ", header="source,id,Region")
    documents = code(folder).documents
    assert documents["own_id"].tolist() == ["007", "", "", "008"]
    assert documents["own_Region"].tolist() == ["North", "", "", " x "]
    assert [p.what for p in read(folder).problems] == []


def test_a_stated_speaker_is_that_of_the_speech_and_of_its_voice(folder):
    state(folder, "a,王锐", header="source,speaker")
    speech = read(folder)["a"]
    assert (speech.metadata["speaker"], [v.speaker for v in speech.voices]) == ("王锐", ["王锐"])
    assert code(folder).where(speaker="王锐").documents["source"].tolist() == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_table_may_come_from_a_spreadsheet(folder, encoding):
    state(folder, "a;;2015;我们村的人民;", header="Source;Speech;Date;County;Genre", encoding=encoding)
    assert read(folder)["a"].metadata["county"] == "我们村的人民"


# label, header, row, what is wrong, hint
WRONG = [
    ("a column like a known one", "source,dat", "a,2015", "column 'dat' is kept as own_dat", "did you mean date?"),
    ("unknown source", "source,date", "cuonty/b,2015", "line 2: no file is called 'cuonty/b'", "did you mean county/b"),
    ("unknown speech", "speech,date", "two#3,2015", "line 2: no speech 'two#3'", "two has two#1, two#2"),
    ("no name", "source,date", ",2015", "line 2: neither source nor speech", "correct the row"),
    ("no date", "source,date", "a,5 March", "line 2: date '5 March' is not a valid year, month or day", "correct the row"),
    ("no such month", "source,date", "a,2015-13-01",
     "line 2: date '2015-13-01' is not a valid year, month or day", "correct the row"),
    ("no such day", "source,date", "a,2015-02-30",
     "line 2: date '2015-02-30' is not a valid year, month or day", "correct the row"),
    ("no such level", "source,level", "a,County",
     "line 2: level 'County' is not one of central, province, prefecture, county, township, village", "correct the row"),
    ("no such body", "source,body", "a,县委",
     "line 2: body '县委' is not one of party, government, department, congress", "correct the row"),
    ("no such genre", "source,genre", "a,report",
     "line 2: genre 'report' is not one of speech, news report, work report, plan report, other", "correct the row"),
    ("several", "source,level,date", "a,City,then",
     "line 2: date 'then' is not a valid year, month or day; level 'City' is not one of central, province, prefecture, county, "
     "township, village", "correct the row"),
    ("a column twice", "source,date,date", "a,2015,2016",
     "column 'date' appears more than once; this one is kept as own_date_2", "the first is used"),
    ("a Chinese name", "source,日期", "a,2015", "column '日期' is kept as own_日期", "did you mean date?"),
    ("no name of a file", "id,date", "7,2015", "no column source or speech (it has id, date)", "in a column source"),
    ("too many cells", "source,date", "a,2015,1", "line 2: more cells than columns", "correct the row"),
    ("outside the folder", "source,date", "../../etc/a,2015", "line 2: no file is called '../../etc/a'", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "header", "row", "what", "hint"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_with_the_table_is_a_problem_and_the_texts_are_read(folder, label, header, row, what, hint):
    state(folder, row, header=header)
    corpus = read(folder)
    assert (len(corpus), corpus.problems[0].what) == (4, what)
    assert hint in corpus.problems[0].hint
    assert corpus.problems[0].path.endswith("metadata.csv")


def test_a_name_that_fits_two_files_or_stands_twice_is_a_problem(folder):
    (folder / "county/a.txt").write_text(SPEECH, encoding="utf-8")
    state(folder, "a.txt,,2015,,", "two,,2016,,", "two.md,,2017,,")
    corpus = read(folder)
    assert [p.what for p in corpus.problems] == ["line 4: 'two.md' is listed twice"]  # a.txt is one file by its path
    assert corpus["two#1"].metadata["date"] == "2016"


def test_a_table_that_cannot_be_read_does_not_keep_the_texts_from_being_read(folder):
    (folder / "metadata.csv").write_bytes(b"\x00\x01\x02")
    corpus = read(folder)
    assert (len(corpus), corpus.problems[0].what.split(" (")[0]) == (4, "not a text file")


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2015", "2015"),
        ("2015年", "2015"),
        ("2015-3", "2015-03"),
        ("2015年3月", "2015-03"),
        ("2015.3.5", "2015-03-05"),
        ("2015年3月5日", "2015-03-05"),
    ],
)
def test_a_date_is_written_in_iso(cell, date):
    assert check_fields({"date": cell}, "x")[0]["date"] == date


def test_a_value_that_is_refused_leaves_what_the_text_says(folder):
    state(folder, "a,County,2016", header="source,level,date")
    corpus = read(folder)
    assert (corpus["a"].metadata["level"], corpus["a"].metadata["date"]) == ("county", "2016")


def test_the_values_of_a_closed_field_are_those_that_reading_gives():
    assert set(VALUES["level"]) == set(LEVELS.values())
    assert set(VALUES["body"]) == set(ENDINGS)
    genres = inspect.getsource(genre)
    assert all(f'"{name}"' in genres for name in VALUES["genre"])


def test_what_cannot_be_printed_is_spelled_out(tmp_path):
    line = '{"text": "同志们：修路。", "title": "修\\ud800路\\u0000", "county": "东\\u2028县"}'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    metadata = read(tmp_path)["a"].metadata
    assert (metadata["title"], metadata["county"]) == ("修\\ud800路\\x00", "东 县")
