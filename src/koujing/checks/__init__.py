"""Statistics and announced counts of a speech checked against one another, within the rounding that the wording allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from koujing.checks.announced import outline_checks
from koujing.checks.breakdowns import part_checks
from koujing.checks.check import Check
from koujing.checks.enumerations import count_checks
from koujing.checks.growths import growth_checks
from koujing.checks.passages import split_passages
from koujing.checks.restated import repeat_checks
from koujing.checks.shares import share_checks
from koujing.checks.targets import target_checks
from koujing.checks.totals import total_checks
from koujing.checks.yearly import rate_checks, term_checks
from koujing.chinese.marks import Marks
from koujing.slogans.formulas import Formula
from koujing.speech import Section
from koujing.statistics.find import Statistic

__all__ = ["Check", "find_checks"]

_FINDERS = (part_checks, total_checks, growth_checks, rate_checks, share_checks)
# Each claim keeps one check: a failure goes before a success, and either before an undecided one.
_RANKS = {"inconsistent": 0, "consistent": 1, "undetermined": 2}


def find_checks(
    text: str,
    statistics: Sequence[Statistic],
    formulas: Sequence[Formula] = (),
    sections: Sequence[Section] = (),
    marks: Marks | None = None,
) -> list[Check]:
    """The checks of statistics and counts of a text against one another, in order, one per claim.

    Two statements agree where the intervals that their wording allows meet (12.4亿 is 12.35 to 12.45). A claim is
    ``inconsistent`` only where the text says what belongs together; in doubt it is ``undetermined``.

    >>> from koujing.statistics.find import find_statistics
    >>> text = "修渠36条,其中干渠21条、支渠10条、其他5条。"
    >>> [(c.kind, c.verdict, c.reading) for c in find_checks(text, find_statistics(text))]
    [('sum', 'consistent', 'the parts add up')]
    """
    marks = marks or Marks(text)
    passages = split_passages(marks, statistics)
    found = [check for passage in passages for finder in _FINDERS for check in finder(passage)]
    found += target_checks(text, statistics)
    found += repeat_checks(marks, statistics)
    found += count_checks(marks, formulas)
    found += outline_checks(text, sections)
    found += term_checks(text)
    return _one_a_claim(found)


def _one_a_claim(checks: Iterable[Check]) -> list[Check]:
    kept: dict[tuple[int, int], Check] = {}
    for check in sorted(checks, key=lambda one: _RANKS[one.verdict]):
        kept.setdefault((check.start, check.end), check)
    return sorted(kept.values(), key=lambda one: (one.start, one.end))
