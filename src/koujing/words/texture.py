"""How a text is built: the length of its words, clauses and sentences, and how varied its words are.

There is no validated readability formula for official Chinese; these are the components that one would be made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from koujing.chinese.numeral_forms import NUMERAL_CHARACTERS
from koujing.words.diversity import CHARACTERS, mattr, mtld, yules_k
from koujing.words.four_characters import four_character_share
from koujing.words.tokens import only_words

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff〇]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]+(?!(?<=\d[,，])\d)")
_DIGIT = re.compile(rf"[\d%]|^[{NUMERAL_CHARACTERS}]+$")


def texture_cells(text: str, tokens: Sequence[str]) -> dict[str, float | int]:
    """Counts and measures of one text, given its tokens.

    ``n_tokens, n_types``; ``n_clauses`` that hold a letter; ``word_length`` in characters; ``mattr`` over 100 words,
    ``mattr_plain`` the same without numerals, ``mattr_chars`` over 500 Han characters; ``mtld``; ``yules_k``;
    ``four_share``, see ``four_character_share``. Punctuation is left out throughout; a measure that the text is too short
    for is missing.

    >>> cells = texture_cells("发展经济，改善民生。", ["发展", "经济", "，", "改善", "民生", "。"])
    >>> [cells[name] for name in ("n_tokens", "n_types", "n_clauses", "word_length", "yules_k")]
    [4, 4, 2, 2.0, 0.0]
    """
    words = only_words(tokens)
    numerals = {word for word in set(words) if _DIGIT.search(word)}
    # One object a character, not one a place: a text of megabytes would take a hundred times its size.
    han = {character: character for character in set(text) if _HAN.match(character)}
    return {
        "n_tokens": len(words),
        "n_types": len(set(words)),
        "n_clauses": sum(any(map(str.isalnum, clause)) for clause in _CLAUSE.split(text)),
        "word_length": sum(map(len, words)) / len(words) if words else float("nan"),
        "mattr": mattr(words),
        "mattr_plain": mattr([word for word in words if word not in numerals]),
        "mattr_chars": mattr([han[character] for character in text if character in han], CHARACTERS),
        "mtld": mtld(words),
        "yules_k": yules_k(words),
        "four_share": four_character_share(text),
    }

