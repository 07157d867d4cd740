"""What crosses speeches: rows that are found once all speeches of a study are coded."""

from __future__ import annotations

from koujing.coding.phrases import find_phrases
from koujing.reading.structure import count_han
from koujing.rows import RUNNING, Coded


def corpus_rows(coded: Coded) -> Coded:
    """The rows of the tables that rest on all speeches at once, from the rows of every document and the running texts."""
    texts: dict[str, str] = dict(coded[RUNNING])
    phrases = find_phrases(texts)
    rows = [(p.text, p.n, p.n_speeches, count_han(p.text), p.cohesion, p.entropy, p.score) for p in phrases]
    return {"phrases": rows}
