"""What returns on the pages of a text is set aside, and nothing else."""


import pytest

from growing import BOUND, growth
from koujing.reading import read_string
from koujing.reading.files.headers import find_furniture

# label, pages, what is left of them, why
GOLDEN = [
    ("numbers", ["甲\n- 1 -\n", "乙\n- 2 -\n"], "甲\n乙\n", "the page's own number needs no third page"),
    ("number of all pages", ["甲\n第1页 共2页\n", "乙\n第 2 页 共 2 页\n"], "甲\n乙\n", "the same"),
    ("another number", ["甲\n3\n", "乙\n7\n"], "甲\n3\n乙\n7\n", "not the numbers of these two pages"),
    ("numbers from three on", ["甲\n— 3 —\n", "乙\n— 4 —\n", "丙\n— 5 —\n"], "甲\n乙\n丙\n", "equal but for the digits, three times"),
    ("header and footer", [f"县报 第{k}期\n\n{c}\n\n县政府办\n{k}\n" for k, c in enumerate("甲乙丙", 4)], "甲\n乙\n丙\n",
     "with the empty lines beside them"),
    ("twice is chance", ["县报\n甲\n", "县报\n乙\n"], "县报\n甲\n县报\n乙\n", "two pages may begin alike"),
    ("inside a page", ["甲\n县报\n乙\n丙\n丁\n戊\n己\n"] * 2 + ["庚\n辛\n壬\n县报\n癸\n子\n丑\n"], None, "not at the edge"),
    ("left and right pages", [("县报\n" if k % 2 else "第3期\n") + c + "\n" for k, c in enumerate("甲乙丙丁戊己")],
     "甲\n乙\n丙\n丁\n戊\n己\n",
     "each returns three times"),
    ("indented paragraph", [f"县报\n　　{c}\n" for c in "甲乙丙"], "　　甲\n　　乙\n　　丙\n", "its indent stays"),
    ("a page of nothing else", ["县报\n甲\n", "县报\n", "县报\n乙\n"], "甲\n乙\n", "leaves nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "pages", "left", "why"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_what_is_left(label, pages, left, why):
    text = "\f".join(pages) + "\f"
    spans = find_furniture(text)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    assert text.replace("\f", "") == ("".join(pages) if left is None else left), why


def test_a_sentence_over_two_pages_keeps_one_line_end():
    document = read_string("同志们：要\n1\n\f种树。\n2\n\f", "a")
    assert document.speeches[0].text.strip() in ("同志们：要\n种树。", "同志们：要种树。")
    assert {s.why for s in document.set_aside} == {"page furniture", "page end"}


def test_a_form_feed_that_ends_a_line_is_read_as_a_line_end():
    document = read_string("修路。\f架桥。", "a")
    assert document.speeches[0].text == "修路。\n架桥。"
    assert [(r.was, r.now, r.kind) for r in document.repairs] == [("\f", "\n", "spacing")]


@pytest.mark.parametrize("piece", ["\f", "a\n\f", "\n", "1\f", " \f", "- 1 -\n", " "])
def test_hostile_pages_are_read_in_linear_time(piece):
    assert growth(find_furniture, piece, 100_000) < BOUND
