"""The unit at the head of a table's column, in Chinese or English: 亿元, 万吨, %, million tons, 10 000 persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from koujing import lexicons
from koujing.statistics.quantities import find_quantities

_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ALSO = {"ton": "tonne", "metric ton": "tonne", "percent": "per cent", "people": "person", "kwh": "kilowatt-hour", "$": "us dollar"}
_NUMBER = re.compile(r"\d[\d ,]*(?<=\d)")
# A plural may stand anywhere in a name: tonnes of coal equivalent, US dollars.
_LONGEST = 80  # characters; no unit is longer
_PLURAL = re.compile(r"s\b")


def read_unit(written: str) -> tuple[Decimal, str] | None:
    """How many of which unit a written one is; ``None`` if it is not known.

    >>> [(str(n), unit) for n, unit in map(read_unit, ("亿元", "10 000 tons", "Billion Yuan", "%", "100 million US dollars"))]
    [('100000000', '元'), ('10000', '吨'), ('1000000000', '元'), ('1', '%'), ('100000000', '美元')]
    >>> read_unit("蒲式耳"), read_unit("million")
    (None, None)
    """
    if len(written) > _LONGEST:
        return None
    times, name = _number(written.strip(" ()（）"))
    words = name.lower().split()
    while words and words[0] in _SCALES:
        times *= _SCALES[words.pop(0)]
    english = " ".join(words)
    known = next((_by_english()[form] for form in _forms(english) if form in _by_english()), name)
    known = known.removesuffix("人民币") if known.endswith("元人民币") else known
    found = find_quantities("1" + known)
    one = found[0] if len(found) == 1 else None
    if not one or not one.unit or one.numeral.value is None or (one.start, one.end) != (0, 1 + len(known)):
        return None
    return times * one.numeral.value, one.unit


def _number(name: str) -> tuple[Decimal, str]:
    number = _NUMBER.match(name)
    return (Decimal(re.sub("[ ,]", "", number[0])), name[number.end() :].strip()) if number else (Decimal(1), name)


def _forms(english: str) -> Iterator[str]:
    singular = (english[: plural.start()] + english[plural.end() :] for plural in _PLURAL.finditer(english))
    for form in (english, *singular):
        yield _ALSO.get(form, form)


@cache
def _by_english() -> dict[str, str]:
    """The first unit or currency in the lists with each English name."""
    named: dict[str, str] = {}
    for row in (*lexicons.load("units"), *lexicons.load("currencies")):
        named.setdefault(row["english"].lower(), row.get("unit") or row["currency"])
    return named
