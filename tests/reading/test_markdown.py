"""Markdown is read at its visible text; an asterisk in doubt is left as a mask."""


import pytest
from golden import labels, load
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import check_all

from growing import BOUND, growth
from koujing.reading import read_file
from koujing.reading.files.markdown import read_markdown

GOLDEN = load("markdown.tsv")


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_visible_text(case):
    assert read_markdown(case["text"]).text.text == case["expected"], case["why"]


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_line_ends_of_two_characters_change_nothing(case):
    two = read_markdown(case["text"].replace("\n", "\r\n")).text.text
    assert two.replace("\r", "") == case["expected"]


PIECES = [
    "修路", "，", "。", "\n", "\r\n", " ", "\t", "*", "**", "_", "__", "#", "## ", "> ", "- ", "[", "](", ")", "![", "`", "```\n", "~~",
    "|", "---\n", "|---|\n", "\\", "[^1]", ": ", "http://x.cn", "<b>", "</p>", "<!--", "&amp;", "&nbsp;", "[篇一]\n", "相关文章\n",
    "l67亿元", "坚定*", "\f",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(str.strip))
def test_every_character_is_accounted_for(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("md") / "a.md"
    path.write_bytes(raw.encode())
    check_all(read_file(path, "a"))


def test_a_span_over_a_mark_covers_it_in_the_source(tmp_path):
    (tmp_path / "a.md").write_text("# 讲话\n同志们：投资**2024**[万元](/a)，", encoding="utf-8")
    document = read_file(tmp_path / "a.md", "a")
    speech = document.speeches[0]
    at = speech.text.index("2024")
    assert speech.raw_text(at, at + 6) == "2024**[万元"
    assert {s.why for s in document.set_aside} == {"markup"}


def test_front_matter_is_set_aside_as_what_it_is(tmp_path):
    (tmp_path / "a.md").write_text("---\ndate: 2014-03-12\n---\n同志们：修路。", encoding="utf-8")
    assert [(s.start, s.why) for s in read_file(tmp_path / "a.md", "a").set_aside] == [(0, "front matter")]


HOSTILE = [
    "*",
    "**",
    "* ",
    "*a",
    "**a\n",
    "[",
    "[a](",
    "![",
    "[^",
    "|",
    "|-|\n",
    "`a",
    "> ",
    "#",
    "- ",
    "_",
    "~~",
    "\\",
    "---\n",
    "==\n",
    " ",
    "\t",
    "<a",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_markdown_is_read_in_linear_time(piece):
    assert growth(read_markdown, piece, 100_000) < BOUND
