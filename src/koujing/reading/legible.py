"""Make the signs of a source legible before its page is read: characters read wrongly, radicals, line ends, blanks and gaps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from koujing.reading.files.markup import Shown, show
from koujing.reading.repair import find_signs
from koujing.reading.repair.misread import find_misread
from koujing.reading.repair.redecoded import Cause
from koujing.speech import Repair

_SHORT = 2000  # characters up to which a set is made faster than a table of all characters


def make_legible(raw: str, shown: Shown) -> tuple[Shown, set[str], list[Cause]]:
    r"""What is shown of ``raw`` with its signs repaired, the set of its characters, and the causes of what was read wrongly.

    >>> from koujing.reading.files.markup import read_plain
    >>> raw = "修⽔渠\r&#26550;桥"
    >>> legible, _, causes = make_legible(raw, read_plain(raw))
    >>> legible.text.text, causes[0].what
    ('修水渠\n架桥', 'characters are written as HTML references (&#…;) (character 4, &#26550;桥): mended in 1 place')
    """
    present = _characters(shown.text.text)
    misread, causes = find_misread(shown.text.text, present)
    if misread:
        shown = _amended(raw, shown, misread)
        present = _characters(shown.text.text)
    if signs := find_signs(shown.text.text, present):
        shown = _amended(raw, shown, signs)
        present.update(*(r.now for r in signs))
    return shown, present, causes


def _characters(text: str) -> set[str]:
    """The set of the characters of a text; ``set`` makes a string of every single one, which takes too long for a long text."""
    if len(text) < _SHORT:
        return set(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    occurs = np.zeros(int(codes.max(initial=0)) + 1, np.bool_)
    occurs[codes] = True
    return set(map(chr, np.flatnonzero(occurs).tolist()))


def _amended(source: str, shown: Shown, repairs: list[Repair]) -> Shown:
    """The same, after ``repairs`` in its text; where a mark stands in a repair, it is made sign by sign, or not at all."""
    starts, ends = shown.text.raw_spans([r.start for r in repairs], [r.end for r in repairs])
    made: list[Repair] = []
    for r, start, end in zip(repairs, starts.tolist(), ends.tolist(), strict=True):
        signs = 1 if end - start == r.end - r.start else r.end - r.start
        if signs > 1 and len(r.now) in (0, signs):
            made += _one_by_one(source, shown, r)
        elif signs == 1 or not any(start <= mark.start < end for mark in shown.marks):
            made.append(Repair(start, end, source[start:end], r.now, r.kind, r.certain))
    opened = [r.start for r in made]
    kept = [r for r in shown.references if not (k := bisect_right(opened, r.start)) or made[k - 1].end <= r.start]
    return replace(show(source, shown.marks, sorted([*kept, *made])), links=shown.links)


def _one_by_one(source: str, shown: Shown, repair: Repair) -> Iterator[Repair]:
    """The parts of a repair of signs that do not stand side by side in the source; each is read as a sign or dropped."""
    at = range(repair.start, repair.end)
    starts, ends = shown.text.raw_spans(list(at), [k + 1 for k in at])
    for sign, start, end in zip(repair.now or " " * len(at), starts.tolist(), ends.tolist(), strict=False):
        yield Repair(start, end, source[start:end], sign if repair.now else "", repair.kind, repair.certain)
