"""What follows a numeral: its unit, or a noun that is counted without one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from koujing import lexicons
from koujing.chinese.numeral_forms import MAGNITUDES, NUMERAL_CHARACTERS


class Unit(NamedTuple):
    """A row of ``lexicons/units.tsv``: see its head for ``name``, ``kind`` and ``in_words``."""

    written: str
    name: str
    kind: str
    in_words: str


DEGREES = frozenset({"℃", "°C", "度", "摄氏度", "华氏度"})
# What divides a unit (35微克/立方米, 0.6吨/万元, 500元/人·年, 45千瓦时/(平方米·年)), and what joins a second division to it.
_PER = re.compile(r"[/／]([(（]?)")
_OTHER = re.compile("[（(]([\u4e00-\u9fff]{1,2})[）)]")  # 2176台（套）
_PER_AGAIN = re.compile(r"[/／·・]")
_SCALE = re.compile(rf"(?:[15]0{{1,3}})?[{MAGNITUDES}]{{0,2}}")
# A denominator may also be a bare unit of time, in Latin letters too: 元/月, m³/s, t/h.
_TIMES = re.compile("[月日季年秒]|时(?![间期])|(?:min|[adhsy])(?![A-Za-z0-9])")
# A small l is a litre only below a stroke (mg/l): elsewhere it may be a one.
_LITRE = re.compile("l(?![A-Za-z0-9])")
# 35微克每立方米: not the 每 that begins the next phrase (30公里每公里投资…).
_PER_WORD = re.compile(r"每(?=[^，。；、,;\s]{1,4}(?:[，。；、,;：）)的\s]|以[上下内]|左右|\Z))")
_HAN = "\u4e00"
# Latin letters are not a unit where a longer word goes on (kWh begins with kW).
_WORD_GOES_ON = re.compile("(?<=[A-Za-z0-9㎾])(?:[A-Za-z0-9²³]|[·•.^][A-Za-z0-9])")


@cache
def _by_writing() -> dict[str, Unit]:
    """The units and currencies by what is written."""
    units = [Unit(row["unit"], row["named"] or row["unit"], row["kind"], row["in_words"]) for row in lexicons.load("units")]
    for row in lexicons.load("currencies"):
        money = Unit(row["currency"], row["named"] or row["currency"], "money", "counts")
        units.append(money)
        if money.name != "元":  # 8亿元港币; what follows in 8亿元人民币 is no part of the unit
            units.append(money._replace(written=f"元{money.written}"))
    return {unit.written: unit for unit in reversed(units)}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First character → how long the units are that begin with it, the longest first."""
    found: dict[str, set[int]] = {}
    for written in _by_writing():
        found.setdefault(written[0], set()).add(len(written))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    return {row["unit"]: tuple(row["followed_by"].split()) for row in lexicons.load("unit_lookalikes")}


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at a position, unless it begins another word (人均, 项目, kmh).

    >>> [unit and unit.written for unit in map(unit_at, ["12平方公里", "3个人民公社", "12人均", "5kmh"], [2, 1, 2, 1])]
    ['平方公里', '个', None, None]
    """
    units = _by_writing()
    for length in _lengths().get(text[at : at + 1], ()):
        if unit := units.get(text[at : at + length]):
            end = at + len(unit.written)
            if text[end - 1] > _HAN or not _WORD_GOES_ON.match(text, end):
                others = _lookalikes().get(unit.written)
                return None if others and text.startswith(others, end) else unit
    return None


def with_denominator(text: str, at: int, unit: Unit) -> tuple[int, str]:
    """Where the unit at a position ends, with its denominators or a second unit in brackets, and its name in the tables.

    >>> [with_denominator(text, 1, unit_at(text, 1)) for text in ("3个百分点", "3块钱", "3微克／立方米", "3元/月", "3台（套）")]
    [(5, '百分点'), (3, '元'), (7, '微克/立方米'), (4, '元/月'), (5, '台（套）')]
    """
    end, name = divided(text, at + len(unit.written), unit.name)
    following = text[end : end + 1]
    other = _OTHER.match(text, end) if following in {"（", "("} and unit.kind == "count" else None
    if other and (also := unit_at(text, end + 1)) and also.written == other[1]:
        return other.end(), f"{name}（{other[1]}）"
    if following == "每" and name == unit.name and unit.kind == "measure" and (per := _PER_WORD.match(text, end)):
        below = unit_at(text, per.end())
        if below and below.kind == "measure" and below.in_words == "counts" and below.name != name:
            return per.end() + len(below.written), f"{name}/{below.name}"
    return end, name


def divided(text: str, end: int, name: str) -> tuple[int, str]:
    """Where the denominators after a unit end, and the name of the whole.

    >>> divided("元/人·年", 1, "元"), divided("元/人民", 1, "元")
    ((5, '元/人·年'), (1, '元'))
    """
    per = _PER.match(text, end) if text[end : end + 1] in {"/", "／"} else None
    below = _denominator(text, per.end()) if per else None
    if not per or not below:
        return end, name
    stop, parts = below[0], [below[1]]
    while (again := _PER_AGAIN.match(text, stop)) and (below := _denominator(text, again.end())):
        stop, parts = below[0], [*parts, "/·"[again[0] in "·・"] + below[1]]
    if per[1] and text[stop : stop + 1] not in {")", "）"}:
        return end, name
    return stop + len(per[1]), f"{name}/{''.join(parts)}"


def _denominator(text: str, at: int) -> tuple[int, str] | None:
    """One unit that divides another, perhaps with a number (万元, 百户, 10万), and where it ends."""
    scale = _SCALE.match(text, at)
    first = scale.end() if scale else at
    if below := unit_at(text, first):
        return first + len(below.written), text[at:first] + below.name
    if _LITRE.match(text, at):
        return at + 1, "L"
    if time := _TIMES.match(text, at):
        return time.end(), time[0]
    # 人/10万 counts the same things on both sides.
    return (first, text[at:first]) if first - at > 1 and not text[first : first + 1].isalnum() else None


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
    inner = rf"(?:也门|[^\W\da-zA-Z_的了是为在和与到达过超比增减把被使由从将要有以而及或也都就又{NUMERAL_CHARACTERS}个])"
    heads = f"(?P<人>{_nouns('person')})|(?P<户>{_nouns('household')})|(?P<thing>{_nouns('thing')})"
    return re.compile(rf"{first}{inner}{{0,7}}?(?:{heads})")
