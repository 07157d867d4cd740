"""The wordings around a statistic that may say what it measures: before it, in the clauses before, behind it, of earlier statistics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from koujing.chinese.joints import JOINTS
from koujing.chinese.marks import Marks, Span
from koujing.statistics.by_kinds import LAST_WORDS, LONGEST_BEHIND, NO_END, breaks, reaches, steps
from koujing.statistics.evidence import (
    Evidence,
    ended,
    ended_behind,
    evidence,
    followed,
    led,
    led_by,
    linked,
    numbered,
    of_earlier,
    stated,
)
from koujing.statistics.heads import unit_in
from koujing.statistics.indicator import is_goal
from koujing.statistics.names import Name
from koujing.statistics.setting import REACH, Setting, clauses_before, trimmed_end
from koujing.statistics.text_words import TextWords
from koujing.statistics.word_kinds import names_quantity
from koujing.statistics.wordings import Wordings, is_plain, wording

# A name has at most so many words before its statistic, and in a clause before.
_BEFORE, _EARLIER = 10, 7
_CLAUSES = 2
# Kinds of verbs between a quantity and its statistic.
_MOVES = frozenset(["level", "change"])
# A name that only these follow does not include them.
_HEDGES = frozenset(["约", "近", "超", "达", "为", "共", "仅", "已", "超过", "达到", "大约", "了", "是", "有", "由", "从"])


class Earlier(NamedTuple):
    """What an earlier statistic measures, the last character of its unit, and its kind."""

    name: Name
    unit: str
    kind: str


def propose(
    words: TextWords, marks: Marks, setting: Setting, ruled: Name, earlier: Sequence[Earlier], region: Span | None, listed: int
) -> Wordings:
    """The wordings that may say what a statistic measures.

    ``ruled`` is the one that the rules choose, ``earlier`` what the statistics before it measure, the last first, ``region`` the
    member of a list that belongs to it, and ``listed`` how many members that list has.
    """
    unit = unit_in(words.text[setting.place.start : setting.place.end])
    found, kind = Wordings(ruled, setting.kind, unit), setting.kind
    told = (led(setting.link, setting.led, kind), _stated("before", setting))
    for nth, stop in enumerate(_ends(words, setting)):
        _add_before(found, words, (setting.first, stop), "before", (*told, numbered("before", nth)), setting, _BEFORE)
    apart = clauses_before(marks, setting, _CLAUSES) if setting.bare == "bare" or setting.frame == "占" else []
    for source, (first, last) in zip(("clause before", "clause before that"), apart, strict=False):
        stops = _noun_ends(words, first, last, {last, trimmed_end(words, first, last)}, 3)
        for nth, stop in enumerate(stops):
            told = (_stated(source, setting), numbered(source, nth))
            _add_before(found, words, (first, stop), source, told, setting, _EARLIER)
    if region:
        _add_before(found, words, region, "member", (evidence(f"member:{kind}"),), setting, _BEFORE)
    _add_behind(found, words, marks, setting)
    relations = _relations(words.text, setting)
    for k, one in enumerate(earlier):
        if one.name.words:
            way = _of_earlier(words.text, setting, k, one, listed, relations)
            found.add(*one.name, [way], way.weight, "earlier")
    return found


def _stated(source: str, setting: Setting) -> Evidence:
    return stated(source, setting.kind, setting.unit, setting.bare, setting.frame)


def _ends(words: TextWords, setting: Setting) -> list[int]:
    """Where a name before a statistic may end in its clause, the last place first."""
    text, first, last, trimmed = words.text, setting.first, setting.last, setting.trimmed
    ends = {trimmed} if text[trimmed:last] in _HEDGES else {trimmed, last}
    if text[last - 1 : last] in {")", "）"} and (aside := max(text.rfind("（", first, last), text.rfind("(", first, last))) > first:
        ends.add(aside)
    return _noun_ends(words, first, last, ends, 4)


def _noun_ends(words: TextWords, first: int, last: int, ends: set[int], most: int) -> list[int]:
    """The ends given and the last places where a noun stands before a word that is none, the last place first."""
    at, kinds = words.between(first, last)
    for back in breaks(kinds[-LAST_WORDS:]):
        if len(ends) == most:
            break
        ends.add(at[-1 - back])
    return sorted(ends, reverse=True)


def _add_before(
    found: Wordings, words: TextWords, span: Span, source: str, told: Sequence[Evidence], setting: Setting, most: int
) -> None:
    """Enter the wordings that end where some words before a statistic do."""
    text, (first, stop), kind = words.text, span, setting.kind
    at, kinds = words.between(first, stop)
    if not kinds or (end := kinds[-1]) in NO_END:
        return
    quantity, terms, plain = names_quantity(text[at[-2] : stop]), words.terms, is_plain(text[first:stop])
    follows = "nothing" if stop >= setting.last else words.kind_at(stop)
    told = [*told, ended(source, end, follows, kind if quantity else "")]
    measured, weight = "money" if kind == "change" and follows != "nothing" else kind, sum([one.weight for one in told])
    led_to = setting.link + (follows if follows == "nothing" else "level" if follows in _MOVES else "other") + " quantity" * quantity
    for back, own, vote, said, worth in steps(source, kinds[-most - 2 :], most, measured, quantity, led_to):
        start = at[-1 - back]
        name = (text[start:stop], (start, stop)) if plain else wording(text, start, stop)
        if name and (own not in NO_END or len(name[0]) > 1):
            way, score = [*told, *said], weight + worth
            if back < len(kinds):
                way.append(one := led_by(text[at[-2 - back] : start]))
                score += one.weight
            if "的" in name[0]:
                way.append(one := linked(kinds[-1 - back] if back < len(kinds) else "start", own))
                score += one.weight
            if name[0] in terms:
                way.append(one := evidence("term"))
                score += one.weight
            found.add(name[0], name[1], way, score, source, vote)


def _add_behind(found: Wordings, words: TextWords, marks: Marks, setting: Setting) -> None:
    """Enter the wordings behind a statistic."""
    text, (clause, _, start, _), (link, led), unit = words.text, setting.place, (setting.link, setting.led), setting.unit
    stop = min(marks.clause(setting.behind)[1], setting.behind + REACH)
    if stop <= setting.behind:
        return
    at, kinds = words.between(setting.behind, stop)
    before, plain = words.kind_before(start) if start > clause else "start", is_plain(text[setting.behind : stop])
    told = (_stated("behind", setting), followed(link, led, setting.kind, before, setting.bare, unit))
    weight = told[0].weight + told[1].weight
    for i, j, vote, after, said, worth in reaches(kinds[: LONGEST_BEHIND + 1], unit):
        name = (text[at[i] : at[j]], (at[i], at[j])) if plain else wording(text, at[i], at[j])
        if name and not (link and is_goal(name[0])):  # 翻一番的目标
            measured = setting.kind if names_quantity(text[at[j - 1] : at[j]]) else ""
            ends = ended_behind(kinds[j - 1], after, vote, measured, unit)
            found.add(name[0], name[1], [*told, *said, ends], weight + worth + ends.weight, "behind", vote)


def _relations(text: str, setting: Setting) -> tuple[bool, bool, bool]:
    """How a statistic stands to the one before it: in one clause, in one sentence, joined to it."""
    place, floor = setting.place, setting.floor
    return place.clause <= floor, place.sentence > floor, text[floor : place.start].strip() in JOINTS


def _of_earlier(text: str, setting: Setting, k: int, one: Earlier, listed: int, relations: tuple[bool, bool, bool]) -> Evidence:
    """What speaks for and against what an earlier statistic measures, the ``k``-th before."""
    same = one.unit == text[setting.place.end - 1]
    return of_earlier(k, same, setting.bare, setting.frame, (one.kind, setting.kind), listed if k < listed else 0, relations)
