"""The edges of a list's items: without what leads into the list, follows it, or joins one item to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from koujing.chinese.joints import AND, Span, trim
from koujing.chinese.patterns import lazy
from koujing.slogans.first_item import behind_preamble, cut_first
from koujing.slogans.last_item import cut_last

_BOTH = re.compile("既要?(?![定有得往])")
_CLAUSE = lazy("[，,：:；;]")


def cut_edges(text: str, spans: Sequence[Span], words: Sequence[str] = ("",), *, regular: bool = False) -> list[Span]:
    """A list of items, the first without the words that lead into it and the last without those that follow.

    Each item keeps its one of the ``words``, where the list has been found by them; ``regular`` is as in ``cut_first``.

    >>> text = "重点发展水稻、茶叶、蚕桑三项产业"
    >>> [text[a:b] for a, b in cut_edges(text, [(0, 6), (7, 9), (10, 16)])]
    ['水稻', '茶叶', '蚕桑']
    """
    last = cut_last(text, [cut_first(text, spans), *spans[1:]])
    last = last if text.find(words[-1], *last) >= 0 else spans[-1]
    first = cut_first(text, [*spans[:-1], last], word=words[0] if words[0] in words[1:2] else "", regular=regular)
    if text.find(words[0], *first) < 0:
        others = [text[start:stop] for start, stop in spans[1:]]
        first = behind_preamble(text, *spans[0], others), spans[0][1]
    return [first, *spans[1:-1], last]


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(f"(?:又要?(?!.又)|也要?|还要?(?![款原清债])|{AND.pattern})")


def cut_joints(text: str, spans: Sequence[Span]) -> list[Span]:
    """Members without the words that only join them: 既 before the first, 又 or 和 before a later one (既严以修身，又谋事要实)."""
    cut: list[Span] = []
    for begin, end in spans:
        joint = (_joins() if cut else _BOTH).match(text, begin, end - 1)
        cut.append(trim(text, joint.end() if joint else begin, end))
    return cut


def cut_clauses(text: str, spans: Sequence[Span], word: str) -> Sequence[Span]:
    """Items without what follows their first clause, if all of these end in the word (竣工一批，…；开工一批，…)."""
    marks = [_CLAUSE.search(text, *span) for span in spans]
    stops = [mark.start() for mark, (start, _) in zip(marks, spans, strict=True) if mark and text.endswith(word, start, mark.start())]
    return [(start, stop) for (start, _), stop in zip(spans, stops, strict=True)] if len(stops) == len(spans) else spans


def cut_known(text: str, begin: int, end: int, known: Sequence[str]) -> Span:
    """A member, without a noun that belongs to the whole list (农业、农村、农民|问题) if the registry lists it without."""
    ends = [
        begin + len(member) for member in known if text.startswith(member, begin) and end - begin - len(member) == 2
    ]
    return begin, ends[0] if ends else end


def unquote(text: str, begin: int, end: int) -> Span:
    """A member without a quotation mark that belongs to the whole list (“和平友好、…、长期稳定”三项原则)."""
    member = text[begin:end]
    if sum(map(member.count, "“「")) != sum(map(member.count, "”」")):
        return begin + (member[0] in "“「"), end - (member[-1] in "”」")
    return begin, end
