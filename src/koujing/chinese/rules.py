"""Rules as data: a pattern with its reason and its examples, and the patterns that are made of word lists."""

from __future__ import annotations

import re


def trie_pattern(words: frozenset[str]) -> str:
    """A regular expression that matches the longest of ``words`` and reads each character once.

    >>> trie_pattern(frozenset({"三北", "三通", "三通一平"}))
    '三(?:北|通(?:一平)?)'
    """
    branches: dict[str, set[str]] = {}
    for word in words - {""}:
        branches.setdefault(word[0], set()).add(word[1:])
    parts = [re.escape(first) + trie_pattern(frozenset(rest)) for first, rest in sorted(branches.items())]
    whole = "|".join(parts)
    if "" in words and parts:
        return f"(?:{whole})?"
    return f"(?:{whole})" if len(parts) > 1 else whole
