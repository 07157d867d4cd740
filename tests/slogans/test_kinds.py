"""The kinds of slogans: what each finds and leaves alone, and that a new one is a rule and nothing else."""

import pytest

from koujing.chinese.rules import Rule
from koujing.slogans import kinds, labels
from koujing.slogans.formulas import find_formulas


def found_by(rule: Rule, text: str) -> list[str]:
    return [found.match[0] for found in labels.grammar().find(text) if found.rule.name == rule.name]


@pytest.mark.parametrize("rule", kinds.RULES, ids=lambda rule: rule.name)
def test_a_kind_finds_its_examples_and_leaves_what_looks_alike(rule: Rule) -> None:
    assert {text: found_by(rule, text) for text in rule.finds} == {text: [one] for text, one in rule.finds.items()}
    assert {text: found_by(rule, text) for text in rule.leaves} == {text: [] for text in rule.leaves}
    assert rule.why
    assert rule.leaves
