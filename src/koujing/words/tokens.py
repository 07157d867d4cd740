"""Speech → tokens with offsets: the only module that knows a segmenter.

Two engines give the same result: ``rjieba`` (Rust, the default) and ``jieba`` (the reference implementation, about
ten times slower). Formulas and statistics are never read from tokens; tokens are for counting words.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from koujing import lexicons
from koujing.speech import Speech

Offsets = npt.NDArray[np.int64]
Segmenter = Callable[[str], list[str]]

# Both engines know ideographs up to U+9FD5 (Unicode 8); is_word knows them all.
KNOWN_HAN = "\u4e00-\u9fd5"
RARE_HAN = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{KNOWN_HAN}{RARE_HAN}〇\d]")
# What a user's word may consist of: the characters at which neither engine splits, at least one of them Han.
ADDABLE = re.compile(rf"(?=.*[{KNOWN_HAN}])[{KNOWN_HAN}a-zA-Z0-9+#&%]+")

# The places where the engines disagree (57 texts: five; 150,000 random strings: these and no others). Each is given
# to both as a dash, at which both split.
DISPUTED = re.compile(
    rf"""
    [-_{RARE_HAN}]                 # 2011-2020, a_b: a hyphen separates; a rare ideograph stands alone
    | \.[0-9]++ (?:\.[0-9]++)+     # 24.05.2017: a dotted date or outline number is no decimal number
    | \.[0-9]++ (?=[A-Za-z])       # 3.5G
    | \. (?![0-9])                 # a.b, 1.: a point joins two digits or nothing
    | \. (?<![0-9]\.)
    """,
    re.VERBOSE,
)
NOT_DIGIT = re.compile("[^0-9]")
DASH = "—"

# What the words of a coded study are: those of jieba's dictionary, and the formulas of the registry kept whole. Counts
# of words cut in another way cannot be compared with them.
SEGMENTATION = "jieba 0.42.1 + formulas"

# In the engines' dictionary of 60 million words. At 500 a formula stays whole in 942 of 943 places of 57 texts, and no
# likelier word is torn (双|创新, twofold innovation, at 1,000 becomes 双创|新).
USER_WORD_FREQUENCY = 500


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, punctuation and line breaks included: ``"".join(words)`` is the text again.

    ``starts`` are offsets in the text that was given (``speech.text``); ``tags`` are parts of speech in the ICTCLAS
    set that jieba uses, looked up word by word (``x`` for words outside the dictionary).
    """

    words: list[str]
    starts: Offsets = field(repr=False)
    tags: list[str] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def ends(self) -> Offsets:
        """Offsets one past the last character of each token."""
        return self.starts + _lengths(self.words)

    @property
    def n_words(self) -> int:
        """How many tokens are words (``is_word``); the base of every rate per million."""
        return len(only_words(self.words))

    def raw_spans(self, speech: Speech) -> tuple[Offsets, Offsets]:
        """Starts and ends of the tokens in ``speech.raw``."""
        return speech.repaired.raw_spans(self.starts, self.ends)

    def to_frame(self, speech: Speech) -> pd.DataFrame:
        """One row a token, with raw offsets: ``source, speech, token, tag, start, end, is_word, is_masked``."""
        starts, ends = self.raw_spans(speech)
        frame = pd.DataFrame({"token": self.words, "tag": self.tags or "", "start": starts, "end": ends})
        frame["is_word"] = frame["token"].map(is_word).astype(bool)
        frame["is_masked"] = frame["token"].map(is_masked).astype(bool)
        frame.insert(0, "source", speech.source)
        frame.insert(1, "speech", speech.id)
        return frame


def tokenize(
    text: Speech | str, *, engine: str = "rjieba", tags: bool = False, words: Iterable[str] = (), formulas: bool = True
) -> Tokens:
    """Segment a speech (or a plain text) into tokens whose offsets are exact.

    ``words`` are terms to keep whole, beside (unless ``formulas`` is off, to see what difference it makes) the
    numeral formulas of ``lexicons/formulas.tsv``. A masked word is one
    token with its mask: ``*`` takes in the word before it or, where there is none, a single character after it, but
    no function word. What touches a mask may be a fragment (积极* is 积极性, initiative, not 积极, active), so it
    is not counted as a word.

    Raises ``ValueError`` for an unknown engine and for a word that the engines cannot keep whole.

    >>> tokenize("发挥积极*,保护双联山。").words
    ['发挥', '积极*', ',', '保护', '双联', '山', '。']
    >>> tokenize("发挥积极*,保护双联山。", words=["双联山"]).starts
    array([ 0,  2,  5,  6,  8, 11])
    """
    text = text.text if isinstance(text, Speech) else text
    shadow = DISPUTED.sub(_dashes, text)
    known: dict[str, str] = {}  # one object a word, not one a place
    found = [known.setdefault(word, word) for word in _segmenter(engine, _user_words(words, formulas))(shadow)]
    if shadow != text:
        found = [text[at] if word == DASH else word for word, at in zip(found, _starts(found).tolist(), strict=True)]
    if "*" in text:
        found = _attach_masks(found)
    return Tokens(found, _starts(found), list(map(_tag, found)) if tags else None)


def is_word(token: str) -> bool:
    """Whether a token counts as a word: it has a Han character or a digit and no masked part.

    >>> [is_word(token) for token in ("发展", "2013", "GDP", ",", "积极*")]
    [True, True, False, False, False]
    """
    return "*" not in token and WORD.search(token) is not None


def only_words(tokens: Sequence[str]) -> list[str]:
    """The tokens that are words; each is judged once, however often it stands.

    >>> only_words(["发展", ",", "发展", "积极*"])
    ['发展', '发展']
    """
    words = {token for token in set(tokens) if is_word(token)}
    return [token for token in tokens if token in words]


def is_masked(token: str) -> bool:
    """Whether part of the token, or all of it, is hidden by a mask."""
    return "*" in token


@cache
def stop_words() -> frozenset[str]:
    """The function words of ``lexicons/stopwords.tsv``; leaving them out is a choice each analysis states."""
    return frozenset(row["word"] for row in lexicons.load("stopwords"))


@cache
def formula_words() -> tuple[str, ...]:
    """The lexicon's formulas that are formulas even unquoted and that both engines can keep whole (1+17 is not)."""
    rows = [row for row in lexicons.load("formulas") if row["bare"] == "1"]
    forms = {form for row in rows for form in (row["canonical"], *row["variants"].split("|"))}
    return tuple(sorted(form for form in forms if ADDABLE.fullmatch(form)))


def _user_words(words: Iterable[str], formulas: bool) -> tuple[str, ...]:
    """The user's own terms, and the formulas where they are wanted, in a fixed order."""
    own = set(words)
    for word in sorted(own):
        if not ADDABLE.fullmatch(word):
            raise ValueError(f"cannot keep {word!r} whole: expected Chinese characters, also letters, digits, + # & %")
    return tuple(sorted(own.union(formula_words() if formulas else ())))


def _lengths(words: list[str]) -> Offsets:
    return np.fromiter(map(len, words), np.int64, len(words))


def _starts(words: list[str]) -> Offsets:
    lengths = _lengths(words)
    return np.cumsum(lengths) - lengths


def _dashes(match: re.Match[str]) -> str:
    return NOT_DIGIT.sub(DASH, match.group())


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
    return is_word(word) and word not in stop_words()


@lru_cache(maxsize=8)
def _segmenter(engine: str, words: tuple[str, ...]) -> Segmenter:
    """The engine's own instance with the user's words, so that no word leaks into another user of the library."""
    engines = {"rjieba": _rjieba, "jieba": _jieba}
    if engine not in engines:
        raise ValueError(f"unknown engine {engine!r}; there are {' and '.join(engines)}")
    return engines[engine](words)


def _rjieba(words: tuple[str, ...]) -> Segmenter:
    import rjieba

    instance = rjieba.Jieba()
    for word in words:
        instance.add_word(word, USER_WORD_FREQUENCY, None)
    return cast(Segmenter, instance.cut)


def _jieba(words: tuple[str, ...]) -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and pkg_resources, in jieba 0.42.1 (frozen since 2020)
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    instance = jieba.Tokenizer()
    instance.tmp_dir = str(_cache_folder())
    for word in words:
        instance.add_word(word, USER_WORD_FREQUENCY)
    return cast(Segmenter, instance.lcut)


@lru_cache(maxsize=2**17)
def _tag(word: str) -> str:
    """The part of speech in the dictionary; else ``m`` for digits, ``eng`` for Latin letters, ``x`` for unknown."""
    if word in _dictionary():
        return _dictionary()[word]
    letters = [character for character in word if character.isascii() and character.isalnum()]
    if not letters:
        return "x"
    return "m" if all(character.isdigit() for character in letters) else "eng"


@cache
def _dictionary() -> dict[str, str]:
    """Word → part of speech in jieba's dictionary, by which both engines segment.

    The engines would guess a tag for other words, each another one (一是, firstly, would be a verb).
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed; its dictionary gives the parts of speech: pip install jieba")
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: tag for word, _, tag in map(str.split, lines)}


def _cache_folder() -> Path:
    """Where jieba may keep its parsed dictionary: ``KOUJING_CACHE``, or this user's cache folder, else that for temporary files."""
    platform_folder = {
        "win32": Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"),
        "darwin": Path.home() / "Library" / "Caches",
    }.get(sys.platform, Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"))
    folder = Path(os.environ.get("KOUJING_CACHE") or platform_folder / "koujing")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written to
        return Path(tempfile.gettempdir())
    return folder
