"""Texts that are cut and counted together have the words and counts that each has alone, whatever the process has met before."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.speech import RepairedText, Section, Speech
from koujing.tables import Columns
from koujing.words import inventory as inventories
from koujing.words import waiting as words_waiting
from koujing.words.inventory import Inventory, inventory
from koujing.words.rows import word_rows
from koujing.words.terms import listed_finder
from koujing.words.together import Together
from koujing.words.tokens import Tokens, tokenize
from koujing.words.waiting import Waiting

PIECES = [
    *"\n\r\t*·。，1-.㐀人的TR", "双拥", "三农", "改革开放", "体制改革", "改革", "自主权", "推进改革", "工作", "GDP",
    "G20", "央企在", "和习", "3.5", "总书记", "热合满江", "达吾提", "和平统一", "战线", "发展中国家", "办公室", "恤衫",
]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=6)


def speech(text: str, name: str) -> Speech:
    half = len(text) // 2  # two headings, so that there are parts
    heads = [Section(start, len(text), 1, "", "", part) for start, part in ((half, "tasks"), (half + 1, "review")) if start < len(text)]
    sections = (Section(0, half, 0, "", "", "other"), *heads)
    return Speech(name, name, text, 0, len(text), RepairedText.build(text, 0, len(text), ()), (), sections)


def rows_of(columns: Columns) -> list[tuple[str, ...]]:
    return [*zip(*(map(str, cells.tolist()) for cells in columns.values()), strict=True)]


def tables(texts: list[str], first: int = 0) -> dict[str, list[tuple[str, ...]]]:
    speeches = [speech(text, f"s{first + k}") for k, text in enumerate(texts)]
    together = Together.of([one.text for one in speeches])
    found = word_rows(together, speeches, [[(0, 1)] if text else [] for text in texts])
    return {table: rows_of(columns) for table, columns in found.items()}


@given(TEXTS)
def test_a_text_has_the_words_that_it_has_alone(texts):
    together = Together.of(texts)
    for k, text in enumerate(texts):
        own, alone = together.of_text(k), tokenize(text, terms=False)
        assert (own.words, own.starts.tolist()) == (alone.words, alone.starts.tolist())


@given(TEXTS)
def test_a_text_has_the_counts_that_it_has_alone(texts):
    alone = [tables([text], k) for k, text in enumerate(texts)]
    assert tables(texts) == {table: [row for one in alone for row in one[table]] for table in alone[0]}


@given(TEXTS, TEXTS, st.integers(1, 5))
def test_speeches_that_waited_have_the_counts_that_they_have_at_once(texts, others, n_at_once):
    waiting, found = Waiting(), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_waiting, "SPEECHES", n_at_once)
        for k, own in enumerate((texts, others, texts)):
            speeches = [speech(text, f"s{k}.{i}") for i, text in enumerate(own)]
            waiting.add(Together.of(own), speeches, [[] for _ in own])
            for table, columns in waiting.counted(also_few=k == 2):
                found.setdefault(table, []).extend(rows_of(columns))
    assert not list(waiting.counted())
    together = [*texts, *others, *texts]
    ids = [f"s{k}.{i}" for k, own in enumerate((texts, others, texts)) for i in range(len(own))]
    at_once = word_rows(Together.of(together), [speech(*one) for one in zip(together, ids, strict=True)], [[] for _ in together])
    assert found == {table: rows_of(columns) for table, columns in at_once.items()}


def test_a_token_in_letters_is_a_word_only_in_the_text_that_has_it_as_a_term():
    plain = Tokens.of(["GDP", "\n", "GDP"])
    texts = Together(np.array([0, 4, 8]), plain, replace(plain, terms=np.array([0])), np.zeros((2, 0), np.int64))
    assert texts.are_words.tolist() == [True, False, False]


@pytest.mark.parametrize("most", [0, 6000])
def test_counts_are_the_same_when_the_inventory_is_begun_anew(monkeypatch, most):
    texts = ["推进改革开放，GDP增长。", "体制改革和三农工作。"]
    before, kept = tables(texts), tokenize(texts[0])
    monkeypatch.setattr(inventories, "_MOST", most)
    assert tables(texts) == before
    assert kept.words == tokenize(texts[0]).words


def test_an_inventory_that_holds_too_much_is_given_up_for_one_with_the_listed_wordings(monkeypatch):
    monkeypatch.setattr(inventories, "_MOST", len(inventory()))
    old = inventory()
    old.numbers_of(["甲乙丙丁戊己庚辛壬癸"])
    assert inventory() is not old
    assert inventory().tokens[: inventory().n_first] == listed_finder().names
    assert inventory() is inventory()


@given(st.lists(st.text(min_size=1, max_size=6), unique=True))
def test_tokens_are_ranked_by_code_points(tokens):
    known = Inventory([])
    ranks = known.ranks(known.numbers_of(tokens))
    assert [token for _, token in sorted(zip(ranks.tolist(), tokens, strict=True))] == sorted(tokens)


def test_an_inventory_grows_beyond_its_first_memory():
    known, tokens = Inventory([]), [f"词{k}" for k in range(10_000)]
    assert known.numbers_of(tokens).tolist() == list(range(10_000))
    assert known.column("length").tolist() == list(map(len, tokens))
    assert known.numbers_of(tokens[::-1]).tolist() == list(range(10_000))[::-1]
