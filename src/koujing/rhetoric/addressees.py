"""Whom an order addresses: the body or people named before it in its clause, its sentence, or the previous sentence."""

from __future__ import annotations

import re
from functools import cache

from koujing.chinese.marks import Marks
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.rules import Rule, alternatives, any_of, fill

_NUMBER = f"[{TO_TEN}]+"
_CLOSING = "”’」』 \u3000"  # what may stand between the end of a sentence and the next one

# Right before the order, apart from what may stand between; ``finds`` gives the addressee of the last order in a text.
IN_CLAUSE = (
    Rule(
        "self",
        "{self}",
        "a word that is an addressee by itself",
        {"天旱，我们一定要修渠。": "我们", "天旱，因此全县都要修渠。": "全县"},
        ("我们的渠要修好。",),
    ),
    Rule(
        "group",
        "{first}[^，,。；;：:！？\n了]{0,28}?{last}",
        "a name whose first and last words are those of bodies and groups",
        {"天旱，各村也要修渠。": "各村", "承担任务的工作组务必到岗。": "承担任务的工作组"},
        ("各类渠道要修好。", "政府的渠道要修好。"),
    ),
    Rule(
        "body",
        "[^，,。；;：:！？\n的了是在把对以从使让]{1,10}?{body}",
        "any noun that ends in a word for a body",
        {"金融机构要放贷。": "金融机构"},
        ("对金融机构要放贷。", "渠道要修好。"),
    ),
)
# At the beginning of the sentence, where the clause of the order names nobody.
AT_OPENING = (
    Rule(
        "self_first",
        "{self}(?=[，要必应务都也在还]|$)",
        "whoever opens the sentence is addressed in all of its clauses",
        {"全县都修了渠，要管好。": "全县"},
        ("全县的渠修了，要管好。",),
    ),
    Rule(
        "group_first",
        "{first}[^，,。；;：:！？\n的了]{0,24}{last}(?=[，要必应务都也在还对把以从]|$)",
        "the same for a body or group",
        {"各村都修了渠，要管好。": "各村"},
        ("各村修了渠，要管好。",),
    ),
)
RULES = (*IN_CLAUSE, *AT_OPENING)


@cache
def _words() -> dict[str, str]:
    words = {use: any_of("addressees", use) for use in ("first", "last", "body", "self", "between", "lead", "goes_on")}
    lead = f"(?:{words['lead']}|第{_NUMBER}，|{_NUMBER}是)?，?"
    return words | {"lead": lead, "between": f"{words['between']}{{0,3}}"}


@cache
def _who() -> re.Pattern[str]:
    rules = alternatives(IN_CLAUSE, _words())
    return re.compile(fill(rf"{{lead}}(?P<who>{rules})(?={{between}}\Z)", _words()), re.VERBOSE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(fill(rf"[\s\u3000]*{{lead}}(?P<who>{alternatives(AT_OPENING, _words())})", _words()), re.VERBOSE)


@cache
def _goes_on() -> re.Pattern[str]:
    """The beginning of an order that continues with the addressee of the previous sentence."""
    numbers = f"第?{_NUMBER}[，、是]?|其{_NUMBER}，?|（{_NUMBER}）"
    return re.compile(rf"(?:[\s\u3000]|{numbers}|{_words()['goes_on']}，?)*\Z")


class Addressees:
    """The addressee of each order of a text; orders must be asked for in the order of the text."""

    def __init__(self, marks: Marks) -> None:
        self._marks, self._text = marks, marks.text
        self._read = 0  # ends of sentences are known up to here
        self._sentence = 0  # where the sentence begins
        self._opening: str | None = None  # whom its opening names; None: not looked up yet
        self._last = ""  # whom the sentence addressed
        self._before = ""  # whom the previous sentence addressed

    def sentence(self, place: int) -> int:
        """Where the sentence around a place begins; places must be asked for in the order of the text."""
        stops = self._marks.stops(self._read, place)
        self._read = place
        if stops:
            self._before = self._last if len(stops) == 1 and self._text[stops[0]] != "\n" else ""
            self._sentence = stops[-1] + 1
            self._last, self._opening = "", None
        return self._sentence

    def of(self, start: int) -> str:
        """Whom the order at ``start`` addresses, empty if the text does not say."""
        begin = max(self.sentence(start), start - 40)
        head = self._text[begin:start].lstrip(_CLOSING)
        clause = self._text[max(begin, self._marks.clause(start)[0]) : start].lstrip(_CLOSING)
        found = _who_in(clause) if clause else ""
        if not found and not self._last:
            found = self._at_opening(start)
        if not found and not self._last and self._before and _goes_on().match(head):
            found = self._before
        self._last = found or self._last
        return self._last

    def _at_opening(self, start: int) -> str:
        if self._opening is None:
            match = _opening().match(self._text, self._sentence, min(start, self._sentence + 60))
            self._opening = match["who"] if match else ""
        return self._opening


def _who_in(clause: str) -> str:
    match = _who().match(clause)
    return match["who"] if match else ""
