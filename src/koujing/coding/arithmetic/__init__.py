"""Figures and announced counts of a speech checked against one another, by the rounding that their wording allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from koujing.coding.arithmetic.checks import Check
from koujing.coding.arithmetic.counts import count_checks
from koujing.coding.arithmetic.growths import growth_checks
from koujing.coding.arithmetic.outlines import outline_checks
from koujing.coding.arithmetic.parts import part_checks
from koujing.coding.arithmetic.passages import split_passages
from koujing.coding.arithmetic.rates import rate_checks
from koujing.coding.arithmetic.repeats import repeat_checks
from koujing.coding.arithmetic.shares import share_checks
from koujing.coding.arithmetic.targets import target_checks
from koujing.coding.arithmetic.terms import term_checks
from koujing.coding.arithmetic.totals import total_checks
from koujing.coding.formulas import Formula
from koujing.coding.statistics import Figure
from koujing.reading.speech import Section

__all__ = ["Check", "find_checks"]

_FINDERS = (part_checks, total_checks, growth_checks, rate_checks, share_checks)
# One claim has one check: a failure before a success, either before what cannot be told.
_RANKS = {"inconsistent": 0, "consistent": 1, "undetermined": 2}


def find_checks(
    text: str, figures: Sequence[Figure], formulas: Sequence[Formula] = (), sections: Sequence[Section] = ()
) -> list[Check]:
    """The places where figures or counts of a text can be checked against one another, in order, one a claim.

    Two statements agree where the intervals that their wording allows meet (12.4亿 is 12.35 to 12.45). A claim is
    ``inconsistent`` only where the text says what belongs together; in doubt it is ``undetermined``.

    >>> from koujing.coding.statistics import find_figures
    >>> text = "修渠36条,其中干渠21条、支渠10条、其他5条。"
    >>> [(c.kind, c.verdict, c.reading) for c in find_checks(text, find_figures(text))]
    [('sum', 'consistent', 'the parts add up')]
    """
    passages = split_passages(text, figures)
    found = [check for passage in passages for finder in _FINDERS for check in finder(passage)]
    found += target_checks(text, figures)
    found += repeat_checks(text, figures)
    found += count_checks(text, formulas)
    found += outline_checks(text, sections)
    found += term_checks(text)
    return _one_a_claim(found)


def _one_a_claim(checks: Iterable[Check]) -> list[Check]:
    kept: dict[tuple[int, int], Check] = {}
    for check in sorted(checks, key=lambda one: _RANKS[one.verdict]):
        kept.setdefault((check.start, check.end), check)
    return sorted(kept.values(), key=lambda one: (one.start, one.end))
