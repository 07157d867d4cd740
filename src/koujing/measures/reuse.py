"""How much of a text occurs word for word in earlier texts of the same office.

Only letters, digits and Han characters count, so that an additional or missing mark does not interrupt a passage. A character is
reused if it is part of a string of at least ``LONG`` such characters that occurs in an earlier text; from thirteen characters on,
shared strings of official prose are quotations or fixed passages rather than common phrases. The rest is novel. The more earlier
text there is, the more is found again by chance alone: hence the baseline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from koujing.borrowing.letters import Flags, Ints, Shared, find_shared, fold, strings
from koujing.later import pd
from koujing.tables import column, schema_of, table_row
from koujing.words.inventory import ranges

LONG = 13
# Years looked back from a text; there are several, since gaps between texts are long and uneven.
SPANS = (1, 2, 3, 5, 10)
# A text of another time is at least this number of years away on either side.
FAR = 11
DRAWS = 8  # as many as a number of 64 bits has bytes
_BLOCK = 2**15  # first places that are compared at once: what is compared with them stays in the cache of a processor
# With more dated texts than this nothing is drawn: the draws grow with the square of their number, all else in proportion to it.
MOST_DRAWN = 2000
_NEVER = np.iinfo(np.int32).max

Floats = npt.NDArray[np.float64]


@table_row(
    "reuse",
    "how much of a speech occurs word for word in earlier speeches of the study. Empty for a study of more than forty million "
    "characters; `chance` is missing in one of more than 2,000 dated speeches.",
)
class Reuse:
    """Reuse of one speech over one span of years."""

    speech: str = column("the speech")
    years: int = column("how many years back earlier speeches are searched")
    n_earlier: int = column("earlier speeches in these years")
    n_chars: int = column("characters of the speech: letters, digits and Han characters only")
    n_reused: int = column("of these, characters in strings of at least 13 that occur in an earlier speech")
    share: float = column("`n_reused` / `n_chars`")
    chance: float = column("the same share for an equal amount of text from speeches at least eleven years away")


def count_reuse(
    texts: Mapping[str, str], years: Mapping[str, int], rng: np.random.Generator, spans: Sequence[int] = SPANS
) -> pd.DataFrame:
    """Reuse of each dated text: ``speech, years, n_earlier, n_chars, n_reused, share, chance``, one row per span of years.

    ``n_earlier`` texts are from the ``years`` years before it (not from its own year); ``share`` of its ``n_chars`` characters
    occur in them. ``chance`` is the share that occurs in as many characters of texts from another time, at least eleven years
    away on either side: the mean of eight draws, missing if there is not enough such text, or if there are more than 2,000 dated
    texts. Spans without a text have no row.
    """
    dated = sorted((years[speech], speech) for speech in texts if speech in years)
    when = np.array([year for year, _ in dated], dtype=np.int32)
    hashes = [strings(fold(texts[speech]), LONG) for _, speech in dated]
    lengths = np.array([len(each) for each in hashes], dtype=np.int64)
    shared = find_shared(hashes)
    lags = _lags(shared, when)
    reused = [_covered_in_each(shared, lags <= span) for span in spans]
    firsts = _firsts(shared) if len(dated) <= MOST_DRAWN else None
    upto = np.append(0, np.cumsum(lengths))
    rows = []
    for text, (year, speech) in enumerate(dated):
        others = _far(shared, firsts, text, lengths, abs(when - year) >= FAR) if firsts is not None else None
        for span, covered in zip(spans, reused, strict=True):
            first, last = np.searchsorted(when, [year - span, year]).tolist()
            if last > first and lengths[text]:
                n, n_reused = int(lengths[text]) + LONG - 1, int(covered[text])
                chance = others.chance(int(upto[last] - upto[first]), rng) if others else float("nan")
                rows.append((speech, span, last - first, n, n_reused, n_reused / n, chance / n))
    return pd.DataFrame(rows, columns=list(schema_of(Reuse).names))


def _lags(shared: Shared, when: Ints) -> Ints:
    """For each place of all texts, how many years before its text the string there was last used in another year."""
    years = when[shared.texts[shared.members]]
    number = np.arange(len(years))
    new = shared.firsts == number
    new[1:] |= years[1:] != years[:-1]
    before = np.maximum.accumulate(np.where(new, number, 0)) - 1  # the last use in an earlier year, if it is of the same string
    known = before >= shared.firsts
    lags = np.full(len(shared.at), _NEVER, dtype=np.int32)
    lags[shared.members[known]] = years[known] - years[before[known]]
    return lags


def _covered_in_each(shared: Shared, flags: Flags) -> Ints:
    """For each text, how many of its letters are in a string that is flagged at its place."""
    places = np.flatnonzero(flags)
    texts = shared.texts[places]
    reach = np.full(len(places), LONG)  # letters of each string up to the next one of the text: all of them at most
    same = texts[1:] == texts[:-1]
    reach[:-1][same] = np.minimum(np.diff(places)[same], LONG)
    return np.bincount(texts, weights=reach, minlength=len(shared.begins)).astype(np.int64)


def _n_letters(places: Ints) -> int:
    """How many letters strings at these places have, each counted once."""
    return int(np.minimum(np.diff(places), LONG).sum()) + LONG * bool(len(places))


class _Firsts(NamedTuple):
    """Where each shared string first occurs in each text that has it: those of string k begin at ``begins[k]``."""

    numbers: Ints  # of the string of each member
    begins: Ints
    texts: Ints
    places: Ints


def _firsts(shared: Shared) -> _Firsts:
    texts = shared.texts[shared.members]
    is_first = shared.firsts == np.arange(len(texts))
    new = is_first.copy()
    new[1:] |= texts[1:] != texts[:-1]
    texts = texts[new]
    begins = np.append(np.flatnonzero(is_first[new]), len(texts))
    places = (shared.members[new] - shared.begins[texts]).astype(np.int32)
    return _Firsts(np.cumsum(is_first, dtype=np.int32) - 1, begins, texts, places)


@dataclass(frozen=True)
class _Far:
    """What a text shares with texts of another time, of which as much as is asked for can be drawn.

    Each of its ``places`` has a string that some of these have; that at ``places[k]`` first occurs at ``firsts`` of the texts numbered
    ``texts``, from ``begins[k]`` on.
    """

    lengths: Ints
    places: Ints
    begins: Ints
    texts: Ints
    firsts: Ints

    def chance(self, size: int, rng: np.random.Generator) -> float:
        """Mean number of letters that occur in ``size`` letters of these, drawn text by text; NaN if these have fewer."""
        if self.lengths.sum() < size:
            return float("nan")
        drawn = self._drawn(size, rng)
        if not len(self.places):
            return 0.0
        flags = np.empty((len(self.texts), DRAWS), dtype=bool)
        for at in range(0, len(flags), _BLOCK):
            block = slice(at, at + _BLOCK)
            np.less(self.firsts[block, None], drawn[self.texts[block]], out=flags[block])
        occur = np.bitwise_or.reduceat(flags.view(np.uint64).ravel(), self.begins)  # the flags of all draws are one number
        return _n_letters(self._rows[np.ascontiguousarray(occur.view(bool).reshape(-1, DRAWS).T)]) / DRAWS

    @cached_property
    def _rows(self) -> Ints:
        """The places, once for each draw, too far from those of the draw before to share a letter with them."""
        return self.places + np.arange(DRAWS)[:, None] * (int(self.places[-1]) + LONG)

    def _drawn(self, size: int, rng: np.random.Generator) -> Ints:
        """How much of each text is in each draw."""
        order = np.array([rng.permutation(len(self.lengths)) for _ in range(DRAWS)])
        lengths = self.lengths[order]
        limits = np.empty_like(lengths)
        np.put_along_axis(limits, order, np.maximum(size - (np.cumsum(lengths, axis=1) - lengths), 0), axis=1)
        return np.ascontiguousarray(limits.T, np.int32)


def _far(shared: Shared, firsts: _Firsts, text: int, lengths: Ints, far: Flags) -> _Far:
    begin = int(shared.begins[text])
    at = shared.at[begin : begin + int(lengths[text])]
    places = np.flatnonzero(at >= 0)
    own = firsts.numbers[at[places]]
    sizes = firsts.begins[own + 1] - firsts.begins[own]
    those = ranges(firsts.begins[own].astype(np.int64), sizes)
    texts = firsts.texts[those]
    are_far = far[texts]
    n_far = np.add.reduceat(are_far, np.cumsum(sizes) - sizes, dtype=np.int64) if len(own) else sizes
    occur = n_far > 0
    begins = np.cumsum(n_far[occur]) - n_far[occur]
    return _Far(lengths[far], places[occur], begins, (np.cumsum(far) - 1)[texts[are_far]], firsts.places[those[are_far]])
