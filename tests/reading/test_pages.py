"""Page chrome is set aside with its reason; what only looks like it stays in the speech."""

import pytest
from golden import cases, load

from koujing.reading import read_string
from koujing.reading.pages import read_page

GOLDEN = load("pages.tsv")


@pytest.mark.parametrize("case", cases(GOLDEN))
def test_golden_cases(case):
    document = read_string(case["text"], "a")
    aside = [f"{s.why}|{document.raw[s.start : s.end]}" for s in document.set_aside]
    assert "‖".join(speech.text.strip() for speech in document.speeches) == case["expected"].strip(), case["why"]
    assert "‖".join(aside) == case["aside"], case["why"]


def test_links_above_the_speech_do_not_end_it():
    text = "相关链接\n甲处开会\n" + "今天开会，要修路，要架桥，要种树。\n" * 20
    page = read_page(text)
    assert page.speeches == [(0, len(text))]
    assert page.set_aside == []


def test_speeches_of_one_page_are_told_apart_by_number():
    document = read_string("大会讲话[篇一]\n甲。\n大会讲话[篇二]\n乙。", "page")
    assert [speech.id for speech in document.speeches] == ["page#1", "page#2"]
    assert {speech.source for speech in document.speeches} == {"page"}


PAGE = (
    "在会上的讲话\n同志们：今天我们在这里开会，安排全县修路架桥的工作。\n"
    + "要把任务分到村，把责任压到人，每月一调度。" * 9
)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n责任编辑：甲乙\n"])
def test_the_second_copy_of_a_page_is_set_aside(between):
    document = read_string(PAGE + between + PAGE, "a")
    assert document.speeches[0].text.strip() == PAGE
    assert "doubled" in {s.why for s in document.set_aside}


def test_a_short_passage_may_stand_twice():
    short = "同志们：今天我们在这里开会，安排全县修路架桥的工作。"
    assert read_string(f"{short}\n要快。\n{short}\n要好。", "a").set_aside == ()


def test_what_one_speech_of_a_page_takes_from_another_is_no_double():
    body = PAGE.split("\n", 1)[1]
    document = read_string(f"大会讲话[篇一]\n{body}\n大会讲话[篇二]\n{body}", "a")
    assert [speech.text for speech in document.speeches] == [f"大会讲话[篇一]\n{body}", f"大会讲话[篇二]\n{body}"]
