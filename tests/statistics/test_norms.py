"""What speaks for a rule."""

import csv
from pathlib import Path

import pytest

from koujing.chinese.marks import Marks
from koujing.statistics.find import find_statistics
from koujing.statistics.norms import norm_features
from koujing.statistics.roles import Place

ROWS = (Path(__file__).parent / "norms.tsv").read_text(encoding="utf-8").splitlines()
CASES = list(csv.DictReader(ROWS[1:], delimiter="\t"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["english"]) for case in CASES])
def test_a_rule_is_told_by_its_wording(case: dict[str, str]) -> None:
    text = case["text"]
    first = find_statistics(text)[0]
    place = Place(Marks(text).clause(first.start)[0], 0, first.start, first.end)
    found = norm_features(text, place, first.kind, 0)
    assert " ".join(sorted(found)) == case["expected"].replace("-", "")
