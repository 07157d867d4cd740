"""Agreement between codings: counts by hand, borderline rows, fields, and the reports of tables coded later."""

import json

import pytest

from koujing.measures.agreement import compare_coding, macro_f1, same_cell
from koujing.measures.score import (
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
    score = compare_coding("statistics", gold, coded, "whole")
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


def test_a_source_of_the_reference_that_was_not_coded_is_named(folders):
    gold, coded = folders
    for name in ("s", "z"):
        (gold / f"{name}.statistics.csv").write_text(REFERENCE + "0,2,5户,5,户,count,,村,achieved,,0,", "utf-8")
    (coded / "documents.csv").write_text("source,start,end\ns,0,9\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,2,5户,5,户,count,,村,achieved,", "utf-8")
    said = "expected the name of a coded source before the first full stop (s); all its rows count as missed"
    assert report(gold, coded).splitlines()[-1] == f"{gold / 'z.statistics.csv'}: {said}"


NUMBERS = [(10 * i, 10 * i + 2) for i in range(100)]


def write_rows(folders, reference, spans=NUMBERS):
    gold, coded = folders
    (coded / "documents.csv").write_text("source,start,end\ns,0,1000\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "\n".join(f"s,{a},{b},5户,5,户,,,,," for a, b in spans), "utf-8")
    for empty in ("formulas", "parallels", "directives", "checks"):
        (coded / f"{empty}.csv").write_text("source,start,end,text,verdict,marker\n", "utf-8")
    (gold / "s.statistics.csv").write_text("start,end,value\n" + "\n".join(f"{a},{b},5" for a, b in reference), "utf-8")


def test_twenty_rows_in_a_row_are_scored_from_the_first_to_the_last(folders):
    write_rows(folders, [*NUMBERS[30:39], *NUMBERS[40:51]])  # the coder has one more, 390:392
    score = compare_coding("statistics", *folders)
    assert (score.n_coded, score.precision, score.recall, score.fields["value"]) == (21, 20 / 21, 1, (20, 20))
    assert str(score).splitlines()[2] == "  scored 300–502 of 1,000 characters of s: from the first to the last reference row"


def test_rows_that_were_drawn_tell_no_precision(folders):
    write_rows(folders, NUMBERS[::5])
    score = compare_coding("statistics", *folders)
    assert (score.n_coded, score.recall, score.fields["value"], score.spurious) == (0, 1, (20, 20), [])
    first, _, last = str(score).splitlines()
    assert first == "statistics: gold 20  coded 0  precision –  recall 1.000  F1 –  (recall by overlap 1.000)"
    assert last.startswith("  precision not scored for s: the reference lacks 76 of 96 rows coded between its first and its last row")
    assert accuracy_table(*folders)[["precision", "f1"]].isna().all(axis=None)


@pytest.mark.parametrize(("scope", "n_coded"), [("whole", 100), ("stretch", 96), ("rows", 0), ("auto", 0)])
def test_a_scope_that_is_said_holds_for_the_report_and_the_table(folders, scope, n_coded):
    write_rows(folders, NUMBERS[::5])
    assert report(*folders, scope=scope).startswith(f"statistics: gold 20  coded {n_coded} ")
    assert accuracy_table(*folders, scope)["n_coded"].tolist() == [n_coded]


def test_runs_are_scored_where_the_reference_was_read(folders):
    gold, coded = folders
    (gold / "s.parallels.csv").write_text("start,end,borderline\n0,10,0\n20,30,0\n40,50,0\n", "utf-8")
    (coded / "parallels.csv").write_text("source,start,end\ns,0,10\ns,20,30\ns,40,50\ns,80,90\n", "utf-8")
    assert parallels_report(gold, coded).splitlines()[0] == "parallels: recall 3/3  precision 3/3"
    assert parallels_report(gold, coded, "whole").splitlines()[0] == "parallels: recall 3/3  precision 3/4"


@pytest.mark.parametrize("row", ["990,1001,5", "2000,2002,5"])
def test_an_offset_beyond_the_text_is_named(folders, row):
    write_rows(folders, [])
    (folders[0] / "s.statistics.csv").write_text(f"start,end,value\n0,2,5\n{row}\n", "utf-8")
    with pytest.raises(ValueError, match=r"s\.statistics\.csv, row 3: expected offsets within the 1,000 characters of the text"):
        report(*folders)


@pytest.mark.parametrize("table", ["statistics", "formulas", "parallels", "directives", "damage", "arithmetic"])
def test_a_reference_with_other_columns_is_named_whatever_its_table(folders, table):
    write_rows(folders, NUMBERS)
    (folders[0] / f"s.{table}.csv").write_text("from;to\n0;2\n", "utf-8")
    with pytest.raises(ValueError, match=rf"s\.{table}\.csv, row 1: expected the columns .*; it has from;to"):
        report(*folders)


@pytest.mark.parametrize("text", ["{", "[]", '{"speeches": []}', '{"speeches": [], "speakers": [], "boilerplate": 5}'])
def test_a_description_without_its_lists_is_named(folders, text):
    write_rows(folders, NUMBERS)
    (folders[0] / "s.meta.json").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"s\.meta\.json: expected a JSON object with the lists boilerplate, speeches"):
        report(*folders)


@pytest.mark.parametrize(("kind", "table"), [("statistics", "statistics"), ("parallels", "parallels"), ("arithmetic", "checks")])
def test_a_table_that_was_left_out_is_not_scored_as_if_nothing_had_been_found(folders, kind, table):
    write_rows(folders, NUMBERS)
    (folders[0] / f"s.{kind}.csv").write_text("start,end\n0,2\n", "utf-8")
    (folders[1] / f"{table}.csv").unlink()
    for scored in (report, accuracy_table):
        with pytest.raises(FileNotFoundError, match=rf"no table {table}\.csv, against which s\.{kind}\.csv could be scored"):
            scored(*folders)


def test_a_judgement_that_is_none_is_named(folders):
    write_rows(folders, NUMBERS)
    (folders[0] / "s.arithmetic.csv").write_text("kind,total_start,holds,note\nsum,5,maybe,\n", "utf-8")
    with pytest.raises(ValueError, match="total_start 5: expected yes, approx, no, unclear in column holds, it has maybe"):
        report(*folders)


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
    assert parallels_report(gold, coded, "whole").splitlines()[0] == "parallels: recall 1/1  precision 2/3"

    speakers = [{"name": "甲", "start": 0, "end": 10}, {"name": "乙", "start": 100, "end": 110}]
    (gold / "s.meta.json").write_text(json.dumps({"speeches": [], "speakers": speakers, "boilerplate": []}), "utf-8")
    (coded / "voices.csv").write_text("source,start,end,speaker\ns,0,10,甲\ns,100,110,丙\n", "utf-8")
    assert voices_report(gold, coded) == "voices: characters F1 0.500  passages begun within 30 characters 1/2"
    assert len(report(gold, coded).splitlines()) == 9


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
    table = accuracy_table(gold, coded, "whole").set_index("table")
    assert table.loc["parallels", ["n_reference", "n_coded", "recall", "precision"]].tolist() == [2, 3, 0.5, 0.6667]
    assert table.loc["directives", ["n_reference", "n_coded", "f1"]].tolist() == [1, 1, 1]
    assert table.loc["checks", ["n_reference", "n_coded", "recall"]].tolist() == [2, 2, 0.5]


def test_the_cells_that_differ_are_named_too(folders):
    gold, coded = folders
    (gold / "s.statistics.csv").write_text(REFERENCE + "0,3,5个村,5,个,count,,村,achieved,2016年,0,\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,3,5个村,5,个,count,,贫困村,achieved,2016年\n", "utf-8")
    told = report(gold, coded, show=3, scope="whole")
    assert "  indicator: ('s', 0, 3, \"5个村: reference '村', coded '贫困村'\")" in told
    assert "period: (" not in told


def test_tables_with_an_empty_speech_are_scored(folders):
    gold, coded = folders
    (gold / "s.statistics.csv").write_text(REFERENCE + "0,2,5户,5,户,count,,村,achieved,,0,\n", "utf-8")
    (coded / "statistics.csv").write_text(FIGURES + "s,0,2,5户,5,户,count,,村,achieved,\n", "utf-8")
    (coded / "documents.csv").write_text("source,speech,start,end\ns,s,0,9\nt,t,0,0\n", "utf-8")
    assert compare_coding("statistics", gold, coded).n_right == 1
