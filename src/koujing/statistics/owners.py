"""Whose a number is, where the text says so: 全省, 贫困县, 甘肃省; and whether that is the speaker's own place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.marks import Span
from koujing.chinese.patterns import lazy
from koujing.chinese.times import TIME

# 全省, 我市; 本区. The character is the kind of place.
_WHOSE, _KINDS = "全我本", "国省市县区州盟旗乡镇村"
# 全国人大, 世界第二位, 全省各级: no owner of what is counted.
_OTHER = lazy("人[大民代]|政协|会|平均水平|第|[排领]|[首前最各级化性上]|一流|银行|名列|贸易组织|[0-9]+强")
# What may stand before an owner at the beginning of a clause.
_OPENING = lazy(rf"(?:{TIME}|[（(]|其中[，,]?|在|到|使|目前|现在|同时|预计|初步统计|\s)*", re.VERBOSE)
# The kinds of places that a speaker of each level calls the own one.
_OWN = {
    "central": "国",
    "province": "省区市",
    "prefecture": "市州盟区",
    "county": "县区市旗",
    "township": "乡镇",
    "village": "村",
}
_THAN = frozenset("于比较")
# Shorter names of places occur inside other words (市和县).
_SHORTEST = 3
_A_VERB_TOO = "新建县"  # 新建县医院
# The longest owners, such as the names of autonomous prefectures, are not longer.
_REACH = 16


class Owner(NamedTuple):
    """The words that say whose a number is, and their place; empty where the text says nothing."""

    words: str = ""
    span: Span | None = None


@cache
def _owners() -> frozenset[str]:
    named = {row["owner"] for row in lexicons.load("owners")}
    for row in [*lexicons.load("provinces"), *lexicons.load("places")]:
        named |= {row["name"]} if len(row["name"]) >= _SHORTEST and row["name"] != _A_VERB_TOO else set()
    own = {whose + kind for whose in _WHOSE for kind in _KINDS}
    return frozenset(named | own | {row["short"] for row in lexicons.load("provinces")})


@cache
def _lengths(end: int) -> dict[str, tuple[int, ...]]:
    """The first character of owners (``end`` 0), or the last (-1) → how long they are, the longest first."""
    found: dict[str, set[int]] = {}
    for owner in _owners():
        if 1 < len(owner) <= _REACH:
            found.setdefault(owner[end], set()).add(len(owner))
    return {one: tuple(sorted(lengths, reverse=True)) for one, lengths in found.items()}


def owner_at(text: str, at: int, end: int) -> int:
    """Where the longest owner that begins at a position ends; the position itself if none begins there.

    >>> owner_at("全省粮食总产量", 0, 7), owner_at("粮食总产量", 0, 5)
    (2, 0)
    """
    for length in _lengths(0).get(text[at : at + 1], ()):
        stop = at + length
        if stop <= end and text[at:stop] in _owners() and not _OTHER.match(text, stop):
            return stop
    return at


def owner_before(text: str, begin: int, at: int) -> int:
    """Where the longest owner that ends at a position begins, no farther back than ``begin``; the position if none ends there.

    >>> owner_before("我省粮食总产量", 0, 2), owner_before("省粮食总产量", 0, 1)
    (0, 1)
    """
    for length in _lengths(-1).get(text[at - 1 : at], ()):
        first = at - length
        if first >= begin and text[first:at] in _owners() and not _OTHER.match(text, at):
            return first
    return at


class Owners:
    """Whose the statistics of a text are; they must be asked for in order of position."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence, self._clause, self._topic = -1, -1, Owner()

    def read(self, clause: int, sentence: int, start: int, named: Span | None) -> Owner:
        """The owner that stands right before or at the beginning of what a statistic measures, else the one that opens its clause,
        else the one that opened an earlier clause of its sentence.

        >>> text = "贫困县农民收入达到3000元,增长9%"
        >>> owners = Owners(text)
        >>> owners.read(0, 0, 9, (3, 7)).words, owners.read(15, 0, 17, (3, 7)).words
        ('贫困县', '贫困县')
        """
        if sentence != self._sentence:
            self._sentence, self._topic = sentence, Owner()
        if clause != self._clause:
            self._clause, self._topic = clause, self._opened(clause, start) or self._topic
        if named and clause <= named[0] < start and (near := self._beside(clause, named)).words:
            return near
        return self._topic

    def _opened(self, clause: int, start: int) -> Owner | None:
        """The owner that opens a clause."""
        text, opening = self._text, _OPENING.match(self._text, clause, start)
        at = opening.end() if opening else clause
        stop = owner_at(text, at, start)
        return Owner(text[at:stop], (at, stop)) if stop > at else None

    def _beside(self, clause: int, named: Span) -> Owner:
        """The owner with which a name begins, or that stands right before it."""
        text, (first, last) = self._text, named
        start, stop = first, owner_at(text, first, last)
        if stop == first:
            stop = first - (text[first - 1 : first] == "的")
            start = owner_before(text, clause, stop)
        compared = text[start - 1 : start] in _THAN  # 高于全省平均水平
        return Owner(text[start:stop], (start, stop)) if start < stop and not compared else Owner()


def is_own(owner: str, metadata: Mapping[str, str]) -> bool:
    """Whether an owner is the place for which the speaker speaks, by the level and the places of the speech.

    >>> county = {"level": "county", "province": "河北省", "county": "唐县"}
    >>> [is_own(owner, county) for owner in ("全县", "唐县", "全省", "河北省", "贫困县")]
    [True, True, False, False, False]
    """
    level = metadata.get("level", "")
    if owner[:1] in _WHOSE and owner[1:] in _KINDS:
        return owner[1:] in _OWN.get(level, _KINDS[1:])
    if owner == "中国":
        return level == "central"
    name = metadata.get(level, "")
    return bool(name) and name.startswith(owner)


def place_of(owner: str, metadata: Mapping[str, str]) -> str:
    """An owner that is not the speaker's own place; else empty."""
    return "" if is_own(owner, metadata) else owner
