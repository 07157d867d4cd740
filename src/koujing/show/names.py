"""Chinese names of what the package names in English, for sentences in Chinese."""

from __future__ import annotations

from koujing import lexicons


def in_chinese(name: str) -> str:
    """The Chinese name of a topic or of a kind of change; anything else as it is.

    >>> in_chinese("agriculture"), in_chinese("level narrowed"), in_chinese("other")
    ('农业农村', '层级收窄', 'other')
    """
    return {row["name"]: row["chinese"] for row in lexicons.load("chinese_names")}.get(name, name)
