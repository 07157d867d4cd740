"""Encodings that are read, and files that are refused with what is wrong with them."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.reading.files import ReadingError, decode, find_files, read_text

TEXT = "同志们：今天开会，讨论修路架桥的事情。增长３．５％。\r\n再见。"
COMPLEX = "同志們：今天開會，討論修路架橋的事情，請大家發表意見，謝謝各位鄉親。"

# label, bytes, what the error must say
REFUSED = [
    ("empty", b"", "is empty"),
    ("blank", b" \n\r\n\t", "is empty"),
    ("portable document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\x00\x01", "it starts with b'%PDF-1.7'"),
    ("archive", b"PK\x03\x04\x14\x00\x06\x00", "not a text file"),
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    ("nul in a text", "修路\x00架桥".encode(), "control character '\\x00' at 2"),
    ("sixteen bits", TEXT.encode("utf-16"), "UTF-16 text"),
    ("big5", COMPLEX.encode("big5"), "neither UTF-8 nor GB18030"),
    ("latin-1", "Müßiggang über Straßen, übel für Häuser".encode("latin-1"), "neither UTF-8 nor GB18030"),
    ("undecodable", b"\x80\xff\xff\xff\xff abc", "neither UTF-8 nor GB18030"),
    ("cut UTF-8", TEXT.encode()[:-1], "neither UTF-8 nor GB18030"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"a\n", "utf-8"),
    ],
    ids=["utf-8", "byte-order mark", "gb18030", "ascii"],
)
def test_a_text_is_decoded_with_its_newlines_untouched(data, encoding):
    text, found = decode(data)
    assert found == encoding
    assert text in (TEXT, "a\n")


@pytest.mark.parametrize(("label", "data", "says"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_file_that_is_no_text_is_refused(label, data, says):
    with pytest.raises(ReadingError, match=r"^folder/a\.txt: ") as caught:
        decode(data, "folder/a.txt")
    assert says in str(caught.value)
    assert caught.value.problem.path == "folder/a.txt"
    assert caught.value.problem.hint


@given(st.binary(max_size=60))
def test_no_byte_is_ever_replaced(data):
    try:
        text, encoding = decode(data)
    except ReadingError:
        return
    assert text.encode(encoding) == data.removeprefix(b"\xef\xbb\xbf")


def test_a_file_is_named_by_the_hash_of_its_bytes(tmp_path):
    data = TEXT.encode("utf-8-sig")
    (tmp_path / "a.txt").write_bytes(data)
    assert read_text(tmp_path / "a.txt").sha256 == hashlib.sha256(data).hexdigest()


def test_another_format_is_refused_by_its_suffix(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(ReadingError, match=r"format \.docx is not read"):
        read_text(tmp_path / "a.docx")


def test_a_file_that_vanished_is_an_error_of_its_own(tmp_path):
    with pytest.raises(ReadingError, match=r"a\.txt: no such file"):
        read_text(tmp_path / "a.txt")


def test_a_file_without_permission_says_so(tmp_path, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)  # the superuser may read any file
    with pytest.raises(ReadingError, match=r"cannot be opened \(Permission denied\); check its permissions"):
        read_text(tmp_path / "a.txt")


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
        with pytest.raises(ReadingError, match=f"{link}: a link that leads to no file"):
            read_text(tmp_path / link)


def test_what_is_neither_file_nor_folder_does_not_stop_the_reading(tmp_path):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadingError, match=r"pipe\.txt: not a regular file"):
        read_text(tmp_path / "pipe.txt")


def test_a_folder_that_cannot_be_listed_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    (tmp_path / "closed").mkdir()

    def walk(top, onerror):
        yield str(top), ["closed"], ["a.txt"]
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "closed")))

    monkeypatch.setattr(os, "walk", walk)  # the superuser may list any folder
    assert [file.name for file in find_files(tmp_path)] == ["a.txt", "closed"]
    with pytest.raises(ReadingError, match="closed: a folder that cannot be listed; check its permissions"):
        read_text(tmp_path / "closed")


def test_a_single_file_is_itself(tmp_path):
    (tmp_path / "a.txt").write_text("修路", encoding="utf-8")
    assert find_files(tmp_path / "a.txt") == [tmp_path / "a.txt"]


@pytest.mark.parametrize(
    ("files", "says"), [([], "it holds nothing"), (["a.docx", "b.pdf", "README"], r"it holds \.docx, \.pdf, README")]
)
def test_a_folder_without_texts_says_what_it_holds(tmp_path, files, says):
    for name in files:
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadingError, match=says):
        find_files(tmp_path)


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(ReadingError, match="nowhere: no such file or folder"):
        find_files(tmp_path / "nowhere")
