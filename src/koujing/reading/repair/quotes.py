"""Repair quotation marks that were flattened, reversed or lost; a lost mark is restored only if its label is known."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.lexicons import per_lexicon
from koujing.speech import Repair

MARK = lazy('[“”"]')
MARKS = lazy("[“”]")
# Straight marks have something between them and no space on their inner sides; 5" is a measure.
STRAIGHT_PAIR = lazy(r'"(?!\s)[^"\n]+"(?<!\s")')
# “六五’: one half of a pair in another style.
MIXED_PAIR = lazy("“([^“”‘’\n]{1,20})’|‘([^“”‘’\n]{1,20})”")
LABEL = lazy("“([^“”\n]{2,20})”")
LONGEST_LABEL = 20
TURN = str.maketrans("“”", "”“")


def has_pairs(text: str) -> bool:
    """Whether all marks come in pairs, as in a clean text."""
    before, *opened = text.split("“")
    return "”" not in before and all(passage.count("”") == 1 for passage in opened)


def turn_quotes(text: str, found: list[Repair]) -> str:
    """Replace straight quotation marks by “ and ” in paragraphs that have them in pairs, and reverse pairs such as ”…“."""
    parts, at = [], 0
    for start, end in _paragraphs(text):
        was, new = text[start:end], _turned(text[start:end])
        if new != was:
            pairs = enumerate(zip(was, new, strict=True), start)
            found += [Repair(k, k + 1, a, b, "quote") for k, (a, b) in pairs if a != b]
            parts += [text[at:start], new]
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each line with a quotation mark."""
    mark = MARK.search(text)
    while mark:
        start, end = text.rfind("\n", 0, mark.start()) + 1, text.find("\n", mark.start())
        yield start, end if end >= 0 else len(text)
        mark = MARK.search(text, end) if end >= 0 else None


def _turned(paragraph: str) -> str:
    """The paragraph with its straight marks replaced by pairs, and with all its marks reversed if every pair is reversed.

    >>> _turned('把"三关"守住'), _turned("把”三关“守住"), _turned("把“三关’守住")
    ('把“三关”守住', '把“三关”守住', '把“三关”守住')
    """
    if paragraph.isascii():
        return paragraph
    if paragraph.count('"') == 2 * len(STRAIGHT_PAIR.findall(paragraph)):
        paragraph = STRAIGHT_PAIR.sub(lambda m: f"“{m.group()[1:-1]}”", paragraph)
    paragraph = MIXED_PAIR.sub(lambda m: f"“{m.group()[1:-1]}”", paragraph)
    marks = "".join(MARKS.findall(paragraph))
    is_turned = bool(marks) and marks == "”“" * (len(marks) // 2)
    return paragraph.translate(TURN) if is_turned else paragraph


def find_lost_quotes(text: str) -> list[Repair]:
    """One-sided quotation marks: the missing half is added at the other end of a label known from this text or from the
    registry of formulas. It has no raw character of its own, so the repair replaces its neighbour by the two together.

    >>> [(r.was, r.now) for r in find_lost_quotes("落实“六个精准”。\\n“六个精准要求。")]
    [('准', '准”')]
    """
    repairs: list[Repair] = []
    alone = _unmatched(text)
    labels = _known_labels().union(LABEL.findall(text)) if alone else frozenset()
    while alone:
        at = alone.popleft()
        following = alone[0] if alone else at
        between = text[at + 1 : following]
        if text[at] == "“" and text[following] == "”" and "\n" in between:
            alone.popleft()  # a quotation of several paragraphs
        elif text[at] == text[following] and between in labels:
            turned = at if text[at] == "”" else alone[0]
            repairs.append(Repair(turned, turned + 1, text[turned], text[turned].translate(TURN), "quote"))
            alone.popleft()
        else:
            repairs.append(_mended(text, at, labels))
    return repairs


def _unmatched(text: str) -> deque[int]:
    """The places of the marks that have no partner in their paragraph."""
    alone: list[int] = []
    for paragraph in _paragraphs(text):
        opened: list[int] = []
        for mark in MARKS.finditer(text, *paragraph):
            if mark.group() == "“":
                opened.append(mark.start())
            elif opened:
                opened.pop()
            else:
                alone.append(mark.start())
        alone += opened
    return deque(sorted(alone))


def _mended(text: str, at: int, labels: frozenset[str]) -> Repair:
    """The repair for one mark: its partner at the far end of the longest label that begins or ends here."""
    for length in range(LONGEST_LABEL, 1, -1):
        last = at + length  # at the end of the text, the slice is shorter and would be another label
        if text[at] == "“" and last < len(text) and text[at + 1 : last + 1] in labels:
            return Repair(last, last + 1, text[last], text[last] + "”", "quote")
        if text[at] == "”" and at >= length and text[at - length : at] in labels:
            return Repair(at - length, at - length + 1, text[at - length], "“" + text[at - length], "quote")
    return Repair(at, at + 1, text[at], "", "quote", False)


@per_lexicon
def _known_labels() -> frozenset[str]:
    rows = lexicons.load("formulas")
    return frozenset(name for row in rows for name in (row["canonical"], *row["variants"].split("|")) if len(name) > 1)
