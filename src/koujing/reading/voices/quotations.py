"""Match quotation marks, and find the end of a quotation that follows a verb of saying."""

from __future__ import annotations

import re

from koujing.chinese.patterns import lazy
from koujing.reading.voices.attributions import Attribution

QUOTED = lazy(r"(?:的|的?那样)?[：:，,]?[ \u3000]*“")
MARK = lazy("[“”\n]")


def match_quotes(text: str) -> dict[int, int]:
    """The partner of each opening and closing quotation mark; pairs do not cross the end of a paragraph."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for m in MARK.finditer(text):
        if m.group() == "“":
            opened.append(m.start())
        elif m.group() == "”" and opened:
            pairs[opened.pop()] = m.start()
        elif m.group() == "\n":
            opened.clear()
    return pairs | {close: opening for opening, close in pairs.items()}


def quote_end(text: str, a: Attribution, quotes: dict[int, int]) -> int | None:
    """The end of the quotation that opens after a verb of saying, if it contains what was said and not merely a term."""
    opening = QUOTED.match(text, a.said)
    close = quotes.get(opening.end() - 1) if opening else None
    if close is None or not opening:
        return None
    is_speech = text[opening.end() - 2] in "：: " or a.saying.verb[-1] in "说道讲问答"
    if not is_speech and not re.search("[。！？]", text[opening.end() : close]):
        return None
    while (further := quotes.get(close + 1, -1)) > close:
        close = further
    return close + 2 if text[close + 1 : close + 2] in ("。", "！", "？") else close + 1
