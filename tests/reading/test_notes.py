"""End notes: where they begin, which term each explains, and that they are no part of what was delivered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.coding import code_document
from koujing.reading import read_string
from koujing.reading.structure import find_sections
from koujing.reading.structure.notes import find_notes, notes_start


def terms(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*note.term)], text[slice(*note.body)]) for note in find_notes(text)]


EXPLAINED = [("“三清”", "指清河、清渠、清沟。"), ("雨水窖", "指存放雨水的地窖。")]


@pytest.mark.parametrize(
    "notes",
    [
        "名词解释\n[1]“三清”：指清河、清渠、清沟。\n[2]雨水窖：指存放雨水的地窖。",
        "《政府工作报告》名词解释\n1.“三清”：指清河、清渠、清沟。\n2.雨水窖：指存放雨水的地窖。",
        "※注释※\n［1］“三清”：指清河、清渠、清沟。（见第2页）\n［2］雨水窖：指存放雨水的地窖。（见第3页）",
        "附：短语说明\n1.“三清”指清河、清渠、清沟。\n2.雨水窖：指存放雨水的地窖。",
        "名词解释：\n1.[“三清”]指清河、清渠、清沟。\n2.[雨水窖]指存放雨水的地窖。",
        "名词解释\n“三清”：指清河、清渠、清沟。\n雨水窖：指存放雨水的地窖。",
        "附件：相关名词注释\n①“三清”：指清河、清渠、清沟。②雨水窖：指存放雨水的地窖。",
        "[1]“三清”：指清河、清渠、清沟。\n[2]雨水窖：指存放雨水的地窖。",
        "注1：“三清”：指清河、清渠、清沟。\n注2：雨水窖：指存放雨水的地窖。",
    ],
    ids=["brackets", "digits", "pages", "without a colon", "term in brackets", "no numbers", "rings", "no heading", "注"],
)
def test_notes_are_read_in_the_forms_that_reports_have(notes: str) -> None:
    text = f"抓好“三清”[1]。\n谢谢大家！\n{notes}\n"
    assert terms(text) == EXPLAINED
    assert notes_start(text) == text.index(notes[:4])


@pytest.mark.parametrize(
    "text",
    [
        "今年抓好两件事。\n1.修路：全长5公里。\n2.修渠：全长3公里。\n谢谢大家！",
        "修路。\n注释\n此文由县政府办公室整理，如有错漏请指正。",
        "名词解释工作要做细。\n1.修路\n2.修渠",
        "修路。\n[1]\n[2]\n",
        "修路。\n“三清”：指清河、清渠、清沟。\n",
        "[1]“三清”：" + "清河、" * 800 + "\n[2]“两建”：" + "建桥、" * 800,
        "今年抓好两件事。\n[1]农业：修渠3公里。\n[2]工业：建厂2座。",
        "今年抓好两项工程。\n①“三清”工程：清理河道3公里。\n②“两建”工程：建桥2座。\n",
        "今年抓好两件事。\n①加强指导，办班3期。\n②抓紧修渠，即将通水3公里。\n",
        "①修路，②修渠。\n①修路：全长5公里。\n②修渠：全长3公里。\n",
        "今年抓好两件事。\n“三农”工作：要修渠3公里。\n“两建”工作：要建桥2座。\n",
        "有关概念的说明\n一、去年：修渠3公里。\n二、今年：建桥2座。\n三、同志们，让我们努力。",
        "抓好“三清”[1]。\n名词解释\n[1]“三清”：指清河。\n[2]“两建”：指建桥。\n二、今年任务\n修渠3公里。",
        "抓好“三清”。\n[1]“三清”：指清河。\n[2]“两建”：指建桥。\n各位代表：\n" + "今年要修渠3公里。" * 20,
    ],
    ids=[
        "an outline", "a remark", "a sentence", "marks alone", "one line", "whole texts", "a list in brackets", "a list of projects",
        "words that begin like notes", "a list said before", "quoted tasks", "an outline below a heading", "a chapter behind notes",
        "another text behind notes",
    ],
)
def test_what_only_looks_like_notes_is_running_text(text: str) -> None:
    assert terms(text) == []


def test_a_list_at_the_end_whose_numbers_the_text_has_behind_its_terms_is_notes() -> None:
    text = "抓好“三清”[1]，建好雨水窖[2]。\n[1]“三清”：清河、清渠、清沟。\n[2]雨水窖：存放雨水的地窖。"
    assert terms(text) == [("“三清”", "清河、清渠、清沟。"), ("雨水窖", "存放雨水的地窖。")]


def test_below_a_heading_numbered_notes_need_no_other_sign() -> None:
    text = "修路。\n名词解释\n1. 三清：清河、清渠、清沟。\n2. 雨水窖：存放雨水的地窖。\n"
    assert terms(text) == [("三清", "清河、清渠、清沟。"), ("雨水窖", "存放雨水的地窖。")]


def test_a_date_behind_the_notes_takes_nothing_from_them() -> None:
    assert len(terms("抓好“三清”。\n名词解释\n1.“三清”：指清河。\n2.雨水窖：指地窖。\n2015年3月4日\n")) == 2


def test_a_number_that_begins_a_line_is_no_new_note() -> None:
    text = "完。\n名词解释\n1.“三清”：清理渠道\n2.5公里、清河、清沟。\n2.雨水窖：指地窖。"
    assert [term for term, _ in terms(text)] == ["“三清”", "雨水窖"]


TEXT = (
    "各位代表：\n一、去年工作回顾\n修路5公里，抓好“三清”。\n二、今年任务\n要修渠3公里。\n"
    "名词解释\n1.“三清”：指清河、清渠、清沟。\n2.雨水窖：指可存水9吨的地窖。\n"
)


def test_end_notes_are_a_section_of_their_own() -> None:
    *_, tasks, notes = [section for section in find_sections(TEXT) if section.depth == 1]
    assert (tasks.part, notes.part, notes.heading, notes.end) == ("tasks", "notes", "名词解释", len(TEXT))
    assert tasks.end == notes.start == TEXT.index("名词解释")


def test_end_notes_are_not_counted_but_what_they_state_is_a_row_that_says_so() -> None:
    with_notes, without = (code_document(read_string(text, "a")) for text in (TEXT, TEXT[: TEXT.index("名词解释")]))
    for column in ("n_chars", "n_han", "n_tokens", "n_sentences"):
        assert with_notes["documents"][column] == without["documents"][column], column
    for table in ("terms", "texture", "pairs", "regimes", "directives", "parallels", "metaphors", "voices"):
        assert repr(with_notes[table]) == repr(without[table]), table  # not a number is like none, but not equal to it
    assert with_notes["statistics"]["text"] == ["5公里", "3公里", "9吨"]
    assert with_notes["statistics"]["note"] == ["", "", "end note"]
    assert with_notes["formulas"]["members"] == ["清河|清渠|清沟"] * 2
    assert with_notes["formulas"]["section"] == [1, 3]


@pytest.mark.parametrize("heading", ["名 词 解 释", "　　名　词　解　释", "《政府工作报告》名  词  解  释：", "注 释", "有关 名词 解释"])
def test_a_heading_may_have_blanks_within(heading: str) -> None:
    text = f"抓好“三清”，兴修水利。\n{heading}\n1.“三清”：指清河、清渠、清沟。\n"
    assert terms(text) == [("“三清”", "指清河、清渠、清沟。")]
    assert text[notes_start(text) :].strip().startswith(heading.strip())


def test_words_that_only_stand_like_a_heading_are_none() -> None:
    assert terms("抓好“三清”。\n名 词 解 释 得 好\n1.三清：清河。\n") == []


ALPHABET = st.sampled_from([*"名词解释注1234.：:。；“”[]（）指即①②\n ", "三清", "名词解释\n", "\n[1]", "\n2."])


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_notes_follow_each_other_and_lie_in_the_text(text: str) -> None:
    end = notes_start(text)
    for note in find_notes(text):
        assert end <= note.start <= note.term[0] <= note.term[1] <= note.body[0] <= note.body[1] <= len(text)
        end = note.body[1]


@pytest.mark.parametrize("filling", ["名词解释\n", "[1]“三”：", "\n[1]三：清", "\n1.", "注释\n1.", "\n“三清”：指", "①", "[", "　"])
def test_time_grows_with_the_length_of_the_text(filling: str) -> None:
    assert growth(find_notes, filling, 32_000) < BOUND


@pytest.mark.parametrize("note", ["雨水窖，就是地窖。", "：指地窖。", "【 】指地窖。", "“”：指地窖。", "、：指地窖。"])
def test_a_note_without_a_term_is_coded(note: str) -> None:
    text = f"抓好“三清”。\n名词解释\n1.“三清”：指清河、清渠、清沟。\n2.{note}\n3.“双改”：指改水、改厕。\n"
    assert {"三清", "双改"} <= set(code_document(read_string(text, "a"))["formulas"]["bundle"])


def test_time_grows_with_the_blanks_behind_a_heading() -> None:
    assert growth(lambda blanks: find_notes(f"三清\n名 词 解 释{blanks}三"), " ", 32_000) < BOUND
