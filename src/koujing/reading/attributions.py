"""Attributions: which person a verb of saying belongs to, and where what was said begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from koujing.reading.people import Mention, clause_start, is_subject
from koujing.reading.sayings import (
    ADVERBS,
    FIRST_POINT,
    POINTS,
    READING_OUT,
    SAYING,
    SPEAKING,
    is_adverbial,
)

REACH = 60  # characters between a subject and its verb; the longest among the five documents are 26
ATTRIBUTIVE = re.compile(r"[的所和、与]$")
OBJECT = re.compile(r"(?:进行|作了?|做了?|给予|加以|提出了?)[^，,]*$")  # 进行总结: the verb is another's object
TITLE = re.compile("《[^》]*》")
JOINED = re.compile("、|等|的|和|与|及|以及")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A person and a verb of saying; what was said begins at ``said``.

    ``act`` is empty where the content follows, ``reading`` where somebody else's words were read out or passed on, and
    ``speaking`` where a speech is mentioned whose content may stand elsewhere.
    """

    start: int
    said: int
    person: Mention
    verb: str
    act: str = ""


def find_subjects(text: str, people: Sequence[Mention]) -> list[Mention]:
    """The persons that stand where the subject of a clause does, alone."""
    subjects = []
    for person, after in zip(people, [*people[1:], None], strict=False):
        joined = JOINED.match(text, person.end)
        if joined and (joined.group() in "、等的" or (after and after.start == joined.end())):
            continue
        if is_subject(text, person):
            subjects.append(person)
    return subjects


def find_attributions(
    text: str, start: int, end: int, people: Sequence[Mention], silent: Mention | None = None
) -> list[Attribution]:
    """The attributions whose content follows, in one sentence ``text[start:end]`` with its ``people``.

    ``silent`` is the subject of the sentence before, which a sentence without a subject may have kept.

    >>> text = "王锐在讲话中指出，要快，要求不变。"
    >>> [(a.person.name, a.verb, text[a.said :]) for a in find_attributions(text, 0, 17, [Mention(0, 2, "王锐", "")])]
    [('王锐', '指出', '，要快，要求不变。')]
    """
    found: list[Attribution] = []
    subjects = find_subjects(text, people)
    for verb, kind in _verbs(text, start, end):
        clause = max(start, clause_start(text, verb.start()))
        person = _nearest(text, verb.start(), clause, people, subjects, kind)
        if not person and not found and _may_lead(text[clause : verb.start()]):
            earlier = [s for s in subjects if s.end <= clause and s.kind != "office"]
            person = earlier[-1] if earlier else silent if not subjects else None
        if person and (not found or found[-1].person is not person):
            found.append(Attribution(max(person.start, start), verb.end(), person, verb[kind]))
    return found


def _may_lead(lead: str) -> bool:
    """Whether a clause that begins with ``lead`` and a verb of saying may keep the subject of the clause before."""
    return is_adverbial(lead) and not OBJECT.search(lead)


def _verbs(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    """Verbs of saying in order; of 提出要求 without the points that follow neither word is one."""
    at, titles = start, [m.span() for m in TITLE.finditer(text, start, end)]
    both = [*POINTS.finditer(text, start, end), *SAYING.finditer(text, start, end)]
    for verb in sorted(both, key=lambda m: (m.start(), -m.end())):
        if verb.start() >= at and not any(a < verb.start() < b for a, b in titles):
            at = verb.end()
            if verb.re is SAYING:
                yield verb, verb.lastgroup or ""
            elif FIRST_POINT.match(text, verb.end() + 1) or verb["next"] in "：:":
                yield verb, "noun"


def find_acts(text: str, start: int, end: int, people: Sequence[Mention]) -> list[tuple[Attribution, int]]:
    """Acts of speech in ``text[start:end]`` whose content the clause does not give, each with the end of its clauses.

    >>> text = "副市长王锐宣读决定，李力主持会议。"
    >>> people = [Mention(0, 5, "王锐", "副市长"), Mention(10, 12, "李力", "")]
    >>> [(text[a.start : end], a.verb) for a, end in find_acts(text, 0, 17, people)]
    [('副市长王锐宣读决定', '宣读')]
    """
    found: list[tuple[Attribution, int]] = []
    subjects = [s for s in find_subjects(text, people) if s.name]
    for act, pattern in (("reading", READING_OUT), ("speaking", SPEAKING)):
        for verb in pattern.finditer(text, start, end):
            clause = max(start, clause_start(text, verb.start()))
            earlier = [s for s in subjects if s.end <= verb.start()]
            if not earlier or any(a.person is earlier[-1] for a, _ in found):
                continue
            gap = text[max(earlier[-1].end, clause) : verb.start()]
            between = any(earlier[-1].end < p.start < verb.start() for p in people)
            if between or "分别" in gap or (earlier[-1].end < clause and not is_adverbial(gap)):
                continue
            after = next((s.start for s in subjects if s.start >= verb.end()), end)
            found.append((Attribution(earlier[-1].start, verb.end(), earlier[-1], verb.group(), act), after))
    return found


def _nearest(
    text: str, verb: int, clause: int, people: Sequence[Mention], subjects: Sequence[Mention], kind: str
) -> Mention | None:
    """The subject of the clause that a verb stands in, where what parts the two may part a subject and such a verb."""
    own = [s for s in subjects if clause <= s.start and s.end <= verb]
    if not own:
        return None
    gap = text[own[-1].end : verb]
    if kind == "as":
        return own[-1] if len(gap) < REACH else None
    if is_adverbial(gap):
        return own[-1] if kind == "strong" or not OBJECT.search(gap) else None
    last = [p for p in people if p.end <= verb][-1]
    is_free = kind == "strong" and own[-1].kind != "office" and len(gap) <= REACH and not ATTRIBUTIVE.search(gap)
    # 王锐学习县长李力指出… : the verb belongs to the person right before it.
    return own[-1] if is_free and (last is own[-1] or not ADVERBS.fullmatch(text, last.end, verb)) else None
