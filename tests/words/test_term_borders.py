"""Where terms begin and end, and what stands inside them: golden cases, the same from both engines."""

import csv
from pathlib import Path

import pytest

from koujing.lexicons import load
from koujing.words.nested import inner_spans, inner_wordings
from koujing.words.settled import settled_cuts
from koujing.words.tokens import tokenize


def cases(name, *keys):
    lines = [line for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    fails = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(row, id=row[keys[0]], marks=fails if row["status"] == "fails" else ()) for row in rows]


@pytest.mark.parametrize("row", cases("term_borders.tsv", "label"))
def test_terms_begin_and_end_where_a_reader_sees_them(row):
    assert "|".join(tokenize(row["text"]).words) == row["expected"], row["why"]


@pytest.mark.parametrize("row", [case.values[0] for case in cases("term_borders.tsv", "label")])
def test_both_engines_join_the_same_terms(row):
    assert tokenize(row["text"]).words == tokenize(row["text"], engine="jieba").words


@pytest.mark.parametrize("row", cases("inside.tsv", "unit"))
def test_what_stands_inside_a_unit(row):
    assert "|".join(word for word, _ in inner_wordings(row["unit"])) == row["inside"], row["why"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("当地主席说", ["地主"], "当|地主|席|说"),
        ("加强财政部门", ["财政部"], "加强|财政部|门"),
        ("推进改革开放", ["推进改革"], "推进改革|开放"),
        ("实现十九连丰", ["九连丰"], "实现|十|九连丰"),
        ("小康*社会", ["社会"], "小康*|社会"),
    ],
)
def test_a_callers_word_is_whole_whatever_is_settled(text, words, expected):
    assert "|".join(tokenize(text, words=words).words) == expected


@pytest.mark.parametrize("wording", ["".join(parts) for parts in settled_cuts().values()])
def test_nothing_inside_a_wording_begins_or_ends_inside_one_of_its_parts_and_reaches_beyond_it(wording):
    parts = settled_cuts()[wording]
    edges = {0, *(len("".join(parts[: k + 1])) for k in range(len(parts)))}
    for start, end, word in inner_spans(wording):
        crossed = {edge for edge in edges if start < edge < end}
        assert parts[1:], word
        assert not crossed or {start, end} <= edges, word


def test_settled_cuts_are_in_order_and_each_is_there_once():
    rows = ["|".join(parts) for parts in settled_cuts().values()]
    assert all(all(parts) for parts in settled_cuts().values())
    assert rows == [row["cut"] for row in load("term_cuts")] == sorted(rows)
