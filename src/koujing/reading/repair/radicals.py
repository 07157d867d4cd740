"""Mend radicals and compatibility characters, which a PDF's fonts give in place of ordinary characters that look the same."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.reading.repair.changes import replace
from koujing.speech import Repair

RADICALS = lazy("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]+")


def mend_radicals(text: str, present: set[str], found: list[Repair]) -> str:
    """The text with ordinary characters in place of radicals; each run of them is added to ``found``.

    ``present`` is the set of characters in the text.

    >>> mend_radicals("⼀百⼆⼗万⼈，⻓江", set("⼀⻓"), found := []), [(r.was, r.now) for r in found][:2]
    ('一百二十万人，长江', [('⼀', '一'), ('⼆⼗', '二十')])
    """
    return replace(RADICALS, text, found, "glyph", _ordinary) if RADICALS.search("".join(present)) else text


def _ordinary(run: str) -> str:
    return "".join(_listed().get(sign) or normalize("NFKC", sign) for sign in run)


@cache
def _listed() -> dict[str, str]:
    return {row["radical"]: row["character"] for row in lexicons.load("radicals")}
