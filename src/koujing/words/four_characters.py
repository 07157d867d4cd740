"""How much of a text stands in units of four characters, the measure of Chinese set phrases (四字格)."""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff\u3007"
_RUN = re.compile(f"[{_HAN}]+")
# A run of Han characters that is bounded by marks, white space or the ends of the text on both sides, and its length.
_UNIT = re.compile(rf"(?<![{_HAN}0-9A-Za-z*%％.+])[{_HAN}]{{4}}(?![{_HAN}0-9A-Za-z*%％.+])")


def four_character_share(text: str) -> float:
    """Share of the Han characters of a text that stand in units of exactly four, between one mark and the next.

    A unit is a run of Han characters between punctuation marks of any kind (also 、 and quotation marks) or white space;
    one with a digit, a letter or a mask in it is none. A text without Han characters has no share (``nan``).

    >>> four_character_share("真抓实干，久久为功，五个字不算。")  # 8 of 13
    0.6153846153846154
    """
    n = sum(map(len, _RUN.findall(text)))
    return 4 * len(_UNIT.findall(text)) / n if n else float("nan")
