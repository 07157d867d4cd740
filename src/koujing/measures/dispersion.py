"""How evenly a term is spread over the parts of a corpus (speeches, or the sections of one)."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from koujing.measures.frequency import term_matrix
from koujing.measures.intervals import Floats

DRAWS = 9_999


def dispersion(
    terms: pd.DataFrame, documents: pd.DataFrame, rng: np.random.Generator, top: int | None = None
) -> pd.DataFrame:
    """Dispersion of the ``top`` terms over speeches: ``term, n, n_speeches, dp_norm, percentile, kld, kld_norm``.

    Speeches without words are left out, since nothing can be spread over them.
    ``percentile`` says where ``dp_norm`` lies among terms of the same frequency scattered at random; it is the only column by
    which to compare terms of different frequency. ``kld_norm`` is KLD/(1+KLD) (Gries 2024).
    """
    documents = documents[documents["n_tokens"] > 0]
    names, matrix = term_matrix(terms, documents)
    names, counts, sizes = names[:top], matrix[:top], documents["n_tokens"].to_numpy()
    divergence = kld(counts, sizes)
    return pd.DataFrame(
        {
            "term": names,
            "n": counts.sum(axis=1),
            "n_speeches": (counts > 0).sum(axis=1),
            "dp_norm": dp_norm(counts, sizes),
            "percentile": chance_percentile(counts, sizes, rng),
            "kld": divergence,
            "kld_norm": divergence / (1 + divergence),
        }
    )


def dp_norm(counts: Any, sizes: npt.ArrayLike) -> Floats:
    """DPnorm = ½Σ|t−w| / (1−min w), 0 = spread as evenly as the parts allow, 1 = all in the smallest part.

    t and w are the parts' shares of the term and of the corpus (Gries 2008, normalized by Lijffijt & Gries 2012).
    ``counts`` is terms × parts, dense or sparse; ``sizes`` the tokens of each part. An absent term has no dispersion
    (NaN), and neither has any term in a single part. Never compare values across frequencies: by chance alone, 2 tokens in 20
    equal parts have .95, and 200 have .13.

    >>> dp_norm([[2, 1, 0], [3, 3, 3], [0, 0, 0]], [10, 10, 10]).round(3).tolist()
    [0.5, 0.0, nan]
    """
    rows, t, w, n_terms, smallest = _shares(counts, sizes)
    # Parts without the term add their whole w, so the sum over all parts needs the others only.
    distance = (1 + np.bincount(rows, np.abs(t - w) - w, minlength=n_terms)) / 2
    return _present(rows, n_terms, np.maximum(distance, 0) / (1 - smallest or np.nan))


def kld(counts: Any, sizes: npt.ArrayLike) -> Floats:
    """Kullback–Leibler divergence Σ t·log₂(t/w) in bits, 0 = even (Gries 2020); same arguments as ``dp_norm``.

    >>> kld([[1, 2, 3, 4, 5]], [9, 10, 10, 10, 11]).round(4).tolist()
    [0.137]
    """
    rows, t, w, n_terms, _ = _shares(counts, sizes)
    return _present(rows, n_terms, np.maximum(np.bincount(rows, t * np.log2(t / w), minlength=n_terms), 0))


def chance_percentile(counts: Any, sizes: npt.ArrayLike, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Percentage of random scatterings of the same frequency that are more even than the term (ties count half).

    Random means multinomial over the parts, in proportion to their sizes; 50 is what chance gives, 100 is more clumped than
    all ``draws``. Terms of the same frequency share their draws.
    """
    observed = dp_norm(counts, sizes)
    totals = np.asarray(counts.sum(axis=1) if scipy.sparse.issparse(counts) else np.atleast_2d(counts).sum(axis=1))
    weights = np.asarray(sizes, dtype=float) / np.sum(sizes)
    result = np.full(len(observed), np.nan)
    for total in np.unique(totals[totals > 0]):
        chance = np.sort(dp_norm(rng.multinomial(int(total), weights, size=draws), sizes).round(12))
        same = totals == total
        values = observed[same].round(12)
        ranks = np.searchsorted(chance, values, "left") + np.searchsorted(chance, values, "right")
        result[same] = 50 * ranks / draws
    return result


def _shares(counts: Any, sizes: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], Floats, Floats, int, float]:
    """For every part with the term: row, share of the term, share of the corpus; then the number of terms and min w."""
    s = np.asarray(sizes, dtype=float)
    if (s <= 0).any():
        raise ValueError(f"part {int(np.argmax(s <= 0))} has size {s.min():g}; a part needs at least one token")
    matrix = scipy.sparse.csr_array(counts if scipy.sparse.issparse(counts) else np.atleast_2d(counts)).astype(float)
    matrix.eliminate_zeros()
    cells = matrix.tocoo()
    rows, columns = cells.coords
    w = s / s.sum()
    t = cells.data / np.asarray(matrix.sum(axis=1))[rows]
    return rows, t, w[columns], matrix.shape[0], float(w.min(initial=1))


def _present(rows: npt.NDArray[np.int64], n_terms: int, values: Floats) -> Floats:
    return np.where(np.bincount(rows, minlength=n_terms) > 0, values, np.nan)
