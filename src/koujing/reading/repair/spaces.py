"""Remove white space and invisible characters where they do not belong."""

from __future__ import annotations

from koujing.chinese.patterns import lazy
from koujing.reading.repair.digits import SPACES, find_number_gaps
from koujing.speech import Repair

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
# Characters without width (control characters, joiners, direction marks): the first and the last code of each range.
_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x1F, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0xFE0F, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
INVISIBLE_SIGNS = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))
INVISIBLE = lazy(f"[{''.join(sorted(INVISIBLE_SIGNS))}]+")
# 1.13 亿元: a number separated from its unit.
UNIT_SPACE = lazy(r" (?<=[\d%] )(?=[万亿%‰元倍年月日个户人名吨亩公千平米岁件项次多美余以])")
QUOTE_SPACE = lazy(rf" (?:(?<=[“「《（] ) *+(?=[{HAN}\d])|(?<=[{HAN}\d] ) *+(?=[”」》）]))")


def find_spaces(text: str, present: set[str]) -> list[Repair]:
    """Spaces inside numbers and quotation marks, and characters without width.

    >>> sorted((r.start, r.end) for r in find_spaces("总值7 4 7亿元，把“ 三关”守住", set(" ")))
    [(3, 4), (5, 6), (12, 13)]
    """
    spots: set[tuple[int, int]] = set()
    if not SPACES.isdisjoint(present):
        spots |= set(find_number_gaps(text))
    if " " in present:
        spots |= {m.span() for m in UNIT_SPACE.finditer(text)}
        spots |= {m.span() for m in QUOTE_SPACE.finditer(text)}
    if not INVISIBLE_SIGNS.isdisjoint(present):
        spots |= {m.span() for m in INVISIBLE.finditer(text)}
    return [Repair(start, end, text[start:end], "", "spacing") for start, end in spots]
