"""Damage is mended where it is damage, and nothing else is touched."""


import pytest
from golden import cases, load

from growing import BOUND, growth
from koujing.reading import read_string

GOLDEN = load("repairs.tsv")


@pytest.mark.parametrize("case", cases(GOLDEN))
def test_golden_cases(case):
    document = read_string(case["text"], "a")
    assert "".join(speech.text for speech in document.speeches) == case["expected"], case["why"]
    assert [r.kind for r in document.repairs] == case["kinds"].split(), case["why"]


# One character, and pieces that a rule begins to read; the worst takes four times as long for four times the length.
PIECES = [
    "*", "1", "。", ",", " ", "\n", "“", "”", "<", "\"", "(", "l", "*字", "* ", "1 ", "一，\n", "\f", "本报讯 甲乙。\n甲乙\n",
    "一二三四五六七八九十甲乙，丙丁\n", "\r", "\t", "\xa0", "\u200b", "\t\u200b", "\t\t甲\n", "⼀", "甲 ", "甲乙 ", "甲　", "， ", "1 甲 ",
    "\\n", "<br>", "甲 乙。", "\\u6276", "&#25206;", "&amp;", "~{VP", "锟斤拷", "ÔÚ", "æ‰¶", "鍦ㄥ叏", "龘", "?", "甲&#", "ÔÚ甲", "發著",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_run_of_one_piece_is_read_in_linear_time(piece):
    assert growth(lambda text: read_string(text, "a"), piece, 40_000) < BOUND
