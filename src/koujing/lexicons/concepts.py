"""The known series: what they are called, in which unit and kind they are stated, and which side of a target is wished."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

import opencc

from koujing import lexicons

# What a name may end in without naming anything else: 国内生产总值增速, 居民消费价格涨幅预期目标.
CHANGE = (
    "增长率", "增长速度", "增长幅度", "上涨幅度", "上升幅度", "增长", "增速", "增幅", "涨幅", "降幅", "上涨", "上升", "提高", "下降",
    "降低", "减少", "速度", "幅度",
)  # fmt: skip
_AIMED = ("定", "目标", "调控", "预期", "的")
_ENDINGS = (*CHANGE, *_AIMED)


class Concept(NamedTuple):
    """A row of ``lexicons/concepts.tsv``: see its head."""

    id: str
    english: str
    names: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    kinds: frozenset[str]
    wished: str
    is_stock: bool
    of: str
    needs: tuple[str, ...]
    bars: tuple[str, ...]
    apart: str


@cache
def concepts() -> dict[str, Concept]:
    """The known series by their ids, in the order of the lexicon.

    >>> concepts()["grain.output"].units, concepts()["gdp.growth"].of
    ((('斤',),), 'gdp.level')
    """
    return {row["id"]: _read(row) for row in lexicons.load("concepts")}


def _read(row: lexicons.Row) -> Concept:
    names = (row["chinese"], *_parts(row["variants"]))
    units = tuple(tuple(unit.split()) for unit in _parts(row["unit"]))
    kinds, is_stock = frozenset(_parts(row["kind"])), row["stock"] == "yes"
    texts = _parts(row["needs"]), _parts(row["bars"]), row["apart"]
    return Concept(row["id"], row["english"], names, units, kinds, row["wished"], is_stock, row["of"], *texts)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@cache
def by_name() -> dict[str, tuple[Concept, ...]]:
    """Chinese name → the concepts that have it; the growth of something is named like the thing itself."""
    found: dict[str, list[Concept]] = {}
    for concept in concepts().values():
        for name in dict.fromkeys([*concept.names, *(concepts()[concept.of].names if concept.of else ())]):
            found.setdefault(name, []).append(concept)
    return {name: tuple(named) for name, named in found.items()}


@cache
def growth_of(concept: str) -> str:
    """The id of the yearly change of a series; empty if it is not a known series itself.

    >>> growth_of("gdp.level"), growth_of("cpi.change")
    ('gdp.growth', '')
    """
    return next((each.id for each in concepts().values() if each.of == concept), "")


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


def wished(concept: str) -> str:
    """On which side of a target the wished outcomes lie: up, down or none.

    >>> wished("gdp.growth"), wished("unemployment.registered")
    ('up', 'down')
    """
    return concepts()[concept].wished


def without_change(name: str) -> str:
    """A name without the words for change, aim or measure at its end.

    >>> without_change("国内生产总值增长预期目标"), without_change("森林覆盖率")
    ('国内生产总值', '森林覆盖率')
    """
    for _ in range(3 if name.endswith(_ENDINGS) else 0):
        for aim in _AIMED:
            name = name.removesuffix(aim)
        ending = next((word for word in CHANGE if name.endswith(word)), "")
        if not ending or ending == name:
            break
        name = name.removesuffix(ending).removesuffix("的")
    return name


def concept(name: str) -> str:
    """The id of a known series for any of its names, in English or Chinese, in simplified or traditional characters, of any case.

    What grows is told from its growth by the name: 国内生产总值 is a level. Errors: ``KeyError`` for an unknown name; the message
    has the nearest ones.

    >>> concept("國民生產總值增長"), concept("Grain output"), concept("gdp.growth")
    ('gdp.growth', 'grain.output', 'gdp.growth')
    """
    asked = _plain(name)
    known = _in_english()
    found = next(iter([*_called(asked), *_called(_plain(_simplifier().convert(asked))), *filter(None, [known.get(asked)])]), "")
    if not found:
        close = get_close_matches(asked, [*known, *by_name()], n=3, cutoff=0.5)
        hint = f"; close to {', '.join(close)}" if close else ""
        raise KeyError(f"no known series is called {name!r}{hint} (all of them: lexicons/concepts.tsv)")
    return found


def _plain(name: str) -> str:
    """A name without spaces, in one width and case (ＧＤＰ 增长 is gdp增长), with a question mark for half of a surrogate pair."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold().encode("utf-8", "replace").decode()


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _in_english() -> dict[str, str]:
    """The ids, by themselves and by their English names."""
    return {_plain(word): each.id for each in concepts().values() for word in (each.id, each.english)}


@cache
def _by_plain_name() -> dict[str, str]:
    """The Chinese names by what is asked for: CPI by cpi."""
    return {_plain(name): name for name in by_name()}


def _called(asked: str) -> Iterator[str]:
    """The concepts of a Chinese name: the named one itself, else the growth of what it names without its words of change."""
    name = _by_plain_name().get(asked, "")
    yield from (each.id for each in by_name().get(name, ()) if name in each.names)
    bare = without_change(asked)
    grown = by_name().get(_by_plain_name().get(bare, ""), ())
    yield from (each.id for each in grown if "change" in each.kinds and bare != asked)
