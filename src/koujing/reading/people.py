"""Persons in a report: their names, where a name ends, and the office that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from koujing import lexicons
from koujing.reading.sayings import COMMAS, SAYING, STOPS, alternation, is_adverbial

HAN = "\u3400-\u9fff"
OFFICES = {row["word"]: row["kind"] for row in lexicons.load("offices")}
OFFICE = re.compile(rf"(?:{alternation(OFFICES)})(?!小组|班子|干部|机关|集体|会(?!见))")
OFFICE_END = re.compile(rf"(?:{alternation(OFFICES)})$")
SURNAMES = frozenset(row["surname"] for row in lexicons.load("surnames"))
LOOKALIKES = frozenset(row["word"] for row in lexicons.load("name_lookalikes"))
LEADERS = {form: row["name"] for row in lexicons.load("leaders") for form in (row["name"], row["short"]) if form}
LEADER = re.compile(rf"(?:{alternation(LEADERS)})(?!思想|主义|理论|列宁|同志为|时代|故居|号|式)")
# A name ends before one of these, before an office, or before anything that is no Han character.
FOLLOWER = re.compile(
    "|".join((alternation(row["word"] for row in lexicons.load("name_followers")), OFFICE.pattern, rf"[^{HAN}]", r"\Z"))
)
NOT_IN_NAMES = frozenset("的了是在不或及们个这那么吗呢吧被让给从到所而但则即使又也还都就很更最将要各每其他她它我你您省市县区镇委厅局")
# As the third character of a name these are the next word where two characters would do (王锐还|指出).
NEXT_WORD = frozenset("还也在就对则等与将要又说讲问答称谈向从到以并及都率会为来作做去")
PLACE_END = frozenset("省市县区州盟旗镇乡村街厅局部处科办院校所站社团组队党政法会")
# Syllables that write Uyghur, Mongolian and Tibetan names; two of them alone are too often a word (多次, 合作).
FIRST_SYLLABLE = frozenset("阿艾买吐依伊巴格乌其图布呼斯苏敖扎次旺洛旦尼拉卓才索罗央贡丹白达顿木米那哈库塔帕热努古玛莫嘎桑")
SYLLABLE = FIRST_SYLLABLE | frozenset("不都力里尔提孜孙江拜肯别克拉曼丽娜热木买合麦特汗其琪日雅仁增多吉西曲措加让南杰珠堆旦巴布和敦登朝鲁斯琴")
DOTTED = re.compile(rf"[{HAN}]{{1,7}}[·•・‧][{HAN}]{{1,7}}?(?={FOLLOWER.pattern})")

# What may stand between the beginning of a clause and its subject (会上, 6月3日, 在谈到此事时, 正如).
ADVERBIAL_END = (
    r"会上|会议上|随后|最后|首先|接着|会后|会前|期间|当[天日晚]|[上下]午|上|中|时|后|里|间|[0-9]日|[今昨]天|近日|日前|为此|对此|其中"
    r"|说明|同时|此外|而|如|像|象"
)
SUBJECT_PREFIX = re.compile(rf"[ \u3000“]*(?:[^{STOPS}]*(?:{ADVERBIAL_END}))?")
# What ends to the left of an office without being part of it.
BEFORE_OFFICE = re.compile(
    r".*(?:由|邀请|陪同|听取了?|会见了?|看望了?|慰问了?|跟随|学习|传达|宣读|贯彻|落实|按照|根据|遵照|诚如|正如|特别是|尤其是|以及|并请|在场的"
    rf"|(?:会上|会议上|随后|最后|首先|接着|会后|会前|期间|当[天日晚]|[上下]午|[0-9]日|[今昨]天|近日|日前|其中|同时)"
    r"|...[上中时后里间](?=省|市|县|区|州|盟|旗|镇|乡|村|党|国务院|中共|中央|自治|副|时任))"
)
MEETING = "(?:[本此这]次)?(?:会议|大会|全会|座谈会|例会)"
WINDOW = 60  # characters to the left in which an office begins; the longest role among the five documents has 29
ROLE_LEFT = re.compile(rf"[{HAN}0-9、《》·()（）-]*\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a person; ``name`` is empty for a pronoun, a masked name and an office alone.

    ``kind``: name, surname (李书记), office (an office alone), pronoun, mask, meeting.
    """

    start: int
    end: int
    name: str
    role: str
    kind: str = "name"


def find_people(text: str) -> list[Mention]:
    """Every person mentioned in ``text``, in order and without overlap.

    >>> [(p.name, p.role) for p in find_people("县委副书记、县长王锐主持会议，李爱和厅长出席。王锐说，好。")]
    [('王锐', '县委副书记、县长'), ('李爱和', '厅长'), ('王锐', '')]
    """
    found = [*_beside_offices(text), *_leaders(text), *_others(text), *_answering(text)]
    names = {p.name for p in found if p.kind == "name"}
    found += [*_known(text, names), *_speaking(text)]
    mentions: list[Mention] = []
    taken = bytearray(len(text))
    # A name goes before an office that would swallow it.
    for person in sorted(found, key=lambda p: (p.kind != "name", p.start, -p.end)):
        if not any(taken[person.start : person.end]):
            taken[person.start : person.end] = b"\1" * (person.end - person.start)
            mentions.append(person)
    return sorted(mentions, key=lambda p: p.start)


def resolve_people(text: str, people: Sequence[Mention]) -> list[Mention]:
    """The mentions with every name and role that the text gives: 他 and 李书记 by the persons named before.

    他 is the last person who was the first subject of a sentence; one with nobody before it is left out.
    """
    roles: dict[str, str] = {}
    for person in people:
        if person.name and person.role and not roles.get(person.name):
            roles[person.name] = person.role
    resolved: list[Mention] = []
    named: list[str] = []
    topic, sentence = "", -1
    for person in people:
        name, role = person.name, person.role
        if person.kind == "surname":
            same = [n for n in named if n.startswith(name)]
            fits = [n for n in same if roles.get(n, "").endswith(role)] or same
            name, role = (fits[-1], roles.get(fits[-1], role)) if fits else ("", name + role)
        elif person.kind == "pronoun":
            if not topic:
                continue
            name = topic
        if name and name not in named:
            named.append(name)
        resolved.append(replace(person, name=name, role=role or roles.get(name, "")))
        begin = sentence_start(text, person.start)
        if name and begin > sentence and is_subject(text, person) and not (name in LEADERS and topic):
            topic, sentence = name, begin
    return resolved


def is_subject(text: str, person: Mention) -> bool:
    """Whether a mention stands at the beginning of its clause, after no more than an adverbial."""
    return SUBJECT_PREFIX.fullmatch(text, clause_start(text, person.start), person.start) is not None


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds ``at``, looked for as far back as a long sentence reaches."""
    return max(text.rfind(stop, max(0, at - 500), at) for stop in STOPS) + 1


def read_name(text: str, start: int, *, beside_office: bool = False) -> int | None:
    """The end of the personal name that begins at ``start``, or nothing where none does.

    Behind an office a name of three characters may begin like a word (宁海岩, 高明远); anywhere else it may not.

    >>> [read_name(text, 0) for text in ("王锐还指出", "王爱和出席", "欧阳明华、", "高度重视", "买买提·艾山说")]
    [2, 3, 4, None, 6]
    """
    dotted = DOTTED.match(text, start)
    if dotted:
        return dotted.end()
    if text[start : start + 2] in SURNAMES:
        ends = [start + 4, start + 3]
    elif text[start : start + 1] in SURNAMES and (beside_office or text[start : start + 2] not in LOOKALIKES):
        ends = [start + 3, start + 2]
    else:
        return _read_syllables(text, start) if beside_office else None
    long, short = (end if _is_name(text, start, end) and FOLLOWER.match(text, end) else None for end in ends)
    return short if long and short and text[long - 1] in NEXT_WORD else long or short


def _read_syllables(text: str, start: int) -> int | None:
    if text[start : start + 1] not in FIRST_SYLLABLE:
        return None
    ends = range(min(start + 7, len(text)), start + 2, -1)
    fits = (e for e in ends if SYLLABLE.issuperset(text[start:e]) and FOLLOWER.match(text, e))
    return next(fits, None)


def _is_name(text: str, start: int, end: int) -> bool:
    given = text[start + 1 : end]
    return (
        end <= len(text)
        and re.fullmatch(f"[{HAN}]+", given) is not None
        and NOT_IN_NAMES.isdisjoint(given)
        and not (text[start:end] in LOOKALIKES or text[end - 1] in PLACE_END)
        and not OFFICE.search(given)
        and not SAYING.match(text, start + 1)
    )


def _beside_offices(text: str) -> Iterator[Mention]:
    """Names after an office (县长王锐), before one (王锐县长), surnames before one, and offices alone."""
    for office in OFFICE.finditer(text):
        kind = OFFICES[office.group()]
        end = read_name(text, office.end(), beside_office=True) if kind != "title" else None
        if end:
            start = role_start(text, office.start())
            yield Mention(start, end, text[office.end() : end], text[start : office.end()])
            yield from _listed(text, end, text[start : office.end()])
            continue
        before = _name_before(text, office.start(), 1 if kind in ("post", "head") else 2)
        role = "" if kind == "title" else office.group()
        if before:
            start, name_start, name_end = before
            role = text[start:name_start] + text[name_end : office.end()] if role else text[start:name_start]
            kind = "name" if name_end - name_start > 1 else "surname"
            yield Mention(start, office.end(), text[name_start:name_end], role, kind)
        elif role:
            start = role_start(text, office.start())
            yield Mention(start, office.end(), "", text[start : office.end()], "office")


def role_start(text: str, office: int) -> int:
    """Where the role begins whose last word stands at ``office``: 县委副书记、 belongs to 县长, 王锐、 does not."""
    begin = max(0, office - WINDOW)
    left = ROLE_LEFT.search(text, begin, office)
    assert left
    at = left.start()
    *before, own = text[at:office].split("、")
    start = office - len(own)
    for part in reversed(before):
        if not re.search(rf"(?:{OFFICE.pattern})[)）]?$", part) and part not in ("党组", "党委"):
            break
        start -= len(part) + 1
    cut = BEFORE_OFFICE.match(text, start, office)
    return cut.end() if cut else start


def _listed(text: str, end: int, role: str) -> Iterator[Mention]:
    """Names that share the office of the first (副县长王锐、李力)."""
    while text[end : end + 1] == "、" and (next_end := read_name(text, end + 1, beside_office=True)):
        yield Mention(end + 1, next_end, text[end + 1 : next_end], role)
        end = next_end


def _name_before(text: str, office: int, shortest: int) -> tuple[int, int, int] | None:
    """Start of the role, start and end of the name before an office: 省委|王三运|书记, 王三运|书记, 王|书记."""
    end = office - 1 if text[office - 1 : office] == "副" else office
    for length in range(4, shortest - 1, -1):
        start = end - length
        name = text[max(start, 0) : end]
        surname = name[:2] if length == 4 or name[:2] in SURNAMES else name[:1]
        if start < 0 or surname not in SURNAMES or name[:2] in LOOKALIKES or name[-1] in PLACE_END:
            continue
        if length > 1 and not _is_name(text, start, end):
            continue
        own = role_start(text, start)
        if own == start and is_subject(text, Mention(start, end, name, "")):
            return start, start, end
        if length > 1 and own < start and text[start - 1] in PLACE_END | {"委", "府", "政", "协"}:
            return own, start, end
    return None


def clause_start(text: str, at: int) -> int:
    """Where the clause begins that holds ``at``, looked for within reach of a role."""
    begin = max(0, at - 2 * WINDOW)
    return next((i + 1 for i in range(at - 1, begin - 1, -1) if text[i] in STOPS or text[i] in COMMAS), begin)


def _leaders(text: str) -> Iterator[Mention]:
    for m in LEADER.finditer(text):
        office = re.compile(rf"副?(?:{OFFICE.pattern})").match(text, m.end())
        own = office or OFFICE_END.search(m.group())
        role = own.group() if own and OFFICES.get(own.group()) != "title" else ""
        yield Mention(m.start(), office.end() if office else m.end(), LEADERS[m.group()], role)


def _others(text: str) -> Iterator[Mention]:
    """Pronouns, masked names and meetings that speak, at the beginning of a clause."""
    for m in re.finditer(rf"(?<![{HAN}0-9*.])(?:[他她](?![们人乡国])|\*{{1,4}}(?![年月\d*])|{MEETING})", text):
        if m.group()[0] in "他她":
            yield Mention(m.start(), m.end(), "", "", "pronoun")
        elif m.group()[0] != "*":
            yield Mention(m.start(), m.end(), "", m.group(), "meeting")
        else:
            office = OFFICE.match(text, m.end())
            role = office.group() if office and OFFICES[office.group()] != "title" else ""
            yield Mention(m.start(), office.end() if office else m.end(), "", role, "mask")


def _known(text: str, names: Iterable[str]) -> Iterator[Mention]:
    """Further mentions of the names."""
    by_head: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_head.setdefault(name[:2], []).append(name)
    if not by_head:
        return
    for m in re.finditer(f"(?=([{re.escape(''.join(sorted({head[0] for head in by_head})))}].))", text):
        name = next((n for n in by_head.get(m[1], ()) if text.startswith(n, m.start())), None)
        if name:
            yield Mention(m.start(), m.start() + len(name), name, "")


def _speaking(text: str) -> Iterator[Mention]:
    """Names known from nothing but that they speak at the beginning of a clause (王锐指出, 王锐在会上强调)."""
    for verb in SAYING.finditer(text):
        clause = clause_start(text, verb.start())
        prefix = SUBJECT_PREFIX.match(text, clause, verb.start())
        assert prefix
        for start in (clause, prefix.end()):
            end = read_name(text, start)
            if end and end <= verb.start() and is_adverbial(text[end : verb.start()]):
                yield Mention(start, end, text[start:end], "")
                break


def _answering(text: str) -> Iterator[Mention]:
    """Names with a colon at the head of a paragraph, as in the record of a talk."""
    for m in re.finditer(rf"^[ \u3000]*([{HAN}·]{{2,9}})(?=[：:])", text, re.MULTILINE):
        if read_name(text, m.start(1)) == m.end(1):
            yield Mention(m.start(1), m.end(1), m[1], "")
