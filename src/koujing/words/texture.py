"""How a text is built: the length of its words, clauses and sentences, how varied its words are, and how much of it comes in fours."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from koujing.chinese.cells import cells_apart
from koujing.chinese.marks import Marks
from koujing.chinese.places import code_points
from koujing.later import pd
from koujing.words.tokens import Tokens

Items = Sequence[Hashable] | npt.NDArray[np.int64]

# The window of Covington and McFall for tokens; characters have fewer types and need a longer one.
WINDOW = 100
CHARACTERS = 500
# A factor of MTLD ends where the type–token ratio falls to this (McCarthy & Jarvis 2010).
FACTOR = 0.72


def mattr(items: Items, window: int = WINDOW) -> float:
    """Moving-average type–token ratio (Covington & McFall 2010): the mean share of types in all windows of ``window`` items.

    Missing (NaN) for a text shorter than the window.

    >>> round(mattr("one one two one one two one".split(), 2), 4)
    0.8333
    """
    previous = _previous(_codes(items))
    n = len(previous)
    if n < window:
        return float("nan")
    # An item is a new type in every window that contains it but not the previous item of its type.
    position = np.arange(n)
    first = np.maximum(np.maximum(previous + 1, position - window + 1), 0)
    last = np.minimum(position, n - window)
    return float(np.maximum(last - first + 1, 0).sum() / (n - window + 1) / window)


def mtld(items: Items, factor: float = FACTOR) -> float:
    """Measure of textual lexical diversity (McCarthy & Jarvis 2010): mean length of runs that keep a high type–token ratio.

    The mean of a forward and a backward pass; an unfinished last run counts as a fraction, by how far its ratio has fallen.
    Missing (NaN) for a text without repetition.

    >>> round(mtld(list("abcde") * 20), 6)
    7.142857
    """
    codes = _codes(items)
    values = [_mtld(_previous(run).tolist(), factor) for run in (codes, codes[::-1])]
    return float(np.mean(values)) if all(values) else float("nan")


def yules_k(items: Items) -> float:
    """Yule's characteristic K = 10⁴ (Σ f² − N) / N² (Yule 1944): how much a text repeats itself, 0 for no repetition.

    >>> yules_k("a b c d d e e f f f".split())
    1000.0
    """
    counts = np.bincount(_codes(items)).astype(float)
    n = counts.sum()
    return float(1e4 * ((counts**2).sum() - n) / n**2) if n else float("nan")


def _codes(items: Items) -> npt.NDArray[np.int64]:
    """Each item as an integer from 0; equal items have equal numbers."""
    if isinstance(items, np.ndarray):
        return items
    return pd.factorize(np.fromiter(items, dtype=object, count=len(items)))[0]


def _previous(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each position, where the same code occurred last, or −1."""
    narrow = codes.astype(np.min_scalar_type(int(codes.max(initial=0))))  # numbers of two bytes are sorted in linear time
    order = np.argsort(narrow, kind="stable")
    previous = np.full(len(codes), -1)
    same = codes[order][1:] == codes[order][:-1]
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _mtld(previous: list[int], factor: float) -> float:
    """One pass, given where each item occurred last: it is a new type if that was before the run began."""
    begin, types, factors = 0, 0, 0.0
    for at, last in enumerate(previous):
        if last < begin:
            types += 1
        elif types / (at - begin + 1) <= factor:  # a new type never lowers the ratio
            begin, types, factors = at + 1, 0, factors + 1
    rest = len(previous) - begin
    if rest:
        factors += (1 - types / rest) / (1 - factor)
    return len(previous) / factors if factors else 0.0


# What a unit of four must not touch: digits, letters, masks and signs that belong to a number.
_ATTACHED = np.array([ord(c) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*%％.+"])


def four_character_share(text: str) -> float:
    """Share of the Han characters of a text that stand in units of exactly four, between one mark and the next.

    A unit is a run of Han characters between punctuation marks of any kind (also 、 and quotation marks) or white space;
    a run that touches a digit, a letter or a mask is not a unit. A text without Han characters has no share (``nan``).

    >>> four_character_share("真抓实干，久久为功，五个字不算。")  # 8 of 13
    0.6153846153846154
    """
    points = np.concatenate([[0], code_points(text), [0]])
    han = (points >= 0x3400) & (points <= 0x9FFF) | (points == ord("〇"))
    before, last = np.flatnonzero(han[1:] & ~han[:-1]), np.flatnonzero(han[:-1] & ~han[1:])
    bounded = ~np.isin(points[before], _ATTACHED) & ~np.isin(points[last + 1], _ATTACHED)
    n = int(han.sum())
    return 4 * int((bounded & (last - before == 4)).sum()) / n if n else float("nan")


# The blocks that have the characters of the genre, and the zero of dates.
_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff"


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
    words, vocabulary, marks = tokens.word_ids, tokens.vocabulary, Marks(cells_apart(text))
    return {
        "n_tokens": len(words),
        "n_types": int(np.count_nonzero(np.bincount(words))),
        "n_clauses": sum(any(map(str.isalnum, text[slice(*span)])) for span in marks.clauses),
        "word_length": int(vocabulary.lengths[words].sum()) / len(words) if len(words) else float("nan"),
        "mattr": mattr(words),
        "mattr_plain": mattr(words[~vocabulary.are_numerals[words]]),
        "mattr_chars": mattr(marks.points[marks.are(_HAN)], CHARACTERS),
        "mtld": mtld(words),
        "yules_k": yules_k(words),
        "four_share": four_character_share(text),
    }
