"""The rules of rhetoric: what each decides in its examples, and what it leaves."""

from __future__ import annotations

import re

import pytest

from koujing.chinese.rules import Rule
from koujing.rhetoric import no_orders
from koujing.rhetoric.addressees import RULES
from koujing.rhetoric.directives import find_directives


def refused_by(text: str, marker: str) -> list[str]:
    places = [match.start() for match in re.finditer(re.escape(marker), text)]
    presses = marker == "进一步"
    ends = [
        text.find("。", place) if "，" not in text[place:] else re.compile("[，。]").search(text, place).start()
        for place in places
    ]
    return [no_orders.no_order(text, *span, marker, presses) for span in zip(places, ends, strict=True)]


@pytest.mark.parametrize(
    "rule", [rule for rules in no_orders.RULES.values() for rule in rules], ids=lambda rule: rule.name
)
def test_a_marker_orders_nothing_where_a_rule_says_so(rule: Rule) -> None:
    for text, marker in rule.finds.items():
        assert rule.name in refused_by(text, marker), text
        assert marker not in {d.marker for d in find_directives(text) if refused_by(text, marker) == [rule.name]}, text
    for text in rule.leaves:
        assert find_directives(text), text
    assert rule.why
    assert rule.leaves


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_addressee_is_found_as_its_rule_says(rule: Rule) -> None:
    for text, who in rule.finds.items():
        assert [d.addressee for d in find_directives(text)][-1] == who, text
    for text in rule.leaves:
        assert {d.addressee for d in find_directives(text)} == {""}, text
    assert rule.why
    assert rule.leaves
