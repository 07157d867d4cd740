"""The part of the outline in which a passage stands tells whether it orders or reports."""

import json

import pytest

from koujing.borrowing.rows import find_borrowings
from koujing.borrowing.sides import PARTS, Side, packed, unpacked
from koujing.reading import read_string
from koujing.repaired import RepairedText

ORDER = "各站点要把坏了的闸门换成新的，塌陷的塘坎拿石头砌结实，堵死的进水口一处一处疏通开。"
PLAIN = ORDER.replace("要", "", 1)


def side(speech: str, text: str, part: str, date: str) -> Side:
    parts = ((0, len(text), PARTS.index("other")), (0, len(text) - 1, PARTS.index(part)))
    return Side(speech, RepairedText.build(text, 0, len(text), []), speech, date, parts=parts)


@pytest.mark.parametrize(
    ("part", "change"), [("review", "order to report"), ("tasks", ""), ("other", "")]
)
def test_what_was_a_task_and_returns_in_a_review_was_an_order(part: str, change: str) -> None:
    (row,) = find_borrowings([side("a", ORDER, "tasks", "2013"), side("b", PLAIN, part, "2014")])
    (edit,) = json.loads(row.changed)
    assert (edit["kind"], edit["was"], edit["change"]) == ("dropped", "要", change)


def test_the_innermost_section_decides_and_nothing_outside() -> None:
    one = Side("a", RepairedText.build(ORDER, 0, len(ORDER), []), parts=((0, 20, 2), (5, 20, 0), (5, 9, 1)))
    assert [one.part(at) for at in (0, 5, 9, 20)] == ["other", "tasks", "review", ""]


def test_a_side_is_the_same_from_the_table_of_running_texts() -> None:
    text = "一、去年的工作\n修了十条路。\n二、今年的任务\n要修十条路，各站点要架五座桥。\n"
    (speech,) = read_string(text, "a").speeches
    one = Side.of(speech)
    assert {one.part(at) for at in range(len(one.text))} >= {"review", "tasks"}
    row = {"speech": speech.id, "text": speech.text} | packed(speech)
    assert unpacked(row, {"source": speech.source} | speech.metadata) == one
