"""The number that a cell of a table holds, with its sign, its hedges and perhaps its unit: -2.3, 1,234.5, 百分之三, 15户."""

from __future__ import annotations

from typing import NamedTuple

from koujing.chinese.marks import Span
from koujing.chinese.numeral_forms import numeral_pattern
from koujing.chinese.numeral_values import Numeral
from koujing.chinese.numerals import read_numeral
from koujing.chinese.patterns import lazy
from koujing.statistics.quantities import find_quantities
from koujing.statistics.quantity import Quantity

# Longer cells hold words.
LONGEST = 24
_NUMBER = lazy(
    lambda: rf"""(?:约|近|超过?|达到?|不[低少]于|不超过|至少)?
        (?:(?P<minus>[-－−﹣–—负])|(?P<plus>[+＋正±]))?\ ?
        (?P<of>[百千]分之)?
        (?P<digits>\d{{1,3}}(?:[\ \u00a0]\d{{3}})+(?:\.\d+)?|(?!0\d){numeral_pattern()})
        (?P<percent>\ ?[%％‰])?
        (?:左右|上下|以上|以内|以下)?""",
    64,  # re.VERBOSE
)
_HEDGE = lazy("(?:约|近|超过?|达到?|不[低少]于|不超过|至少)?(?:左右|上下|以上|以内|以下)?")


class Number(NamedTuple):
    """A number at ``text[start:end]`` (a minus and a per cent sign included), its digits, and what stands behind them."""

    start: int
    end: int
    digits: str
    sign: str
    percent: str

    def numeral(self, magnitude: str) -> Numeral | None:
        """Its value in a unit with a magnitude (万, 亿), unless it has a magnitude of its own.

        >>> read_number("-2.5", 0, 4).numeral("万").value, read_number("3万", 0, 2).numeral("万").value
        (Decimal('-25000'), Decimal('30000'))
        """
        own = not {"万", "亿"}.isdisjoint(self.digits)
        numeral = read_numeral(self.digits if own else self.digits + magnitude)
        if not numeral or self.sign in {"", "+", "＋", "正", "±"}:
            return numeral
        value, low, high = (None if end is None else -end for end in (numeral.value, numeral.high, numeral.low))
        return Numeral(value, low, high, numeral.step, numeral.place, numeral.hedge, numeral.masked)


def read_number(text: str, start: int, end: int) -> Number | None:
    """The number that the cell ``text[start:end]`` holds and nothing else; ``None`` if it holds none.

    >>> [bool(read_number(cell, 0, len(cell))) for cell in ("1,234.5", "-2.3%", "8左右", "百分之三", "—", "0311", "3个")]
    [True, True, True, True, False, False, False]
    """
    match = _NUMBER.fullmatch(text, start, end) if end - start <= LONGEST else None
    if not match:
        return None
    first = min(at for part in ("minus", "of", "digits") if (at := match.start(part)) >= 0)
    digits = match["digits"].replace(" ", "").replace("\xa0", "")
    percent = {"百分之": "%", "千分之": "‰"}.get(match["of"]) or (match["percent"] or "").strip().replace("％", "%")
    sign = match["minus"] or match["plus"] or ""
    return Number(first, match.end("percent" if match["percent"] else "digits"), digits, sign, percent)


def find_whole(text: str, cell: Span) -> Quantity | None:
    """The quantity that a cell holds with its unit, and nothing else but a hedge; ``None`` if it holds none.

    >>> find_whole("东乡：约1500户", (3, 9)).start, find_whole("3个村已通路", (0, 6))
    (4, None)
    """
    words = text[slice(*cell)]
    found = list(find_quantities(words)) if len(words) <= LONGEST else []
    if len(found) != 1 or not _HEDGE.fullmatch(words[: found[0].start] + words[found[0].end :]):
        return None
    return found[0]._replace(start=cell[0] + found[0].start, end=cell[0] + found[0].end)
