"""A claim that a speech makes twice: the same indicator, unit and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koujing.coding.arithmetic.checks import Check, Interval, compare, interval, report
from koujing.coding.statistics import Figure

# A name this short says too little to be sure that the same is meant.
_NAME = 4
_SCOPE = re.compile(r"\A(?:我|全)[国省市州县区乡镇村]")


def repeat_checks(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Levels stated twice for the same time."""
    first: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        if figure.kind not in {"money", "measure"} or not figure.period or figure.value is None or figure.modifier or len(figure.indicator) < _NAME:
            continue
        key = (figure.indicator, figure.unit, figure.period, figure.status, figure.kind)
        before = first.setdefault(key, figure)
        if before is not figure and compare(interval(before), interval(figure)) == "meets":
            yield report(figure, "sum", interval(before), "consistent", "stated twice", [before])
