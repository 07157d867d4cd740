"""Passages inside passages."""

from koujing.nesting import innermost
from koujing.speech import Section


def test_the_innermost_of_nested_passages_is_taken():
    sections = [Section(a, b, 1, "", name, "other") for a, b, name in [(0, 9, "A"), (2, 6, "B"), (2, 4, "C"), (12, 13, "D")]]
    found = [section.heading if section else "" for section in innermost(sections, [0, 2, 3, 4, 6, 9, 12])]
    assert found == ["A", "C", "C", "B", "A", "", "D"]
