"""Stated percentages against the part and the whole named before them: 2.4万口山塘干涸6240口,占26%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from koujing.checks.check import Check, Interval, compare, interval, report
from koujing.checks.passages import Passage
from koujing.chinese.patterns import lazy
from koujing.statistics.find import Statistic

# How many statistics before the percentage its part and whole are looked for.
_BACK = 6
_SHARE = lazy(r"占(?!地|比|用)(?P<whole>[^，。；、,;]{0,14}?)(?:的?(?:比重|比例))?(?:为|达到?|近|约|超过|的)*\Z")
_NAMED = lazy(
    r"(?:\A|[，,、；;])(?P<part>[^，。；、,;]{2,12}?)(?:所占|占)?(?:的)?(?:比重|比例|占比)(?:为|达到?|是)\Z"
)
# 204个县,占全国1027个植棉县的20%: the whole stands between 占 and the percentage.
_OF_SO_MANY = lazy(r"[^，。；、,;]{0,10}的\Z")
_ALL = lazy(r"(?:总|全部|其|全|总的)?(?:总?[数量额]|部|面积|户数|人数)?的?\Z")
_APART = lazy(r"[。；;]")


def share_checks(passage: Passage) -> Iterator[Check]:
    """Checks of the percentages of a sentence that are shares of a statistic before them."""
    for k in range(1, len(passage.statistics)):
        percent = passage.statistics[k]
        if percent.kind != "percent" or percent.unit != "%" or (percent.low is None and percent.high is None):
            continue
        if k > 1 and passage.statistics[k - 1].role == "whole" and _OF_SO_MANY.match(passage.gaps[k]):
            part, whole = passage.statistics[k - 2], passage.statistics[k - 1]
            if part.unit == whole.unit:
                yield from _judge(percent, part, [whole])
        elif share := _SHARE.search(passage.gaps[k]):
            yield from _of_the_statistic_before(passage, k, share)
        elif named := _NAMED.search(passage.gaps[k]):
            yield from _of_the_part_named(passage, k, named["part"])


def _of_the_statistic_before(passage: Passage, k: int, share: re.Match[str]) -> Iterator[Check]:
    """The part is the statistic right before 占, the whole an earlier one that the words name, or any if they name none."""
    between = passage.gaps[k][: share.start()]
    if len(between) > 12 or _APART.search(between) or between.count("，") + between.count(",") > 1:
        return
    part, sort = passage.statistics[k - 1], passage.sorts[k - 1]
    name = share["whole"].removesuffix("的")
    wholes = [
        passage.statistics[j] for j in range(k - 2, max(-1, k - 2 - _BACK), -1) if sort[0] and passage.sorts[j] == sort
    ]
    if not _ALL.fullmatch(name):
        wholes = [one for one in wholes if _names(one.indicator, name)]
    yield from _judge(passage.statistics[k], part, [one for one in wholes if _may_hold(one, part)])


def _names(indicator: str, name: str) -> bool:
    """Whether the words after 占 name what a statistic measures."""
    return len(name) > 1 and bool(indicator) and (name in indicator or indicator in name)


def _may_hold(whole: Statistic, part: Statistic) -> bool:
    return whole.value is None or part.value is None or whole.value >= part.value


def _of_the_part_named(passage: Passage, k: int, name: str) -> Iterator[Check]:
    """中央财政所占比重为37.8%: the statistic of that name, and the nearest larger one before it."""
    for j in range(k - 1, max(-1, k - 1 - _BACK), -1):
        if passage.statistics[j].indicator.endswith(name) or passage.gaps[j].endswith(name):
            sort = passage.sorts[j]
            before = (
                passage.statistics[i]
                for i in range(j - 1, max(-1, j - 1 - _BACK), -1)
                if sort[0] and passage.sorts[i] == sort
            )
            part = passage.statistics[j]
            yield from _judge(passage.statistics[k], part, [one for one in before if _may_hold(one, part)])
            return


def _judge(percent: Statistic, part: Statistic, wholes: list[Statistic]) -> Iterator[Check]:
    """The check of a whole that gives the percentage, else of the nearest one; only a single whole can be inconsistent."""
    shares = [(whole, _share(part, whole)) for whole in wholes]
    for whole, computed in shares:
        if computed and compare(computed, interval(percent)) == "meets":
            yield report(percent, "share", computed, "consistent", "part over whole", [part, whole])
            return
    if shares and (computed := shares[0][1]):
        how = compare(computed, interval(percent))
        sure = len(wholes) == 1 and how in {"over", "under"}
        reading = "part over whole is another percentage" if sure else "part over whole, if these are meant"
        yield report(percent, "share", computed, "inconsistent" if sure else "undetermined", reading, [part, wholes[0]])


def _share(part: Statistic, whole: Statistic) -> Interval | None:
    if not whole.low or whole.low <= 0:
        return None
    low = None if part.low is None or whole.high is None else 100 * part.low / whole.high
    return Interval(low, None if part.high is None else 100 * part.high / whole.low)
