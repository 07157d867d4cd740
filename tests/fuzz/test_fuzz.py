"""Whatever a text holds, what it is coded to is sound: places lie in it, numbers are finite, and nothing depends on its neighbours.

The ordinary run has a fixed number of cases. A longer one takes new cases until its time is over:
``KOUJING_FUZZ=3600 python3 run.py test -m slow tests/fuzz`` tries for an hour. What once failed is kept in ``found.tsv``.
"""

from __future__ import annotations

import json
import math
import os
import time
from itertools import count
from pathlib import Path

import pandas as pd
import pytest
from laws import check_coded
from mutated import make_case
from shrinking import check_case

import koujing
from koujing.across import CORPUS_CODERS, schemas
from koujing.coding import code_document
from koujing.reading import read_string
from koujing.speech import Corpus
from koujing.tables import schema_of

CASES, TOGETHER = 150, 12  # some 20 s
SECONDS = float(os.environ.get("KOUJING_FUZZ", 60))
FOUND = Path(__file__).with_name("found.tsv").read_text(encoding="utf-8").splitlines()


def check(text: str) -> None:
    """All that must hold of one text."""
    document = read_string(text, "a")
    check_coded(document)
    coded = code_document(document)
    for table, columns in coded.items():
        if schema := schemas().get(table):
            for column in schema.columns:
                assert all(is_sound(cell, column.kind) for cell in columns[column.name]), (table, column.name)
    assert repr(code_document(read_string(text, "a"))) == repr(coded)  # in which a missing number equals another


def is_sound(cell: object, kind: str) -> bool:
    """Empty, or a value of its kind that can be written: a finite number, a text without half characters."""
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return True
    if kind == "text":
        return str(cell).isascii() or not any("\ud800" <= c <= "\udfff" for c in str(cell))
    return math.isfinite(float(cell)) and (kind != "integer" or float(cell).is_integer())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [json.loads(line) for line in FOUND[2:]])
def test_what_once_failed_is_coded_soundly(text: str) -> None:
    check(text)


def test_a_failure_is_told_with_its_seed_and_a_short_text() -> None:
    def fail(text: str) -> None:
        assert "万亿" not in text

    with pytest.raises(AssertionError, match=r"^seed 7: AssertionError at test_fuzz.py:\d+ for '万亿'$"):
        check_case(fail, make_case(7) + "万亿" + make_case(8).replace("万亿", ""), 7)


@pytest.mark.parametrize(("cell", "kind"), [(math.inf, "real"), (-math.inf, "real"), (1.5, "integer"), ("\ud800", "text")])
def test_a_cell_that_cannot_be_written_is_not_sound(cell: object, kind: str) -> None:
    assert is_sound(None, kind)
    assert is_sound({"text": "路"}.get(kind, 1), kind)
    assert not is_sound(cell, kind)


def test_a_mutated_speech_is_coded_soundly() -> None:
    for seed in range(CASES):
        check_case(check, make_case(seed), seed)


def test_a_speech_is_coded_alone_as_among_others() -> None:
    check_together(range(CASES, CASES + TOGETHER))


@pytest.mark.slow
def test_new_cases_until_the_time_is_over() -> None:
    """Each run begins at another seed: the day, so that the cases of a day can be had again."""
    end, first = time.monotonic() + SECONDS, 1_000_000 * (1 + int(time.time() // 86_400))
    failed = []
    for seed in count(first):
        if time.monotonic() > end:
            break
        try:
            check_case(check, make_case(seed), seed)
            if seed % 100 == 99:
                check_together(range(seed - 10, seed))
        except AssertionError as failure:
            failed.append(str(failure))
    print(f"{seed - first} cases from {first}")
    assert not failed


def check_together(seeds: range) -> None:
    """Every table of a speech is the same whether it was coded among others, in another order, or alone."""
    documents = [read_string(make_case(seed), f"s{seed}") for seed in seeds]
    among, turned = (tables(Corpus(tuple(each))) for each in (documents, documents[::-1]))
    for document in documents:
        alone = tables(Corpus((document,)))
        for name, frame in alone.items():
            for others in (among, turned):
                theirs = others[name].query("source == @document.source") if "source" in frame else others[name]
                pd.testing.assert_frame_equal(frame, theirs.reset_index(drop=True), check_dtype=False, check_categorical=False)


def tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """The tables that a document fills by itself."""
    study = koujing.code(corpus)
    across = {schema_of(cls).table for cls in CORPUS_CODERS}
    return {name: frame for name, frame in study.frames.items() if name not in across and "source" in frame}
