"""What surrounds a statistic, as far as it bears on which words say what it measures."""

from __future__ import annotations

from typing import NamedTuple

from koujing.chinese.marks import Marks, Span
from koujing.chinese.numeral_forms import DASHES
from koujing.chinese.patterns import lazy
from koujing.statistics import surroundings
from koujing.statistics.roles import Place
from koujing.statistics.text_words import TextWords
from koujing.statistics.word_kinds import NOUNS, names_quantity

# Names are looked for in so many characters to either side of a statistic.
REACH = 45
_BLANKS = " \u3000" + DASHES.replace("\\", "")
# What may stand between a statistic and the noun behind it.
_MEASURED = lazy(r"(?:多|余|来|以上|以下|左右|以内|上下|不等|及以下|及以上|的|钱|\s|块|人民币)*")
# A statistic before one of these belongs to the name of another: 亿元以上项目5个.
_THRESHOLD = lazy("及?以[上下](?=[^，。；：、,;\\s])")
_CLOSED = lazy("[)）]")
# Units by which nouns are told apart that name themselves from nouns that follow; other units are taken together.
_UNITS = frozenset("元%个人户亩名家项米里位次倍点年岁吨斤")


class Setting(NamedTuple):
    """A statistic and its surroundings.

    ``floor`` is the end of the statistic before it; ``first`` and ``last`` bound the words before it in its clause, ``trimmed`` is their
    end without the verbs that lead to the statistic, ``behind`` where the words behind it begin. ``unit`` is the last character of its
    unit, ``link`` 的 if that links it with the words behind it, ``led`` how the trimmed words end, ``frame`` a bracket, 占 or list.
    """

    place: Place
    floor: int
    kind: str
    first: int
    last: int
    trimmed: int
    behind: int
    unit: str
    link: str
    led: str
    bare: str
    frame: str


def setting_of(words: TextWords, place: Place, before: Span, kind: str, listed: bool) -> Setting:
    """The surroundings of a statistic; ``before`` is the one before it, ``listed`` tells whether it is a member of a list before 分别."""
    text, start, end = words.text, place.start, place.end
    floor = before[1]
    bound = before[0] if floor < start and _THRESHOLD.match(text, floor) else floor
    first = max(place.clause, bound, start - REACH)
    last = first + len(text[first:start].rstrip(_BLANKS))
    opened = max(text.rfind("（", first, last), text.rfind("(", first, last))
    inside = opened >= 0 and not _CLOSED.search(text, opened, last)
    first = opened + 1 if inside else first
    frame = "bracket" if inside else "占" if "占" in text[first:start] else "list" if listed else "plain"
    trimmed = trimmed_end(words, first, last)
    at, kinds = words.between(first, trimmed)
    led = "nothing" if not kinds else "quantity" if names_quantity(text[at[-2] : trimmed]) else kinds[-1]
    behind = _MEASURED.match(text, end)
    assert behind
    unit = text[end - 1] if text[end - 1] in _UNITS else "other"
    link, bare = "的" if "的" in behind[0] else "", "bare" if NOUNS.isdisjoint(kinds) else "named"
    led += "" if trimmed == last else " verb"
    return Setting(place, floor, kind or "none", first, last, trimmed, behind.end(), unit, link, led, bare, frame)


def trimmed_end(words: TextWords, first: int, last: int) -> int:
    """The end of some words without the verbs, times and comparisons that lead to a statistic."""
    trailing = surroundings.trailing(words.text, first, last)
    return words.word_end(trailing.start()) if trailing else last


def clauses_before(marks: Marks, setting: Setting, most: int) -> list[Span]:
    """The clauses before that of a statistic in its sentence, back to the statistic before it, the nearest first."""
    found: list[Span] = []
    edge, floor = setting.place.clause, max(setting.place.sentence, setting.floor)
    while edge > floor and len(found) < most:
        begin = marks.clause(edge - 1)[0]
        if (first := max(floor, begin, edge - 1 - REACH)) < edge - 1:
            found.append((first, edge - 1))
        edge = begin
    return found
