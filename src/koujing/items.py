"""The cells of statistics, formulas and checks, in raw characters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from koujing.checks import Check
from koujing.slogans.formulas import Formula
from koujing.speech import Speech
from koujing.statistics.find import Statistic

Cells = dict[str, Any]
Item = tuple[int, int, Cells]  # start, end, the further cells

# An indicator stands at most so far before its statistic: a carried one in the clause before, or further back in a list.
NEAR = 300

FIGURE = ("value", "low", "high", "unit", "kind", "modifier", "indicator", "status", "domain", "note")
CHECK = ("kind", "stated", "computed_low", "computed_high", "verdict", "reading")
FORMULA = ("kind", "count", "head", "quoted", "bundle", "gloss")


def cells_of(coded: object, names: Sequence[str]) -> Cells:
    """The attributes of a coded thing that are columns of its table."""
    return {name: getattr(coded, name) for name in names}


def statistic_items(speech: Speech, statistics: Sequence[Statistic]) -> list[Item]:
    """The cells of statistics; indicator and period in raw characters, as the text has them, and whose passage they are in."""
    periods = _raw_texts(speech, [statistic.when or (0, 0) for statistic in statistics])
    named = _raw_texts(speech, [_place_of(statistic, speech.text) for statistic in statistics])
    voices = speech.voice_at(statistic.start for statistic in statistics)
    items: list[Item] = []
    for f, period, name, voice in zip(statistics, periods, named, voices, strict=True):
        # Where a line break or a mask stood in it, the name is given as it was repaired.
        indicator = name if len(name) == len(f.indicator) else f.indicator
        told = {"indicator": indicator, "period": period, "voice": voice.speaker if voice else ""}
        items.append((f.start, f.end, cells_of(f, FIGURE) | told))
    return items


def _place_of(statistic: Statistic, text: str) -> tuple[int, int]:
    """Where the indicator of a statistic stands: before it or right behind it; (0, 0) where it is put together from two places."""
    start = text.rfind(statistic.indicator, max(0, statistic.start - NEAR), statistic.end + len(statistic.indicator) + 2)
    return (start, start + len(statistic.indicator)) if start >= 0 else (0, 0)


def _raw_texts(speech: Speech, spans: Sequence[tuple[int, int]]) -> list[str]:
    starts, ends = speech.repaired.raw_spans([a for a, _ in spans], [b for _, b in spans])
    return [speech.raw[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def formula_cells(formula: Formula, speech: Speech) -> Cells:
    """The cells of a formula; its members as the raw text has them."""
    spans = formula.members
    start, end = speech.raw_span(spans[0][0], spans[-1][1]) if spans else (None, None)
    return {
        **cells_of(formula, FORMULA),
        "members": "|".join(speech.raw_text(*span) for span in spans),
        "members_start": start,
        "members_end": end,
    }


def check_cells(check: Check, speech: Speech) -> Cells:
    """The cells of a check; the spans of its parts in raw offsets, as JSON."""
    starts, ends = speech.repaired.raw_spans([start for start, _ in check.parts], [end for _, end in check.parts])
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return {**cells_of(check, CHECK), "parts": json.dumps([list(span) for span in spans])}
