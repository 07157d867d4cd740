"""Which words keep company: pairs within a window of tokens that does not cross the end of a sentence.

A pair is counted once for every two positions at most ``window`` tokens apart (surface co-occurrence, Evert 2008), in
either order. Punctuation and masked words are no collocates but keep their place, so that a window is a distance in
the text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from koujing.measures.frequency import Floats
from koujing.measures.keyness import g2
from koujing.words.tokens import Tokens, is_word

Codes = npt.NDArray[np.int64]

WINDOW = 5
_SENTENCE_END = frozenset("。！？!?\n")


@dataclass(frozen=True)
class Pairs:
    """How often words stand together: ``matrix`` is symmetric, words × words, a word beside itself counted from both ends.

    ``margins`` counts the pairs of each word with *any* word, ``total`` those of all words; where ``words`` are chosen
    ones, both still count all.
    """

    words: list[str]
    matrix: sparse.csr_array = field(repr=False)
    margins: Floats = field(repr=False)
    total: float


def count_pairs(tokens: Sequence[Tokens], window: int = WINDOW) -> Pairs:
    """Count every two words at most ``window`` tokens apart in one sentence; words in order of first use.

    >>> from koujing.words.tokens import tokenize
    >>> pairs = count_pairs([tokenize("深化农村改革。改革农村")], window=2)
    >>> pairs.words, pairs.matrix.toarray().tolist(), pairs.total
    (['深化', '农村', '改革'], [[0, 1, 1], [1, 0, 2], [1, 2, 0]], 8.0)
    """
    words = np.concatenate([np.array([], object), *(np.array(one.words, dtype=object) for one in tokens)])
    codes, names = pd.factorize(words)
    ends = np.isin(codes, [k for k, name in enumerate(names) if name in _SENTENCE_END or "\n" in name])
    ends[np.cumsum([len(one) for one in tokens if len(one)], dtype=np.int64) - 1] = True
    kept = np.array([is_word(name) for name in names], dtype=bool)
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    left, right = _neighbours(number[codes], np.cumsum(ends) - ends, window)
    shape = (int(kept.sum()), int(kept.sum()))
    one_way = sparse.coo_array((np.ones(len(left), dtype=np.int64), (left, right)), shape=shape).tocsr()
    matrix = (one_way + one_way.T).tocsr()
    margins = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    return Pairs([str(name) for name in names[kept]], matrix, margins, float(margins.sum()))


def _neighbours(codes: Codes, sentence: Codes, window: int) -> tuple[Codes, Codes]:
    """Codes (−1: none) of every two words at most ``window`` places apart in one sentence, the earlier one left."""
    lefts, rights = [np.array([], np.int64)], [np.array([], np.int64)]
    for gap in range(1, min(window, len(codes) - 1) + 1):
        near = (codes[:-gap] >= 0) & (codes[gap:] >= 0) & (sentence[:-gap] == sentence[gap:])
        lefts.append(codes[:-gap][near])
        rights.append(codes[gap:][near])
    return np.concatenate(lefts), np.concatenate(rights)


def pair_rows(tokens: Tokens, chosen: Collection[str]) -> list[tuple[str, str, int]]:
    """The rows of a ``pairs`` table for one speech: term, other, n, for the chosen words.

    A row with an empty ``other`` counts the pairs of the term with any word, that with both empty the pairs of all.
    """
    pairs = count_pairs([tokens])
    places = np.array([k for k, word in enumerate(pairs.words) if word in chosen], dtype=np.int64)
    words = [pairs.words[k] for k in places]
    cells = sparse.triu(pairs.matrix[places][:, places]).tocoo()
    both = zip(*cells.coords, cells.data.tolist(), strict=True)
    rows = [(*sorted((words[a], words[b])), n) for a, b, n in both]
    rows += [(word, "", n) for word, n in zip(words, pairs.margins[places].astype(int).tolist(), strict=True)]
    return sorted([*rows, ("", "", int(pairs.total))])


def read_pairs(table: pd.DataFrame) -> Pairs:
    """The counts of a ``pairs`` table (``term, other, n``), summed over the speeches that it has.

    >>> table = pd.DataFrame([("", "", 40), ("农村", "", 9), ("改革", "", 8), ("农村", "改革", 3)], columns=["term", "other", "n"])
    >>> pairs = read_pairs(table)
    >>> pairs.words, pairs.matrix.toarray().tolist(), pairs.margins.tolist(), pairs.total
    (['农村', '改革'], [[0, 3], [3, 0]], [9.0, 8.0], 40.0)
    """
    counts = table.groupby(["term", "other"], sort=True)["n"].sum()
    margins = counts[(counts.index.get_level_values("other") == "") & (counts.index.get_level_values("term") != "")]
    words = pd.Index(margins.index.get_level_values("term"))
    cells = counts[counts.index.get_level_values("other") != ""]
    left, right = (words.get_indexer(cells.index.get_level_values(name)) for name in ("term", "other"))
    one_way = sparse.coo_array((cells.to_numpy(dtype=np.int64), (left, right)), shape=(len(words), len(words))).tocsr()
    matrix = (one_way + sparse.triu(one_way, 1).T).tocsr()
    return Pairs(list(words), matrix, margins.to_numpy(dtype=float), float(counts.get(("", ""), 0)))


def collocates(pairs: Pairs, node: str, least: int = 5) -> pd.DataFrame:
    """What stands near a word: ``term, n, n_term, expected, g2, log_dice, delta_p_to, delta_p_from``, by log-Dice.

    ``n`` counts the pairs of node and term, ``n_term`` the pairs of the term with any word. ``g2`` as in keyness,
    negative where they avoid one another; ``log_dice`` as the function; ``delta_p_to`` says how much likelier the term
    is near the node than elsewhere, ``delta_p_from`` how much likelier the node is near the term (Gries 2013). Pairs
    found less than ``least`` times are left out.

    Errors: ``KeyError`` where the node is no word of the texts.
    """
    if node not in pairs.words:
        raise KeyError(f"{node!r} is no word of these texts")
    at = pairs.words.index(node)
    row = pairs.matrix[[at]].tocoo()
    near, n = row.coords[1][row.data >= least], row.data[row.data >= least].astype(float)
    table = _associations(n, np.full(len(n), pairs.margins[at]), pairs.margins[near], pairs.total)
    table.insert(0, "term", [pairs.words[k] for k in near])
    return table.sort_values(["log_dice", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def strongest_pairs(pairs: Pairs, top: int, least: int = 5) -> pd.DataFrame:
    """The ``top`` pairs of different words by G²: ``term, other`` and the columns of ``collocates``; a network's edges."""
    cells = sparse.triu(pairs.matrix, 1).tocoo()
    often = cells.data >= least
    left, right, n = cells.coords[0][often], cells.coords[1][often], cells.data[often].astype(float)
    table = _associations(n, pairs.margins[left], pairs.margins[right], pairs.total)
    table.insert(0, "term", [pairs.words[k] for k in left])
    table.insert(1, "other", [pairs.words[k] for k in right])
    order = table.sort_values(["g2", "term", "other"], ascending=[False, True, True], kind="stable", ignore_index=True)
    return order.head(top)


def _associations(n: Floats, node: Floats, term: Floats, total: float) -> pd.DataFrame:
    """Measures of pairs from their counts and margins."""
    there, back = delta_p(n, node, term, total)
    expected = node * term / total
    strength = g2(n, term - n, node, total - node)
    columns = {"n": n.astype("int64"), "n_term": term.astype("int64"), "expected": expected}
    return pd.DataFrame(
        columns
        | {"g2": strength * np.sign(n - expected), "log_dice": log_dice(n, node, term)}
        | {"delta_p_to": there, "delta_p_from": back}
    )


def log_dice(f: npt.ArrayLike, f1: npt.ArrayLike, f2: npt.ArrayLike) -> Floats:
    """14 + log₂(2f / (f₁+f₂)) (Rychlý 2008): at most 14, one more for twice as close, whatever the size of the corpus.

    >>> log_dice([8, 10], [15828, 10], [4675, 10]).round(4).tolist()
    [3.6765, 14.0]
    """
    pair, one, other = (np.asarray(x, dtype=float) for x in (f, f1, f2))
    return np.asarray(14 + np.log2(2 * pair / (one + other)))


def delta_p(f: npt.ArrayLike, f1: npt.ArrayLike, f2: npt.ArrayLike, n: float) -> tuple[Floats, Floats]:
    """ΔP of the second word given the first, and of the first given the second (Gries 2013).

    P(second | first) − P(second | not first), and the reverse; from −1 to 1.

    >>> there, back = delta_p(5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)
    >>> round(float(there), 3), round(float(back), 3)
    (0.032, 0.697)
    """
    a, one, other = (np.asarray(x, dtype=float) for x in (f, f1, f2))
    return np.asarray(a / one - (other - a) / (n - one)), np.asarray(a / other - (one - a) / (n - other))
