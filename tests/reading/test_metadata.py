"""Each field of the metadata from its evidence, and empty where there is none."""

import pytest
from golden import labels, load
from hypothesis import given
from hypothesis import strategies as st

from koujing.reading.metadata import FIELDS, Evidence, read_metadata

GOLDEN = load("metadata.tsv")


def metadata(text, chrome="", file="a"):
    return read_metadata(text, Evidence([chrome] if chrome else [], file))


@pytest.mark.parametrize("case", GOLDEN, ids=labels(GOLDEN))
def test_golden_cases(case):
    found = metadata(case["text"], case["chrome"], case["file"])
    assert found[case["field"]] == case["expected"], case["why"]


@pytest.mark.parametrize("case", [c for c in GOLDEN if c["field"] == "date"], ids=lambda c: c["label"])
def test_a_date_quotes_its_evidence(case):
    evidence = metadata(case["text"], case["chrome"], case["file"])["date_evidence"]
    assert bool(evidence) == bool(case["expected"]) or evidence.endswith("year unknown")


@given(st.text("月日年0123456789全省市县我同志们：代表国务院第届人大次会议，。\n“十五”开局之", max_size=60))
def test_every_field_is_there_and_a_date_is_iso(text):
    found = metadata(text)
    assert tuple(found) == FIELDS
    assert len(found["date"]) in (0, 4, 10)
