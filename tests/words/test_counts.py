"""Words counted once: by place, in pairs against a count in plain loops, and in three ways against a cut of the whole."""

import os
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.opening import sample_folder
from koujing.reading import read
from koujing.words import counts
from koujing.words.counts import pair_rows, regime_rows, term_rows
from koujing.words.rows import headline_terms
from koujing.words.segmenters import formula_words
from koujing.words.tokens import Tokens, tokenize
from koujing.words.vocabulary import is_word


def test_counts_by_place_leave_out_marks_and_masked_words():
    tokens = tokenize("改革,改革。发展改革积极*。")
    rows = term_rows(tokens, [(0, "1"), (6, "2")])
    assert rows == [("1", "改革", "vn", 2), ("2", "发展", "vn", 1), ("2", "改革", "vn", 1)]
    assert sum(n for *_, n in rows) == len(tokens.word_ids)


def test_places_of_one_name_are_counted_together_and_come_where_the_first_stands():
    rows = term_rows(tokenize("改革,发展,改革"), [(0, "b"), (3, "a"), (6, "b")])
    assert [(place, term, n) for place, term, _, n in rows] == [("b", "改革", 2), ("a", "发展", 1)]


def test_words_as_frequent_as_one_another_come_in_code_point_order():
    assert [term for _, term, _, _ in term_rows(tokenize("改革,发展,改革,发展"), [(0, 0)])] == ["发展", "改革"]


@pytest.mark.parametrize("text", ["", ",。"])
def test_a_text_without_words_has_no_terms_and_no_pairs(text):
    assert term_rows(tokenize(text), [(0, 0)]) == []
    assert pair_rows(tokenize(text), {"改革"}) == [("", "", 0)]
    assert list(regime_rows(text, tokenize(text), headline_terms())) == []


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


def cut_twice(text: str, terms: list[str]) -> list[tuple[str, int, int, int]]:
    alone, kept_whole = (tokenize(text, formulas=formulas).words for formulas in (False, True))
    return [(t, text.count(t), alone.count(t), kept_whole.count(t)) for t in terms if t in text]


PIECES = [*sorted(formula_words())[::9], "双拥", "三农", "四人帮", "工作", "人", "的", "*", "。", "，", "\n", "1", "-", "改革"]


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_cutting_again_around_formulas_is_cutting_the_whole_again(text):
    terms = ["人", "人人", "工作", "农", "三农", "双拥", "改革", "人的", "四人帮"]
    assert list(regime_rows(text, tokenize(text), terms)) == cut_twice(text, terms)


def test_cutting_again_around_formulas_is_cutting_the_whole_again_in_every_text_present():
    folder = os.environ.get("KOUJING_TEXTS")
    for speech in read(Path(folder, "source-documents") if folder else sample_folder()):
        terms = list(headline_terms())
        assert list(regime_rows(speech.text, tokenize(speech), terms)) == cut_twice(speech.text, terms), speech.id


def test_only_what_stands_around_a_formula_is_cut_again(monkeypatch):
    cut = []
    monkeypatch.setattr(counts, "tokenize", lambda text, formulas: cut.append(text) or tokenize(text, formulas=formulas))
    text = "我们要修路。要办好三农工作，要修路，还要修桥！大家都要修路。"
    list(regime_rows(text, tokenize(text), headline_terms()))
    assert cut == ["。要办好三农工作"]


@pytest.mark.parametrize("piece", ["三农", "三农。", "改革*", "三"])
def test_a_hostile_megabyte_is_counted_in_linear_time(piece):
    def work(text):
        tokens = tokenize(text)
        list(regime_rows(text, tokens, headline_terms()))
        pair_rows(tokens, headline_terms())

    assert growth(work, piece, 300_000) < BOUND
