"""Damage as filters, scanners and editors do it, done to a clean text on purpose: what was there is then known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from koujing.speech import Repair

# The words under the masks of one document that a web filter went over, one asterisk each.
MASKED = (
    "性", "色", "政府", "人民", "中央", "专业", "民意", "和谐", "药", "证明", "证", "出台", "射", "辛", "插", "中国", "民主", "政治",
)  # fmt: skip
WORD = re.compile("|".join(sorted(MASKED, key=len, reverse=True)))
ONE = re.compile(r"(?<=\d)1|1(?=\d)")
POINT = re.compile(r"(?<=\d)\.(?=\d)")
HAN = "\u3400-\u9fff"
WIDE = re.compile(f"(?<=[{HAN}])[，：；？！](?=[{HAN}])|（(?=[{HAN}]+）)|(?<=[{HAN}])）")
IN_SENTENCE = re.compile(f"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})")


@dataclass(frozen=True)
class Wound:
    """``text[start:end] == shown`` where the clean text has ``truth``."""

    start: int
    end: int
    shown: str
    truth: str


def mask_words(text: str, rng: Random, share: float = 1.0) -> tuple[str, list[Wound]]:
    """Listed words as asterisks, one each, so that two neighbours give ``**``."""
    damaged, wounds = _wound(text, [(m, "*") for m in WORD.finditer(text) if rng.random() < share])
    joined: list[Wound] = []
    for w in wounds:
        if joined and joined[-1].end == w.start:
            last = joined.pop()
            w = Wound(last.start, w.end, last.shown + w.shown, last.truth + w.truth)
        joined.append(w)
    return damaged, joined


def misread_ones(text: str, rng: Random, share: float = 0.3) -> tuple[str, list[Wound]]:
    """The letter l for 1 where another digit stands beside it."""
    return _wound(text, [(m, "l") for m in ONE.finditer(text) if rng.random() < share])


def stop_decimals(text: str) -> tuple[str, list[Wound]]:
    """Stops for decimal points."""
    return _wound(text, [(m, "。") for m in POINT.finditer(text)])


def narrow_punctuation(text: str) -> tuple[str, list[Wound]]:
    """ASCII marks for full-width ones between Han characters."""
    return _wound(text, [(m, chr(ord(m.group()) - 0xFEE0)) for m in WIDE.finditer(text)])


def break_lines(text: str, rng: Random, share: float = 0.02) -> tuple[str, list[Wound]]:
    """A line end inside a sentence, between Han characters."""
    return _wound(text, [(m, "\n") for m in IN_SENTENCE.finditer(text) if rng.random() < share])


def _wound(text: str, hits: list[tuple[re.Match[str], str]]) -> tuple[str, list[Wound]]:
    parts, wounds, at, length = [], [], 0, 0
    for match, shown in hits:
        parts += [text[at : match.start()], shown]
        length += match.start() - at
        wounds.append(Wound(length, length + len(shown), shown, match.group()))
        length, at = length + len(shown), match.end()
    return "".join([*parts, text[at:]]), wounds


def confuse(wounds: Iterable[Wound], repairs: Iterable[Repair]) -> Counter[tuple[str, str | None]]:
    """How often each truth was restored as what: empty where it was left open, ``None`` where it was not seen.

    Repairs of several characters (ll for 11) are taken apart.
    """
    made: dict[int, str] = {}
    for r in repairs:
        same = r.end - r.start == len(r.now)
        made |= {at: r.now[at - r.start] if same else r.now for at in range(r.start, r.end)}
    return Counter((w.truth, made.get(w.start)) for w in wounds)


def shares(confusion: Counter[tuple[str, str | None]]) -> tuple[float, float, float]:
    """Of all wounds: found, restored; of the restored: right."""
    total = confusion.total()
    found = sum(n for (_, now), n in confusion.items() if now is not None)
    restored = sum(n for (_, now), n in confusion.items() if now)
    right = sum(n for (truth, now), n in confusion.items() if truth == now)
    return found / total, restored / total, right / max(1, restored)


def wrap_lines(text: str, width: int, indent: str = "　　", between: str = "\n") -> str:
    """Each paragraph broken every ``width`` characters, as a printed page is; no line begins with a closing mark."""
    wrapped = []
    for paragraph in filter(str.strip, text.split("\n")):
        rest, lines = indent + paragraph.strip(), []
        while len(rest) > width:
            cut = width
            while cut > 1 and (rest[cut] in "，。、；：！？”》）%" or (rest[cut].isascii() and rest[cut - 1].isascii())):
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        wrapped.append("\n".join([*lines, rest]))
    return between.join(wrapped)
