"""Labels that no list knows and no quotation mark shows, but whose parts stand beside them (底子清、路子清、票子清三清)."""

from __future__ import annotations

import re

from koujing import lexicons
from koujing.slogans.members import before, on_frame

_WORDS = {row["use"]: row["words"].split() for row in lexicons.load("formula_words")}
_NUMERALS = dict(zip("两三四五六七八九", range(2, 10), strict=True))
_PLAIN = tuple(_WORDS["plain_noun"])
# 是 and 要 after a numeral are marks of a series (三是, 四要), other words are counted plainly (三年, 四级).
_NOT = "".join(sorted(set("".join(_WORDS["counted"])) - {"个"}))
_SHAPE = re.compile(f"((?:两(?=个..)|[三四五六七八九]))(?![{_NOT}是要])(个?)([\u4e00-\u9fff]{{1,5}})")
# What may follow a label: no Han character, a particle, or the noun that bears it.
_END = rf"(?:(?![\u4e00-\u9fff])|(?=[的和与及等为是上中到要以并也在]|{'|'.join(_WORDS['bearer'])}))"
_ENDED = re.compile(_END)
_BEHIND_LIST = re.compile(
    rf"""([三四五六七八九])(?:大(?P<wide>[\u4e00-\u9fff]{{2,4}}?)(?:{_END}|(?=治理|建设))
        | 项(?P<item>机制|制度|改革|举措|措施|行动|工程|任务|原则){_END} | (?![{_NOT}个是要])(?P<word>[\u4e00-\u9fff]{{1,2}}?){_END})""",
    re.VERBOSE,
)
# As far as the parts of a label are looked for.
_REACH = 320


def unlisted(text: str, start: int) -> int | None:
    """Where the label that begins at ``start`` ends, if all its parts stand on one frame before or after it.

    >>> text = "统一供苗、统一管护、统一销售的三统一做法"
    >>> text[15 : unlisted(text, 15)]
    '三统一'
    """
    return _framed(text, start) or _listed(text, start)


def _framed(text: str, start: int) -> int | None:
    """Where a label ends whose word all its parts carry, the longest that they do."""
    shape = _SHAPE.match(text, start)
    if not shape or not _occurs(text, shape[3][0], _NUMERALS[shape[1]], start, shape.end(2)):
        return None
    n = _NUMERALS[shape[1]]
    for end in range(shape.end(), shape.end(2), -1):
        word = text[shape.end(2) : end]
        if n == 2 and len(word) == 1:
            return None
        likely = _ENDED.match(text, end) and _occurs(text, word, n, start, end) and not _is_plain(word)
        if likely and on_frame(text, start, end, [word] * n):
            return end
    return None


def _listed(text: str, start: int) -> int | None:
    """Where a label ends that follows the list of its parts at once (产业、人才、生态三大振兴, 入口、过程、出口三关)."""
    label = _BEHIND_LIST.match(text, start) if text.find("、", max(0, start - 12), start) >= 0 else None
    if (
        not label
        or _is_plain(label["wide"] or label["item"] or label["word"])
        or not before(text, start, _NUMERALS[label[1]], ())
    ):
        return None
    return label.end()


def _is_plain(word: str) -> bool:
    return word.startswith(_PLAIN) or word.endswith(_PLAIN)


def _occurs(text: str, word: str, n: int, start: int, end: int) -> bool:
    """Whether a word stands ``n`` times on one side of the label."""
    return text.count(word, max(0, start - _REACH // 2), start) >= n or text.count(word, end, end + _REACH) >= n
