"""How a text is built: the length of its words, clauses and sentences, and how varied its words are.

There is no validated readability formula for official Chinese; these are the components of one.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from koujing.words.diversity import CHARACTERS, mattr, mtld, yules_k
from koujing.words.four_characters import characters_of, four_character_share
from koujing.words.tokens import Tokens

_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]+(?!(?<=\d[,，])\d)")


def texture_cells(text: str, tokens: Tokens) -> dict[str, float | int]:
    """Counts and measures of one text, given its tokens.

    ``n_tokens, n_types``; ``n_clauses``, those with a letter or digit; ``word_length``, mean in characters; ``mattr`` over 100
    words, ``mattr_plain`` the same without numerals, ``mattr_chars`` over 500 Han characters; ``mtld``; ``yules_k``;
    ``four_share``, see ``four_character_share``. Punctuation is left out throughout; a measure is missing (NaN) if the text is
    too short for it.

    >>> from koujing.words.tokens import tokenize
    >>> cells = texture_cells("发展经济，改善民生。", tokenize("发展经济，改善民生。"))
    >>> [cells[name] for name in ("n_tokens", "n_types", "n_clauses", "word_length", "yules_k")]
    [4, 4, 2, 2.0, 0.0]
    """
    words, vocabulary = tokens.word_ids, tokens.vocabulary
    return {
        "n_tokens": len(words),
        "n_types": int(np.count_nonzero(np.bincount(words))),
        "n_clauses": sum(any(map(str.isalnum, clause)) for clause in _CLAUSE.split(text)),
        "word_length": int(vocabulary.lengths[words].sum()) / len(words) if len(words) else float("nan"),
        "mattr": mattr(words),
        "mattr_plain": mattr(words[~vocabulary.are_numerals[words]]),
        "mattr_chars": mattr(_han(text), CHARACTERS),
        "mtld": mtld(words),
        "yules_k": yules_k(words),
        "four_share": four_character_share(text),
    }


def _han(text: str) -> npt.NDArray[np.int64]:
    """The Han characters of a text, as code points."""
    points = characters_of(text)
    basic, extended = (points >= 0x4E00) & (points <= 0x9FFF), (points >= 0x3400) & (points <= 0x4DBF)
    return np.asarray(points[basic | extended | (points == ord("〇"))])
