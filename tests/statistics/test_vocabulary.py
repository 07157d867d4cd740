"""The lexicon of words around statistics: every use is described, and used."""

import re
from pathlib import Path

import koujing.lexicons
from koujing import lexicons
from koujing.statistics.word_lists import any_of, listed

PACKAGE = Path(koujing.lexicons.__file__).parents[1]


def test_every_use_is_described_once_and_asked_for() -> None:
    uses = [row["use"] for row in lexicons.load("statistic_words")]
    head = (PACKAGE / "lexicons/statistic_words.tsv").read_text(encoding="utf-8").split("\nuse\t")[0]
    code = "".join(module.read_text(encoding="utf-8") for module in PACKAGE.rglob("*.py"))
    asked = set(re.findall(r"(?:any_of|listed)\(['\"](\w+)['\"]\)", code))
    assert sorted(set(uses)) == sorted(uses) == sorted(asked & set(uses))
    assert [use for use in uses if use not in head] == []


def test_a_pattern_finds_the_longest_word_of_its_use() -> None:
    assert {re.match(any_of("trouble"), word)[0] for word in listed("trouble")} == listed("trouble")
