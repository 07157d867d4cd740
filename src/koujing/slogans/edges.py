"""The edges of a member: without what joins it to the others, or belongs to the whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from koujing.chinese.joints import AND, Span, trim

_BOTH = re.compile("既要?(?![定有得往])")


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
