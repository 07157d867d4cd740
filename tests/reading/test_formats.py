"""Files of every format, good and bad: each is read or named with what is wrong, and the others are coded."""

import hashlib
import json
import os

import pytest
from laws import check_all
from made import paragraph, pdf, word

from koujing import code, read
from koujing.cli import main
from koujing.reading import ReadingError, read_file
from koujing.reading.files import READABLE
from koujing.reading.files.formats import read_raw
from koujing.study import load_study

SPEECH = "同志们：\n今年全县贷款l67亿元，要增强坚定*，保护人民的水库。"
BODY = "".join(map(paragraph, SPEECH.split("\n")))
GOOD = {
    "txt": SPEECH.encode(),
    "md": f"# {SPEECH}".encode(),
    "html": f"<p>{SPEECH}</p>".encode("gb18030"),
    "htm": f"<p>{SPEECH}</p>".encode("utf-16"),
    "docx": word(BODY),
    "pdf": pdf([SPEECH.split("\n")]),
    "jsonl": json.dumps({"text": SPEECH}).encode(),
    "csv": f'text\n"{SPEECH}"\n'.encode("utf-8-sig"),
}


def test_every_format_is_tried():
    assert {f".{name}" for name in GOOD} == READABLE


@pytest.mark.parametrize("suffix", GOOD)
def test_the_same_speech_is_read_in_every_format(tmp_path, suffix):
    path = tmp_path / f"a.{suffix.upper()}"
    path.write_bytes(GOOD[suffix])
    document = read_file(path, "a")
    check_all(document)
    (speech,) = document.speeches
    assert "".join(speech.text.split()) == "同志们：今年全县贷款167亿元，要增强坚定性，保护人民的水库。"
    at = speech.text.index("167")
    assert speech.raw_text(at, at + 5) == "l67亿元"
    decoded = suffix in ("txt", "md", "html", "htm")
    assert document.raw_kind == ("decoded" if decoded else "extracted")
    hashed = GOOD[suffix] if decoded else document.raw.encode()
    assert document.raw_sha256 == hashlib.sha256(hashed).hexdigest()


# name, bytes, what is wrong, what to do
BAD = [
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "format .doc is not read", "save it as .docx"),
    ("a.json", b"{}", "format .json is not read", "save it as .jsonl"),
    ("README", b"x", "format without suffix is not read", "save it as .txt, .docx or .pdf"),
    ("a.txt", b"%PDF-1.7", "not a .txt file (it starts with b'%PDF-1.7')", "if it is a .pdf file, give it that suffix"),
    ("a.pdf", word(BODY), "not a .pdf file (it starts with b'PK", "if it is a .docx file"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a .docx file", "an encrypted or an old Word file"),
    ("b.docx", b"PK\x03\x04", "a broken Word file", "save it again as .docx"),
    ("c.docx", word(""), "a Word file without text", "run OCR"),
    ("a.html", b"\x00" * 400, "not a text file", "save it as UTF-8 text"),
    ("a.csv", "title\n讲话\n".encode(), "no column text (it has title)", "name the column"),
    ("a.jsonl", b"{", "line 1: not JSON (Expecting property name enclosed in double quotes, character 1)",
     "expected one JSON object per line"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "what", "hint"), BAD, ids=[f"{case[0]} {case[2][:12]}" for case in BAD])
def test_a_bad_file_is_named_with_what_to_do(tmp_path, name, data, what, hint):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read_raw(tmp_path / name)
    assert caught.value.problem.what.startswith(what)
    assert hint in caught.value.problem.hint


def test_a_text_cut_off_inside_a_character_is_read_up_to_there_and_named(tmp_path):
    (tmp_path / "a.txt").write_bytes(SPEECH.encode()[:-1])
    corpus = read(tmp_path)
    assert next(iter(corpus)).raw == SPEECH[:-1]
    assert corpus.problems[0].what == "ends in the middle of a character (byte 83 of 85); everything before it was read"


def test_one_folder_of_everything_gives_a_row_for_each_file(tmp_path, capsys):
    for suffix, data in GOOD.items():
        (tmp_path / "texts" / suffix / f"good.{suffix}").parent.mkdir(parents=True)
        (tmp_path / "texts" / suffix / f"good.{suffix}").write_bytes(data)
    for name, data, *_ in BAD:
        (tmp_path / "texts" / f"bad {name}").write_bytes(data)
    (tmp_path / "texts/line\nend.txt").write_bytes(SPEECH.encode())
    os.symlink(tmp_path / "texts", tmp_path / "texts/loop")
    assert main(["code", str(tmp_path / "texts"), "-o", str(tmp_path / "out")]) == 1
    study = load_study(tmp_path / "out")
    assert sorted(study.documents["source"]) == sorted([f"{suffix}/good" for suffix in GOOD] + ["line\\nend"])
    assert len(study.problems) == len(BAD) + 1
    assert capsys.readouterr().err.count("\nproblem: ") == len(BAD)  # one line each
    assert set(study.statistics["text"]) == {"l67亿元"}


def test_a_file_that_vanishes_while_others_are_read_is_a_problem(tmp_path, monkeypatch):
    from koujing import reading

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SPEECH, encoding="utf-8")
    found = reading.find_files

    def find_and_lose(path):
        files = found(path)
        files[0].unlink()
        return files

    monkeypatch.setattr(reading, "find_files", find_and_lose)
    corpus = read(tmp_path)
    assert ([s.id for s in corpus], [p.what for p in corpus.problems]) == (["b"], ["no such file"])


def test_a_stray_nul_is_read_saved_and_loaded(tmp_path):
    (tmp_path / "a.txt").write_bytes(SPEECH.replace("全县", "全\x00县").encode())
    assert main(["code", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 0
    assert list(load_study(tmp_path / "out").statistics["text"]) == ["l67亿元"]


def test_a_page_nested_a_hundred_thousand_deep_is_read(tmp_path):
    (tmp_path / "a.html").write_text("<div>" * 100_000 + SPEECH + "</div>" * 100_000, encoding="utf-8")
    document = read_file(tmp_path / "a.html", "a")
    assert document.speeches[0].text.strip().startswith("同志们：")
    assert len(document.set_aside) == 200_000


# name, bytes, what is wrong with its text
FOREIGN = [
    ("a.txt", b"Dear colleagues, growth was 8%.", "no Chinese characters in its running text (it starts with 'Dear colleagues, gro')"),
    ("a.html", b"<p>\xc3\xa9t\xc3\xa9</p>", "no Chinese characters in its running text (it starts with '<p>été</p>')"),
    ("a.docx", word(paragraph("Hello.")), "no Chinese characters in its running text (it starts with 'Hello.\\n')"),
    ("a.jsonl", b'{"text": "Hello."}', "line 1: no Chinese characters in its running text (it starts with 'Hello.')"),
    ("a.csv", "text\n修路。\nHello.\n".encode(), "line 3: no Chinese characters in its running text (it starts with 'Hello.')"),
    ("a.txt", "8%。\n相关文章\n".encode(), "no Chinese characters in its running text (it starts with '8%。\\n相关文章\\n')"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "what"), FOREIGN, ids=[f"{k} {case[0]}" for k, case in enumerate(FOREIGN)])
def test_a_text_without_chinese_characters_is_coded_and_named(tmp_path, name, data, what):
    (tmp_path / name).write_bytes(data)
    study = code(tmp_path)
    assert study.documents["source"].iloc[0] == "a"
    assert list(study.problems["what"]) == [what + "; it is coded anyway"]
    assert study.problems["hint"].str.contains("check that this is the right text").all()
