"""How much of a text occurs word for word in earlier texts of the same office.

Only letters, digits and Han characters count, so that an additional or missing mark does not interrupt a passage. A character is
reused if it is part of a string of at least ``LONG`` such characters that occurs in an earlier text; from thirteen characters on,
shared strings of official prose are quotations or fixed passages rather than common phrases. The rest is novel. The more earlier
text there is, the more is found again by chance alone: hence the baseline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from koujing.later import pd
from koujing.tables import column, schema_of, table_row

LONG = 13
# Years looked back from a text; there are several, since gaps between texts are long and uneven.
SPANS = (1, 2, 3, 5, 10)
# A text of another time is at least this number of years away on either side.
FAR = 11
DRAWS = 8
_MARKS = re.compile(r"[\W_]+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]


@table_row(
    "reuse",
    "how much of a speech occurs word for word in earlier speeches of the study. Empty for a study of more than 2,000 dated "
    "speeches or six million characters.",
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
    away on either side: the mean of eight draws, missing if there is not enough such text. Spans without a text have no row.
    """
    dated = sorted((years[speech], speech) for speech in texts if speech in years)
    when = np.array([year for year, _ in dated], dtype=np.int64)
    strings = _strings([shingles(texts[speech]) for _, speech in dated])
    rows = []
    for text, (year, speech) in enumerate(dated):
        shared = _shared(strings, text)
        far = _far(strings, shared, abs(when - year) >= FAR)
        for span in spans:
            earlier = (when < year) & (when >= year - span)
            if earlier.any() and strings.lengths[text]:
                n, reused = int(strings.lengths[text]) + LONG - 1, shared.covered(earlier[shared.texts])
                chance = _chance(shared, far, int(strings.lengths[earlier].sum()), rng)
                rows.append((speech, span, int(earlier.sum()), n, reused, reused / n, chance / n))
    return pd.DataFrame(rows, columns=list(schema_of(Reuse).names))


def shingles(text: str) -> Hashes:
    """The hash of every string of ``LONG`` characters of a text, marks left out, in order.

    >>> len(shingles("坚持改革，坚持改革，坚持改革，坚持")), len(shingles("改革"))
    (2, 0)
    """
    letters = np.frombuffer(_MARKS.sub("", text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    n = len(letters) - LONG + 1
    if n < 1:
        return np.array([], dtype=np.uint64)
    mixed = np.zeros(n, dtype=np.uint64)
    for k in range(LONG):
        mixed = (mixed ^ letters[k : k + n]) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    return mixed


class _Strings(NamedTuple):
    """The strings of all texts as numbers, text after text, and for each number in which texts it occurs and where first."""

    numbers: Ints
    ends: Ints
    lengths: Ints
    bounds: Ints  # the texts of number k stand between bounds[k] and bounds[k + 1]
    texts: Ints
    firsts: Ints


def _strings(hashes: Sequence[Hashes]) -> _Strings:
    lengths = np.array([len(each) for each in hashes], dtype=np.int64)
    numbers = pd.factorize(np.concatenate([np.array([], dtype=np.uint64), *hashes]))[0].astype(np.int32)
    ends = np.cumsum(lengths)
    texts = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    numbers_, texts_ = numbers[order], texts[order]
    new = np.append(True, (numbers_[1:] != numbers_[:-1]) | (texts_[1:] != texts_[:-1]))[: len(order)]
    first = order[new]
    bounds = np.append(0, np.cumsum(np.bincount(numbers_[new])))
    return _Strings(numbers, ends, lengths, bounds, texts[first], first - (ends - lengths)[texts[first]])


@dataclass(frozen=True)
class _Shared:
    """Where the strings of one text occur: for each string and text that has it, the ``string``, the text and its first place there."""

    places: Ints  # the number of the string at each place of the text
    string: Ints
    texts: Ints
    firsts: Ints

    def covered(self, known: Flags) -> int:
        """How many characters of the text are in a string that is flagged as known in one of the texts."""
        strings = np.zeros(int(self.places.max(initial=-1)) + 1, dtype=bool)
        strings[self.string[known]] = True
        places = np.flatnonzero(strings[self.places])
        return int(np.minimum(np.diff(places, append=len(self.places) + LONG), LONG).sum())


def _shared(strings: _Strings, text: int) -> _Shared:
    end = int(strings.ends[text])
    own, places = np.unique(strings.numbers[end - int(strings.lengths[text]) : end], return_inverse=True)
    n = strings.bounds[own + 1] - strings.bounds[own]
    string = np.repeat(np.arange(len(own)), n)
    at = np.arange(len(string)) + np.repeat(strings.bounds[own] - (np.cumsum(n) - n), n)
    return _Shared(places, string, strings.texts[at], strings.firsts[at])


@dataclass(frozen=True)
class _Far:
    """Texts of another time than that of one text, of which as much as is asked for can be drawn."""

    lengths: Ints
    shared: Flags  # of what the text shares, the part that is shared with these
    texts: Ints  # for that part, the number of the text among these, and where its string first occurs there
    firsts: Ints

    def draw(self, size: int, rng: np.random.Generator) -> Flags:
        """For all that the text shares, whether it is in ``size`` characters of these, drawn text by text."""
        order = rng.permutation(len(self.lengths))
        limits = np.zeros(len(order), dtype=np.int64)  # how much of each text is drawn
        limits[order] = np.maximum(size - (np.cumsum(self.lengths[order]) - self.lengths[order]), 0)
        drawn = np.zeros(len(self.shared), dtype=bool)
        drawn[self.shared] = self.firsts < limits[self.texts]
        return drawn


def _far(strings: _Strings, shared: _Shared, far: Flags) -> _Far:
    inside = far[shared.texts]
    return _Far(strings.lengths[far], inside, (np.cumsum(far) - 1)[shared.texts[inside]], shared.firsts[inside])


def _chance(shared: _Shared, far: _Far, size: int, rng: np.random.Generator) -> float:
    """Mean number of characters that occur in ``size`` characters of texts of another time; NaN if these have fewer."""
    if far.lengths.sum() < size:
        return float("nan")
    return float(np.mean([shared.covered(far.draw(size, rng)) for _ in range(DRAWS)]))
