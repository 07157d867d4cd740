"""Reuse of earlier texts against a search string by string."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import across
from koujing.measures import reuse
from koujing.measures.reuse import LONG, count_reuse

LETTERS = st.text("甲乙丙，", min_size=0, max_size=60)


def by_hand(text: str, earlier: list[str]) -> int:
    bare, others = text.replace("，", ""), [other.replace("，", "") for other in earlier]
    places = [k for k in range(len(bare) - LONG + 1) if any(bare[k : k + LONG] in other for other in others)]
    return len({k + step for k in places for step in range(LONG)})


@given(LETTERS, LETTERS, LETTERS)
def test_reused_characters_are_those_found_by_hand(a, b, c):
    table = count_reuse({"a": a, "b": b, "c": c}, {"a": 2001, "b": 2002, "c": 2003}, np.random.default_rng(1))
    for row in table.itertuples():
        earlier = {("b", 1): [a], ("c", 1): [b]}.get((row.speech, row.years), [a] if row.speech == "b" else [a, b])
        assert row.n_reused == by_hand({"b": b, "c": c}[row.speech], earlier)


def test_a_span_without_texts_has_no_row_and_no_later_text_counts():
    text = "一二三四五六七八九十百千万亿" * 2
    table = count_reuse({"a": text, "b": text}, {"a": 2000, "b": 2004}, np.random.default_rng(1))
    assert table[["speech", "years", "share"]].to_numpy().tolist() == [["b", 5, 1.0], ["b", 10, 1.0]]
    assert table["chance"].isna().all()


def test_chance_is_what_texts_of_another_time_share():
    fixed, own = "我们必须坚持党的领导和社会主义道路", "".join(map(chr, range(0x4E00, 0x4E00 + 300)))
    texts = {"a": own, "b": own[::-1], "c": fixed + own[:100]} | {f"old{k}": fixed * 20 for k in range(3)}
    years = {"a": 2000, "b": 2001, "c": 2002, "old0": 1980, "old1": 1981, "old2": 1982}
    table = count_reuse(texts, years, np.random.default_rng(1)).set_index(["speech", "years"])
    assert table.loc[("c", 2), "n_reused"] == 100
    assert table.loc[("c", 2), "chance"] == pytest.approx(len(fixed) / table.loc[("c", 2), "n_chars"])


def by_draws(text, far, size, rng):
    """Mean number of characters shared with strings drawn text by text, one string at a time."""
    bare = text.replace("，", "")
    strings = [[other[k : k + LONG] for k in range(len(other) - LONG + 1)] for other in far]
    found = []
    for _ in range(8):
        drawn = [string for k in rng.permutation(len(far)) for string in strings[k]][:size]
        places = [k for k in range(len(bare) - LONG + 1) if bare[k : k + LONG] in drawn]
        found.append(len({k + step for k in places for step in range(LONG)}))
    return np.mean(found)


@given(st.lists(st.text("甲乙", min_size=13, max_size=40), min_size=3, max_size=6), LETTERS, LETTERS)
def test_chance_is_the_mean_of_draws_by_hand(old, a, b):
    texts = {f"old{k}": text for k, text in enumerate(old)} | {"a": a, "b": b}
    years = {f"old{k}": 1980 for k in range(len(old))} | {"a": 2001, "b": 2002}
    row = count_reuse(texts, years, np.random.default_rng(1), [1])
    size = max(0, len(a.replace("，", "")) - LONG + 1)
    if len(row) and size <= sum(len(text) - LONG + 1 for text in old):
        expected = by_draws(b, old, size, np.random.default_rng(1)) / row["n_chars"].item()
        assert row["chance"].item() == pytest.approx(expected)


def test_of_too_many_characters_there_are_no_rows():
    texts = {"a": "修桥通路架设水渠管网堤坝" * 5, "b": "修桥通路架设水渠管网堤坝" * 5}
    dates, running = {"a": "2001", "b": "2002-03"}, across.Running(120, lambda: texts, list, list)
    assert across._reuse(dates, running)["speech"] == ["b"] * 5
    with patch.object(across, "MOST_CHARS", 100):
        assert across._reuse(dates, running)["speech"] == []


def test_of_too_many_texts_the_shares_are_known_but_not_what_chance_would_give():
    texts = {f"t{year}": f"修桥通路架设水渠管网堤坝水库{chr(0x4E00 + year) * 9}" for year in range(1980, 2001)}
    years = {speech: int(speech[1:]) for speech in texts}
    drawn = count_reuse(texts, years, np.random.default_rng(1))
    with patch.object(reuse, "MOST_DRAWN", 20):
        undrawn = count_reuse(texts, years, np.random.default_rng(1))
    assert drawn["chance"].notna().any()
    assert undrawn["chance"].isna().all()
    assert undrawn.drop(columns="chance").equals(drawn.drop(columns="chance"))
