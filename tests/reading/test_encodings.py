"""Encodings that are read, bytes that are refused, and no byte replaced."""

from contextlib import suppress

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.reading.files import ReadingError
from koujing.reading.files.encodings import decode

TEXT = "各位代表、同志们：今天开会，讨论修路架桥的事情。增长３．５％，这是全县人民的大事。\r\n再见。"
COMPLEX = "各位代表：今天開會，討論修路架橋的事情，請大家發表意見，這是全縣人民的大事，謝謝鄉親們。"

# label, text, encoding of the file, byte-order mark
READ = [
    ("UTF-8", TEXT, "utf-8", b""),
    ("UTF-8 with its mark", TEXT, "utf-8", b"\xef\xbb\xbf"),
    ("ASCII", "a\n" + "修", "utf-8", b""),
    ("GB18030", TEXT, "gb18030", b""),
    ("GB18030 with its mark", TEXT, "gb18030", b"\x84\x31\x95\x33"),
    ("traditional script in GB18030", COMPLEX, "gb18030", b""),
    ("Big5", COMPLEX, "cp950", b""),
    ("UTF-16, little end first, with its mark", TEXT, "utf-16-le", b"\xff\xfe"),
    ("UTF-16, big end first, with its mark", TEXT, "utf-16-be", b"\xfe\xff"),
    ("UTF-16, little end first", TEXT, "utf-16-le", b""),
    ("UTF-16, big end first", TEXT, "utf-16-be", b""),
    ("UTF-32 with its mark", TEXT, "utf-32-le", b"\xff\xfe\x00\x00"),
    ("a character outside the first plane", TEXT + "𠀀", "gb18030", b""),
]

GB, U8, BIG = TEXT.encode("gb18030"), TEXT.encode(), COMPLEX.encode("cp950")

# label, bytes, what the error must say
REFUSED = [
    ("blank", b"\xef\xbb\xbf \n\r\n\t", "is empty"),
    ("portable document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\x00\x01", "not a text file (it starts with b'%PDF-1.7'"),
    ("archive", b"PK\x03\x04\x14\x00\x06\x00", "not a text file"),
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
    ("zeros", b"\x00" * 5000, "not a text file"),
    ("more control characters than text", "修路".encode() + b"\x00\x01", "not a text file"),
    ("German", "Müßiggang über Straßen, übel für Häuser".encode("latin-1"), "too short to tell its encoding"),
    ("Korean", ("전국 인민 여러분께 새로운 소식을 전해 드립니다. " * 9).encode("euc-kr"), "not Chinese in any of"),
    ("Russian", ("наша общая задача строить дороги и мосты для народа. " * 5).encode("koi8-r"), "not Chinese in any of"),
    ("Japanese", ("これは日本語の文章であり、道路と橋の建設について述べている。" * 5).encode("euc-jp"), "not Chinese in any of"),
    ("two characters of an old encoding", "脱贫".encode("gb18030"), "not UTF-8, and too short to tell its encoding"),
    ("broken UTF-8", U8 + b"\xff" + U8, f"not valid utf-8 from byte {len(U8)} on (0xff, after '民的大事。"),
    ("GB18030 in UTF-8", U8 * 3 + GB + U8, f"not valid utf-8 from byte {3 * len(U8)} on"),
    ("UTF-8 in GB18030", GB * 3 + U8[:120] + GB * 3, "gb18030"),
    ("Big5 in GB18030", GB * 3 + BIG + GB * 3, "gb18030"),
    ("GB18030 in Big5", BIG * 3 + GB + BIG * 3, "cp950"),
    ("UTF-16 with half a surrogate pair", b"\xff\xfe" + "修路".encode("utf-16-le") + b"\x00\xd8a\x00", "not valid utf-16-le from byte 6"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "encoding", "mark"), READ, ids=[case[0] for case in READ])
def test_a_text_is_decoded_with_its_newlines_untouched(label, text, encoding, mark):
    assert decode(mark + text.encode(encoding)) == (text, encoding, 0)


@pytest.mark.parametrize(("label", "data", "says"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_no_text_in_one_encoding_is_refused(label, data, says):
    with pytest.raises(ReadingError, match=r"^folder/a\.txt: ") as caught:
        decode(data, "folder/a.txt")
    assert says in str(caught.value)
    assert caught.value.problem.hint


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "cp950", "utf-16-le"])
@pytest.mark.parametrize("n_characters", [40, 200])
def test_a_character_cut_off_at_the_end_is_counted_and_not_guessed(encoding, n_characters):
    text = (COMPLEX if encoding == "cp950" else TEXT * 5)[:n_characters].rstrip("\r\n") + "路"
    found = decode(text.encode(encoding)[:-1])
    assert (found.text, found.encoding) == (text[:-1], encoding)
    assert found.n_cut == len("路".encode(encoding)) - 1


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\x1a"])
def test_a_stray_control_character_does_not_lose_the_file(control):
    assert decode(f"修路{control}架桥".encode()).text == f"修路{control}架桥"


@given(st.binary(max_size=60))
def test_no_byte_is_ever_replaced(data):
    try:
        text, encoding, n_cut = decode(data)
    except ReadingError:
        return
    assert data[: len(data) - n_cut].endswith(text.encode(encoding))


SENTENCES = st.lists(
    st.sampled_from([
        "我们要加强领导，", "在全县开展工作。", "今年的任务是修路，", "各位代表！", "人民群众的生活得到改善；", "发展经济，保护山水，",
        "组织干部下乡，", "这是一件大事。", "投资３２００万元，", "《条例》规定：", "羊倌老郝摆渡过河，", "一、二、三，",
    ]), min_size=30, max_size=60,
).map("".join)  # fmt: skip


@given(SENTENCES, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
def test_a_text_of_two_hundred_characters_is_read_in_its_encoding(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding, 0)


TRADITIONAL = opencc.OpenCC("s2t")


@given(SENTENCES)
def test_a_traditional_text_of_two_hundred_characters_is_told_apart(text):
    text = TRADITIONAL.convert(text).encode("cp950", "ignore").decode("cp950")
    for encoding in ("gb18030", "cp950"):
        assert decode(text.encode(encoding)) == (text, encoding, 0)


@pytest.mark.parametrize("piece", ["\x80", "\xb0\xa1", "\xff", "\x00", "\x81\x30", "\xa4\x40", "\x0e"])
def test_hostile_bytes_are_judged_in_linear_time(piece):
    def work(text):
        with suppress(ReadingError):  # \xa4\x40 is 一 in Big5
            decode(text.encode("latin-1"))

    assert growth(work, piece, 1_000_000) < BOUND
