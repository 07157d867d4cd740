"""What the counts of words say of one text, as rows: for tests and benchmarks."""

from collections.abc import Collection, Hashable, Sequence

import numpy as np

from koujing.words.counts import count_regimes, count_terms
from koujing.words.pairs import WINDOW, count_pairs
from koujing.words.terms import listed_finder
from koujing.words.together import Together
from koujing.words.tokens import Tokens

Row = tuple[Hashable, str, str, int, int, int]


def alone(tokens: Tokens, plain: Tokens | None = None) -> Together:
    """One text with these tokens and, if they are not the same, these plain words."""
    text = "".join(tokens.words)
    return Together(np.array([0, len(text) + 1]), plain or tokens, tokens, np.array(listed_finder().strings(text)))


def term_rows(tokens: Tokens, plain: Tokens, places: Sequence[tuple[int, Hashable]]) -> list[Row]:
    """Place, term, tag, n, n_inside, n_words."""
    counts, names = count_terms(alone(tokens, plain), [places])
    known = tokens.inventory
    where, terms, tags = (map(of.__getitem__, which) for of, which in (
        (names, counts.place), (known.tokens, counts.wording), (known.tags, counts.tag)
    ))  # fmt: skip
    return list(zip(where, terms, tags, *(n.tolist() for n in (counts.n, counts.n_inside, counts.n_words)), strict=True))


def pair_rows(tokens: Tokens, chosen: Collection[str], window: int = WINDOW) -> list[tuple[str, str, int]]:
    """Term, other, n."""
    pairs = count_pairs(alone(tokens), chosen, window)
    terms, others = (map(pairs.names.__getitem__, which) for which in (pairs.term, pairs.other))
    return list(zip(terms, others, pairs.n.tolist(), strict=True))


def regime_rows(tokens: Tokens, plain: Tokens) -> list[tuple[str, int, int, int, int]]:
    """Term, n_string, n_word, n_term, n_nested."""
    text = alone(tokens, plain)
    counts = count_regimes(text, count_terms(text, [[(0, "")]])[0])
    numbers = (counts.n_string, counts.n_word, counts.n_term, counts.n_nested)
    return list(zip(map(listed_finder().names.__getitem__, counts.wording), *(n.tolist() for n in numbers), strict=True))
