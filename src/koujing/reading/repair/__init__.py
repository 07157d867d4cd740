"""Find and repair damage in a text, step by step; each repair keeps the characters it replaces and their offsets.

First come the signs themselves (radicals, line ends, blanks), which a page needs in order to be read; when its speeches are
known, the damage in them. Repairs that keep the length of the text (a letter l for 1, a stop for a decimal point) are applied
to a working copy as soon as they are found, so that later steps see ``26.54万户``; repairs that change it (a broken line, a
masked word) come last.
"""

from __future__ import annotations

from collections.abc import Sequence

from koujing.reading.repair.changes import settle
from koujing.reading.repair.characters import mend_characters
from koujing.reading.repair.gaps import find_gaps
from koujing.reading.repair.joints import ASIDE
from koujing.reading.repair.line_ends import BLANKS, mend_lines
from koujing.reading.repair.lines import find_broken_lines
from koujing.reading.repair.masks import find_masks
from koujing.reading.repair.quotes import find_lost_quotes, has_pairs, turn_quotes
from koujing.reading.repair.radicals import mend_radicals
from koujing.reading.repair.spaces import find_spaces
from koujing.speech import Repair


def find_signs(text: str, present: set[str]) -> list[Repair]:
    """Radicals, line ends, blanks and gaps to be read as ordinary ones, in order; each replaces signs one by one or drops them.

    ``present`` is the set of characters in the text.

    >>> text = "修⽔渠\\r\u2003\u2003架桥"
    >>> [(r.was, r.now) for r in find_signs(text, set(text))]
    [('⽔', '水'), ('\\r', '\\n'), ('\\u2003\\u2003', '  ')]
    """
    found: list[Repair] = []
    working = mend_lines(mend_radicals(text, present, found), present, found)
    gaps = find_gaps(working, {r.start: r.was for r in found if r.was in BLANKS})
    dropped = {r.start for r in gaps}
    return settle(text, [*(r for r in found if r.start not in dropped), *gaps])


def find_repairs(text: str, present: set[str], aside: Sequence[tuple[int, int]] = ()) -> list[Repair]:
    """Every damaged place of ``text``, in order and without overlap; a clean text gives an empty list.

    ``present`` is the set of characters in the text. ``aside`` lists the spans outside all speeches, in order; nothing is
    repaired in them.

    >>> text = "坚定*，贷款l67。5亿元"
    >>> [(r.was, r.now, r.kind) for r in find_repairs(text, set(text))]
    [('*', '性', 'mask'), ('l', '1', 'ocr_digit'), ('。', '.', 'decimal_stop')]
    """
    found: list[Repair] = []
    working = _without(text, aside)
    working = mend_characters(working, present, found)
    if '"' in present or not has_pairs(working):
        working = turn_quotes(working, found)
        found += find_lost_quotes(working)
    found += find_masks(working, present)
    found += find_broken_lines(working)
    found += find_spaces(working, present)
    return settle(text, found)


def _without(text: str, aside: Sequence[tuple[int, int]]) -> str:
    """The text with a placeholder for every character set aside."""
    parts, at = [], 0
    for start, end in aside:
        parts += [text[at:start], ASIDE * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if parts else text
