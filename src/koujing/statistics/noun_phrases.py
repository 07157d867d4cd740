"""Where the noun phrase that begins or ends some words ends or begins, by the kinds of the words."""

from __future__ import annotations

from collections.abc import Sequence

_NAME = frozenset({"noun", "attribute", "modifier", "place", "quote"})
# What a phrase does not go beyond.
_EDGES = frozenset(
    {"preposition", "adverb", "conjunction", "了", "level", "number", "mark", "each", "lead", "time", "owner", "other"}
)
# Kinds of statistics before whose things a verb may stand that is part of many names: 培训农民200名.
_COUNTED = frozenset({"count", "measure", "change"})
_BEFORE_VERB = _EDGES | {"start", "place", "verb", "attribute"}


def phrase_end(kinds: Sequence[str], persons: bool) -> int:
    """How many words belong to the noun phrase that some words begin with, or to the predicate of ``persons`` that are counted.

    >>> phrase_end(["noun", "verb", "noun"], persons=False), phrase_end(["attribute", "noun"], persons=False)
    (1, 2)
    """
    if persons and kinds and kinds[0] in {"verb", "attribute"}:
        return next((k for k, kind in enumerate(kinds) if kind in _EDGES or kind == "、"), len(kinds))
    named, end = False, 0
    for k, kind in enumerate(kinds):
        after = kinds[k + 1] if k + 1 < len(kinds) else "stop"
        leads_on = _noun_follows(kinds, k + 1)
        if not _belongs(kind, after, named, leads_on):
            break
        if kind in {"noun", "place", "attribute"} or (kind == "quote" and named):
            end = k + 1
        named = named or kind == "noun" or (kind == "attribute" and not leads_on)
    return end


def _belongs(kind: str, after: str, named: bool, leads_on: bool) -> bool:
    """Whether a word goes on with a phrase that is ``named`` already or not, if a noun may follow (``leads_on``)."""
    if kind in {"verb", "change"}:
        return not named and leads_on
    if kind == "attribute":
        return not named or leads_on or after == "stop"
    if kind == "的":
        return not named
    if kind == "、":
        return after in _NAME or after == "unit"
    if kind == "behind":
        return after in {"的", "noun", "modifier"}
    return kind in _NAME or kind == "unit"


def _noun_follows(kinds: Sequence[str], first: int) -> bool:
    for kind in kinds[first:]:
        if kind == "noun":
            return True
        if kind in _EDGES or kind == "verb":
            return False
    return False


def phrase_start(kinds: Sequence[str], measured: str, quantity: bool) -> int:
    """Where the noun phrase that some words end with begins.

    ``measured`` is the kind of the statistic; ``quantity`` tells whether the phrase ends in the name of a quantity.

    >>> phrase_start(["time", "verb", "modifier", "noun"], "count", quantity=False)
    2
    """
    start, linked = len(kinds) - 1, False
    for k in range(len(kinds) - 2, -1, -1):
        kind, before = kinds[k], kinds[k - 1] if k else "start"
        if kind == "verb" or (kind == "level" and linked):
            return k if linked else start  # 参加合作社的农户
        if not _joins(kind, before, kinds[k + 1 : k + 3], measured, quantity):
            break
        linked = linked or kind == "的"
        start = start if kind in {"的", "、"} else k
    return start


def _joins(kind: str, before: str, after: Sequence[str], measured: str, quantity: bool) -> bool:
    """Whether a word belongs to the phrase that begins with the words after it."""
    if kind == "的":
        return before not in _EDGES and before not in {"place", "start"}
    if kind == "、":
        return before in _NAME and after[0] in _NAME
    if kind == "attribute":
        governs = (measured in _COUNTED and before in _BEFORE_VERB) or (measured == "money" and before in _EDGES)
        return after[0] == "的" or not governs
    if kind == "number":  # 65岁以上老年人
        return after[0] in {"noun", "unit"} and list(after[1:]) == ["behind"]
    if kind == "behind":
        return before in {"noun", "unit", "modifier"}
    if kind == "place":
        return before in {"noun", "modifier", "attribute"}
    if kind == "change":  # 城镇新增就业, 新增限额
        return before in {"noun", "modifier"} or (quantity and measured not in _COUNTED)
    return kind in {"noun", "modifier", "unit", "quote"}
