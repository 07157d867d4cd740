"""The table ``borrowings`` of two speeches and of a study: direction, kinds, planted passages, when it is made and when not."""

import builtins
import json
import sys
from pathlib import Path

import pytest

import koujing
from koujing import across, cli, lexicons
from koujing.borrowing.sides import Side, cited_in
from koujing.reading import read
from koujing.runs import code_into
from koujing.speech import Corpus, Voice

SAMPLE = Path(__file__).parents[2] / "data/sample"
COPIED = "把坏了的闸门换成新的，塌陷的塘坎拿石头砌结实，堵死的进水口一处一处疏通开。"


def write(folder, **texts):
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def overlaps(start, end, other_start, other_end):
    return 2 * (min(end, other_end) - max(start, other_start)) >= other_end - other_start


def test_every_planted_passage_is_found(sample, planted):
    found = sample.borrowings.to_dict("records")
    missed = [
        row
        for row in planted
        if not any(
            (one["source_a"], one["source_b"]) == (row["source_a"], row["source"])
            and overlaps(one["start_b"], one["end_b"], int(row["start"]), int(row["end"]))
            and overlaps(one["start_a"], one["end_a"], int(row["start_a"]), int(row["end_a"]))
            for one in found
        )
    ]
    assert len(planted) >= 14
    assert [(row["source_a"], row["source"], row["start"]) for row in missed] == []


@pytest.fixture
def planted():
    import csv

    with (SAMPLE.parent / "sample-truth.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == "borrowings"]


def test_nothing_else_in_the_sample_is_borrowed(sample):
    waters = {"water-province", "water-prefecture", "water-county"}
    assert {*sample.borrowings["source_a"], *sample.borrowings["source_b"]} == waters


def test_two_speeches_have_the_rows_that_a_study_of_them_has(sample):
    speeches = {speech.id: speech for speech in read(SAMPLE)}
    pair = koujing.borrowings(speeches["water-province"], speeches["water-prefecture"])
    of_study = sample.borrowings.query("speech_a == 'water-province' and speech_b == 'water-prefecture'")
    names = ["start_a", "end_a", "start_b", "end_b", "kind", "similarity", "changed"]
    assert pair[names].to_numpy().tolist() == of_study[names].to_numpy().tolist()


def test_the_earlier_speech_is_a_whichever_is_given_first(tmp_path):
    texts = {"x": f"2016年5月3日\n同志们：{COPIED}", "y": f"2014年5月3日\n同志们：{COPIED}"}
    x, y = read(write(tmp_path / "texts", **texts))
    assert koujing.borrowings(x, y).equals(koujing.borrowings(y, x))
    row = koujing.borrowings(x, y).iloc[0]
    assert (row.speech_a, row.speech_b, row.direction) == ("y", "x", "a to b")


@pytest.mark.parametrize(("one", "other"), [("2014", "2014-05-03"), ("", "2014"), ("", ""), ("2014-05", "2014-05")])
def test_without_dates_that_decide_there_is_no_direction(one, other):
    sides = [_side("x", date=one), _side("y", date=other)]
    assert [row.direction for row in across.find_borrowings(sides)] == [""]


@pytest.mark.parametrize(("one", "other"), [("2013", "2014-05-03"), ("2013-12-31", "2014"), ("2014-04", "2014-05-01")])
def test_a_year_alone_decides_if_the_other_date_is_of_another_year(one, other):
    for sides in ([_side("x", date=one), _side("y", date=other)], [_side("y", date=other), _side("x", date=one)]):
        assert [(row.speech_a, row.direction) for row in across.find_borrowings(sides)] == [("x", "a to b")]


def _side(speech, text=COPIED, **known):
    from koujing.repaired import RepairedText

    return Side(speech, RepairedText.build(text, 0, len(text), []), speech, **known)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ({}, {}, "borrowing"),
        ({"speaker": "柳青山"}, {"speaker": "柳青山"}, "self-reuse"),
        ({"organisation": "国务院"}, {"organisation": "中华人民共和国国务院"}, "self-reuse"),
        ({"speaker": "柳青山", "organisation": "东县人民政府"}, {"speaker": "白云飞", "organisation": "西县人民政府"}, "borrowing"),
        ({}, {"cited": ((0, len(COPIED)),)}, "quotation"),
        ({"cited": ((0, len(COPIED)),)}, {}, "borrowing"),
        ({"speaker": "柳青山"}, {"speaker": "柳青山", "cited": ((0, len(COPIED)),)}, "quotation"),
    ],
)
def test_quotation_self_reuse_and_borrowing_are_told_apart(a, b, kind):
    assert [row.kind for row in across.find_borrowings([_side("x", **a), _side("y", **b)])] == [kind]


def test_cited_passages_are_those_within_that_of_another_voice():
    voices = [Voice(0, 90, "", "县长", ""), Voice(10, 20, "", "会议", "指出"), Voice(90, 120, "", "书记", "说")]
    assert cited_in(voices) == ((10, 20),)
    assert cited_in(()) == ()


def test_offsets_are_raw_and_damage_is_no_change(tmp_path):
    texts = {
        "a": f"同志们：今年修渠l67公里，{COPIED}",
        "b": f"<p>同志们：</p>\n今年修渠167公里，{COPIED}",
    }
    corpus = read(write(tmp_path / "texts", **texts))
    (row,) = koujing.borrowings(*corpus).itertuples()
    raws = {speech.id: speech.raw for speech in corpus}
    assert raws["a"][row.start_a : row.end_a].endswith("疏通开")
    assert raws["b"][row.start_b : row.end_b].endswith("疏通开")
    assert "167" not in json.dumps(row.changed)


def test_edits_are_offsets_within_the_raw_passages(sample):
    raws = {speech.source: speech.raw for speech in read(SAMPLE)}
    seen = 0
    for row in sample.borrowings.itertuples():
        for edit in json.loads(row.changed):
            was = raws[row.source_a][row.start_a + edit["start_a"] : row.start_a + edit["end_a"]]
            now = raws[row.source_b][row.start_b + edit["start_b"] : row.start_b + edit["end_b"]]
            assert edit["was"] in ("", was)
            assert edit["now"] in ("", now)
            seen += 1
    assert seen > 10


def test_a_run_writes_the_borrowings_of_a_study(sample, tmp_path):
    summary = code_into(tmp_path / "out", SAMPLE, own=lexicons.in_use())
    assert koujing.open_study(tmp_path / "out").borrowings.equals(sample.borrowings)
    assert "unless asked for" not in str(summary)


def test_of_many_speeches_they_are_made_only_if_asked_for(tmp_path, monkeypatch):
    monkeypatch.setitem(across.ASKED_FOR, "borrowings", 1)
    texts = write(tmp_path / "texts", a=f"同志们：{COPIED}", b=f"乡亲们：{COPIED}")
    assert len(koujing.code(texts).borrowings) == 0
    assert len(koujing.code(texts, tables=["borrowings"]).borrowings) == 1
    summary = code_into(tmp_path / "out", texts, own=lexicons.in_use())
    assert str(summary).endswith("0 problems, no borrowings of so many speeches unless asked for (--tables borrowings)")
    summary = code_into(tmp_path / "out", texts, own=lexicons.in_use(), asked=["borrowings"])
    assert (summary.rows["borrowings"], summary.not_made) == (1, [])
    left_out = code_into(tmp_path / "out", texts, own=lexicons.in_use(), leave_out=["borrowings"])
    assert left_out.not_made == []


def test_without_the_library_the_table_is_empty_and_problems_say_so(tmp_path, monkeypatch):
    original = builtins.__import__

    def missing(name, *rest):
        if name.startswith("rapidfuzz"):
            raise ImportError(name)
        return original(name, *rest)

    texts = write(tmp_path / "texts", a=f"同志们：{COPIED}", b=f"乡亲们：{COPIED}")
    speeches = list(read(texts))
    for module in [name for name in sys.modules if name.startswith("rapidfuzz")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", missing)
    study = koujing.code(texts)
    assert len(study.borrowings) == 0
    assert study.problems[["path", "hint"]].to_numpy().tolist() == [["table borrowings", "install koujing[borrowing]"]]
    assert cli.main(["code", str(texts), "-o", str(tmp_path / "out")]) == 0
    assert len(koujing.code(Corpus((), ())).problems) == 0
    with pytest.raises(ImportError, match=r"install koujing\[borrowing\]"):
        koujing.borrowings(*speeches)
