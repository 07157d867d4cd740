"""Damage as filters, scanners and editors do it, done to a clean text on purpose: what was there is then known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

# The words that are under the masks of one document, each with a single asterisk; 证明 and 中央 too where they are names.
MASKED = (
    "性 色 政府 人民 中央 专业 民意 和谐 药 证明 证 出台 射 辛 插 中国 民主 政治"
).split()
WORD = re.compile("|".join(sorted(MASKED, key=len, reverse=True)))


@dataclass(frozen=True)
class Wound:
    """``text[start:end] == shown`` where the clean text has ``truth``."""

    start: int
    end: int
    shown: str
    truth: str
    kind: str


def mask_words(text: str, rng: Random, share: float = 1.0) -> tuple[str, list[Wound]]:
    """Listed words as asterisks, one each, so that two neighbours give ``**``."""
    hits = [(m.span(), "*", m.group(), "mask") for m in WORD.finditer(text) if rng.random() < share]
    return _joined(*_wound(text, hits))


def spoil_digits(text: str, rng: Random, share: float = 0.3) -> tuple[str, list[Wound]]:
    """The letter l for 1 where a digit stands next to it, and stops for decimal points."""
    ones = [(m.span(), "l", "1", "ocr_digit") for m in re.finditer(r"(?<=\d)1|1(?=\d)", text) if rng.random() < share]
    points = [(m.span(), "。", ".", "decimal_stop") for m in re.finditer(r"(?<=\d)\.(?=\d)", text)]
    return _wound(text, sorted(ones + points))


def _wound(text: str, hits: list[tuple[tuple[int, int], str, str, str]]) -> tuple[str, list[Wound]]:
    parts, wounds, at, length = [], [], 0, 0
    for (start, end), shown, truth, kind in hits:
        parts += [text[at:start], shown]
        length += start - at
        wounds.append(Wound(length, length + len(shown), shown, truth, kind))
        length, at = length + len(shown), end
    return "".join([*parts, text[at:]]), wounds


def _joined(text: str, wounds: list[Wound]) -> tuple[str, list[Wound]]:
    """Neighbouring masks as one."""
    joined: list[Wound] = []
    for w in wounds:
        if joined and joined[-1].end == w.start:
            last = joined.pop()
            w = Wound(last.start, w.end, last.shown + w.shown, last.truth + w.truth, w.kind)
        joined.append(w)
    return text, joined
