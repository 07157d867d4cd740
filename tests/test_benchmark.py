"""The benchmark's subjects give the same counts as the libraries they are measured against, and it prints its table."""

from collections import Counter

from nltk.collocations import BigramCollocationFinder
from sklearn.feature_extraction.text import CountVectorizer

import benchmark_words
from koujing import read, tokenize
from koujing.opening import sample_folder
from koujing.words.inventory import is_word
from koujing.words.tokens import Tokens
from word_counts import pair_rows


def test_the_counts_are_those_of_scikit_learn():
    texts = [[word for word in tokenize(speech).words if is_word(word)] for speech in read(sample_folder())]
    vectorizer = CountVectorizer(analyzer=lambda text: text)
    theirs = vectorizer.fit_transform(texts).toarray()
    for words, row in zip(texts, theirs, strict=True):
        ours = {term: n for _, term, _, n, _, _ in benchmark_words.rows_of(words) if n}
        assert ours == {term: row[place] for term, place in vectorizer.vocabulary_.items() if row[place]}


def test_the_pairs_are_those_of_nltk_where_no_sentence_ends():
    words = [word for speech in read(sample_folder()) for word in tokenize(speech).words if is_word(word)]
    ours = {(one, other): n for one, other, n in pair_rows(Tokens.of(words), words) if other}
    expected: Counter[tuple[str, str]] = Counter()
    for (one, other), n in BigramCollocationFinder.from_words(words, window_size=6).ngram_fd.items():
        expected[min(one, other), max(one, other)] += n * (2 if one == other else 1)
    assert ours == expected


def test_the_benchmark_takes_the_median_and_divides_their_times_by_ours(monkeypatch, capsys):
    ticks = iter([0, 9, 10, 11, 20, 22, 30, 33, 40, 47])  # runs of 9, 1, 2, 3 and 7 seconds
    monkeypatch.setattr(benchmark_words, "perf_counter", lambda: next(ticks))
    assert benchmark_words.seconds(lambda: None) == 3
    took = iter([2, 2, 2, 2])  # our four kinds of work, then theirs
    monkeypatch.setattr(benchmark_words, "seconds", lambda work: work() is not work and next(took, 6))
    table = benchmark_words.main(str(sample_folder()))
    ratios = table[["scikit-learn / koujing", "nltk / koujing"]]
    assert set(ratios.stack().dropna()) == {3.0}
    assert ratios.notna().any(axis=1)["collocations, window 5"]
    n_tokens = sum(len(tokenize(speech, terms=False)) for speech in read(sample_folder()))
    assert f"{n_tokens:,} tokens" in capsys.readouterr().out
