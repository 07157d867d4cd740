"""Set wordings in a passage: listed terms and slogans, and what any official may say. Shared with another text, they show nothing."""

from __future__ import annotations

from typing import Any

from koujing.lexicons import load, per_lexicon
from koujing.lexicons.listed import joined, names_of

# Shorter listed wordings are words of the language; a longer one counts as much as a word of two letters.
SHORTEST, COUNTED = 4, 2
PIECE = 5  # letters in a row that ``set_strings.tsv`` is about
# A wording that is set for one level is set for all: 市委市政府 and 省委省政府.
_LEVELS = str.maketrans(dict.fromkeys("省市区州盟旗乡镇", "县"))


@per_lexicon
def _finder() -> Any:
    import ahocorasick_rs

    listed = {*joined(), *(name for row in load("formulas") for name in names_of(row))}
    wordings = sorted(wording for wording in listed if len(wording) >= SHORTEST)
    return ahocorasick_rs.AhoCorasick(wordings, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@per_lexicon
def _set_pieces() -> frozenset[str]:
    strings = [row["string"].translate(_LEVELS) for row in load("set_strings")]
    return frozenset(string[k : k + PIECE] for string in strings for k in range(len(string) - PIECE + 1))


def counted(letters: str) -> list[float]:
    """How much each letter of a passage counts: from 0 for a digit or in a set string to 1.

    >>> counted("把坏了的闸门换成3扇"), counted("社会主义市场经济体制")
    ([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    """
    each = [0.0 if letter.isascii() and letter.isdecimal() else 1.0 for letter in letters]
    for _, start, end in _finder().find_matches_as_indexes(letters):
        each[start:end] = [min(was, COUNTED / (end - start)) for was in each[start:end]]
    pieces, letters = _set_pieces(), letters.translate(_LEVELS)
    new = [letters[k : k + PIECE] not in pieces for k in range(len(letters) - PIECE + 1)]
    for k in range(len(letters) if new else 0):
        around = new[max(0, k - PIECE + 1) : k + 1]
        each[k] *= sum(around) / len(around)
    return each
