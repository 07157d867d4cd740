"""What lies where in a file: which repairs, marks and edits belong to which passages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from koujing.repaired import RepairedText
from koujing.speech import Repair, SetAside

Edit = tuple[int, int, str]


def covers(spans: Sequence[SetAside | Repair], at: int) -> bool:
    """Whether one of the spans (in order, without overlap) covers the character at ``at``."""
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return i >= 0 and at < spans[i].end


def lying_in(inside: Sequence[SetAside], aside: Sequence[SetAside], repairs: list[Repair]) -> list[Repair]:
    """The repairs that lie within one of the passages ``inside`` and touch nothing that was set aside."""
    if not repairs:
        return []
    first, last = np.array([r.start for r in repairs], int), np.array([r.end - 1 for r in repairs], int)
    keep = np.ones(len(repairs), bool)
    for spans, wanted in ((inside, True), (aside, False)):
        starts, ends = np.array([s.start for s in spans], int), np.array([-1, *(s.end for s in spans)], int)
        for at in (first, last):
            keep &= (at < ends[np.searchsorted(starts, at, side="right")]) == wanted
    return [r for r, kept in zip(repairs, keep.tolist(), strict=True) if kept]


def in_raw(repairs: list[Repair], shown: RepairedText, raw: str) -> list[Repair]:
    """The repairs of what is shown of ``raw``, with their places in it."""
    if shown.text == raw:
        return repairs
    starts, ends = shown.raw_spans([r.start for r in repairs], [r.end for r in repairs])
    spans = zip(repairs, starts.tolist(), ends.tolist(), strict=True)
    return [Repair(a, b, raw[a:b], r.now, r.kind, r.certain) for r, a, b in spans]


def within(span: tuple[int, int], edits: Sequence[Edit]) -> list[Edit]:
    """Those edits that lie in a span; the edits are in order."""
    first, last = bisect_left(edits, (span[0],)), bisect_left(edits, (span[1] + 1,))
    return [edit for edit in edits[first:last] if edit[1] <= span[1]]
