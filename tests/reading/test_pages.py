"""Page chrome is set aside with its reason; what only looks like it stays in the speech."""

import re
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from golden import cases, load

from koujing.reading import read_string
from koujing.reading.pages import furniture, read_page

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


def may_hold(tree: Any, character: str) -> bool:
    """Whether a match of a parsed pattern may have a character in it."""
    return any(_holds(op.name, value, character) for op, value in tree)


def _holds(name: str, value: Any, character: str) -> bool:
    match name:
        case "LITERAL":
            return bool(value == ord(character))
        case "RANGE":
            return bool(value[0] <= ord(character) <= value[1])
        case "CATEGORY":
            return "_NOT_" in value.name
        case "IN":
            listed = any(_holds(op.name, each, character) for op, each in value if op.name != "NEGATE")
            return listed != (value[0][0].name == "NEGATE")
        case "BRANCH":
            return any(may_hold(branch, character) for branch in value[1])
        case "SUBPATTERN":
            return may_hold(value[-1], character)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return may_hold(value[2], character)
        case "ATOMIC_GROUP":
            return may_hold(value, character)
    return name not in ("ASSERT", "ASSERT_NOT", "AT", "GROUPREF")


@pytest.mark.parametrize("name", ["PAGE_LINE", "BREADCRUMB", "MASTHEAD"])
def test_no_line_of_a_page_has_a_comma_or_a_stop_in_it(name: str) -> None:
    tree = _parser.parse(getattr(furniture, name).pattern, re.VERBOSE)
    assert may_hold(tree, "县")
    assert not may_hold(tree, "，")
    assert not may_hold(tree, "。")


def test_the_validity_of_a_document_is_data_of_its_page() -> None:
    assert furniture.reason_to_set_aside("有 效 性：有效") == "page data"
