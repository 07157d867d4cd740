"""What stands behind a numeral: its unit, or a noun that is counted without one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from koujing import lexicons


class Unit(NamedTuple):
    """A row of ``lexicons/units.tsv``: see its head for ``kind``, ``dimension`` and ``in_words``."""

    name: str
    kind: str
    dimension: str
    in_words: str


# 35微克/立方米, 500元/亩: the denominator may also be a bare unit of time.
_PER = re.compile(r"[/／](?=(.))")
_TIMES = frozenset("月日季年秒")
# Written otherwise than named: 十块钱 are 10 元.
_NAMES = {
    "块钱": "元",
    "毛钱": "角",
    "角钱": "角",
    "分钱": "分",
    "户人家": "户",
    "％": "%",
    "元人民币": "元",
    "方米": "立方米",
}


@cache
def _by_first() -> dict[str, list[Unit]]:
    """The units by their first character, longest first."""
    table: dict[str, list[Unit]] = {}
    for row in lexicons.load("units"):
        table.setdefault(row["unit"][0], []).append(Unit(row["unit"], row["kind"], row["dimension"], row["in_words"]))
    return {first: sorted(units, key=lambda unit: -len(unit.name)) for first, units in table.items()}


@cache
def _lookalikes() -> dict[str, tuple[str, ...]]:
    return {row["unit"]: tuple(row["followed_by"].split()) for row in lexicons.load("unit_lookalikes")}


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at a position, unless it begins another word (人均, 项目).

    >>> unit_at("12平方公里", 2).name, unit_at("3个人民公社", 1).name, unit_at("12人均", 2)
    ('平方公里', '个', None)
    """
    for unit in _by_first().get(text[at : at + 1], ()):
        if text.startswith(unit.name, at):
            others = _lookalikes().get(unit.name)
            return None if others and text.startswith(others, at + len(unit.name)) else unit
    return None


def unit_end(text: str, at: int, unit: Unit) -> int:
    """Where a unit at a position ends: behind its denominator if it has one (微克/立方米)."""
    end = at + len(unit.name)
    per = _PER.match(text, end)
    if not per:
        return end
    below = unit_at(text, per.end())
    return per.end() + len(below.name) if below else end + 2 * (per[1] in _TIMES)


def unit_name(written: str) -> str:
    """A unit as the tables name it: 个 before another unit, 块钱 and full-width signs are made alike.

    >>> [unit_name(written) for written in ["个百分点", "块钱", "微克／立方米", "个"]]
    ['百分点', '元', '微克/立方米', '个']
    """
    plain = written.replace("／", "/")
    return _NAMES.get(plain) or (plain if plain.endswith("月") else plain.removeprefix("个") or plain)


@cache
def _nouns(name: str) -> str:
    words = [row["noun"] for row in lexicons.load("statistic_nouns") if row["class"] == name]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def abstract() -> re.Pattern[str]:
    """What is behind a count of the parts of an outline or policy (三个方面)."""
    return re.compile(rf"(?:{_nouns('abstract_here')})|[^，。；、,;：:（(\n的]{{0,4}}?(?:{_nouns('abstract')})")


@cache
def concrete(reach: int) -> re.Pattern[str]:
    """What is behind a count of things in the world, at most ``reach`` characters on."""
    return re.compile(rf"[^，。；、,;：:（(\n]{{0,{reach}}}?(?:{_nouns('concrete')})")


@cache
def counted_noun() -> re.Pattern[str]:
    """A noun counted without a measure word, with what describes it; the named group tells the head."""
    # 90后, 500强 and 38线 are names; no word that ends the phrase may stand inside it.
    first = r"(?!左右|上下|[后强号级线届])"
    inner = (
        r"[^\W\da-zA-Z_的了是为在和与到达过超比增减把被使由从将要有以而及或也都就又零一二三四五六七八九十百千万亿两个]"
    )
    heads = f"(?P<人>{_nouns('person')})|(?P<户>{_nouns('household')})|(?P<thing>{_nouns('thing')})"
    return re.compile(rf"{first}{inner}{{0,7}}?(?:{heads})")
