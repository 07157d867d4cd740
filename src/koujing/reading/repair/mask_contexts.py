"""Infer the word under a mask from its context: how often official texts have each word between such neighbours.

The counts are those of ``lexicons/mask_contexts.tsv``, made by ``mask_counts.py``. If L are the characters before a mask
and R those after it, then ``P(w | L, R) ∝ P(w | L) P(w | R) / P(w)``, assuming that the two sides are independent given the
word. Each side backs off from longer to shorter contexts with the weights of Witten and Bell (1991):
``P(w | c) = (n(c, w) + k P(w | shorter c)) / (n(c) + k)``, where k is twice the number of different words seen in c.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from koujing import lexicons

Counts = Mapping[str, float]
Shares = npt.NDArray[np.float64]

NO_ODDS: Counts = {}
# Three characters on each side: with four, the restored share of held-out reports grows by less than one per cent.
WIDTH = 3
# Stands for any word that is not on the list; its contexts are counted at every 60th place of the texts.
UNLISTED = "?"
# A word is restored if its probability is at least this. Of the masks in held-out reports, 73 % are then restored, 98 % of them
# correctly; with 0.5 it is 85 % and 95 %, with 0.9 it is 67 % and 98.5 %.
CERTAIN = 0.8


@dataclass(frozen=True, eq=False)
class Contexts:
    """Counts of words: in total, by the characters before them (nearest first), and by those after them."""

    words: Counts
    before: Mapping[str, Counts]
    behind: Mapping[str, Counts]

    def best_word(self, before: str, behind: str, odds: Counts = NO_ODDS) -> tuple[str, float]:
        """The likeliest word between the two contexts, and its probability; ``before`` ends where the mask begins.

        ``odds`` are the odds that other evidence gives to words.
        """
        scores = self._given(_nearest(before[::-1]), "before") * self._given(_nearest(behind), "behind") / self._prior
        for word, factor in odds.items():
            if word in self._place:
                scores[self._place[word]] *= factor
        best = int(scores.argmax())
        return self._names[best], float(scores[best] / scores.sum())

    @lru_cache(maxsize=4096)  # noqa: B019  (one object, as long as the program runs)
    def _given(self, context: str, side: str) -> Shares:
        """``P(w | context)`` of every word."""
        counted = self.before if side == "before" else self.behind
        given: Shares = self._prior
        for length in range(1, len(context) + 1):
            seen = counted.get(context[:length])
            if seen:
                k = 2 * len(seen)
                given = (np.array([seen.get(word, 0) for word in self._names]) + k * given) / (sum(seen.values()) + k)
        return given

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.words)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {word: k for k, word in enumerate(self._names)}

    @cached_property
    def _prior(self) -> Shares:
        counts = np.array(list(self.words.values()), dtype=float)
        shares: Shares = counts / counts.sum()
        return shares


def _nearest(text: str) -> str:
    return "".join(map(class_of, text[:WIDTH]))


def class_of(character: str) -> str:
    """A character as it is counted in contexts: Han, 、 and masks as they are, any digit as 0, anything else as ^.

    >>> "".join(map(class_of, "坚定*、2。a"))
    '坚定*、0^^'
    """
    if "\u3400" <= character <= "\u9fff" or character in "、*":
        return character
    return "0" if character.isdigit() else "^"


@cache
def load_contexts() -> Contexts:
    """The contexts of the lexicon."""
    return read_contexts(lexicons.load("mask_contexts"))


def read_contexts(rows: Sequence[Mapping[str, str]]) -> Contexts:
    """Contexts from rows ``side`` (word, before, behind), ``context``, ``counts`` (``政府=12|人民=3``)."""
    sides: dict[str, dict[str, Counts]] = {"word": {}, "before": {}, "behind": {}}
    for row in rows:
        counts = (item.rpartition("=") for item in row["counts"].split("|"))
        context = row["context"][::-1] if row["side"] == "before" else row["context"]
        sides[row["side"]][context] = {word: float(n) for word, _, n in counts}
    return Contexts(sides["word"][""], sides["before"], sides["behind"])
