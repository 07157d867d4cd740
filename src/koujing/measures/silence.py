"""What a body usually sets a target for and here does not, by the habit of the five speeches before.

A silence is what the coder did not find: before it is read as one, look at the speech. ``told`` says whether the speech at least
reports on the matter, ``short`` whether the text may be an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from koujing.measures.births import silence_chance
from koujing.measures.groups import years_of, years_without
from koujing.measures.statements import BODY, body_of

BEFORE = 5
# A concept is habitual where at least so many of the last five comparable speeches set it.
HABIT = 4
# A text of less than this share of the usual length may be an excerpt.
SHORT = 0.5
HERE = ["speech", "year", *BODY, "genre"]
COLUMNS = [
    *HERE, "concept", "usual_in", "n_before", "n_set", "since", "missing", "told", "n_han", "usual_n_han", "short", "chance",
]  # fmt: skip


def silence(series: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The habitual concepts for which a speech sets no target, one row each, by speech.

    ``series`` are headline rows. Comparable are speeches of the same body (level and place, both known) and genre; of the last five, or
    four if there are no more, at least four set a target for the concept, of whatever time, for the speech's own place.

    - ``speech, year``, the body, ``genre, concept``; ``usual_in``: those of the speeches before that set it, of ``n_before``;
    - ``since``: the year of the earliest of these, ``missing``: the years from there on without a text of this body and genre;
    - ``told``: whether the speech gives any statistic of the concept at all;
    - ``n_han``, ``usual_n_han``: its Han characters and their median before; ``short``: it has less than half of them;
    - ``chance``: ``silence_chance`` of one more speech without it, given ``n_set`` of all comparable speeches since the first
      that set it: what such a silence is worth, as if the speeches came in any order.

    >>> texts = pd.DataFrame({"speech": list("abcde"), "date": list("12345"), "level": "county", "province": "河北省",
    ...                       "prefecture": "", "county": "东县", "genre": "work report", "n_han": 9_000})
    >>> texts["date"] = "200" + texts["date"]
    >>> rows = pd.DataFrame({"speech": list("abcd"), "concept": "gdp.growth", "place": "", "status": "target"})
    >>> silence(rows, texts)[["speech", "concept", "usual_in", "chance"]].to_numpy().tolist()
    [['e', 'gdp.growth', 'a|b|c|d', 0.2]]
    """
    own = series[series["place"] == ""]
    targets = own[own["status"] == "target"]
    setting, telling = (set(zip(rows["concept"], rows["speech"], strict=True)) for rows in (targets, own))
    known = documents.assign(year=years_of(documents), body=body_of(documents)).dropna(subset="year")
    ordered = known[known["body"] != ""].sort_values(["year", "date", "speech"], kind="stable")
    rows = []
    for _, texts in ordered.groupby(["body", "genre"], sort=False):
        concepts = sorted(targets["concept"][targets["speech"].isin(texts["speech"])].unique())
        is_set = np.array([[(concept, speech) in setting for speech in texts["speech"]] for concept in concepts])
        for concept, flags in zip(concepts, is_set, strict=True):
            rows += [row | {"concept": concept, "told": (concept, row["speech"]) in telling} for row in _silences(texts, flags)]
    order = ["year", "speech", "concept"]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(order, kind="stable", ignore_index=True)


def _silences(texts: pd.DataFrame, is_set: Any) -> Iterator[dict[str, Any]]:
    """The speeches of a body, in order, that do not set what they usually set."""
    years = texts["year"].astype(int).tolist()
    first = int(is_set.argmax())
    for k in range(HABIT, len(texts)):
        before = slice(max(0, k - BEFORE), k)
        if is_set[k] or is_set[before].sum() < HABIT:
            continue
        here, last = texts.iloc[k], texts.iloc[before]
        usual, n_set = float(last["n_han"].median()), int(is_set[first:k].sum())
        yield {column: here[column] for column in (*HERE, "n_han")} | {
            "usual_in": "|".join(last["speech"][is_set[before]]), "n_before": len(last), "n_set": n_set,
            "since": years[before.start], "missing": years_without(years[before.start], years[k], years),
            "usual_n_han": usual, "short": bool(here["n_han"] < SHORT * usual),
            "chance": round(float(silence_chance(1, k - first, n_set)), 4),
        }  # fmt: skip
