"""How far apart two vocabularies are, and which words account for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from koujing.measures.frequency import term_matrix
from koujing.measures.intervals import Floats


def jensen_shannon(p: npt.ArrayLike, q: npt.ArrayLike) -> float:
    """Jensen–Shannon divergence of two distributions in bits: 0 if they are the same, 1 if disjoint (Lin 1991).

    Counts are taken as shares of their sum. This is the divergence, not its square root (the distance).

    >>> round(jensen_shannon([0.5, 0.5], [0.9, 0.1]), 6), jensen_shannon([1, 0], [0, 3])
    (0.146793, 1.0)
    """
    return float(_contributions(p, q).sum())


def word_shift(target: pd.Series[int], reference: pd.Series[int]) -> pd.DataFrame:
    """The words that account for the divergence of two vocabularies: ``term, contribution, share, side``, the largest first.

    ``target`` and ``reference`` are counts by term. ``contribution`` is in bits and sums to the divergence; ``side`` is
    +1 where the target uses the term more, −1 where the reference does (Gallagher et al. 2021).

    >>> shift = word_shift(pd.Series({"改革": 1, "农村": 1}), pd.Series({"改革": 1, "城市": 1}))
    >>> shift[["term", "contribution", "side"]].to_numpy().tolist()
    [['农村', 0.25, 1], ['城市', 0.25, -1], ['改革', 0.0, 0]]
    """
    both = pd.concat([target.rename("p"), reference.rename("q")], axis=1).fillna(0).sort_index()
    p, q = both["p"].to_numpy(dtype=float), both["q"].to_numpy(dtype=float)
    bits = _contributions(p, q)
    table = pd.DataFrame({"term": both.index, "contribution": bits, "share": bits / (bits.sum() or 1)})
    table["side"] = np.sign(p / p.sum() - q / q.sum()).astype(int)
    return table.sort_values(["contribution", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def divergences(terms: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Jensen–Shannon divergence of every two speeches with words, in bits: a square table in the order of ``documents``.

    The vocabularies of short texts differ by chance; compare speeches of similar length.
    """
    documents = documents[documents["speech"].isin(terms["speech"])]
    _, matrix = term_matrix(terms, documents)
    shares = matrix.toarray().astype(float) / np.asarray(matrix.sum(axis=0))
    values = np.array([[jensen_shannon(a, b) for b in shares.T] for a in shares.T]).reshape(len(documents), len(documents))
    return pd.DataFrame(values, index=documents["speech"].to_list(), columns=documents["speech"].to_list())


def _contributions(p: npt.ArrayLike, q: npt.ArrayLike) -> Floats:
    """The contribution of each word to the divergence, in bits."""
    a, b = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if not a.sum() or not b.sum():
        raise ValueError("a vocabulary without words has no divergence; expected counts that sum to more than 0")
    a, b = a / a.sum(), b / b.sum()
    middle = (a + b) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log2(x / middle), 0.0) for x in (a, b)]
    return np.asarray((parts[0] + parts[1]) / 2)
