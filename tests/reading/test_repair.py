"""Damage is mended where it is damage, and nothing else is touched."""


import pytest
from golden import cases, load

from growing import BOUND, growth
from koujing.reading import read_string
from koujing.reading.repair import find_repairs
from koujing.repaired import RepairedText

GOLDEN = load("repairs.tsv")


def repaired(text):
    edits = [r.edit for r in find_repairs(text) if r.edit]
    return RepairedText.build(text, 0, len(text), edits).text


@pytest.mark.parametrize("case", cases(GOLDEN))
def test_golden_cases(case):
    assert repaired(case["text"]) == case["expected"], case["why"]
    assert [r.kind for r in find_repairs(case["text"])] == case["kinds"].split(), case["why"]


# One character, and pieces that a rule begins to read; the worst takes four times as long for four times the length.
PIECES = [
    "*", "1", "。", ",", " ", "\n", "“", "”", "<", "\"", "(", "l", "*字", "* ", "1 ", "一，\n", "\f", "本报讯 甲乙。\n甲乙\n",
    "一二三四五六七八九十甲乙，丙丁\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_run_of_one_piece_is_read_in_linear_time(piece):
    assert growth(lambda text: read_string(text, "a"), piece, 100_000) < BOUND
