"""Find who speaks in a text: passages with the name of the person who says them."""

from __future__ import annotations

import re
from dataclasses import replace

from koujing.chinese.patterns import lazy
from koujing.reading.voices.attributions import Attribution, find_attributions, match_quotes, quote_end
from koujing.reading.voices.people import Mention, find_people, leaders, resolve_people
from koujing.reading.voices.personal_names import OFFICE_END, lookalikes, offices, read_name
from koujing.reading.voices.reports import read_report
from koujing.reading.voices.sayings import alternation, find_sayings
from koujing.speech import Voice

FIRST_PERSON = frozenset({"speech", "work report", "plan report"})
HEAD = 600  # characters within which a speech names its speaker; the longest opening among the 52 needs 330
SALUTATION = lazy(
    r"^[ \u3000]*(?:尊敬的)?(?:同志们|各位|朋友们|女士们|代表们|乡亲们|老师们|同学们)[^\n]{0,40}[:：！!,，]",
    re.MULTILINE,
)
# A speaker who says I; 我们 and 我省 occur in reports too.
FIRST = lazy(r"我(?:先|再|就|想|代表|受|讲|谈|说|强调|完全|都?同意|向大会|宣布)")
TITLE = lazy(r"(?:同志)?(?:$|[：:]|在.*(?:讲话|致辞|报告|发言|演讲))")
DATED = lazy(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?|[ \u3000\t]")
QUOTABLE = lazy(lambda: alternation([*offices(), *leaders(), "他", "她", "*"]))
LONGEST = 500  # characters of a sentence before the verb
CLOSING = lazy("[”』」’）)》]*")
SENTENCE_END = lazy(r"[。！？!?]+[”』」’）)》]*|\n")


def find_voices(text: str, genre: str) -> tuple[Voice, ...]:
    """Passages of ``text`` with their speakers, in order; a passage inside another is quoted by the outer speaker.

    A speech is one passage of its speaker, whose name may be unknown, with the quotations in it; a report has a passage
    for each paragraph, or part of one, that it attributes to somebody.

    >>> report = "县长王锐指出，要快。他强调，要好。\\n会上，李力发言。"
    >>> [(v.speaker, v.role, v.verb) for v in find_voices(report, "news report")]
    [('王锐', '县长', '指出'), ('王锐', '县长', '强调')]
    >>> speech = "在大会上的讲话\\n县长 王锐\\n同志们：总书记强调，要快。我们要快。"
    >>> [(v.start, v.end, v.speaker, v.role, v.verb) for v in find_voices(speech, "speech")]
    [(14, 32, '王锐', '县长', ''), (18, 27, '', '总书记', '强调')]
    """
    if genre in FIRST_PERSON and not _is_retold(text):
        speaker = _read_speaker(text)
        cited = (voice for voice in _read_citations(text) if voice.start > speaker.start)
        return (speaker, *cited) if text.strip() else ()
    return read_report(text)


def _is_retold(text: str) -> bool:
    """Whether a text classed as a speech is told in the third person: nobody is addressed, nobody says I."""
    return not SALUTATION.search(text, 0, HEAD) and not FIRST.search(text)


def _read_speaker(text: str) -> Voice:
    """The passage of a speech's own speaker, from the salutation to the end; name and office come from the first lines."""
    salutation = SALUTATION.search(text, 0, HEAD)
    begin = salutation.start() if salutation else 0
    begin += len(text[begin:HEAD]) - len(text[begin:HEAD].lstrip())
    lines = [line for line in text[: begin if salutation else HEAD].split("\n") if line.strip()]
    name, role = _signature([DATED.sub("", line) for line in lines if not re.search("[。；]", line)])
    introduced = text.find("我是", begin, begin + HEAD) + 2
    if not name and introduced > 1:
        person = next(iter(find_people(text[introduced : introduced + HEAD])), Mention(-1, -1, "", ""))
        name, role = (person.name, person.role) if person.start == 0 else ("", "")
    return Voice(begin, len(text.rstrip()), name, role, "")


def _signature(lines: list[str]) -> tuple[str, str]:
    """Name and office from the first line that has only a speaker (县长王锐), or a speaker and the word for a speech."""
    for before, line in zip(["", *lines], lines, strict=False):
        line = before + line if OFFICE_END.search(before) else line
        person = next(iter(find_people(line)), None)
        if person and person.name and person.start == 0 and TITLE.match(line, person.end):
            return person.name, person.role
        if line[:2] not in lookalikes() and read_name(line, 0) == len(line):
            return line, ""
    return "", ""


def _read_citations(text: str) -> list[Voice]:
    """What a speech quotes from others; each passage reaches to the end of the sentence or of the quotation marks."""
    quotes: dict[int, int] | None = None
    voices: list[Voice] = []
    read_to = 0
    for verb in find_sayings(text, acts=False):
        if verb.start < read_to:
            continue
        start, read_to = _sentence(text, verb.start)
        at = _sentence(text, start - 1)[0] if start else start  # it may name the person that this sentence calls 他
        if QUOTABLE.search(text, at, read_to):
            for a in _quoted(text[at:read_to], start - at):
                quotes = match_quotes(text) if quotes is None else quotes
                end = quote_end(text, replace(a, said=at + a.said), quotes) or read_to
                read_to = max(read_to, end)
                end = at + a.start + len(text[at + a.start : end].rstrip())
                if voices and voices[-1].end > at + a.start:  # inside the quotation before, which ends no sooner
                    voices[-1] = replace(voices[-1], end=max(end, voices[-1].end))
                voices.append(Voice(at + a.start, end, a.person.name, a.person.role, a.saying.verb))
    return voices


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence that contains ``at``, including its stop and closing marks."""
    begin = 1 + max(text.rfind(stop, max(0, at - LONGEST), at) for stop in "。！？!?\n")
    closing, end = CLOSING.match(text, begin), SENTENCE_END.search(text, at)
    return closing.end() if closing else begin, end.end() if end else len(text)


def _quoted(window: str, start: int) -> list[Attribution]:
    """The attributions in the sentence at ``start``; an office without a name counts only if everybody knows who holds it."""
    people = resolve_people(window, find_people(window))
    mine = [p for p in people if p.start >= start and (p.kind != "office" or offices().get(p.role) == "head")]
    sayings = [s for s in find_sayings(window, acts=False) if s.start >= start]
    return find_attributions(window, start, mine, sayings)
