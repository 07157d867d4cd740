"""A wording that somebody gives, as speeches read it: in simplified script, in narrow letters and digits, with Chinese marks."""

from __future__ import annotations

import re

from koujing.reading.repair import find_repairs
from koujing.reading.repair.radicals import mend_radicals
from koujing.reading.repair.script import simplified
from koujing.repaired import RepairedText

# Repairs of single signs, which do not depend on the text around the wording; it is repaired as if it stood in a sentence.
SIGNS = frozenset({"ocr_digit", "decimal_stop", "fullwidth", "quote", "punctuation"})
BESIDE = "字"
_SIGN = re.compile("[^\u3400-\u9fff|]")  # what these repairs may concern; | stands between wordings
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum() or chr(code) == "％"}


def plain_characters(wording: str) -> str:
    """The wording with every character in its usual form.

    >>> plain_characters("ＧＤＰ總⽔量")
    'GDP总水量'
    """
    return simplified(mend_radicals(wording, set(wording), [])).translate(_NARROW)


def as_read(wording: str) -> str:
    """The wording as it would be repaired in a sentence.

    >>> as_read("試點(５Ｇ)"), as_read("中國-東盟")
    ('试点（5G）', '中国-东盟')
    """
    plain = plain_characters(wording)
    if not _SIGN.search(plain):
        return plain
    sentence = f"{BESIDE}{plain}{BESIDE}"
    edits = [r.edit for r in find_repairs(sentence, set(sentence)) if r.edit and r.kind in SIGNS]
    return RepairedText.build(sentence, 1, len(sentence) - 1, edits).text
