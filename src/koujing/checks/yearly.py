"""Yearly rates against what they add up to (五年增长61%,年均增长10%), and spans of years against their stages (前三年…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from koujing.checks.check import Check, Interval, compare, interval, report
from koujing.checks.passages import Passage
from koujing.chinese.numeral_forms import YEAR
from koujing.chinese.numerals import read_integer
from koujing.chinese.places import occurrences
from koujing.chinese.times import ANY_YEAR, HOW_MANY, years
from koujing.statistics.find import Statistic

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


_YEARLY = re.compile(
    r"(?:左右|以上)?[，、,]?(?:即|也就是)?(?:平均每年|年均|每年平均|年平均)(?:递增|增长|提高|增加)?率?[为约近]?\Z"
)
_SINCE = re.compile(rf"(?:[比较同与]|相当于)({ANY_YEAR})年")
_SPAN = re.compile(rf"({HOW_MANY})年(?:来|内|间|中|时间|期间)?(?![前底初末度])")
_TIMES = re.compile(rf"({HOW_MANY})年(?:时间|内|间)?(?:[^，。；、,;]{{0,4}})\Z")
_RATE = re.compile(r"增速|增长|增幅|递增")
# No plan met so far is longer.
_LONGEST = 30
# 翻番 is also said of what comes within 2.5 % of it.
_ABOUT = Decimal("0.025")


def rate_checks(passage: Passage) -> Iterator[Check]:
    """The yearly rates of a sentence against the growth they add up to."""
    for k in range(1, len(passage.statistics)):
        last, statistic = passage.statistics[k - 1 : k + 1]
        if statistic.kind == "multiple":
            yield from _to_a_multiple(passage, k)
        elif (
            statistic.unit == last.unit == "%" and statistic.kind == last.kind == "change" and _YEARLY.match(passage.gaps[k])
        ):
            yield from _to_a_growth(passage, k)


def _to_a_growth(passage: Passage, k: int) -> Iterator[Check]:
    """增长61%,平均每年增长10%: over the number of years that the text names, or over one that would fit."""
    total, rate = passage.statistics[k - 1 : k + 1]
    if total.note == "decrease" or rate.low is None or rate.high is None:
        return
    fits = [n for n in range(2, _LONGEST) if compare(_compound(rate, n), interval(total)) == "meets"]
    named = _years_named(passage, k - 1)
    if named in fits:
        yield report(
            total, "growth", _compound(rate, named), "consistent", f"the yearly rate over {named} years", [rate]
        )
    elif fits:
        reading = f"the yearly rate over {fits[0]} years, which the text does not name"
        yield report(total, "growth", _compound(rate, fits[0]), "undetermined", reading, [rate])
    elif named:
        reading = f"the yearly rate over {named} years, if these are meant: no number of years fits"
        yield report(total, "growth", _compound(rate, named), "undetermined", reading, [rate])


def _years_named(passage: Passage, k: int) -> int:
    """The years from the year of comparison to that of the statistic, else the only span of years in the sentence, else 0."""
    words = passage.words(0, k)
    since, until = _SINCE.findall(words), years(passage.statistics[k].period)
    if since and until and (first := years(since[-1] + "年")) and until[-1] > first[0]:
        return until[-1] - first[0]
    spans = set(filter(None, map(read_integer, _SPAN.findall(words))))
    return spans.pop() if len(spans) == 1 else 0


def _compound(rate: Statistic, n: int) -> Interval:
    """The growth in percent that a yearly rate gives over ``n`` years."""
    return Interval(*(None if end is None else 100 * ((1 + end / 100) ** n - 1) for end in interval(rate)))


def _to_a_multiple(passage: Passage, k: int) -> Iterator[Check]:
    """A yearly rate that is to reach a multiple: 增速达到15%,五年翻番."""
    rate, goal = passage.statistics[k - 1 : k + 1]
    times = _TIMES.search(passage.before(k, 12))
    named = _RATE.search(rate.indicator) or _RATE.search(passage.before(k - 1, 24))
    n = read_integer(times[1]) if times else None
    if not n or n > _LONGEST or len(passage.gaps[k]) > 14:
        return
    if not named or rate.unit != "%" or not goal.note.startswith("×") or rate.low is None:
        return
    computed = Interval(*(None if end is None else 1 + end / 100 for end in _compound(rate, n)))
    times_goal = Decimal(goal.note[1:])
    stated = Interval(times_goal * (1 - _ABOUT), times_goal * (1 + _ABOUT))
    verdict = "consistent" if compare(computed, stated) == "meets" else "undetermined"
    yield report(goal, "growth", computed, verdict, f"the yearly rate over {n} years", [rate])
