"""Spans of years and their stages: 从2015年到2020年,前三年…、后三年…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.numerals import read_integer

_TERM = re.compile(r"[从自]([12]\d{3})年?[到至]([12]\d{3})年")
_YEARS = rf"([两{TO_TEN[1:]}\d]{{1,2}})年"
_STAGES = re.compile(rf"[^。！？\n]{{0,30}}?(前{_YEARS})[^。！？\n]{{0,24}}?(后{_YEARS})")


def term_checks(text: str) -> Iterator[Check]:
    """Checks of spans of years divided into two stages, counting both the first and the last year.

    >>> [(c.verdict, c.stated) for c in term_checks("从2015年到2020年,前三年集中攻坚、后三年巩固提高")]
    [('consistent', Decimal('6'))]
    """
    for term in _TERM.finditer(text):
        stages = _STAGES.match(text, term.end())
        lengths = [n for group in (2, 4) if (n := read_integer(stages[group]))] if stages else []
        if stages and len(lengths) == 2:
            years, total = Decimal(int(term[2]) - int(term[1]) + 1), Decimal(sum(lengths))
            # The wording leaves open whether the first year counts.
            verdict = "consistent" if total in {years, years - 1} else "undetermined"
            parts = (stages.span(1), stages.span(3))
            yield Check(*term.span(), "sum", years, total, total, verdict, "the stages make up the years", parts)
