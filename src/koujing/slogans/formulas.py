"""Numeral formulas (六个精准), codes (1+17) and plan names (十三五): found in a text, with the items they bundle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import cache

from koujing.chinese.joints import Span
from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.places import Characters
from koujing.reading.structure.notes import find_notes
from koujing.slogans.labels import Label, find_labels
from koujing.slogans.members import find_members, read_definition
from koujing.slogans.named import PLAN
from koujing.slogans.noted import definitions, name_kinds, with_names
from koujing.slogans.registry import bundle_of, parts_of, read_label, registry, without_marks
from koujing.slogans.wording import CLOSING, OPENING, any_of
from koujing.speech import Speech, wording
from koujing.tables import SpanRow, column, derived, table_row


def _members(rows: Sequence[Formula], speech: Speech) -> list[str]:
    return ["|".join(speech.raw_text(*span) for span in row.members) for row in rows]


def _member_edges(rows: Sequence[Formula], speech: Speech) -> list[tuple[int | None, int | None]]:
    """Where the first member of each formula begins and the last one ends in the raw text."""
    return [speech.raw_span(row.members[0][0], row.members[-1][1]) if row.members else (None, None) for row in rows]


@table_row("formulas", "one row per numeral formula, code or plan name.")
class Formula(SpanRow):
    """A formula at ``text[start:end]``, quotation marks left out.

    ``kind`` is ``numeral``, ``code`` or ``plan``; ``count`` the declared number of parts (None for codes, plans and
    distributives such as 一村一品); ``head`` the word for what is bundled, several joined by ``|``; ``members`` the spans
    of the parts where the text spells them out near the label or in an end note; ``bundle`` the name shared by all labels with the same
    content; ``gloss`` an English gloss, empty where the registry does not know the formula.
    """

    text: str = derived("the raw characters, quotation marks left out", wording, quotes=True)
    kind: str = column(
        "`numeral` (六个精准, the six precisions), `code` (1+17), `plan` (十三五, the 13th five-year plan)"
    )
    count: int | None = column("the declared number of parts; empty for codes, plans and distributives (一村一品)")
    head: str = column("the word for what is bundled (精准); several joined by `|`", quotes=True)
    members: tuple[tuple[int, int], ...] = column(
        "the parts where the text spells them out near the label or in an end note that explains it, joined by `|`",
        quotes=True,
        build=_members,
    )
    members_start: int | None = derived(
        "where the first of them begins", lambda rows, speech: [start for start, _ in _member_edges(rows, speech)]
    )
    members_end: int | None = derived(
        "where the last of them ends", lambda rows, speech: [end for _, end in _member_edges(rows, speech)]
    )
    quoted: bool = column("1 where quotation marks stand around it")
    bundle: str = column("the name shared by all labels with the same content", quotes=True)
    gloss: str = column("an English gloss, in our own words")


# The longest quotation around a label in the local speeches (“一户一策、一村一案”) has nine characters.
_NEAR = 20
# 百企帮百村 is named by its last noun.
_TO_LAST_POWER = re.compile("[百千万]..?.?[百千万]")
_FIVE_YEARS = re.compile(f"(?:十?[{DIGITS}]|十)五")
# The words of a plan's own title may come between (“十三五”扶贫专项规划), but no words for its time.
_PLAN_HEAD = re.compile(
    f"[{CLOSING}]?(?![末初期前后时以])(?:(?!时期|期间|实施|制定|编制|推进|开展|启动|完成)[\u4e00-\u9fff]){{0,8}}?(规划|计划|纲要)"
)
_BEARER = re.compile(rf"[{CLOSING}]?([\u4e00-\u9fff]{{2}})")
# How far apart two uses may stand: in the reference codings the use right before a list has its members, later ones have not.
_BESIDE = 60
_CODE = re.compile(f"[\\d+＋NnXx{TO_TEN}百千万、，·\\- ]+号?")


@cache
def _code_head() -> re.Pattern[str]:
    return re.compile(rf"[{CLOSING}]?([\u4e00-\u9fff]{{0,10}}?(?:{any_of('code_noun')})+)")


def find_formulas(text: str, characters: Characters | None = None) -> list[Formula]:
    """All formulas of a text in order, spans as offsets into ``text``; ``characters`` are its own, where they are at hand.

    >>> text = "做到底数、问题、责任“三个明确”"
    >>> [(f.head, f.count, [text[start:end] for start, end in f.members]) for f in find_formulas(text)]
    [('明确', 3, ['底数', '问题', '责任'])]
    """
    labels, notes = list(find_labels(characters or Characters(text))), find_notes(text)
    labels = list(with_names(text, labels, name_kinds(text, notes), notes)) if notes else labels
    bodies = definitions(text, labels, notes)
    found = [_read(text, label, bodies.get(label.start)) for label in labels]
    return _with_following(text, _with_noted(text, found, bodies), bodies)


def _with_noted(text: str, found: Sequence[Formula], bodies: Mapping[int, Span]) -> list[Formula]:
    """Formulas with the members that a note of their label spells out; of several such notes, that of the same bearer."""
    noted: dict[str, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for one in found:
        if one.start in bodies:
            noted[_label(text, one)][_bearer(text, one)] = one.members
    return [_with(one, _meant(text, one, noted.get(_label(text, one), {})) if one.start not in bodies else ()) for one in found]


def _meant(text: str, use: Formula, noted: Mapping[str, tuple[Span, ...]]) -> tuple[Span, ...]:
    return next(iter(noted.values())) if len(noted) == 1 else noted.get(_bearer(text, use), ())


def _with_following(text: str, found: Sequence[Formula], bodies: Container[int]) -> list[Formula]:
    """Formulas with the members of the next use of their label, if it has any and stands in the same or the next sentence."""
    kept, following = list(found), dict[str, Formula]()
    for k in reversed(range(len(kept))):
        one, label = kept[k], _label(text, kept[k])
        other = following.get(label)
        if other and one.start not in bodies and _is_beside(text, one.start, other.start):
            kept[k] = _with(one, other.members)
        following[label] = one
    return kept


def _is_beside(text: str, begin: int, end: int) -> bool:
    return end - begin < _BESIDE and text.find("\n", begin, end) < 0


def _with(one: Formula, members: tuple[Span, ...]) -> Formula:
    return replace(one, members=members) if members and not one.members else one


def _label(text: str, one: Formula) -> str:
    return without_marks(text[one.start : one.end])


def _bearer(text: str, one: Formula) -> str:
    """The beginning of the noun that bears the label (“123”|工作模式), behind what closes it; empty where there is none."""
    bearer = _BEARER.match(text, one.end)
    return bearer[1] if bearer else ""


def _read(text: str, found: Label, body: Span | None) -> Formula:
    start, end, _ = found
    label = without_marks(text[start:end])
    name = registry().get(label)
    kind = name.kind if name else found.kind
    count, head = read_label(label) if kind == "numeral" else (None, _carrier(text, end, label))
    parts, known = _parts(label, count, head) if count else (), name.members if name else ()
    members: tuple[Span, ...] = ()
    if body:
        members = read_definition(text, body, parts, label, known)
    elif kind != PLAN:
        members = find_members(text, start, end, parts, label, known)
    return Formula(start, end, kind, count, head, members, _quoted(text, start, end), *bundle_of(label))


def _parts(label: str, count: int, head: str) -> list[tuple[int, str]]:
    """The parts read off a compound label whose numbers add up to its count (五险一金), else a single part."""
    parts = parts_of(label)
    return parts if sum(n for n, _ in parts) == count and len(parts) > 1 else [(count, head)]


def _carrier(text: str, end: int, label: str) -> str:
    """The noun that a code or plan belongs to, inside the label or after it (“1+17”精准扶贫方案); empty where there is none."""
    if _FIVE_YEARS.fullmatch(label):
        match = _PLAN_HEAD.match(text, end)
        return match[1] if match else ""
    named = (_TO_LAST_POWER if _TO_LAST_POWER.match(label) else _CODE).sub("", label)
    match = None if named else _code_head().match(text, end)
    name = registry().get(label)
    return match[1] if match else (name.head if name else "") or named


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the label stands inside one pair of quotation marks."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    opened = max(before.rfind(mark) for mark in OPENING)
    closed = max(before.rfind(mark) for mark in "”」』")
    ending = re.search(f"[{OPENING}{CLOSING}]", after)
    return opened > closed and ending is not None and ending[0] in CLOSING
