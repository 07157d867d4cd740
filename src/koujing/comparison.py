"""Two studies side by side: their words, formulas and statistics in one table."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd

from koujing.lexicons import using
from koujing.measures.frequency import content_words, sum_synonyms
from koujing.measures.groups import group_rows, listed
from koujing.measures.keyness import keyness
from koujing.measures.sums import Large, keep_in, sums
from koujing.opening import Own, open_study, own_lexicon
from koujing.selection import INSIDE, delivered, within
from koujing.study import Study

Where = Study | str | os.PathLike[str]

# The table in which each kind is counted, and the column that names what is counted.
KINDS = {"formula": ("formulas", "bundle"), "statistic": ("statistics", "domain")}
COLUMNS = [
    "kind", "term", "n_a", "n_b", "speeches_a", "speeches_b", "log_ratio", "lrc", "g2", "p", "q", "verdict", "masked",
    "per_10k_a", "per_10k_b",
]  # fmt: skip


@contextmanager
def opened(*where: Where, lexicon: Own = None, synonyms: bool = False) -> Iterator[list[Study]]:
    """The studies, opened with a user's own lexicon, which is in use within the block; ``synonyms``: with synonyms added up."""
    own = own_lexicon(lexicon)
    with using(own):
        studies = [open_study(one, None if lexicon is None else own) for one in where]
        yield [_summed(one) for one in studies] if synonyms else studies


def _summed(study: Study) -> Study:
    return replace(study, frames=study.frames | {"terms": study.frames.later("terms", sum_synonyms)})


def compare(
    a: Where,
    b: Where,
    rng: np.random.Generator | None = None,
    least: int = 5,
    lexicon: Own = None,
    synonyms: bool = False,
) -> pd.DataFrame:
    """What ``a`` says more often, and less often, than ``b``: content words, formulas by bundle, statistics by domain.

    ``a`` and ``b`` are studies, folders, names of shipped studies, or parts such as ``study.where(level="county")``; to compare
    two speeches, use ``study.where(speech=…)``. Columns: ``kind`` (word, formula, statistic), ``term``, and those of ``keyness``,
    with the rates as ``per_10k_a, per_10k_b`` (per 10,000 Han characters). Rows are sorted by ``lrc``, those typical of ``a``
    first. A kind that one side lacks is left out, as are stop words and numerals. ``lexicon`` and ``synonyms`` are as in
    ``rates``. See ``keyness`` for the test and its errors.
    """
    rng = rng or np.random.default_rng(0)
    with opened(a, b, lexicon=lexicon, synonyms=synonyms) as (a, b):
        b = tell_apart(a, b)
        counted = {"word": (content_words(a.rows("terms")), content_words(b.rows("terms")))}
    documents = pd.concat([a.documents, b.documents]).drop_duplicates("speech")
    sizes = _sizes(a), _sizes(b)
    counted |= {kind: (_counted(a, *where), _counted(b, *where)) for kind, where in KINDS.items()}
    counted = {kind: rows for kind, rows in counted.items() if all(map(_any, rows)) and all(size.sum() for size in sizes)}
    if not counted:
        return pd.DataFrame(columns=COLUMNS)
    tables = [keyness(*rows, documents, rng, least, sizes=sizes).assign(kind=kind) for kind, rows in counted.items()]
    order = ["lrc", "g2", "kind", "term"]
    table = pd.concat(tables).sort_values(order, ascending=[False, False, True, True], kind="stable", ignore_index=True)
    for side, name in (("target", "a"), ("reference", "b")):
        table[f"per_10k_{name}"] = table.pop(f"per_million_{side}") / 100
        table = table.rename(columns={f"n_{side}": f"n_{name}", f"speeches_{side}": f"speeches_{name}"})
    return table[COLUMNS]


def pool_groups(studies: Iterable[Study], by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Like ``pool_terms``, but with content words only."""
    documents, terms = pool_terms(studies, by)
    return documents, content_words(terms).reset_index(drop=True)


def pool_terms(studies: Iterable[Study], by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The documents and the terms of all groups of the studies, both with a column ``group`` (see ``group_rows``).

    A speech whose parts or voices belong to several groups appears once in each, under a name of its own and with only the
    characters it has in that group. What belongs to no group is left out.
    """
    documents, terms = [], []
    for study in studies:
        groups = group_rows(study.terms, by, study.documents, study.sections)
        texts = None if by in INSIDE else group_rows(study.documents, by, study.documents, study.sections)
        for group, rows in study.terms.groupby(groups, sort=False):
            prefix = f"{study.name}, {group}: "
            of_group = within(study.documents, rows) if texts is None else study.documents[texts == group]
            documents.append(of_group.assign(group=group, speech=prefix + of_group["speech"]))
            terms.append(rows.assign(group=group, speech=prefix + rows["speech"]))
        documents.append(study.documents.head(0).assign(group=""))
        terms.append(study.terms.head(0).assign(group=""))
    return pd.concat(documents, ignore_index=True), pd.concat(terms, ignore_index=True)


def strongest(table: pd.DataFrame, top: int = 5) -> pd.DataFrame:
    """The ``top`` rows of each kind for either side of a comparison, by bound and then by ratio; those of ``a`` come first.

    >>> table = pd.DataFrame({"kind": "word", "term": ["甲", "乙", "丙"], "lrc": [0.5, 0, 0], "log_ratio": [1.0, 0.5, -2.0]})
    >>> strongest(table, 1)["term"].tolist()
    ['甲', '丙']
    """
    far = table.assign(bound=table["lrc"].abs(), ratio=table["log_ratio"].abs(), mine=table["log_ratio"] > 0)
    far = far.sort_values(["bound", "ratio", "term"], ascending=[False, False, True], kind="stable")
    kept = far.groupby(["kind", "mine"], sort=False).head(top).drop(columns=["bound", "ratio", "mine"])
    return kept.sort_values(["log_ratio", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def tell_apart(a: Study, b: Study) -> Study:
    """``b``, with its speeches renamed if one shares its name with a different speech of ``a``, or with the same cut otherwise.

    A warning says if only some of the words are on both sides, as when a county is compared with all counties.
    """
    both = a.documents.merge(b.documents, on="speech", suffixes=("_a", "_b"))
    if all((both[f"{column}_a"] == both[f"{column}_b"]).all() for column in ("raw_sha256", "segmentation")):
        _tell_shared(a, b)
        return b
    return Study(b.name, b.frames.renamed("b: "))


def _tell_shared(a: Study, b: Study) -> None:
    if not set(a.documents["speech"]) & set(b.documents["speech"]):
        return
    places = (sums(one.rows("terms"), ["speech", "section", "voice"]).drop(columns="n") for one in (a, b))
    here, there = (set(place.itertuples(index=False, name=None)) for place in places)
    if (shared := here & there) and here != there:
        speeches = listed(sorted({speech for speech, *_ in shared}), 3)
        warnings.warn(f"words of {speeches} are on both sides; compare with the rest: study.without(…)", stacklevel=4)


def _sizes(study: Study) -> pd.Series[int]:
    return study.documents.set_index("speech")["n_han"]


def _counted(study: Study, table: str, name: str) -> pd.DataFrame:
    """How often each speech has each name outside its end notes, as a terms table."""
    named = keep_in(delivered(study.frames, table), name, [""], rest=True)
    return sums(named, ["speech", name], of="1").rename(columns={name: "term"})


def _any(rows: pd.DataFrame | Large) -> bool:
    return len(rows) > 0 if isinstance(rows, pd.DataFrame) else len(sums(rows, ["speech"])) > 0
