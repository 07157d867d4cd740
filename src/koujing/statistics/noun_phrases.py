"""Where the noun phrase that begins or ends some words ends or begins, by the kinds of its words."""

from __future__ import annotations

from collections.abc import Sequence

_NOUN = frozenset({"N", "W", "B", "A", "quote", "place", "q", "f"})
_JOINTS = frozenset({"、", "的"})
_NAME = frozenset({"N", "W", "B", "A", "place", "quote"})


def phrase_end(kinds: Sequence[str]) -> int:
    """How many of some words belong to the noun phrase that they begin with: 村 in 村 发展 产业."""
    named = False
    end = 0
    for k, kind in enumerate(kinds):
        after = kinds[k + 1] if k + 1 < len(kinds) else "stop"
        if kind == "V":
            if named or not _NAME.intersection(kinds[k + 1 :]):
                break
        elif kind == "W":
            if named and after not in {"N", "W", "B", "stop", "q", "、"}:
                break
            end = k + 1
            named = named or after not in {"N", "W", "B", "的"}
        elif kind == "的":
            if named:
                break
        elif kind == "、":
            if after not in {"N", "B", "W", "A", "quote"}:
                break
        elif kind in {"N", "place"}:
            named, end = named or kind == "N", k + 1
        elif kind == "f":
            if after not in {"的", "N", "B"}:
                break
        elif kind not in {"B", "A", "quote", "q"}:
            break
        elif kind == "quote" and end == k:
            end = k + 1
    return end


def phrase_start(kinds: Sequence[str], counts: bool) -> int:
    """Where the noun phrase that ends some words begins."""
    start = len(kinds) - 1
    linked = False
    for k in range(len(kinds) - 2, -1, -1):
        kind = kinds[k]
        before = kinds[k - 1] if k else "start"
        if kind == "的":
            if before in {"place", "owner", "time", "r", "start", "m", "、", "了", "p", "d"}:
                break
            linked = True
        elif kind == "V":
            if linked:
                return k
            break
        elif kind == "、":
            if before not in _NAME or kinds[k + 1] not in _NAME:
                break
        elif kind == "W":
            if counts and before in {"start", "d", "time", "owner", "place", "了", "lead", "V"} and kinds[k + 1] != "的":
                break
            start = k
        elif kind in {"N", "B", "A", "q", "quote"} or (kind == "f" and before in {"N", "q", "B"}):
            start = k
        elif kind == "place" and before in {"N", "B", "A", "W"}:
            start = k
        else:
            break
    return start
