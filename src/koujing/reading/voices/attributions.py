"""Attributions: find the person to whom a verb of saying belongs, and where the words said begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from koujing.chinese.patterns import lazy
from koujing.reading.voices.people import Mention, clause_start, is_subject
from koujing.reading.voices.sayings import ADVERBS, Saying, is_adverbial

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


REACH = 60  # characters between a subject and its verb; the most in the five documents is 26
ATTRIBUTIVE = lazy(r"[的所和、与]$")
# 进行总结: the verb is the object of another verb; 发表讲话说: it is not.
OBJECT = lazy(
    r"(?:进行|(?<!工)作了?|做(?![好实细])了?|发表了?(?![^，,]{0,8}(?:讲话|演讲|致辞|谈话|声明|文章))|给予|加以|提出了?)[^，,]*$"
)
OTHERS = lazy("听取了?[^，,后]*$|精神.*[，,]")  # the speech of others: 听取了汇报, 传达了王锐讲话精神，并…
TOLD = lazy("[对向跟][^，,]{1,8}$")
SPOKEN = lazy("[^，,：:“]{1,3}[：:，,]“")  # a verb of saying right before a quotation
_HOW = "(?:充分|全面|简要|客观|认真|深刻|高度|系统|详细)"
# An act with the clauses that continue it.
CLAUSES = lazy(rf"[^，,]*(?:[，,](?:并|还|同时|也|对|就|向|为|{_HOW}?(?:总结|回顾|分析|通报|部署|安排|肯定)了)[^，,]*)*")
JOINED = lazy("、|等(?![就对在])|的|和|与|及|以及")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A person and a verb of saying; what was said (or the mere act of speaking) begins at ``said``."""

    start: int
    said: int
    person: Mention
    saying: Saying


def find_subjects(text: str, people: Sequence[Mention]) -> list[Mention]:
    """The persons that are alone in the place of the subject of a clause."""
    subjects = []
    for person, after in zip(people, [*people[1:], None], strict=False):
        joined = JOINED.match(text, person.end)
        if joined and (joined.group() in "、等的" or (after and after.start == joined.end())):
            continue
        if is_subject(text, person):
            subjects.append(person)
    return subjects


def find_attributions(
    text: str, start: int, people: Sequence[Mention], sayings: Sequence[Saying], silent: Mention | None = None
) -> list[Attribution]:
    """The attributions whose content follows, in the sentence at ``start`` with its ``people`` and ``sayings``.

    ``silent`` is the subject of the previous sentence, which a sentence without a subject may continue.

    >>> from koujing.reading.voices.sayings import find_sayings
    >>> text = "王锐在讲话中指出，要快，要求不变。"
    >>> found = find_attributions(text, 0, [Mention(0, 2, "王锐", "")], find_sayings(text))
    >>> [(a.person.name, a.saying.verb, text[a.said :]) for a in found]
    [('王锐', '指出', '，要快，要求不变。')]
    """
    found: list[Attribution] = []
    verbs = [s for s in sayings if not s.is_act]
    subjects = find_subjects(text, people) if verbs else []
    persons = [s for s in subjects if s.kind != "office"]
    for verb in verbs:
        clause = max(start, clause_start(text, verb.start))
        person = _nearest(text, verb, clause, people, subjects)
        is_free = is_adverbial(text[clause : verb.start]) or _is_spoken(text, clause, verb)
        if not person and not found and is_free and not _is_object(text, clause, verb):
            is_silent = not subjects and not any(is_subject(text, p) for p in people if p.start < verb.start)
            person = _last_before(persons, clause) or (silent if is_silent else None)
        if person and (not found or found[-1].person is not person):
            found.append(Attribution(max(person.start, start), verb.end, person, verb))
    return found


def find_acts(
    text: str, start: int, end: int, people: Sequence[Mention], sayings: Sequence[Saying]
) -> list[tuple[Attribution, int]]:
    """Acts of speech in ``text[start:end]`` whose content is not given there, each with the end of its clauses.

    >>> from koujing.reading.voices.sayings import find_sayings
    >>> text = "副市长王锐宣读决定，李力主持会议。"
    >>> acts = find_acts(text, 0, 17, [Mention(0, 5, "王锐", "副市长"), Mention(10, 12, "李力", "")], find_sayings(text))
    >>> [(text[a.start : end], a.saying.verb) for a, end in acts]
    [('副市长王锐宣读决定', '宣读')]
    """
    found: list[tuple[Attribution, int]] = []
    verbs = [s for s in sayings if s.is_act]
    subjects = [s for s in find_subjects(text, people) if s.name] if verbs else []
    for verb in verbs:
        person = _last_before(subjects, verb.start)
        if not person or (found and found[-1][0].person is person) or _last_before(people, verb.start) is not person:
            continue
        clause = max(start, clause_start(text, verb.start))
        gap = text[max(person.end, clause) : verb.start]
        # 主持会议，安排部署工作: a clause that begins with the verb says what the meeting was for.
        is_own = person.end >= clause or (
            is_adverbial(gap) and (gap or verb.kind == "reading") and "主持" not in text[person.end : clause]
        )
        if "分别" not in gap and is_own and not OTHERS.search(text[person.end : verb.start]):
            after = CLAUSES.match(text, verb.end, end)
            found.append((Attribution(person.start, verb.end, person, verb), after.end() if after else verb.end))
    return found


def _last_before(mentions: Sequence[Mention], at: int) -> Mention | None:
    i = bisect_right(mentions, at, key=lambda m: m.end)
    return mentions[i - 1] if i else None


def _is_object(text: str, start: int, verb: Saying) -> bool:
    return verb.kind != "strong" and bool(OBJECT.search(text[start : verb.start]))


def _is_spoken(text: str, clause: int, verb: Saying) -> bool:
    """Whether a verb before a quotation has somebody who is told before it, and so continues a subject (拿出稿子对记者说：“…)."""
    return bool(SPOKEN.match(text, verb.start) and TOLD.search(text[clause : verb.start]))


def _nearest(
    text: str, verb: Saying, clause: int, people: Sequence[Mention], subjects: Sequence[Mention]
) -> Mention | None:
    """The subject of the verb's clause, if what separates the two may separate a subject from such a verb."""
    own, last = _last_before(subjects, verb.start), _last_before(people, verb.start)
    if not own or not last or own.start < clause or verb.start - own.end > REACH:
        return None
    gap = text[own.end : verb.start]
    if verb.kind == "as":
        return own
    if is_adverbial(gap):
        return None if _is_object(text, own.end, verb) else own
    is_free = verb.kind == "strong" or SPOKEN.match(text, verb.start) or text[clause - 1 : clause] == "”"
    if not is_free or own.kind == "office" or ATTRIBUTIVE.search(gap):
        return None
    # 王锐学习县长李力指出… : the verb belongs to the person right before it.
    return None if last is not own and ADVERBS.fullmatch(text, last.end, verb.start) else own
