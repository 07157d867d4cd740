"""Repair damaged characters in place: full-width digits, letters for digits, flattened punctuation.

Every step keeps the length of the text, so that later steps see ``26.54万户`` where the source has ``26。54万户``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.repair.changes import replace
from koujing.reading.repair.digits import LETTER_DIGITS, LETTER_HINT, LETTER_L, LETTER_O, LETTERED, LETTERS
from koujing.reading.repair.script import simplify_script
from koujing.speech import Repair

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"

# ０-９, Ａ-Ｚ, ％ and what may come between them: a separator (２７，２０３), a decimal point (３．６８), a dash (３０％－４０％).
FULLWIDTH = lazy(
    r"""[０-９Ａ-Ｚａ-ｚ％＋．，]
        (?: (?<![．，])
            (?> (?: [０-９Ａ-Ｚａ-ｚ％＋]
              | (?<=[０-９]) ， (?=[０-９]{3}(?![０-９]))
              | (?<=[０-９]) ． (?=[０-９])
              | (?<=[０-９％]) － (?=[０-９])
            )* )
          | (?:(?<=\d．)|(?<=\d\ ．)) (?=[\ ]?\d)                # 8 ．8 ％
          | (?<=\d，)(?=[０-９]{3}(?![０-９])) [０-９]{3}           # 1，２００
        )
    """,
    re.VERBOSE,
)
# A stop between digits is a decimal point, unless the next sentence begins with a year (达到2015。2016年) or with an
# outline number (增加100。2.修路); so is a stop after the outline number that opens a line (1。落实…).
DECIMAL_STOP = lazy(
    rf"。(?:(?<=\d。)(?=\d(?!\d{{3}}年)(?!\d?[.、．]\D)|\*)"
    rf"|(?:(?<=^\d。)|(?<=^\d\d。)|(?<=  \d。)|(?<=  \d\d。)|(?<=\u3000\d。)|(?<=\u3000\d\d。))(?=[{HAN}<《“*]))",
    re.MULTILINE,
)
# Flattened book-title marks: <山区工作条例>, <20**-2020年规划(试行)>; but <5的数>2 is a comparison.
BRACKETS = lazy(rf"<(?=[{HAN}“]|[12]\d[\d*]{{2}}[年-])[^<>\n]{{0,58}}[{HAN})）”]>")

# ASCII marks in Chinese text: beside a Han character or a mark of Chinese print, never between Latin letters or digits
# (1,100.9  12:19  a.b); an entity that a page left behind (&nbsp;) keeps its mark.
_CJK = rf"{HAN}\u3001-\u3011\u2014\u2018-\u201d\u2026\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef"
PUNCTUATION = lazy(
    rf"[,;:?!](?:(?<=[{_CJK}].)|(?<=[{_CJK}][?!].)|(?=[{_CJK}]))(?<!&nbsp;)(?<!&[a-z]{{2}};)(?<!&[a-z]{{4}};)"
)
BRACKETED = lazy(rf"\((?=[^()\n]{{1,60}}\))(?:(?=[^()\n]*[{HAN}])|(?<=[{_CJK}]\())[^()\n]*\)")
FULL_STOP = lazy(
    rf"\.(?<=[{_CJK}]\.)(?=[”』」’）)]?(?:\s|$))"
    rf"(?<!^[{TO_TEN}]\.)(?<!^[{TO_TEN}]{{2}}\.)(?<![\s第][{TO_TEN}]\.)",  # 一. is an ordinal
    re.MULTILINE,
)

# A character that the font lacked, written as its sound and a number (ｘī＠②), and characters that no decoder could read.
LOST = lazy("[a-zａ-ｚ]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zａ-ｚ]*＠[①-⑳]|\ufffd+|[\ue000-\uf8ff]+")


@cache
def _lost_signs() -> frozenset[str]:
    """Characters of which at least one occurs wherever ``LOST`` matches."""
    return frozenset("＠\ufffd").union(map(chr, range(0xE000, 0xF900)))


@dataclass(frozen=True)
class Step:
    """One kind of repair: if the text has any of the characters ``needs``, ``now`` replaces what ``pattern`` finds.

    Where ``hint`` is given and finds nothing, the pattern would not either.
    """

    needs: frozenset[str]
    kind: str
    pattern: re.Pattern[str]
    now: Callable[[str], str]
    hint: re.Pattern[str] | None = None

    def is_needed(self, text: str, present: set[str]) -> bool:
        """Whether the pattern may find something in a text, of which ``present`` are the characters."""
        return not self.needs.isdisjoint(present) and (self.hint is None or self.hint.search(text) is not None)


def _step(
    needs: str, kind: str, pattern: re.Pattern[str], now: Callable[[str], str], hint: re.Pattern[str] | None = None
) -> Step:
    return Step(frozenset(needs), kind, pattern, now, hint)


def _table(wide: str, narrow: str) -> Callable[[str], str]:
    table = str.maketrans(wide, narrow)
    return lambda was: was.translate(table)


_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_NARROW = "".join(map(chr, range(0x21, 0x7F)))
STEPS = (
    _step("l", "ocr_digit", LETTER_L, _table("l", "1")),
    _step("OoＯｏ", "ocr_digit", LETTER_O, lambda was: "〇"),
    _step(LETTERS, "ocr_digit", LETTERED, _table(LETTERS, LETTER_DIGITS), LETTER_HINT),
    _step("".join(c for c in _WIDE if c.isalnum() or c in "％＋．"), "fullwidth", FULLWIDTH, _table(_WIDE, _NARROW)),
    _step("。", "decimal_stop", DECIMAL_STOP, lambda was: "."),
    _step("<", "quote", BRACKETS, _table("<>", "《》")),
    _step("(", "punctuation", BRACKETED, lambda was: f"（{was[1:-1]}）"),
    _step(",;:?!", "punctuation", PUNCTUATION, _table(_NARROW, _WIDE)),
    _step(".", "punctuation", FULL_STOP, lambda was: "。"),
)


def mend_characters(text: str, present: set[str], found: list[Repair]) -> str:
    """The text with every step applied, at the same length; each change is added to ``found``.

    ``present`` is the set of characters in the text.
    """
    text = simplify_script(text, present, found)
    for step in STEPS:
        if step.is_needed(text, present):
            text = replace(step.pattern, text, found, step.kind, step.now)
    if not _lost_signs().isdisjoint(present):
        found += [Repair(*m.span(), m.group(), "", "other", False) for m in LOST.finditer(text)]
    return text
