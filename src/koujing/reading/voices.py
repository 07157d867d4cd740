"""Who speaks in a text: passages under the name of the person who says them."""

from __future__ import annotations

import re
from bisect import bisect_right

from koujing.reading.attributions import find_attributions
from koujing.reading.people import LOOKALIKES, OFFICE, OFFICES, find_people, read_name, resolve_people
from koujing.reading.reports import match_quotes, quote_end, read_report
from koujing.reading.sayings import SAYING
from koujing.reading.speech import Voice

FIRST_PERSON = frozenset({"speech", "work report", "plan report"})
HEAD = 600  # characters in which a speech says whose it is
SALUTATION = re.compile(
    r"^[ \u3000]*(?:尊敬的)?(?:同志们|各位|朋友们|女士们|代表们|乡亲们|老师们|同学们)[^\n]{0,40}[:：！!,，]", re.MULTILINE
)
TOLD = re.compile(r"^[ \u3000]*(\S{1,20}?)(?:[^，。\n]{0,20})(?:指出|强调|说|要求)，", re.MULTILINE)
TITLE = re.compile(r"(?:同志)?(?:$|[：:]|在.*(?:讲话|致辞|报告|发言|演讲))")
SENTENCE_END = re.compile(r"[。！？!?]+[”』」’）)》]*|\n")
NAME_LINE = re.compile(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?|[ \u3000\t]")


def find_voices(text: str, genre: str) -> tuple[Voice, ...]:
    """Passages of ``text`` with their speakers, in order; a passage within another is what its speaker cites.

    >>> [(v.speaker, v.role, v.verb) for v in find_voices("县长王锐指出，要快。他强调，要好。\\n会上，李力发言。", "news report")]
    [('王锐', '县长', '指出'), ('王锐', '县长', '强调')]
    >>> text = "在大会上的讲话\\n县长 王锐\\n同志们：总书记强调，要快。我们要快。"
    >>> [(v.start, v.end, v.speaker, v.role, v.verb) for v in find_voices(text, "speech")]
    [(14, 34, '王锐', '县长', ''), (18, 27, '', '总书记', '强调')]
    """
    if genre in FIRST_PERSON and (SALUTATION.search(text[:HEAD]) or len(TOLD.findall(text)) < 3):
        return (read_speaker(text), *read_citations(text)) if text.strip() else ()
    return read_report(text) if SAYING.search(text) else ()


def read_speaker(text: str) -> Voice:
    """The speaker of a whole speech, from the salutation to the end; name and office as the lines before it give them."""
    salutation = SALUTATION.search(text[:HEAD])
    begin = salutation.start() if salutation else 0
    begin += len(text[begin:]) - len(text[begin:].lstrip())
    head = text[:begin] if salutation else text[:HEAD]
    lines = [NAME_LINE.sub("", line) for line in head.split("\n") if line.strip()]
    lines = lines if salutation else [line for line in lines if not re.search("[。；]", line)][:6]
    for before, line in zip(["", *lines], lines, strict=False):
        name, role = _signed(before + line if OFFICE.search(before) else line)
        if name:
            return Voice(begin, len(text.rstrip()), name, role, "")
    return Voice(begin, len(text.rstrip()), "", "", "")


def _signed(line: str) -> tuple[str, str]:
    """Name and office where a line gives nothing but a speaker (县长王锐, 王锐), or a speaker and his speech."""
    person = next(iter(find_people(line)), None)
    if person and person.name and person.start == 0 and TITLE.match(line, person.end):
        return person.name, person.role
    return (line, "") if line not in LOOKALIKES and read_name(line, 0) == len(line) else ("", "")


def read_citations(text: str) -> list[Voice]:
    """What a speech cites from others, each to the end of its sentence or of its quotation."""
    ends = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    quotes: dict[int, int] | None = None
    voices: list[Voice] = []
    read_to = 0
    for verb in SAYING.finditer(text):
        if verb.start() < read_to:
            continue
        k = bisect_right(ends, verb.start()) - 1
        before, start, end = ends[max(k - 1, 0)], ends[k], ends[k + 1]
        window = text[before:end]
        people = resolve_people(window, find_people(window))
        mine = [p for p in people if p.start >= start - before]
        read_to = end
        for a in find_attributions(window, start - before, end - before, mine):
            if a.person.kind != "meeting" and (a.person.kind != "office" or OFFICES.get(a.person.role) == "head"):
                quotes = match_quotes(text) if quotes is None else quotes
                stop = quote_end(text, before + a.said, a.verb, quotes) or end
                voices.append(Voice(before + a.start, before + a.start + len(text[before + a.start : stop].rstrip()), a.person.name, a.person.role, a.verb))
                read_to = max(read_to, stop)
    return voices
