"""The benchmark's subjects give the same counts as the libraries they are measured against, and it prints its table."""

import numpy as np
from nltk.collocations import BigramCollocationFinder
from sklearn.feature_extraction.text import CountVectorizer

from benchmark_words import main
from koujing import read, tokenize
from koujing.measures.collocation import count_pairs
from koujing.measures.frequency import count_matrix
from koujing.study import sample_folder
from koujing.words.tokens import Tokens, is_word


def test_the_matrix_is_that_of_scikit_learn():
    words = [tokenize(speech).words for speech in read(sample_folder())]
    vectorizer = CountVectorizer(analyzer=lambda text: text)
    theirs = vectorizer.fit_transform(words).T.toarray()
    names, ours = count_matrix(words)
    assert (ours.toarray() == theirs[[vectorizer.vocabulary_[name] for name in names]]).all()


def test_the_pairs_are_those_of_nltk_where_no_sentence_ends():
    words = [word for speech in read(sample_folder()) for word in tokenize(speech).words if is_word(word)]
    starts = np.cumsum([0, *map(len, words[:-1])])
    pairs = count_pairs([Tokens(words, starts)], window=5)
    theirs = BigramCollocationFinder.from_words(words, window_size=6).ngram_fd
    number = {word: k for k, word in enumerate(pairs.words)}
    expected = np.zeros(pairs.matrix.shape, dtype=int)
    for (one, other), n in theirs.items():
        expected[number[one], number[other]] += n
        expected[number[other], number[one]] += n
    assert (pairs.matrix.toarray() == expected).all()


def test_the_benchmark_prints_ratios(capsys):
    table = main(str(sample_folder()))
    assert (table.loc["collocations, window 5", "nltk / koujing"]) > 0
    assert "M tokens/s" in capsys.readouterr().out
