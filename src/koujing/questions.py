"""The measures as a researcher asks for them: each takes a study, a folder, or the name of a shipped study."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from koujing.comparison import Where, pool_terms, tell_apart
from koujing.measures import careers as bundles
from koujing.measures import collocation, frequency
from koujing.measures.births import trace_births
from koujing.measures.company import compare_company
from koujing.measures.dispersion import dispersion as measure_dispersion
from koujing.measures.fields import listed_fields, share_fields
from koujing.measures.frequency import content_words, count_nested
from koujing.measures.groups import close_to, group_rows, listed, years_of
from koujing.measures.keyness import keyness as measure_keyness
from koujing.measures.score import accuracy_table
from koujing.opening import open_study
from koujing.study import Study


def rates(where: Where, terms: str | Sequence[str], by: str = "speech") -> pd.DataFrame:
    """How often words are used in each group: ``by, term, n, per_10k_chars, poisson_low, poisson_high``.

    ``where`` is a study, a folder of texts or of coded tables, or the name of a shipped study; ``by`` is a column by which
    speeches can be grouped (``decade``, ``level``, ``part``, …, see ``group_rows``). Rates are per 10,000 Han characters, with
    the exact 95 % Poisson interval. A word is what the segmenter gives: 改革 is not counted inside 改革开放, which is a word of
    its own (``concordance`` finds both; the table ``regimes`` has both counts). Errors: ``ValueError`` for any other ``by``,
    and for a word that the texts do not contain.

    >>> rates("work-reports", ["改革"], by="decade").loc[[0, 7], ["decade", "term", "n"]].to_numpy().tolist()
    [['1950s', '改革', 40], ['2020s', '改革', 170]]
    """
    study = open_study(where)
    chosen = _known(study, terms)
    documents, rows = pool_terms([study], by)
    table = frequency.rates_by(rows, documents.sort_values("group", kind="stable"), "group", chosen)
    return table.rename(columns={"group": by})


def dispersion(
    where: Where, terms: str | Sequence[str] | None = None, top: int = 50, rng: np.random.Generator | None = None
) -> pd.DataFrame:
    """How evenly words are spread over the speeches: ``term, n, n_speeches, dp_norm, percentile, kld, kld_norm``.

    ``terms`` are the words to measure, by default the ``top`` most frequent that are neither stop words nor numerals; see
    ``measures.dispersion.dispersion``. Errors: ``ValueError`` for a word that the texts do not contain.
    """
    study = open_study(where)
    if terms is None:
        rows = content_words(study.terms)
    else:
        rows, top = study.terms[study.terms["term"].isin(_known(study, terms))], len(study.terms)
    return measure_dispersion(rows, study.documents, rng or np.random.default_rng(0), top)


def keyness(a: Where, b: Where, least: int = 5, rng: np.random.Generator | None = None) -> pd.DataFrame:
    """Which words ``a`` uses more than ``b``, and which less; see ``measures.keyness.keyness`` for the columns.

    The key words of ``a`` come first. Left out are stop words, numerals, and words with fewer than ``least`` uses on both
    sides together. ``compare`` adds formulas and statistics. Errors: ``ValueError`` if one side has no words.
    """
    one = open_study(a)
    other = tell_apart(one, open_study(b))
    documents = pd.concat([one.documents, other.documents]).drop_duplicates("speech")
    sides = content_words(one.terms), content_words(other.terms)
    return measure_keyness(*sides, documents, rng or np.random.default_rng(0), least)


def collocates(where: Where, node: str, least: int = 5) -> pd.DataFrame:
    """Which headline terms stand near the word ``node``; see ``measures.collocation.collocates`` for the columns.

    Only pairs of the glossary's 250 headline terms are counted. Errors: ``ValueError`` for a ``node`` that is not one of
    them, or that the texts do not contain.
    """
    return collocation.collocates(collocation.read_pairs(open_study(where).pairs), node, least)


def careers(where: Where) -> pd.DataFrame:
    """The first and last year in which each bundle of slogans is used, and the years in between in which it is absent.

    Columns: ``bundle, n, n_years, first, last, n_absent, absent``; see ``measures.careers.trace_careers``.
    """
    study = open_study(where)
    return bundles.trace_careers(study.formulas, study.documents)


def births(where: Where, terms: str | Sequence[str] | None = None, count: str = "nested") -> pd.DataFrame:
    """Since when a term is used and until when, with an interval of years and the chance that its silence means nothing.

    ``terms`` are by default all listed terms that the texts contain. ``count`` is ``nested`` (改革 in 体制改革 is a use of it) or
    ``term`` (only uses as a unit of its own). See ``measures.births.trace_births`` for the columns. A wording is born, not its
    meaning: 国内生产总值 and GDP have a birth each. Errors: ``ValueError`` for any other ``count``, and for a term that the texts
    do not contain.

    >>> births("work-reports", ["人民公社", "农业"])[["term", "first", "last", "death"]].to_numpy().tolist()
    [['农业', 1954, 2025, 'in use'], ['人民公社', 1959, 1979, 'gone']]
    """
    if count not in ("nested", "term"):
        raise ValueError(f"count {count!r}: expected 'nested' or 'term'")
    study = open_study(where)
    chosen = list(listed_fields()) if terms is None else _known(study, terms)
    rows = study.terms[study.terms["term"].isin(chosen)]
    return trace_births(count_nested(rows) if count == "nested" else rows, study.documents)


def company(
    where: Where, node: str, eras: Sequence[tuple[int, int]], least: int = 5, rng: np.random.Generator | None = None
) -> pd.DataFrame:
    """Which headline terms come near the word ``node`` from one era to the next, which leave it, and which stay.

    ``eras`` are two periods, each its first and last year: ``company(study, "改革", eras=((1979, 1992), (2013, 2025)))``. See
    ``measures.company.compare_company`` for the columns. Errors: ``ValueError`` if there are not two eras, if they overlap or
    have no speech, or for a ``node`` that is no headline term or not used in them.
    """
    if len(eras) != 2 or any(len(era) != 2 for era in eras):
        raise ValueError(f"eras {eras!r}: expected two, each with its first and last year, such as ((1979, 1992), (2013, 2025))")
    study = open_study(where)
    years = years_of(study.documents)
    early, late = (study.documents["speech"][years.between(*era)].tolist() for era in eras)
    for era, speeches in zip(eras, (early, late), strict=True):
        if not speeches:
            known = f"the dated ones are from {years.min()} to {years.max()}" if years.notna().any() else "none has a date"
            raise ValueError(f"{study.name}: no speech from {era[0]} to {era[1]}; {known}")
    return compare_company(study.pairs, node, (early, late), rng or np.random.default_rng(0), least)


def fields(where: Where, by: str = "year", rng: np.random.Generator | None = None) -> pd.DataFrame:
    """What the texts are about, by group: the share of each field among all listed terms, ``by, field, n, share, low, high``.

    ``by`` is a column by which speeches can be grouped (``year``, ``decade``, ``speaker``, ``level``, ``part``, …, see
    ``group_rows``). A term is counted as a unit, so that nothing counts twice; general words belong to no field. See
    ``measures.fields.share_fields``. Errors: ``ValueError`` for any other ``by``.
    """
    study = open_study(where)
    groups = group_rows(study.terms, by, study.documents, study.sections)
    table = share_fields(study.terms, study.documents, groups, listed_fields(), rng or np.random.default_rng(0))
    return table.rename(columns={"group": by})


def score(gold: str | os.PathLike[str], coded: str | os.PathLike[str], scope: str = "auto") -> pd.DataFrame:
    """Precision, recall and F1 of coded tables against rows that were coded by hand, one row per table.

    ``gold`` is a folder with ``SOURCE.statistics.csv``, ``SOURCE.formulas.csv``, …; ``coded`` is a folder that ``Study.save``
    or ``koujing code`` wrote; see ``measures.score.accuracy_table``. Errors: ``FileNotFoundError`` if there is nothing to
    compare; ``ValueError``, with file and row, if a file is malformed.
    """
    return accuracy_table(Path(gold), Path(coded), scope)


def _known(study: Study, terms: str | Iterable[str]) -> list[str]:
    """The terms, each once, after checking that the study contains each of them."""
    chosen, words = dict.fromkeys([terms] if isinstance(terms, str) else terms), set(study.terms["term"])
    for term in chosen:
        if term not in words:
            longer = sorted((word for word in words if str(term) in word), key=lambda word: (len(word), word))
            near = f"; it is part of {listed(longer)}" if longer else close_to(term, sorted(words))
            raise ValueError(f"{study.name}: the segmenter finds no word {term!r} in these texts{near}")
    return list(chosen)
