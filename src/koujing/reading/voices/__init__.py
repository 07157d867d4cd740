"""Find who speaks in a text: passages with the name of the person who says them."""

from __future__ import annotations

from dataclasses import replace

from koujing.chinese.patterns import lazy
from koujing.reading.voices.attributions import Attribution, find_attributions, match_quotes, quote_end
from koujing.reading.voices.people import find_people, leaders
from koujing.reading.voices.personal_names import offices
from koujing.reading.voices.reports import read_report
from koujing.reading.voices.resolution import resolve_people
from koujing.reading.voices.sayings import alternation, find_sayings
from koujing.reading.voices.speakers import is_delivered, read_speaker
from koujing.speech import Voice

FIRST_PERSON = frozenset({"speech", "work report", "plan report"})
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
    [('王锐', '县长', '指出'), ('王锐', '县长', '强调'), ('李力', '', '发言')]
    >>> speech = "在大会上的讲话\\n县长 王锐\\n同志们：总书记强调，要快。我们要快。"
    >>> [(v.start, v.end, v.speaker, v.role, v.verb) for v in find_voices(speech, "speech")]
    [(14, 32, '王锐', '县长', ''), (18, 27, '', '总书记', '强调')]
    """
    if is_delivered(text, genre in FIRST_PERSON):
        return _deliver(text)
    voices = read_report(text)
    return voices if voices or genre not in FIRST_PERSON else _deliver(text)


def _deliver(text: str) -> tuple[Voice, ...]:
    """The passage of a speech's own speaker, and those that he quotes."""
    if not text.strip():
        return ()
    speaker = read_speaker(text)
    return (speaker, *(voice for voice in _read_citations(text) if voice.start > speaker.start))


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
    first = max(0, at - LONGEST)
    begin = 1 + max(text.rfind(stop, first, at) for stop in "。！？!?\n")
    closing, end = CLOSING.match(text, begin), SENTENCE_END.search(text, at)
    return closing.end() if closing else begin, end.end() if end else len(text)


def _quoted(window: str, start: int) -> list[Attribution]:
    """The attributions in the sentence at ``start``; an office without a name counts only if everybody knows who holds it."""
    people = resolve_people(window, find_people(window))
    mine = [p for p in people if p.start >= start and (p.kind != "office" or offices().get(p.role) == "head")]
    sayings = [s for s in find_sayings(window, acts=False) if s.start >= start]
    return find_attributions(window, start, mine, sayings)
