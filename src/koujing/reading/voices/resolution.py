"""Whom a pronoun, a surname or an office means: the persons that the text named before."""

from __future__ import annotations

from collections.abc import Sequence

from koujing.reading.voices.people import Mention, is_subject, leaders, sentence_start
from koujing.reading.voices.personal_names import OFFICE_END, offices


def resolve_people(text: str, people: Sequence[Mention]) -> list[Mention]:
    """The mentions with all names and roles that the text gives; 他 and 李书记 are resolved by persons named before.

    他 is the last person who was the first subject of a sentence; if there is no such person, the mention is left out.
    """
    roles: dict[str, str] = {}
    for person in people:
        if person.name and person.role and (not roles.get(person.name) or roles[person.name].endswith("领导")):
            roles[person.name] = person.role
    resolved: list[Mention] = []
    latest: dict[tuple[str, str], str] = {}  # by surname and office, and by surname alone
    topic, nameless, chief, sentence = "", "", "", -1
    agent = (-1, "")  # the person after 由, and the beginning of that sentence
    for person in people:
        name, role = person.name, person.role
        if person.kind == "pronoun":
            # In a new paragraph 他 is the official whom the report follows, not the villager who answered him.
            is_visited = chief and _kind(roles.get(topic, nameless)) in ("people", "sole") and "\n" in text[sentence : person.start]
            name, role = (chief, "") if is_visited else (topic, nameless)
            begin = sentence_start(text, person.start)
            if begin > sentence and begin == agent[0]:  # 会议由王锐主持，他要求…
                name, role = agent[1], ""
            if not (name or role) or (text[person.start] == "她" and name in leaders()):
                continue
        elif person.kind == "surname":
            name = latest.get((name, _office(role)), latest.get((name, ""), ""))
            role = roles.get(name, role) if name else text[person.start : person.end]
        elif person.kind == "office":
            name = _holder(role, roles)
        role = roles.get(name, role) if not role or role.endswith("领导") else role
        if name and text[person.start - 1 : person.start] == "由":
            agent = (sentence_start(text, person.start), name)
        latest |= {(name[:1], _office(role)): name, (name[:1], ""): name} if name else {}
        resolved.append(Mention(person.start, person.end, name, role, person.kind))
        begin = sentence_start(text, person.start)
        speaks = name or (person.kind == "office" and role)
        is_owner = text[person.end : person.end + 1] == "的"
        if speaks and begin > sentence and not is_owner and is_subject(text, person) and not (name in leaders() and topic):
            topic, sentence, nameless = name, begin, "" if name else role
            chief = name if _kind(role) in ("post", "head") else chief
    return resolved


def _holder(office: str, roles: dict[str, str]) -> str:
    """The name of the only person of the text who holds an office (市委书记 of 市委书记王锐)."""
    holders = [name for name, role in roles.items() if any(part.endswith(office) for part in role.split("、"))]
    return holders[0] if len(holders) == 1 else ""


def _kind(role: str) -> str:
    return offices().get(_office(role), "")


def _office(role: str) -> str:
    office = OFFICE_END.search(role)
    return office.group() if office else ""
