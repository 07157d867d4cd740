"""The two engines that cut Chinese text into words.

``rjieba`` (Rust, the default) and ``jieba`` (the reference implementation, about ten times slower) give the same result.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

Segmenter = Callable[[str], list[str]]

# Both engines know ideographs up to U+9FD5 (Unicode 8) only; ``is_word`` knows them all.
KNOWN_HAN = "\u4e00-\u9fd5"
RARE_HAN = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def segmenter(engine: str) -> Segmenter:
    """A function that cuts a text: an instance of its own, so that words which others add to the library do not leak into it.

    Errors: ``ValueError`` for an unknown engine.
    """
    engines = {"rjieba": _rjieba, "jieba": _jieba}
    if engine not in engines:
        raise ValueError(f"unknown engine {engine!r}; expected {' or '.join(engines)}")
    return engines[engine]()


def _rjieba() -> Segmenter:
    import rjieba

    return cast(Segmenter, rjieba.Jieba().cut)


def _jieba() -> Segmenter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and pkg_resources, in jieba 0.42.1 (frozen since 2020)
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    instance = jieba.Tokenizer()
    instance.tmp_dir = str(_cache_folder())
    return cast(Segmenter, instance.lcut)


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
