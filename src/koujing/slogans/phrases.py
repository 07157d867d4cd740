"""Set phrases found without a list: strings that recur, cohere internally and vary in what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from koujing.chinese.marks import count_han
from koujing.slogans.beginnings import Flags, Floats
from koujing.slogans.phrase_edges import are_whole, read_edges, spared
from koujing.slogans.pieces import Numbers
from koujing.slogans.recurrence import find_repeats
from koujing.slogans.repeats import Repeats
from koujing.tables import column, derived, table_row


@table_row(
    "phrases",
    "set phrases found without a list: the 5,000 strings that score highest over all speeches of the study. A phrase recurs "
    "at least three times (in more than six million characters, once in two million), has up to twelve characters and "
    "crosses no mark or line end; pieces of numbers, strings with a "
    "function word or a digit at an edge, and strings that stand nine times in ten inside one longer phrase are left out, as "
    "are those of two characters unless they are mostly quoted. A phrase is only known to be repeated and cohesive; whether "
    "it is a slogan, a term or a cliché of the genre is for the reader to decide.",
)
class Phrase:
    """A recurring string: how often it occurs, in how many speeches, and how strongly it behaves as a unit.

    ``cohesion``: bits of pointwise mutual information at the weakest split; ``entropy``: bits of branching entropy, the
    lesser of both sides (both defined in ``koujing.slogans.recurrence.find_repeats``); ``score`` ranks phrases.
    """

    text: str = column("the wording, as repaired", quotes=True)
    n: int = column("uses")
    n_speeches: int = column("speeches that have it")
    n_han: int = derived("Han characters in it", lambda rows, _: [count_han(row.text) for row in rows])
    cohesion: float = column(
        "pointwise mutual information in bits at the split where it is weakest (after Silva & Lopes 1999)"
    )
    entropy: float = column(
        "branching entropy of its neighbours in bits, the lesser of left and right; every mark counts as a different neighbour "
        "(Feng et al. 2004; Jin & Tanaka-Ishii 2006)"
    )
    score: float = column(
        "cohesion · entropy · (.2 + the share of uses with a mark on both sides + the share within quotation marks); rows are "
        "sorted by it"
    )


# Marks on both sides show that a string is a unit; a string that never has them keeps a fifth of its score. Of the forms in
# the registry with three uses in 52 reports, .63, .64 and .60 are among the first 5,000 at values of .1, .2 and .4.
UNMARKED = 0.2
# Nearly all strings of two characters are ordinary words (市场, market); quotation marks reveal a coinage (三农).
QUOTED = 0.5
# A string is dropped if a single longer phrase contains this share of its occurrences.
NESTED = 0.9


def find_phrases(
    texts: Mapping[str, str], least: int | None = None, longest: int = 12, top: int = 5000
) -> list[Phrase]:
    """The ``top`` phrases of 2 to ``longest`` characters with at least ``least`` uses in all speeches, highest score first.

    ``texts`` maps the id of each speech to its repaired running text. The score is cohesion · entropy · (.2 + the share of
    uses with a mark on both sides + the share within quotation marks); ties are sorted by the text. A string is left out where
    it begins or ends with a function word or a digit, is a piece of a statistic, has two characters and is not mostly
    quoted, or where one longer phrase (among all found, not only the ``top``) contains nine tenths of its uses. ``least``
    is by default 3, or one in two million characters if that is more.
    Errors: ``ValueError`` for ``least`` below 2 or ``longest`` below 2.

    >>> texts = {"a": "抓好“甲乙丙”。“甲乙丙”很难。", "b": "落实“甲乙丙”和渠道。", "c": "没有渠道。"}
    >>> [(p.text, p.n, p.n_speeches) for p in find_phrases(texts)]
    [('甲乙丙', 3, 2)]
    """
    if (least is not None and least < 2) or longest < 2:
        raise ValueError(f"least {least}, longest {longest}: expected at least 2 for both")
    return _phrases(find_repeats([lambda: list(texts.values())], least, longest, spared()), top)


def find_phrases_in(files: Sequence[Path], scratch: Path, workers: int = 1) -> list[Phrase]:
    """The same phrases as ``find_phrases`` for the texts of Parquet files, column ``text``, one row per speech.

    Memory is bounded, however many files there are, if each is. In a folder in ``scratch``, gone at the end, the texts take
    ten bytes a character meanwhile. ``workers`` is the number of processes.
    """
    with TemporaryDirectory(dir=scratch, prefix="phrases-") as folder:
        parts = [partial(_read_texts, file) for file in files]
        return _phrases(find_repeats(parts, None, 12, spared(), Path(folder), workers), 5000)


def _read_texts(file: Path) -> list[str]:
    from pyarrow import parquet  # takes .1 s to load, and only large corpora need it

    texts: list[str] = parquet.read_table(file, columns=["text"])["text"].to_pylist()
    return texts


class _Chosen(NamedTuple):
    """Strings of one length, by their numbers, with their measures."""

    strings: Numbers
    n: Numbers
    n_texts: Numbers
    cohesion: Floats
    entropy: Floats
    score: Floats
    quoted: Flags

    def only(self, kept: Flags) -> _Chosen:
        """Those for which the flag is set."""
        return _Chosen._make(column[kept] for column in self)


def _phrases(repeats: Repeats, top: int) -> list[Phrase]:
    """The ``top`` of all repeated strings that are whole and mostly occur outside a longer phrase, decided from the longest down."""
    within = {length: np.zeros(len(level.n), dtype=np.int64) for length, level in repeats.levels.items()}
    edges = read_edges(repeats)
    found: dict[int, _Chosen] = {}
    for length in sorted(repeats.levels, reverse=True):
        chosen = _measures(repeats, length)
        chosen = chosen.only(
            are_whole(repeats, length, chosen.strings, chosen.quoted, edges)
            & (within[length][chosen.strings] < NESTED * chosen.n)
        )
        found[length] = chosen
        within[length][chosen.strings] = chosen.n
        if length > 2:  # what contains a string contains one of the two that are longer by a character
            np.maximum.at(within[length - 1], repeats.levels[length].shorter, within[length])
            np.maximum.at(within[length - 1], repeats.tails[length], within[length])
    return _best(repeats, found, top)


def _measures(repeats: Repeats, length: int) -> _Chosen:
    """The measured strings of one length that cohere."""
    level = repeats.levels[length]
    n, cohesion = level.n[level.measured], repeats.cohesion(length, level.measured)
    quoted = level.quoted / n
    score = cohesion * level.entropy * (UNMARKED + level.closed / n + quoted)
    bits, entropy, score = (np.round(column, 4) for column in (cohesion, level.entropy, score))
    return _Chosen(level.measured, n, level.n_texts, bits, entropy, score, quoted >= QUOTED).only(cohesion > 0)


def _best(repeats: Repeats, found: dict[int, _Chosen], top: int) -> list[Phrase]:
    """The ``top`` phrases with the highest scores; of equal ones, the first by their texts."""
    scores = np.sort(np.concatenate([chosen.score for chosen in found.values()]))
    least = scores[-top] if len(scores) > top else -np.inf
    phrases: list[Phrase] = []
    for length, every in found.items():
        chosen = every.only(every.score >= least)
        texts = repeats.alphabet.spell(repeats.codes(length, chosen.strings))
        phrases += map(Phrase, texts, *(column.tolist() for column in chosen[1:6]))
    return sorted(phrases, key=lambda phrase: (-phrase.score, phrase.text))[:top]
