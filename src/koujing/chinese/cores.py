"""When two wordings name the same thing, one of them with more before it."""

from __future__ import annotations


def same_core(one: str, other: str) -> bool:
    """Whether one name ends in the other, the shorter with at least half the characters of the longer.

    >>> same_core("农民人均纯收入", "人均纯收入"), same_core("村", "贫困村"), same_core("产值", "总产值")
    (True, False, True)
    """
    if one.endswith(other):
        return one == other or (len(other) >= 2 and 2 * len(other) >= len(one))
    return other.endswith(one) and len(one) >= 2 and 2 * len(one) >= len(other)
