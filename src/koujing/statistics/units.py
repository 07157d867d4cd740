"""What follows a numeral: its unit, or a noun that is counted without one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS


class Unit(NamedTuple):
    """A row of ``lexicons/units.tsv``: see its head for ``name``, ``kind`` and ``in_words``."""

    written: str
    name: str
    kind: str
    in_words: str


# 35微克/立方米, 500元/亩: the denominator may also be a bare unit of time.
_PER = re.compile(r"[/／](?=(.))")
_TIMES = frozenset("月日季年秒")
# Latin letters are not a unit where a longer word goes on (kWh begins with kW).
_WORD_GOES_ON = re.compile("(?<=[A-Za-z0-9])[A-Za-z0-9²³]")


@cache
def _by_first() -> dict[str, list[Unit]]:
    """First character → the units that begin with it, longest first."""
    table: dict[str, list[Unit]] = {}
    for row in lexicons.load("units"):
        written = row["unit"]
        unit = Unit(written, row["named"] or written, row["kind"], row["in_words"])
        table.setdefault(written[0], []).append(unit)
    return {first: sorted(units, key=lambda unit: -len(unit.written)) for first, units in table.items()}


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    return {row["unit"]: tuple(row["followed_by"].split()) for row in lexicons.load("unit_lookalikes")}


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at a position, unless it begins another word (人均, 项目, kmh).

    >>> [unit and unit.written for unit in map(unit_at, ["12平方公里", "3个人民公社", "12人均", "5kmh"], [2, 1, 2, 1])]
    ['平方公里', '个', None, None]
    """
    for unit in _by_first().get(text[at : at + 1], ()):
        end = at + len(unit.written)
        if text.startswith(unit.written, at) and not _WORD_GOES_ON.match(text, end):
            others = _lookalikes().get(unit.written)
            return None if others and text.startswith(others, end) else unit
    return None


def with_denominator(text: str, at: int, unit: Unit) -> tuple[int, str]:
    """Where the unit at a position ends, including a denominator if there is one, and its name in the tables.

    >>> [with_denominator(text, 1, unit_at(text, 1)) for text in ("3个百分点", "3块钱", "3微克／立方米", "3元/月", "3元/次")]
    [(5, '百分点'), (3, '元'), (7, '微克/立方米'), (4, '元/月'), (4, '元/次')]
    """
    end = at + len(unit.written)
    per = _PER.match(text, end)
    below = unit_at(text, per.end()) if per else None
    if below:
        return end + 1 + len(below.written), f"{unit.name}/{below.name}"
    if per and per[1] in _TIMES:
        return end + 2, f"{unit.name}/{per[1]}"
    return end, unit.name


@cache
def _nouns(name: str) -> str:
    words = [row["noun"] for row in lexicons.load("statistic_nouns") if row["class"] == name]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def abstract() -> re.Pattern[str]:
    """The nouns after a count of the parts of an outline or policy (三个方面)."""
    return re.compile(rf"(?:{_nouns('abstract_here')})|[^，。；、,;：:（(\n的]{{0,4}}?(?:{_nouns('abstract')})")


@cache
def concrete(reach: int) -> re.Pattern[str]:
    """The nouns after a count of things in the world, with at most ``reach`` characters before them."""
    return re.compile(rf"[^，。；、,;:：（(\n]{{0,{reach}}}?(?:{_nouns('concrete')})")


@cache
def counted_noun() -> re.Pattern[str]:
    """A noun counted without a measure word, with its modifiers; the named group gives the head."""
    # 90后, 500强 and 38线 are names; no word that ends the phrase may stand inside it.
    first = r"(?!左右|上下|[后强号级线届])"
    inner = rf"[^\W\da-zA-Z_的了是为在和与到达过超比增减把被使由从将要有以而及或也都就又{NUMERAL_CHARACTERS}个]"
    heads = f"(?P<人>{_nouns('person')})|(?P<户>{_nouns('household')})|(?P<thing>{_nouns('thing')})"
    return re.compile(rf"{first}{inner}{{0,7}}?(?:{heads})")
