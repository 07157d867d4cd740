"""Where a set phrase may begin and end: not at a function word, a digit or inside a statistic, unless the writer quotes it."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.rules import words_of
from koujing.slogans.beginnings import Flags
from koujing.slogans.pieces import Numbers
from koujing.slogans.recurrence import Spared
from koujing.slogans.repeats import Repeats

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
_DIGITS = frozenset("0123456789")
_IN_STATISTICS = _DIGITS.union(ZEROS, DIGITS, MAGNITUDES, "两几点年月日第")  # one of them is in whatever matches


def spared() -> Spared:
    """What need not be measured, as it is no phrase unless it is quoted: nearly all strings of two characters are ordinary words."""
    first, last = (frozenset(words_of("phrase_edges", use)) | _DIGITS for use in ("first", "last"))
    return Spared(first, last, 3)


class Edges(NamedTuple):
    """Flags by character: digits, what no phrase begins or ends with, function words; and by string: these, and loose pairs."""

    digit: Flags
    first: Flags
    last: Flags
    single: Flags
    longer: dict[int, Flags]
    loose: Flags


def read_edges(repeats: Repeats) -> Edges:
    """What the edges of strings are checked for."""
    words = {_DIRECTIVE, *(row["word"] for row in lexicons.load("stopwords"))}
    longer = {length: np.zeros(len(level.n), dtype=bool) for length, level in repeats.levels.items()}
    for length in longer.keys() & {len(word) for word in words}:
        longer[length][repeats.find(length, words)] = True
    has = repeats.alphabet.has
    first, last = (has(words_of("phrase_edges", use)) for use in ("first", "last"))
    single = has(word for word in words if len(word) == 1)
    return Edges(has(_DIGITS), first, last, single, longer, repeats.cohesion(2, np.arange(len(repeats.n(2)))) < BOND)


def are_whole(repeats: Repeats, length: int, strings: Numbers, quoted: Flags, edges: Edges) -> Flags:
    """Whether the edges of strings are those of a phrase; quotation marks show that the writer chose them."""
    heads, tails = repeats.beginnings_of(length, strings), repeats.ends_of(length, strings)
    first, last = heads[1], tails[1]
    # Function words that no phrase begins or ends with, although a frequent neighbour may bind to them (取得了, 基础上).
    cut = edges.first[first] | edges.last[last] | (length == 2)
    cut |= (edges.single[first] & edges.loose[heads[2]]) | (edges.single[last] & edges.loose[tails[2]])
    for k in range(2, length + 1):
        cut |= edges.longer[k][heads[k]] | edges.longer[k][tails[k]]
    asked = np.flatnonzero(~cut & ~quoted)
    codes = repeats.codes(length, strings[asked])
    numeral = repeats.alphabet.has(_IN_STATISTICS)[codes].any(axis=1)
    cut[asked[numeral]] = [bool(_STATISTIC.search(text)) for text in repeats.alphabet.spell(codes[numeral])]
    return (quoted | ~cut) & ~edges.digit[first] & ~edges.digit[last]
