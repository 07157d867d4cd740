r"""Find text that was once decoded in a wrong encoding, or escaped once too often, and undo it where the result proves it right.

What cannot be undone stays as it is, and its likely cause is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from koujing.chinese.patterns import lazy
from koujing.reading.repair.changes import settle
from koujing.reading.repair.redecoded import SOURCE, Cause, find_redecoded, n_places, place_in
from koujing.speech import Repair

CJK = lazy(r"[\u2014\u2018-\u201d\u2026\u3000-\u3011\u3400-\u9fff\uff01-\uff5e\xb7\U00020000-\U0003ffff]")
BLANKS = frozenset("\xa0\u2002\u2003\u2009\u3000 ")
# Written out instead of the character: \u6276, &#25206;, &amp;#x6276;, ~{7vF6~}.
ESCAPED = lazy(r"\\u[0-9a-fA-F]{4}(?:(?<=\\u[dD][89abAB]..)\\u[dD][c-fC-F][0-9a-fA-F]{2})?")
REFERENCE = lazy(r"&(?:amp;){0,3}(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
HZ = lazy(r"~\{(?:[!-}][!-~])+~\}")
# A sign of each loss, what happened, and the places: U+FFFD once more decoded in a wrong encoding, U+FFFD, question marks.
LOST = (
    ("锟", "UTF-8 text with characters already lost was read as GBK", lazy("(?:锟斤拷|斤拷锟|拷锟斤)[锟斤拷]*")),
    ("½", "UTF-8 text with characters already lost was read as Latin-1", lazy("(?:ï¿½)+")),
    ("\ufffd", "a program replaced what it could not decode by U+FFFD", lazy("\ufffd+")),
    ("?", "a program replaced what it could not encode by question marks", lazy(r"\?{5,}")),
)


def find_misread(text: str, present: set[str]) -> tuple[list[Repair], list[Cause]]:
    """The repairs of misread and escaped passages, in order, and what happened to each kind of them.

    ``present`` is the set of characters in the text.

    >>> text = "ÔÚÈ«ÏØ¿ª·¢¹¤×÷»áÒéÉÏ"
    >>> repairs, causes = find_misread(text, set(text))
    >>> "".join(r.now for r in repairs), repairs[0].was, causes[0].what
    ('在全县开发工作会议上', 'ÔÚ', 'GBK text was read as Latin-1 (character 0, ÔÚÈ«ÏØ¿ª·¢): mended in 10 places')
    """
    found, causes = _written_out(text, present)
    for repairs, cause in find_redecoded(text, present):
        found, causes = found + repairs, [*causes, cause]
    for sign, program, pattern in LOST:
        matches = pattern.finditer(text) if sign in present else ()
        if lost := [Repair(*m.span(), m.group(), "", "encoding", False) for m in matches]:
            what = f"{program} ({place_in(text, lost[0].start)}): characters are lost in {n_places(lost)}"
            causes.append(Cause(what, "look for an undamaged copy of the text"))
            found += lost if sign != "\ufffd" else []  # the repair of characters notes it
    return settle(text, found), causes


def _written_out(text: str, present: set[str]) -> tuple[list[Repair], list[Cause]]:
    """Characters that are written as escapes, references or in seven bits."""
    found: list[Repair] = []
    causes: list[Cause] = []
    kinds = (
        ("\\", r"escapes (\u…)", ESCAPED, _unescaped),
        ("&", "HTML references (&#…;)", REFERENCE, _referred),
        ("~", "HZ (~{…~})", HZ, _seven_bits),
    )
    for sign, name, pattern, read in kinds:
        repairs = [r for m in pattern.finditer(text) for r in read(m)] if sign in present else []
        if any(CJK.search(r.now) for r in repairs):
            what = f"characters are written as {name} ({place_in(text, repairs[0].start)}): mended in {n_places(repairs)}"
            causes.append(Cause(what, SOURCE))
        elif sign != "&":
            continue
        found += repairs
    return found, causes


def _unescaped(match: re.Match[str]) -> Iterator[Repair]:
    codes = bytes.fromhex("".join(match.group().split("\\u")))
    now = codes.decode("utf-16-be", "ignore")
    if now > "\x7f":
        yield Repair(*match.span(), match.group(), now, "encoding")


def _referred(match: re.Match[str]) -> Iterator[Repair]:
    """A reference to a character of Chinese print or to a blank; others may be meant as they are."""
    now = match.group()
    while "&amp;" in now:
        now = now.replace("&amp;", "&")
    now = unescape(now)
    if now in BLANKS or CJK.fullmatch(now):
        yield Repair(*match.span(), match.group(), " " if now in BLANKS else now, "reference")


def _seven_bits(match: re.Match[str]) -> Iterator[Repair]:
    signs = match.group()[2:-2]
    try:
        now = bytes(ord(sign) | 0x80 for sign in signs).decode("gb2312")
    except UnicodeDecodeError:
        return
    starts = [match.start(), *(match.start() + 2 + 2 * k for k in range(1, len(now))), match.end()]
    for (start, end), sign in zip(pairwise(starts), now, strict=True):
        yield Repair(start, end, match.string[start:end], sign, "encoding")
