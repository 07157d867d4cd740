"""Page chrome is set aside with its reason; what only looks like it stays in the speech."""

import pytest
from golden import labels, load

from koujing.reading import read_string
from koujing.reading.pages import read_page

GOLDEN = load("pages.tsv")


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
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
