"""How often a term is used: counts, rates with two kinds of interval, and in how many speeches.

The exact Poisson interval describes the count as if words fell independently; the bootstrap over documents lets whole
speeches vary, as they do, and is much wider for terms that a few speeches are full of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain, pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from koujing.words.tokens import Tokens, is_word, stop_words

Floats = npt.NDArray[np.float64]
Part = TypeVar("Part", bound=Hashable)

LEVEL = 0.95
# Fewer documents than this have too few distinct resamples for a bootstrap interval: MIN documents show dots only.
MIN_DOCUMENTS = 8
RESAMPLES = 9_999
# Terms bootstrapped at once: 500 terms × 9,999 resamples are 40 MB.
CHUNK = 500


def count_terms(tokens: Tokens, sections: Sequence[tuple[int, int | str]] = ((0, 0),)) -> pd.DataFrame:
    """Count the words of one speech by section: columns ``section, term, tag, n``, the most frequent first.

    ``sections`` are ``(start, name)`` in text order; a section runs to the start of the next. Marks and masked words
    are not counted, so the sum of ``n`` is the speech's ``n_tokens``.

    >>> from koujing.words.tokens import tokenize
    >>> count_terms(tokenize("改革开放,深化农村改革。"))[["term", "n"]].to_numpy().tolist()
    [['农村', 1], ['改革', 1], ['改革开放', 1], ['深化', 1]]
    """
    return pd.DataFrame(term_rows(tokens, sections), columns=["section", "term", "tag", "n"]).astype({"n": "int64"})


def term_rows(tokens: Tokens, sections: Sequence[tuple[int, Part]]) -> list[tuple[Part, str, str, int]]:
    """The rows of ``count_terms`` as plain tuples; places of one name are counted together."""
    bounds = [*np.searchsorted(tokens.starts, [start for start, _ in sections]), len(tokens)]
    tag_of = dict(zip(tokens.words, tokens.tags, strict=True)) if tokens.tags is not None else {}
    counts: dict[Part, Counter[str]] = {}
    for (_, section), (first, last) in zip(sections, pairwise(bounds), strict=True):
        counts.setdefault(section, Counter()).update(tokens.words[first:last])
    rows: list[tuple[Part, str, str, int]] = []
    for section, found in counts.items():
        ranked = sorted((-n, term) for term, n in found.items() if is_word(term))
        rows += [(section, term, tag_of.get(term, ""), -n) for n, term in ranked]
    return rows


def count_matrix(texts: Sequence[Sequence[str]]) -> tuple[list[str], Any]:
    """Count the items of each text: (terms in order of first use, sparse matrix terms × texts).

    Marks are items as words are; leave out what is not to be counted.

    >>> names, matrix = count_matrix([["改革", "开放", "改革"], ["开放"]])
    >>> names, matrix.toarray().tolist()
    (['改革', '开放'], [[2, 0], [1, 1]])
    """
    codes, names = pd.factorize(np.fromiter(chain.from_iterable(texts), dtype=object, count=sum(map(len, texts))))
    columns = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    ones = np.ones(len(codes), dtype=np.int64)
    return list(map(str, names)), sparse.coo_array((ones, (codes, columns)), shape=(len(names), len(texts))).tocsr()


def term_matrix(terms: pd.DataFrame, documents: pd.DataFrame) -> tuple[list[str], Any]:
    """The counts of a ``terms`` table as (terms in total order, sparse matrix terms × speeches).

    Rows: the most frequent term first, ties in code point order. Columns: the order of ``documents``.
    """
    total = terms.groupby("term", sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    rows = pd.Index(total.index).get_indexer(terms["term"])
    columns = pd.Index(documents["speech"]).get_indexer(terms["speech"])
    if (columns < 0).any():
        missing = sorted(set(terms["speech"]) - set(documents["speech"]))
        raise ValueError(f"terms of speech {missing[0]!r}, which the documents table does not have")
    matrix = sparse.coo_array((terms["n"], (rows, columns)), shape=(len(total), len(documents))).tocsr()
    return [str(term) for term in total.index], matrix


def frequency_table(
    terms: pd.DataFrame, documents: pd.DataFrame, rng: np.random.Generator, top: int | None = None
) -> pd.DataFrame:
    """Counts, rates, intervals and range of the ``top`` terms (all by default), the most frequent first.

    ``terms`` has ``speech, term, n``; ``documents`` has ``speech, n_tokens, n_han``, one row a speech. Columns:

    - ``n``; ``per_million`` tokens; ``per_10k_chars``, that is per 10,000 Han characters;
    - ``poisson_low, poisson_high``: exact interval of ``per_10k_chars`` (Garwood 1936);
    - ``boot_low, boot_high``: BCa bootstrap over speeches (Efron 1987), missing below 8 speeches;
    - ``n_speeches`` with the term, ``range`` their share of all, with its Wilson interval ``range_low, range_high``.
    """
    names, matrix = term_matrix(terms, documents)
    names, counts = names[:top], matrix[:top].toarray()
    n, in_speeches = counts.sum(axis=1), (counts > 0).sum(axis=1)
    han = documents["n_han"].to_numpy(dtype=float) / 10_000
    low, high = rate_interval(n, han.sum())
    boot_low, boot_high = (bound * 10_000 for bound in bootstrap_rate(counts, documents["n_han"], rng))
    range_low, range_high = range_interval(in_speeches, len(documents))
    return pd.DataFrame(
        {
            "term": names,
            "n": n,
            "per_million": n / documents["n_tokens"].sum() * 1e6,
            "per_10k_chars": n / han.sum(),
            "poisson_low": low,
            "poisson_high": high,
            "boot_low": boot_low,
            "boot_high": boot_high,
            "n_speeches": in_speeches,
            "range": in_speeches / len(documents),
            "range_low": range_low,
            "range_high": range_high,
        }
    )


def content_words(terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of a ``terms`` table that are neither stop words nor numerals (tag ``m``, which has 年, year, too).

    >>> terms = pd.DataFrame({"term": ["的", "改革", "55", "要"], "tag": ["uj", "vn", "m", "v"]})
    >>> content_words(terms)["term"].tolist()
    ['改革', '要']
    """
    return terms[~terms["term"].isin(stop_words()) & (terms["tag"] != "m")]


def rates_by(terms: pd.DataFrame, documents: pd.DataFrame, by: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Rates of the chosen terms in each group of speeches, a term that a group lacks included as 0.

    ``by`` is a column of ``documents`` (``speech``: each on its own); a group without Han characters has no rate.
    Columns: ``by``, ``term, n, per_10k_chars, poisson_low, poisson_high`` (exact, per 10,000 Han characters), by term and
    then by group as they first appear.

    >>> terms = pd.DataFrame({"speech": ["a", "b"], "term": ["改革", "市场"], "n": [4, 2]})
    >>> documents = pd.DataFrame({"speech": ["a", "b"], "n_han": [10_000, 5_000]})
    >>> rates_by(terms, documents, "speech", ["改革"])[["speech", "n", "per_10k_chars"]].to_numpy().tolist()
    [['a', 4, 4.0], ['b', 0, 0.0]]
    """
    han = documents.groupby(by, sort=False)["n_han"].sum().astype(float).replace(0, np.nan) / 10_000
    of_speech = dict(zip(documents["speech"], documents[by], strict=True))
    rows = terms[terms["term"].isin(list(chosen))]
    counts = rows.groupby([rows["term"], rows["speech"].map(of_speech).rename(by)])["n"].sum()
    cells = pd.MultiIndex.from_product([list(chosen), han.index], names=["term", by])
    n, exposure = counts.reindex(cells, fill_value=0).astype("int64"), np.tile(han.to_numpy(), len(chosen))
    low, high = rate_interval(n, exposure)
    table = pd.DataFrame({"n": n, "per_10k_chars": n / exposure, "poisson_low": low, "poisson_high": high})
    return table.reset_index()[[by, "term", *table.columns]]


def regime_range(regimes: pd.DataFrame, least: int) -> pd.DataFrame:
    """How far a count depends on how it is made: one row a term, the widest apart first.

    Index ``term``; columns ``n_string, n_segmenter, n_lexicon`` summed over speeches, and ``share``, the smallest of
    the three over the largest (1: no difference). Terms of one character (part of too many words to mean anything as
    a string) and those found less than ``least`` times as a string are left out.

    >>> regimes = pd.DataFrame({"term": ["贫困", "改革"], "n_string": [8, 5], "n_segmenter": [2, 5], "n_lexicon": [2, 4]})
    >>> regime_range(regimes, least=5)["share"].to_dict()
    {'贫困': 0.25, '改革': 0.8}
    """
    ways = ["n_string", "n_segmenter", "n_lexicon"]
    total = regimes.groupby("term")[ways].sum().astype("int64")
    total = total[(total["n_string"] >= least) & (total.index.str.len() > 1)]
    total["share"] = total[ways].min(axis=1) / total[ways].max(axis=1)
    return total.sort_index().sort_values("share", kind="stable")


def rate_interval(counts: npt.ArrayLike, exposure: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Exact 95 % Poisson interval of ``counts / exposure`` (Garwood 1936), by quantiles of chi-square.

    >>> low, high = rate_interval([10, 0], 1)
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([4.7954, 0.0], [18.3904, 3.6889])
    """
    from scipy import stats  # here and below: it takes 0.5 s to load, half of what a command needs to start

    k, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    tail = (1 - LEVEL) / 2
    low = np.where(k > 0, stats.chi2.ppf(tail, 2 * np.maximum(k, 1)), 0.0) / 2
    high = stats.chi2.isf(tail, 2 * k + 2) / 2
    return low / exposure, high / exposure


def range_interval(k: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """95 % Wilson score interval of the share ``k / n`` (Wilson 1927, without continuity correction).

    >>> low, high = range_interval(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    from scipy import stats

    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    z = stats.norm.isf((1 - LEVEL) / 2)
    centre = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
    # At the edges the formula gives 0 and 1 exactly; rounding must not leave 1e-17.
    return np.where(k == 0, 0.0, centre - half), np.where(k == n, 1.0, centre + half)


def bootstrap_rate(
    counts: npt.ArrayLike, exposures: npt.ArrayLike, rng: np.random.Generator, resamples: int = RESAMPLES
) -> tuple[Floats, Floats]:
    """95 % BCa bootstrap interval of Σcounts/Σexposures over documents (Efron 1987), one row of ``counts`` a term.

    All terms share the resamples. ``counts`` is terms × documents; below 8 documents every bound is missing (NaN).
    Exposures in whole characters are summed exactly in any order, so that ties, and with them the bounds, are the same
    on every processor. The speeches of one author are not independent: over such a census read it as variation between documents.
    """
    v, s = np.atleast_2d(np.asarray(counts, dtype=float)), np.asarray(exposures, dtype=float)
    documents = len(s)
    if documents < MIN_DOCUMENTS:
        return np.full(len(v), np.nan), np.full(len(v), np.nan)
    drawn = rng.integers(0, documents, (resamples, documents))
    weights = np.stack([np.bincount(row, minlength=documents) for row in drawn], axis=1).astype(float)
    bounds = [_bca(v[at : at + CHUNK], s, weights) for at in range(0, len(v), CHUNK)]
    low, high = np.concatenate(bounds, axis=1) if bounds else np.empty((2, 0))
    return low, high


def _bca(v: Floats, s: Floats, weights: Floats) -> Floats:
    """Bias-corrected and accelerated bounds, shape (2, terms); ``weights`` is documents × resamples."""
    from scipy import stats

    rates = (v @ weights) / (s @ weights)
    rate = (v.sum(axis=1) / s.sum())[:, None]
    below = ((rates < rate).mean(axis=1) + (rates <= rate).mean(axis=1)) / 2
    left_out = (v.sum(axis=1)[:, None] - v) / (s.sum() - s)
    pull = left_out.mean(axis=1)[:, None] - left_out
    spread = (pull**2).sum(axis=1) ** 1.5
    acceleration = np.divide((pull**3).sum(axis=1), 6 * spread, out=np.zeros(len(v)), where=spread > 0)
    bias = stats.norm.ppf(below)
    tails = bias + stats.norm.ppf([[(1 - LEVEL) / 2], [(1 + LEVEL) / 2]])
    levels = stats.norm.cdf(bias + tails / (1 - acceleration * tails))
    return np.array([[np.quantile(row, level) for row, level in zip(rates, side, strict=True)] for side in levels])
