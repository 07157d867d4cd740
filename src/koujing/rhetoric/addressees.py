"""Whom an order addresses: the body or people named before it, in its clause, its sentence, or the sentence before."""

from __future__ import annotations

import re

from koujing import lexicons

_WORDS = {row["use"]: "|".join(row["words"].split()) for row in lexicons.load("addressees")}
_FIRST, _LAST, _BODY, _SELF = (_WORDS[use] for use in ("first", "last", "body", "self"))
_NUMBER = "[一二三四五六七八九十]+"
# What may stand between an addressee and the order, before an addressee, and before an order that goes on with the last one.
_BY = (
    "(?:都|也|还|更|均|就|则|又|既|一定|特别|尤其|首先|同时|今后|必须|今年|明年|要|应当|应该|务必|仍然|仍|继续|将|一方面|当前"
    "|普遍|一律|坚决){0,3}"
)
_LEAD = (
    f"(?:因此|所以|今后|同时|当前|今年|特别是|尤其是|为此|其次|首先|第{_NUMBER}，|{_NUMBER}是"
    "|一方面|另一方面|下一步|但是|但|而且|目前)?，?"
)
_GOES_ON = re.compile(
    rf"""[\s\u3000]*(?:第?{_NUMBER}[，、是]?|其{_NUMBER}，?|首先，?|其次，?|最后，?|同时，?|今后，?|还|也|都|更|特别是?|尤其是?|一定|既|又
        |（{_NUMBER}）)*\Z""",
    re.VERBOSE,
)
_WHO = re.compile(
    rf"""{_LEAD}(?P<who>(?:{_SELF})|(?:{_FIRST})[^，,。；;：:！？\n的了]{{0,24}}?(?:{_LAST})
        |(?:{_FIRST})[^，,。；;：:！？\n了]{{0,28}}?(?:{_LAST})
        |[^，,。；;：:！？\n的了是在把对以从使让]{{1,10}}?(?:{_BODY}))(?={_BY}\Z)""",
    re.VERBOSE,
)
_OPENING = re.compile(
    rf"""[\s\u3000]*{_LEAD}(?P<who>(?:{_SELF})(?=[，要必应务都也在还]|$)
        |(?:{_FIRST})[^，,。；;：:！？\n的了]{{0,24}}(?:{_LAST})(?=[，要必应务都也在还对把以从]|$))""",
    re.VERBOSE,
)
_STOPS = "。！？!?\n"
_BREAK = re.compile("[，,；;：:。！？!?\n]")


class Addressees:
    """The addressee of each order of a text, asked for in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = 0  # up to here the ends of sentences are known
        self._sentence = 0  # where the sentence begins
        self._opening: str | None = None  # who stands at its head; None: not looked for yet
        self._last = ""  # whom the sentence addressed
        self._before = ""  # whom the sentence before it addressed

    def sentence(self, place: int) -> int:
        """Where the sentence of a place begins; places are asked for in the order of the text."""
        between = self._text[self._read : place]
        self._read = place
        stops = sum(map(between.count, _STOPS))
        if stops:
            self._before = self._last if stops == 1 and "\n" not in between else ""
            self._sentence = place - len(between) + max(map(between.rfind, _STOPS)) + 1
            self._last, self._opening = "", None
        return self._sentence

    def of(self, start: int) -> str:
        """Whom the order at ``start`` addresses, empty where the text does not say."""
        head = self._text[max(self.sentence(start), start - 40) : start].lstrip("”’」』 \u3000")
        clause = head[max((m.end() for m in _BREAK.finditer(head)), default=0) :]
        found = _who_in(clause) if clause else ""
        if not found and not self._last:
            found = self._at_opening(start)
        if not found and not self._last and self._before and _GOES_ON.match(head):
            found = self._before
        self._last = found or self._last
        return self._last

    def _at_opening(self, start: int) -> str:
        if self._opening is None:
            match = _OPENING.match(self._text, self._sentence, min(start, self._sentence + 60))
            self._opening = match["who"] if match else ""
        return self._opening


def _who_in(clause: str) -> str:
    match = _WHO.match(clause)
    return match["who"] if match else ""
