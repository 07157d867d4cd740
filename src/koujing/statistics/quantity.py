"""A numeral with its unit, as it stands in a text."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from koujing.chinese.numeral_values import Numeral


class Quantity(NamedTuple):
    """A numeral with its unit at ``text[start:end]``; ``noun`` is the counted noun where it takes the place of a unit.

    ``until`` is the end of the last of a list, whose unit this one shares (4.2和0.7个百分点), else 0.
    """

    start: int
    end: int
    numeral: Numeral
    unit: str
    kind: str
    noun: str = ""
    until: int = 0


def exact(value: int | Decimal) -> Numeral:
    """A numeral that states nothing but this value.

    >>> exact(4).low
    Decimal('4')
    """
    value = Decimal(value)
    return Numeral(value, value, value)
