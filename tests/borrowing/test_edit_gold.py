"""Edits against an independent coding of twenty pairs of passages, made before the code, where the texts are at hand."""

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from koujing import read
from koujing.borrowing.edits import Edit, edits
from koujing.reading import Corpus

GOLD = Path(__file__).parents[2] / "data/gold/lineage/edits.tsv"
TEXTS = Path(os.environ.get("KOUJING_TEXTS", "texts"))
FOLDERS = [TEXTS / "source-documents", TEXTS / "work-reports", TEXTS.parent / "further-texts/local-reports"]
EDGES = ("start_a", "end_a", "start_b", "end_b")

pytestmark = [
    pytest.mark.skipif(not GOLD.exists(), reason="the coding of edits is not there"),
    pytest.mark.skipif(not all(folder.exists() for folder in FOLDERS), reason="set KOUJING_TEXTS to the folder of the texts"),
]


@cache
def corpus(source: str) -> Corpus:
    return read(next(path for folder in FOLDERS for path in folder.glob(f"{source}.txt")))


def part(source: str, at: int) -> str:
    """The part of the outline in which a passage stands, by the innermost section around it."""
    places = [(speech, speech.raw_span(one.start, one.end), one.part) for speech in corpus(source) for one in speech.sections]
    return next((part for speech, (start, end), part in reversed(places) if start <= at < end), "")


def passage(row: dict[str, str], side: str) -> tuple[str, int, str]:
    source, start, end = row[f"source_{side}"], int(row[f"passage_start_{side}"]), int(row[f"passage_end_{side}"])
    return corpus(source).documents[0].raw[start:end], start, part(source, start)


def touches(start: int, end: int, other_start: int, other_end: int) -> bool:
    if start == end or other_start == other_end:
        return start <= other_end + 1 and other_start <= end + 1
    return start < other_end and other_start < end


def told(case: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], list[Edit]]]:
    """Each edit as coded, with those found at its place on both sides."""
    (was, at_a, part_a), (now, at_b, part_b) = (passage(case[0], side) for side in "ab")
    found = edits(was, now, (part_a, part_b))
    for row in case:
        place = [int(row[edge]) - (at_a if edge.endswith("a") else at_b) for edge in EDGES]
        near = [e for e in found if touches(e.start_a, e.end_a, *place[:2]) and touches(e.start_b, e.end_b, *place[2:])]
        yield row, near


@pytest.mark.parametrize("part_of_gold", ["development", "held"])
def test_edits_are_found_and_classed_as_a_reader_codes_them(part_of_gold: str) -> None:
    cases = defaultdict(list)
    with GOLD.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["part"] == part_of_gold and row["kind"]:
                cases[row["case"]].append(row)
    rows = [each for case in cases.values() for each in told(case)]
    assert len(rows) >= 25
    classed = [row["class"].replace("none", "") in {edit.change for edit in near} for row, near in rows]
    assert sum(bool(near) for _, near in rows) >= 0.95 * len(rows)
    assert sum(classed) >= 0.9 * len(rows)
