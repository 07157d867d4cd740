"""Labels that no list knows and no quotation mark shows, but whose parts stand beside them (底子清、路子清、票子清三清)."""

from __future__ import annotations

import re

from koujing import lexicons
from koujing.coding.members import on_frame

_WORDS = {row["use"]: row["words"].split() for row in lexicons.load("formula_words")}
_NUMERALS = dict(zip("两三四五六七八九", range(2, 10), strict=True))
_PLAIN = tuple(_WORDS["plain_noun"])
# 是 and 要 after a numeral are marks of a series (三是, 四要), other words are counted plainly (三年, 四级).
_NOT = "".join(sorted(set("".join(_WORDS["counted"])) - {"个"}))
_SHAPE = re.compile(f"([三四五六七八九])(?![{_NOT}是要])(个?)([\u4e00-\u9fff]{{1,5}})")
# What may follow a label: no Han character, a particle, or the noun that bears it.
_ENDED = re.compile(rf"(?![\u4e00-\u9fff])|[的和与及等为是上中到要以并也在]|{'|'.join(_WORDS['bearer'])}")
# As far as the parts of a label are looked for.
_REACH = 320


def unlisted(text: str, start: int) -> int | None:
    """Where the label that begins at ``start`` ends, if all its parts stand on one frame before or after it.

    >>> text = "统一供苗、统一管护、统一销售的三统一做法"
    >>> text[15 : unlisted(text, 15)]
    '三统一'
    """
    shape = _SHAPE.match(text, start)
    if not shape:
        return None
    n, words = _NUMERALS[shape[1]], shape[3]
    if not _occurs(text, words[0], n, start, shape.end(2)):
        return None
    for length in range(len(words), 0, -1):
        word, end = words[:length], shape.end(2) + length
        if not _ENDED.match(text, end) or (length > 1 and not _occurs(text, word, n, start, end)):
            continue
        if not word.startswith(_PLAIN) and not word.endswith(_PLAIN) and on_frame(text, start, end, [word] * n):
            return end
    return None


def _occurs(text: str, word: str, n: int, start: int, end: int) -> bool:
    """Whether a word stands ``n`` times on one side of the label."""
    return text.count(word, max(0, start - _REACH // 2), start) >= n or text.count(word, end, end + _REACH) >= n
