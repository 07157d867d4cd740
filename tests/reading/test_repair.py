"""Damage is mended where it is damage, and nothing else is touched."""

import pytest
from golden import labels, load

from koujing.reading.repair import find_repairs
from koujing.reading.speech import RepairedText

GOLDEN = load("repairs.tsv")


def repaired(text):
    edits = [r.edit for r in find_repairs(text) if r.edit]
    return RepairedText.build(text, 0, len(text), edits).text


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_golden_cases(case):
    assert repaired(case["text"]) == case["expected"], case["why"]
    assert [r.kind for r in find_repairs(case["text"])] == case["kinds"].split(), case["why"]
