"""Agreement between codings: counts by hand, borderline rows, fields, and the reports of tables coded later."""

import json

import pytest

from koujing.measures.agreement import compare_coding, macro_f1, same_cell
from koujing.measures.check import (
    accuracy_table,
    checks_report,
    directives_report,
    parallels_report,
    report,
    voices_report,
)

FIGURES = "source,start,end,text,value,unit,kind,modifier,indicator,status,period\n"
REFERENCE = "start,end,text,value,unit,kind,modifier,indicator,status,period,borderline,contested\n"


@pytest.fixture
def folders(tmp_path):
    gold, coded = tmp_path / "gold", tmp_path / "coded"
    gold.mkdir()
    coded.mkdir()
    return gold, coded


def test_spans_are_counted_by_hand(folders):
    gold, coded = folders
    rows = ["0,2,5户,5,户,count,,村,achieved,,0,", "4,6,6户,6,户,count,,村,target,,0,status", "8,12,一年,1,年,measure,,,context,,1,"]
    (gold / "s.statistics.csv").write_text(REFERENCE + "\n".join(rows), "utf-8")
    mine = ["s,0,2,5户,5.0,户,money,,村,achieved,", "s,4,7,6户以,6,户,count,,村,target,"]
    mine += ["s,8,10,一,1,,count,,,,", "s,20,22,9个,9,个,count,,,,"]
    (coded / "statistics.csv").write_text(FIGURES + "\n".join(mine), "utf-8")
    score = compare_coding("statistics", gold, coded)
    # 0:2 is right; 4:7 overlaps 4:6 only; 8:10 touches a borderline row and counts for nothing; 20:22 is spurious.
    assert (score.n_reference, score.n_coded, score.n_right, score.n_overlapping) == (2, 3, 1, 2)
    assert score.fields["value"] == (1, 1)
    assert score.fields["kind"] == (0, 1)
    assert score.fields["modifier"] == (0, 0)  # a sparse field that neither fills
    assert [m[3] for m in score.missed] == ["6户"]
    assert [s[3] for s in score.spurious] == ["6户以", "9个"]


def test_identical_codings_agree_wholly_and_disjoint_ones_not_at_all(folders):
    gold, coded = folders
    (gold / "s.statistics.csv").write_text(REFERENCE + "0,2,5户,5,户,count,,村,achieved,,0,", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,2,5户,5,户,count,,村,achieved,", "utf-8")
    assert compare_coding("statistics", gold, coded).f1 == 1
    (coded / "statistics.csv").write_text(FIGURES + "s,3,5,5户,5,户,count,,村,achieved,", "utf-8")
    assert compare_coding("statistics", gold, coded).f1 == 0


def test_a_scope_limits_what_is_compared(folders):
    gold, coded = folders
    (gold / "s.statistics.csv").write_text(REFERENCE + "0,2,5户,5,户,count,,村,achieved,,0,", "utf-8")
    (gold / "s.scope.csv").write_text("start,end\n0,10\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,2,5户,5,户,,,,,\ns,30,32,7户,7,户,,,,,", "utf-8")
    assert compare_coding("statistics", gold, coded).n_coded == 1


@pytest.mark.parametrize("text", ["from,to\n0,2\n", "start,end\n0,two\n", "start,end\n0\n"])
def test_a_reference_without_spans_is_named_with_its_row(folders, text):
    gold, coded = folders
    (gold / "s.statistics.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"s.statistics.csv, row 2: expected numbers in columns start and end"):
        compare_coding("statistics", gold, coded)


def test_a_source_of_the_reference_that_was_not_coded_is_named(folders):
    gold, coded = folders
    for name in ("s", "z"):
        (gold / f"{name}.statistics.csv").write_text(REFERENCE + "0,2,5户,5,户,count,,村,achieved,,0,", "utf-8")
    (coded / "documents.csv").write_text("source\ns\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,2,5户,5,户,count,,村,achieved,", "utf-8")
    assert report(gold, coded).splitlines()[-1] == "not among the coded sources: z"


@pytest.mark.parametrize(
    ("name", "a", "b", "same"),
    [
        ("value", "66.67", "66.66666667", True),  # two thirds, to its rounding
        ("value", "1..2", "1..2", True),
        ("value", "5", "5.1", False),
        ("head", "精准脱贫政策", "政策", True),
        ("head", "政策", "", False),
        ("members", "对象|目标", "对象精准|目标精准", True),
        ("members", "对象|目标", "目标|对象", False),
        ("quoted", "1", "True", True),
        ("unit", "个", "户", False),
    ],
)
def test_cells_are_compared_by_what_they_say(name, a, b, same):
    assert same_cell(name, a, b) is same
    assert same_cell(name, b, a) is same


def test_macro_f1_weighs_classes_alike():
    # a: 2·3/(3+4), b: 0 of one row: the mean of 6/7 and 0.
    assert macro_f1([("a", "a"), ("a", "a"), ("a", "a"), ("b", "a")]) == pytest.approx(3 / 7)


def test_checks_parallels_and_voices_are_reported_when_they_are_coded(folders):
    gold, coded = folders
    header = "kind,total_text,total_start,parts,holds,note\n"
    (gold / "s.arithmetic.csv").write_text(header + "sum,80项,10,36|44,yes,\ncount,三点,30,a|b,no,\nsum,9个,50,4|5,yes,weak\n", "utf-8")
    (coded / "checks.csv").write_text("source,start,end,verdict\ns,10,13,consistent\ns,30,32,consistent\n", "utf-8")
    assert checks_report(gold, coded).splitlines()[0] == "checks, sum: found 1/1  right verdict 1/1"
    assert checks_report(gold, coded).splitlines()[3:] == ["checks, count: found 1/1  right verdict 0/1", "checks: 0 inconsistent of 2"]

    (gold / "s.parallels.csv").write_text("start,end,text,frame,size,borderline\n0,10,x,X,3,0\n50,60,y,Y,3,1\n", "utf-8")
    (coded / "parallels.csv").write_text("source,start,end\ns,2,10\ns,50,55\ns,80,90\n", "utf-8")
    assert parallels_report(gold, coded) == "parallels: recall 1/1  precision 2/3"

    speakers = [{"name": "甲", "start": 0, "end": 10}, {"name": "乙", "start": 100, "end": 110}]
    (gold / "s.meta.json").write_text(json.dumps({"speeches": [], "speakers": speakers, "boilerplate": []}), "utf-8")
    (coded / "voices.csv").write_text("source,start,end,speaker\ns,0,10,甲\ns,100,110,丙\n", "utf-8")
    assert voices_report(gold, coded) == "voices: characters F1 0.500  passages begun within 30 characters 1/2"
    assert len(report(gold, coded).splitlines()) == 8


def test_directives_are_counted_over_the_judged_places_alone(folders):
    gold, coded = folders
    places = ["3,4,要,1", "8,9,要,0", "12,13,要,1", "20,21,要,1"]
    (gold / "s.directives.csv").write_text("start,end,text,label\n" + "\n".join(places), "utf-8")
    mine = ["s,3,9,要,must", "s,8,11,要,must", "s,11,15,不要,prohibit", "s,50,59,要,must", "t,20,29,要,must"]
    (coded / "directives.csv").write_text("source,start,end,marker,force\n" + "\n".join(mine), "utf-8")
    assert directives_report(gold, coded) == "directives: recall 2/3  precision 2/3"


def test_the_accuracy_of_runs_orders_and_checks_is_a_row_each(folders):
    gold, coded = folders
    (gold / "s.parallels.csv").write_text("start,end,borderline\n0,10,0\n20,30,0\n40,50,1", "utf-8")
    (coded / "parallels.csv").write_text("source,start,end\ns,0,9\ns,40,49\ns,60,69", "utf-8")
    (gold / "s.directives.csv").write_text("start,end,text,label\n3,4,要,1", "utf-8")
    (coded / "directives.csv").write_text("source,start,end,marker\ns,3,9,要", "utf-8")
    (gold / "s.arithmetic.csv").write_text("kind,total_start,holds,note\nsum,5,yes,\nsum,9,no,\nsum,7,no,weak", "utf-8")
    (coded / "checks.csv").write_text("source,start,end,verdict\ns,5,7,consistent\ns,9,11,consistent", "utf-8")
    table = accuracy_table(gold, coded).set_index("table")
    assert table.loc["parallels", ["n_reference", "n_coded", "recall", "precision"]].tolist() == [2, 3, 0.5, 0.6667]
    assert table.loc["directives", ["n_reference", "n_coded", "f1"]].tolist() == [1, 1, 1]
    assert table.loc["checks", ["n_reference", "n_coded", "recall"]].tolist() == [2, 2, 0.5]
