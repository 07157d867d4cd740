"""Speech → tokens with offsets. Formulas and statistics are never read from tokens; tokens are for counting words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from koujing.chinese.places import Characters, matches_at
from koujing.later import pd
from koujing.lexicons import per_lexicon
from koujing.speech import Speech
from koujing.words.joined import POINT, join_names, must_cut
from koujing.words.segmenters import RARE_HAN, Segmenter, segmenter
from koujing.words.terms import Finder, find_terms, joined, listed_finder
from koujing.words.vocabulary import Vocabulary, function_words, is_masked, is_word

Offsets = npt.NDArray[np.int64]

# The places where the engines disagree (five in 57 texts; in 150,000 random strings these and no others). Both are given a
# dash instead, at which both split.
_MAY_BE_DISPUTED = rf"\-_.{RARE_HAN}"
DISPUTED = re.compile(
    rf"""
    [-_{RARE_HAN}]                 # 2011-2020, a_b: a hyphen separates; a rare ideograph stands alone
    | \.[0-9]++ (?:\.[0-9]++)+     # 24.05.2017: a dotted date or outline number is not a decimal number
    | \.[0-9]++ (?=[A-Za-z])       # 3.5G
    | \. (?![0-9])                 # a.b, 1.: a point joins only two digits
    | \. (?<![0-9]\.)
    """,
    re.VERBOSE,
)
DASH = "—"
# A word that a user may want whole: no mask, as what touches one is no word; no line break.
WHOLE = re.compile(r"(?!\s)[^*\r\n]+(?<!\s)")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, punctuation and line breaks included: ``"".join(words)`` restores the text.

    Each distinct token is kept once, in ``vocabulary``; token k is number ``ids[k]`` there. ``starts`` are offsets in the
    text that was segmented (``speech.text``).
    """

    vocabulary: Vocabulary = field(repr=False)
    ids: Offsets
    starts: Offsets = field(repr=False)

    @classmethod
    def of(cls, words: Sequence[str]) -> Tokens:
        """The tokens of the text that results from joining ``words``.

        >>> tokens = Tokens.of(["改革", ",", "改革"])
        >>> tokens.ids.tolist(), tokens.starts.tolist()
        ([0, 1, 0], [0, 2, 3])
        """
        vocabulary, ids = Vocabulary().with_more(words)
        lengths = vocabulary.lengths[ids]
        return cls(vocabulary, ids, np.cumsum(lengths) - lengths)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def words(self) -> list[str]:
        """Every token as a string."""
        return list(map(self.vocabulary.tokens.__getitem__, self.ids.tolist()))

    @property
    def tags(self) -> list[str]:
        """The part of speech of every token in the ICTCLAS set, looked up word by word (``x``: not in the dictionary)."""
        return list(map(self.vocabulary.tags.__getitem__, self.ids.tolist()))

    @property
    def ends(self) -> Offsets:
        """Offsets one past the last character of each token."""
        return self.starts + self.vocabulary.lengths[self.ids]

    @property
    def word_ids(self) -> Offsets:
        """The numbers of the tokens that are words (``is_word``), in order."""
        return self.ids[self.vocabulary.are_words[self.ids]]

    def within(self, spans: Iterable[tuple[int, int]]) -> Tokens:
        """The tokens that begin in these spans of the text, one span after the other."""
        parts = [slice(*np.searchsorted(self.starts, span)) for span in spans]
        ids, starts = (np.concatenate([whole[:0], *(whole[part] for part in parts)]) for whole in (self.ids, self.starts))
        return Tokens(self.vocabulary, ids, starts)

    def raw_spans(self, speech: Speech) -> tuple[Offsets, Offsets]:
        """Starts and ends of the tokens in ``speech.raw``."""
        return speech.repaired.raw_spans(self.starts, self.ends)

    def to_frame(self, speech: Speech) -> pd.DataFrame:
        """One row per token, with raw offsets: ``source, speech, token, tag, start, end, is_word, is_masked``."""
        starts, ends = self.raw_spans(speech)
        frame = pd.DataFrame({"token": self.words, "tag": self.tags, "start": starts, "end": ends})
        frame["is_word"] = self.vocabulary.are_words[self.ids]
        frame["is_masked"] = frame["token"].map(is_masked).astype(bool)
        frame.insert(0, "source", speech.source)
        frame.insert(1, "speech", speech.id)
        return frame


def tokenize(text: Speech | str, *, engine: str = "rjieba", words: Iterable[str] = (), terms: bool = True) -> Tokens:
    """Segment a speech (or a plain text) into tokens whose offsets are exact.

    Listed terms (``lexicons/terms.tsv``, and the numeral formulas of ``formulas.tsv``) are one token each, the longest that
    stands at a place; with ``terms=False`` the tokens are plain words of the engine. ``words`` are the caller's own terms (one, if
    it is a string), always whole. A masked word is one token with its mask: ``*`` absorbs the word before it or, if there is
    none, a single character after it, but never a function word. What touches a mask may be a fragment (积极* is 积极性,
    initiative, not 积极, active), so it is not counted as a word. A name written with a point is one token (热合满江·达吾提).

    Errors: ``ValueError`` for an unknown engine and for a word that cannot be kept whole.

    >>> tokenize("提高国内生产总值,发挥积极*。").words
    ['提高', '国内生产总值', ',', '发挥', '积极*', '。']
    >>> tokenize("提高国内生产总值,发挥积极*。", terms=False).words
    ['提高', '国内', '生产总值', ',', '发挥', '积极*', '。']
    >>> tokenize("保护双联山。", words=["双联山"]).starts
    array([0, 2, 5])
    """
    text = text.text if isinstance(text, Speech) else text
    own, cut = _own_words(words), segmenter(engine)
    found = [word for piece in _pieces(text) for word in _cut(cut, piece)]
    plain = Tokens.of(_attach_masks(found) if "*" in text else found)
    return join_terms(text, plain, _finder(own, terms), engine) if own or terms else plain


def join_terms(text: str, plain: Tokens, finder: Finder | None = None, engine: str = "rjieba") -> Tokens:
    """The tokens of a text, given its plain words, with the wordings of a finder joined, by default the listed ones."""
    finder, cut = finder or listed_finder(), segmenter(engine)
    spans = find_terms(finder, text, plain.starts)
    starts = _joined_starts(text, plain, spans, cut)
    ends = np.append(starts[1:], len(text))[: len(starts)]
    ids, stop = np.zeros((2, len(text) + 1), np.int64)  # of the plain token that begins at a place
    ids[plain.starts], stop[plain.starts] = plain.ids, plain.ends
    is_new = stop[starts] != ends
    ids = ids[starts]
    places = zip(starts[is_new].tolist(), ends[is_new].tolist(), strict=True)
    vocabulary, ids[is_new] = plain.vocabulary.with_more(text[start:end] for start, end in places)
    terms = np.flatnonzero(np.bincount(ids[np.searchsorted(starts, spans[:, 0])]))
    return Tokens(replace(vocabulary, terms=terms.tolist()), ids, starts)


def _joined_starts(text: str, plain: Tokens, spans: Offsets, cut: Segmenter) -> Offsets:
    """Where tokens begin once the spans are joined; what is left of a word at whose middle one begins or ends is cut again."""
    were = np.zeros(len(text) + 1, np.bool_)
    were[plain.starts] = were[-1] = True
    begins, inside = np.zeros(len(text) + 1, np.bool_), np.zeros(len(text) + 1, np.int64)
    begins[spans[:, 0]] = True
    inside[spans[:, 0] + 1] = 1
    inside[spans[:, 1]] -= 1
    are = were & (np.cumsum(inside) == 0)
    are[spans] = True
    edges = np.flatnonzero(are)
    torn = np.searchsorted(edges, spans[~were[spans]])
    rests = np.unique(np.concatenate([torn - 1, torn]))
    rests = rests[~begins[edges[rests]] & (edges[rests + 1] - edges[rests] > 1)]
    for start, end in zip(edges[rests].tolist(), edges[rests + 1].tolist(), strict=True):
        lengths = list(map(len, cut(text[start:end])))
        are[start + np.cumsum(lengths)] = True
    return np.flatnonzero(are[:-1])


def _own_words(words: Iterable[str]) -> tuple[str, ...]:
    own = (words,) if isinstance(words, str) else tuple(words)
    for word in own:
        if not WHOLE.fullmatch(word):
            raise ValueError(f"cannot keep {word!r} whole: expected characters other than *, no line break, no space at its ends")
    return own


@per_lexicon
def _finder(own: tuple[str, ...], terms: bool) -> Finder:
    return Finder(joined() if terms else (), own) if own else listed_finder()


def _pieces(text: str) -> Iterator[str]:
    """The text between the places where it must be cut."""
    for start, end in pairwise([0, *must_cut(Characters(text)), len(text)]):
        if start < end:
            yield text[start:end]


def _cut(cut: Segmenter, text: str) -> list[str]:
    disputed = _disputed(text)
    found = cut(_with_dashes(text, disputed) if disputed else text)
    if disputed:
        _put_back(found, disputed, text)
    return join_names(found) if any(point in text for point in POINT) else found


def _disputed(text: str) -> list[int]:
    """Where the characters stand by which the engines cut a text differently."""
    found = matches_at(DISPUTED, text, Characters(text).places(_MAY_BE_DISPUTED))
    return [at for match in found for at in range(*match.span()) if text[at] not in "0123456789"]


def _with_dashes(text: str, places: Sequence[int]) -> str:
    return DASH.join(text[before + 1 : at] for before, at in pairwise([-1, *places, len(text)]))


def _put_back(words: list[str], places: Sequence[int], text: str) -> None:
    """Replace each dash that stands for a disputed character by that character; each is a token of its own."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    ends = np.cumsum(lengths).tolist()
    for at in places:
        words[bisect_right(ends, at)] = text[at]


def _attach_masks(words: list[str]) -> list[str]:
    """Join each run of masks to the fragment it touches."""
    joined: list[str] = []
    for masks, group in groupby(words, "*".__eq__):
        run = list(group)
        if masks:
            run = ["".join(run)]
            touches = bool(joined) and (is_masked(joined[-1]) or _may_be_cut(joined[-1]))
        else:
            touches = bool(joined) and not joined[-1].strip("*") and len(run[0]) == 1 and _may_be_cut(run[0])
        if touches:
            joined[-1] += run.pop(0)
        joined += run
    return joined


def _may_be_cut(word: str) -> bool:
    return is_word(word) and word not in function_words()
