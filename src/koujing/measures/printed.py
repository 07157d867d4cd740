"""Numbers that the press printed of speeches, counted again from the coded tables."""

from __future__ import annotations

import pandas as pd

from koujing import lexicons

WAYS = {"string": "n_string", "word": "n_word", "term": "n_term"}  # ways of counting → columns of ``regimes``
COLUMNS = ["speech", "measure", "quote", "low", "high", "way", "n", "agrees", "counted", "source"]


def printed_counts(documents: pd.DataFrame, regimes: pd.DataFrame, statistics: pd.DataFrame) -> pd.DataFrame:
    """What the press said of State Council reports beside our number: one row for each row of ``lexicons/press_counts.tsv``.

    Columns: ``speech, measure`` (a wording, characters, statistics), ``quote``; ``low, high``, what it can mean; ``way``, the way of
    counting that comes nearest; ``n``, what it gives; ``agrees``; ``counted``: ``tables`` where ``n`` was counted now from the coded
    tables, ``text`` where that needs the text (see ``koujing.recount``) and ``n`` is the number listed, which a test counts again.
    """
    known = _counted(documents, regimes, statistics)
    rows = []
    for row in lexicons.load("press_counts"):
        low, high = int(row["low"]), int(row["high"])
        now = None if row["than"] else known.get((row["speech"], row["measure"], row["way"]))
        n = int(row["n"]) if now is None else now
        cells = (row["speech"], row["measure"], row["quote"], low, high, row["way"], n, low <= n <= high)
        rows.append((*cells, "text" if now is None else "tables", row["source"]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _counted(documents: pd.DataFrame, regimes: pd.DataFrame, statistics: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """Speech, measure and way → the number in the coded tables."""
    found = {(speech, "characters", "Han"): n for speech, n in zip(documents["speech"], documents["n_han"].tolist(), strict=True)}
    found |= {(str(speech), "statistics", "statistics"): n for speech, n in statistics["speech"].value_counts().items()}
    for way, column in WAYS.items():
        counts = zip(regimes["speech"], regimes["term"], regimes[column].tolist(), strict=True)
        found |= {(speech, term, way): n for speech, term, n in counts}
    return found
