"""Damage as it is found in real documents, done to a clean speech: each speech has gone through one to three mishaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.reading.damage import (
    HAN,
    break_lines,
    mask_words,
    misread_ones,
    narrow_punctuation,
    stop_decimals,
    wrap_lines,
)

YEAR = re.compile(r"(?<=20)\d\d(?=年)")
BETWEEN = re.compile(rf"(?<=[{HAN}])(?=[{HAN}])|(?<=\d)(?=[{HAN}])")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
PAGE = 28  # lines of a printed page
OTHER_ENCODING = 0.25  # of the damaged files


def damage(text: str, rng: Random) -> tuple[str, str]:
    """The damaged text and the encoding its file is to have."""
    mishaps = rng.sample(MISHAPS, rng.randint(1, 3))
    for mishap in mishaps:
        text = mishap(text, rng)
    is_other = rng.random() < OTHER_ENCODING and _decoded_twice not in mishaps  # no file in GB18030 holds Latin letters
    return text, "gb18030" if is_other else "utf-8"


def _filtered(text: str, rng: Random) -> str:
    """A web filter's masks: words it does not like as asterisks, some years as 20xx."""
    masked = mask_words(text, rng, 0.7)[0]
    return YEAR.sub(lambda year: "xx" if rng.random() < 0.2 else year[0], masked)


def _scanned(text: str, rng: Random) -> str:
    """A scanner's letters for digits and stops for points."""
    return stop_decimals(misread_ones(text, rng, 0.2)[0])[0]


def _typed(text: str, rng: Random) -> str:
    """Narrow marks, and wide digits in some lines."""
    lines = narrow_punctuation(text)[0].split("\n")
    return "\n".join(line.translate(WIDE) if rng.random() < 0.1 else line for line in lines)


def _broken(text: str, rng: Random) -> str:
    """Line ends inside sentences."""
    return break_lines(text, rng, 0.004)[0]


def _printed(text: str, rng: Random) -> str:
    """Lines of a page's width, and the number of each page on a line of its own."""
    lines = wrap_lines(text, rng.randint(32, 40)).split("\n")
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    return "\n".join(line for k, page in enumerate(pages, 1) for line in (*page, f"- {k} -"))


def _gapped(text: str, rng: Random) -> str:
    """Blanks from a page's layout: here and there inside a sentence, in some lines after every character."""
    lines = text.split("\n")
    return "\n".join(BETWEEN.sub(_blank(rng, 1.0 if rng.random() < 0.02 else 0.004), line) for line in lines)


def _blank(rng: Random, share: float) -> Callable[[re.Match[str]], str]:
    return lambda _: " " if rng.random() < share else ""


def _decoded_twice(text: str, rng: Random) -> str:
    """A paragraph of UTF-8 read as Latin-1."""
    lines = text.split("\n")
    at = rng.randrange(len(lines) // 2, len(lines))
    lines[at] = lines[at].encode().decode("latin-1")
    return "\n".join(lines)


MISHAPS = (_filtered, _scanned, _typed, _broken, _printed, _gapped, _decoded_twice)
