"""The benchmark's subjects give the same counts as the libraries they are measured against, and it prints its table."""

from collections import Counter

from nltk.collocations import BigramCollocationFinder
from sklearn.feature_extraction.text import CountVectorizer

from benchmark_words import main
from koujing import read, tokenize
from koujing.shipped import sample_folder
from koujing.words.counts import pair_rows, term_rows
from koujing.words.tokens import Tokens
from koujing.words.vocabulary import is_word


def test_the_counts_are_those_of_scikit_learn():
    texts = [[word for word in tokenize(speech).words if is_word(word)] for speech in read(sample_folder())]
    vectorizer = CountVectorizer(analyzer=lambda text: text)
    theirs = vectorizer.fit_transform(texts).toarray()
    for words, row in zip(texts, theirs, strict=True):
        ours = {term: n for _, term, _, n in term_rows(Tokens.of(words), [(0, "")])}
        assert ours == {term: row[place] for term, place in vectorizer.vocabulary_.items() if row[place]}


def test_the_pairs_are_those_of_nltk_where_no_sentence_ends():
    words = [word for speech in read(sample_folder()) for word in tokenize(speech).words if is_word(word)]
    ours = {(one, other): n for one, other, n in pair_rows(Tokens.of(words), words) if other}
    expected: Counter[tuple[str, str]] = Counter()
    for (one, other), n in BigramCollocationFinder.from_words(words, window_size=6).ngram_fd.items():
        expected[min(one, other), max(one, other)] += n * (2 if one == other else 1)
    assert ours == expected


def test_the_benchmark_prints_ratios(capsys):
    table = main(str(sample_folder()))
    assert (table.loc["collocations, window 5", "nltk / koujing"]) > 0
    assert "M tokens/s" in capsys.readouterr().out
