"""Passages that readers found in three speeches, where these texts and the readers' list are at hand."""

import os
import re
from pathlib import Path

import pytest

from koujing import code
from koujing.borrowing.rows import find_borrowings
from koujing.borrowing.sides import Side
from koujing.reading import read

TEXTS = Path(os.environ.get("KOUJING_TEXTS", "/nowhere"))
LISTED = TEXTS.parent / "OBSERVATIONS.md"
ROW = re.compile(r"\| (?P<id>[RTU]\d+) \| \S+ (\d+)–(\d+) \| \S+ (\d+)–(\d+) \|")
PAIRS = {"R": ("#1", "#2"), "T": ("#1", "#3"), "U": ("#2", "#3")}  # the speeches of the file

pytestmark = pytest.mark.skipif(not LISTED.exists(), reason="KOUJING_TEXTS does not name the texts with the readers' list beside them")


@pytest.fixture(scope="module")
def listed():
    found = [ROW.match(line) for line in LISTED.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: tuple(map(int, row.groups()[1:])) for row in found if row}


def found(listed, rows):
    rows = list(rows)
    return {
        id_
        for id_, (start_a, end_a, start_b, end_b) in listed.items()
        for row in rows
        if (row.speech_a[-2:], row.speech_b[-2:]) == PAIRS[id_[0]]
        and 2 * (min(row.end_a, end_a) - max(row.start_a, start_a)) >= end_a - start_a
        and 2 * (min(row.end_b, end_b) - max(row.start_b, start_b)) >= end_b - start_b
    }


def test_most_listed_passages_are_found(listed):
    sides = [Side.of(speech) for speech in read(TEXTS / "source-documents")]
    assert len(listed) == 34
    assert len(found(listed, find_borrowings(sides, set_phrases=True))) >= 30
    assert len(found(listed, find_borrowings(sides))) >= 26


def test_in_yearly_reports_set_phrases_do_not_drown_the_rest():
    rows = list(find_borrowings([Side.of(speech) for speech in read(TEXTS / "work-reports")]))
    assert 200 < len(rows) < 600
    assert sum(int(row.speech_b[:4]) - int(row.speech_a[:4]) <= 5 for row in rows) > 0.85 * len(rows)
    assert max(row.end_a - row.start_a for row in rows) <= 400


def test_the_table_of_a_study_is_the_same(listed):
    rows = list(code(TEXTS / "source-documents").borrowings.itertuples())
    assert len(found(listed, rows)) >= 26
