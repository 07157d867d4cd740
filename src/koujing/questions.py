"""The measures as a researcher asks for them: each takes a study, a folder, or the name of a shipped study."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from koujing.comparison import Where, opened, pool_terms, tell_apart
from koujing.lexicons.listed import wordings
from koujing.measures import careers as bundles
from koujing.measures import collocation, frequency
from koujing.measures.dispersion import dispersion as measure_dispersion
from koujing.measures.frequency import content_words
from koujing.measures.groups import close_to, listed
from koujing.measures.keyness import keyness as measure_keyness
from koujing.measures.score import accuracy_table
from koujing.opening import Own, open_study
from koujing.study import Study


def rates(
    where: Where, terms: str | Sequence[str], by: str = "speech", lexicon: Own = None, synonyms: bool = False
) -> pd.DataFrame:
    """How often words are used in each group: ``by, term, n, per_10k_chars, poisson_low, poisson_high``.

    ``where`` is a study, a folder of texts or of coded tables, or the name of a shipped study; ``by`` is a column by which
    speeches can be grouped (``decade``, ``level``, ``part``, …, see ``group_rows``). Rates are per 10,000 Han characters, with
    the exact 95 % Poisson interval. A word is what the segmenter gives: 改革 is not counted inside 改革开放, which is a word of
    its own (``concordance`` finds both; the table ``regimes`` has both counts).

    ``lexicon`` is a folder with your own words (see ``code``): texts are coded with it; to coded tables its stop words,
    synonyms and glosses apply, and its terms and formulas only if they were coded with the same. With ``synonyms``, all
    wordings of a term are counted as the term (国内生产总值 and GDP). Errors: ``ValueError`` for any other ``by``, for a word
    that the texts do not contain, and for tables coded without the terms or formulas of ``lexicon``.

    >>> rates("work-reports", ["改革"], by="decade").loc[[0, 7], ["decade", "term", "n"]].to_numpy().tolist()
    [['1950s', '改革', 40], ['2020s', '改革', 170]]
    """
    with opened(where, lexicon=lexicon, synonyms=synonyms) as (study,):
        chosen = _known(study, terms, synonyms)
    documents, rows = pool_terms([study], by)
    table = frequency.rates_by(rows, documents.sort_values("group", kind="stable"), "group", chosen)
    return table.rename(columns={"group": by})


def dispersion(
    where: Where,
    terms: str | Sequence[str] | None = None,
    top: int = 50,
    rng: np.random.Generator | None = None,
    lexicon: Own = None,
    synonyms: bool = False,
) -> pd.DataFrame:
    """How evenly words are spread over the speeches: ``term, n, n_speeches, dp_norm, percentile, kld, kld_norm``.

    ``terms`` are the words to measure, by default the ``top`` most frequent that are neither stop words nor numerals; see
    ``measures.dispersion.dispersion``. ``lexicon`` and ``synonyms`` are as in ``rates``. Errors: ``ValueError`` for a word
    that the texts do not contain.
    """
    with opened(where, lexicon=lexicon, synonyms=synonyms) as (study,):
        if terms is None:
            rows = content_words(study.terms)
        else:
            rows, top = study.terms[study.terms["term"].isin(_known(study, terms, synonyms))], len(study.terms)
    return measure_dispersion(rows, study.documents, rng or np.random.default_rng(0), top)


def keyness(
    a: Where, b: Where, least: int = 5, rng: np.random.Generator | None = None, lexicon: Own = None, synonyms: bool = False
) -> pd.DataFrame:
    """Which words ``a`` uses more than ``b``, and which less; see ``measures.keyness.keyness`` for the columns.

    The key words of ``a`` come first. Left out are stop words, numerals, and words with fewer than ``least`` uses on both
    sides together. ``lexicon`` and ``synonyms`` are as in ``rates``. ``compare`` adds formulas and statistics. Errors:
    ``ValueError`` if one side has no words.
    """
    with opened(a, b, lexicon=lexicon, synonyms=synonyms) as (one, other):
        other = tell_apart(one, other)
        sides = content_words(one.terms), content_words(other.terms)
    documents = pd.concat([one.documents, other.documents]).drop_duplicates("speech")
    return measure_keyness(*sides, documents, rng or np.random.default_rng(0), least)


def collocates(where: Where, node: str, least: int = 5, lexicon: Own = None) -> pd.DataFrame:
    """Which headline terms stand near the word ``node``; see ``measures.collocation.collocates`` for the columns.

    Only pairs of the glossary's 250 headline terms are counted. ``lexicon`` is as in ``rates``.

    Errors: ``ValueError`` for a ``node`` that is not one of
    them, or that the texts do not contain.
    """
    return collocation.collocates(collocation.read_pairs(open_study(where, lexicon).pairs), node, least)


def careers(where: Where) -> pd.DataFrame:
    """The first and last year in which each bundle of slogans is used, and the years in between in which it is absent.

    Columns: ``bundle, n, n_years, first, last, n_absent, absent``; see ``measures.careers.trace_careers``.
    """
    study = open_study(where)
    return bundles.trace_careers(study.formulas, study.documents)


def score(gold: str | os.PathLike[str], coded: str | os.PathLike[str], scope: str = "auto") -> pd.DataFrame:
    """Precision, recall and F1 of coded tables against rows that were coded by hand, one row per table.

    ``gold`` is a folder with ``SOURCE.statistics.csv``, ``SOURCE.formulas.csv``, …; ``coded`` is a folder that ``Study.save``
    or ``koujing code`` wrote; see ``measures.score.accuracy_table``. Errors: ``FileNotFoundError`` if there is nothing to
    compare; ``ValueError``, with file and row, if a file is malformed.
    """
    return accuracy_table(Path(gold), Path(coded), scope)


def _known(study: Study, terms: str | Iterable[str], synonyms: bool) -> list[str]:
    """The terms, each once, after checking that the study contains each; with ``synonyms``, as what they are counted."""
    asked, words = [terms] if isinstance(terms, str) else list(terms), set(study.terms["term"])
    chosen = dict.fromkeys(wordings().get(term, term) for term in asked) if synonyms else dict.fromkeys(asked)
    for term in chosen:
        if term not in words:
            longer = sorted((word for word in words if str(term) in word), key=lambda word: (len(word), word))
            near = f"; it is part of {listed(longer)}" if longer else close_to(term, sorted(words))
            raise ValueError(f"{study.name}: the segmenter finds no word {term!r} in these texts{near}")
    return list(chosen)
