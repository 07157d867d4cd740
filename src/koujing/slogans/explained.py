"""What a definition of a slogan says its members are: part by part (“两清”指…；“三建”指…), as a series, on its frame or as a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from koujing.chinese.joints import AND, ANDS, Span, list_on_frame, split_parts, trim
from koujing.chinese.numeral_forms import DIGITS
from koujing.chinese.patterns import lazy
from koujing.slogans.edges import cut_clauses, cut_edges
from koujing.slogans.first_item import cut_single
from koujing.slogans.lists import find_alike, find_list, stretches
from koujing.slogans.numbered import find_items
from koujing.slogans.registry import spelled_parts

Part = tuple[int, str]  # how many members a part of a label has (0: the label leaves it open), and how it is spelled

_IS = "(?:也就是|就是|指的是|分别(?:对应)?|(?:主要)?是?指|即[是为]?|既|是|为|[：:])"
_HAN = "[\u4e00-\u9fff]"
_COMMA = lazy("[，,]")
_STOP = lazy("[；;。\n]")
# How much of a mark within a member speaks against it.
_STRENGTH = {"。": 16, "；": 8, ";": 8, "，": 4, ",": 4, "、": 2}
_MOST_PARTS = 60
_POWERS = {"十": "10", "百": "100", "千": "1000", "万": "10000"}


def explained(
    text: str, begin: int, end: int, label: str, frames: Sequence[Sequence[str]], *, anywhere: bool = True
) -> list[Span]:
    """The members of a label that its definition ``text[begin:end]`` spells out; an empty list if it does not.

    ``frames`` are the words that the members may contain, one for each; they stand ``anywhere`` in it, or else at its beginning.

    >>> text = "“两清”指清河道、清沟渠，“一建”指建公园。"
    >>> [text[a:b] for a, b in explained(text, 0, len(text), "两清一建", [["清", "清", "建"]])]
    ['清河道', '清沟渠', '建公园']
    """
    parts = spelled_parts(label)
    spans, named = _by_parts(text, begin, end, parts)
    if not frames and len(parts) > 1 and not named:  # a code: each member has its sign (30·60)
        return _by_signs(text, begin, end, [form for _, form in parts])
    if named or not frames or set(ANDS) & set(frames[0]):  # what names the parts of the label lists them there or nowhere
        return spans
    count = len(frames[0])
    for start, stop in stretches(text, begin, end, anywhere=anywhere):
        items = find_items(text, start - (text[start - 1 : start] in "：:"), count)
        if items and items[-1][1] <= end:
            return items
        for frame in frames:
            if spans := _on_frame(text, start, stop, frame):
                return spans
    spans = _by_groups(text, begin, end, parts) or find_list(text, begin, end, count, anywhere=anywhere)
    spans = spans or find_alike(text, begin, end, count)
    return _without_head(text, spans, frames[0]) if spans else _in_pairs(text, begin, end, parts)


def _by_parts(text: str, begin: int, end: int, parts: Sequence[Part]) -> tuple[list[Span], bool]:
    """The members of each part behind its own name, or none if one part is not explained; and whether the first is named so."""
    if len(parts) < 2:
        return [], False
    places: list[re.Match[str]] = []
    for _, form in parts:
        found = _named(form).search(text, places[-1].end() if places else begin, end)
        if not found:
            return [], False
        places.append(found)
    nexts = [*(place.start() for place in places[1:]), None]
    if len(parts) > 3 and [n for n, _ in parts] == [*range(1, len(parts) + 1)] and "".join(form for _, form in parts).isdigit():
        parts = [(1, form) for _, form in parts]  # “1”即…, “2”即…: numbers that only count up number what they name
    lists = [_of_part(text, *each, end) for each in zip(parts, places, nexts, strict=True)]
    return [span for one in lists for span in one] if all(lists) else [], True


def _of_part(text: str, part: Part, place: re.Match[str], following: int | None, end: int) -> list[Span]:
    """The members behind the name of a part, up to the clause in which the ``following`` part is named, or the end of the sentence."""
    (n, form), begin = part, place.end()
    if place[0].endswith("（"):
        stop = text.find("）", begin, end)
    elif following is None:
        stop = text.find("。", begin, end)
    else:
        stop = max(text.rfind("；", begin, following), text.rfind("。", begin, following))
    stop = stop if stop > begin else following or end
    if n < 2:
        return _single(text, begin, stop)
    frame = [form[1:]] * n if form[1:] else []
    spans = _on_frame(text, begin, stop, frame) or find_list(text, begin, stop, n)
    if spans and frame:
        return _without_head(text, spans, frame)
    return spans or (_single(text, begin, stop) if form.isdigit() else [])


def _by_signs(text: str, begin: int, end: int, signs: Sequence[str]) -> list[Span]:
    """Members that each have their sign of a code (1523: 1家, 5家, 20家, 30家; 十百: 10座, 100处); a nought stands for anything."""
    if "0" in signs:
        return []
    numbers = [_POWERS.get(sign, sign) for sign in signs]
    found = (_grouped(text, *stretch, numbers) for stretch in stretches(text, begin, end))
    return next(filter(None, found), [])


def _single(text: str, begin: int, end: int) -> list[Span]:
    mark = _STOP.search(text, begin, end) or _COMMA.search(text, begin + 1, end)
    begin, end = trim(text, begin, mark.start() if mark else end)
    return [cut_single(text, begin, end)] if begin < end else []


@cache
def _named(form: str) -> re.Pattern[str]:
    """The name of a part, in quotation marks or before a word that says what it means; a digit stands in marks or counts things."""
    name = re.escape(form)
    if form.isdigit() or form in DIGITS:
        n = int(form) if form.isdigit() else DIGITS.index(form) + 1
        name = f"(?:{n}|{DIGITS[n - 1]}{'|两' if n == 2 else ''})" if 0 < n < 10 else name
        counted = rf"(?<!\d){name}[个项条件场大类种张]{_HAN}{{1,8}}"
        return re.compile(
            f"(?:[“「‘]{name}[”」’][，,]?{_IS}?|{counted}(?:[，,]?{_IS}|（)|(?<=[；;。，：:\\]］”]){counted}[，,])[：:，,]?"
        )
    if form.upper() in {"N", "X"}:
        return re.compile(f"[“「‘]{name}[”」’][，,]?{_IS}?[：:，,]?")
    short = f"{re.escape(form[:2])}(?:{re.escape(form[2:])})?"
    return re.compile(
        f"(?:[“「‘]{short}[”」’][，,]?{_IS}?|(?<![“「‘]){name}[，,]?{_IS}|(?<=[；;。，：:\\]］”]){name}[，,])[：:，,]?"
    )


def _without_head(text: str, spans: list[Span], frame: Sequence[str]) -> list[Span]:
    """Members without the head of the label, which the last one has for all (…、社会治理|攻坚突破; …、住房安全|有保障)."""
    start, end = spans[-1]
    head = frame[-1]
    said = text.endswith(f"有{head}", start + 1, end)
    shared = (said or len(head) > 2) and text.endswith(head, start + 1, end)
    alone = shared and not any(text.endswith(head, *span) for span in spans[:-1])
    return [*spans[:-1], (start, end - len(head) - said)] if alone and len(set(frame)) == 1 else spans


def _in_pairs(text: str, begin: int, end: int, parts: Sequence[Part]) -> list[Span]:
    """Members that each belong to all parts of a label with equal numbers (四压四上：压旧上新、压小上大…)."""
    if len(parts) < 2 or len({n for n, _ in parts}) > 1 or parts[0][0] < 2:
        return []
    spans = find_list(text, begin, end, parts[0][0])
    return spans if all(text.find(form[1], *span) >= 0 for _, form in parts for span in spans) else []


def _by_groups(text: str, begin: int, end: int, parts: Sequence[Part]) -> list[Span]:
    """The members of each part in a group of its own, between semicolons."""
    groups = split_parts(text, begin, end, "；;")
    if len(groups) != len(parts) and all(n > 1 for n, _ in parts):
        groups = split_parts(text, begin, end, "，,")
    if len(parts) < 2 or len(groups) != len(parts):
        return []
    lists = [find_list(text, *group, n) if n > 1 else [group] for group, (n, _) in zip(groups, parts, strict=True)]
    return [span for one in lists for span in one] if all(lists) else []


def _on_frame(text: str, begin: int, end: int, frame: Sequence[str]) -> list[Span]:
    """A list in which each item has its word of the frame, if there is one."""
    if not frame:
        return []
    if len(set(frame)) > 1:
        return _grouped(text, begin, end, frame)
    if text.count(frame[0], begin, end) < len(frame):
        return []
    spans = list_on_frame(text, begin, end, frame)
    if not spans:
        spans = _grouped(text, begin, end, frame)
        return spans if all(text.startswith(frame[0], start) for start, _ in spans) else []
    return cut_edges(text, cut_clauses(text, spans, frame[0]), frame) if spans else []


def _grouped(text: str, begin: int, end: int, frame: Sequence[str]) -> list[Span]:
    """The parts between marks, joined into as many items as the frame has words, each with its own, at the weakest marks."""
    parts = split_parts(text, begin, end, "。；;，,、")
    if not set(ANDS) & set(frame):
        parts = [piece for part in parts for piece in _at_and(text, part)]
    if not len(frame) <= len(parts) <= _MOST_PARTS:
        return []
    costs = [0, *(_STRENGTH.get(text[stop : stop + 1], 1) for _, stop in parts[:-1])]
    best: list[tuple[int, list[int]] | None] = [(0, [])] + [None] * len(parts)
    for word in frame:
        best = [_extend(text, parts, costs, best, k, word) for k in range(len(parts) + 1)]
    if not best[-1]:
        return []
    heads = [*best[-1][1], len(parts)]
    spans = [(parts[a][0], parts[b - 1][1]) for a, b in pairwise(heads)]
    within = max((cost for k, cost in enumerate(costs) if k not in heads), default=0)
    between = [costs[head] for head in heads[1:-1] if costs[head] > 1]
    weakest = min(between, default=within) >= within
    if not weakest or not all(_is_whole(text[a:b]) for a, b in spans):
        return []
    commas = [_COMMA.search(text, *span) for span in spans]
    if all(comma and text.find(word, start, comma.start()) >= 0 for comma, word, (start, _) in zip(commas, frame, spans, strict=True)):
        spans = [(start, comma.start() if comma else end) for comma, (start, end) in zip(commas, spans, strict=True)]
    return cut_edges(text, spans, frame)


def _is_whole(item: str) -> bool:
    return sum(map(item.count, "“「（")) == sum(map(item.count, "”」）"))


def _extend(
    text: str, parts: Sequence[Span], costs: Sequence[int], best: Sequence[tuple[int, list[int]] | None], k: int, word: str
) -> tuple[int, list[int]] | None:
    """The cheapest way to end an item with this word before part ``k``: its cost, and with which parts all items begin."""
    ways = []
    for head in range(k):
        before = best[head]
        if before and text.find(word, parts[head][0], parts[k - 1][1]) >= 0:
            starts = text.startswith(word, parts[head][0])
            ways.append((before[0] + sum(costs[head + 1 : k]) + (not starts), [*before[1], head]))
    return min(ways, default=None)


def _at_and(text: str, part: Span) -> Iterator[Span]:
    """A part, cut at every 和 in it."""
    start, stop = part
    for joint in AND.finditer(text, start + 1, stop - 1):
        yield start, joint.start()
        start = joint.end()
    yield start, stop
