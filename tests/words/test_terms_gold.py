"""The sentences in which readers marked terms: what ships of them, and how far the units agree with the readers."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from score_terms import agreement, coded_spans, main, rows_of


def test_every_coded_term_lies_in_its_sentence_and_none_in_another_of_its_coder():
    sentences = {row["number"]: (int(row["start"]), int(row["end"])) for row in rows_of("sentences.csv")}
    for coded in coded_spans().values():
        for number, spans in coded.items():
            ordered, (start, end) = sorted(spans), sentences[number]
            assert all(start <= a < b <= end for a, b in ordered), number
            assert all(first[1] <= second[0] for first, second in pairwise(ordered)), number


def test_half_is_held_out_and_a_third_is_coded_twice():
    rows = rows_of("sentences.csv")
    assert (len(rows), sum(row["half"] == "held" for row in rows), sum(row["coders"] == "2" for row in rows)) == (120, 60, 40)
    assert agreement() == pytest.approx(0.896, abs=5e-4)


def test_units_are_more_often_whole_than_words():
    folder = os.environ.get("KOUJING_TEXTS")
    if not folder:
        pytest.skip("KOUJING_TEXTS does not point at the source texts")
    table = main(*(str(Path(folder, name)) for name in ("work-reports", "source-documents"))).xs("all", level="genre")
    assert (table["whole_units"] > 1.2 * table["whole_words"]).all()
    assert table["f1"].to_dict() == {"development": pytest.approx(0.85, abs=0.06), "held": pytest.approx(0.57, abs=0.06)}
