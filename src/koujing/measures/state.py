"""The state of the texts: what was repaired, what was set aside, and what their dates rest on."""

from __future__ import annotations

import pandas as pd

from koujing.measures.damage import KINDS
from koujing.measures.groups import commonest

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


MOST_COLUMNS = 60  # the most texts that a plot can label one by one
FILE_NAME = "file name"  # how ``date_evidence`` begins if nothing in the text or on the page gives the date


def repairs_by_kind(repairs: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of repair, in plain words, the most frequent first: ``places, mended, open, texts, most, part``.

    At ``open`` places the damage is known, but not what stood there. ``most`` is the speech with the most places of the kind
    (the first of equals), ``part`` its share of them.

    >>> repairs = pd.DataFrame({"speech": ["a", "a", "b", "b"], "kind": "mask", "certain": [True, False, True, True]})
    >>> repairs_by_kind(repairs).reset_index().to_numpy().tolist()
    [['masked word', 4, 3, 1, 2, 'a', 0.5]]
    """
    grouped = repairs.groupby(_in_words(repairs["kind"]))
    table = grouped.agg(places=("certain", "size"), mended=("certain", "sum"), texts=("speech", "nunique")).astype(int)
    table.insert(2, "open", table["places"] - table["mended"])
    most = {kind: commonest(rows) for kind, rows in grouped["speech"]}
    table["most"] = [most[kind][0] for kind in table.index]
    table["part"] = [most[kind][1] for kind in table.index]
    return table.sort_values(["places", "kind"], ascending=[False, True])


def sum_repairs(repairs: pd.DataFrame, names: pd.DataFrame) -> dict[str, object]:
    """The amount of damage and where it lies: ``value, texts, n, kind, share, worst, part``.

    ``names`` gives the ``label`` of each of the ``n`` speeches. ``value`` is the number of damaged places, in ``texts`` speeches;
    ``kind`` is the most frequent kind, ``share`` its share of the places; ``worst`` is the speech with the most places,
    ``part`` its share. Ties go to the first in alphabetical order.
    """
    kind, share = commonest(_in_words(repairs["kind"]))
    worst, part = commonest(repairs["speech"].map(names.set_index("speech")["label"].to_dict()))
    size = {"value": len(repairs), "texts": repairs["speech"].nunique(), "n": len(names)}
    return size | {"kind": kind, "share": share, "worst": worst, "part": part}


def _in_words(kinds: pd.Series[str]) -> pd.Series[str]:
    return kinds.map(lambda kind: KINDS.get(kind, kind))


def repairs_by_text(repairs: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """The number of repairs by kind (rows, in plain words) and text (columns, in the order of ``names``).

    The columns are named by ``label``, or grouped by ``group`` if there are more than 60 texts.

    >>> names = pd.DataFrame({"speech": ["a", "b"], "label": ["1954", "1955"]})
    >>> repairs_by_text(pd.DataFrame({"speech": ["b", "b"], "kind": "mask"}), names).to_dict()
    {'1954': {'masked word': 0}, '1955': {'masked word': 2}}
    """
    shown = names.set_index("speech")["label" if len(names) <= MOST_COLUMNS else "group"]
    table = pd.crosstab(_in_words(repairs["kind"]), repairs["speech"].map(shown.to_dict()))
    return table.reindex(columns=shown.unique(), fill_value=0).rename_axis(columns=None)


def pieces_set_aside(set_aside: pd.DataFrame) -> pd.DataFrame:
    """What was set aside, by reason, the most characters first: ``pieces, raw_characters, files``.

    >>> pieces_set_aside(pd.DataFrame({"source": "a", "start": [0, 9], "end": [4, 20], "why": "byline"})).to_numpy().tolist()
    [[2, 15, 1]]
    """
    sized = set_aside.assign(size=set_aside["end"] - set_aside["start"])
    table = sized.groupby("why").agg(pieces=("size", "size"), raw_characters=("size", "sum"), files=("source", "nunique"))
    return table.astype(int).sort_values(["raw_characters", "why"], ascending=[False, True])


def sum_set_aside(set_aside: pd.DataFrame, documents: pd.DataFrame) -> dict[str, float]:
    """The raw characters set aside (``aside``), those in speeches that are not (``kept``), and the share set aside (``value``).

    >>> aside = pd.DataFrame({"source": "a", "start": [0, 30], "end": [10, 40]})
    >>> sum_set_aside(aside, pd.DataFrame({"source": ["a"], "start": [20], "end": [100]}))
    {'value': 0.2222222222222222, 'aside': 20, 'kept': 70}
    """
    aside, kept = (int((table["end"] - table["start"]).sum()) for table in (set_aside, documents))
    both = set_aside.merge(documents, on="source", suffixes=("", "_speech"))
    ends = both[["end", "end_speech"]].min(axis=1) - both[["start", "start_speech"]].max(axis=1)
    kept -= int(ends.clip(lower=0).sum())
    return {"value": aside / max(aside + kept, 1), "aside": aside, "kept": kept}


def place_evidence(evidence: pd.DataFrame, set_aside: pd.DataFrame) -> pd.Series[str]:
    """Where each piece of evidence stands: in the ``text``, or on the ``page``, that is, in what was set aside around it.

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

    ``words`` if the coded tables do not say where the evidence stands, ``nothing`` if there is no date.
    """
    dating = evidence[evidence["field"] == "date"]
    places = place_evidence(dating, set_aside).groupby(dating["speech"]).unique()
    known = {speech: " and ".join(sorted(found, reverse=True)) for speech, found in places.items()}
    rows = documents[["speech", "date", "date_evidence"]].itertuples(index=False)
    grounds = ["nothing" if not date else known.get(speech) or _unplaced(words) for speech, date, words in rows]
    return pd.Series(grounds, index=documents["speech"], dtype=object).astype(str)


def _unplaced(words: str) -> str:
    return FILE_NAME if words.startswith(FILE_NAME) else "words"
