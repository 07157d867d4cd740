"""What a statistic measures, its kind and unit → the known series it belongs to, if any."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from koujing import lexicons
from koujing.chinese.joints import JOINING, JOINTS
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.lexicons.concepts import Concept, by_name, without_change
from koujing.statistics.owners import owner_at

# What may stand before the name of a series without making it another one: a time, a verb, what it is not narrowed by.
_NEUTRAL = lazy(
    r"(?:年|全年|年均|全部|预计|预期|计划|实际|累计|其中|人民币|平均|力争|确保|实现|完成|达到|保持|控制|使|将|的|了|到|为|拟|安排|总体|全|今年|去年|上年"
    r"|增加|有|[一二三四五六七八九十]是|\d+年|期间|主要|并|新|各类|各项|共|总|\s|[“”（(：:—]|国家|[一二三四五六七八九十○〇零]{4}年)"
)
# A list whose numbers are the same for all its members: the first one is named (M2和社会融资规模均增长12%).
_ALIKE = lazy(r"(?:(?<![年人平])均|[都各])[^，。；,;]{0,6}\Z")
_AND = lazy("[和、与及]")
# The second number of a pair follows: 8.4%和11.4%.
_PAIRED = lazy(rf"[{JOINING}]\s?(?:[\d{TO_TEN}]|百分之)")
_CLAUSE = lazy("[，。；、,;\n]")
_KINDS = frozenset({"money", "count", "measure", "percent", "change"})
# Words that follow a number and say what was done to what it counts: 5个贫困县摘帽.
BEHIND = 14


@cache
def _longest() -> int:
    return max(map(len, by_name()))


@cache
def _sizes() -> dict[str, tuple[str, Decimal]]:
    return {row["unit"]: (row["measure"], Decimal(row["size"])) for row in lexicons.load("unit_sizes")}


def in_unit(unit: str, wanted: str) -> Decimal | None:
    """The factor that brings a value to another unit; nothing if the units measure different things.

    >>> in_unit("吨", "斤"), in_unit("斤", "元")
    (Decimal('2E+3'), None)
    """
    if unit == wanted:
        return Decimal(1)
    (measure, size), (other, base) = _sizes().get(unit, ("", Decimal(1))), _sizes().get(wanted, ("-", Decimal(1)))
    return (size / base).normalize() if measure == other else None


def unit_of(concept: Concept, unit: str) -> tuple[str, Decimal] | None:
    """The unit into which a concept's values are brought, and the factor for one unit; nothing if the concept has no such unit."""
    for first, *same in concept.units:
        if unit in same:
            return first, Decimal(1)
        if factor := in_unit(unit, first):
            return first, factor
    return None


def concept_of(indicator: str, kind: str, unit: str, before: str, after: str) -> str:
    """The id of the series that a statistic belongs to; empty for none.

    ``before`` is what stands before it in its clause, after the statistic before; ``after`` are the ``BEHIND`` characters that
    follow it.

    >>> concept_of("国内生产总值", "change", "%", "国内生产总值增长", ""), concept_of("单位国内生产总值能耗", "change", "%", "", "")
    ('gdp.growth', 'energy.per.gdp')
    """
    if kind not in _KINDS:
        return ""
    end = _CLAUSE.search(after)
    said = indicator + before + (after[: end.start()] if end else after)
    paired = "分别" in before or before.strip() in JOINTS or _PAIRED.match(after) is not None
    for name, moved in _readings(indicator, kind):
        found = [
            [one.id for one in named if _fits(one, "change" if moved else kind, unit) and _may_be(one, said)]
            for named in _named(name, before, paired)
        ]
        if any(found):
            return _chosen([one for ids in found for one in ids], before, paired)
    return ""


def _readings(indicator: str, kind: str) -> Iterator[tuple[str, bool]]:
    """An indicator as it stands, and without the words of change at its end, which say that a percentage is one of change."""
    yield indicator, False
    bare = without_change(indicator)
    if bare != indicator:
        yield bare, kind == "percent"


def _named(indicator: str, before: str, paired: bool) -> list[tuple[Concept, ...]]:
    """The concepts that an indicator names, one group for each member of a list; none if other words than an owner precede a name."""
    names = by_name()
    for first in range(max(0, len(indicator) - _longest()), len(indicator)):
        if (found := names.get(indicator[first:])) and _is_free(indicator[:first]):
            return [found]
    parts, alike = _AND.split(indicator, maxsplit=2), _ALIKE.search(before)
    if len(parts) != 2 or not (alike or paired):
        return []
    members = [_named(part, "", False) for part in parts]
    return [groups[0] for groups in members if groups] if alike or all(members) else []


def _chosen(ids: list[str], before: str, paired: bool) -> str:
    """The concept of a number among those that its list names: by its place in a pair, else the only or the first one."""
    if len(ids) == 1 or _ALIKE.search(before):
        return ids[0]
    return ids[before.strip() in JOINTS] if paired else ""


def _is_free(words: str) -> bool:
    """Whether some words only say whose a number is, or when."""
    at = 0
    while at < len(words):
        match = _NEUTRAL.match(words, at)
        stop = match.end() if match else owner_at(words, at, len(words))
        if stop == at:
            return False
        at = stop
    return True


def _fits(concept: Concept, kind: str, unit: str) -> bool:
    return kind in concept.kinds and unit_of(concept, unit) is not None


def _may_be(concept: Concept, said: str) -> bool:
    """Whether the words around a statistic have what the concept needs and nothing that bars it."""
    if concept.needs and not any(word in said for word in concept.needs):
        return False
    return not any(word in said for word in concept.bars)
