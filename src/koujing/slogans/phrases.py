"""Set phrases found without a list: strings that recur, cohere internally and vary in what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np

from koujing import lexicons
from koujing.chinese.marks import count_han
from koujing.chinese.numeral_forms import DIGITS, MAGNITUDES, TO_TEN, ZEROS
from koujing.chinese.rules import words_of
from koujing.slogans.recurrence import Repeats, find_repeats
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
_DIRECTIVE = frozenset("要")  # not a stopword, as it carries meaning in this genre, but 要加强 (must strengthen) is not a phrase

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
_DIGIT_EDGE = re.compile("^[0-9]|[0-9]$")


def find_phrases(texts: Mapping[str, str], least: int = 3, longest: int = 12, top: int = 5000) -> list[Phrase]:
    """The ``top`` phrases of 2 to ``longest`` characters with at least ``least`` uses in all speeches, highest score first.

    ``texts`` maps the id of each speech to its repaired running text. The score is cohesion · entropy · (.2 + the share of
    uses with a mark on both sides + the share within quotation marks); ties are sorted by the text. A string is left out where
    it begins or ends with a function word or a digit, is a piece of a statistic, has two characters and is not mostly
    quoted, or where one longer phrase (among all found, not only the ``top``) contains nine tenths of its uses.
    Errors: ``ValueError`` for ``least`` below 2 or ``longest`` below 2.

    >>> texts = {"a": "抓好“甲乙丙”。“甲乙丙”很难。", "b": "落实“甲乙丙”和渠道。", "c": "没有渠道。"}
    >>> [(p.text, p.n, p.n_speeches) for p in find_phrases(texts)]
    [('甲乙丙', 3, 2)]
    """
    if least < 2 or longest < 2:
        raise ValueError(f"least {least}, longest {longest}: expected at least 2 for both")
    repeats = find_repeats(list(texts.values()), least, longest)
    phrases = _drop_nested(_phrases(repeats))
    return sorted(phrases, key=lambda phrase: (-phrase.score, phrase.text))[:top]


def _phrases(repeats: Repeats) -> list[Phrase]:
    """The repeated strings whose edges may be those of a phrase."""
    score = repeats.cohesion * repeats.entropy * (UNMARKED + repeats.closed + repeats.quoted)
    columns = (repeats.n, repeats.n_speeches, *(np.round(c, 4) for c in (repeats.cohesion, repeats.entropy, score)))
    quoted = repeats.quoted >= QUOTED
    left, right = repeats.left_bond >= BOND, repeats.right_bond >= BOND
    ends = repeats.starts + repeats.lengths
    strings = [repeats.joined[a:b] for a, b in zip(repeats.starts.tolist(), ends.tolist(), strict=True)]
    edges = zip(strings, quoted.tolist(), left.tolist(), right.tolist(), strict=True)
    kept = np.array([_is_whole(*each) for each in edges], dtype=bool)
    rows = zip(*(column[kept].tolist() for column in columns), strict=True)
    return [Phrase(strings[k], *row) for k, row in zip(np.flatnonzero(kept).tolist(), rows, strict=True)]


def _is_whole(text: str, quoted: bool, left_bound: bool, right_bound: bool) -> bool:
    """Whether the edges of a string are those of a phrase; quotation marks show that the writer chose them."""
    if _DIGIT_EDGE.search(text):
        return False
    if quoted:
        return True
    # Function words that no phrase begins or ends with, although a frequent neighbour may bind to them (取得了, 基础上).
    if len(text) == 2 or text[0] in words_of("phrase_edges", "first") or text[-1] in words_of("phrase_edges", "last"):
        return False
    single, longer = _function_words()
    if (text[0] in single and not left_bound) or (text[-1] in single and not right_bound):
        return False
    return not text.startswith(longer) and not text.endswith(longer) and not _STATISTIC.search(text)


@cache
def _function_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = [row["word"] for row in lexicons.load("stopwords")]
    single = _DIRECTIVE.union(word for word in words if len(word) == 1)
    return single, tuple(word for word in words if len(word) > 1)


def _drop_nested(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases that mostly occur outside any longer phrase that is kept, decided from the longest down."""
    within = {phrase.text: 0 for phrase in phrases}
    kept = []
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase.text), phrase.text)):
        if within[phrase.text] >= NESTED * phrase.n:
            continue
        kept.append(phrase)
        for part in _parts(phrase.text):
            if part in within:
                within[part] = max(within[part], phrase.n)
    return kept


def _parts(text: str) -> list[str]:
    """Every proper substring of at least two characters."""
    return [text[a : a + k] for k in range(2, len(text)) for a in range(len(text) - k + 1)]
