"""Marks: where sentences, clauses, lines and brackets end, and where they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.marks import CLAUSE, DEEPEST, PARAGRAPH, SENTENCE, Marks, split_sentences

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


TEXTS = st.text("好1，,；：。！？!?\n（)(）“”《》", max_size=40)


def naive(text: str, ends: str, position: int) -> tuple[int, int]:
    """The characters to either side of a position up to the next one that ends something; a comma between digits does not."""

    def is_end(at: int) -> bool:
        inside = text[at] in "，," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        return text[at] in ends and not inside

    start, end = position, position
    while start > 0 and not is_end(start - 1):
        start -= 1
    while end < len(text) and not is_end(end):
        end += 1
    return start, end


@given(TEXTS, st.data())
def test_a_clause_sentence_or_line_has_no_mark_inside(text, data):
    position = data.draw(st.integers(0, len(text)))
    marks = Marks(text)
    assert marks.clause(position) == naive(text, "，；：,;:。！？!?\n", position)
    assert marks.sentence(position) == naive(text, "。！？!?\n", position)
    assert marks.paragraph(position) == naive(text, "\n", position)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_clauses_end_where_the_clause_of_the_next_position_begins(text, start, end):
    marks = Marks(text)
    ends = [at for at in range(start, min(end, len(text))) if marks.clause(at + 1)[0] == at + 1]
    assert marks.clause_ends(start, end) == ends


def test_what_has_no_marks_is_followed_only_so_far():
    marks = Marks("好" * 9000)
    assert [marks.clause(4000), marks.sentence(4000), marks.paragraph(4000)] == [
        (4000 - reach, 4000 + reach) for reach in (CLAUSE, SENTENCE, PARAGRAPH)
    ]


def closed(text: str, opening: str, closing: str, position: int) -> list[tuple[int, int]]:
    """The brackets of a position by counting: each opening mark closes where as many have closed as opened since."""
    found = []
    for start in range(position, -1, -1):
        depth = 0
        for at in range(start, len(text)):
            depth += (text[at] in opening) - (text[at] in closing)
            if text[at] == "\n" or depth == 0:
                break
        if text[start] in opening and text[at] in closing and depth == 0 and at >= position:
            found.append((start, at + 1))
    return found


@given(st.text("好（(）)“”《》\n", min_size=1, max_size=2 * DEEPEST), st.data())
def test_a_bracket_and_a_quotation_hold_what_stands_between_their_marks(text, data):
    position = data.draw(st.integers(0, len(text) - 1))
    marks = Marks(text)
    assert marks.brackets(position) == closed(text, "（(", "）)", position)
    assert marks.quotations(position) == closed(text, "“《", "”》", position)


def test_brackets_that_never_close_and_brackets_too_deep_hold_nothing():
    assert Marks("（好").brackets(1) == Marks("（好\n）").brackets(1) == []
    assert len(Marks("（" * 20 + "好" + "）" * 20).brackets(20)) == DEEPEST


def look_up(text: str) -> None:
    marks = Marks(text)
    for position in range(0, len(text), 16):
        marks.clause(position), marks.sentence(position), marks.paragraph(position)
        marks.brackets(position), marks.quotations(position)


@pytest.mark.parametrize("unit", ["好", "，", "。", "(", "（）", "“”", "\n"])
def test_looking_places_up_grows_with_the_length_of_hostile_text(unit):
    assert growth(look_up, unit, 200_000) < BOUND
