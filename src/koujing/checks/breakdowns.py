"""Parts named after their total: 80项,其中…; 36项(…); 收入21万元,承包费…,租金…,分红…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from koujing.checks.check import Check, add, compare, interval, report
from koujing.checks.passages import REACH, Passage, Sort
from koujing.chinese.patterns import lazy
from koujing.statistics.find import Statistic

_OF_WHICH = lazy(r"其中(?![央心])[^；;]*\Z")
# Brackets that give an earlier level, or the amount in another unit, hold no parts.
_BRACKET = lazy(r"[^，。；、,;]{0,8}[（(](?!不|原|比|占|上年|去年|合|折|约|相当)[^（）()]*\Z")
_NEXT_BRACKET = lazy(r"[）)][^（(]*[（(]")
_REST = lazy(r"其[他它余]|另外")
_OPEN_LIST = lazy("包括|主要|重点")
# People, counted in these units, belong to several groups at once (妇女, 党员).
_OVERLAPPING = frozenset({"人", "人次", "户"})
_UNCLEAR = {
    "near": "more rounding would explain it",
    "open": "all are lower bounds",
    "meets": "a part that may be as large as the whole",
}
_NO_MORE = ("consistent", "parts, no more than the whole")
# A list without an announcement has at least three parts, and fewer than this.
_LIST = 10


def part_checks(passage: Passage) -> Iterator[Check]:
    """The totals of a sentence against the parts after them."""
    for k in range(1, len(passage.statistics)):
        if _OF_WHICH.search(passage.gaps[k]):
            yield from _of_which(passage, k)
        elif passage.depths[k] > passage.depths[k - 1] and _BRACKET.match(passage.gaps[k]):
            yield from _bracketed(passage, k)
    yield from _unannounced(passage)


def _of_which(passage: Passage, k: int) -> Iterator[Check]:
    """其中 before statistic k: the parts in each unit against the nearest earlier statistic in that unit."""
    depth, end = passage.depths[k], min(len(passage.statistics), k + REACH)
    end = next((j for j in range(k, end) if passage.depths[j] < depth), end)
    inside = [j for j in range(k, end) if passage.depths[j] == depth]
    for sort in dict.fromkeys(passage.sorts[j] for j in inside):
        whole = _whole(passage, k, sort)
        if whole is not None:
            lists = _lists(passage, [j for j in inside if passage.sorts[j] == sort])
            yield from _judge(passage, whole, lists, first=sort == passage.sorts[k] and "。" not in passage.gaps[k])


def _whole(passage: Passage, k: int, sort: Sort) -> int | None:
    """The nearest statistic of a sort before statistic k."""
    return next((j for j in range(k - 1, max(-1, k - 6), -1) if sort[0] and passage.sorts[j] == sort), None)


def _lists(passage: Passage, parts: Sequence[int]) -> list[list[int]]:
    """The lists that may be meant: parts joined by 、 only, by 、 or ，, the first part after each ；, and all parts."""
    upto: dict[int, list[int]] = {mark: [parts[0]] for mark in (1, 2, 3)}
    heads, open_marks = [parts[0]], {1, 2, 3}
    for last, j in pairwise(parts):
        marks = max(passage.mark(i) for i in range(last + 1, j + 1))
        again = any(_OF_WHICH.search(passage.gaps[i]) for i in range(last + 1, j + 1))
        if again and marks < 3:
            break
        open_marks -= {mark for mark in open_marks if marks > mark or again}
        for mark in open_marks:
            upto[mark].append(j)
        if marks == 3:
            heads.append(j)
    found = [upto[1], upto[2], heads, upto[3]]
    return [one for n, one in enumerate(found) if one not in found[:n]]


def _judge(passage: Passage, whole: int, lists: Sequence[list[int]], first: bool) -> Iterator[Check]:
    """The check of the list that adds up to the whole, else of one that names the rest, else of the shortest."""
    total = passage.statistics[whole]
    named = [[passage.statistics[j] for j in one] for one in lists]
    sums = [add(map(interval, one)) for one in named]
    hows = [compare(one, interval(total)) for one in sums]
    adds_up = next((n for n, one in enumerate(lists) if len(one) > 1 and hows[n] == "meets"), None)
    if adds_up is not None:
        yield report(total, "sum", sums[adds_up], "consistent", "the parts add up", named[adds_up])
        return
    n = next((n for n, one in enumerate(lists) if len(one) > 1 and _is_closed(passage, one)), 0)
    verdict, reading = _verdict(passage, whole, lists[n], hows[n], first)
    if verdict:
        yield report(total, "sum" if len(lists[n]) > 1 else "share", sums[n], verdict, reading, named[n])


def _is_closed(passage: Passage, parts: Sequence[int]) -> bool:
    """Whether a list ends with a word for the rest (其他), so that nothing is left out."""
    return bool(_REST.search(passage.gaps[parts[-1]])) and not _OPEN_LIST.search(passage.words(parts[0], parts[-1]))


def _verdict(passage: Passage, whole: int, parts: Sequence[int], how: str, first: bool) -> tuple[str, str]:
    """The verdict on a list that does not add up, and its reading; both empty if another whole must be meant."""
    total, closed = passage.statistics[whole], len(parts) > 1 and _is_closed(passage, parts)
    if len(parts) == 1 and _is_less(passage.statistics[parts[0]], total):
        return _NO_MORE
    if how in _UNCLEAR:
        return "undetermined", _UNCLEAR[how]
    if how == "under":
        return ("inconsistent", "the parts, the rest among them, sum to less") if closed else _NO_MORE
    if passage.sorts[whole][1] or (total.unit in _OVERLAPPING and not closed):
        return "undetermined", "the parts are more than the whole, unless they overlap"
    adjacent = first and whole == parts[0] - 1
    return ("inconsistent", "the parts are more than the whole") if adjacent else ("", "")


def _is_less(part: Statistic, whole: Statistic) -> bool:
    """Whether a part is less than the whole, by their values or bounds; two lower bounds tell nothing."""
    if part.high is None and whole.high is None:
        return False
    if part.value is not None and whole.value is not None:
        return part.value < whole.value
    return part.high is not None and whole.low is not None and part.high <= whole.low


def _bracketed(passage: Passage, k: int) -> Iterator[Check]:
    """A list in brackets right after a statistic."""
    depth, sort, inside = passage.depths[k], passage.sorts[k], [k]
    for j in range(k + 1, min(len(passage.statistics), k + REACH)):
        if passage.depths[j] < depth or (passage.depths[j] == depth and _NEXT_BRACKET.search(passage.gaps[j])):
            break
        if passage.depths[j] == depth and passage.sorts[j] == sort:
            inside.append(j)
    if sort[0] and passage.sorts[k - 1] == sort:
        yield from _judge(passage, k - 1, _lists(passage, inside), first=True)


def _unannounced(passage: Passage) -> Iterator[Check]:
    """A total before three or more parts without an announcement, if they add up exactly, which chance rarely does."""
    sorts = passage.sorts
    for k, sort in enumerate(sorts):
        if not sort[0] or sort[1] or _digits(passage.statistics[k].value) < 2:
            continue
        parts: list[Statistic] = []
        for j in range(k + 1, min(len(sorts), k + _LIST)):
            if sorts[j] != sort or _OF_WHICH.search(passage.gaps[j]):
                break
            parts.append(passage.statistics[j])
            if len(parts) > 2 and sum(part.value or 0 for part in parts) == passage.statistics[k].value:
                computed = add(map(interval, parts))
                yield report(passage.statistics[k], "sum", computed, "consistent", "the parts add up, unannounced", parts)
                break


def _digits(value: Decimal | None) -> int:
    """How many significant digits a number has."""
    return len(value.normalize().as_tuple().digits) if value else 0
