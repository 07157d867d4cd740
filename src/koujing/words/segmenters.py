"""The two engines that cut Chinese text into words, and the dictionary that both use.

``rjieba`` (Rust, the default) and ``jieba`` (the reference implementation, about ten times slower) give the same result.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from koujing import lexicons
from koujing.lexicons import per_lexicon

Segmenter = Callable[[str], list[str]]

# Both engines know ideographs up to U+9FD5 (Unicode 8) only; ``is_word`` knows them all.
KNOWN_HAN = "\u4e00-\u9fd5"
RARE_HAN = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word that the engines themselves can keep whole: of characters at which neither splits, at least one of them Han.
ADDABLE = re.compile(rf"(?=.*[{KNOWN_HAN}])[{KNOWN_HAN}a-zA-Z0-9+#&%]+")

# The words of a coded study are those of jieba's dictionary, with the formulas of the registry kept whole. Counts of words
# cut in another way cannot be compared with them.
SEGMENTATION = "jieba 0.42.1 + formulas + names"

# A frequency in the engines' dictionary of 60 million words. At 500 a formula stays whole in 942 of 943 places of 57 texts,
# and no likelier word is torn apart (at 1,000, 双|创新, twofold innovation, becomes 双创|新).
USER_WORD_FREQUENCY = 500


def segmenter(engine: str, words: Iterable[str], formulas: bool) -> Segmenter:
    """A function that cuts a text; words of ``words`` that are ``ADDABLE`` and, unless ``formulas`` is off, the formulas of the
    lexicon stay whole.

    Errors: ``ValueError`` for an unknown engine.
    """
    own = {word for word in words if ADDABLE.fullmatch(word)}
    return _engine(engine, tuple(sorted(own.union(formula_words() if formulas else ()))))


@per_lexicon
def formula_words() -> frozenset[str]:
    """The lexicon's formulas that are formulas even unquoted and that both engines can keep whole (not 1+17)."""
    rows = [row for row in lexicons.load("formulas") if row["bare"] == "1"]
    forms = {form for row in rows for form in (row["canonical"], *row["variants"].split("|"))}
    return frozenset(form for form in forms if ADDABLE.fullmatch(form))


@lru_cache(maxsize=8)
def _engine(engine: str, words: tuple[str, ...]) -> Segmenter:
    """An instance of the engine with the user's words, so that no word leaks into other uses of the library."""
    engines = {"rjieba": _rjieba, "jieba": _jieba}
    if engine not in engines:
        raise ValueError(f"unknown engine {engine!r}; expected {' or '.join(engines)}")
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
def part_of_speech(word: str) -> str:
    """The part of speech in the dictionary; else ``m`` for digits, ``eng`` for Latin letters, ``x`` for unknown."""
    if word in _dictionary():
        return _dictionary()[word]
    letters = [character for character in word if character.isascii() and character.isalnum()]
    if not letters:
        return "x"
    return "m" if all(character.isdigit() for character in letters) else "eng"


def segmentation() -> str:
    """How texts are cut into words, with the hash of the user's own formulas if there are any."""
    own = lexicons.in_use().files.get("formulas.tsv", "")
    return SEGMENTATION + f" + own {own[:8]}" * bool(own)


def is_known(word: str) -> bool:
    """Whether the dictionary has a word."""
    return word in _dictionary()


@cache
def _dictionary() -> dict[str, str]:
    """Word → part of speech in jieba's dictionary, which both engines use to segment.

    For words outside it the engines would each guess a different tag (一是, firstly, would be a verb).
    """
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed; its dictionary gives the parts of speech: pip install jieba")
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: tag for word, _, tag in map(str.split, lines)}


def _cache_folder() -> Path:
    """Where jieba may keep its parsed dictionary: ``KOUJING_CACHE``, else the user's cache folder, else the temporary folder."""
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
