"""How fast the measures of words are beside nltk and scikit-learn, on the same tokens in one process.

Both come with ``koujing[test]``; without them only our own times are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

REPEATS = 3


def seconds(work: Callable[[], Any]) -> float:
    """Median processor time of three runs after one that warms up."""
    work()
    times = []
    for _ in range(REPEATS):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return median(times)


def rows_of(words: list[str]) -> list[Any]:
    """The counts of the words of a text."""
    from benchmarks.counted import term_rows
    from koujing.words.tokens import Tokens

    tokens = Tokens.of(words)
    return term_rows(tokens, tokens, [(0, "")])


def word_counts(folder: Path) -> dict[str, Any]:
    """Seconds of each kind of work on the words of a folder's texts, for each library that can do it."""
    from benchmarks.counted import pair_rows
    from koujing import read, tokenize
    from koujing.measures.dispersion import dp_norm, kld
    from koujing.measures.frequency import term_matrix
    from koujing.measures.keyness import g2
    from koujing.words.tokens import Tokens

    words = [tokenize(speech, terms=False).words for speech in read(folder)]
    rows = [(k, term, count) for k, text in enumerate(words) for _, term, _, count, _, _ in rows_of(text) if count]
    terms = pd.DataFrame(rows, columns=["speech", "term", "n"])
    names, matrix = term_matrix(terms, pd.DataFrame({"speech": range(len(words))}))
    sizes = np.asarray(matrix.sum(axis=0), dtype=float)
    half = len(sizes) // 2
    f1, f2 = (np.asarray(part.sum(axis=1)) for part in (matrix[:, :half], matrix[:, half:]))
    n1, n2 = sizes[:half].sum(), sizes[half:].sum()
    ours = {
        "words of every text": lambda: [np.bincount(Tokens.of(text).ids) for text in words],
        "G² of the vocabulary": lambda: g2(f1, f2, n1, n2),
        "collocations, window 5": lambda: [pair_rows(one, one.vocabulary.tokens) for one in map(Tokens.of, words)],
        "dispersion of all types": lambda: (dp_norm(matrix, sizes), kld(matrix, sizes)),
    }
    took: dict[str, dict[str, float]] = {work: {"koujing": seconds(run)} for work, run in ours.items()}
    for peer, works in (("scikit-learn", sklearn_works(words)), ("nltk", nltk_works(words))):
        for work, run in works:
            took[work][peer] = seconds(run)
    return {"tokens": sum(map(len, words)), "types": len(names), "texts": len(words), "seconds": took}


Work = tuple[str, Callable[[], Any]]


def sklearn_works(words: list[list[str]]) -> Iterator[Work]:
    """What scikit-learn can do of it."""
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError:
        return
    yield "words of every text", lambda: CountVectorizer(analyzer=lambda text: text).fit_transform(words)


def nltk_works(words: list[list[str]]) -> Iterator[Work]:
    """What nltk can do of it."""
    try:
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
        from nltk.probability import FreqDist
    except ImportError:
        return
    joined = [word for text in words for word in text]
    half = len(joined) // 2
    one, other, total = FreqDist(joined[:half]), FreqDist(joined[half:]), len(joined)

    def likelihood_ratios() -> list[float]:
        return [
            BigramAssocMeasures.likelihood_ratio(one[word], (one[word] + other[word], half), total)
            for word in {*one, *other}
        ]

    yield "words of every text", lambda: [FreqDist(text) for text in words]
    yield "G² of the vocabulary", likelihood_ratios
    yield "collocations, window 5", lambda: BigramCollocationFinder.from_words(joined, window_size=6)
