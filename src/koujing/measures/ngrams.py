"""Sequences of words that stand next to one another within a clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

import pandas as pd

from koujing.words.tokens import Tokens, is_word


def count_ngrams(tokens: Iterable[Tokens], n: int = 2, least: int = 2) -> pd.DataFrame:
    """Every sequence of ``n`` words found ``least`` times or more: ``ngram`` (words joined by a space), ``n``.

    A sequence crosses no punctuation, no line and no masked word. The most frequent first, ties in code point order.
    Errors: ``ValueError`` for n below 1.

    >>> from koujing.words.tokens import tokenize
    >>> count_ngrams([tokenize("深化农村改革,农村改革。")]).to_numpy().tolist()
    [['农村 改革', 2]]
    """
    if n < 1:
        raise ValueError(f"n is {n}; a sequence has at least one word")
    counts: Counter[tuple[str, ...]] = Counter()
    for one in tokens:
        for words, run in groupby(one.words, is_word):
            if words:
                clause = list(run)
                counts.update(zip(*(clause[k:] for k in range(n)), strict=False))
    rows = sorted(((" ".join(words), k) for words, k in counts.items() if k >= least), key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(rows, columns=["ngram", "n"]).astype({"n": "int64"})
