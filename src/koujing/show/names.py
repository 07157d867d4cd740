"""What tables name shortly, in the words of a reader: in Chinese, or as a phrase."""

from __future__ import annotations

import pandas as pd

from koujing import lexicons

DIRECTIONS = {"a to b": "from the earlier to the later", "": "not told by the dates"}


def in_chinese(name: str) -> str:
    """The Chinese name of a topic or of a kind of change; anything else as it is.

    >>> in_chinese("agriculture"), in_chinese("level narrowed"), in_chinese("other")
    ('农业农村', '层级收窄', 'other')
    """
    return {row["name"]: row["chinese"] for row in lexicons.load("chinese_names")}.get(name, name)


def say_directions(direction: pd.Series[str]) -> pd.Series[str]:
    """Which way each passage went that two speeches share, in words.

    >>> say_directions(pd.Series(["a to b", ""])).tolist()
    ['from the earlier to the later', 'not told by the dates']
    """
    return direction.map(DIRECTIONS)
