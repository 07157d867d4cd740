"""Where the numerals of a text may begin, looked up for all of it at once."""

from __future__ import annotations

from functools import cache

import numpy as np

from koujing.chinese.numeral_forms import FIRST, MAGNITUDES, after_one
from koujing.chinese.places import Characters
from koujing.chinese.rules import first_characters


def numeral_starts(characters: Characters) -> list[int]:
    """The places at which a numeral, a date or an ordinal may begin.

    >>> numeral_starts(Characters("一些村有上百户，一半上网"))
    [4, 5, 8, 9]
    """
    found = characters.are(FIRST)
    for first, second in _seconds().items():
        found[:-1] &= ~characters.are(first)[:-1] | characters.are(second)[1:]
    places: list[int] = np.flatnonzero(found).tolist()
    return places


@cache
def _seconds() -> dict[str, str]:
    """What must follow those first characters that are mostly parts of words (一些, 上述, 数字, 好的)."""
    one = "".join(sorted(first_characters("|".join(after_one()))))
    return {"一": f"{one}半年月日世时", "上数": MAGNITUDES, "好": "几"}
