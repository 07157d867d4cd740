"""Record what a step of the repair changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import ne

from koujing.speech import Repair


def replace(pattern: re.Pattern[str], text: str, found: list[Repair], kind: str, now: Callable[[str], str]) -> str:
    """Replace matches by something of the same length, and record every run of characters that changes."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        was = match.group()
        new = now(was)
        if new == was:
            continue
        start = match.start()
        parts += [text[at:start], new]
        at = match.end()
        found += [Repair(start + a, start + b, was[a:b], new[a:b], kind) for a, b in changed(was, new)]
    return "".join([*parts, text[at:]]) if parts else text


def changed(was: str, new: str) -> list[tuple[int, int]]:
    """The spans in which two strings of equal length differ."""
    if len(was) == 1:
        return [(0, 1)]
    differs = bytes(map(ne, was, new))
    return [m.span() for m in re.finditer(b"\1+", differs)]


def settle(text: str, found: list[Repair]) -> list[Repair]:
    """The repairs in order, with ``was`` taken from the text itself; of two that overlap, the one that begins first is kept."""
    settled: list[Repair] = []
    at = 0
    for r in sorted(found, key=lambda r: (r.start, -r.end)):
        if r.start >= at:
            was, at = text[r.start : r.end], r.end
            settled.append(r if r.was == was else Repair(r.start, r.end, was, r.now, r.kind, r.certain))
    return settled
