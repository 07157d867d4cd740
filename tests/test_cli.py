"""The command line: what it prints, what it writes, and its exit status."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import koujing
from koujing import runs
from koujing.across import schemas
from koujing.cli import main
from koujing.scratch import SCRATCH
from processes import children, is_running, needs_proc, wait_for

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
    assert capsys.readouterr().out.startswith("1 files, 1 speeches, 17 Han characters: 1 statistics, 1 formulas")
    figure, formula = table(tmp_path / "out", "statistics")[0], table(tmp_path / "out", "formulas")[0]
    assert (figure["text"], figure["value"], figure["unit"]) == ("2024万元", "20240000", "元")
    assert SPEECH[int(formula["start"]) : int(formula["end"])] == formula["text"] == "六个精准"
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"koujing", *schemas()}


def test_tables_that_are_left_out_are_not_written_and_earlier_ones_go(speeches, tmp_path, capsys):
    code = ["code", str(speeches), "-o", str(tmp_path / "out")]
    assert main(code) == 0
    assert main([*code, "--shareable", "--leave-out", "terms", "pairs"]) == 0
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"koujing", *schemas()} - {"sentences", "terms", "pairs"}
    with pytest.raises(SystemExit):
        main([*code, "--leave-out", "documents"])
    assert "invalid choice: 'documents'" in capsys.readouterr().err


def test_parquet_holds_the_same_study_as_csv(speeches, tmp_path):
    main(["code", str(speeches), "-o", str(tmp_path / "csv")])
    main(["code", str(speeches), "-o", str(tmp_path / "parquet"), "--format", "parquet"])
    one, other = koujing.open_study(tmp_path / "csv"), koujing.open_study(tmp_path / "parquet")
    for name in schemas():
        assert one[name].equals(other[name]), name


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_coded(speeches, tmp_path, capsys):
    (speeches / "b.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (speeches / "c.txt").write_bytes(b"")
    assert main(["code", str(speeches), "-o", str(tmp_path / "out")]) == 1
    assert [row["path"] for row in table(tmp_path / "out", "problems")] == ["b.txt", "c.txt"]
    assert len(table(tmp_path / "out", "documents")) == 1
    assert "b.txt: not a text file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [("empty.txt", b"", "the file is empty"), ("a.pdf", b"%PDF-1.7", "none of"), 
        ("x.txt", b"\xff\xfe\x2d\xd8a\x00", "not valid utf-16-le")],
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
    assert capsys.readouterr().err.count("cannot write there") == 2
    assert [path.name for path in speeches.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("name", ["documents.csv", "terms.csv", "koujing.json"])
def test_what_the_user_has_there_is_refused_before_the_work(speeches, capsys, monkeypatch, name):
    monkeypatch.setattr(runs, "each_partition", None)
    (speeches / name).write_text("speech,text\n甲,今年修路3条。\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in speeches.iterdir()}
    assert main(["code", str(speeches), "-o", str(speeches)]) == 2
    assert f"{name}: " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in speeches.iterdir()} == before


def test_a_table_that_is_not_written_may_be_the_users(speeches, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/sentences.csv").write_text("mine", encoding="utf-8")
    assert main(["code", str(speeches), "-o", str(tmp_path / "out")]) == 2
    assert main(["code", str(speeches), "-o", str(tmp_path / "out"), "--shareable"]) == 0
    assert (tmp_path / "out/sentences.csv").read_text(encoding="utf-8") == "mine"


@pytest.fixture
def many(tmp_path):
    """Enough speeches for several processes to have some seconds of work."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(100):
        text = "".join(f"今年第{k}乡修路{k * number + 3}条，投资{k}.5万元，种树{number}棵。\n" for k in range(1, 250))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def start(code, *arguments):
    """This command in a process of its own, after some lines of code."""
    lines = f"import sys, koujing.cli, koujing.engine\n{code}\nsys.exit(koujing.cli.main(sys.argv[1:]))"
    environment = os.environ | {"PYTHONPATH": str(Path(koujing.__file__).parents[1])}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", lines, *map(str, arguments)], env=environment, **pipes)


TWO = "koujing.engine.os.cpu_count = lambda: 2; koujing.engine.POOL_FROM_BYTES = 0"  # on any machine


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda end: end.name)
def test_a_run_that_is_ended_leaves_no_process_and_only_what_it_goes_on_from(many, tmp_path, end):
    with start(TWO, "code", many, "-o", tmp_path / "out") as run:
        assert wait_for(lambda: len(children(run.pid)) == 2)
        workers = children(run.pid)
        run.send_signal(end)
        out, err = run.communicate(timeout=120)
    assert run.returncode == (-end if end == signal.SIGKILL else 130)
    assert (out, err) == ("", "" if end == signal.SIGKILL else "koujing: stopped\n")
    assert wait_for(lambda: not any(map(is_running, workers)))
    assert [path.name for path in (tmp_path / "out").glob("*")] in ([], [SCRATCH])


@needs_proc
def test_a_worker_that_is_killed_loses_no_speech(many, tmp_path):
    for path in sorted(many.iterdir())[30:]:
        path.unlink()
    with start(TWO, "code", many, "-o", tmp_path / "out", "--leave-out", "borrowings") as run:
        assert wait_for(lambda: len(children(run.pid)) == 2)
        os.kill(children(run.pid)[0], signal.SIGKILL)
        out, err = run.communicate(timeout=300)
    assert (run.returncode, err) == (0, "")
    assert out.startswith("30 files, 30 speeches")


LITTLE_MEMORY = """
import pandas, rich.progress, resource, koujing.opening, koujing.runs  # what a command imports only when it is asked for
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + 30_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
"""


@needs_proc
def test_a_run_without_memory_ends_with_a_sentence(many, tmp_path):
    with start(TWO + LITTLE_MEMORY, "code", many, "-o", tmp_path / "out") as run:
        _, err = run.communicate(timeout=300)
    assert run.returncode == 2
    assert "memory" in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("koujing: ")


def test_no_sentence_of_an_earlier_run_stays_beside_tables_to_be_shared(speeches, tmp_path):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    assert table(tmp_path / "out", "sentences")
    main(["code", str(speeches), "-o", str(tmp_path / "out"), "--shareable", "--format", "parquet"])
    names = {f"{name}.parquet" for name in schemas() if name != "sentences"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"koujing.json", *names}


def test_score_scores_a_coding_against_a_reference(speeches, tmp_path, capsys):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    gold = tmp_path / "gold"
    gold.mkdir()
    header = "start,end,text,value,unit,kind,modifier,indicator,status,period,borderline,note\n"
    (gold / "a.statistics.csv").write_text(header + "10,16,2024万元,20240000,元,money,,资金,achieved,去年,0,\n", "utf-8")
    capsys.readouterr()
    assert main(["score", str(gold), str(tmp_path / "out")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "statistics: gold 1  coded 1  precision 1.000  recall 1.000  F1 1.000  (recall by overlap 1.000)"
    assert "value 1.000  unit 1.000  kind 1.000" in lines[1]
    main(["score", str(gold), str(tmp_path / "out"), "--scope", "rows"])
    assert "precision –" in capsys.readouterr().out


def test_score_names_what_is_wrong_with_a_reference_in_a_sentence(speeches, tmp_path, capsys):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    (tmp_path / "a.statistics.csv").write_text("start,end\n10,99999\n", "utf-8")
    assert main(["score", str(tmp_path), str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"koujing: {tmp_path / 'a.statistics.csv'}, row 2: expected offsets within the ")


def test_score_scores_no_table_that_was_changed_since(speeches, tmp_path, capsys):
    main(["code", str(speeches), "-o", str(tmp_path / "out")])
    (tmp_path / "out/statistics.csv").write_text("source\n", encoding="utf-8")
    assert main(["score", str(tmp_path), str(tmp_path / "out")]) == 2
    assert "statistics.csv: changed since koujing wrote it" in capsys.readouterr().err


def test_score_without_a_reference_says_what_it_expects(tmp_path, capsys):
    assert main(["score", str(tmp_path), str(tmp_path)]) == 2
    assert "no reference coding (expected files such as" in capsys.readouterr().err


@pytest.mark.skipif(not (GOLD and TEXTS), reason="KOUJING_GOLD and KOUJING_TEXTS do not name the codings and the texts")
def test_the_coding_of_the_five_documents_keeps_its_accuracy(tmp_path):
    from koujing.measures.agreement import compare_coding
    from koujing.measures.score import damage_report, set_aside_report

    main(["code", str(Path(TEXTS, "source-documents")), "-o", str(tmp_path)])
    statistics = compare_coding("statistics", Path(GOLD), tmp_path)
    formulas = compare_coding("formulas", Path(GOLD), tmp_path)
    assert statistics.f1 >= 0.97
    assert formulas.f1 >= 0.95
    assert statistics.fields["value"][0] >= 0.97 * statistics.fields["value"][1]
    assert damage_report(Path(GOLD), tmp_path).startswith("damage: found 157/157  masks restored 94/110  right 94/94")
    assert set_aside_report(Path(GOLD), tmp_path).startswith("set aside: 14/14 pieces covered")


@pytest.mark.parametrize("given", ["0", "-1", "two", "1.5", "²"])
def test_a_number_of_workers_that_is_none_is_refused(speeches, tmp_path, capsys, given):
    with pytest.raises(SystemExit):
        main(["code", str(speeches), "-o", str(tmp_path / "out"), f"--workers={given}"])
    assert "expected a whole number of processes, 1 or more" in capsys.readouterr().err


def test_workers_are_processes_and_a_scheduler_is_of_a_cluster(speeches, tmp_path, capsys):
    code = ["code", str(speeches), "-o", str(tmp_path / "out")]
    assert main([*code, "--workers", "2"]) == 0
    assert main([*code, "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert main([*code, "--engine", "dask", "--workers", "2"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in err] == ["koujing", "koujing"]
    assert "--engine dask" in err[0]
    assert "--workers is for processes" in err[1]
