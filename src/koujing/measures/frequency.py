"""How often a term is used: counts, rates with two kinds of interval, and the number of speeches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy

from koujing.measures.groups import close_to
from koujing.measures.intervals import bootstrap_rate, rate_interval, share_interval
from koujing.measures.sums import Rows, evaluated, keep_in
from koujing.words.nested import inner_terms, summed_as
from koujing.words.vocabulary import stop_words

# The ways of counting a wording in ``regimes``: wherever its characters occur, as a word of the segmenter, as the longest term at
# its place, and as a term or inside a longer one.
WAYS = ("n_string", "n_word", "n_term", "n_nested")
COUNTS = {"term": "n", "nested": "n + n_inside"}  # what is summed for each count
COUNTED = ("n", "n_inside", "n_words")


def term_matrix(terms: pd.DataFrame, documents: pd.DataFrame) -> tuple[list[str], Any]:
    """The counts of a ``terms`` table as (terms in total order, sparse matrix terms × speeches).

    Rows: the most frequent term first, ties in code point order; none without uses. Columns: the order of ``documents``.
    """
    terms = terms[terms["n"] > 0]
    total = terms.groupby("term", sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    rows = pd.Index(total.index).get_indexer(terms["term"])
    columns = pd.Index(documents["speech"]).get_indexer(terms["speech"])
    if (columns < 0).any():
        missing = sorted(set(terms["speech"]) - set(documents["speech"]))
        raise ValueError(f"terms of speech {missing[0]!r}, which is not in the documents table")
    matrix = scipy.sparse.coo_array((terms["n"], (rows, columns)), shape=(len(total), len(documents))).tocsr()
    return [str(term) for term in total.index], matrix


def frequency_table(
    terms: pd.DataFrame, documents: pd.DataFrame, rng: np.random.Generator, top: int | None = None
) -> pd.DataFrame:
    """Counts, rates, intervals and range of the ``top`` terms (all by default), the most frequent first.

    ``terms`` has ``speech, term, n``; ``documents`` has ``speech, n_tokens, n_han``, one row per speech. Columns:

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
    range_low, range_high = share_interval(in_speeches, len(documents))
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


def counted(terms: pd.DataFrame, count: str) -> pd.DataFrame:
    """The rows of a ``terms`` table with ``n`` as asked: ``term`` (as a unit), or ``nested`` (inside longer terms and words too).

    Errors: ``ValueError`` for any other ``count``.

    >>> counted(pd.DataFrame({"term": ["改革"], "n": [2], "n_inside": [3]}), "nested")["n"].tolist()
    [5]
    """
    return terms.assign(n=evaluated(terms, summed(count)))


def summed(count: str) -> str:
    """What is summed for a ``count`` (see ``counted``), as ``sums`` takes it."""
    if count not in COUNTS:
        raise ValueError(f"count {count!r}: expected {' or '.join(COUNTS)}")
    return COUNTS[count]


def content_words(terms: Rows) -> Rows:
    """The rows of a ``terms`` table that are neither stop words nor numerals (tag ``m``, which has 年, year, too).

    >>> terms = pd.DataFrame({"term": ["的", "改革", "55", "要"], "tag": ["uj", "vn", "m", "v"]})
    >>> content_words(terms)["term"].tolist()
    ['改革', '要']
    """
    return keep_in(keep_in(terms, "term", stop_words(), rest=True), "tag", ["m"], rest=True)


def sum_synonyms(terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of a ``terms`` table with the wordings of one term added up, in each section and voice, under that term.

    Which wordings are one term is listed in ``terms.tsv`` and ``formulas.tsv`` and in a user's own lexicon. A wording inside
    another of the same term (特色社会主义 in 中国特色社会主义) is one use, not two. The tag is that of the first wording.

    >>> counts = {"tag": "term", "n": [2, 1, 0], "n_inside": [0, 1, 2], "n_words": [8, 2, 0]}
    >>> terms = pd.DataFrame({"speech": "a", "term": ["中国特色社会主义", "特色社会主义", "云岭"], **counts})
    >>> sum_synonyms(terms)[["term", "n", "n_inside"]].to_numpy().tolist()
    [['中国特色社会主义', 3, 0], ['中国特色', 0, 2], ['社会主义', 0, 3], ['云岭', 0, 2]]
    """
    place = [column for column in terms if column not in ("term", "tag", *COUNTED)]
    above = summed_as()
    units = terms[terms["n"] > 0]
    named = [(unit, term, times, above.get(unit) == term) for unit in units["term"].unique() for term, times in inner_terms(unit)]
    held = pd.DataFrame(named, columns=["term", "of", "times", "is_unit"]).astype({"times": "int64", "is_unit": bool})
    rows = units.merge(held, on="term")
    n = rows["n"].where(rows["is_unit"], 0)
    summed = rows.assign(term=rows["of"], n_inside=rows["n"] * rows["times"] - n, n=n, n_words=rows["n_words"].where(rows["is_unit"], 0))
    table = pd.concat([summed[list(terms)], terms[~terms["term"].isin(above)]])
    how = {"tag": "first", **dict.fromkeys(COUNTED, "sum")}
    return table.groupby([*place, "term"], sort=False, as_index=False, dropna=False).agg(how)[list(terms)]


def rates_by(terms: pd.DataFrame, documents: pd.DataFrame, by: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Rates of the chosen terms in each group of speeches; a term that a group lacks has 0.

    ``by`` is a column of ``documents`` (``speech``: each on its own); a group without Han characters has no rate. Columns:
    ``by``, ``term, n, per_10k_chars, poisson_low, poisson_high`` (exact, per 10,000 Han characters), sorted by term as given,
    then by group in order of appearance. Errors: ``ValueError`` if ``documents`` has no column ``by``.

    >>> terms = pd.DataFrame({"speech": ["a", "b"], "term": ["改革", "市场"], "n": [4, 2]})
    >>> documents = pd.DataFrame({"speech": ["a", "b"], "n_han": [10_000, 5_000]})
    >>> rates_by(terms, documents, "speech", ["改革"])[["speech", "n", "per_10k_chars"]].to_numpy().tolist()
    [['a', 4, 4.0], ['b', 0, 0.0]]
    """
    if by not in documents:
        close, known = close_to(by, list(documents.columns)), ", ".join(documents.columns)
        raise ValueError(f"documents have no column {by!r}{close}; they have {known}")
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
    """How far a count depends on the way of counting: one row per term, the largest difference first.

    Index ``term``; columns ``n_string, n_word, n_term, n_nested`` summed over speeches, and ``share``, the smallest of
    the four over the largest (1: no difference). Terms of one character (part of too many words to mean anything as
    a string) and those found fewer than ``least`` times as a string are left out.

    >>> counts = {"n_string": [8, 5], "n_word": [2, 5], "n_term": [2, 4], "n_nested": [8, 5]}
    >>> regimes = pd.DataFrame({"term": ["贫困", "改革"], **counts})
    >>> regime_range(regimes, least=5)["share"].to_dict()
    {'贫困': 0.25, '改革': 0.8}
    """
    total = regimes.groupby("term")[list(WAYS)].sum().astype("int64")
    total = total[(total["n_string"] >= least) & (total.index.str.len() > 1)]
    total["share"] = total[list(WAYS)].min(axis=1) / total[list(WAYS)].max(axis=1)
    return total.sort_index().sort_values("share", kind="stable")
