"""Rules and the scanner that is compiled from them: what decides among them, and where it looks."""

import re

import pytest

from koujing.chinese.rules import Grammar, Rule, fill, first_characters, trie_pattern


def rule(name: str, pattern: str, **more: object) -> Rule:
    return Rule(name, pattern, "", {}, (), **more)  # type: ignore[arg-type]


def spans(grammar: Grammar, text: str) -> list[tuple[str, str]]:
    return [(found.rule.name, found.match[0]) for found in grammar.find(text)]


def test_the_first_rule_that_matches_decides():
    assert spans(Grammar([rule("short", "三"), rule("long", "三个")]), "三个") == [("short", "三")]
    assert spans(Grammar([rule("long", "三个"), rule("short", "三")]), "三个") == [("long", "三个")]


def test_a_rule_that_does_not_hold_leaves_the_place_to_those_behind_it():
    never = rule("never", "三个村", holds=lambda match: False)
    assert spans(Grammar([rule("other", "四"), never, rule("short", "三个")]), "三个村") == [("short", "三个")]
    assert spans(Grammar([rule("short", "三"), never]), "四个村") == []


def test_what_a_rule_holds_of_is_the_whole_text():
    after = rule("after", "三个", holds=lambda match: match.string[: match.start()].endswith("这"))
    assert spans(Grammar([after]), "这三个和三个") == [("after", "三个")]


def test_no_match_begins_within_another_or_behind_a_character_that_forbids_it():
    assert spans(Grammar([rule("pair", "[三四][三四]")], not_behind="第"), "三四三第四三四") == [
        ("pair", "三四"),
        ("pair", "三四"),
    ]


def test_groups_inside_a_rule_do_not_name_it():
    (found,) = Grammar([rule("each", "一(?P<unit>[村户])一(?:品)(?P<more>业)?")]).find("一村一品业")
    assert (found.rule.name, found.match["unit"]) == ("each", "村")


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("三个", {"三"}),
        ("(?<=“) [三四] | 五", {"三", "四", "五"}),
        ("(?:一|(?:二|三)?)四", {"一", "二", "三", "四"}),
        ("十?+五", {"十", "五"}),
        ("(?>百|千)[一-丂]", {"百", "千"}),
        (r"\d{1,3}[+＋]", {r"\d"}),
        (r"[\u4e00-\u4e02]+?x", {"一-丂"}),
        (r"\+1", {r"\+"}),
        ("(?P<unit>三)(?P=unit)", {"三"}),
        ("(?:三|四)(?!五)|(?!六)四", {"三", "四"}),
    ],
)
def test_first_characters_are_read_off_the_pattern(pattern: str, first: set[str]):
    assert first_characters(pattern) == first


@pytest.mark.parametrize("pattern", ["", "三?", "(?=三)", ".三", "[^三]", r"\D", "三|[^四]", "(?:三|)"])
def test_a_rule_that_may_begin_with_anything_is_refused(pattern: str):
    with pytest.raises(ValueError, match=r"must begin with|at the edge of a rule"):
        Grammar([rule("any", pattern)])


def test_groups_are_asked_for_by_name_as_numbers_count_over_all_rules():
    with pytest.raises(ValueError, match="a group without a name"):
        Grammar([rule("other", "三个"), rule("twice", r"([村户])一\1")])


def test_a_rule_whose_flags_let_it_begin_with_other_characters_is_refused():
    with pytest.raises(ValueError, match="at the edge of a rule"):
        Grammar([rule("code", r"(?i:n)\+1")])


def test_no_rule_takes_the_place_of_another_of_its_name():
    with pytest.raises(ValueError, match="more than one rule is called 'set'"):
        Grammar([rule("set", "三个"), rule("set", "四个")])


def test_a_mark_that_means_something_in_a_class_is_still_a_mark():
    grammar = Grammar([rule("marks", r"[\]^\-\\]"), rule("range", "[a-c]")])
    assert spans(grammar, "^]-\\bd") == [
        ("marks", "^"),
        ("marks", "]"),
        ("marks", "-"),
        ("marks", "\\"),
        ("range", "b"),
    ]


def test_a_word_that_the_vocabulary_lacks_is_an_error_and_a_count_is_none():
    assert fill("{n}{2}", {"n": "三"}) == "三{2}"
    with pytest.raises(KeyError):
        fill("{n}", {})


def test_a_trie_matches_the_longest_word_and_no_other():
    words = frozenset({"三北", "三通", "三通一平", "a+b"})
    found = re.compile(trie_pattern(words))
    assert {word for word in words if found.fullmatch(word)} == words
    assert [found.match("三通一平").group(), found.match("三通一").group(), found.match("三西")] == [
        "三通一平",
        "三通",
        None,
    ]
