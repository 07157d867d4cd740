"""Cuts of wordings that the frequencies of words would miss (自主|权), settled by a lexicon: which terms of a text agree with them."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from koujing import lexicons
from koujing.lexicons import per_lexicon

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_ANYWHERE = 2**40  # beyond any text


@per_lexicon
def settled_cuts() -> dict[str, list[str]]:
    """Wordings whose cut is settled, with their parts.

    What begins or ends inside a part lies within it (自主|权 has no 主权); a wording of one part is not cut at all.
    """
    return {row["cut"].replace("|", ""): row["cut"].split("|") for row in lexicons.load("term_cuts")}


def settle(borders: Flags, cuts: Numbers, begin: Numbers, end: Numbers, text: str) -> tuple[Flags, Flags]:
    """The borders of words, with those of the wordings whose cut is settled; and which spans agree with these cuts.

    ``cuts`` are those wordings: a row of number, start and end for each. One stands only where one of its ends is a border of
    words (部门, not in 干部|门诊), and not at a mask.
    """
    if "*" in text:
        cuts = cuts[["*" not in text[max(start - 1, 0) : stop + 1] for _, start, stop in cuts.tolist()]]
    which, starts, _ = cuts[borders[cuts[:, 1]] | borders[cuts[:, 2]]].T
    first, table = _inner_places()
    held = np.diff(first)[which]
    at = np.arange(held.sum()) + np.repeat(first[which] - np.cumsum(held) + held, held)
    place, least, most = (table[at] + np.repeat(starts, held)[:, None]).T
    lowest, highest = np.zeros(len(borders), np.int64), np.full(len(borders), len(text))
    lowest[place], highest[place] = least, most
    settled = borders.copy()
    settled[place[most - least > _ANYWHERE]] = True
    return settled, (begin >= lowest[end]) & (end <= highest[begin])


@per_lexicon
def _inner_places() -> tuple[Numbers, Numbers]:
    """Of every settled cut, where its rows begin in a table; and the table: a place inside the wording, and the span within which
    what ends or begins there must lie, all counted from the start of the wording."""
    rows: list[list[tuple[int, int, int]]] = []
    for parts in settled_cuts().values():
        edges = list(accumulate(map(len, parts), initial=0))
        spans = list(pairwise(edges)) if parts[1:] else [(edges[-1], 0)]
        limits = {at: span for span in spans for at in range(min(span) + 1, max(span))}
        rows.append([(at, *limits.get(at, (-_ANYWHERE, _ANYWHERE))) for at in range(1, edges[-1])])
    table = np.array([row for inner in rows for row in inner], np.int64).reshape(-1, 3)
    return np.cumsum([0, *map(len, rows)]), table
