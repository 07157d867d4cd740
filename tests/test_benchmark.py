"""The benchmark: its corpora are what they are said to be, its clock adds up, its page says what was measured."""

import hashlib
import json
import re
from collections import Counter
from math import isclose

import pytest
from nltk.collocations import BigramCollocationFinder
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks import measure, words
from benchmarks.__main__ import PAGE, RESULT
from benchmarks.clauses import Clauses, read_clauses
from benchmarks.clock import Clock
from benchmarks.corpus import make_corpus, make_records, make_text
from benchmarks.counted import pair_rows
from benchmarks.page import render
from koujing import read, tokenize
from koujing.opening import sample_folder
from koujing.words.inventory import is_word
from koujing.words.tokens import Tokens


def test_the_counts_are_those_of_scikit_learn():
    texts = [[word for word in tokenize(speech).words if is_word(word)] for speech in read(sample_folder())]
    vectorizer = CountVectorizer(analyzer=lambda text: text)
    theirs = vectorizer.fit_transform(texts).toarray()
    for text, row in zip(texts, theirs, strict=True):
        ours = {term: n for _, term, _, n, _, _ in words.rows_of(text) if n}
        assert ours == {term: row[place] for term, place in vectorizer.vocabulary_.items() if row[place]}


def test_the_pairs_are_those_of_nltk_where_no_sentence_ends():
    cut = [word for speech in read(sample_folder()) for word in tokenize(speech).words if is_word(word)]
    ours = {(one, other): n for one, other, n in pair_rows(Tokens.of(cut), cut) if other}
    expected: Counter[tuple[str, str]] = Counter()
    for (one, other), n in BigramCollocationFinder.from_words(cut, window_size=6).ngram_fd.items():
        expected[min(one, other), max(one, other)] += n * (2 if one == other else 1)
    assert ours == expected


def test_the_time_is_the_median(monkeypatch):
    ticks = iter([0, 9, 10, 11, 20, 22])  # runs of 9, 1 and 2 seconds
    monkeypatch.setattr(words, "process_time", lambda: next(ticks))
    assert words.seconds(lambda: None) == 2


@pytest.fixture(scope="module")
def clauses() -> Clauses:
    return read_clauses([sample_folder()])


def test_the_same_seed_gives_the_same_bytes_and_half_of_the_files_are_damaged(clauses, tmp_path):
    made = [make_corpus(tmp_path / name, 0.5, clauses, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))]
    first, again, other = (
        {path.relative_to(tmp_path / name): hashlib.sha1(path.read_bytes()).digest() for path in (tmp_path / name).rglob("*.txt")}
        for name in "abc"
    )
    assert first == again
    assert not {*first.values()} & {*other.values()}
    assert len(first) == made[0].files
    assert abs(sum(path.parts[0] == "damaged" for path in first) - len(first) / 2) <= 0.5


def test_no_paragraph_occurs_twice_and_a_twentieth_is_copied(clauses, tmp_path):
    made = make_corpus(tmp_path, 1, clauses)
    lines = [line for path in (tmp_path / "clean").iterdir() for line in path.read_text(encoding="utf-8").splitlines()[3:]]
    paragraphs = [line for line in lines if "。" in line]
    assert len(paragraphs) == len(set(paragraphs)) > 100
    assert made.n_copied / made.n_chars == pytest.approx(0.05, abs=0.01)


def test_what_is_made_is_read_as_dated_speeches(clauses, tmp_path):
    make_corpus(tmp_path, 0.3, clauses)
    dates = [speech.metadata["date"] for speech in read(tmp_path / "clean")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    make_records(tmp_path / "records.jsonl", 20, clauses)
    assert len(read(tmp_path / "records.jsonl")) == 20
    assert len(make_text(20_000, clauses).encode()) == pytest.approx(20_000, rel=0.1)


def test_the_clock_gives_each_stage_its_own_time_only(monkeypatch):
    now = iter([0.0, 1.0, 4.0, 10.0])  # the outer stage from 0 to 10, the inner one from 1 to 4
    monkeypatch.setattr("benchmarks.clock.process_time", lambda: next(now))
    clock = Clock()
    inner = clock.timed("inner", lambda: iter("ab"))
    assert clock.timed("outer", lambda: inner())() == ["a", "b"]
    assert dict(clock.seconds) == {"inner": 3.0, "outer": 7.0}


def test_the_stages_add_up_to_the_whole(clauses, tmp_path):
    make_corpus(tmp_path, 0.05, clauses)
    done = measure.task("code", tmp_path)
    assert isclose(sum(done["stages"].values()), done["seconds"], rel_tol=0.05)
    assert {"reading", "statistics", "words", "phrases", "writing"} <= {*done["stages"]}


def test_the_page_says_what_was_measured():
    assert PAGE.read_text(encoding="utf-8") == render(json.loads(RESULT.read_text(encoding="utf-8")))
