"""What a statistic measures is chosen among wordings: their place, their certainty, and what they do not cross."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.statistics import subjects
from koujing.statistics.candidates import propose
from koujing.statistics.choice import weights
from koujing.statistics.find import find_statistics
from koujing.statistics.noun_phrases import phrase_end, phrase_start
from koujing.statistics.word_kinds import in_context

WORDS = ["茶叶", "茶农", "的", "收入", "修建", "水库", "达到", "增长", "“", "”", "（", "）", "，", "。", "\n", "3元", "12座", "5%", "8人"]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_certainties_are_probabilities(text: str) -> None:
    assert all(0 <= one.indicator_certainty <= 1 for one in find_statistics(text))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_the_score_of_a_wording_is_the_sum_of_the_weights_of_its_features(text: str) -> None:
    known, found = weights("indicator"), []
    with patch.object(subjects, "propose", lambda *around: found.append(propose(*around)) or found[-1]):
        find_statistics(text)
    for one in found:
        sums = [round(100 * sum(known.get(name, 0) for name in reading.features)) for reading in one.readings]
        assert sums == list(one.scores.values())


def test_no_name_is_carried_into_another_paragraph() -> None:
    assert [one.indicator for one in find_statistics("茶叶产值增长5%。\n比上年增长4%。")] == ["茶叶产值", ""]


def test_the_head_noun_is_the_last_word_of_a_longer_name() -> None:
    (one,) = find_statistics("粮食总产量达到三亿吨")
    assert (one.indicator, one.counted) == ("粮食总产量", "总产量")


@pytest.mark.parametrize(
    ("kinds", "end"),
    [
        (["noun", "verb", "adverb"], 1),  # 梯队|部署到位
        (["verb", "noun", "noun"], 3),  # a verb that opens belongs to the name
        (["noun", "、", "noun", "的", "noun"], 3),  # 国家和地区|的选手
        (["adverb", "noun"], 0),
    ],
)
def test_a_noun_phrase_ends_before_what_is_said_of_it(kinds: list[str], end: int) -> None:
    assert phrase_end(kinds, persons=False) == end


@pytest.mark.parametrize(
    ("kinds", "start"),
    [
        (["owner", "noun", "noun"], 1),  # 全县|粮食产量
        (["place", "的", "noun"], 2),  # 长汀的|覆盖率
        (["verb", "noun", "的", "noun"], 0),  # 参加合作社的农户
        (["time", "attribute", "noun"], 2),  # 全年接待|游客
    ],
)
def test_a_noun_phrase_begins_behind_its_owner_and_its_verb(kinds: list[str], start: int) -> None:
    assert phrase_start(kinds, "count", quantity=False) == start


def test_a_division_with_its_name_is_a_place() -> None:
    assert in_context(["unknown", "division", "noun"]) == ("place", "place", "noun")
    assert in_context(["adverb", "noun", "noun", "division"]) == ("adverb", "noun", "noun", "noun")
