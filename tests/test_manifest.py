"""What is in a folder of tables is koujing's own or left alone, and whole or refused."""

import errno
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest

from koujing import Corpus, code, manifest, open_study, scratch, study
from koujing.across import schemas
from koujing.reading import read_string
from koujing.study import load_study

FOREIGN = "speech,text\n甲,今年修路3条。\n"
UNREADABLE = "koujing did not write this file, or it has been changed since"


def coded(raw):
    return code(Corpus((read_string(raw, "a"),)))


@pytest.fixture(scope="module")
def old():
    return coded("去年修路3条，落实“两个到户”。")


@pytest.fixture(scope="module")
def new():
    return coded("今年架桥5座，种树7棵。").shareable()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(one, other):
    return one.frames.keys() == other.frames.keys() and all(one[name].equals(other[name]) for name in one.frames)


@pytest.mark.parametrize("name", ["documents.csv", "terms.csv", "problems.csv", manifest.NAME])
def test_a_foreign_file_of_a_tables_name_is_never_overwritten(old, tmp_path, name):
    (tmp_path / name).write_text(FOREIGN, encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises((FileExistsError, ValueError), match=name):
        old.save(tmp_path)
    assert contents(tmp_path) == before


def test_a_foreign_parquet_file_or_folder_is_never_overwritten(old, tmp_path):
    (tmp_path / "terms.parquet").write_bytes(b"PAR1, but no table")
    (tmp_path / "texture.csv").mkdir()
    for format, name in (("parquet", "terms.parquet"), ("csv", "texture.csv")):
        with pytest.raises(FileExistsError, match=rf"{name}: {UNREADABLE}"):
            old.save(tmp_path, format)
    assert contents(tmp_path) == {"terms.parquet": b"PAR1, but no table"}


def test_a_foreign_file_that_is_not_in_the_way_stays(old, tmp_path):
    (tmp_path / "terms.parquet").write_bytes(b"mine")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    for _ in range(2):
        old.save(tmp_path)
    assert same(load_study(tmp_path), old)
    assert (tmp_path / "terms.parquet").read_bytes() == (tmp_path / "notes.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("table", ["terms", "sentences"], ids=["that would be written", "that would be removed"])
def test_a_table_that_was_changed_by_hand_is_neither_read_nor_replaced(old, new, tmp_path, table):
    old.save(tmp_path)
    with (tmp_path / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    before = contents(tmp_path)
    with pytest.raises(ValueError, match=rf"{table}\.csv: changed since .* delete koujing\.json there to use"):
        load_study(tmp_path)[table]
    with pytest.raises(FileExistsError, match=rf"{table}\.csv: {UNREADABLE}"):
        new.save(tmp_path)
    assert contents(tmp_path) == before


def test_a_missing_table_is_named(old, tmp_path):
    old.save(tmp_path)
    (tmp_path / "pairs.csv").unlink()
    with pytest.raises(ValueError, match=r"pairs\.csv: missing, though koujing\.json lists it"):
        open_study(tmp_path)


def test_tables_are_taken_as_they_are_where_the_manifest_was_deleted(old, tmp_path):
    old.save(tmp_path)
    (tmp_path / manifest.NAME).unlink()
    with pytest.warns(UserWarning, match=r"without koujing\.json, as koujing 0\.1\.0 wrote it; code the texts again"):
        assert same(open_study(tmp_path), old)


def test_what_an_earlier_koujing_wrote_opens_and_what_it_lacks_is_said(old, tmp_path):
    old.save(tmp_path)
    for name in (manifest.NAME, "metaphors.csv"):
        (tmp_path / name).unlink()
    statistics = old.statistics.drop(columns="domain").assign(colour="red")
    statistics.to_csv(tmp_path / "statistics.csv", index=False)
    said = r"not there: metaphors; not there, so empty here: statistics\.domain; not read: statistics\.colour; code"
    with pytest.warns(UserWarning, match=said):
        opened = open_study(tmp_path)
    assert opened.statistics["domain"].tolist() == [""]
    assert opened.statistics["value"].tolist() == [3]


def test_a_table_without_places_is_an_error(old, tmp_path):
    old.save(tmp_path)
    (tmp_path / manifest.NAME).unlink()
    old.statistics.drop(columns="start").to_csv(tmp_path / "statistics.csv", index=False)
    with pytest.raises(ValueError, match=r"statistics\.csv: expected column 'start'; it has source, speech"):
        load_study(tmp_path)


def test_tables_of_an_earlier_koujing_are_replaced(old, new, tmp_path):
    old.save(tmp_path)
    (tmp_path / manifest.NAME).unlink()
    new.save(tmp_path)
    assert same(load_study(tmp_path), new)
    assert not (tmp_path / "sentences.csv").exists()


def test_a_manifest_of_a_newer_koujing_is_refused(old, tmp_path):
    old.save(tmp_path)
    path = tmp_path / manifest.NAME
    path.write_text(path.read_text(encoding="utf-8").replace('"manifest": 1', '"manifest": 3'), encoding="utf-8")
    with pytest.raises(ValueError, match="written in format 3, but this koujing reads only formats up to 2; use a newer koujing"):
        open_study(tmp_path)


class Killed(BaseException):
    """The end of the process; nothing is tidied up after it."""


def kill_at(monkeypatch, step):
    """Let the process end before its ``step``-th write, rename or removal of a file; the number of steps done is counted."""
    done = []

    def counted(function):
        def call(*arguments, **options):
            if len(done) == step:
                raise Killed
            done.append(function)
            return function(*arguments, **options)

        return call

    monkeypatch.setattr(study, "write_table", counted(study.write_table))
    monkeypatch.setattr(scratch.os, "replace", counted(os.replace))
    monkeypatch.setattr(scratch.Path, "unlink", counted(Path.unlink))
    monkeypatch.setattr(scratch.Path, "write_text", counted(Path.write_text))
    monkeypatch.setattr(scratch, "_remove", lambda folder: None if len(done) == step else shutil.rmtree(folder, True))
    return done


@pytest.mark.parametrize("before", ["koujing.json", "0.1.0", "nothing"])
def test_a_kill_at_any_step_leaves_the_old_study_or_a_folder_that_is_refused(old, new, tmp_path, monkeypatch, before):
    old, new = part(old, "documents", "statistics", "sentences"), part(new, "documents", "statistics")
    outcomes = []
    for step in range(1000):
        folder = tmp_path / str(step)
        if before != "nothing":
            old.save(folder)
        if before == "0.1.0":
            (folder / manifest.NAME).unlink()
        with monkeypatch.context() as patched:
            done = kill_at(patched, step)
            try:
                new.save(folder)
                break
            except Killed:
                pass
        outcomes.append(outcome(folder, old, new))
        new.save(folder)  # what was interrupted is made good by doing it again
        assert same(load_study(folder), new)
        assert {path.stem for path in folder.iterdir()} == {"koujing", *new.frames}
    n_tables = len(new.frames)
    kept = "no study" if before == "nothing" else "old"
    n_removed = 0 if before == "nothing" else 1
    assert len(done) == 2 * n_tables + 7 + n_removed
    assert outcomes == [kept] * (n_tables + 5) + ["refused"] * (n_tables + 1 + n_removed) + ["new"]


def part(whole, *names):
    """A few tables of a study: each is a step of three."""
    return study.Study(whole.name, {name: whole[name] for name in names})


def outcome(folder, old, new):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a folder of 0.1.0
            found = load_study(folder)
    except FileNotFoundError:
        return "no study"
    except ValueError as error:
        return "refused" if "interrupted, so old and new ones may be mixed; code the texts" in str(error) else str(error)
    return "old" if same(found, old) else "new" if same(found, new) else "a mixture"


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_full_disk_is_a_sentence_and_the_old_study_stays_whole(old, new, tmp_path, monkeypatch, format):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    old.save(tmp_path, format)
    before = contents(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(study, "write_table", full)
        with pytest.raises(OSError, match=r"could not be written \(No space left on device\); the files that were there are"):
            new.save(tmp_path, format)
    assert contents(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == set(before)


LIMITED = """
import resource, sys
from koujing.study import load_study
study = load_study(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    study.save(sys.argv[1], sys.argv[2])
except OSError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of a file")
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_write_that_the_system_cuts_short_leaves_the_old_study_whole(old, tmp_path, format):
    old.save(tmp_path)
    before = contents(tmp_path)
    environment = os.environ | {"PYTHONPATH": str(Path(study.__file__).parents[1])}
    command = [sys.executable, "-c", LIMITED, str(tmp_path), format]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
    assert "the tables could not be written (" in said
    assert contents(tmp_path) == before


def test_excel_gets_the_mark_it_asks_for_and_reading_passes_over_it(old, tmp_path):
    old.save(tmp_path, "excel-csv")
    for table in schemas():
        assert (tmp_path / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert same(load_study(tmp_path), old)
    assert pd.read_csv(tmp_path / "documents.csv").columns[0] == "source"
    (tmp_path / manifest.NAME).unlink()
    with pytest.warns(UserWarning, match="as koujing 0.1.0 wrote it"):
        assert same(open_study(tmp_path), old)
    old.save(tmp_path)
    assert not (tmp_path / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_manifest_that_points_outside_its_folder_is_refused(tmp_path):
    (tmp_path / "precious.txt").write_text("mine", "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    file = {"table": "a", "rows": 1, "sha256": manifest.hash_file(tmp_path / "precious.txt")}
    cells = {"manifest": manifest.FORM, "koujing": "x", "format": "csv", "files": {"../precious.txt": file}}
    (out / manifest.NAME).write_text(json.dumps(cells), "utf-8")
    with pytest.raises(ValueError, match=r"'\.\./precious\.txt' is not the name of a file beside it"):
        manifest.check_free(out, ["documents.csv"])


def test_a_file_of_somebodys_own_in_the_scratch_folder_is_kept(tmp_path):
    mine = tmp_path / scratch.SCRATCH / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match=r"notes\.txt: koujing did not write this file"), scratch.replacing(tmp_path, "csv", {}, {}):
        pass
    assert mine.read_text("utf-8") == "mine"
