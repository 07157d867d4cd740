"""How much of a text occurs word for word in earlier texts of the same office.

Only letters, digits and Han characters count, so that an additional or missing mark does not interrupt a passage. A character is
reused if it is part of a string of at least ``LONG`` such characters that occurs in an earlier text; from thirteen characters on,
shared strings of official prose are quotations or fixed passages rather than common phrases. The rest is novel. The more earlier
text there is, the more is found again by chance alone: hence the baseline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@table_row("reuse", "how much of a speech occurs word for word in earlier speeches of the study.")
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
    strings, known = _codes({speech: shingles(texts[speech]) for _, speech in dated})
    rows = []
    for year, speech in dated:
        text, far = strings[speech], [strings[other] for when, other in dated if abs(when - year) >= FAR]
        for span in spans:
            earlier = [strings[other] for when, other in dated if 0 < year - when <= span]
            if earlier and len(text):
                n, reused = len(text) + LONG - 1, covered(text, earlier, known)
                chance = _chance(text, far, sum(map(len, earlier)), known, rng)
                rows.append((speech, span, len(earlier), n, reused, reused / n, chance / n))
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


def _codes(hashes: Mapping[str, Hashes]) -> tuple[dict[str, Codes], Flags]:
    """The strings of each text as numbers shared by all texts, and a flag for each number, all False."""
    codes, distinct = pd.factorize(np.concatenate([np.array([], dtype=np.uint64), *hashes.values()]))
    ends = np.cumsum([0, *map(len, hashes.values())])
    parts = {speech: codes[a:b] for speech, a, b in zip(hashes, ends, ends[1:], strict=False)}
    return parts, np.zeros(len(distinct), dtype=bool)


def covered(text: Codes, others: Sequence[Codes], known: Flags) -> int:
    """How many characters of a text are in a string that also occurs in one of the others; ``known`` is scratch space.

    >>> covered(np.array([0, 1]), [np.array([1, 2])], np.zeros(3, dtype=bool))
    13
    """
    known[:] = False
    for other in others:
        known[other] = True
    places = np.flatnonzero(known[text])
    reach = np.diff(places, append=len(text) + LONG)
    return int(np.minimum(reach, LONG).sum())


def _chance(text: Codes, far: Sequence[Codes], size: int, known: Flags, rng: np.random.Generator) -> float:
    """Mean number of characters that occur in ``size`` characters drawn from texts of another time; NaN if these have fewer."""
    if sum(map(len, far)) < size:
        return float("nan")
    found: list[int] = []
    for _ in range(DRAWS):
        drawn: list[Codes] = []
        left = size
        for k in rng.permutation(len(far)).tolist():
            drawn.append(far[k][: max(left, 0)])
            left -= len(drawn[-1])
        found.append(covered(text, drawn, known))
    return float(np.mean(found))
