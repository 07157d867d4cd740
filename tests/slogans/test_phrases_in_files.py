"""Phrases of a corpus in files are those of the same texts in memory, however the corpus and its strings are divided."""

from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from koujing import reading
from koujing.opening import sample_folder
from koujing.slogans import beginnings, recurrence
from koujing.slogans.phrases import find_phrases, find_phrases_in
from koujing.slogans.recurrence import Spared, find_repeats


def write(folder, texts, cuts):
    """One file for the texts between each two of the cuts."""
    files = []
    for k, (a, b) in enumerate(zip([0, *cuts], [*cuts, len(texts)], strict=True)):
        files.append(folder / f"{k}.parquet")
        parquet.write_table(
            pa.table({"speech": [str(n) for n in range(a, b)], "text": pa.array(texts[a:b], pa.string())}), files[-1]
        )
    return files


@pytest.fixture(scope="module")
def texts():
    """The texts of the sample."""
    return [speech.text for document in reading.read(sample_folder()).documents for speech in document.speeches]


@pytest.mark.parametrize(
    ("cuts", "group", "workers"),
    [([], 10**6, 1), ([], 300, 1), ([1], 5000, 1), ([0, 2, 2, 3], 300, 1), ([1, 3], 2000, 2)],
)
def test_the_sample_in_files_has_the_phrases_it_has_in_memory(texts, cuts, group, workers, tmp_path):
    expected = find_phrases(dict(enumerate(texts)))
    files = write(tmp_path, texts, cuts)
    with patch.object(recurrence, "GROUP", group):
        assert find_phrases_in(files, tmp_path, workers) == expected
    assert len(expected) > 20
    assert sorted(tmp_path.iterdir()) == files  # nothing else remains


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text("渠坝，“”xX1的\U00020000", max_size=30), max_size=6),
    size=st.integers(1, 40),
    group=st.integers(1, 40),
    data=st.data(),
)
def test_small_texts_have_the_same_phrases_however_they_are_divided(texts, size, group, data, tmp_path_factory):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=3)))
    expected = find_phrases(dict(enumerate(texts)))
    scratch = tmp_path_factory.mktemp("scratch")
    files = write(tmp_path_factory.mktemp("texts"), texts, cuts)
    with patch.object(recurrence, "GROUP", group), patch.object(recurrence, "PIECE", size):
        assert find_phrases_in(files, scratch) == expected
    assert list(scratch.iterdir()) == []


def test_no_files_have_no_phrases(tmp_path):
    assert find_phrases_in([], tmp_path) == []


def test_a_failure_leaves_nothing_behind(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        find_phrases_in([tmp_path / "missing.parquet"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_phrase_needs_grows_with_the_corpus():
    text = "修桥通路畅，养桥通路畅。看桥通路畅，记桥通路畅。"
    with patch.object(recurrence, "PER_USE", 4):  # 24 characters: 6 uses
        assert find_phrases({"a": text}) == []
        assert [p.text for p in find_phrases({"a": text + text})] == []
    with patch.object(recurrence, "PER_USE", 8):  # 3 uses, and 6 in twice the text
        assert [p.text for p in find_phrases({"a": text})] == ["桥通路畅"]
        assert [(p.text, p.n) for p in find_phrases({"a": text + text})] == [("桥通路畅", 8)]


def test_a_corpus_is_never_held_as_a_whole(tmp_path):
    texts = [f"{chr(0x4E00 + k % 50)}堤坝沟渠，" * 40 for k in range(200)]
    files, seen = write(tmp_path, texts, range(20, 200, 20)), []

    def rows(*args, measured=beginnings._rows):
        found = measured(*args)
        seen.append(len(found.texts))
        return found

    with patch.object(recurrence, "GROUP", 2000), patch.object(beginnings, "_rows", rows):
        assert find_phrases_in(files, tmp_path)
    assert sum(seen) > 20_000
    assert max(seen) <= 8000  # as many as begin with the most frequent two characters


def test_more_strings_than_a_number_can_tell_apart_are_refused():
    uses = beginnings.np.array([2**31], dtype="uint32")
    with pytest.raises(OverflowError, match="begin alike"):
        beginnings._grouped(beginnings.np.array([2**31]), uses, beginnings.np.array([7], dtype="uint16"))


def test_words_are_found_among_the_strings_that_recur():
    repeats = find_repeats([lambda: ["甲乙丙，甲乙丁，丁甲乙"]], 2, 4, Spared())
    assert repeats.find(2, ["甲乙", "乙丙", "戊己", "丙"]).tolist() == [0]
    assert repeats.alphabet.spell(repeats.codes(2, repeats.find(2, ["甲乙"]))) == ["甲乙"]
    assert repeats.find(3, ["甲乙丙"]).tolist() == repeats.find(4, []).tolist() == []
