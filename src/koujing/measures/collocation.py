"""Which words occur near each other: the pairs of the table ``pairs``, and how strongly they attract or avoid one another."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from koujing.measures.intervals import Floats
from koujing.measures.keyness import g2


@dataclass(frozen=True)
class Pairs:
    """How often words occur together: ``matrix`` is symmetric, words × words; a word near itself is counted from both ends.

    ``margins`` counts the pairs of each word with *any* word of the texts, ``total`` the pairs of any two words.
    """

    words: list[str]
    matrix: scipy.sparse.csr_array = field(repr=False)
    margins: Floats = field(repr=False)
    total: float


def read_pairs(table: pd.DataFrame) -> Pairs:
    """The counts of a ``pairs`` table (``term, other, n``), summed over its speeches.

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
    one_way = scipy.sparse.coo_array((cells.to_numpy(dtype=np.int64), (left, right)), shape=(len(words), len(words))).tocsr()
    matrix = (one_way + scipy.sparse.triu(one_way, 1).T).tocsr()
    return Pairs(list(words), matrix, margins.to_numpy(dtype=float), float(counts.get(("", ""), 0)))


def collocates(pairs: Pairs, node: str, least: int = 5) -> pd.DataFrame:
    """The words near a word: ``term, n, n_term, expected, g2, log_dice, delta_p_to, delta_p_from``, by log-Dice.

    ``n`` counts the pairs of node and term, ``n_term`` the pairs of the term with any word. ``g2`` is that of keyness, negative
    where the two avoid one another; ``log_dice`` is that of the function of this name; ``delta_p_to`` says how much likelier
    the term is near the node than elsewhere, ``delta_p_from`` how much likelier the node is near the term (Gries 2013). Pairs
    found fewer than ``least`` times are left out.

    Errors: ``ValueError`` if no pair of the node was counted.
    """
    if node not in pairs.words:
        counted = ", ".join(pairs.words[:5]) + (f", … ({len(pairs.words)} words)" if len(pairs.words) > 5 else "")
        chosen = "pairs are counted of the 250 listed terms of most use only"
        raise ValueError(f"no pairs of {node!r} were counted ({chosen}); there are pairs of {counted or 'no word'}")
    at = pairs.words.index(node)
    row = pairs.matrix[[at]].tocoo()
    near, n = row.coords[1][row.data >= least], row.data[row.data >= least].astype(float)
    table = _associations(n, np.full(len(n), pairs.margins[at]), pairs.margins[near], pairs.total)
    table.insert(0, "term", [pairs.words[k] for k in near])
    return table.sort_values(["log_dice", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def strongest_pairs(pairs: Pairs, top: int, least: int = 5) -> pd.DataFrame:
    """The ``top`` pairs of different words by G²: ``term, other`` and the columns of ``collocates``: the edges of a network."""
    cells = scipy.sparse.triu(pairs.matrix, 1).tocoo()
    often = cells.data >= least
    left, right, n = cells.coords[0][often], cells.coords[1][often], cells.data[often].astype(float)
    table = _associations(n, pairs.margins[left], pairs.margins[right], pairs.total)
    table.insert(0, "term", [pairs.words[k] for k in left])
    table.insert(1, "other", [pairs.words[k] for k in right])
    order = table.sort_values(["g2", "term", "other"], ascending=[False, True, True], kind="stable", ignore_index=True)
    return order.head(top)


def _associations(n: Floats, node: Floats, term: Floats, total: float) -> pd.DataFrame:
    """The measures of pairs, from their counts and margins."""
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
    """14 + log₂(2f / (f₁+f₂)) (Rychlý 2008): at most 14; one more means twice as strong, whatever the size of the corpus.

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
