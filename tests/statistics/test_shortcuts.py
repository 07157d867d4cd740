"""What is looked up, or passed over because a character is missing, is what the long way gives."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import lexicons
from koujing.chinese.marks import Marks
from koujing.chinese.rules import last_characters
from koujing.statistics import concepts, guards, hedges, norms, owners, roles, surroundings
from koujing.statistics.by_kinds import LONGEST_BEHIND, reaches, steps
from koujing.statistics.domains import _AFTER_ONE, _last_domain
from koujing.statistics.units import unit_at

KINDS = ["noun", "verb", "attribute", "modifier", "place", "的", "、", "level", "number", "change", "behind", "unit", "time", "adverb"]
PIECES = ["产值", "增长", "达到", "比上年", "由", "的", "约", "将近", "超过", "新增", "了", "过", "3", "，", "%", "kW", "元", "/"]
PIECES += ["前", "初", "人均"]
PIECES += ["占", "中", "同", "每亩", "补助", "以上", "人口", "和", "粮食产量", "全省", "甘肃"]
texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
VERBS = [row["verb"] for row in lexicons.load("statistic_verbs")]
HEDGES = [row["hedge"] for row in lexicons.load("statistic_hedges") if row["side"] == "before"]
LED = ["比上年", "同一九五二年相比", "在去年基础上", "由上年的", "每亩", "近三年累计", "第一季度", "扣除价格因素", "有了新的发展"]
GATED = {
    "trailing": lambda: surroundings._trailing()[0],
    "change": lambda: hedges._CHANGE._compiled,
    "hedge before": lambda: hedges._hedges("before"),
}


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=20), st.sampled_from([7, 10]), st.booleans())
def test_words_farther_away_do_not_change_the_steps(kinds: list[str], most: int, quantity: bool) -> None:
    near, all_kinds = (steps("before", tuple(some), most, "count", quantity, "nothing") for some in (kinds[-most - 2 :], kinds))
    assert near == all_kinds


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=20))
def test_words_farther_behind_do_not_change_the_reaches(kinds: list[str]) -> None:
    assert reaches(tuple(kinds[: LONGEST_BEHIND + 1]), "个") == reaches(tuple(kinds), "个")


@pytest.mark.parametrize("name", GATED)
@given(text=texts)
def test_a_gated_pattern_finds_what_it_finds_without_the_gate(name: str, text: str) -> None:
    gated = GATED[name]()
    plain = re.compile(re.sub(r"\A\(\?=\[(?:[^\\\]]|\\.)*\]\)", "", gated.pattern))
    assert plain.pattern != gated.pattern
    found, expected = gated.search(text), plain.search(text)
    assert (found and found.span()) == (expected and expected.span())


@given(texts)
def test_a_domain_is_that_of_the_term_that_ends_last(phrase: str) -> None:
    terms = {row["term"]: row["domain"] for row in lexicons.load("statistic_domains")}
    ends = [(end, begin) for end in range(len(phrase), 0, -1) for begin in range(end) if phrase[begin:end] in terms]
    long_way = (terms[phrase[begin:end]] for end, begin in ends if end - begin > 1 or phrase[end:] in _AFTER_ONE)
    assert _last_domain(phrase) == next(long_way, "")


@given(texts, st.integers(0, 20))
def test_a_unit_is_the_longest_that_stands_there(text: str, at: int) -> None:
    found = unit_at(text, at)
    assert found is None or text.startswith(found.written, at)


def test_a_unit_at_the_end_of_a_text_is_read() -> None:
    assert [unit_at(f"3{unit}", 1).written for unit in ("元", "平方公里", "kW")] == ["元", "平方公里", "kW"]  # type: ignore[union-attr]


def test_characters_at_which_guards_look_are_those_of_their_patterns() -> None:
    names = ["增长+2.3%", "100MW/200", "初三", "东经120", "110热线", "十万火急", "成千", "一五一十", "985高校", "二万五千里长征"]
    starts = [3, 6, 1, 2, 0, 0, 0, 0, 0, 0]
    taken = [guards.is_name(text, at, at + 1) for text, at in zip(names, starts, strict=True)]
    assert taken == [False, False, True, True, True, True, True, True, True, True]


@pytest.mark.parametrize("tail", ["", "了", "到", "约", "的", "、"])
def test_what_trails_a_name_is_found_by_its_last_character(tail: str) -> None:
    found = [(words, surroundings._trailing()[0].search(words)) for words in (f"产量{one}{tail}" for one in [*VERBS, *HEDGES, *LED])]
    assert sum(match is not None for _, match in found) > 100
    for words, match in found:
        again = surroundings.trailing(words, 0, len(words))
        assert (again and again.span()) == (match and match.span()), words


def test_a_hedge_is_found_by_its_last_character() -> None:
    for hedge in (f"{hedge}{moved}" for hedge in HEDGES for moved in ("", "到", "增长", "了")):
        if hedges._hedges("before").search(hedge):
            assert hedges._last_of_hedges().match(hedge[-1]), hedge


def test_a_pattern_that_ends_in_anything_has_no_last_characters() -> None:
    with pytest.raises(ValueError, match="listed"):
        last_characters("比[^，]{1,3}")


class Everything(frozenset[str]):
    """Holds something of whatever it is compared with."""

    def isdisjoint(self, other: object) -> bool:
        return False


@given(texts, texts, st.sampled_from(["money", "count", "percent", "measure"]))
def test_roles_and_norms_are_what_they_are_without_a_look_at_the_characters(before: str, after: str, kind: str) -> None:
    text = f"{before}5亿元{after}"
    place = roles.Place(0, 0, len(before), len(before) + 3)
    found = roles.role_of(text, place), list(norms.norm_features(text, place, kind, 0))
    nothing: frozenset[str] = frozenset()
    with patch.object(roles, "_HINTS", Everything()), patch.object(norms, "_HINTS", Everything()), patch.object(norms, "_STOPS", nothing):
        assert found == (roles.role_of(text, place), list(norms.norm_features(text, place, kind, 0)))


@given(st.lists(st.tuples(texts, st.sampled_from(["", "粮食产量", "产值", "收入和产值", "学校"])), min_size=1, max_size=4))
def test_a_series_is_found_without_asking_first_whether_one_may_be_named(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{words}{name}增长8%" for words, name in parts)
    starts = [match.start() for match in re.finditer("8%", text)]
    names = [[name] for _, name in parts]

    def series() -> list[str]:
        read = concepts.Concepts(Marks(text)).read
        return [read(name, "change", "%", start, start + 2) for start, name in zip(starts, names, strict=True)]

    found = series()
    with patch.object(concepts, "_may_name", lambda name: True):
        assert series() == found


@given(texts, st.integers(0, 20), st.integers(0, 20))
def test_an_owner_is_the_longest_that_begins_or_ends_there(text: str, at: int, edge: int) -> None:
    at, edge = min(at, len(text)), min(edge, len(text))
    known = owners._owners()
    stops = [stop for stop in range(edge, at + 1, -1) if text[at:stop] in known and not owners._OTHER.match(text, stop)]
    assert owners.owner_at(text, at, edge) == next(iter(stops), at)
    firsts = [first for first in range(edge, at - 1) if text[first:at] in known and not owners._OTHER.match(text, at)]
    assert owners.owner_before(text, edge, at) == next(iter(firsts), at)
