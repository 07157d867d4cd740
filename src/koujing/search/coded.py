"""Rebuild the speeches of a coded study from its sentences and repairs, so that they can be searched."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pandas as pd

from koujing.repaired import RepairedText
from koujing.scale import apart
from koujing.speech import Repair, Section, Speech, Voice
from koujing.stored import Frames
from koujing.study import Study

BLANK = " "  # stands in for a raw character outside every sentence


def parts_of(study: Study) -> list[Frames]:
    """The tables of each part of a study, those of a study in memory as one part.

    Errors: ``ValueError`` for a study without sentences, such as one made to be shared.
    """
    if "sentences" not in study.frames:
        raise ValueError(f"{study.name}: this study has no sentences to search; give the folder of its texts")
    return apart(study.frames)


def speeches_of(study: Study) -> Iterator[Speech]:
    """Each speech as far as its sentences give it; whatever was between two of them becomes a line end.

    Errors: as for ``parts_of``.
    """
    return chain.from_iterable(map(speeches_in, parts_of(study)))


def speeches_in(frames: Frames) -> Iterator[Speech]:
    """The speeches of a part."""
    tables = {name: dict(iter(frames[name].groupby("speech"))) for name in ("sentences", "repairs", "sections", "voices")}
    for source, speech, date in _cells(frames["documents"], "source", "speech", "date"):
        yield _speech(source, speech, date, {name: of[speech] for name, of in tables.items() if speech in of})


def _speech(source: str, speech: str, date: str, rows: dict[str, pd.DataFrame]) -> Speech:
    sentences = _spans(rows.get("sentences"))
    texts = list(rows["sentences"]["text"]) if sentences else []
    end = max((end for _, end in sentences), default=0)
    raw = _raw(sentences, texts, end)
    repairs = [Repair(*cells) for cells in _cells(rows.get("repairs"), "start", "end", "was", "now", "kind", "certain")]
    gaps = [(a, b, "\n") for (_, a), (b, _) in pairwise(sentences) if a < b]
    inside = [repair.edit for repair in repairs if repair.edit and _within(repair, sentences)]
    start = sentences[0][0] if sentences else 0
    repaired = RepairedText.build(raw, start, end, [*gaps, *inside])
    sections = _placed(repaired, rows.get("sections"), "depth", "ordinal", "heading", "part")
    voices = _placed(repaired, rows.get("voices"), "speaker", "role", "verb")
    return Speech(
        speech, source, raw, start, end, repaired, tuple(repairs),
        tuple(Section(*cells) for cells in sections), tuple(Voice(*cells) for cells in voices), {"date": date},
    )  # fmt: skip


def _raw(sentences: list[tuple[int, int]], texts: list[str], end: int) -> str:
    """The raw text, with each sentence at its original offset and blanks in between."""
    parts, at = [], 0
    for (start, _), text in zip(sentences, texts, strict=True):
        parts += [BLANK * (start - at), text]
        at = start + len(text)
    return "".join(parts)[:end]


def _within(repair: Repair, sentences: list[tuple[int, int]]) -> bool:
    k = int(np.searchsorted([start for start, _ in sentences], repair.start, side="right")) - 1
    return k >= 0 and repair.end <= sentences[k][1]


def _placed(repaired: RepairedText, rows: pd.DataFrame | None, *columns: str) -> Iterator[tuple[Any, ...]]:
    """For each row, its span in the repaired text followed by its cells in ``columns``."""
    spans = _spans(rows)
    starts, ends = (repaired.text_offsets([span[k] for span in spans]).tolist() for k in (0, 1))
    return zip(starts, ends, *zip(*_cells(rows, *columns), strict=True), strict=True) if spans else iter(())


def _spans(rows: pd.DataFrame | None) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in _cells(rows, "start", "end")]


def _cells(rows: pd.DataFrame | None, *columns: str) -> Iterator[tuple[Any, ...]]:
    return iter(()) if rows is None else rows[list(columns)].itertuples(index=False, name=None)
