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


def test_a_new_kind_is_one_rule_with_its_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "深入开展甲级联创行动，落实“三个一”。"
    assert [text[f.start : f.end] for f in find_formulas(text)] == ["三个一"]
    rule = Rule("classes", "[甲乙丙]级联创", "a made-up kind", {text: "甲级联创"}, ("甲级联赛",), kind="plan")
    monkeypatch.setattr(labels, "RULES", (*kinds.RULES, rule))
    labels.grammar.cache_clear()
    try:
        assert [(text[f.start : f.end], f.kind) for f in find_formulas(text)] == [
            ("甲级联创", "plan"),
            ("三个一", "numeral"),
        ]
        assert [found_by(rule, each) for each in rule.leaves] == [[]]
    finally:
        labels.grammar.cache_clear()


@pytest.mark.parametrize("outline", ["以下三个确保", "上述七项重点任务", "这三个确保", "其他七项重点任务", "一刀两断"])
def test_what_the_speaker_only_lists_and_an_idiom_are_no_slogans(outline: str) -> None:
    assert find_formulas(f"落实{outline}。") == []
