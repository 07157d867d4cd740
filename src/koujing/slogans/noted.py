"""Slogans that end notes define: which names they give, and where the definition of each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from koujing.chinese.joints import Span, split_parts
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.chinese.places import occurrences
from koujing.reading.structure.notes import Note
from koujing.slogans.labels import Label, grammar
from koujing.slogans.wording import OPENING

_QUOTED = lazy("[“「](?P<name>[^”」]{2,40})[”」]")
_NUMERAL = lazy(f"[两双{TO_TEN}\\d]")
# A shorter name is too often part of something else.
_SHORTEST = 3
# A longer term without marks is a noun that begins with a number.
_LONGEST = 9
# The beginning of a definition may tell that a number is a telephone number.
_NEAR = 20


def name_kinds(text: str, notes: Sequence[Note]) -> dict[str, str]:
    """The slogans that notes explain, as a reader takes them: a name that a note explains is as good as one in quotation marks.

    >>> text = "三清两建：指清河、清渠、清沟，建路、建桥"
    >>> name_kinds(text, [Note(0, (0, 4), (5, 21))])
    {'三清两建': 'numeral'}
    """
    kinds = {}
    for note in notes:
        term = text[slice(*note.term)]
        quoted = [match["name"] for match in _QUOTED.finditer(term)]
        for name in quoted or {term, *term.split("、")}:
            is_short = bool(quoted) or (len(name) <= _LONGEST and not name[:1].isdigit()) or "、" in name
            found = grammar().at(f"“{name}”：{text[note.body[0] : note.body[0] + _NEAR]}", 1) if is_short and _NUMERAL.match(name) else None
            if found and found.match.end() == len(name) + 1:
                kinds[name] = found.rule.kind or "numeral"
    return kinds


def with_names(text: str, labels: Iterable[Label], kinds: Mapping[str, str], notes: Sequence[Note]) -> Iterator[Label]:
    """The labels of a text, and all places where its notes or what stands before them has one of these names whole."""
    terms = {note.term[0] for note in notes}
    named = {
        at: Label(at, at + len(name), kind)
        for name, kind in sorted(kinds.items(), key=lambda item: len(item[0]))
        for at in occurrences(text, name)
        if at in terms or text[at - 1] in OPENING or (_is_clear(name) and not grammar().is_within(text, at))
    }
    end = 0
    for label in sorted([*labels, *named.values()], key=lambda label: (label.start, -label.end)):
        if label.start >= end:
            yield label
            end = label.end


def _is_clear(name: str) -> bool:
    """Whether a name can't be part of something else, even where it stands without quotation marks."""
    return len(name) >= _SHORTEST and not name[0].isdigit()


def definitions(text: str, labels: Sequence[Label], notes: Sequence[Note]) -> dict[int, Span]:
    """The definition of each label that stands in the term of a note, by where the label begins.

    Where a term has several labels, as many pieces between semicolons define one each.
    """
    of_note: dict[Note, list[Label]] = defaultdict(list)
    for label in labels:
        k = bisect_right(notes, label.start, key=lambda note: note.start) - 1
        if k >= 0 and notes[k].term[0] <= label.start < notes[k].term[1]:
            of_note[notes[k]].append(label)
    found: dict[int, Span] = {}
    for note, own in of_note.items():
        pieces = split_parts(text, *note.body, "；;") if len(own) > 1 else []
        bodies = pieces if len(pieces) == len(own) else [note.body] * len(own)
        found |= {label.start: body for label, body in zip(own, bodies, strict=True)}
    return found
