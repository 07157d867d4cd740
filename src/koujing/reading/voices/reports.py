"""Find the voices in a report told in the third person, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from koujing.chinese.marks import split_lines
from koujing.chinese.patterns import lazy
from koujing.reading.voices.attributions import (
    Attribution,
    find_acts,
    find_attributions,
    find_subjects,
    match_quotes,
    quote_end,
)
from koujing.reading.voices.office_starts import REACH
from koujing.reading.voices.paragraphs import Paragraph, join_paragraphs
from koujing.reading.voices.people import Mention, find_answers, find_people, leaders
from koujing.reading.voices.personal_names import HAN
from koujing.reading.voices.resolution import resolve_people
from koujing.reading.voices.sayings import ADVERBS, DUTY, SAYING, Saying, find_sayings
from koujing.speech import Voice

UNIT = lazy(r"[^。！？!?；;]*(?:[。！？!?；;]+[”』」’）)》]*|$)")
REST = lazy(r"[^。！？!?\n]*[。！？!?]?")
PROSE = lazy(r"[。！？；;…]|[：:]\s*$")  # a line without any stop is a title or a heading
# A line of its own that introduces the speaker of the paragraphs below it.
CALL = lazy(r"\S{1,9}(?:指出|强调|要求|认为|表示|提出)\s*")
_GROUP = "(?:检查|调研|督导|督查|督察|考察|视察|巡视|巡察|指导|专家|评估|验收|调查|慰问)[组团](?![长成办的、])"
_BODY = "领导班子|党组|党委|党支部|常委会|指挥部|领导小组|专班"  # only if they say something
MEETING = lazy(rf"(?P<meeting>会议|大会|全会|座谈会|例会)|(?P<group>{_GROUP})|(?P<body>{_BODY})")
# What a clause that begins with a meeting or a group may have before it: 本次会议, 市委督导组.
LEAD = lazy(rf"(?P<stop>^|[\n。！？!?；;，,”』」’）)》])[ \u3000]*(?P<which>(?:(?![向对给陪率由与和同随了带受请])[{HAN}]){{0,6}})\Z")
# A sentence with which a report turns from what was said back to what happened.
NARRATIVE = lazy(
    r"[ \u3000]*(?:会上|会前|会后|会议(?:期间|结束|还|由|听取|审议|研究|传达|学习|通报|宣读|观看|表彰|采取|以|设|共|分|在|开始)|与会"
    r"|(?:出席|参加|列席)(?:今天|此次|本次)?的?(?:会议|活动|座谈|调研)|陪同|据悉|据了解|受[^，,。]{2,30}委托|随后|当[天日晚]|[今昨]天|近日|日前|调研(?:中|期间|结束)"
    r"|座谈(?:会上|中)|活动(?:中|现场|结束)|[^，,。]{0,6}(?:检查|调研|督导|督查|考察|视察)[组团](?:一行)?(?:先后|来?到|实地|现场|分别|还|一路|通过|采取)|在[^，,。]{2,20}(?:现场|村|社区|公司|企业)[，,]|在[^，,。]{0,6}期间[，,]|在(?:调研|检查|走访|座谈|考察|慰问|视察|督导|采访|参观)(?:中|时)[，,](?!我)|\d+月\d+日|连日来|来自"
    r"|(?:与会|参会)?(?:[^，,。]{0,6}(?:人员|委员|代表|党员|学员)(?:们|认真|先后|分别|还)|大家)(?:认真|围绕|先后|分别|还|实地|进行|听取|参观|观看|就))"
    r"|[^。]*(?:(?:参加|出席|列席|陪同|参与)了?(?:此次|本次|上述)?(?:会议|活动|座谈会?|调研|检查|考察|慰问|观摩)|发言|主持会议)[。！]$"
)
DATED = lazy(r"[ \u3000]*\d+月\d+日[，,]")
# Several people who speak, none of them named.
CROWD = lazy(
    r"[ \u3000]*(?:大家|[^，,。]{0,10}(?:们|与会[^，,。]{0,6}|代表|群众))(?:都|纷纷|一致|普遍|分别|先后|均)*(?:表示|认为|说|指出)"
)
# What may come before the subject and still belong to its passage (就做好下步工作，王锐要求).
OPENING = lazy(
    r"[ \u3000]*(?:就|针对|关于|围绕|对于|对|在|谈[到起]|说起|为|面对|随后|最后|接着|会上|其间)(?:(?!进行了|作了)[^。；])*"
    r"|[ \u3000]*[^，,。；]{0,24}(?:听取|察看|观看|调研|座谈|考察)[^，,。；]{0,24}(?:后|时|中)[，,][^。；]{0,60}"
)
# What may stand before the person whose deeds a sentence tells.
BEFORE_TELLING = lazy("[^，,：:]*|[ \u3000]*(?:最后|随后|接着|会上|首先|其次)[，,]")
ENDS = tuple("，,。！？!?…")  # of a quotation whose speaker follows
SAID = lazy(r"(?:[^，,。：:]{0,4}(?:记者|笔者|大家))?(?:[。！]|\Z)")  # the verb ends what follows the words said
# The office of a leader in a report of what he did himself, and of somebody else with his name.
GUEST = lazy("中共中央|国务院|[^、]*(?:[县区镇乡村局]|市委|市政府)")
Spanned = TypeVar("Spanned", Mention, Saying)


@dataclass(frozen=True)
class _Report:
    """A report with what was found in it before its paragraphs are read; ``leading`` collects those who speak."""

    text: str
    people: list[Mention]
    sayings: list[Saying]
    quotes: dict[int, int]
    leading: set[str] = field(default_factory=set)


def read_report(text: str) -> tuple[Voice, ...]:
    """Every passage that a report attributes to somebody, in order; a quoted one follows the one that contains it.

    A passage ends with its paragraph at the latest; if the next paragraph continues it, that is another passage.
    """
    sayings = find_sayings(text)
    if not sayings and not any(find_answers(text)):
        return ()
    people = resolve_people(text, find_people(text, sayings))
    named = {person.start for person in people if person.name}  # 巡察组组长王锐 is no 巡察组
    people = sorted([*people, *(m for m in _meetings(text) if m.start not in named)], key=lambda person: person.start)
    report = _Report(text, people, sayings, match_quotes(text))
    paragraphs = [_read_paragraph(report, *span) for span in _paragraphs(text)]
    voices = (_trimmed(text, voice) for voice in join_paragraphs(text, paragraphs))
    return tuple(sorted((v for v in voices if v.start < v.end), key=lambda v: (v.start, -v.end)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The lines with sentences, and those that introduce a speaker; each from its first visible character."""
    for start, end in split_lines(text):
        line = text[start:end].lstrip()
        if line and (PROSE.search(line) or CALL.fullmatch(line)):
            yield end - len(line), end


def _trimmed(text: str, voice: Voice) -> Voice:
    said = text[voice.start : voice.end]
    return replace(voice, start=voice.end - len(said.lstrip()), end=voice.start + len(said.rstrip()))


def _read_paragraph(report: _Report, start: int, end: int) -> Paragraph:
    paragraph = Paragraph(start, end, plain=end, read_to=start)
    answer = _answer(report.text, start, _within(report.people, start, start + REACH))
    if answer:
        paragraph.speak(Voice(start, end, answer.name, answer.role, ""), start)
        paragraph.read_to = answer.end + 1
    for unit in UNIT.finditer(report.text, paragraph.read_to, end):
        if unit.start() >= paragraph.read_to and unit.group().strip():
            _read_unit(report, paragraph, *unit.span())
    paragraph.close(end)
    return paragraph


def _read_unit(report: _Report, paragraph: Paragraph, start: int, end: int) -> None:
    """Read one sentence, or a part of it that ends in a semicolon, into its paragraph."""
    text, sayings = report.text, _within(report.sayings, start, end)
    people = _within(report.people, start, end)
    subjects = find_subjects(text, people)
    # 5月3日，两地签约: a date inside what somebody says is no return to the report.
    is_narrative = _is_narrative(text[start:end]) and not (paragraph.current and DATED.match(text, start))
    silent = None if paragraph.current or is_narrative else paragraph.topic
    found = find_attributions(text, start, people, sayings, silent)
    first = _first_run(subjects)
    leading = ((k, a) for k, a in enumerate(found) if _leads(a, found, report.leading))
    own = {k: _begin(report, start, a, subjects, first, paragraph.read_to) for k, a in leading}
    begins, said = sorted(own.values()), next(iter(own.values()), end)
    acts = find_acts(text, start, end, people, [s for s in sayings if s.start < said])
    paragraph.acts += [(_voice(a, a.start, stop), a.saying.kind == "reading") for a, stop in acts]
    if own or is_narrative or (not found and _tells(text, start, subjects)):
        # 要备足物资，王锐希望…: what another clause demands before the next attribution was still said before it.
        is_said = own and begins[0] > start and DUTY.match(text, start, begins[0]) and (not subjects or subjects[0].start >= begins[0])
        paragraph.close(begins[0] if is_said else min([start, *begins]))
    for k, a in enumerate(found):
        if a.start < paragraph.read_to:
            continue
        stop = quote_end(text, a, report.quotes)
        if k in own:
            _speak(report, paragraph, a, own[k], stop)
        else:
            after = bisect_right(begins, a.start)
            paragraph.cited.append(_voice(a, a.start, stop or [*begins[after : after + 1], _cited_end(report, paragraph, end)][0]))
            paragraph.read_to = stop or paragraph.read_to
    paragraph.topic = subjects[0] if subjects else paragraph.topic


def _cited_end(report: _Report, paragraph: Paragraph, end: int) -> int:
    """The end of the sentence whose part ends at ``end``, if nobody else speaks in it or around it."""
    rest = REST.match(report.text, end, paragraph.end)
    is_whole = rest and not paragraph.current and not _within(report.sayings, end, rest.end())
    return rest.end() if rest and is_whole and report.text[end - 1] in "；;" else end


def _speak(report: _Report, paragraph: Paragraph, a: Attribution, begin: int, stop: int | None) -> None:
    """Begin the voice of an attribution at ``begin``; if it is a quotation, it ends with that."""
    current = paragraph.current
    if not (current and current.start == begin and current.speaker == a.person.name):
        paragraph.speak(_voice(a, begin, paragraph.end), begin)
    report.leading.add(a.person.name)
    said = SAID.match(report.text, a.said)
    if stop or said:
        paragraph.read_to = stop or min(said.end() if said else a.said, paragraph.end)
        paragraph.close(paragraph.read_to)


def _answer(text: str, start: int, people: Sequence[Mention]) -> Mention | None:
    """The person whose name and a colon begin the paragraph (王锐：我来说两句。)."""
    first = next(iter(people), None)
    if not first or text[start : first.start].strip() or text[first.end : first.end + 1] not in ("：", ":"):
        return None
    return first if first.kind == "name" or first.role in ("记者", "主持人") else None


def _meetings(text: str) -> Iterator[Mention]:
    """The meeting itself, where it is the subject of a sentence or of a further clause that says something (会议指出), and
    a group that travels (检查组要求)."""
    for m in MEETING.finditer(text):
        lead = LEAD.search(text, max(0, m.start() - 9), m.start())
        if not lead:
            continue
        says = _says(text, m.end())
        opens = says or (not m["body"] and lead["stop"] not in ("，", ","))
        is_one = m["body"] and not lead["which"].startswith(("各", "有关", "地方"))
        if m["group"] or (opens and (is_one or lead["which"] in ("", "本次", "此次", "这次"))):
            role = m.group() if m["meeting"] else lead["which"] + m.group()
            yield Mention(lead.start("which"), m.end(), "", role, "meeting")


def _says(text: str, at: int) -> bool:
    adverbs = ADVERBS.match(text, at)
    return bool(adverbs and SAYING.match(text, adverbs.end()))


def _within(spans: list[Spanned], start: int, end: int) -> list[Spanned]:
    first = bisect_left(spans, start, key=lambda s: s.start)
    return spans[first : bisect_left(spans, end, first, key=lambda s: s.start)]


def _voice(a: Attribution, start: int, end: int) -> Voice:
    return Voice(start, end, a.person.name, a.person.role, a.saying.verb)


def _leads(a: Attribution, found: Sequence[Attribution], leading: set[str]) -> bool:
    """Whether a person speaks in the report itself, unlike a national leader whom another speaker quotes."""
    if a.person.role == "总书记":  # a report of a visit or a meeting names all his offices
        return False
    is_guest = a.person.name not in leaders() or GUEST.match(a.person.role) is not None
    return is_guest or a.person.name in leading or not (leading or a is not found[0])


def _is_narrative(sentence: str) -> bool:
    return bool(CROWD.match(sentence) or (NARRATIVE.match(sentence) and not DUTY.search(sentence)))


def _tells(text: str, start: int, subjects: Sequence[Mention]) -> bool:
    """Whether a sentence begins with a person of the report, and so tells what that person did."""
    first = next(iter(subjects), None)
    if not first or first.kind not in ("name", "surname") or first.name in leaders():
        return False
    return BEFORE_TELLING.fullmatch(text, start, first.start) is not None


def _first_run(subjects: Sequence[Mention]) -> int:
    """How many of the subjects, from the first on, are one and the same person."""
    return next((k for k, subject in enumerate(subjects) if subject.name != subjects[0].name), len(subjects))


def _begin(
    report: _Report, start: int, a: Attribution, subjects: Sequence[Mention], first_run: int, read_to: int
) -> int:
    """Where a passage begins: at the quotation, at the first mention or adverbial before the subject, or at the subject."""
    text = report.text
    before = bisect_left(subjects, a.start, key=lambda subject: subject.start)
    for at in (a.start, start) if not before else (a.start,):
        close = at - 2 if text[at - 1 : at] in ("，", ",") else at - 1  # “要快”，王锐说
        opening = report.quotes.get(close, at)
        is_whole = text[close - 1 : close] in ENDS if close == at - 1 else not text[start:opening].strip()
        if read_to <= opening < at and is_whole:
            return opening
    if 0 < before <= first_run and subjects[0].name == a.person.name and a.person.kind != "meeting":
        return subjects[0].start
    return start if not before and OPENING.fullmatch(text, start, a.start) else a.start
