"""Files as strips: what stands where in each file, from its first raw character to its last."""

from __future__ import annotations

import pandas as pd

VOICE = "somebody speaks"
ASIDE = "set aside"
BARE = "under no heading"


def strip_files(
    documents: pd.DataFrame, sections: pd.DataFrame, voices: pd.DataFrame, set_aside: pd.DataFrame
) -> pd.DataFrame:
    """The stretches of each file: ``source, kind, low, high`` as shares of its length, wide ones before narrow ones.

    ``kind`` is the part (review, tasks, other) of the outermost sections, ``under no heading``, ``set aside`` or
    ``somebody speaks``. A file is as long as the end of its last speech or its last piece set aside; only the files in
    ``documents`` are included.

    >>> documents = pd.DataFrame({"source": ["a"], "start": [0], "end": [80]})
    >>> sections = pd.DataFrame({"source": "a", "depth": [0, 1], "part": ["other", "tasks"], "start": [0, 20], "end": [20, 80]})
    >>> aside = pd.DataFrame({"source": ["a"], "start": [80], "end": [100]})
    >>> strip_files(documents, sections, aside[:0], aside)[["kind", "low", "high"]].to_numpy().tolist()
    [['under no heading', 0.0, 0.2], ['tasks', 0.2, 0.8], ['set aside', 0.8, 1.0]]
    """
    outer = sections[sections["depth"] <= 1]
    layers = [
        outer.assign(kind=outer["part"].mask(outer["depth"] == 0, BARE)),
        set_aside.assign(kind=ASIDE),
        voices.assign(kind=VOICE),
    ]
    spans = pd.concat([layer[["source", "kind", "start", "end"]] for layer in layers if len(layer)], ignore_index=True)
    spans = spans[spans["source"].isin(documents["source"])]
    ends = pd.concat([documents[["source", "end"]], set_aside[["source", "end"]]]).groupby("source")["end"].max()
    length = spans["source"].map(ends).astype(float)
    table = spans.assign(low=spans["start"] / length, high=spans["end"] / length)
    return table[["source", "kind", "low", "high"]].astype({"low": float, "high": float}).reset_index(drop=True)
