"""Laws that hold for every text, and folders of good and bad files."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import check_all

from growing import BOUND, growth
from koujing.reading import ReadingError, read, read_file, read_string

# Damage of every kind, page chrome, markup, numerals, and the white space that could hide between them.
FRAGMENTS = [
    *"性的人民政府同志们讲话经济发展坚定积极各位代表工作年月日村", *"0123456789０５％，。、；：！,.;:*lxX×<>《》“”()（）[]一二十万亿元",
    *" \n\t\r\f　\u200b\ufeff\xa0發農與😀𠀀", "\n\n", "**", "同志们：\n", "[篇一]\n", "[篇二]\n", "讲话[篇一]", "讲话[篇二]",
    "\n相关文章\n",
    "本站5月25日讯 ", "(记者 甲乙)", "原标题:", "(图)", "发布时间:2020-12-13\n", "24.05.2017", "本作品是", "20xx年", "一、",
    "（二）", "1。", "6 .5",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<b>", "</b>", "<br/>", "<title>", "</title>", "<script>", "</script>", "<style>", "<!--", "-->", "<!", "<?", "</",
    "<![CDATA[", "]]>", "<a href='x", "'>", "&amp;", "&lt", "&#22823;", "&#x5927", "&nbsp;", "&", ";", "<div\n", "/>", "<head>", "<html>",
]  # fmt: skip
# A text in which nothing is damaged: sentences of simplified characters with whole figures, one paragraph a line.
SENTENCE = st.tuples(
    st.text("我们坚持改善民生提高水平加快建设村里", min_size=2, max_size=12),
    st.sampled_from(["", "，增长3.5%", "，投资1,200万元", "，达到2015年的水平", "，把“三关”守住", "，印发《条例》"]),
    st.sampled_from(["。", "！", "；还要加快。"]),
).map("".join)
CLEAN = st.lists(st.lists(SENTENCE, min_size=1, max_size=3).map("".join), min_size=1, max_size=4)

TEXTS = os.environ.get("KOUJING_TEXTS")
needs_texts = pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name a folder of texts")


def joined(fragments: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(fragments), max_size=60).map("".join)


@settings(max_examples=500)
@given(joined(FRAGMENTS))
def test_every_character_of_a_damaged_text_is_accounted_for(raw):
    check_all(read_string(raw, "a"))


@settings(max_examples=500)
@given(joined(FRAGMENTS + 2 * TAGS))
def test_every_character_of_a_damaged_page_is_accounted_for(raw):
    check_all(read_string(raw, "a", markup=True))


@settings(max_examples=300)
@given(st.text(max_size=60), st.booleans())
def test_any_characters_at_all_are_accounted_for(raw, markup):
    check_all(read_string(raw, "a", markup=markup))


# Found by these laws: each once lost a character, or moved one.
@pytest.mark.parametrize(
    ("raw", "markup"),
    [
        ("<br/>", True),
        ("<![篇一]\n", True),
        ("&nbsp;\n相关文章\n", True),
        ("一、<br/>本作品是", True),
        ("本站5月25日讯 <p>;", True),
        ("\n\n1。\r\n相关文章\n\n\n", False),
        ("本站5月25日讯 \n\n\u200b\ufeff[篇一]\n；", False),
    ],
)
def test_texts_that_broke_a_law_keep_it(raw, markup):
    check_all(read_string(raw, "a", markup=markup))


@settings(max_examples=300)
@given(CLEAN, st.sampled_from(["\n", "\n\n", "\n　　"]))
def test_a_clean_text_comes_back_as_it_is(paragraphs, between):
    raw = between.join(paragraphs)
    document = read_string(raw, "a")
    assert document.speeches[0].text == raw
    assert document.repairs == document.set_aside == ()


@settings(max_examples=200)
@given(joined(FRAGMENTS).map(lambda raw: raw.replace("\r", "")))
def test_line_ends_of_two_characters_are_read_like_those_of_one(raw):
    with_two, with_one = read_string(raw.replace("\n", "\r\n"), "a"), read_string(raw, "a")
    assert [speech.text for speech in with_two.speeches] == [speech.text for speech in with_one.speeches]
    assert {s.why for s in with_two.set_aside} <= {s.why for s in with_one.set_aside} | {"line end"}


@needs_texts
@pytest.mark.parametrize("path", sorted(Path(TEXTS or ".").rglob("*.txt")) if TEXTS else [], ids=lambda path: path.stem)
def test_every_character_of_a_real_text_is_accounted_for(path):
    document = read_file(path, path.stem)
    assert document.speeches
    check_all(document)


def write(folder, **files):
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_one_bad_file_does_not_hide_the_good_ones(tmp_path):
    write(
        tmp_path,
        a_txt="修路。".encode(),
        b_txt=b"",
        c_docx=b"PK\x03\x04",
        d_html="<p>各位代表：今年要架桥，方便人民群众。</p>".encode("gb18030"),
    )
    corpus = read(tmp_path)
    assert [(d.source, d.encoding) for d in corpus.documents] == [("a", "utf-8"), ("d", "gb18030")]
    assert [(Path(p.path).name, p.what) for p in corpus.problems] == [
        ("b.txt", "the file is empty"), ("c.docx", "a broken Word file (File is not a zip file)"),
    ]  # fmt: skip


def test_a_folder_in_which_nothing_can_be_read_is_an_error(tmp_path):
    write(tmp_path, a_txt=b"", b_txt=b"\x00\x01")
    with pytest.raises(ReadingError, match=r"none of 2 files could be read \(.*a\.txt: the file is empty\)"):
        read(tmp_path)


def test_a_source_is_its_path_below_the_folder_and_keeps_its_suffix_on_a_collision(tmp_path):
    text = "修路。".encode()
    write(tmp_path, a_txt=text, a_html=text, region__county__b_txt=text)
    assert [d.source for d in read(tmp_path).documents] == ["a.html", "a.txt", "region/county/b"]
    assert [d.source for d in read(tmp_path / "a.txt").documents] == ["a"]


def test_a_byte_order_mark_is_no_character_of_the_text(tmp_path):
    write(tmp_path, a_txt="修路。".encode("utf-8-sig"))
    speech = next(iter(read(tmp_path)))
    assert (speech.text, speech.start, speech.end) == ("修路。", 0, 3)


def test_a_text_of_twenty_megabytes_in_one_line_is_read_in_linear_time():
    sentence = "同志们：全省贷款167亿元，增长26.5%，人民群众得到实惠，3个乡领先。"

    def read_whole(raw: str) -> None:
        assert read_string(raw, "a").speeches[0].text == raw

    assert growth(read_whole, sentence, 20_000_000 * len(sentence) // len(sentence.encode())) < BOUND


HOSTILE = [
    " ", "\n", "一", "1", ",", "*", "*字", "l1", "1。", "一\n", "一，\n", "\u200b\n", "<关", "（", "１，", "1 ", "第", "一[篇一]\n",
    "一。\n一\n24.05.2017\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_in_linear_time(piece):
    assert growth(lambda text: read_string(text, "a"), piece, 80_000) < BOUND
