"""Sentences: where they end, and where they do not."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.marks import split_sentences

# label, text, expected sentences, why
SENTENCES = [
    ("decimal", "增长3.5%。很好。", ["增长3.5%。", "很好。"], "grew by 3.5 %: a point in a figure ends nothing"),
    ("question and exclamation", "行不行？行！", ["行不行？", "行！"], "will it do? it will!"),
    ("closing mark", "他说“好。”大家笑了。", ["他说“好。”", "大家笑了。"], "the mark belongs to the sentence"),
    ("two closing marks", "（他说“好。”）笑。", ["（他说“好。”）", "笑。"], "so do two"),
    ("quotation goes on", "高呼“好！”，大家笑了。", ["高呼“好！”，大家笑了。"], "cried 'good!', and all laughed"),
    (
        "quotation as attribute",
        "解决“水够不够？”的问题。",
        ["解决“水够不够？”的问题。"],
        "the question 'is there water?'",
    ),
    ("line end", "大会讲话\n同志们：", ["大会讲话", "同志们："], "a title and a salutation"),
    ("heading", "一、修渠\n要快。", ["一、修渠", "要快。"], "a heading is a sentence of its own"),
    ("no stop", "还要干", ["还要干"], "the last sentence may lack its stop"),
    ("ellipsis of stops", "好。。。\n再见", ["好。。。", "再见"], "repeated stops belong together"),
    ("ellipsis", "修渠、打井……都要干。", ["修渠、打井……都要干。"], "an ellipsis inside a sentence"),
    ("figures alone", "一。2020。", ["一。"], "a stretch without a Han character is no sentence"),
    (
        "outline number",
        "1。落实机制。12。修渠。",
        ["1。落实机制。", "12。修渠。"],
        "1. implement: no sentence of its own",
    ),
    ("year after a figure", "增加5。2016年再增。", ["增加5。", "2016年再增。"], "a year begins the next sentence"),
    ("semicolon", "一要快；二要好。", ["一要快；二要好。"], "a semicolon separates clauses"),
    ("stops before a sentence", "。。好。", ["好。"], "a sentence begins with no stop"),
    ("blanks", "  好。 \n　再见。\t", ["好。", "再见。"], "blanks stand between sentences"),
    ("empty", "", [], "nothing"),
]


@pytest.mark.parametrize(("label", "text", "expected", "why"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_sentences(label, text, expected, why):
    assert [text[a:b] for a, b in split_sentences(text)] == expected, why


@given(st.text("好。！”，的\n 1a", max_size=40))
def test_sentences_hold_every_han_character_once_and_in_order(text):
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans).count("好") == text.count("好")
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(text[a:b] == text[a:b].strip() and "\n" not in text[a:b] for a, b in spans)


@pytest.mark.parametrize("unit", ["好", "。", "1。", "好。”，", "”", " ", "\n", "？！”"], ids=repr)
def test_the_work_grows_with_the_length_of_hostile_text(unit):
    assert growth(split_sentences, unit, 1_000_000) < BOUND
