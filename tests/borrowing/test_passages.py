"""Passages that two texts share: what is found with which edges, what is not, and what holds whatever the texts are."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import koujing
from koujing.borrowing.chains import find_chains
from koujing.borrowing.letters import find_shared, fold, strings
from koujing.borrowing.rows import SET_PHRASE, find_borrowings
from koujing.borrowing.runs import COPIED as LONG
from koujing.borrowing.runs import LENGTH, MOST_USES, find_runs
from koujing.borrowing.sides import Side
from koujing.repaired import RepairedText

LETTERS = st.text("甲乙丙丁，", max_size=40)
# Wordings without anything set in them, each with another letter after another.
COPIED = "把坏了的闸门换成新的，塌陷的塘坎拿石头砌结实，堵死的进水口一处一处疏通开"
OWN = ["山那边的羊群昨夜又少了七只，牧人提灯找到河滩。", "祠堂门口那棵老槐树今春没有发芽，孩子们围着它唱歌。"]


def side(text, speech="a", **known):
    return Side(speech, RepairedText.build(text, 0, len(text), []), speech, **known)


def passages(a, b, **options):
    return list(find_borrowings([side(a, "a", date="2001"), side(b, "b", date="2002")], **options))


def wordings(row, a, b):
    return a[row.start_a : row.end_a], b[row.start_b : row.end_b]


@given(st.lists(LETTERS, min_size=2, max_size=4))
def test_shared_strings_are_those_found_by_hand(texts):
    words = [text.replace("，", "") for text in texts]
    hashes = [strings(fold(text), LENGTH) for text in texts]
    shared = find_shared(hashes)
    places = [word[k : k + LENGTH] for word in words for k in range(len(word) - LENGTH + 1)]
    assert [at >= 0 for at in shared.at] == [sum(place in word for word in words) > 1 for place in places]
    assert [places[k] for k in shared.members] == [places[shared.members[k]] for k in shared.firsts]


def test_hashes_that_begin_alike_are_told_apart():
    shared = find_shared([np.array(hashes, np.uint64) for hashes in ([3, 1, 5, 3, 2**63], [1, 4, 2**63, 2**63 + 1])])
    assert shared.members.tolist() == [1, 5, 4, 7]
    assert shared.firsts.tolist() == [0, 0, 2, 2]


@given(LETTERS, LETTERS)
def test_runs_are_the_letters_in_a_row_that_both_texts_have(a, b):
    one, other = a.replace("，", ""), b.replace("，", "")
    uses = {s: sum(word[k : k + LENGTH] == s for word in (one, other) for k in range(len(word))) for s in _strings(one) + _strings(other)}
    expected = {(i, j) for i, s in enumerate(_strings(one)) for j, t in enumerate(_strings(other)) if s == t and uses[s] <= MOST_USES}
    found = [
        (run[0] + k, run[1] + k)
        for runs in find_runs([fold(a), fold(b)])
        for run in zip(runs.a.tolist(), runs.b.tolist(), runs.n.tolist(), strict=True)
        for k in range(run[2] - LENGTH + 1)
    ]
    assert sorted(found) == sorted(expected)


def _strings(word):
    return [word[k : k + LENGTH] for k in range(len(word) - LENGTH + 1)]


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (COPIED, "word for word"),
        (COPIED.replace("，", "；").replace("、", "，"), "other marks"),
        ("把坏了的旧闸门换成新的，塌陷的塘坎拿石头砌结实，堵死的进水口一处一处疏通开", "a letter inserted"),
        ("把坏了的闸门换成新的，各村还要派专人看守到下雨为止，塌陷的塘坎拿石头砌结实，堵死的进水口一处一处疏通开", "a clause inserted"),
        ("塌陷的塘坎拿石头砌结实，把坏了的闸门换成新的，堵死的进水口一处一处疏通开", "clauses in another order"),
        ("把坏了的闸门换成新的，塌陷的塘坎拿石头砌*，堵死的进水口一处一处疏通开", "a mask"),
        ("把坏了的闸门修成新的，垮掉的塘坎拿石头砌结实，堵死的进水口一处一处疏通开", "words exchanged"),
    ],
)
def test_an_edited_copy_is_one_passage(later, why):
    a, b = f"{OWN[0]}{COPIED}。{OWN[1]}", f"河滩上的风筝飞得很高。{later}。鹅群过桥去了。"
    (row,) = passages(a, b)
    assert wordings(row, a, b) == (COPIED, later), why
    assert (row.kind, row.direction) == ("borrowing", "a to b")


def test_a_passage_goes_on_over_an_exchanged_letter_at_its_edge_but_not_into_another_line():
    a, b = f"修渠。\n{COPIED}到春耕以前\n完成了", f"修塘。\n{COPIED}在春耕以前\n快做完"
    (row,) = passages(a, b)
    assert wordings(row, a, b) == (f"{COPIED}到春耕以前", f"{COPIED}在春耕以前")


@pytest.mark.parametrize(
    "shared",
    [
        "坚持以经济建设为中心",
        "全面建成小康社会，加快推进社会主义现代化",
        "增长12.5%；城镇居民人均可支配收入增长11.3%",
        "各位代表，现在，我代表县人民政府向大会报告工作",
    ],
)
def test_set_phrases_alone_are_no_borrowing(shared):
    a, b = f"{OWN[0]}{shared}。", f"{OWN[1]}{shared}。"
    assert passages(a, b) == []
    assert {row.kind for row in passages(a, b, set_phrases=True)} <= {SET_PHRASE}


def test_what_set_phrases_are_asked_for_is_told_apart():
    shared = "全面建成小康社会，加快推进社会主义现代化"
    (row,) = passages(f"{OWN[0]}{shared}。", f"{OWN[1]}{shared}。", set_phrases=True)
    assert (row.kind, row.similarity) == (SET_PHRASE, 1)


def test_a_title_alone_is_no_borrowing():
    title = "柳溪县放水灌田现场会上的发言"
    texts = [f"{title}\n{own}" for own in OWN]
    sides = [side(text, name, title=title) for name, text in zip("ab", texts, strict=True)]
    assert list(find_borrowings(sides)) == []
    assert len(list(find_borrowings([side(text, name) for name, text in zip("ab", texts, strict=True)]))) == 1


def test_what_many_texts_have_is_no_borrowing():
    sides = [side(f"{chr(0x4E00 + k) * 9}{COPIED}。", f"s{k:02}", date=str(2000 + k)) for k in range(MOST_USES + 1)]
    assert list(find_borrowings(sides)) == []
    assert len(list(find_borrowings(sides[:2]))) == 1


def test_a_long_copy_is_cut_where_sentences_end():
    text = "".join(f"{''.join(map(chr, range(first, first + 23)))}。" for first in range(0x4E00, 0x4E00 + 3000, 23))
    rows = passages(text, text)
    assert max(row.end_b - row.start_b for row in rows) <= 400
    assert all((row.start_a, row.end_a) == (row.start_b, row.end_b) for row in rows)
    assert sum(row.coverage for row in rows) == pytest.approx(1, abs=0.02)
    assert all(text[row.start_b - 1] == "。" for row in rows[1:])


@given(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯，。\n*", max_size=150), st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯，。\n*", max_size=150))
def test_rows_are_within_both_texts_and_say_what_can_be_counted(a, b):
    for row in passages(a + "己庚辛壬癸子丑寅卯甲丙", "己庚辛壬癸子丑寅卯甲丙，" + b, set_phrases=True):
        assert 0 <= row.start_a < row.end_a <= len(a) + 11
        assert 0 <= row.start_b < row.end_b <= len(b) + 12
        assert row.longest <= row.n_shared
        assert 0 < row.similarity <= 1
        assert 0 < row.coverage <= 1


@pytest.mark.parametrize(
    "text", ["的" * 50_000, "1" * 50_000, "（" * 50_000, "抓落实" * 20_000, "\n" * 50_000, "甲乙丙丁戊己庚，" * 7000, "*", ""]
)
def test_hostile_texts_have_no_passages(text):
    assert passages(text, text) == []


def test_a_copy_with_a_change_in_every_word_takes_no_longer_for_being_long():
    words = [chr(0x4E00 + k) for k in range(12_000)]
    a, b = "".join(words), "".join(word if k % 7 else "某" for k, word in enumerate(words))
    rows = passages(a, b)
    assert max(row.end_b - row.start_b for row in rows) <= 400
    assert sum(row.coverage for row in rows) > 0.9


def test_lighter_chains_are_not_looked_at():
    runs = next(find_runs([fold("甲乙丙丁戊己庚"), fold("甲乙丙丁戊己庚")]))
    assert [len(chains) for _, _, chains in find_chains(runs, 7)] == [1]
    assert list(find_chains(runs, 8)) == []


def aside(texts: list[str]) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    list(find_borrowings([side(text, f"x{k}") for k, text in enumerate(texts)], on_aside=lambda *counts: told.append(counts)))
    return told


def test_what_too_many_texts_copy_is_told_in_letters_and_places():
    long = "".join(map(chr, range(0x4E00, 0x4E00 + LONG)))
    own = ["".join(map(chr, range(0x5E00 + 40 * k, 0x5E20 + 40 * k))) for k in range(MOST_USES + 1)]
    assert aside([long + text for text in own]) == [(LONG * (MOST_USES + 1), MOST_USES + 1)]
    assert aside([long[1:] + text for text in own]) == [(0, 0)]  # a phrase may be as long as that
    assert aside([long + text for text in own[1:]]) == [(0, 0)]
    assert aside([long] * (MOST_USES + 1)) == [(LONG * (MOST_USES + 1), MOST_USES + 1)]  # whole texts, side by side
    assert aside(["山水"] * 20) == [(0, 0)]


def test_a_study_of_copies_says_why_it_has_no_borrowings(tmp_path: Path):
    text = "# 讲话\n" + "".join(f"第{k}村修好水渠{k + 3}条，种下果树{k * 7}亩，办起学堂。" for k in range(20))
    for k in range(MOST_USES + 1):
        (tmp_path / f"{k}.txt").write_text(text, encoding="utf-8")
    study = koujing.code(tmp_path)
    assert len(study["borrowings"]) == 0
    (told,) = study.problems.query("path.str.endswith('borrowings')")["what"]
    assert "13 places" in told
