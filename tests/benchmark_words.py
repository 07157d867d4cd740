"""How fast the measures of words are beside nltk and scikit-learn: ``python tests/benchmark_words.py FOLDER_OF_TEXTS``.

Everything is measured in one run on the same tokens, each the median of five; the ratio is theirs over ours. nltk and
scikit-learn come with ``koujing[test]``; without them only our times are printed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

REPEATS = 5


def seconds(work: Callable[[], Any]) -> float:
    """Median wall time of five runs after one that warms up."""
    work()
    times = []
    for _ in range(REPEATS):
        begin = perf_counter()
        work()
        times.append(perf_counter() - begin)
    return median(times)


def rows_of(words: list[str]) -> list[Any]:
    """The counts of the words of a text."""
    from koujing.words.tokens import Tokens
    from word_counts import term_rows

    tokens = Tokens.of(words)
    return term_rows(tokens, tokens, [(0, "")])


def main(folder: str) -> pd.DataFrame:
    """Measure on the texts of a folder and print the table."""
    from koujing import read, tokenize
    from koujing.measures.dispersion import dp_norm, kld
    from koujing.measures.frequency import term_matrix
    from koujing.measures.keyness import g2
    from koujing.words.tokens import Tokens
    from word_counts import pair_rows

    words = [tokenize(speech, terms=False).words for speech in read(folder)]
    n = sum(map(len, words))
    rows = [(k, term, count) for k, text in enumerate(words) for _, term, _, count, _, _ in rows_of(text) if count]
    terms = pd.DataFrame(rows, columns=["speech", "term", "n"])
    names, matrix = term_matrix(terms, pd.DataFrame({"speech": range(len(words))}))
    sizes = np.asarray(matrix.sum(axis=0), dtype=float)
    half = len(sizes) // 2
    f1, f2 = (np.asarray(part.sum(axis=1)) for part in (matrix[:, :half], matrix[:, half:]))
    n1, n2 = sizes[:half].sum(), sizes[half:].sum()
    ours = {
        "words of every text": seconds(lambda: [np.bincount(Tokens.of(text).ids) for text in words]),
        "G² of the vocabulary": seconds(lambda: g2(f1, f2, n1, n2)),
        "collocations, window 5": seconds(lambda: [pair_rows(one, one.vocabulary.tokens) for one in map(Tokens.of, words)]),
        "dispersion of all types": seconds(lambda: (dp_norm(matrix, sizes), kld(matrix, sizes))),
    }
    others = {peer: dict(work) for peer, work in (("scikit-learn", sklearn_times(words)), ("nltk", nltk_times(words)))}
    table = pd.DataFrame({"koujing, s": ours} | {f"{peer}, s": times for peer, times in others.items()})
    for peer in others:
        table[f"{peer} / koujing"] = table[f"{peer}, s"] / table["koujing, s"]
    print(f"{n:,} tokens, {len(names):,} types, {len(words)} texts; {n / ours['words of every text'] / 1e6:.1f} M tokens/s")
    print(table.round(4).to_string())
    return table


def sklearn_times(words: list[list[str]]) -> Iterator[tuple[str, float]]:
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError:
        return
    yield "words of every text", seconds(lambda: CountVectorizer(analyzer=lambda text: text).fit_transform(words))


def nltk_times(words: list[list[str]]) -> Iterator[tuple[str, float]]:
    try:
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
        from nltk.probability import FreqDist
    except ImportError:
        return
    joined = [word for text in words for word in text]
    half = len(joined) // 2
    yield "words of every text", seconds(lambda: [FreqDist(text) for text in words])
    one, other = FreqDist(joined[:half]), FreqDist(joined[half:])
    total = len(joined)

    def likelihood_ratios() -> list[float]:
        return [
            BigramAssocMeasures.likelihood_ratio(one[word], (one[word] + other[word], half), total)
            for word in {*one, *other}
        ]

    yield "G² of the vocabulary", seconds(likelihood_ratios)
    yield "collocations, window 5", seconds(lambda: BigramCollocationFinder.from_words(joined, window_size=6))


if __name__ == "__main__":
    main(sys.argv[1])
