"""A claim that a speech makes twice: the same indicator, unit and time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koujing.coding.arithmetic.checks import Check, compare, interval, report
from koujing.coding.statistics import Figure
from koujing.coding.times import years

# A name this short says too little to be sure that the same is meant.
_NAME = 4
_CLAUSE = re.compile(r"[^，。；、,;\n]*\Z")
_OTHERS = re.compile(r"[比较由从与]|分别|\d")


def repeat_checks(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Levels stated twice for the same time."""
    first: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        if figure.kind not in {"money", "measure"} or figure.value is None or figure.modifier:
            continue
        if not figure.period or len(figure.indicator) < _NAME:
            continue
        key = (figure.indicator, figure.unit, figure.period, figure.status, figure.kind)
        before = first.setdefault(key, figure)
        if before is figure:
            continue
        if compare(interval(before), interval(figure)) == "meets":
            yield report(figure, "sum", interval(before), "consistent", "stated twice", [before])
        elif (
            _is_of_a_year(figure)
            and "\n" in text[before.end : figure.start]
            and _named(text, before)
            and _named(text, figure)
        ):
            yield report(figure, "sum", interval(before), "undetermined", "stated twice, with another value", [before])


def _is_of_a_year(figure: Figure) -> bool:
    return bool(years(figure.period))


def _named(text: str, figure: Figure) -> bool:
    """Whether a figure stands in the clause that names it, and is not only compared with or one of several."""
    before = _CLAUSE.search(text, max(0, figure.start - 30), figure.start)
    return before is not None and figure.indicator in before[0] and not _OTHERS.search(before[0])
