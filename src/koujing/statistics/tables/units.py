"""The units that a head, a caption or a column of a table states: 资金（万元）, 增长%, （单位：亿元、%）."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from koujing.chinese.numeral_forms import MAGNITUDES
from koujing.chinese.patterns import lazy
from koujing.statistics.units import unit_at, with_denominator


class Measure(NamedTuple):
    """The unit of a table's cells: its magnitude (万 in 万元), its name without it, and the kind of statistic in it."""

    magnitude: str
    unit: str
    kind: str


_SIGNS = "±+-－−/／、，,：: \u3000"  # 同比±%, 增长（+、-%）
_MAGNITUDE = lazy(f"[{MAGNITUDES}]*")
_BRACKETED = lazy(r"(?P<head>.*)[（(\[【](?:(?:计量)?单位[：:]?)?(?P<unit>[^（）()\[\]【】]{1,12})[)）\]】]")
_TRAILING = lazy(r"(?P<head>.*?)(?:[/／：:，,±+\-－−\s]|(?=[%％‰]))+(?P<unit>[^（）()/／：:，,\s]{1,8})")
_CAPTION = lazy(r".*?(?:计量)?单\s*位\s*[：:]\s*(?P<units>[^：:]{1,40}?)[)）\]】\s]*|.*?[（(](?P<bracket>[^（）()]{1,30})[)）]\s*")
_BETWEEN = lazy(r"[、，,；;\s]+|[和及或]")


@lru_cache(4096)
def read_measure(words: str) -> Measure | None:
    """The unit that some words name and nothing else; ``None`` if they do not.

    >>> read_measure("亿千瓦时"), read_measure("±%"), read_measure("含流动")
    (Measure(magnitude='亿', unit='千瓦时', kind='measure'), Measure(magnitude='', unit='%', kind='percent'), None)
    """
    words = words.strip(_SIGNS).replace("％", "%")
    longest = len((_MAGNITUDE.match(words) or "")[0])
    for at in range(longest + 1):
        unit = unit_at(words, at)
        if unit and (found := with_denominator(words, at, unit))[0] == len(words):
            return Measure(words[:at], found[1], unit.kind)
    return None


def split_unit(head: str) -> tuple[str, Measure | None]:
    """The words of a head before its unit, and the unit if it names one.

    >>> split_unit("资金（万元）")[0], split_unit("同比±%")[0], split_unit("人口（含流动）")
    ('资金', '同比', ('人口（含流动）', None))
    """
    for pattern in (_BRACKETED, _TRAILING):
        match = pattern.fullmatch(head)
        if match and (measure := read_measure(match["unit"])):
            return match["head"].rstrip(_SIGNS), measure
    bare = read_measure(head) if len(head) < 8 else None
    return ("", bare) if bare and (bare.magnitude or bare.kind != "count") else (head, None)


def caption_units(line: str) -> list[Measure]:
    """The units that a line above a table, or its first row, states for its cells; empty if it states none.

    >>> [measure.unit for measure in caption_units("（单位：亿元、%）")], caption_units("2014年（草案）")
    (['元', '%'], [])
    """
    match = _CAPTION.fullmatch(line.strip())
    if not match:
        return []
    found = list(_units(match["units"] or match["bracket"]))
    return [measure for measure in found if measure] if match["units"] or None not in found else []


def _units(words: str) -> Iterator[Measure | None]:
    for one in filter(None, _BETWEEN.split(words.strip())):
        whole = read_measure(one)
        yield from [whole] if whole or "/" not in one else map(read_measure, one.split("/"))
