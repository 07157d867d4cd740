"""How much of a text consists of units of four characters, the rhythm of Chinese set phrases (四字格)."""

from __future__ import annotations

import numpy as np

from koujing.chinese.places import code_points

# What a unit of four must not touch: digits, letters, masks and signs that belong to a number.
_ATTACHED = np.array([ord(c) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*%％.+"])


def four_character_share(text: str) -> float:
    """Share of the Han characters of a text that stand in units of exactly four, between one mark and the next.

    A unit is a run of Han characters between punctuation marks of any kind (also 、 and quotation marks) or white space;
    a run that touches a digit, a letter or a mask is not a unit. A text without Han characters has no share (``nan``).

    >>> four_character_share("真抓实干，久久为功，五个字不算。")  # 8 of 13
    0.6153846153846154
    """
    points = np.concatenate([[0], code_points(text), [0]])
    han = (points >= 0x3400) & (points <= 0x9FFF) | (points == ord("〇"))
    before, last = np.flatnonzero(han[1:] & ~han[:-1]), np.flatnonzero(han[:-1] & ~han[1:])
    bounded = ~np.isin(points[before], _ATTACHED) & ~np.isin(points[last + 1], _ATTACHED)
    n = int(han.sum())
    return 4 * int((bounded & (last - before == 4)).sum()) / n if n else float("nan")
