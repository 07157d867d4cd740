"""Find persons in a text: where it names them, and the office given with the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from koujing import lexicons
from koujing.chinese.marks import split_lines
from koujing.chinese.numeral_forms import TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.voices.office_starts import REACH, WHEN, role_start
from koujing.reading.voices.personal_names import (
    DOTS,
    HAN,
    OFFICE,
    OFFICE_END,
    characters,
    is_name,
    lookalikes,
    office_pattern,
    offices,
    read_name,
    surnames,
)
from koujing.reading.voices.sayings import COMMAS, SAYING, STOPS, Saying, adverbs, alternation, is_adverbial


@cache
def leaders() -> dict[str, str]:
    """The names of leaders who are quoted without their office, by every form in which they are named."""
    return {form: row["name"] for row in lexicons.load("leaders") for form in (row["name"], row["short"]) if form}


LEADER = lazy(lambda: rf"(?:{alternation(leaders())})(?!思想|主义|理论|列宁|同志为|时代|故居|号|式)(?<!李强(?=调[^研]))")
LEADER_OFFICE = lazy(lambda: rf"副?(?:{office_pattern()})")

# What may come between the beginning of a clause and its subject (会上, 6月3日, 在谈到此事时, 正如).
SUBJECT_PREFIX = lazy(
    rf"[ \u3000“]*(?:[^{STOPS}]*(?:{WHEN}|[上中时后里间]|为此|对此|据|(?:来自|分管|主管|负责|联系)[^，,]{{1,16}}的|说明|此外"
    r"|而|如(?!何)|像|象))?"
)
# 市委书记强调: an office without a name says something by itself; several who hold it (各镇党委书记) are a crowd.
SAYS = lazy(lambda: rf"(?:同志)?{adverbs()}(?:在[^，,。\n]{{1,16}}[时中上]{adverbs()})?(?:指出|强调|要求(?=[，,：:各全])|表示(?=[，,]))")
SEVERAL = lazy(rf".*(?:们|等|部分|与会|一些|不少|许多|全体|多[名位个]|[两{TO_TEN}]位)|.{{0,2}}$")
DELEGATE = lazy(lambda: rf"[，,：:。；;]|{adverbs()}(?:{SAYING.pattern}|仔细|认真|一行|不仅|对|就)")  # 王代表说; not 代表县委
KIN = ("妻子", "丈夫", "老伴", "儿子", "女儿", "儿媳", "母亲", "父亲")
NAMELESS = ("title", "courtesy")  # kinds of words that follow a name but are not an office
ORDER = ("name", "surname", "pronoun", "mask", "office")
_NOTE = r"[（(][^（）()\n]{0,4}(?:女|男|[\u4e00-\u9fff]{1,6}族|挂职|兼)[^（）()\n]{0,8}[）)]"
NOTE = lazy(_NOTE)  # 王锐（女，回族）
LISTED = lazy(rf"(?:{_NOTE})?、")
RANK = lazy(r"[（(][^（）()\n]{1,8}[）)]")  # 副书记（正处级）王锐
MARK = lazy(f"[{STOPS}{COMMAS}]")
ANSWER = lazy(rf"[ \u3000]*([{HAN}{DOTS}]{{2,20}})(?=[：:])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a person; ``name`` is empty for a pronoun, a masked name, an office on its own, and a meeting.

    ``kind`` is name, surname (李书记), office (an office that speaks without a name), pronoun, mask or meeting.
    """

    start: int
    end: int
    name: str
    role: str
    kind: str = "name"


def find_people(text: str, sayings: Sequence[Saying] = ()) -> list[Mention]:
    """Every person mentioned in ``text``, in order and without overlap; with ``sayings``, also names known only from them.

    >>> [(p.name, p.role) for p in find_people("县委副书记、县长王锐主持会议，李爱和厅长出席。王锐说，好。")]
    [('王锐', '县委副书记、县长'), ('李爱和', '厅长'), ('王锐', '')]
    """
    found = [*_beside_offices(text), *_leaders(text), *_others(text), *_speaking(text, sayings), *_answering(text)]
    names = {p.name for p in found if p.kind == "name"}
    found += [*_again(text, names), *_familiar(text, names)]
    mentions: list[Mention] = []
    taken = bytearray(len(text))
    # A name takes precedence over an office that would contain it, and a mention with an office over one without.
    for person in sorted(found, key=lambda p: (ORDER.index(p.kind), p.start, -p.end)):
        if not any(taken[person.start : person.end]):
            taken[person.start : person.end] = b"\1" * (person.end - person.start)
            note = NOTE.match(text, person.end)
            mentions.append(replace(person, end=note.end()) if note else person)
    return sorted(mentions, key=lambda p: p.start)


def is_subject(text: str, person: Mention) -> bool:
    """Whether a mention is at the beginning of its clause, or follows an adverbial there."""
    clause = clause_start(text, person.start)
    before = text[clause : person.start]
    if person.kind == "office" and before == "有":  # 有记者问
        return True
    if before.endswith("的") and (text[clause - 1 : clause] == "”" or person.role in KIN):  # “好！”回乡创业的王锐说
        return True
    return SUBJECT_PREFIX.fullmatch(text, clause, person.start) is not None


def clause_start(text: str, at: int) -> int:
    """The beginning of the clause that contains ``at``, searched for no further back than a role can reach."""
    begin = max(0, at - 2 * REACH)
    mark = MARK.search(text[begin:at][::-1])
    return at - mark.start() if mark else begin


def sentence_start(text: str, at: int) -> int:
    """The beginning of the sentence that contains ``at``, searched for as far back as a long sentence reaches."""
    first = max(0, at - 500)
    return max(text.rfind(stop, first, at) for stop in STOPS) + 1


def _unspaced(name: str) -> str:
    return "".join(name.split())


def _beside_offices(text: str) -> Iterator[Mention]:
    """Names after an office (县长王锐) and before one (王锐县长, 李书记), and offices that speak without a name."""
    for office in OFFICE.finditer(text):
        kind = offices()[office.group()]
        if office.group() == "代表" and not DELEGATE.match(text, office.end()):
            continue
        rank = RANK.match(text, office.end())
        name = rank.end() if rank else office.end()
        is_after = kind in NAMELESS or text[office.start() - 3 : office.start()] in leaders()  # 习近平总书记|曾来
        end = None if is_after else read_name(text, name, beside_office=True)
        if end:
            start = role_start(text, office.start())
            yield Mention(start, end, _unspaced(text[name:end]), text[start : office.end()])
            yield from _listed(text, end, text[start : office.end()])
        elif before := _name_before(text, office.start(), kind):
            start, name, end = before
            held = text[start:name]
            role = held + (text[end : office.end()] if kind not in NAMELESS and not OFFICE_END.search(held) else "")
            yield Mention(start, office.end(), text[name:end], role, "name" if end - name > 1 else "surname")
        elif kind in ("head", "sole") or (kind == "post" and SAYS.match(text, office.end())):
            start = role_start(text, office.start())
            role = text[start : office.end()]
            if "各" not in role and (kind != "post" or not SEVERAL.match(role)):
                yield Mention(start, office.end(), "", role, "office")


def _listed(text: str, end: int, role: str) -> Iterator[Mention]:
    """Names that share the office of the first (副县长王锐、李力)."""
    comma = LISTED.match(text, end)
    while comma and (end_of_name := read_name(text, comma.end(), beside_office=True)):
        yield Mention(comma.end(), end_of_name, _unspaced(text[comma.end() : end_of_name]), role)
        comma = LISTED.match(text, end_of_name)


def _name_before(text: str, office: int, kind: str) -> tuple[int, int, int] | None:
    """The start of the role, and the start and end of the name before an office: 省委|王三运|书记, 王三运|书记, 王|书记."""
    end = office - 1 if text[office - 1 : office] == "副" else office
    shortest = 1 if kind in ("post", "head", "courtesy") else 2
    for start in range(max(0, end - 4), end - shortest + 1):
        head = text[start : start + 2]
        is_long = end - start == 4
        if ((head if is_long else head[:1]) not in surnames("any") and head not in surnames("any")) or head in lookalikes():
            continue
        if end - start > 1 and not is_name(text, start, end):
            continue
        own = role_start(text, start)
        stands_alone = own == start or text[start - 1] in "中上时后里间"  # 调研中|陈书记
        if stands_alone and is_subject(text, Mention(start, end, "", "")):
            return start, start, end
        if own < start and (OFFICE_END.search(text[own:start]) or (end - start > 1 and _ends_body(text[start - 1]))):
            return own, start, end
    return None


def _ends_body(character: str) -> bool:
    """Whether a character can end the name of a place or a body (省委|王锐|书记)."""
    return character in "委府政协" or character in characters("place")


def _leaders(text: str) -> Iterator[Mention]:
    for m in LEADER.finditer(text):
        office = LEADER_OFFICE.match(text, m.end())
        own = office or OFFICE_END.search(m.group())
        role = own.group() if own and offices().get(own.group()) not in NAMELESS else ""
        yield Mention(m.start(), office.end() if office else m.end(), leaders()[m.group()], role)


def _others(text: str) -> Iterator[Mention]:
    """Pronouns and masked names (**总书记) that begin a word."""
    for m in re.finditer("[他她](?![们人乡国])", text):
        if not re.match(f"[{HAN}]", text[m.start() - 1 : m.start()]):
            yield Mention(m.start(), m.end(), "", "", "pronoun")
    for m in re.finditer(rf"(?<![{HAN}\d*.])\*{{1,4}}(?![年月\d*])", text) if "*" in text else ():
        office = OFFICE.match(text, m.end())
        role = office.group() if office and offices()[office.group()] not in NAMELESS else ""
        yield Mention(m.start(), office.end() if office else m.end(), "", role, "mask")


def _speaking(text: str, sayings: Iterable[Saying]) -> Iterator[Mention]:
    """Names recognised only because the person speaks at the beginning of a clause (王锐指出, 王锐在会上强调)."""
    for verb in sayings:
        clause = clause_start(text, verb.start)
        prefix = SUBJECT_PREFIX.match(text, clause, verb.start)
        assert prefix
        for start in (clause, prefix.end()):
            end = read_name(text, start)
            if end and end <= verb.start and is_adverbial(text[end : verb.start]):
                yield Mention(start, end, _unspaced(text[start:end]), "")
                break


def find_answers(text: str) -> Iterator[re.Match[str]]:
    """The lines that begin with a possible name (group 1) and a colon."""
    return filter(None, (ANSWER.match(text, start) for start, _ in split_lines(text)))


def _answering(text: str) -> Iterator[Mention]:
    """Names followed by a colon at the beginning of a paragraph, as in the record of a talk."""
    for m in find_answers(text):
        if read_name(text, m.start(1)) == m.end(1):
            yield Mention(m.start(1), m.end(1), m[1], "")


def _familiar(text: str, names: Iterable[str]) -> Iterator[Mention]:
    """Mentions of the names by the given name alone, before 同志 or an office (维克同志, 维克书记)."""
    by_given: dict[str, set[str]] = {}
    for name in names:
        if len(name) - 2 == (2 if name[:2] in surnames("any") else 1):
            by_given.setdefault(name[-2:], set()).add(name)
    whole = {given: next(iter(named)) for given, named in by_given.items() if len(named) == 1}
    for m in re.finditer(rf"(?<![{HAN}])(?:{alternation(whole)})", text) if whole else ():
        if office := OFFICE.match(text, m.end()):
            yield Mention(m.start(), office.end(), whole[m.group()], "")


def _again(text: str, names: Iterable[str]) -> Iterator[Mention]:
    """Further mentions of the names, with the office before them if there is one."""
    by_head: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_head.setdefault(name[:2], []).append(name)
    heads = re.escape("".join(sorted({head[0] for head in by_head})))
    for m in re.finditer(f"[{heads}]", text) if heads else ():
        start = m.start()
        for name in by_head.get(text[start : start + 2], ()):
            if text.startswith(name, start):
                office = OFFICE_END.search(text, max(0, start - 8), start)
                begin = role_start(text, office.start()) if office else start
                yield Mention(begin, start + len(name), name, text[begin:start])
                break
