"""Where a list is cut: at its marks and at 和 as a word of its own."""

import pytest

from koujing.chinese.joints import AND, AND_OR, split_last, split_parts, trim


@pytest.mark.parametrize(
    "word", ["和平", "和谐", "总和", "缓和", "参与", "赋与", "与会", "普及", "涉及", "顾及", "及时", "以及"]
)
def test_a_joint_inside_a_word_joins_nothing(word: str) -> None:
    found = [match[0] for match in AND.finditer(f"修{word}路")]
    assert found == (["以及"] if word == "以及" else [])


@pytest.mark.parametrize("joint", ["和", "与", "及", "以及"])
def test_a_joint_between_two_parts_cuts_them(joint: str) -> None:
    text = f"水利{joint}道路"
    assert [text[a:b] for a, b in split_last(text, (0, len(text)))] == ["水利", "道路"]


def test_or_joins_alternatives_only() -> None:
    assert [AND.search("水利或道路"), AND.search("学者或者农民")] == [None, None]
    assert AND_OR.search("水利或道路")
    assert not AND_OR.search("学者或者农民")


def test_two_joints_leave_it_open_where_the_list_ends() -> None:
    text = "水利和道路及桥梁"
    assert split_last(text, (0, len(text))) == []


def test_a_part_ends_before_the_joint_that_leads_to_the_next() -> None:
    text = "水利，以及、参与、普及"
    assert [text[a:b] for a, b in split_parts(text, 0, len(text), "、，")] == ["水利", "参与", "普及"]
    assert trim("水利和", 0, 3) == (0, 2)
