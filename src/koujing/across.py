"""The rows of tables that no speech has by itself: what speeches share, from their repaired texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from koujing import tables
from koujing.measures.reuse import count_reuse

Row = tuple[Any, ...]

# Beyond so many dated speeches every span of years holds thousands, and the search grows with their square.
MOST = 2000


def corpus_rows(documents: Sequence[Row], texts: Mapping[str, str]) -> dict[str, list[Row]]:
    """The rows of ``reuse``; ``documents`` are rows of that table, ``texts`` the repaired running text by speech.

    ``reuse`` is empty for a corpus of more than 2,000 speeches with a year; ``measures.reuse.count_reuse`` takes any part of it.
    """
    speech, date = (tables.COLUMNS["documents"].index(name) for name in ("speech", "date"))
    years = {row[speech]: int(row[date][:4]) for row in documents if row[date]}
    found = count_reuse(texts, years, np.random.default_rng(0)) if len(years) <= MOST else None
    return {"reuse": [] if found is None else list(found.itertuples(index=False, name=None))}
