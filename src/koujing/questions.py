"""The measures as a researcher asks for them: each takes a study, a folder, or the name of a shipped study."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from numbers import Integral
from pathlib import Path

import numpy as np
import pandas as pd

from koujing.chinese.halves import HALF
from koujing.comparison import Where, opened, tell_apart
from koujing.lexicons.listed import wordings
from koujing.measures import careers as bundles
from koujing.measures import collocation, frequency
from koujing.measures.births import trace_births
from koujing.measures.company import compare_company
from koujing.measures.dispersion import dispersion as measure_dispersion
from koujing.measures.fields import listed_fields, shares_of
from koujing.measures.frequency import content_words, sum_synonyms, summed
from koujing.measures.groups import close_to, listed, years_of
from koujing.measures.keyness import keyness as measure_keyness
from koujing.measures.roundness import count_round
from koujing.measures.score import accuracy_table
from koujing.measures.sums import Large, keep_in, sums
from koujing.opening import Own, open_study
from koujing.selection import keys_of, sizes_of
from koujing.study import Study


def rates(
    where: Where,
    terms: str | Sequence[str],
    by: str = "speech",
    count: str = "nested",
    lexicon: Own = None,
    synonyms: bool = False,
) -> pd.DataFrame:
    """How often terms or words are used in each group: ``by, term, n, per_10k_chars, poisson_low, poisson_high``.

    ``where`` is a study, a folder of texts or of coded tables, or the name of a shipped study; ``by`` is a column by which
    speeches can be grouped (``decade``, ``level``, ``part``, …, see ``group_rows``); groups are text, also years (``"2014"``).
    Rates are per 10,000 Han characters, with the exact 95 % Poisson interval. ``count`` is ``nested`` (改革 in 改革开放 is a use
    of it) or ``term`` (only uses as a unit; then nothing counts twice); ``concordance`` finds every string, and the table
    ``regimes`` has all ways of counting.

    ``lexicon`` is a folder with your own words (see ``code``): texts are coded with it; to coded tables its stop words,
    synonyms and glosses apply, and its terms and formulas only if they were coded with the same. With ``synonyms``, all
    wordings of a term are counted as the term (国内生产总值 and GDP). Errors: ``ValueError`` for any other ``by`` or ``count``, for
    a term that the texts do not contain, and for tables coded without the terms or formulas of ``lexicon``.

    >>> rates("work-reports", ["改革"], by="decade").loc[[0, 7], ["decade", "term", "n"]].to_numpy().tolist()
    [['1950s', '改革', 55], ['2020s', '改革', 214]]
    """
    of = summed(count)
    with opened(where, lexicon=lexicon) as (study,):
        chosen, rows = _uses(study, terms, synonyms, of)
        groups = keys_of(study.frames, by)
        uses = sums(rows, ["term", "group"], [groups]).rename(columns={"group": "speech"})
        documents = sizes_of(study.frames, by, groups).assign(speech=lambda table: table["group"])
    return frequency.rates_by(uses, documents, "group", chosen).rename(columns={"group": by})


def dispersion(
    where: Where,
    terms: str | Sequence[str] | None = None,
    top: int = 50,
    rng: np.random.Generator | None = None,
    count: str | None = None,
    lexicon: Own = None,
    synonyms: bool = False,
) -> pd.DataFrame:
    """How evenly terms and words are spread over the speeches: ``term, n, n_speeches, dp_norm, percentile, kld, kld_norm``.

    ``terms`` are those to measure, by default the ``top`` most frequent that are neither stop words nor numerals; see
    ``measures.dispersion.dispersion``. ``count`` is as in ``rates``, by default ``nested`` for chosen terms, ``term`` for a ranking;
    so are ``lexicon`` and ``synonyms``. Errors: ``ValueError`` for a term that the texts do not contain.
    """
    of = summed(count or ("term" if terms is None else "nested"))
    with opened(where, lexicon=lexicon, synonyms=synonyms and terms is None) as (study,):
        if terms is None:
            rows = content_words(study.rows("terms"))
            totals = sums(rows, ["term"], of=of).sort_values(["n", "term"], ascending=[False, True])
            chosen = totals["term"].head(top).tolist()
        else:
            chosen, rows = _uses(study, terms, synonyms, of)
            of = "n"
    uses = sums(keep_in(rows, "term", chosen), ["term", "speech"], of=of)
    return measure_dispersion(uses, study.documents, rng or np.random.default_rng(0))


def keyness(
    a: Where, b: Where, least: int = 5, rng: np.random.Generator | None = None, lexicon: Own = None, synonyms: bool = False
) -> pd.DataFrame:
    """Which terms and words ``a`` (the target) uses more than ``b`` (the reference), and which less.

    ``log_ratio`` says how much more (1 is twice as often), ``lrc`` its cautious end, by which they are ranked; ``verdict`` says
    whether the difference holds over speeches, ``undecidable`` if these are too few for any test. ``measures.keyness.keyness``
    explains all columns.

    They are counted as units, so that nothing counts twice. The key ones of ``a`` come first. Left out are stop words, numerals,
    and those with fewer than ``least`` uses on both sides together. ``lexicon`` and ``synonyms`` are as in ``rates``. ``compare``
    adds formulas and statistics. A county and the others: ``keyness(study.where(county="东县"), study.without(county="东县"))``.
    Errors: ``ValueError`` if one side has no words. A warning says if only some words are on both sides.
    """
    with opened(a, b, lexicon=lexicon, synonyms=synonyms) as (one, other):
        other = tell_apart(one, other)
        sides = content_words(one.rows("terms")), content_words(other.rows("terms"))
    documents = pd.concat([one.documents, other.documents]).drop_duplicates("speech")
    return measure_keyness(*sides, documents, rng or np.random.default_rng(0), least)


def collocates(where: Where, node: str, least: int = 5, lexicon: Own = None) -> pd.DataFrame:
    """Which frequent terms stand near the term ``node``; see ``measures.collocation.collocates`` for the columns.

    Only pairs of the 250 listed terms of most use are counted. ``lexicon`` is as in ``rates``. Errors: ``ValueError`` for a
    ``node`` that is not one of them, or that the texts do not contain.
    """
    return collocation.collocates(collocation.read_pairs(open_study(where, lexicon).pairs), node, least)


def careers(where: Where) -> pd.DataFrame:
    """The first and last year in which each bundle of slogans is used, and the years in between in which it is absent.

    Columns: ``bundle, n, n_years, first, last, n_absent, absent``; see ``measures.careers.trace_careers``.
    """
    study = open_study(where)
    return bundles.trace_careers(study.rows("formulas"), study.documents)


def births(
    where: Where,
    terms: str | Sequence[str] | None = None,
    count: str = "nested",
    lexicon: Own = None,
    synonyms: bool = False,
) -> pd.DataFrame:
    """Since when a term is used and until when, with an interval of years and the chance that its silence means nothing.

    - ``term, n, n_speeches, first, last, per_10k_chars``: its uses, and the years of the first and the last;
    - ``birth``: ``born``, ``always`` (there in the earliest texts) or ``undecidable``; ``death``: ``gone``, ``in use`` or
      ``undecidable``; a silence counts if its chance, adjusted for the number of terms asked (``q_before, q_after``), is below .01,
      so the same term may be ``born`` when asked alone and ``undecidable`` among all;
    - ``born_low, born_high`` and ``died_low, died_high``: the years between which it was born or went; ``born_gap, died_gap``: those
      in between without any text. ``measures.births.trace_births`` explains these and the other columns.

    ``terms`` are by default all listed terms that the texts contain. ``count``, ``lexicon`` and ``synonyms`` are as in ``rates``. A
    wording is born, not its meaning: without ``synonyms``, 国内生产总值 and GDP have a birth each. Errors: ``ValueError`` for any
    other ``count``, and for a term that the texts do not contain.

    >>> births("work-reports", ["人民公社", "农业"])[["term", "first", "last", "death"]].to_numpy().tolist()
    [['农业', 1954, 2025, 'in use'], ['人民公社', 1959, 1979, 'gone']]
    """
    of = summed(count)
    with opened(where, lexicon=lexicon, synonyms=synonyms and terms is None) as (study,):
        if terms is None:
            rows = keep_in(study.rows("terms"), "term", listed_fields())
        else:
            _, rows = _uses(study, terms, synonyms, of)
            of = "n"
    return trace_births(rows, study.documents, of)


def company(
    where: Where,
    node: str,
    eras: Sequence[tuple[int, int]],
    least: int = 5,
    rng: np.random.Generator | None = None,
    lexicon: Own = None,
) -> pd.DataFrame:
    """Which frequent terms come near the term ``node`` from one era to the next, which leave it, and which stay.

    ``eras`` are two periods, each its first and last year: ``company(study, "改革", eras=((1979, 1992), (2013, 2025)))``. See
    ``measures.company.compare_company`` for the columns; ``lexicon`` is as in ``rates``. Errors: ``ValueError`` if there are not
    two eras, if they overlap or have no speech, or for a ``node`` that is none of the 250 listed terms of most use or not used in them.
    """
    if len(eras) != 2 or not all(map(_is_period, eras)):
        raise ValueError(f"eras {eras!r}: expected two, each with its first and last year, such as ((1979, 1992), (2013, 2025))")
    study = open_study(where, lexicon)
    years = years_of(study.documents)
    early, late = (study.documents["speech"][years.between(*era)].tolist() for era in eras)
    for era, speeches in zip(eras, (early, late), strict=True):
        if not speeches:
            known = f"the dated ones are from {years.min()} to {years.max()}" if years.notna().any() else "none has a date"
            raise ValueError(f"{study.name}: no speech from {era[0]} to {era[1]}; {known}")
    return compare_company(study.rows("pairs"), node, (early, late), rng or np.random.default_rng(0), least)


def _is_period(era: object) -> bool:
    """Whether this is a first and a last year."""
    return isinstance(era, Sequence) and len(era) == 2 and all(isinstance(year, Integral) for year in era) and era[0] <= era[1]


def fields(where: Where, by: str = "year", rng: np.random.Generator | None = None, lexicon: Own = None) -> pd.DataFrame:
    """What the texts are about, by group: the share of each field among all listed terms, ``by, field, n, share, low, high``.

    ``by`` is a column by which speeches can be grouped (``year``, ``decade``, ``speaker``, ``level``, ``part``, …, see
    ``group_rows``). A term is counted as a unit, so that nothing counts twice; general words belong to no field. ``low, high`` is
    the 95 % bootstrap interval of the share, missing in groups of fewer than eight speeches; see ``measures.fields.share_fields``.
    ``lexicon`` is as in ``rates``. Errors: ``ValueError`` for any other ``by``.
    """
    with opened(where, lexicon=lexicon) as (study,):
        field_of = pd.DataFrame(list(listed_fields().items()), columns=["term", "field"])
    joins = [field_of, keys_of(study.frames, by)]
    uses = sums(study.rows("terms"), ["group", "field", "speech"], joins)
    return shares_of(uses, study.documents, rng or np.random.default_rng(0)).rename(columns={"group": by})


def roundness(where: Where, by: str = "") -> pd.DataFrame:
    """How often the last digit written of a statistic is a round one (0 or 5, .5), by status, beside what chance would give.

    ``by`` is a further column: of the statistics (``kind``, ``domain``), or one by which speeches can be grouped (``level``,
    ``speaker``, ``decade``). See ``measures.roundness.count_round`` for the columns; ``docs/against.md`` says what roundness can show,
    and that it never proves invention. Errors: ``ValueError`` for any other ``by``.
    """
    study = open_study(where)
    return count_round(study.statistics, study.documents, by)


def score(gold: str | os.PathLike[str], coded: str | os.PathLike[str], scope: str = "auto") -> pd.DataFrame:
    """Precision, recall and F1 of coded tables against rows that were coded by hand, one row per table.

    ``gold`` is a folder with ``SOURCE.statistics.csv``, ``SOURCE.formulas.csv``, …; ``coded`` is a folder that ``Study.save``
    or ``koujing code`` wrote; see ``measures.score.accuracy_table``. Errors: ``FileNotFoundError`` if there is nothing to
    compare; ``ValueError``, with file and row, if a file is malformed.
    """
    return accuracy_table(Path(gold), Path(coded), scope)


def _uses(study: Study, terms: str | Iterable[str], synonyms: bool, of: str) -> tuple[list[str], pd.DataFrame]:
    """The terms, each once, and ``speech, section, voice, term, n`` of their uses; with ``synonyms``, of all their wordings.

    Errors: ``ValueError`` for a term without uses.
    """
    above = wordings() if synonyms else {}
    chosen = list(dict.fromkeys(above.get(term, term) for term in ([terms] if isinstance(terms, str) else terms)))
    whole = study.rows("terms")
    rows = sum_synonyms(_holding(whole, chosen)) if synonyms else whole
    uses = sums(keep_in(rows, "term", chosen), ["term", "speech", "section", "voice"], of=of).query("n > 0")
    used = set(uses["term"])
    for term in chosen:
        if term not in used:
            raise _no_such_term(study.name, term, {above.get(word, word) for word in sums(whole, ["term"], of=of).query("n > 0")["term"]})
    return chosen, uses


def _holding(rows: pd.DataFrame | Large, terms: Iterable[str]) -> pd.DataFrame:
    """The rows whose wording has one of the terms inside, in any of their wordings."""
    forms = {form for form, term in wordings().items() if term in set(terms)} | set(terms)
    words = sums(rows, ["term"])["term"]
    written = [re.escape(form) for form in sorted(forms) if not HALF.search(form)]
    holding = words[words.str.contains("|".join(written) or "$^")]
    kept = keep_in(rows, "term", holding)
    return kept.frame if isinstance(kept, Large) else kept


def _no_such_term(name: str, term: str, words: set[str]) -> ValueError:
    longer = sorted((word for word in words if str(term) in word), key=lambda word: (len(word), word))
    near = f"; it is part of {listed(longer)}" if longer else close_to(term, sorted(words))
    return ValueError(f"{name}: there is no term or word {term!r} in these texts{near}")
