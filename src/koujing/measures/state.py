"""In what state texts are: what was mended, what was set aside, and what their dates rest on."""

from __future__ import annotations

import pandas as pd

from koujing.measures.damage import KINDS

FILE_NAME = "file name"  # how ``date_evidence`` begins where nothing in text or page gives the date


def repairs_by_kind(repairs: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of repair, in plain words, the most frequent first: ``places, mended, open, texts``.

    ``open`` places are known to be damaged, but not what stood there.

    >>> repairs = pd.DataFrame({"speech": ["a", "a", "b"], "kind": "mask", "certain": [True, False, True]})
    >>> repairs_by_kind(repairs).reset_index().to_numpy().tolist()
    [['masked word', 3, 2, 1, 2]]
    """
    named = repairs.assign(kind=repairs["kind"].map(lambda kind: KINDS.get(kind, kind)))
    table = named.groupby("kind").agg(places=("certain", "size"), mended=("certain", "sum"), texts=("speech", "nunique"))
    table.insert(2, "open", table["places"] - table["mended"])
    return table.astype(int).sort_values(["places", "kind"], ascending=[False, True])


def sum_repairs(repairs: pd.DataFrame, labels: pd.Series[str]) -> dict[str, object]:
    """The size of the damage and where it lies: ``value, texts, n, kind, share, worst, part``.

    ``labels`` names every speech of the study (index). ``kind`` is the most frequent one, ``share`` its share of the
    places; ``worst`` is the speech with most of them, ``part`` its share. Ties go to the first in the alphabet.
    """
    kinds, worst = (_most(column) for column in (repairs["kind"], repairs["speech"].map(labels)))
    return {
        "value": len(repairs),
        "texts": repairs["speech"].nunique(),
        "n": len(labels),
        "kind": KINDS.get(kinds[0], kinds[0]),
        "share": kinds[1],
        "worst": worst[0],
        "part": worst[1],
    }


def _most(cells: pd.Series[str]) -> tuple[str, float]:
    """The most frequent value and its share; nothing and nought where there is none."""
    counts = cells.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return (str(counts.index[0]), counts.iloc[0] / len(cells)) if len(counts) else ("none", 0.0)


def repairs_by_text(repairs: pd.DataFrame, labels: pd.Series[str]) -> pd.DataFrame:
    """How many repairs of each kind (rows, in plain words) each text (columns, in the order of ``labels``) has.

    >>> repairs = pd.DataFrame({"speech": ["b", "b"], "kind": "mask"})
    >>> repairs_by_text(repairs, pd.Series({"a": "1954", "b": "1955"})).to_dict()
    {'1954': {'masked word': 0}, '1955': {'masked word': 2}}
    """
    kinds = repairs["kind"].map(lambda kind: KINDS.get(kind, kind))
    table = pd.crosstab(kinds, repairs["speech"].map(labels))
    return table.reindex(columns=labels.unique(), fill_value=0).rename_axis(columns=None)


def pieces_set_aside(set_aside: pd.DataFrame) -> pd.DataFrame:
    """What was set aside, by reason, the longest first: ``pieces, raw_characters, files``.

    >>> pieces_set_aside(pd.DataFrame({"source": "a", "start": [0, 9], "end": [4, 20], "why": "byline"})).to_numpy().tolist()
    [[2, 15, 1]]
    """
    sized = set_aside.assign(size=set_aside["end"] - set_aside["start"])
    table = sized.groupby("why").agg(pieces=("size", "size"), raw_characters=("size", "sum"), files=("source", "nunique"))
    return table.astype(int).sort_values(["raw_characters", "why"], ascending=[False, True])


def place_evidence(evidence: pd.DataFrame, set_aside: pd.DataFrame) -> pd.Series[str]:
    """Where each piece of evidence stands: in the ``text``, or on the ``page``, in what was set aside around the text.

    >>> evidence = pd.DataFrame({"source": "a", "start": [3, 12]})
    >>> place_evidence(evidence, pd.DataFrame({"source": ["a"], "start": [10], "end": [20]})).tolist()
    ['text', 'page']
    """
    keyed = evidence[["source", "start"]].assign(row=range(len(evidence)))
    both = keyed.merge(set_aside[["source", "start", "end"]], on="source", suffixes=("", "_aside"))
    inside = both.loc[(both["start_aside"] <= both["start"]) & (both["start"] < both["end"]), "row"]
    places = keyed["row"].isin(inside).map({True: "page", False: "text"})
    return places.astype(object).astype(str)


def ground_dates(documents: pd.DataFrame, evidence: pd.DataFrame, set_aside: pd.DataFrame) -> pd.Series[str]:
    """What the date of each speech rests on (index: the speech): ``text``, ``page``, ``text and page``, ``file name``.

    ``words`` where the coded tables keep no place of the evidence, ``nothing`` where there is no date.
    """
    dating = evidence[evidence["field"] == "date"]
    places = place_evidence(dating, set_aside).groupby(dating["speech"]).unique()
    known = {speech: " and ".join(sorted(found, reverse=True)) for speech, found in places.items()}
    rows = documents[["speech", "date", "date_evidence"]].itertuples(index=False)
    grounds = ["nothing" if not date else known.get(speech) or _unplaced(words) for speech, date, words in rows]
    return pd.Series(grounds, index=documents["speech"], dtype=object).astype(str)


def _unplaced(words: str) -> str:
    return FILE_NAME if words.startswith(FILE_NAME) else "words"
