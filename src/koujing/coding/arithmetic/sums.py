"""Totals and their parts: 80项,其中…; 36项(…); …,合计…; 每年…,共计…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from koujing.coding.arithmetic.checks import Check, Interval, add, compare, interval, report
from koujing.coding.arithmetic.passages import REACH, Passage
from koujing.coding.numerals import read_numeral

_OF_WHICH = re.compile(r"其中(?![央心])[^；;]*\Z")
_BRACKET = re.compile(r"[^，。；、,;]{0,8}[（(](?!不|原|比|占|上年|去年|合|折|约|相当)[^（）()]*\Z")
_TOGETHER = re.compile(r"(?<![国公])(?:合计|共计|总计|总共|一共)[^，。；、,;]{0,8}\Z")
_ALL_KINDS = re.compile(r"[，,][^，。；,;]{0,6}(?:各项|各类|全部|总(?:量|数|额|规模|投资|面积|人数))[^，。；,;]{0,10}\Z")
_REST = re.compile(r"其[他它余]|另外")
_OPEN_LIST = re.compile(r"包括|等[^，。；、,;\d]{0,8}\Z|主要|重点")
_PERSONS = frozenset({"人", "名", "位", "人次", "户"})
_EVERY_YEAR = re.compile(r"每年(?![均平])[^，。；,;]{0,12}\Z")
_YEARS = re.compile(r"(?<![每第\d五十])(\d{1,2}|[两二三四五六七八九十]{1,2})年(?![前底初末])")


def sum_checks(passage: Passage) -> Iterator[Check]:
    """The totals of a sentence against their parts."""
    for k in range(1, len(passage.figures)):
        gap = passage.gaps[k]
        if _OF_WHICH.search(gap):
            yield from _of_which(passage, k)
        elif passage.depths[k] > passage.depths[k - 1] and _BRACKET.match(gap):
            yield from _bracketed(passage, k)
        if _TOGETHER.search(gap):
            if _EVERY_YEAR.search(passage.gaps[k - 1]) and passage.figures[k - 1].unit == passage.figures[k].unit:
                yield _yearly(passage, k - 1, k)
            else:
                yield from _together(passage, k)
        elif _ALL_KINDS.search(gap):
            yield from _all_kinds(passage, k)
    yield from _unannounced(passage)


def _of_which(passage: Passage, k: int) -> Iterator[Check]:
    """其中 before figure k: the parts of each unit against the nearest figure of that unit before it."""
    depth, end = passage.depths[k], min(len(passage.figures), k + REACH)
    inside = [j for j in range(k, end) if passage.depths[j] == depth and all(passage.depths[i] >= depth for i in range(k, j))]
    for sort in dict.fromkeys(passage.sort(j) for j in inside):
        whole = _whole(passage, k, sort)
        if whole is not None:
            yield from _judge(passage, whole, _lists(passage, k, [j for j in inside if passage.sort(j) == sort]), sort == passage.sort(k))


def _whole(passage: Passage, k: int, sort: tuple[str, bool]) -> int | None:
    """The nearest figure of a sort before figure k."""
    return next((j for j in range(k - 1, max(-1, k - 6), -1) if sort[0] and passage.sort(j) == sort), None)


def _lists(passage: Passage, k: int, parts: Sequence[int]) -> list[list[int]]:
    """The lists that may be meant: up to the next 、-list's end, clause list's end, ；-list of first members, all."""
    upto = {mark: [parts[0]] for mark in (1, 2, 3)} if parts else {}
    heads = list(parts[:1])
    open_marks = {1, 2, 3}
    for last, j in zip(parts, parts[1:], strict=False):
        marks = max(passage.mark(i) for i in range(last + 1, j + 1))
        again = any(_OF_WHICH.search(passage.gaps[i]) for i in range(last + 1, j + 1))
        open_marks -= {mark for mark in open_marks if marks > mark or again}
        for mark in open_marks:
            upto[mark].append(j)
        if marks == 3:
            heads.append(j)
    found = [upto.get(1, []), upto.get(2, []), heads, upto.get(3, [])]
    return [one for n, one in enumerate(found) if one and one not in found[:n]]


def _judge(passage: Passage, whole: int, lists: Sequence[list[int]], first: bool) -> Iterator[Check]:
    """The list that adds up to the whole, else the surest one against it."""
    total = passage.figures[whole]
    stated = interval(total)
    sums = [add(interval(passage.figures[j]) for j in one) for one in lists]
    for one, computed in zip(lists, sums, strict=True):
        if len(one) > 1 and compare(computed, stated) == "meets":
            yield report(total, "sum", computed, "consistent", "the parts add up", [passage.figures[j] for j in one])
            return
    best = next((n for n, one in enumerate(lists) if len(one) > 1 and n < 1), 0)
    one, computed = lists[best], sums[best]
    kind = "sum" if len(one) > 1 else "share"
    verdict, reading = _verdict(passage, whole, one, compare(computed, stated), first)
    yield report(total, kind, computed, verdict, reading, [passage.figures[j] for j in one])


def _verdict(passage: Passage, whole: int, parts: Sequence[int], how: str, first: bool) -> tuple[str, str]:
    words = "".join(passage.gaps[j] for j in range(parts[0], parts[-1] + 1))
    closed = len(parts) > 1 and bool(_REST.search(words)) and not _OPEN_LIST.search(words)
    if how in {"near", "open"}:
        return "undetermined", "more rounding would explain it" if how == "near" else "all are lower bounds"
    if how == "meets" and not (len(parts) == 1 and _is_less(passage, parts[0], whole)):
        return "consistent", "a part as large as the whole" if len(parts) == 1 else "the parts add up"
    if how in {"meets", "under"}:
        return ("inconsistent", "the parts, the rest among them, sum to less") if closed else ("consistent", "parts, no more than the whole")
    adjacent = first and whole == parts[0] - 1
    overlap = passage.figures[whole].unit in _PERSONS and not closed
    if not adjacent or overlap or passage.sort(whole)[1]:
        return "undetermined", "the parts are more than the whole, unless they overlap or belong to another"
    return "inconsistent", "the parts are more than the whole"


def _is_less(passage: Passage, part: int, whole: int) -> bool:
    values = passage.figures[part].value, passage.figures[whole].value
    return values[0] is not None and values[1] is not None and values[0] < values[1]


def _bracketed(passage: Passage, k: int) -> Iterator[Check]:
    """A list in brackets right behind a figure."""
    depth, sort = passage.depths[k], passage.sort(k)
    inside = []
    for j in range(k, min(len(passage.figures), k + REACH)):
        if passage.depths[j] < depth or (j > k and passage.depths[j - 1] == depth and "）" in passage.gaps[j].replace(")", "）") and "（" in passage.gaps[j].replace("(", "（")):
            break
        if passage.depths[j] == depth and passage.sort(j) == sort:
            inside.append(j)
    if sort[0] and passage.sort(k - 1) == sort and inside:
        yield from _judge(passage, k - 1, _lists(passage, k, inside), first=True)


def _together(passage: Passage, k: int) -> Iterator[Check]:
    """合计 before figure k: the figures of its unit before it, as many as add up."""
    total, sort = passage.figures[k], passage.sort(k)
    before = [j for j in range(k - 1, max(-1, k - REACH), -1) if sort[0] and passage.sort(j) == sort and passage.depths[j] == passage.depths[k]]
    computed = None
    for n in range(2, len(before) + 1):
        parts = [passage.figures[j] for j in reversed(before[:n])]
        computed = add(map(interval, parts))
        if compare(computed, interval(total)) == "meets":
            yield report(total, "sum", computed, "consistent", "the parts add up", parts)
            return
    if computed and total.value and all(part.value is None or part.value < total.value for part in parts):
        yield report(total, "sum", computed, "undetermined", "the parts named before do not add up", parts)


def _yearly(passage: Passage, k: int, total: int) -> Check:
    """每年60亿元,共计300亿元: so much a year, times the years named in the sentence, or implied by the total."""
    yearly, claim = passage.figures[k], passage.figures[total]
    words = "".join(passage.gaps[: total + 1])
    named = _YEARS.search(words)
    numeral = read_numeral(named[1]) if named else None
    if numeral and numeral.value:
        computed = Interval(*(None if end is None else end * numeral.value for end in interval(yearly)))
        how = compare(computed, interval(claim))
        verdict = "consistent" if how == "meets" else "inconsistent" if how in {"over", "under"} else "undetermined"
        return report(claim, "sum", computed, verdict, f"so much a year for {numeral.value} years", [yearly])
    implied = claim.value / yearly.value if claim.value and yearly.value else Decimal(0)
    reading = f"so much a year: implies {implied.quantize(Decimal('0.1')).normalize():f} years, which are not stated"
    return report(claim, "sum", interval(yearly), "undetermined", reading, [yearly])


def _all_kinds(passage: Passage, k: int) -> Iterator[Check]:
    """…,全县各项贷款达到5亿元: a 、-list of at least two before a total of all kinds."""
    total, sort = passage.figures[k], passage.sort(k)
    parts = [k - 1]
    while parts[-1] > 0 and len(parts) < REACH and passage.mark(parts[-1]) == 1 and passage.sort(parts[-1] - 1) == sort:
        parts.append(parts[-1] - 1)
    if not sort[0] or passage.sort(k - 1) != sort or len(parts) < 2:
        return
    figures = [passage.figures[j] for j in reversed(parts)]
    computed = add(map(interval, figures))
    how = compare(computed, interval(total))
    reading = {"meets": "the parts add up", "open": "all are lower bounds"}.get(how, "not said to be all of its parts")
    yield report(total, "sum", computed, "consistent" if how == "meets" else "undetermined", reading, figures)


def _unannounced(passage: Passage) -> Iterator[Check]:
    """A total before three parts or more that nothing announces, where they add up: chance does that too seldom."""
    sorts = [passage.sort(k) for k in range(len(passage.figures))]
    for k, sort in enumerate(sorts):
        if not sort[0] or sort[1] or _digits(passage.figures[k].value) < 2:
            continue
        parts: list[int] = []
        for j in range(k + 1, min(len(sorts), k + 10)):
            if sorts[j] != sort or _OF_WHICH.search(passage.gaps[j]):
                break
            parts.append(j)
            figures = [passage.figures[i] for i in parts]
            total = sum((f.value or Decimal(0) for f in figures), Decimal(0))
            if len(parts) > 2 and total == passage.figures[k].value:
                yield report(passage.figures[k], "sum", add(map(interval, figures)), "consistent", "the parts add up, which nothing announces", figures)
                break


def _digits(value: Decimal | None) -> int:
    """How many significant digits a number has."""
    return len(value.normalize().as_tuple().digits) if value else 0
