"""Topics of headings: golden cases, and what holds for the lexicon."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing import lexicons
from koujing.chinese.topics import topics_of

ROWS = lexicons.load("topics")
CASES = list(csv.DictReader(Path(__file__).with_name("topics.tsv").open(encoding="utf-8", newline=""), delimiter="\t"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["heading"])
def test_topics_of_headings(case):
    assert "|".join(topics_of(case["heading"])) == case["topics"], case["why"]


def test_a_word_is_listed_once_and_its_topics_are_named_in_the_comment():
    words = [row["word"] for row in ROWS]
    path = Path(lexicons.__file__).with_name("topics.tsv")
    comment = path.read_text(encoding="utf-8").partition("word\ttopics")[0]
    named = {topic for row in ROWS for topic in row["topics"].split("|") if topic}
    assert len(words) == len(set(words))
    assert {topic for topic in named if f" {topic}" not in comment.replace("\n#", "")} == set()


@given(st.lists(st.sampled_from([row["word"] for row in ROWS] + list("，的和、")), max_size=8).map("".join))
def test_topics_come_once_each_and_are_listed(heading):
    topics = topics_of(heading)
    assert len(topics) == len(set(topics))
    assert set(topics) <= {topic for row in ROWS for topic in row["topics"].split("|")}


@pytest.mark.parametrize("unit", ["以", "为", "在，", "依靠", "随着农业，", "从"])
def test_the_time_grows_with_the_length(unit):
    assert growth(topics_of, unit, 100_000) < BOUND
