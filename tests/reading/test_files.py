"""Files that are found, their names in the tables, and files that are refused with what is wrong with them."""

import os
import pickle
from pathlib import Path

import pytest

from koujing import code, open_study
from koujing.across import schemas
from koujing.reading.files import ReadingError, find_files, n_bytes, one_line, read_bytes, source_names


def test_a_file_that_vanished_is_an_error_of_its_own(tmp_path):
    with pytest.raises(ReadingError, match=r"a\.txt: no such file"):
        read_bytes(tmp_path / "a.txt")


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)  # the superuser may read any file
    with pytest.raises(ReadingError, match=r"cannot be opened \(Permission denied\); check its permissions"):
        read_bytes(tmp_path / "a.txt")


def test_files_are_found_in_every_folder_by_name(tmp_path):
    for name in ("b.txt", "a.html", "region/county/c.HTM", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("修路", encoding="utf-8")
    names = [file.relative_to(tmp_path).as_posix() for file in find_files(tmp_path)]
    assert names == ["a.html", "b.txt", "region/county/c.HTM"]


def test_a_loop_of_links_is_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    os.symlink(tmp_path, tmp_path / "again")
    os.symlink(tmp_path / "self.txt", tmp_path / "self.txt")
    assert [file.name for file in find_files(tmp_path)] == ["a.txt", "again", "self.txt"]
    for link in ("again", "self.txt"):
        with pytest.raises(ReadingError, match=f"{link}: a link that does not lead to a file"):
            read_bytes(tmp_path / link)


def test_what_is_neither_file_nor_folder_does_not_stop_the_reading(tmp_path):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadingError, match=r"pipe\.txt: not a regular file"):
        read_bytes(tmp_path / "pipe.txt")


def test_a_folder_that_cannot_be_listed_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    (tmp_path / "closed").mkdir()

    def walk(top, onerror):
        yield str(top), ["closed"], ["a.txt"]
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "closed")))

    monkeypatch.setattr(os, "walk", walk)  # the superuser may list any folder
    assert [file.name for file in find_files(tmp_path)] == ["a.txt", "closed"]
    with pytest.raises(ReadingError, match="closed: a folder that cannot be listed; check its permissions"):
        read_bytes(tmp_path / "closed")


def test_a_single_file_is_itself(tmp_path):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    assert find_files(tmp_path / "a.txt") == [tmp_path / "a.txt"]


@pytest.mark.parametrize(
    ("files", "says"), [([], "it holds nothing"), (["a.doc", "b.jpg", "README"], r"it holds \.doc, \.jpg, README")]
)
def test_a_folder_without_texts_says_what_it_holds(tmp_path, files, says):
    for name in files:
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadingError, match=says):
        find_files(tmp_path)


def test_a_folder_of_coded_tables_is_named_as_such(tmp_path):
    (tmp_path / "a.txt").write_text("同志们：修路。", encoding="utf-8")
    code(tmp_path / "a.txt").save(tmp_path / "coded")
    with pytest.raises(ReadingError, match=r"it holds coded tables.*give the folder of the texts"):
        find_files(tmp_path / "coded")


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ReadingError, match="nowhere: no such file or folder"):
        find_files(tmp_path / "nowhere")


def test_a_file_that_vanishes_between_look_and_opening_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "is_file", lambda path: True)
    with pytest.raises(ReadingError, match=r"a\.txt: cannot be opened \(No such file or directory\)"):
        read_bytes(tmp_path / "a.txt")
    assert n_bytes(tmp_path / "a.txt") == 0


def test_the_table_of_metadata_is_no_text(tmp_path):
    for name in ("a.txt", "metadata.csv", "county/metadata.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("修路", encoding="utf-8")
    assert [file.relative_to(tmp_path).as_posix() for file in find_files(tmp_path)] == ["a.txt", "county/metadata.csv"]


@pytest.mark.parametrize(
    ("head", "found"),
    [(",".join(schemas()["documents"].names), ["mine.csv"]), ("title,text", ["documents.csv", "mine.csv", "terms.csv"])],
    ids=["coded tables", "texts of that name"],
)
def test_coded_tables_are_told_from_tables_of_texts(tmp_path, head, found):
    for name in ("documents.csv", "terms.csv", "mine.csv"):
        (tmp_path / name).write_text(head + "\n", encoding="utf-8")
    assert [file.name for file in find_files(tmp_path)] == found


def test_a_name_is_one_line_in_every_table(tmp_path):
    names = {
        "a\nb.txt": "a\\nb",
        "c\x85d.txt": "c\\x85d",
        "../e.txt": "e",
        "甲.txt": "甲",
        "f#2.txt": "f#2.txt",
        "g.1.txt": "g.1",
    }
    files = {tmp_path / Path(name).name: source for name, source in names.items()}
    assert source_names(list(files), tmp_path) == files
    with pytest.raises(ReadingError) as caught:
        read_bytes(tmp_path / "a\nb.txt")
    assert caught.value.problem.path.endswith("a\\nb.txt")
    assert "\n" not in str(caught.value)


def test_a_name_in_another_encoding_is_spelled_out():
    name = os.fsdecode("a修".encode("gb18030") + b".txt")
    assert one_line(name).encode("utf-8").startswith(b"a\\udcd0")


@pytest.mark.parametrize("path", [".", "..", "../here", "./a.txt"])
def test_a_source_never_leaves_the_folder(tmp_path, monkeypatch, path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here/a.txt").write_text("修路", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    (name,) = source_names(find_files(Path(path)), Path(path)).values()
    assert name == ("here/a" if path == ".." else "a")


def test_a_message_is_one_line_of_bounded_length_whatever_the_file_holds():
    error = ReadingError("a\nb.csv", "no column text (it has " + "甲\r乙" * 1000 + ")", "name\x00it")
    assert len(str(error)) < 1000
    assert (error.problem.path, error.problem.hint) == ("a\\nb.csv", "name\\x00it")
    assert error.problem.what.startswith("no column text (it has 甲\\r乙甲")
    assert error.problem.what.endswith(" …")


@pytest.mark.parametrize(
    "name",
    ["a\nb", "$\\frac$", "=1+1", "a b", "“甲”", "甲" * 80, "a,b", 'a"b', "-o", "%s{0}", "e\u0301", "\u202ea", "a\u200b", "a|b", "a#2"],
)
def test_a_text_is_read_and_coded_whatever_its_file_is_called(tmp_path, name):
    (tmp_path / f"{name}.txt").write_text("同志们：今年增长8%。", encoding="utf-8")
    study = code(tmp_path)
    study.save(tmp_path / "out")
    assert list(open_study(tmp_path / "out").statistics["text"]) == ["8%"]
    assert list(study.problems["what"]) == []


def test_an_error_of_reading_comes_whole_out_of_another_process(tmp_path):
    error = ReadingError(tmp_path / "a.txt", "no text " * 400, "put one in")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problem) == (str(error), error.problem)
