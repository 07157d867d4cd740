"""Text that was decoded in a wrong encoding is said, and mended only where the result proves itself."""

import pytest

from koujing.reading import read_file, read_string
from koujing.reading.files.encodings import decode

TEXT = "在甲县大会上的讲话\n（2015年3月5日）\n同志们：\n去年全县投资12.5亿元，新修道路120公里。今年要坚持“六个精准”，抓好水利。\n"
TRADITIONAL = "各位代表：今天開會，討論修路的事情，有人話𠝹手，請大家發表意見，這是全縣人民的大事，我們要好好做，在這裏謝謝鄉親們。"


def windows(data):
    """Bytes as a program for Western text shows them; where Windows has no character, it keeps the byte."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)


MENDED = {
    "GBK text was read as Latin-1": TEXT.encode("gbk").decode("latin-1"),
    "UTF-8 text was read as Latin-1": windows(TEXT.encode()),
    "GBK text was read as Windows-1251": TEXT.encode("gbk").decode("cp1251"),
    "UTF-8 text was read as Mac Roman": TEXT.encode().decode("mac_roman"),
    "characters are written as HZ": "\n".join(line.encode("hz").decode() for line in TEXT.split("\n")),
    "characters are written as escapes": "".join(f"\\u{ord(c):04x}" if c > "\x7f" else c for c in TEXT),
    "characters are written as HTML references": "".join(f"&amp;#{ord(c)};" if c > "\x7f" else c for c in TEXT),
}


@pytest.mark.parametrize("cause", MENDED)
def test_what_proves_itself_is_mended_and_said(cause):
    document = read_string(MENDED[cause], "a")
    (speech,) = document.speeches
    assert speech.text.strip() == TEXT.strip()
    assert speech.metadata["date"] == "2015-03-05"
    (problem,) = document.problems
    assert problem.what.startswith(cause)
    at = speech.text.index("县")
    assert len(speech.raw_text(at, at + 1)) == len(MENDED[cause]) - len(MENDED[cause].replace(speech.raw_text(at, at + 1), "", 1))


def test_a_passage_in_a_readable_text_is_mended_alone():
    raw = "同志们：\n" + "今年要抓好全县的水利。".encode("gbk").decode("latin-1") + "\n大家要努力。"
    assert read_string(raw, "a").speeches[0].text == "同志们：\n今年要抓好全县的水利。\n大家要努力。"


LOST = {
    "UTF-8 text was read as GBK": TEXT.encode().decode("gbk", "ignore"),
    "UTF-8 text with characters already lost was read as GBK": TEXT.replace("120", "锟斤拷锟斤拷"),
    "a program replaced what it could not decode by U+FFFD": TEXT.replace("120", "\ufffd\ufffd"),
    "a program replaced what it could not encode by question marks": TEXT.encode("ascii", "replace").decode(),
    "a text was read in a wrong encoding, perhaps twice": windows(windows(TEXT.encode()).encode()),
}


@pytest.mark.parametrize("cause", LOST)
def test_what_is_lost_stays_as_it_is_and_is_said(cause):
    document = read_string(LOST[cause], "a")
    assert any(problem.what.startswith(cause) for problem in document.problems)
    assert [r for r in document.repairs if r.kind == "encoding" and r.certain] == []


@pytest.mark.parametrize(
    "text",
    [
        "Les élèves français étaient très déçus à Noël, où l’été fut près.",
        "Tiếng Việt là ngôn ngữ của người Việt.",
        "日本語の文章です。鷗外の檸檬と躊躇、麒麟と咖喱。",
        "Это обычный русский текст, и ничего больше.",
        "Größe, Übermaß, Äpfel, ÄÖÜäöüß",
        "鼋鼍龘靐齉爩鱻麤龗灪吁籲\n饕餮耄耋魑魅魍魉\n",
        "C:\\users\\new AT&T R&amp;D 5 < 6",
        TEXT,
    ],
)
def test_other_languages_and_rare_characters_are_left_alone(text):
    document = read_string(text, "a")
    assert document.problems == ()
    assert not [r for r in document.repairs if r.kind == "encoding"]


def test_the_problem_names_the_file(tmp_path):
    (tmp_path / "a.txt").write_text(MENDED["GBK text was read as Latin-1"], encoding="utf-8")
    assert [p.path.endswith("a.txt") for p in read_file(tmp_path / "a.txt", "a").problems] == [True]


@pytest.mark.parametrize("n_characters", [40, 70, 300])
def test_the_big5_of_hong_kong_is_read(n_characters):
    text = (TRADITIONAL * 6)[:n_characters]
    assert decode(text.encode("big5hkscs")) == (text, "big5hkscs", 0)
