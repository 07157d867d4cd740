"""The command line: what it prints, what it writes, and its exit status."""

import csv
import os
from pathlib import Path

import pytest

import koujing
from koujing.cli import main

GOLD, TEXTS = os.environ.get("KOUJING_GOLD"), os.environ.get("KOUJING_TEXTS")
SPEECH = "同志们：去年安排资金2024万元，落实“六个精准”。"


@pytest.fixture
def speeches(tmp_path):
    folder = tmp_path / "speeches"
    folder.mkdir()
    (folder / "a.txt").write_text(SPEECH, encoding="utf-8")
    return folder


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_code_writes_every_table_with_raw_offsets(speeches, tmp_path, capsys):
    assert main(["code", str(speeches), "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.startswith("1 files, 1 speeches, 17 Han characters: 1 figures, 1 formulas")
    figure, formula = table(tmp_path / "out", "statistics")[0], table(tmp_path / "out", "formulas")[0]
    assert (figure["text"], figure["value"], figure["unit"]) == ("2024万元", "20240000", "元")
    assert SPEECH[int(formula["start"]) : int(formula["end"])] == formula["text"] == "六个精准"
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(koujing.tables.COLUMNS)


def test_parquet_holds_the_same_study_as_csv(speeches, tmp_path):
    main(["code", str(speeches), "-o", str(tmp_path / "csv")])
    main(["code", str(speeches), "-o", str(tmp_path / "parquet"), "--format", "parquet"])
    one, other = koujing.open_study(tmp_path / "csv"), koujing.open_study(tmp_path / "parquet")
    for name in koujing.tables.COLUMNS:
        assert one[name].equals(other[name]), name


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_coded(speeches, tmp_path, capsys):
    (speeches / "b.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (speeches / "c.txt").write_bytes(b"")
    assert main(["code", str(speeches), "-o", str(tmp_path / "out")]) == 1
    assert [Path(row["path"]).name for row in table(tmp_path / "out", "problems")] == ["b.txt", "c.txt"]
    assert len(table(tmp_path / "out", "documents")) == 1
    assert "b.txt: not a text file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [("empty.txt", b"", "the file is empty"), ("a.pdf", b"%PDF-1.7", "none of"), ("x.txt", b"\xff\xfe\x2d\xd8a\x00", "no utf-16-le")],
)
def test_nothing_readable_is_an_error_that_names_file_expectation_and_evidence(tmp_path, capsys, name, content, expected):
    (tmp_path / name).write_bytes(content)
    assert main(["code", str(tmp_path / name), "-o", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert name in error
    assert expected in error
    assert not (tmp_path / "out").exists()


def test_a_folder_that_does_not_exist_is_named(tmp_path, capsys):
    assert main(["code", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")]) == 2
    assert "nowhere: no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["coded", "."])
def test_tables_among_the_texts_are_not_read_by_the_next_run(speeches, out, capsys):
    for _ in range(2):
        assert main(["code", str(speeches), "-o", str(speeches / out)]) == 0
    assert capsys.readouterr().out.count("1 files, 1 speeches") == 2


def test_an_output_that_cannot_be_written_is_refused_before_the_work(speeches, capsys):
    assert main(["code", str(speeches), "-o", str(speeches / "a.txt")]) == 2
    assert main(["code", str(speeches / "a.txt"), "-o", str(speeches / "a.txt" / "coded")]) == 2
    assert capsys.readouterr().err.count("no tables can be written there") == 2
    assert [path.name for path in speeches.iterdir()] == ["a.txt"]


def test_no_sentence_of_an_earlier_run_stays_beside_tables_to_be_shared(speeches, tmp_path):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    assert table(tmp_path / "out", "sentences")
    main(["code", str(speeches), "-o", str(tmp_path / "out"), "--shareable", "--format", "parquet"])
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{name}.parquet" for name in koujing.tables.COLUMNS if name != "sentences"
    }


def test_check_scores_a_coding_against_a_reference(speeches, tmp_path, capsys):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    gold = tmp_path / "gold"
    gold.mkdir()
    header = "start,end,text,value,unit,kind,modifier,indicator,status,period,borderline,note\n"
    (gold / "a.statistics.csv").write_text(header + "10,16,2024万元,20240000,元,money,,资金,achieved,去年,0,\n", "utf-8")
    capsys.readouterr()
    assert main(["check", str(gold), str(tmp_path / "out")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "statistics: gold 1  coded 1  precision 1.000  recall 1.000  F1 1.000  (recall by overlap 1.000)"
    assert "value 1.000  unit 1.000  kind 1.000" in lines[1]
    main(["check", str(gold), str(tmp_path / "out"), "--scope", "rows"])
    assert "precision –" in capsys.readouterr().out


def test_check_names_what_is_wrong_with_a_reference_in_a_sentence(speeches, tmp_path, capsys):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    (tmp_path / "a.statistics.csv").write_text("start,end\n10,99999\n", "utf-8")
    assert main(["check", str(tmp_path), str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"koujing: {tmp_path / 'a.statistics.csv'}, row 2: expected offsets within the ")


def test_check_without_a_reference_says_what_it_expects(tmp_path, capsys):
    assert main(["check", str(tmp_path), str(tmp_path)]) == 2
    assert "no reference coding (expected files such as" in capsys.readouterr().err


@pytest.mark.skipif(not (GOLD and TEXTS), reason="KOUJING_GOLD and KOUJING_TEXTS do not name the codings and the texts")
def test_the_coding_of_the_five_documents_keeps_its_accuracy(tmp_path):
    from koujing.measures.agreement import compare_coding
    from koujing.measures.check import damage_report, set_aside_report

    main(["code", str(Path(TEXTS, "source-documents")), "-o", str(tmp_path)])
    statistics = compare_coding("statistics", Path(GOLD), tmp_path)
    formulas = compare_coding("formulas", Path(GOLD), tmp_path)
    assert statistics.f1 >= 0.97
    assert formulas.f1 >= 0.95
    assert statistics.fields["value"][0] >= 0.97 * statistics.fields["value"][1]
    assert damage_report(Path(GOLD), tmp_path).startswith("damage: found 157/157  masks restored 94/110  right 94/94")
    assert set_aside_report(Path(GOLD), tmp_path).startswith("set aside: 14/14 pieces covered")
