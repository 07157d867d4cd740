"""What speaks for or against a wording as the name of what a statistic measures.

What belongs together is named and weighed once: a text asks for the same evidence thousands of times.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from koujing.statistics.choice import weights
from koujing.statistics.heads import fit

_MANY = 2**15


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features that are found together: their names, the weights of those that have one, and the sum of these.

    The weights are in hundredths, so that their sums do not depend on their order.
    """

    names: tuple[str, ...]
    weights: dict[str, int]
    weight: int

    def without(self, known: Set[str]) -> int:
        """The sum of the weights of the features that are not known."""
        return sum([weight for name, weight in self.weights.items() if name not in known])


@lru_cache(_MANY)
def evidence(*names: str) -> Evidence:
    """The features of these names, as the question ``indicator`` weighs them.

    >>> evidence("term").weight > 0, evidence("no such feature").weight
    (True, 0)
    """
    known = weights("indicator")
    found = {name: round(100 * known[name]) for name in names if name in known}
    return Evidence(names, found, sum(found.values()))


@lru_cache(_MANY)
def stated(source: str, kind: str, unit: str, bare: str, frame: str) -> Evidence:
    """Where a wording is found, with what the statistic is and what surrounds it (``setting.Setting``)."""
    return evidence(*(f"{source}:{fact}" for fact in (kind, unit, bare, frame, f"{frame}:{kind}")))


@lru_cache(_MANY)
def numbered(source: str, nth: int) -> Evidence:
    """The end of the words there at which a wording ends, counted from the last."""
    return evidence(f"{source} #{nth}")


@lru_cache(_MANY)
def led(link: str, led: str, kind: str) -> Evidence:
    """How the words before a statistic lead to it."""
    return evidence(f"before:{link}{led}", f"before:{link}{led}:{kind}")


@lru_cache(_MANY)
def followed(link: str, led: str, kind: str, first: str, bare: str, unit: str) -> Evidence:
    """What stands before a statistic that words follow; ``first`` is the kind of the word directly before it."""
    facts = (f"{link}{led}", f"{link}{led}:{kind}", f"{link}{kind}", f"^{first}", f"{bare}:{unit}")
    return evidence(*(f"behind:{fact}" for fact in facts))


@lru_cache(_MANY)
def ended(source: str, end: str, follows: str, measured: str) -> Evidence:
    """How a wording before a statistic ends; ``measured`` is the kind of the statistic if it ends in a quantity, else empty."""
    quantity = (f"{source} is quantity:{measured}", "is quantity") if measured else ()
    return evidence(f"{source} ends {end}", f"ends {end} before {follows}", f"{source} before {follows}", *quantity)


@lru_cache(_MANY)
def begun(source: str, before: str, kind: str) -> Evidence:
    """The kind of a wording's first word, and of the word before it."""
    return evidence(f"begins {before} {kind}", f"{source} behind {before}", f"{source} begins {kind}")


@lru_cache(_MANY)
def held(kind: str, after: str) -> Evidence:
    """The kinds of two words inside a wording, side by side."""
    return evidence(f"holds {kind} {after}")


@lru_cache(_MANY)
def begun_before(led: str, before: str, kind: str, vote: str) -> Evidence:
    """The same, by what stands between the wording and its statistic (``led``), and how it stands to the noun phrase there."""
    phrase = (f"{led} phrase{vote}", f"{led} phrase{vote} begins {kind}")
    return evidence(f"{led} begins {kind}", f"{led} behind {before}", f"{led} begins {before} {kind}", *phrase)


@lru_cache(_MANY)
def fitting(source: str, kind: str, unit: str, head: str) -> Evidence:
    """How well the last character of a wording fits the unit of the statistic."""
    fits = fit(unit, kind, head)
    return evidence(f"fits {fits}", f"fits {fits}:{kind}", f"{source} fits {fits}")


@lru_cache(_MANY)
def linked(before: str, first: str) -> Evidence:
    """A wording holds 的; ``first`` is the kind of its first word, ``before`` that of the word before it."""
    return evidence(f"linked {first}", f"linked {before} {first}")


@lru_cache(_MANY)
def sized(source: str, size: int, end: str, vote: str) -> Evidence:
    """How many words a wording has, and whether it is longer than the noun phrase there (``vote``)."""
    phrase = (f"phrase{vote}", f"{source} phrase{vote}", f"phrase{vote} ends {end}")
    return evidence(*phrase, f"{size} words", f"{min(size, 3)} words end {end}")


@lru_cache(_MANY)
def led_by(word: str) -> Evidence:
    """The word before a wording."""
    return evidence(f"behind {word}")


@lru_cache(_MANY)
def begun_behind(before: str, kind: str, skipped: int, unit: str) -> Evidence:
    """How a wording behind a statistic begins, that many words behind it."""
    return evidence(f"behind begins {before} {kind}", f"skips {skipped}", f"skips {skipped}:{unit}")


@lru_cache(_MANY)
def held_behind(kind: str, after: str) -> Evidence:
    """The kinds of two words inside a wording behind a statistic, side by side."""
    return evidence(f"behind holds {kind} {after}")


@lru_cache(_MANY)
def sized_behind(skipped: int, size: int, vote: str) -> Evidence:
    """How long a wording behind a statistic is."""
    return evidence(f"behind phrase{vote}", f"behind phrase{vote} skips {skipped}", f"behind {size} words")


@lru_cache(_MANY)
def ended_behind(kind: str, after: str, vote: str, measured: str, unit: str) -> Evidence:
    """How a wording behind a statistic ends, with the last character of the unit; ``measured`` is the kind of the statistic if it ends
    in a quantity, else empty."""
    ends = (f"behind ends {kind}", f"behind before {after}", f"behind ends {kind} before {after}", f"behind phrase{vote} ends {kind}")
    of_unit = (f"behind ends {kind}:{unit}", f"behind before {after}:{unit}")
    return evidence(*ends, *of_unit, *([f"behind is quantity:{measured}"] if measured else []))


@lru_cache(_MANY)
def of_earlier(
    nth: int, same: bool, bare: str, frame: str, kinds: tuple[str, str], listed: int, relations: tuple[bool, bool, bool]
) -> Evidence:
    """What an earlier statistic measures, the ``nth`` before; ``same`` tells whether its unit ends alike, ``listed`` the length of the
    list that both belong to, ``relations`` whether they stand in one clause, in two sentences, and are joined."""
    in_clause, in_sentence, joint = relations
    facts = [f"{nth}", f"{nth} {'same' if same else 'other'} unit", f"{nth}:{bare}", f"{nth}:{frame}", f"{nth}:{kinds[1]}"]
    facts += [f"{nth} of {listed}"] if listed else []
    facts += [f"{nth} joined"] if joint else []
    told = [f"earlier:{kinds[0]}:{kinds[1]}", *(["earlier in clause"] if in_clause else []), *(["earlier sentence"] if in_sentence else [])]
    return evidence(*told, *(f"earlier {fact}" for fact in facts))


@lru_cache(_MANY)
def as_ruled(source: str, vote: str) -> Evidence:
    """A wording is what the rules choose."""
    return evidence(f"ruled:{source}", f"ruled:{source}{vote}")


def compared(words: str, ruled: str) -> Evidence | None:
    """How a wording stands to another that the rules choose, if one is part of the other.

    >>> compared("总产量", "产量") == evidence("longer left"), compared("粮食", "产量")
    (True, None)
    """
    if len(words) > len(ruled):
        return evidence("longer left") if words.endswith(ruled) else evidence("longer right") if words.startswith(ruled) else None
    return evidence("shorter left") if ruled.endswith(words) else evidence("shorter right") if ruled.startswith(words) else None
