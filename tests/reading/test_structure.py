"""Headings, parts and sentences."""

import pytest
from golden import labels, load
from hypothesis import given
from hypothesis import strategies as st

from koujing.reading.structure import count_han, find_sections, small_number, split_sentences

GOLDEN = load("sections.tsv")

# label, text, expected sentences, why
SENTENCES = [
    ("decimal", "增长3.5%。很好。", ["增长3.5%。", "很好。"], "grew by 3.5 %: a point in a figure ends nothing"),
    ("question and exclamation", "行不行？行！", ["行不行？", "行！"], "will it do? it will!"),
    (
        "closing quotation mark",
        "他说“好。”大家笑了。",
        ["他说“好。”", "大家笑了。"],
        "the mark belongs to the sentence",
    ),
    ("line end", "大会讲话\n同志们：", ["大会讲话", "同志们："], "a title and a salutation"),
    ("no stop", "还要干", ["还要干"], "the last sentence may lack its stop"),
    ("ellipsis of stops", "好。。。\n再见", ["好。。。", "再见"], "repeated stops belong together"),
    ("figures alone", "一。2020。", ["一。"], "a stretch without a Han character is no sentence"),
    ("semicolon", "一要快；二要好。", ["一要快；二要好。"], "a semicolon separates clauses"),
    ("empty", "", [], "nothing"),
]


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_headings(case):
    found = [f"{s.depth}|{s.ordinal}{s.heading}" for s in find_sections(case["text"])]
    assert "‖".join(found) == case["expected"], case["why"]


@pytest.mark.parametrize(("label", "text", "expected", "why"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_sentences(label, text, expected, why):
    assert [text[a:b] for a, b in split_sentences(text)] == expected, why


@pytest.mark.parametrize(
    ("heading", "part"),
    [("一、去年工作回顾", "review"), ("二、今年的任务", "tasks"), ("三、国际形势", "other"), ("四、一个故事", "other")],
)
def test_a_part_looks_back_or_sets_tasks_or_does_neither(heading, part):
    assert find_sections(f"{heading}\n好。")[1].part == part


def test_a_subsection_belongs_to_the_part_it_stands_in():
    parts = [
        s.part
        for s in find_sections("一、去年工作回顾\n好。\n（一）抓好修路\n通了。\n二、今年任务\n（一）过去的桥\n修。")
    ]
    assert parts == ["other", "review", "review", "tasks", "tasks"]


def test_an_announced_count_is_read_where_the_speaker_makes_it():
    sections = find_sections("同志们，下面我讲三点意见。\n一、回顾\n好。\n二、任务\n今年抓好12项工作。")
    assert [s.announced for s in sections] == [3, None, 12]


@given(st.text("一二、（）1.(\n 好。，：年工作", max_size=40))
def test_sections_tile_the_text(text):
    sections = find_sections(text)
    assert sections[0].start == 0
    assert [s.end for s in sections] == [*(s.start for s in sections[1:]), len(text)]
    assert all(text.startswith(s.ordinal, s.start) for s in sections)


@given(st.text("好。！”\n 1a", max_size=40))
def test_sentences_hold_every_han_character_once(text):
    assert "".join(text[a:b] for a, b in split_sentences(text)).count("好") == text.count("好")


@pytest.mark.parametrize(
    ("numeral", "number"), [("十", 10), ("二十一", 21), ("九", 9), ("〇", 0), ("一二", None), ("", 0)]
)
def test_small_numbers(numeral, number):
    assert small_number(numeral) == number


def test_han_characters_of_every_plane_are_counted_and_nothing_else():
    assert count_han("〇㐀一豈𠀀") == 5
    assert count_han("１2aＡ，。々あ한") == 0
