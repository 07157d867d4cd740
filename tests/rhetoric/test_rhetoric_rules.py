"""The rules of rhetoric: what each decides in its examples, and what it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from koujing.chinese.rules import Rule
from koujing.rhetoric import addressees, no_orders
from koujing.rhetoric.directives import find_directives

NO_ORDERS = [rule for rules in no_orders.RULES.values() for rule in rules]


def refusals(text: str, marker: str) -> Iterator[str]:
    """By which rule each place of a marker is refused; words that press on are told from others as directives does."""
    for match in re.finditer(marker, text):
        clause = re.compile("[^，。]*").match(text, match.start())
        yield no_orders.no_order(text, *clause.span(), marker, presses=marker == "进一步")


@pytest.mark.parametrize("rule", NO_ORDERS, ids=lambda rule: rule.name)
def test_a_marker_orders_nothing_where_a_rule_says_so(rule: Rule) -> None:
    assert rule.why
    assert rule.leaves
    for text, marker in rule.finds.items():
        assert rule.name in list(refusals(text, marker)), text
        assert len([d for d in find_directives(text) if d.marker == marker]) < len(re.findall(marker, text)), text
    for text in rule.leaves:
        assert find_directives(text), text


def addressed(text: str) -> str:
    return find_directives(text)[-1].addressee


@pytest.mark.parametrize("rule", addressees.RULES, ids=lambda rule: rule.name)
def test_an_addressee_is_found_by_its_rule_and_by_no_other(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rule.why
    assert {text: addressed(text) for text in rule.finds} == dict(rule.finds)
    assert {text: addressed(text) for text in rule.leaves} == dict.fromkeys(rule.leaves, "")
    for rules in ("IN_CLAUSE", "AT_OPENING"):
        monkeypatch.setattr(addressees, rules, tuple(one for one in getattr(addressees, rules) if one is not rule))
    caches = (addressees._who, addressees._opening)
    for cached in caches:
        cached.cache_clear()
    try:
        assert [text for text, who in rule.finds.items() if addressed(text) == who] == []
    finally:
        for cached in caches:
            cached.cache_clear()
