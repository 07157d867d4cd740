"""The voices of a report told in the third person, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from koujing.reading.attributions import Attribution, find_acts, find_attributions, find_subjects
from koujing.reading.people import LEADERS, Mention, find_people, resolve_people
from koujing.reading.sayings import DUTY
from koujing.reading.speech import Voice

PARAGRAPH = re.compile(r"\S[^\n]*")
UNIT = re.compile(r"[^。！？!?；;]*(?:[。！？!?；;]+[”』」’）)》]*|$)")
PROSE = re.compile(r"[。！？；;…]|[：:]\s*$")  # a line without any stop is a title or a heading
# A sentence with which a report leaves what was said and goes back to what happened.
NARRATIVE = re.compile(
    r"[ \u3000]*(?:会上|会前|会后|会议(?:期间|结束|还|由|听取|审议|研究|传达|学习|通报|宣读|观看|表彰|采取|以|设|共|分|在|开始)|与会"
    r"|(?:出席|参加|列席)(?:今天|此次|本次)?的?(?:会议|活动|座谈|调研)|陪同|据悉|据了解|随后|当[天日晚]|[今昨]天|近日|日前|调研(?:中|期间|结束)"
    r"|座谈(?:会上|中)|活动(?:中|现场|结束)|在[^，,。]{2,20}(?:现场|村|社区|公司|企业)[，,]|\d+月\d+日|来自)"
    r"|[^。]*(?:(?:参加|出席|列席|陪同|参与)了?(?:此次|本次|上述)?(?:会议|活动|座谈会?|调研|检查|考察|慰问|观摩)|发言|主持会议)[。！]$"
)
# How a paragraph begins that goes on with what was said in the one before.
GOING_ON = re.compile(
    r"[ \u3000]*(?:[“‘]|第?[一二三四五六七八九十]{1,3}(?:[、，,]|是|要|方面)|第[一二三四五六七八九]|[（(][一二三四五六七八九十\d]{1,2}[）)]"
    rf"|\d{{1,2}}[.．、]|[①-⑩]|首先|其次|再次|同时|此外|另外|最后|[^。]{0,40}?(?:{DUTY.pattern})|[^。]*我们)"
)
# What may stand before the subject and still belong to its passage (就做好下步工作，王锐要求).
OPENING = re.compile(r"[ \u3000]*(?:就|针对|关于|围绕|对于|对|在|谈[到起]|说起|为|面对|随后|最后|接着|会上|其间)[^。；]*")
QUOTED = re.compile(r"(?:的|的?那样)?[：:，,]?[ \u3000]*“")
CLAUSE = re.compile("[，,：:]")
MARK = re.compile("[“”\n]")


@dataclass
class _Paragraph:
    """What a paragraph holds: ``plain`` is how far it goes on without a new speaker or a turn to what happened."""

    start: int
    end: int
    plain: int
    voices: list[Voice] = field(default_factory=list)
    cited: list[Voice] = field(default_factory=list)
    acts: list[tuple[Voice, bool]] = field(default_factory=list)
    current: Voice | None = None

    def close(self, at: int) -> None:
        """End the voice that is speaking, or the plain beginning of the paragraph."""
        if self.current:
            self.voices.append(replace(self.current, end=at))
            self.current = None
        elif not self.voices:
            self.plain = min(self.plain, at)


def read_report(text: str) -> tuple[Voice, ...]:
    """Every passage that a report puts under somebody's name, in order, a cited one after the one it stands in.

    A passage ends with its paragraph at the latest; where the next paragraph goes on, it is a passage of its own.
    """
    people = resolve_people(text, find_people(text))
    quotes = match_quotes(text)
    leading: set[str] = set()
    paragraphs = []
    for m in PARAGRAPH.finditer(text):
        if PROSE.search(m.group()):
            paragraphs.append(_read_paragraph(text, m.start(), m.end(), people, quotes, leading))
    return tuple(sorted(_join(text, paragraphs), key=lambda v: (v.start, -v.end)))


def match_quotes(text: str) -> dict[int, int]:
    """Opening and closing quotation marks that belong together, either way; a paragraph without its closing mark ends."""
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


def quote_end(text: str, said: int, verb: str, quotes: dict[int, int]) -> int | None:
    """The end of the quotation that opens behind a verb of saying, where it holds what was said and no mere term."""
    opening = QUOTED.match(text, said)
    close = quotes.get(opening.end() - 1) if opening else None
    if close is None or not opening:
        return None
    is_speech = text[opening.end() - 2] in "：: " or verb[-1] in "说道讲问答" or re.search("[。！？]", text[opening.end() : close])
    while (further := quotes.get(close + 1, -1)) > close:
        close = further
    return close + 1 + len(re.compile("[。！？]?").match(text, close + 1).group()) if is_speech else None


def _read_paragraph(
    text: str, start: int, end: int, people: Sequence[Mention], quotes: dict[int, int], leading: set[str]
) -> _Paragraph:
    paragraph = _Paragraph(start, end, end)
    answer = _answer(text, start, people)
    if answer:
        paragraph.current, paragraph.plain = Voice(start, end, answer.name, answer.role, ""), start
    read_to, silent = start, None
    for unit in UNIT.finditer(text, start, end):
        if unit.start() < read_to or not unit.group().strip():
            continue
        mine = _within(people, unit.start(), unit.end())
        subjects = find_subjects(text, mine)
        found = find_attributions(text, *unit.span(), mine, None if paragraph.current else silent)
        own = [a for a in found if not (a.person.name in LEADERS and leading and a.person.name not in leading)]
        acts = find_acts(text, unit.start(), own[0].said if own else unit.end(), mine)
        paragraph.acts += [(_voice(a, a.start, stop), a.act == "reading") for a, stop in acts]
        if not found and (_is_narrative(unit.group()) or _tells(text, unit.start(), subjects)):
            paragraph.close(unit.start())
        for a in found:
            if a.start < read_to:
                continue
            stop = quote_end(text, a.said, a.verb, quotes)
            if a not in own:
                paragraph.cited.append(_voice(a, a.start, stop or unit.end()))
                continue
            begin = _begin(text, max(unit.start(), read_to), a, subjects, quotes)
            paragraph.close(begin)
            paragraph.current = _voice(a, begin, end)
            leading.add(a.person.name)
            if stop:
                paragraph.close(stop)
                read_to = stop
        silent = subjects[0] if subjects else silent
    paragraph.close(end)
    return paragraph


def _answer(text: str, start: int, people: Sequence[Mention]) -> Mention | None:
    """The person whose name and a colon begin the paragraph (王锐：我来说两句。)."""
    first = _within(people, start, start + 20)[:1]
    if first and not text[start : first[0].start].strip() and re.compile("[：:]").match(text, first[0].end):
        return first[0] if first[0].kind == "name" or first[0].role in ("记者", "主持人") else None
    return None


def _within(people: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    first = bisect_left(people, start, key=lambda p: p.start)
    return people[first : bisect_left(people, end, first, key=lambda p: p.start)]


def _voice(a: Attribution, start: int, end: int) -> Voice:
    return Voice(start, end, a.person.name, a.person.role, a.verb)


def _is_narrative(sentence: str) -> bool:
    return bool(NARRATIVE.match(sentence)) and not DUTY.search(sentence)


def _tells(text: str, start: int, subjects: Sequence[Mention]) -> bool:
    """Whether a sentence begins with a person of the report and so tells of him."""
    return bool(subjects) and subjects[0].kind == "name" and subjects[0].name not in LEADERS and not CLAUSE.search(text, start, subjects[0].start)


def _begin(text: str, unit: int, a: Attribution, subjects: Sequence[Mention], quotes: dict[int, int]) -> int:
    """Where the passage begins: at the subject, the adverbial or the first mention before it, or the quotation."""
    quoted = re.compile(r"[“”]").search(text, max(0, a.start - 2), a.start)
    opening = quotes.get(quoted.start(), a.start) if quoted and quoted.group() == "”" else a.start
    if opening < a.start and text[quoted.start() - 1] in "，,。！？!?…":
        return opening
    before = [s for s in subjects if s.start < a.start]
    same = next((s.start for s in before if s.name == a.person.name), None)
    if same is not None and not any(s.name != a.person.name for s in before):
        return same
    return unit if not before and OPENING.fullmatch(text, unit, a.start) else a.start


def _join(text: str, paragraphs: Sequence[_Paragraph]) -> Iterator[Voice]:
    """The passages of all paragraphs, with those that go on with the speaker of the paragraph before."""
    reported = {v.speaker for p in paragraphs for v in p.voices}
    following = _following(paragraphs)
    speaking: Voice | None = None
    for paragraph, after in zip(paragraphs, following, strict=True):
        goes_on = speaking and (GOING_ON.match(text, paragraph.start, paragraph.end) or after == speaking.speaker)
        if speaking and goes_on and paragraph.plain > paragraph.start:
            yield replace(speaking, start=paragraph.start, end=paragraph.plain)
        elif paragraph.plain == paragraph.end:
            speaking = None
        yield from paragraph.voices
        yield from paragraph.cited
        yield from (v for v, is_reading in paragraph.acts if is_reading or v.speaker not in reported)
        if paragraph.plain < paragraph.end:
            last = paragraph.voices[-1] if paragraph.voices else None
            speaking = last if last and last.end == paragraph.end else None


def _following(paragraphs: Sequence[_Paragraph]) -> list[str | None]:
    """For each paragraph the speaker of the next passage, where nothing is told in between."""
    following: list[str | None] = []
    after: str | None = None
    for paragraph in reversed(paragraphs):
        following.append(after)
        if paragraph.voices and paragraph.voices[0].start == paragraph.plain:
            after = paragraph.voices[0].speaker
        elif paragraph.plain < paragraph.end:
            after = None
    return following[::-1]
