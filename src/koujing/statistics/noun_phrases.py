"""Where the noun phrase that begins or ends some words ends or begins, by the kinds of its words."""

from __future__ import annotations

from collections.abc import Sequence

_NAME = frozenset({"N", "W", "B", "A", "place", "quote"})
# What a phrase does not go beyond.
_EDGES = frozenset({"p", "d", "c", "了", "L", "m", "mark", "r", "lead", "time", "owner", "o"})
_COUNTED = frozenset({"count", "measure", "change"})
_BEFORE_VERB = _EDGES | {"start", "place", "V", "W"}


def phrase_end(kinds: Sequence[str], persons: bool) -> int:
    """How many of some words belong to the noun phrase that they begin with: 村 in 村 发展 产业."""
    if persons and kinds and kinds[0] in {"V", "W"}:
        return _predicate_end(kinds)
    named = False
    end = 0
    for k, kind in enumerate(kinds):
        after = kinds[k + 1] if k + 1 < len(kinds) else "stop"
        if kind in {"V", "I"}:
            if named or not _noun_follows(kinds, k + 1):
                break
        elif kind == "W":
            if named and not (_noun_follows(kinds, k + 1) or after == "stop"):
                break
            end, named = k + 1, named or not _noun_follows(kinds, k + 1)
        elif kind == "的":
            if named:
                break
        elif kind == "、":
            if after not in {"N", "B", "W", "A", "quote", "q"}:
                break
        elif kind == "f":
            if after not in {"的", "N", "B"}:
                break
        elif kind in {"N", "place", "quote"}:
            named, end = named or kind == "N", k + 1 if kind != "quote" or named else end
        elif kind not in {"B", "A", "q"}:
            break
    return end


def _noun_follows(kinds: Sequence[str], first: int) -> bool:
    for kind in kinds[first:]:
        if kind == "N":
            return True
        if kind in _EDGES or kind == "V":
            return False
    return False


def _predicate_end(kinds: Sequence[str]) -> int:
    """How many words belong to the predicate of persons that they begin with: 死亡 失踪."""
    for k, kind in enumerate(kinds):
        if kind in _EDGES or kind == "、":
            return k
    return len(kinds)


def phrase_start(kinds: Sequence[str], kind_of: str, quantity: bool) -> int:
    """Where the noun phrase that ends some words begins."""
    start = len(kinds) - 1
    linked = False
    for k in range(len(kinds) - 2, -1, -1):
        kind, after = kinds[k], kinds[k + 1]
        before = kinds[k - 1] if k else "start"
        if kind == "的":
            if before in _EDGES or before in {"place", "start"}:
                break
            linked = True
        elif kind == "V" or (kind == "L" and linked):
            return k if linked else start
        elif kind == "、":
            if before not in _NAME or after not in _NAME:
                break
        elif kind == "W":
            if after != "的" and ((kind_of in _COUNTED and before in _BEFORE_VERB) or (kind_of == "money" and before in _EDGES)):
                break
            start = k
        elif kind == "m":
            if after not in {"N", "q"} or kinds[k + 2 : k + 3] != ["f"]:
                break
            start = k
        elif kind in {"N", "B", "A", "q", "quote"} or (kind == "f" and before in {"N", "q", "B", "A"}):
            start = k
        elif kind == "place" and before in {"N", "B", "A", "W"}:
            start = k
        elif kind == "I" and (before in {"N", "B", "A"} or (quantity and kind_of not in _COUNTED)):
            start = k
        else:
            break
    return start
