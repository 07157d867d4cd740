"""The speaker of a speech that is read out whole: the address with which it begins, and the name around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from koujing.chinese.numeral_forms import TO_TEN, YEAR
from koujing.chinese.patterns import lazy
from koujing.reading.voices.people import Mention, find_people, leaders
from koujing.reading.voices.personal_names import HAN, OFFICE_END, lookalikes, read_name, surnames
from koujing.reading.voices.sayings import alternation
from koujing.speech import Voice

HEAD = 600  # characters within which a speech names its speaker; the longest opening among the 52 needs 330
TAIL = 80  # characters within which it is signed
# Words with which the speaker turns to the audience: at the beginning of a line; those of the second part need a colon,
# and so may also follow a name directly, where a page has lost the ends of its lines.
ADDRESS = lazy(
    r"^[ \u3000\t]*(?:尊敬的|敬爱的|亲爱的|[^\n，。：:、！!“]{0,8}(?:同志|朋友|女士|先生|代表|委员|乡亲|父老|老师|同学|同胞"
    r"|战友|职工|家长|市民|村民)们"
    r"|各位|(?:大会)?主席(?:先生|女士|团)|大家(?:[上下]午|早上|晚上)?好"
    r"|今天，我们(?:在这里|召开|举行|欢聚|隆重|相聚)"
    r"|[^\n，。：:“]{2,20}[：:][ \u3000\n]*(?=你们好|您好|来信))[^\n。]{0,80}[：:！!,，]"
    r"|(?:各位[^\n。，：:“]{0,6}(?:代表|委员|领导|同志|来宾|朋友|嘉宾|同事)|(?:同志|同胞|[女先]士|先生|朋友)们|尊敬的|主席先生)[^\n。“：:]{0,200}[：:]",
    re.MULTILINE,
)
# A speaker who says I; 我们 and 我省 occur in reports too.
FIRST = lazy(r"我(?:先|再|就|想|代表|受|讲|谈|说|强调|完全|都?同意|向大会|宣布|谨)")
_SPEECH = "讲话|发言|致[辞词]|演讲|主持词|[贺献]词|寄语|报告|讲稿|汇报|党课|述职"
TITLED = lazy(rf"(?:{_SPEECH})(?:[^\n。，；]{{0,14}}$|(?=[（(][\d一二][^）)\n]{{3,20}}[）)]))", re.MULTILINE)
TITLE = lazy(rf"(?:同志)?(?:$|[：:]|(?:在|就|关于|代表|致|于)?.*(?:{_SPEECH}))")
LABEL = lazy(r"[^：:]{0,4}(?:报告|讲话|发言|演讲|主讲|致辞|致词|述职|汇报|主持|授课|宣讲)(?:人|者|领导|同志)[：:]|作者[：:]")
FURTHER = lazy(r"日期|时间|来源|发布|编辑|浏览|点击|单位|地点|[，,；;|｜]")
CREDIT = lazy(r"来源|记者|编辑|通讯员|供稿|摄影|发布|点击|浏览|责编|审核|录入|[。；;]")
# What parts the lines of a head: their ends, dates, brackets, dashes, and the marks of lost spaces.
_DATE = rf"{YEAR}年[\d{TO_TEN}]{{1,3}}月(?:[\d{TO_TEN}]{{1,3}}日)?"
_BRACKETS = r"[（(][^（）()\n]{0,40}[）)]"
PARTING = lazy(rf"\n|{_BRACKETS}|【[^】\n]{{1,10}}】|{_DATE}|——+|--+|※|[？?]{{3,}}")
# What may stand between the head and the first words.
BETWEEN = lazy(rf"(?:\s|{_BRACKETS}|{_DATE})*")
GAP = lazy(r"[ \u3000\t\xa0]+")
# A leader's name between the date of a speech and its first words, where a page has lost the end of the line.
GLUED = lazy(lambda: rf"[）)※](?P<name>{alternation(leaders())})(?=[{HAN}\d])")
# What a role that ends a line may have before it, where a page has lost the ends of its lines.
BEFORE_ROLE = lazy(rf".*(?:会上|会议上|{_SPEECH}|[：:》”])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a head without its gaps; ``end`` is its end in the text."""

    words: str
    end: int


def is_delivered(text: str, first_person: bool) -> bool:
    """Whether a text is read out by its speaker: somebody is addressed before anything is told, or somebody says I.

    ``first_person``: whether its genre is one of those in which somebody speaks for himself.

    >>> is_delivered("县长王锐在大会上的讲话\\n同志们：要快。", False), is_delivered("昨天，县长王锐说：“同志们：要快。”", False)
    (True, False)
    """
    address = ADDRESS.search(text, 0, HEAD)
    if address and (first_person or ("。" not in text[: address.start()] and not text[: address.end()].count("“") % 2)):
        return True
    head = text[:HEAD].partition("。")[0]
    return FIRST.search(text) is not None and (first_person or bool(TITLED.search(head) or GLUED.search(head)))


def read_speaker(text: str) -> Voice:
    """The passage of a speech's own speaker, from the address to the end; name and office stand before it, in the opening
    sentence (我是…) or at the end."""
    address = ADDRESS.search(text, 0, HEAD)
    lines = list(_head(text, address.start() if address else None))
    person, line = _signature(lines)
    titled = lines[0].end if lines and TITLED.search(lines[0].words) else 0
    begin = address.start() if address else line.end if line else titled
    glued = GLUED.search(text, 0, HEAD) if not (person or address) else None
    if glued:
        person, begin = Mention(*glued.span("name"), glued["name"], ""), glued.end()
    between = BETWEEN.match(text, begin)
    stop = len(text.rstrip())
    begin = between.end() if between and between.end() < stop else begin if begin < stop else 0  # of a speech there may be only the title
    person = person or _introduced(text, begin) or _signed(text, begin)
    return Voice(begin, stop, person.name if person else "", person.role if person else "", "")


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """The parts of ``text[start:end]`` between the ends of lines, dates, brackets and dashes."""
    for part in PARTING.finditer(text, start, end):
        yield _Line(GAP.sub("", text[start : part.start()]), part.end() if part.group() == "\n" else part.start())
        start = part.end()
    yield _Line(GAP.sub("", text[start:end]), end)


def _head(text: str, address: int | None) -> Iterator[_Line]:
    """The lines before the address; without one, those before the first sentence."""
    for line in _lines(text, 0, min(HEAD, len(text)) if address is None else address):
        if address is None and "。" in line.words:
            return
        if line.words and (LABEL.match(line.words) or not CREDIT.search(line.words)):
            yield line


def _signature(lines: Sequence[_Line]) -> tuple[Mention | None, _Line | None]:
    """The speaker, and the line that names him: of several, the one next to the speech; one with a label before others."""
    joined = [
        _Line(before.words + line.words if OFFICE_END.search(before.words) else line.words, line.end)
        for before, line in zip([_Line("", 0), *lines], lines, strict=False)
    ]
    for read in (_labelled, _in_office, _bare):
        for line in reversed(joined):
            if person := read(line.words):
                return person, line
    return None, None


def _labelled(words: str) -> Mention | None:
    label = LABEL.match(words)
    if not label:
        return None
    further = FURTHER.search(words, label.end())
    words = words[label.end() : further.start() if further else None]
    return _in_office(words) or _bare(words)


def named_in(words: str) -> tuple[str, str]:
    """Name and office of the person whom some words name and no other; what they do not say is empty.

    >>> named_in("县委书记 王锐"), named_in("王锐"), named_in("县长王锐、副县长李力")
    (('王锐', '县委书记'), ('王锐', ''), ('', ''))
    """
    words = GAP.sub("", words)
    person = _in_office(words) or _bare(words)
    return (person.name, person.role) if person else ("", "")


def _in_office(words: str) -> Mention | None:
    """The person of a line that only names him (县长王锐), ends with him, or names him before the word for a speech."""
    people = [person for person in find_people(words) if person.name]
    if not people:
        return None
    first, last = people[0], people[-1]
    if last.end == len(words) and (last.role or last.name in leaders()):
        cut = BEFORE_ROLE.match(last.role)
        role = last.role[cut.end() :] if cut and OFFICE_END.search(last.role[cut.end() :]) else last.role
        return Mention(0, last.end, last.name, role) if first is last else None
    return first if first.start == 0 and first.kind == "name" and TITLE.match(words, first.end) else None


def _bare(words: str) -> Mention | None:
    """The person of a line that has a name and nothing else, or a name before the word for a speech."""
    end = read_name(words, 0) if words[:2] in surnames("any") or words[:2] not in lookalikes() else None
    return Mention(0, end, words[:end], "") if end and TITLE.match(words, end) else None


def _signed(text: str, begin: int) -> Mention | None:
    """The person who alone signs the last lines, with a date or nothing below."""
    signers = []
    for line in reversed(text[max(begin, len(text) - TAIL) :].rstrip().split("\n")):
        words = GAP.sub("", PARTING.sub("", line))
        person = next(iter(find_people(words)), None)
        if person and person.role and person.name and (person.start, person.end) == (0, len(words)):
            signers.append(person)
        elif words:
            break
    return signers[0] if len(signers) == 1 else None


def _introduced(text: str, begin: int) -> Mention | None:
    """The person who says who he is (我是青山村支书赵铁柱)."""
    at = text.find("我是", begin, begin + HEAD) + 2
    person = next(iter(find_people(text[at : at + HEAD])), None) if at > 1 else None
    return person if person and person.start == 0 and person.name else None
