"""Spans of years and their stages: 从2015年到2020年,前三年…、后三年…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check
from koujing.chinese.numeral_forms import YEAR
from koujing.chinese.numerals import read_integer
from koujing.chinese.places import occurrences
from koujing.chinese.times import HOW_MANY

_TERM = re.compile(rf"[从自]({YEAR})年?[到至]({YEAR})年\Z")
_TERM_REACH = 12  # two years of four digits, and the four characters around them
# Not 从…到…的前十年: that is the span itself.
_STAGES = re.compile(rf"(?!的)[^。！？\n]{{0,30}}?(前({HOW_MANY})年)[^。！？\n]{{0,24}}?(后({HOW_MANY})年)")


def term_checks(text: str) -> Iterator[Check]:
    """Checks of spans of years divided into two stages, counting both the first and the last year.

    >>> [(c.verdict, c.stated) for c in term_checks("从2015年到2020年,前三年集中攻坚、后三年巩固提高")]
    [('consistent', Decimal('6'))]
    """
    for at in occurrences(text, "年"):
        term = _TERM.search(text, max(0, at + 1 - _TERM_REACH), at + 1)
        stages = _STAGES.match(text, at + 1) if term else None
        if not term or not stages:
            continue
        first, last, *lengths = map(read_integer, (*term.groups(), stages[2], stages[4]))
        if first and last and all(lengths):
            years, total = Decimal(last - first + 1), Decimal(sum(filter(None, lengths)))
            if total > years:  # stages of another, longer span
                continue
            # The wording leaves open whether the first year counts.
            verdict = "consistent" if total in {years, years - 1} else "undetermined"
            parts = (stages.span(1), stages.span(3))
            yield Check(*term.span(), "sum", years, total, total, verdict, "the stages make up the years", parts)
