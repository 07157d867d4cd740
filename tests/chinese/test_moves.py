"""The words of movement: what each pattern finds and what it leaves alone."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from koujing import lexicons
from koujing.chinese import moves

with Path(__file__).with_name("moves.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{case['move']}: {case['english']}" for case in CASES])
def test_a_move_is_found_where_it_is_meant(case: dict[str, str]) -> None:
    pattern = re.compile(f"{getattr(moves, case['move'])}(?<=.)")  # nothing is no find
    match = pattern.search(case["text"])
    assert (match[0] if match else "") == case["found"].strip()


def test_every_move_has_a_case() -> None:
    named = {name for name in vars(moves) if name.isupper()}
    assert named - {case["move"] for case in CASES} == {"COMPARING", "FROM_IN_ANY_WORD"}  # characters, not words


def test_the_plain_verbs_of_movement_are_in_the_lexicon() -> None:
    known = {(row["verb"], row["sense"]) for row in lexicons.load("statistic_verbs")}
    assert all((verb, "increase") in known for verb in moves.RISES.split("|"))
    # As verbs of the lexicon these three would turn some reported levels into changes.
    assert {verb for verb in moves.FALLS.split("|") if (verb, "decrease") not in known} == {"回落", "缩小", "降"}
