"""Masked words: find every run of asterisks in running text, and restore it if the wording leaves only one reading."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.reading.repair.mask_contexts import CERTAIN, UNLISTED, WIDTH, load_contexts
from koujing.speech import Repair

HAN = r"\u3400-\u9fff"
MASK = lazy(r"\*+")
# Letters and crosses used as masks: 20xx年, 20××年, XX县.
CROSS_MASK = lazy(
    r"(?<=[12]\d)[xX×]{2}(?=[年-])|(?<=[12]\d\d)[xX×](?=年)|(?<![A-Za-z×])[xX×]{2}(?=[省市县区乡镇村局厅])"
)
# Asterisks alone on a line are an ornament; at the beginning of a line, followed by a space, they open a list item.
ORNAMENT = lazy(r"^[ \u3000]*+\*[ \u3000*]*+(?:$|(?<=[ \u3000]))", re.MULTILINE)
# Here only a number or a name can be masked: 20**年, 1.**亿元, **年, 党的*届三中全会, 党的*大.
NO_WORD_BEFORE = lazy(r"[\d.]$")
NO_WORD_BEHIND = lazy(r"[年月日\d届]|大(?![力局家量户])")

# What a row of the list adds to the odds of its word; a row without a left or a right side is less sure. With a hundredth of this,
# six fewer masks are restored in 004; with ten times as much, 0.2 % more are wrong in the held-out reports.
ODDS_ONE_SIDE, ODDS_BOTH_SIDES = 1e3, 1e4


def find_masks(text: str, present: set[str]) -> list[Repair]:
    """One repair per mask; ``now`` is empty if more than one word fits.

    >>> [(r.was, r.now) for r in find_masks("特*产业，20**年", set("*"))]
    [('*', '色'), ('**', '')]
    """
    found: list[Repair] = []
    if "*" in present:
        ornaments = {at for m in ORNAMENT.finditer(text) for at in range(*m.span())}
        masks = [m for m in MASK.finditer(text) if m.start() not in ornaments]
        found += [Repair(*m.span(), m.group(), now := _word_under(text, m), "mask", bool(now)) for m in masks]
    if not present.isdisjoint("xX×"):
        found += [Repair(*m.span(), m.group(), "", "mask", False) for m in CROSS_MASK.finditer(text)]
    return found


def _word_under(text: str, mask: re.Match[str]) -> str:
    """The word of which the list of wordings and the counts of contexts together are sure enough; empty if there is none."""
    contexts = load_contexts()
    listed, odds = _listed(text, mask)
    if listed and listed not in contexts.words:
        return listed
    start, end = mask.span()
    before, behind = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
    # Two signs may be two words, a year, a place or a name: in held-out reports, only four in five guesses were right.
    if not listed and (end - start > 1 or NO_WORD_BEFORE.search(before) or NO_WORD_BEHIND.match(behind)):
        return ""
    word, probability = contexts.best_word(before, behind, {listed: odds})
    return word if probability >= CERTAIN and word != UNLISTED else ""


def _listed(text: str, mask: re.Match[str]) -> tuple[str, float]:
    """The word that the first matching row of the list restores, and the weight of this row."""
    pattern, words = _rules()
    rule = pattern.match(text, mask.start())
    return words[rule.lastindex - 1] if rule and rule.lastindex else ("", 1.0)


@cache
def _rules() -> tuple[re.Pattern[str], list[tuple[str, float]]]:
    """One pattern in which group n is the n-th row of the list, and what each row restores."""
    rows = lexicons.load("masks")
    rules = []
    for row in rows:
        left = "|".join(_behind(word) for word in row["left"].split("|") if word)
        right = "|".join(re.escape(word) for word in row["right"].split("|"))
        rules.append(rf"((?:{left}){re.escape(row['mask'])}(?!\*)(?={right}))")
    odds = [ODDS_BOTH_SIDES if row["left"] and row["right"] else ODDS_ONE_SIDE for row in rows]
    return re.compile("|".join(rules)), list(zip((row["now"] for row in rows), odds, strict=True))


def _behind(word: str) -> str:
    return f"(?<![{HAN}*])" if word == "^" else f"(?<={re.escape(word)})"
