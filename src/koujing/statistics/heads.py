"""Whether a name fits the unit of a statistic: 名 counts persons, 亩 measures land."""

from __future__ import annotations

from functools import cache, lru_cache

from koujing import lexicons
from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.chinese.patterns import lazy

# The scale of ``lexicons/unit_heads.tsv``: steps to one unit of the logarithm, and the last step.
STEP, WIDEST = 1.5, 3
_OTHER = "other"
_NUMBER = lazy(rf"[\d.,，．～~—\-至到几多余来分之第约∶:{NUMERAL_CHARACTERS}]+")


@lru_cache(2**12)
def unit_in(text: str) -> str:
    """The unit that the words of a statistic end in.

    >>> unit_in("3.5万亩"), unit_in("百分之五")
    ('亩', '%')
    """
    number = _NUMBER.match(text)
    unit = text[number.end() :] if number else text
    return "%" if unit == "％" or (not unit and "分之" in text) else unit or _OTHER


@cache
def _fits() -> dict[tuple[str, str], dict[str, int]]:
    """The unit and kind of a statistic → how well the last characters of names fit it."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in lexicons.load("unit_heads"):
        found.setdefault((row["unit"], row["kind"]), {}).update(dict.fromkeys(row["heads"], int(row["fits"])))
    return found


def fit(unit: str, kind: str, head: str) -> int:
    """How well a name that ends in a character fits a statistic of this unit and kind, from -3 (hardly ever) to 3 (most of all).

    >>> fit("名", "count", "员") > 0 > fit("名", "count", "率")
    True
    """
    known = _fits()
    return (known.get((unit, kind)) or known.get((_OTHER, kind)) or {}).get(head, 0)
