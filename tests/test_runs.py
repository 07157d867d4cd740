"""A run of ``koujing code``: whatever ends it, and whatever has changed since, the next one has the tables of an undisturbed run."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koujing import ReadingError, code, engine, lexicons, manifest, partitions, parts, runs, scratch
from koujing.across import schemas
from koujing.arrowtables import joined
from koujing.dataframes import frame_of
from koujing.opening import own_lexicon
from koujing.runs import code_into
from koujing.slogans import phrases
from koujing.study import load_study

NAMES = [f"{place}{number}" for place in ("east", "west") for number in range(6)]


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """Twelve speeches in several partitions, one file of several speeches, one with columns of its own, and two bad files."""
    monkeypatch.setattr(partitions, "MEAN", 15_000)
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text(speech(number), encoding="utf-8")
    (folder / "f.csv").write_text('text,region,"a,b"\n同志们：今年修路5条。,"x ""y""",\n同志们：今年要快。,,z\n', encoding="utf-8")
    (folder / "g.txt").write_bytes(b"")
    (folder / "metadata.csv").write_text("source,date,note\neast1,2015,good\nnowhere,2016,\n", encoding="utf-8")
    return folder


def speech(number):
    lines = (f"去年第{k}乡修路{k * number + 3}条，投资{k}.5万元，落实“三个到户”，坚持改革发展。\n" for k in range(1, 30))
    return f"同志们：\n20{number + 10}年。\n{''.join(lines)}"


def into(texts, out, **options):
    return code_into(out, texts, **{"own": lexicons.in_use()} | options)


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables_in_parts(folder):
    """Each table of a folder in parts, put together by hand."""
    listed = manifest.read_manifest(folder)
    found = {}
    for table in listed.tables:
        paths = [name for name, file in listed.names.items() if file.table == table]
        chunks = [pq.read_table(folder / path) for path in paths]
        found[table] = frame_of(joined(chunks) if chunks else pa.table({}), schemas()[table])
    return found


class Counted:
    """The number of files that were read to be coded."""

    def __init__(self, monkeypatch):
        self.read = []
        original = partitions.reading.read_file
        monkeypatch.setattr(partitions.reading, "read_file", lambda *text: [self.read.append(text[1]), original(*text)][1])

    def since(self):
        read, self.read = sorted(self.read), []
        return read


@pytest.mark.parametrize("format", ["csv", "excel-csv", "parquet"])
def test_the_command_writes_what_a_study_saves(texts, tmp_path, format):
    summary = into(texts, tmp_path / "run", format=format)
    code(texts).save(tmp_path / "saved", format)
    assert files(tmp_path / "run") == files(tmp_path / "saved")
    assert str(summary).startswith("13 files, 14 speeches, ")
    assert [problem.path for problem in summary.problems] == ["metadata.csv", "g.txt"]


def test_a_shared_run_without_some_tables_writes_what_such_a_study_saves(texts, tmp_path):
    (texts / "h.txt").write_text("同志们：" + "把每一条通到村口的路都修成能走大车的好路、" * 3 + "修桥。\r甲", encoding="utf-8", newline="")
    for shareable in (True, False):
        into(texts, tmp_path / "run", shareable=shareable, leave_out=["terms", "phrases"])
        study = code(texts)
        (study.shareable() if shareable else study).leave_out("terms", "phrases").save(tmp_path / "saved")
        assert files(tmp_path / "run") == files(tmp_path / "saved")


def test_parts_hold_the_tables_of_a_study(texts, tmp_path):
    into(texts, tmp_path / "out", format="parts")
    study, found = code(texts), tables_in_parts(tmp_path / "out")
    assert found.keys() == study.frames.keys()
    for name, frame in found.items():
        pd.testing.assert_frame_equal(frame, study[name], obj=name)
    across = {f"{table}.parquet" for table in ("phrases", "borrowings", "problems")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"koujing.json", "parts", *across}
    manifest.check_files(tmp_path / "out")


def test_above_a_size_parts_are_the_default(texts, tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "LARGE", 1000)
    assert into(texts, tmp_path / "out").format == "parts"


def test_tables_that_are_put_together_replace_parts_and_the_other_way_round(texts, tmp_path):
    for format in ("parts", "csv", "parts", "parquet"):
        into(texts, tmp_path / format, format=format)
        into(texts, tmp_path / "out", format=format)
        assert files(tmp_path / "out") == files(tmp_path / format)


def test_of_changed_new_and_removed_files_only_their_parts_are_made_anew(texts, tmp_path, monkeypatch):
    into(texts, tmp_path / "out", format="parts", leave_out=["phrases", "reuse", "borrowings"])
    counted = Counted(monkeypatch)
    into(texts, tmp_path / "out", format="parts", leave_out=["phrases", "reuse", "borrowings"])
    assert counted.since() == []
    (texts / "west3.txt").write_text(speech(77), encoding="utf-8")
    (texts / "east0.txt").unlink()
    (texts / "west9.txt").write_text(speech(99), encoding="utf-8")
    into(texts, tmp_path / "out", format="parts", leave_out=["phrases", "reuse", "borrowings"])
    anew = counted.since()
    assert {"west3", "west9"} <= set(anew)
    assert len(anew) < 9
    into(texts, tmp_path / "fresh", format="parts", leave_out=["phrases", "reuse", "borrowings"])
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def test_running_texts_of_kept_parts_are_read_again_for_phrases(texts, tmp_path, monkeypatch):
    into(texts, tmp_path / "out", format="parts")
    monkeypatch.setattr(partitions, "coded_columns", None)  # so that nothing can be coded
    into(texts, tmp_path / "out", format="parts")
    monkeypatch.undo()
    monkeypatch.setattr(partitions, "MEAN", 15_000)
    into(texts, tmp_path / "fresh", format="parts")
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


def keys(recipe_options, texts):
    recipe = parts.Recipe(**{"own": lexicons.in_use(), "left_out": frozenset(), "shareable": False} | recipe_options, **PLACES)
    return parts.part_key(recipe, reading_of(texts))


PLACES = {"root": Path("."), "scratch": Path("."), "kept": Path("."), "needs_texts": True}


def reading_of(texts):
    return partitions.reading.find_texts(texts)[0]


def test_a_part_is_another_if_text_metadata_lexicon_code_or_an_option_has_changed(texts, tmp_path, monkeypatch):
    before = keys({}, texts)
    assert keys({}, shutil.copytree(texts, tmp_path / "copy")) == before
    found = [keys({"shareable": True}, texts), keys({"left_out": frozenset({"terms"})}, texts)]
    (tmp_path / "own").mkdir()
    (tmp_path / "own/terms.tsv").write_text("term\tenglish\n三个到户\tthree\n", encoding="utf-8")
    found.append(keys({"own": own_lexicon(tmp_path / "own")}, texts))
    with monkeypatch.context() as patched:
        patched.setattr(parts, "digest", lambda: "other code")
        found.append(keys({}, texts))
    (texts / "metadata.csv").write_text("source,date,note\neast1,2014,good\nnowhere,2016,\n", encoding="utf-8")
    found.append(keys({}, texts))
    (texts / "east1.txt").write_text(speech(50), encoding="utf-8")
    found.append(keys({}, texts))
    assert len({before, *found}) == 7


class Ended(BaseException):
    """The end of the process; nothing is tidied up after it."""


def steps(monkeypatch, step):
    """Let the process end before its ``step``-th rename, removal or written table."""
    done = []

    def counted(function):
        def call(*arguments, **options):
            if len(done) == step:
                raise Ended
            done.append(function)
            return function(*arguments, **options)

        return call

    for module in (parts.os, scratch.os):
        monkeypatch.setattr(module, "replace", counted(os.replace))
    monkeypatch.setattr(runs, "write_table", counted(runs.write_table))
    monkeypatch.setattr(parts, "write_parquet", counted(parts.write_parquet))
    monkeypatch.setattr(scratch.Path, "unlink", counted(Path.unlink))
    return done


@pytest.mark.parametrize("format", ["csv", "parts"])
def test_a_run_that_ends_anywhere_is_made_good_by_the_next(texts, tmp_path, monkeypatch, format):
    few = [table for table in schemas() if table not in ("documents", "statistics", "problems")]
    options = {"format": format, "leave_out": few}
    old = shutil.copytree(texts, tmp_path / "old")
    (old / "east0.txt").write_text(speech(88), encoding="utf-8")
    (old / "west7.txt").write_text(speech(89), encoding="utf-8")
    into(old, tmp_path / "before", **options)
    into(texts, tmp_path / "fresh", **options)
    fresh = files(tmp_path / "fresh")
    out = tmp_path / "out"
    for step in range(0, 1000, 3):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(tmp_path / "before", out)
        with monkeypatch.context() as patched:
            done = steps(patched, step)
            try:
                into(texts, out, **options)
                break
            except Ended:
                pass
        into(texts, out, **options)
        assert files(out) == fresh
    assert len(done) > 15


def test_a_second_run_does_no_part_of_the_first_again(texts, tmp_path, monkeypatch):
    counted = Counted(monkeypatch)
    with monkeypatch.context() as patched:
        patched.setattr(runs, "_code_corpus", None)
        with pytest.raises(TypeError):
            into(texts, tmp_path / "out")
    assert len(counted.since()) == 14
    into(texts, tmp_path / "out")
    assert counted.since() == []
    assert scratch.SCRATCH not in files(tmp_path / "out")


class Full:
    """A disk that is full once some tables are written."""

    def __init__(self, room):
        self.room, self.write = room, parts.write_parquet

    def __call__(self, path, table):
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= 1
        self.write(path, table)


@pytest.mark.parametrize("room", [0, 20])
def test_a_full_disk_is_a_sentence_and_the_run_goes_on_when_there_is_room(texts, tmp_path, monkeypatch, room):
    with monkeypatch.context() as patched:
        patched.setattr(parts, "write_parquet", Full(room))
        with pytest.raises(OSError, match=r"could not be written \(No space left on device\); what is coded so far is kept, and the same"):
            into(texts, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.tmp"))
    into(texts, tmp_path / "out")
    into(texts, tmp_path / "fresh")
    assert files(tmp_path / "out") == files(tmp_path / "fresh")


LIMITED = """
import resource, sys
from koujing.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
sys.exit(main(["code", sys.argv[1], "-o", sys.argv[2]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of a file")
def test_a_write_that_the_system_cuts_short_is_made_good(texts, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(Path(runs.__file__).parents[1])}
    command = [sys.executable, "-c", LIMITED, str(texts), str(tmp_path / "out")]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert said.returncode == 2
    assert "the tables could not be written (" in said.stderr
    into(texts, tmp_path / "out")
    assert set(files(tmp_path / "out")) == {"koujing.json", *(f"{table}.csv" for table in schemas())}


def die_of(name):
    """Coding kills its process at the text of this name."""
    original = partitions.reading.read_file

    def call(path, source, given=()):
        if source == name:
            os.kill(os.getpid(), 9)
        return original(path, source, given)

    return call


def test_a_file_that_kills_its_process_is_a_problem_and_is_tried_again_by_the_next_run(texts, tmp_path, monkeypatch):
    run = lambda *arguments, **options: engine.run(*arguments, **options, workers=2)  # noqa: E731
    for format in ("parts", "csv"):
        with monkeypatch.context() as patched:
            patched.setattr(partitions.reading, "read_file", die_of("west2"))
            summary = into(texts, tmp_path / format, format=format, run=run)
        assert sorted(problem.path for problem in summary.problems) == ["g.txt", "metadata.csv", "west2.txt"]
        assert summary.n_files == 12
        assert into(texts, tmp_path / format, format=format).n_files == 13
        into(texts, tmp_path / "fresh", format=format)
        assert files(tmp_path / format) == files(tmp_path / "fresh")


HOLDING = """
import sys
from pathlib import Path
from koujing.scratch import working
with working(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_at_the_same_time_are_refused(texts, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(Path(runs.__file__).parents[1])}
    command = [sys.executable, "-c", HOLDING, str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BlockingIOError, match="another koujing is writing its tables there; wait until it has ended"):
            into(texts, tmp_path / "out")
        other.kill()
    into(texts, tmp_path / "out")


def test_a_run_killed_while_it_looks_for_phrases_goes_on(texts, tmp_path, monkeypatch):
    def and_leave_a_copy(*arguments):
        shutil.copytree(tmp_path / "out" / scratch.SCRATCH, tmp_path / "killed" / scratch.SCRATCH)
        return find_repeats(*arguments)

    find_repeats = phrases.find_repeats
    with monkeypatch.context() as patched:
        patched.setattr(phrases, "find_repeats", and_leave_a_copy)
        into(texts, tmp_path / "out")
    assert list((tmp_path / "killed" / scratch.SCRATCH).glob("phrases-*"))
    into(texts, tmp_path / "killed")
    assert files(tmp_path / "killed") == files(tmp_path / "out")


def test_a_foreign_file_among_unfinished_parts_is_kept(texts, tmp_path):
    mine = tmp_path / "out" / scratch.SCRATCH / "parts/mine.txt"
    mine.parent.mkdir(parents=True)
    for name in ("notes/mine.txt", "parts/0/mine.txt", "mine.txt"):
        mine = tmp_path / "out" / scratch.SCRATCH / name
        mine.parent.mkdir(parents=True, exist_ok=True)
        mine.write_text("mine", encoding="utf-8")
        with pytest.raises(FileExistsError, match=r"koujing did not write this file"):
            into(texts, tmp_path / "out")
        assert mine.read_text(encoding="utf-8") == "mine"
        mine.unlink()


def test_a_part_that_was_changed_by_hand_is_not_replaced(texts, tmp_path):
    into(texts, tmp_path / "out", format="parts")
    path = next((tmp_path / "out/parts").glob("*/statistics.parquet"))
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(FileExistsError, match=r"statistics\.parquet: koujing did not write this file, or it has been changed"):
        into(texts, tmp_path / "out", format="parts")
    with pytest.raises(ValueError, match=r"statistics\.parquet: changed since koujing wrote it"):
        manifest.check_files(tmp_path / "out")


def test_where_nothing_can_be_read_nothing_is_left(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.txt").write_bytes(b"")
    with pytest.raises(ReadingError, match=r"none of 1 files could be read \(a\.txt: the file is empty\)"):
        into(tmp_path / "texts", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("n_files", [1, 40, 3000])
def test_partitions_cover_all_files_and_a_file_more_changes_few(n_files):
    def cut(names):
        texts = [(Path(name), name, []) for name in names]
        sizes = [3000 + 37 * len(name) * int(name) % 90_000 for name in names]
        found = partitions.partitions(texts, sizes)
        assert [k for part in found for k in part] == list(range(len(names)))
        assert all(len(part) == 1 or sum(sizes[k] for k in part) <= 2 * partitions.MEAN_OF_MANY for part in found)
        return [tuple(names[k] for k in part) for part in found]

    names = [str(number) for number in range(n_files)]
    whole = cut(names)
    for gone in range(0, n_files, 1 + n_files // 7):
        rest = cut([name for name in names if name != str(gone)]) if n_files > 1 else []
        assert len(set(rest) - set(whole)) <= 4


def test_a_loaded_study_of_a_run_is_the_study(texts, tmp_path):
    into(texts, tmp_path / "out")
    study, loaded = code(texts), load_study(tmp_path / "out")
    for name, frame in study.frames.items():
        pd.testing.assert_frame_equal(frame, loaded[name], obj=name)
