"""The measures as a researcher asks for them: of a study, of a folder, or of a shipped study by its name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from koujing.comparison import Where, pool_terms, tell_apart
from koujing.measures import careers as bundles
from koujing.measures import collocation, frequency
from koujing.measures.dispersion import dispersion as measure_dispersion
from koujing.measures.frequency import content_words
from koujing.measures.groups import close_to, listed
from koujing.measures.keyness import keyness as measure_keyness
from koujing.measures.score import accuracy_table
from koujing.opening import open_study
from koujing.study import Study


def rates(where: Where, terms: str | Sequence[str], by: str = "speech") -> pd.DataFrame:
    """How often words are used in each group: ``by, term, n, per_10k_chars, poisson_low, poisson_high``.

    ``where`` is a study, a folder of texts or of coded tables, or the name of a shipped study; ``by`` is a column by which
    speeches are grouped (``decade``, ``level``, ``part``, …, see ``group_rows``). Rates are per 10,000 Han characters, with
    the exact 95 % Poisson interval. Errors: ``ValueError`` for another ``by``, and for a word that the texts do not have.

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

    ``terms`` are the words to look at, by default the ``top`` most frequent that are neither stop words nor numerals; see
    ``measures.dispersion.dispersion``. Errors: ``ValueError`` for a word that the texts do not have.
    """
    study = open_study(where)
    if terms is None:
        rows = content_words(study.terms)
    else:
        rows, top = study.terms[study.terms["term"].isin(_known(study, terms))], len(study.terms)
    return measure_dispersion(rows, study.documents, rng or np.random.default_rng(0), top)


def keyness(a: Where, b: Where, least: int = 5, rng: np.random.Generator | None = None) -> pd.DataFrame:
    """Which words ``a`` uses more than ``b``: its key words first; see ``measures.keyness.keyness`` for the columns.

    Stop words and numerals are left out, and words with fewer than ``least`` uses in both together. ``compare`` has
    formulas and statistics beside the words. Errors: ``ValueError`` where one side has no words.
    """
    one = open_study(a)
    other = tell_apart(one, open_study(b))
    documents = pd.concat([one.documents, other.documents]).drop_duplicates("speech")
    sides = content_words(one.terms), content_words(other.terms)
    return measure_keyness(*sides, documents, rng or np.random.default_rng(0), least)


def collocates(where: Where, node: str, least: int = 5) -> pd.DataFrame:
    """Which headline terms stand near the word ``node``; see ``measures.collocation.collocates`` for the columns.

    Counted are the pairs of the 250 headline terms of the glossary. Errors: ``ValueError`` for any other
    node, and for one that the texts do not have.
    """
    return collocation.collocates(collocation.read_pairs(open_study(where).pairs), node, least)


def careers(where: Where) -> pd.DataFrame:
    """From when to when each bundle of slogans is used, and in which years between it is missing.

    Columns: ``bundle, n, n_years, first, last, n_absent, absent``; see ``measures.careers.trace_careers``.
    """
    study = open_study(where)
    return bundles.trace_careers(study.formulas, study.documents)


def score(gold: str | os.PathLike[str], coded: str | os.PathLike[str], scope: str = "auto") -> pd.DataFrame:
    """Precision, recall and F1 of coded tables against rows that were coded by hand, one row a table.

    ``gold`` holds ``SOURCE.statistics.csv``, ``SOURCE.formulas.csv``, …, ``coded`` is what ``Study.save`` or ``koujing code``
    wrote; see ``measures.score.accuracy_table``. Errors: ``FileNotFoundError`` where one of them holds no table.
    """
    for folder in map(Path, (gold, coded)):
        if not any(folder.glob("*.csv")):
            raise FileNotFoundError(f"{folder}: no table in CSV (expected files such as statistics.csv)")
    return accuracy_table(Path(gold), Path(coded), scope)


def _known(study: Study, terms: str | Iterable[str]) -> list[str]:
    """The terms, each once and a word that the study has."""
    chosen, words = dict.fromkeys([terms] if isinstance(terms, str) else terms), set(study.terms["term"])
    for term in chosen:
        if term not in words:
            longer = sorted((word for word in words if str(term) in word), key=lambda word: (len(word), word))
            near = f"; it is part of {listed(longer)}" if longer else close_to(term, sorted(words))
            raise ValueError(f"{study.name}: no word {term!r} as the segmenter cuts these texts{near}")
    return list(chosen)
