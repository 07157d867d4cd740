"""Edits as a cell of the table of passages, and as a table of their own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from koujing.borrowing.edit_masks import proposed_repairs
from koujing.borrowing.edits import Edit
from koujing.later import pd
from koujing.tables import QUOTATION

FIELDS = ("kind", "change", "start_a", "end_a", "start_b", "end_b", "was", "now")
PLACES = ("start_a", "end_a", "start_b", "end_b")
NAMES = ("source_a", "speech_a", "source_b", "speech_b")


def changed(found: Iterable[Edit], was: str, now: str) -> str:
    """The edits of a passage as a cell, a JSON list of objects, with offsets in the two passages.

    ``was`` and ``now`` are the words, left out where there are more than twenty characters of them, so that the cell may ship.

    >>> changed([Edit(2, 3, 2, 3, "replaced")], "交到市里", "交到县里")  # doctest: +NORMALIZE_WHITESPACE
    '[{"kind":"replaced","change":"","start_a":2,"end_a":3,"start_b":2,"end_b":3,"was":"市","now":"县"}]'
    """
    rows = [
        (e.kind, e.change, e.start_a, e.end_a, e.start_b, e.end_b, _quoted(was[e.start_a : e.end_a]), _quoted(now[e.start_b : e.end_b]))
        for e in found
    ]
    return json.dumps([dict(zip(FIELDS, row, strict=True)) for row in rows], ensure_ascii=False, separators=(",", ":"))


def _quoted(words: str) -> str:
    return words if len(words) <= QUOTATION else ""


def changes(passages: pd.DataFrame) -> pd.DataFrame:
    """One row for each edit of some rows of ``borrowings``: ``source_a, speech_a, source_b, speech_b``, then the edit.

    ``kind`` is inserted, dropped, replaced or moved, ``change`` what the words show it to be, ``start_a`` to ``end_b`` are raw offsets in
    the earlier and in the later text, ``was`` and ``now`` the words (empty if there are more than twenty characters of them).

    >>> cell = changed([Edit(2, 3, 2, 3, "replaced", "name localised")], "交到市里", "交到县里")
    >>> passages = pd.DataFrame({"source_a": ["p"], "speech_a": "p", "source_b": "c", "speech_b": "c", "start_a": 10, "start_b": 20,
    ...                          "changed": cell})
    >>> changes(passages)[["speech_b", "change", "start_a", "end_b", "was", "now"]].to_numpy().tolist()
    [['c', 'name localised', 12, 23, '市', '县']]
    """
    rows = []
    for passage in passages.to_dict("records"):
        for edit in json.loads(passage["changed"] or "[]"):
            places = {place: edit[place] + passage[f"start_{place[-1]}"] for place in PLACES}
            rows.append({name: passage[name] for name in NAMES} | edit | places)
    return pd.DataFrame(rows, columns=[*NAMES, *FIELDS])


def propose_repairs(repairs: pd.DataFrame, passages: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """The masks among ``repairs`` that were left open and for which a passage shared with another text has a wording.

    They are rows of ``repairs`` with this wording as ``now``, still not certain, and with ``evidence``: where it stands, as the source
    and raw offsets of the passage. ``texts`` has the raw text of each source. No text and no statistic changes. There is no row where two
    passages propose different wordings.

    >>> texts = {"p": "发挥积极引导作用,促进*的作用进一步显现", "c": "发挥积极引导作用,促进就业的作用进一步显现"}
    >>> passages = pd.DataFrame([{"source_a": "p", "start_a": 0, "end_a": 20, "source_b": "c", "start_b": 0, "end_b": 21}])
    >>> repairs = pd.DataFrame([{"source": "p", "start": 11, "end": 12, "was": "*", "now": "", "kind": "mask", "certain": False}])
    >>> propose_repairs(repairs, passages, texts)[["start", "now", "certain", "evidence"]].to_numpy().tolist()
    [[11, '就业', False, 'c 0–21']]
    """
    words: defaultdict[tuple[str, int, int], dict[str, str]] = defaultdict(dict)
    for passage in passages.to_dict("records"):
        for source, start, end, word, evidence in _proposed(passage, texts):
            words[source, start, end].setdefault(word, evidence)
    known = {place: found.popitem() for place, found in words.items() if len(found) == 1}
    places = zip(repairs["source"], repairs["start"], repairs["end"], strict=True)
    told = [known.get(place, ("", "")) for place in places]
    rows = repairs.assign(now=[word for word, _ in told], evidence=[evidence for _, evidence in told])
    return rows[(repairs["kind"] == "mask") & (repairs["now"] == "") & (rows["now"] != "")]


def _proposed(passage: Mapping[Any, Any], texts: Mapping[str, str]) -> Iterator[tuple[str, int, int, str, str]]:
    """The source and place of each mask of a passage for which the other side has a word, that word, and where it stands."""
    for side, other in ("ab", "ba"):
        (source, start, text), (other_source, other_start, other_text) = (
            (name := passage[f"source_{x}"], at := passage[f"start_{x}"], texts[name][at : passage[f"end_{x}"]]) for x in (side, other)
        )
        evidence = f"{other_source} {other_start}–{other_start + len(other_text)}"
        for repair in proposed_repairs(text, other_text, start):
            yield source, repair.start, repair.end, repair.now, evidence
