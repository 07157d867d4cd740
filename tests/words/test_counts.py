"""Terms and words counted once: by place, in pairs against a count in plain loops, and in four ways that obey their laws."""

import os
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.counted import pair_rows, regime_rows, term_rows
from koujing.opening import sample_folder
from koujing.reading import read
from koujing.words.inventory import is_word
from koujing.words.terms import joined
from koujing.words.tokens import Tokens, join_terms, tokenize


def both(text, places):
    return term_rows(tokenize(text), tokenize(text, terms=False), places)


def test_counts_by_place_leave_out_marks_and_masked_words():
    tokens = tokenize("改革,改革。发展改革积极*。")
    rows = term_rows(tokens, tokens, [(0, "1"), (6, "2")])
    assert rows == [("1", "改革", "vn", 2, 0, 2), ("2", "发展", "vn", 1, 0, 1), ("2", "改革", "vn", 1, 0, 1)]


def test_what_is_inside_a_unit_has_a_row_of_its_own_without_words():
    text = "改革开放。"
    rows = term_rows(tokenize(text), tokenize(text, terms=False), [(0, "")])
    assert rows == [("", "改革开放", "nz", 1, 0, 1), ("", "开放", "v", 0, 1, 0), ("", "改革", "vn", 0, 1, 0)]


def test_places_of_one_name_are_counted_together_and_come_where_the_first_stands():
    rows = both("改革,发展,改革", [(0, "b"), (3, "a"), (6, "b")])
    assert [(place, term, n) for place, term, _, n, _, _ in rows] == [("b", "改革", 2), ("a", "发展", 1)]


def test_words_as_frequent_as_one_another_come_in_code_point_order():
    assert [row[1] for row in both("改革,发展,改革,发展", [(0, 0)])] == ["发展", "改革"]


@pytest.mark.parametrize("text", ["", ",。"])
def test_a_text_without_words_has_no_terms_and_no_pairs(text):
    assert both(text, [(0, 0)]) == []
    assert pair_rows(tokenize(text), {"改革"}) == [("", "", 0)]
    assert ways(text) == {}


def by_hand(words: list[str], window: int) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for i, j in combinations(range(len(words)), 2):
        near = j - i <= window and not any(word in "。！\n" for word in words[i:j])
        if near and is_word(words[i]) and is_word(words[j]):
            found[min(words[i], words[j]), max(words[i], words[j])] += 1
    return found


@given(st.lists(st.sampled_from(["改革", "农村", "的", "，", "。", "人*"]), max_size=30), st.integers(1, 6))
def test_pairs_are_those_counted_by_hand(words, window):
    chosen = {"改革", "农村", "人*", "人"}
    pairs = by_hand(words, window)
    margins: Counter[str] = Counter()
    for (a, b), n in pairs.items():
        margins.update({a: n})
        margins.update({b: n})
    expected = [("", "", 2 * sum(pairs.values()))]
    expected += [(word, "", margins[word]) for word in chosen & set(words) if is_word(word)]
    expected += [(a, b, n * (2 if a == b else 1)) for (a, b), n in pairs.items() if {a, b} <= chosen]
    assert pair_rows(Tokens.of(words), chosen, window) == sorted(expected)


PIECES = ["双拥", "三农", "改革开放", "体制改革", "改革", "中国特色社会主义", "特色社会主义", "主权", "自主权", "推进改革", "工作", "人",
          "的", "*", "。", "，", "\n", "1", "-", "GDP", "发展中国家", "和平统一", "战线"]  # fmt: skip


def ways(text: str) -> dict[str, tuple[int, int, int, int]]:
    return {term: tuple(n) for term, *n in regime_rows(tokenize(text), tokenize(text, terms=False))}


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_no_way_of_counting_finds_more_than_the_strings_and_nested_finds_what_terms_do(text):
    for term, (n_string, n_word, n_term, n_nested) in ways(text).items():
        assert n_term <= n_nested <= n_string, term
        assert n_word <= n_string == len([k for k in range(len(text)) if text.startswith(term, k)]) or term.isascii(), term


def test_a_listed_term_that_stands_only_inside_another_has_the_tag_of_a_term():
    tags = {row[1]: row[2] for row in both("社会主义新农村建设", [(0, 0)])}
    assert tags["新农村建设"] == tags["社会主义新农村建设"] == "term"


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), st.integers(0, 30))
def test_the_words_of_all_units_are_the_words_of_the_text(text, edge):
    plain = tokenize(text, terms=False)
    rows = term_rows(tokenize(text), plain, [(0, "a"), (edge, "b")])
    assert sum(n_words for *_, n_words in rows) == len(plain.word_ids)


@pytest.mark.parametrize("text", ["恤衫好,买T恤衫", "制度好,AA制度", "做B超声波,超声波"])
def test_a_word_whose_torn_beginning_is_no_word_is_counted_with_the_term_that_tears_it(text):
    plain = tokenize(text, terms=False)
    rows = term_rows(tokenize(text, words=["恤衫", "制度", "超声波"]), plain, [(0, "")])
    assert sum(n_words for *_, n_words in rows) == len(plain.word_ids)


def test_a_term_is_counted_four_ways():
    text = "改革开放，深化改革，改革。当地主席有自主权。"
    found = ways(text)
    assert found["改革"] == (3, 1, 1, 3)
    assert (found["地主"], found["主权"]) == ((1, 0, 0, 0), (1, 0, 0, 0))


@pytest.mark.parametrize(
    "text", ["G20GDP", "推广x5G", "#25G基站", "第三面红旗", "十一大二公", "第一个五年计划", "和平统一战线", "GDPR与GDP", "三三三三农"]
)
def test_the_laws_hold_where_letters_digits_and_numerals_touch(text):
    obeys_the_laws(text)


def obeys_the_laws(text):
    plain = tokenize(text, terms=False)
    tokens = join_terms(text, plain)
    rows = term_rows(tokens, plain, [(0, "")])
    assert sum(n_words for *_, n_words in rows) == len(plain.word_ids)
    counts = regime_rows(tokens, plain)
    assert all(n_term <= n_nested <= n and n_word <= n for _, n, n_word, n_term, n_nested in counts)
    assert {term for _, term, *_ in rows} & joined() <= {term for term, *_ in counts}
    for term, n, *_ in counts:
        assert n == sum(text.startswith(term, at) for at in range(len(text)))


def test_the_laws_hold_in_every_text_present():
    folder = os.environ.get("KOUJING_TEXTS")
    for speech in read(Path(folder, "source-documents") if folder else sample_folder()):
        obeys_the_laws(speech.text)
