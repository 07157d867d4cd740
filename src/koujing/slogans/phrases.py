"""Set phrases found without a list: strings that recur, cohere internally and vary in what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from koujing import lexicons
from koujing.chinese.marks import count_han
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.rules import words_of
from koujing.slogans.beginnings import Flags, Floats
from koujing.slogans.pieces import Ints
from koujing.slogans.recurrence import Edges, Repeats, find_repeats
from koujing.tables import column, derived, table_row


@table_row(
    "phrases",
    "set phrases found without a list: the 5,000 strings that score highest over all speeches of the study. A phrase recurs "
    "at least three times, has up to twelve characters and crosses no mark or line end; pieces of numbers, strings with a "
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
# Characters that are also function words may stand at an edge where they are part of a word: 就业 (employment) and 和平
# (peace) are bound by more than three bits, 就会 (then will) and 和提高 (and raise) by less.
BOND = 3.0
_DIRECTIVE = "要"  # not a stopword, as it carries meaning in this genre, but 要加强 (must strengthen) is not a phrase

_NUMERAL = f"{ZEROS}{DIGITS}{MAGNITUDES}两几点0-9"
# Statistics, pieces of statistics, and what is left when one is cut off.
_STATISTIC = re.compile(
    rf"""^[{_NUMERAL}]*[百千万亿点][{_NUMERAL}]                # 亿六千万元
    | ^[{_NUMERAL}]*[万亿](?:[元吨人户亩斤]|公里|美元|千瓦)    # 十二万吨
    | [{_NUMERAL}]{{4,}}                                  # 一九五七年
    | [{_NUMERAL}]{{2,}}$ | ^[{_NUMERAL}]{{3,}}           # 增加到六十
    | 百分之 | ^[年月日] | 第$ | [0-9][百千万亿] | [{TO_TEN}]年$
    """,
    re.VERBOSE,
)
_IN_STATISTICS = frozenset(f"{ZEROS}{DIGITS}{MAGNITUDES}{TO_TEN}两几点百千万亿0123456789年月日第")  # one is in whatever matches
_DIGITS = frozenset("0123456789")


def find_phrases(texts: Mapping[str, str], least: int | None = None, longest: int = 12, top: int = 5000) -> list[Phrase]:
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
    return _phrases(find_repeats([lambda: list(texts.values())], least, longest, _edges()), top)


def find_phrases_in(files: Sequence[Path], scratch: Path, workers: int | None = None) -> list[Phrase]:
    """The same phrases as ``find_phrases`` for the texts of Parquet files, column ``text``, one row per speech.

    Memory is bounded, however many files there are, if each is. In a folder in ``scratch``, gone at the end, the texts take
    ten bytes a character meanwhile. ``workers`` is the number of processes, by default one per core if there is enough text.
    """
    with TemporaryDirectory(dir=scratch) as folder:
        parts = [partial(_read_texts, file) for file in files]
        return _phrases(find_repeats(parts, None, 12, _edges(), Path(folder), workers), 5000)


def _read_texts(file: Path) -> list[str]:
    from pyarrow import parquet  # takes .1 s to load, and only large corpora need it

    texts: list[str] = parquet.read_table(file, columns=["text"])["text"].to_pylist()
    return texts


def _edges() -> Edges:
    """Nearly all strings of two characters are ordinary words; these too are phrases only if they are quoted."""
    first, last = (frozenset(words_of("phrase_edges", use)) | _DIGITS for use in ("first", "last"))
    return Edges(first, last, 3)


class _Chosen(NamedTuple):
    """Strings of one length, by their numbers, with their measures."""

    strings: Ints
    n: Ints
    n_texts: Ints
    cohesion: Floats
    entropy: Floats
    score: Floats
    quoted: Flags

    def only(self, kept: Flags) -> _Chosen:
        """Those for which the flag is set."""
        return _Chosen(
            self.strings[kept], self.n[kept], self.n_texts[kept], self.cohesion[kept], self.entropy[kept], self.score[kept], self.quoted[kept]
        )


def _phrases(repeats: Repeats, top: int) -> list[Phrase]:
    """The ``top`` of all repeated strings that are whole and mostly occur outside a longer phrase, decided from the longest down."""
    within = {length: np.zeros(len(level.n), dtype=np.int64) for length, level in repeats.levels.items()}
    edges = _read_edges(repeats)
    found: dict[int, _Chosen] = {}
    for length in sorted(repeats.levels, reverse=True):
        chosen = _measures(repeats, length)
        chosen = chosen.only(_are_whole(repeats, length, chosen, edges) & (within[length][chosen.strings] < NESTED * chosen.n))
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
    every = _Chosen(level.measured, n, level.n_texts, cohesion, level.entropy, score, quoted >= QUOTED)
    return every.only(cohesion > 0)


class _Edges(NamedTuple):
    """Flags by character: digits, what no phrase begins or ends with, function words; and by string: these, and loose pairs."""

    digit: Flags
    first: Flags
    last: Flags
    single: Flags
    longer: dict[int, Flags]
    loose: Flags


def _read_edges(repeats: Repeats) -> _Edges:
    words = {_DIRECTIVE, *(row["word"] for row in lexicons.load("stopwords"))}
    longer = {length: np.zeros(len(level.n), dtype=bool) for length, level in repeats.levels.items()}
    for length, flags in longer.items():
        flags[repeats.find(length, words)] = True
    has = repeats.alphabet.has
    first, last = (has(words_of("phrase_edges", use)) for use in ("first", "last"))
    single = has(word for word in words if len(word) == 1)
    return _Edges(has(_DIGITS), first, last, single, longer, repeats.cohesion(2, np.arange(len(repeats.n(2)))) < BOND)


def _are_whole(repeats: Repeats, length: int, chosen: _Chosen, edges: _Edges) -> Flags:
    """Whether the edges of strings are those of a phrase; quotation marks show that the writer chose them."""
    heads, tails = repeats.beginnings_of(length, chosen.strings), repeats.ends_of(length, chosen.strings)
    first, last = heads[1], tails[1]
    # Function words that no phrase begins or ends with, although a frequent neighbour may bind to them (取得了, 基础上).
    cut = edges.first[first] | edges.last[last] | (length == 2)
    cut |= (edges.single[first] & edges.loose[heads[2]]) | (edges.single[last] & edges.loose[tails[2]])
    for k in range(2, length + 1):
        cut |= edges.longer[k][heads[k]] | edges.longer[k][tails[k]]
    asked = np.flatnonzero(~cut & ~chosen.quoted)
    codes = repeats.codes(length, chosen.strings[asked])
    numeral = repeats.alphabet.has(_IN_STATISTICS)[codes].any(axis=1)
    cut[asked[numeral]] = [bool(_STATISTIC.search(text)) for text in repeats.alphabet.spell(codes[numeral])]
    return (chosen.quoted | ~cut) & ~edges.digit[first] & ~edges.digit[last]


def _best(repeats: Repeats, found: dict[int, _Chosen], top: int) -> list[Phrase]:
    """The ``top`` phrases with the highest scores; of equal ones, the first by their texts."""
    scores = np.sort(np.concatenate([chosen.score for chosen in found.values()]))
    least = scores[-top] if len(scores) > top else -np.inf
    phrases = []
    for length, every in found.items():
        chosen = every.only(every.score >= least)
        texts = repeats.alphabet.spell(repeats.codes(length, chosen.strings))
        phrases += map(Phrase, texts, *(column.tolist() for column in chosen[1:6]))
    return sorted(phrases, key=lambda phrase: (-phrase.score, phrase.text))[:top]
