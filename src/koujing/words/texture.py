"""How texts are built: the length of their words, clauses and sentences, how varied they are, and how much of them comes in fours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from koujing.chinese.cells import cells_apart
from koujing.chinese.places import Characters, code_points
from koujing.words.diversity import CHARACTERS, Sequences, mattr, mtld, yules_k
from koujing.words.inventory import Cells, Inventory, distinct, sums
from koujing.words.tokens import Offsets

Kinds = npt.NDArray[np.uint8]

# The kinds of characters that are counted, as the insides of character classes; the kinds of a character are bits of one number.
_CLASSES = (
    r"^\W_",  # letters and digits
    r"。！？!?\n；：;:，,",  # what ends a clause
    r"，,",  # but not between digits
    r"\d",
    r"〇\u3400-\u9fff\uf900-\ufaff",  # Han, the base of rates
    r"〇\u3400-\u9fff",
    r"〇\u3400-\u4dbf\u4e00-\u9fff",  # the blocks that have the characters of the genre, and the zero of dates
    r"0-9A-Za-z*%％.+",  # what a unit of four must not touch: digits, letters, masks and signs that belong to a number
)
_WORDY, _END, _COMMA, _DIGIT, _COUNTED, _HAN, _OF_GENRE, _ATTACHED = (1 << k for k in range(len(_CLASSES)))
_PLANE = 1 << 16
_IDEOGRAPHS = range(0x20000, 0x40000)


def texture_cells(texts: Sequence[str], known: Inventory, numbers: Offsets, bounds: Offsets) -> dict[str, Cells]:
    """Counts and measures of each text, whose tokens are ``numbers[bounds[k]:bounds[k + 1]]`` of the inventory.

    ``n_han``; ``n_tokens, n_types``; ``n_clauses``, those with a letter or digit; ``word_length``, mean in characters; ``mattr``
    over 100 words, ``mattr_plain`` the same without numerals, ``mattr_chars`` over 500 Han characters; ``mtld``; ``yules_k``;
    ``four_share``. Punctuation is left out throughout; a measure is missing (NaN) if the text is too short for it.

    ``four_share`` is the share of the Han characters that stand in units of exactly four. A unit is a run of Han characters between
    punctuation marks of any kind (also 、 and quotation marks) or white space; a run that touches a digit, a letter or a mask is
    not a unit.

    >>> from koujing.words.tokens import tokenize
    >>> tokens = tokenize("发展经济，改善民生。")
    >>> cells = texture_cells(["发展经济，改善民生。"], tokens.inventory, tokens.numbers, np.array([0, len(tokens)]))
    >>> [cells[name].item() for name in ("n_tokens", "n_types", "n_clauses", "word_length", "yules_k", "four_share")]
    [4, 4, 2, 2.0, 0.0, 1.0]
    """
    return _of_words(known, numbers, bounds) | _of_characters(texts)


def _of_words(known: Inventory, numbers: Offsets, bounds: Offsets) -> dict[str, Cells]:
    numbers, bounds = _kept(numbers, bounds, known.column("is_word")[numbers])
    _, ids = distinct(numbers, len(known))
    words = Sequences.of(ids, bounds)
    n_characters = sums(known.column("length")[numbers], bounds)
    return {
        "n_tokens": words.sizes,
        "n_types": words.n_types,
        "word_length": _divided(n_characters, words.sizes),
        "mattr": mattr(words),
        "mattr_plain": mattr(words.without(known.column("is_numeral")[numbers])),
        "mtld": mtld(words),
        "yules_k": yules_k(words),
    }


def _of_characters(texts: Sequence[str]) -> dict[str, Cells]:
    """What characters tell: of all texts at once, a line end between."""
    text = "\n".join(map(cells_apart, texts)) + "\n"
    bounds = np.cumsum([0, *(len(one) + 1 for one in texts)])
    points = code_points(text)
    kinds = _kinds(points)
    n_counted, n_han = (sums(kinds & kind > 0, bounds) for kind in (_COUNTED, _HAN))
    return {
        "n_han": n_counted,
        "n_clauses": _n_clauses(kinds, bounds),
        "mattr_chars": mattr(Sequences.of(*_kept(points, bounds, kinds & _OF_GENRE > 0)), CHARACTERS),
        "four_share": _divided(4 * sums(_begins_four(kinds), bounds), n_han),
    }


def _kept(items: Offsets, bounds: Offsets, are_kept: npt.NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """The items that are kept, and the bounds among them."""
    return items[are_kept], np.append(0, np.cumsum(sums(are_kept, bounds)))


def _divided(numbers: Offsets, of: Offsets) -> npt.NDArray[np.float64]:
    """Quotients, missing (NaN) where the divisor is 0."""
    with np.errstate(invalid="ignore"):
        quotients: npt.NDArray[np.float64] = numbers / of
    return quotients


def _n_clauses(kinds: Kinds, bounds: Offsets) -> Offsets:
    """The clauses with a letter or digit; a comma between digits ends none."""
    ends = kinds & _END > 0
    digits = kinds & _DIGIT > 0
    ends[1:-1] &= ~((kinds[1:-1] & _COMMA > 0) & digits[:-2] & digits[2:])
    at = np.flatnonzero(ends)
    of_clause = np.bitwise_or.reduceat(kinds, np.append(0, at + 1)[:-1]) if len(at) else kinds[:0]
    clauses = np.append(0, np.cumsum(of_clause & _WORDY > 0))
    return np.diff(clauses[np.searchsorted(at, bounds)])


def _begins_four(kinds: Kinds) -> npt.NDArray[np.bool_]:
    """Where a run of exactly four Han characters begins that touches nothing that belongs to a number or name."""
    around = np.concatenate([[0], kinds, [0]]).astype(np.uint8)
    han, free = around & _HAN > 0, around & (_HAN | _ATTACHED) == 0
    four = np.zeros(len(kinds), np.bool_)
    if len(kinds) > 3:
        four[:-3] = free[:-5] & han[1:-4] & han[2:-3] & han[3:-2] & han[4:-1] & free[5:]
    return four


def _kinds(points: Offsets) -> Kinds:
    kinds = _table()[np.minimum(points, _PLANE - 1)]
    for at in np.flatnonzero(points >= _PLANE).tolist():
        point = int(points[at])
        kinds[at] = _COUNTED * (point in _IDEOGRAPHS) | _WORDY * chr(point).isalnum()
    return kinds


@cache
def _table() -> Kinds:
    characters = Characters("".join(map(chr, range(_PLANE))))
    bits = [characters.are(kind).astype(np.uint8) << k for k, kind in enumerate(_CLASSES)]
    table: Kinds = np.bitwise_or.reduce(np.array(bits, np.uint8))
    return table
