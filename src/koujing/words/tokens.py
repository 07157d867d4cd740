"""Speech → tokens with offsets. Formulas and statistics are never read from tokens; tokens are for counting words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from koujing.later import pd
from koujing.lexicons import per_lexicon
from koujing.speech import Speech
from koujing.words.cutting import cut_words
from koujing.words.inventory import Inventory, distinct, inventory, is_masked
from koujing.words.segmenters import Segmenter, segmenter
from koujing.words.terms import Finder, find_terms, joined, listed_finder
from koujing.words.vocabulary import Vocabulary

Offsets = npt.NDArray[np.int64]

# A word that a user may want whole: no mask, as what touches one is no word; no line break.
WHOLE = re.compile(r"(?!\s)[^*\r\n]+(?<!\s)")


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, punctuation and line breaks included: ``"".join(words)`` restores the text.

    Token k is number ``numbers[k]`` in the inventory, and number ``ids[k]`` in the text's own ``vocabulary``. ``starts`` are offsets
    in the text that was segmented (``speech.text``); ``terms`` are the tokens that are listed terms, or a caller's own.
    """

    inventory: Inventory = field(repr=False)
    numbers: Offsets = field(repr=False)
    starts: Offsets
    terms: Offsets = field(default_factory=lambda: np.empty(0, np.int64), repr=False)

    @classmethod
    def of(cls, words: Sequence[str]) -> Tokens:
        """The tokens of the text that results from joining ``words``.

        >>> tokens = Tokens.of(["改革", ",", "改革"])
        >>> tokens.ids.tolist(), tokens.starts.tolist()
        ([0, 1, 0], [0, 2, 3])
        """
        known = inventory()
        numbers = known.numbers_of(words)
        ends = np.cumsum(known.column("length")[numbers])
        return cls(known, numbers, np.append(0, ends)[: len(ends)])

    @classmethod
    def joined(cls, parts: Sequence[Tokens], begins: Offsets) -> Tokens:
        """The tokens of several texts; one begins at each of ``begins`` in the whole, a line end behind that before."""
        known = parts[0].inventory
        line_end = known.numbers_of(["\n"])
        numbers = [piece for part in parts for piece in (line_end, part.numbers)][1:]
        starts = [piece for part, at in zip(parts, begins, strict=False) for piece in ([at - 1], part.starts + at)][1:]
        places = np.cumsum([0, *(len(part) + 1 for part in parts)])
        terms = [part.terms + place for part, place in zip(parts, places, strict=False)]
        return cls(known, np.concatenate(numbers), np.concatenate(starts), np.concatenate(terms))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def vocabulary(self) -> Vocabulary:
        """The distinct tokens."""
        return self._distinct[0]

    @property
    def ids(self) -> Offsets:
        """The number of every token in the vocabulary."""
        return self._distinct[1]

    @cached_property
    def _distinct(self) -> tuple[Vocabulary, Offsets]:
        numbers, ids = distinct(self.numbers, len(self.inventory))
        return Vocabulary(self.inventory, numbers, np.unique(ids[self.terms])), ids

    @cached_property
    def words(self) -> list[str]:
        """Every token as a string."""
        return list(map(self.inventory.tokens.__getitem__, self.numbers.tolist()))

    @property
    def tags(self) -> list[str]:
        """The part of speech of every token in the ICTCLAS set, looked up word by word (``x``: not in the dictionary)."""
        return list(map(self.vocabulary.tags.__getitem__, self.ids.tolist()))

    @property
    def ends(self) -> Offsets:
        """Offsets one past the last character of each token."""
        return self.starts + self.inventory.column("length")[self.numbers]

    @property
    def word_ids(self) -> Offsets:
        """The numbers of the tokens that are words (``is_word``), in order."""
        return self.ids[self.vocabulary.are_words[self.ids]]

    @property
    def n_words(self) -> int:
        """How many of the tokens are words."""
        return len(self.word_ids) if len(self.terms) else int(np.count_nonzero(self.inventory.column("is_word")[self.numbers]))

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
    """Segment a speech, without its end notes, or a plain text into tokens whose offsets are exact.

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
    text = text.body if isinstance(text, Speech) else text
    own = _own_words(words)
    plain = Tokens.of(cut_words(text, engine))
    return join_terms(text, plain, _finder(own, terms), engine) if own or terms else plain


def join_terms(text: str, plain: Tokens, finder: Finder | None = None, engine: str = "rjieba") -> Tokens:
    """The tokens of a text, given its plain words, with the wordings of a finder joined, by default the listed ones."""
    cut = segmenter(engine)
    spans = find_terms(finder or listed_finder(), text, plain.starts, plain.numbers)
    starts = _joined_starts(text, plain, spans, cut)
    ends = np.append(starts[1:], len(text))[: len(starts)]
    number, stop = np.zeros((2, len(text) + 1), np.int64)  # of the plain token that begins at a place
    number[plain.starts], stop[plain.starts] = plain.numbers, plain.ends
    is_new, numbers = stop[starts] != ends, number[starts]
    places = zip(starts[is_new].tolist(), ends[is_new].tolist(), strict=True)
    numbers[is_new] = plain.inventory.numbers_of([text[start:end] for start, end in places])
    return Tokens(plain.inventory, numbers, starts, np.searchsorted(starts, spans[:, 0]))


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
