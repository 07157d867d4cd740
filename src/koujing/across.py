"""What crosses speeches: rows that are found once all speeches of a study are coded."""

from __future__ import annotations

import numpy as np

from koujing import tables
from koujing.coding import RUNNING, Coded
from koujing.measures.reuse import count_reuse
from koujing.reading.structure import count_han
from koujing.slogans.phrases import find_phrases

# Beyond so many dated speeches every span of years holds thousands, and the search grows with their square.
MOST = 2000


def corpus_rows(coded: Coded) -> Coded:
    """The rows of the tables that rest on all speeches at once, from the rows of every document and the running texts.

    ``reuse`` is left empty for a corpus of more than 2,000 dated speeches; ``count_reuse`` takes any part of one.
    """
    texts: dict[str, str] = dict(coded[RUNNING])
    phrases = find_phrases(texts)
    rows = [(p.text, p.n, p.n_speeches, count_han(p.text), p.cohesion, p.entropy, p.score) for p in phrases]
    speech, date = (tables.COLUMNS["documents"].index(name) for name in ("speech", "date"))
    years = {row[speech]: int(row[date][:4]) for row in coded["documents"] if row[date]}
    reuse = count_reuse(texts, years if len(years) <= MOST else {}, np.random.default_rng(0))
    return {"phrases": rows, "reuse": list(reuse.itertuples(index=False, name=None))}
