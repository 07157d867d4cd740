"""Spans of years and their stages: 从2015年到2020年,前三年…、后三年…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check
from koujing.chinese.numerals import read_numeral

_TERM = re.compile(r"[从自]([12]\d{3})年?[到至]([12]\d{3})年")
_STAGES = re.compile(
    r"[^。！？\n]{0,30}?(前([两二三四五六七八九十\d]{1,2})年)[^。！？\n]{0,24}?(后([两二三四五六七八九十\d]{1,2})年)"
)


def term_checks(text: str) -> Iterator[Check]:
    """Spans of years that are cut in two stages, first and last year counted.

    >>> [(c.verdict, c.stated) for c in term_checks("从2015年到2020年,前三年集中攻坚、后三年巩固提高")]
    [('consistent', Decimal('6'))]
    """
    for term in _TERM.finditer(text):
        stages = _STAGES.match(text, term.end())
        numerals = [read_numeral(stages[group]) for group in (2, 4)] if stages else []
        lengths = [numeral.value for numeral in numerals if numeral and numeral.value]
        if stages and len(lengths) == 2:
            years, total = Decimal(int(term[2]) - int(term[1]) + 1), sum(lengths, Decimal(0))
            # Whether the first year counts is left open by the wording.
            verdict = "consistent" if total in {years, years - 1} else "undetermined"
            parts = (stages.span(1), stages.span(3))
            yield Check(*term.span(), "sum", years, total, total, verdict, "the stages make up the years", parts)
