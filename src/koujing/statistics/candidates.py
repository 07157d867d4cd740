"""The wordings around a statistic that may say what it measures: before it, in the clauses before, behind it, of earlier statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from koujing.chinese.joints import JOINTS
from koujing.chinese.marks import Marks, Span
from koujing.statistics.evidence import (
    Evidence,
    begun,
    begun_behind,
    ended,
    ended_behind,
    evidence,
    followed,
    held,
    held_behind,
    led,
    led_by,
    linked,
    numbered,
    of_earlier,
    sized,
    sized_behind,
    stated,
)
from koujing.statistics.indicator import is_goal
from koujing.statistics.names import Name
from koujing.statistics.noun_phrases import phrase_end, phrase_start
from koujing.statistics.setting import REACH, Setting, clauses_before, trimmed_end
from koujing.statistics.text_words import TextWords
from koujing.statistics.word_kinds import NOUNS, names_quantity
from koujing.statistics.wordings import Wordings, is_plain, wording

# A name has at most so many words before its statistic, in a clause before, and behind it; it may begin this many words behind it.
_BEFORE, _EARLIER, _BEHIND, _SKIPPED = 10, 7, 9, 3
_CLAUSES = 2
# A noun is looked for among so many last words of a clause.
_BROKEN = 9
# The texts of a corpus have fewer sequences of kinds that differ.
_MANY = 2**16
# No name ends in one of these.
_NO_END = frozenset({"的", "了", "、", "mark", "number", "preposition", "conjunction"})
# A name that only these follow does not include them.
_HEDGES = frozenset(["约", "近", "超", "达", "为", "共", "仅", "已", "超过", "达到", "大约", "了", "是", "有", "由", "从"])
_JOINTS = frozenset({"的", "、"})
_GOING_ON = NOUNS | _JOINTS
_PERSONS = frozenset("人户")


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
    found, kind = Wordings(ruled, setting.kind), setting.kind
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
    for back in _breaks(kinds[-_BROKEN:]):
        if len(ends) == most:
            break
        ends.add(at[-1 - back])
    return sorted(ends, reverse=True)


@lru_cache(_MANY)
def _breaks(kinds: tuple[str, ...]) -> tuple[int, ...]:
    """How many words before an end others stand behind a noun that do not go on with it, the fewest first."""
    size = len(kinds)
    return tuple(size - k for k in range(size - 1, 0, -1) if kinds[k - 1] in NOUNS and kinds[k] not in _GOING_ON)


class _Step(NamedTuple):
    """A word with which a wording may begin, the ``back``-th from its end: its kind, the place of the wording against the noun phrase
    (``vote``), and what the kinds of its words say, with the weight of that."""

    back: int
    kind: str
    vote: str
    told: tuple[Evidence, ...]
    weight: int


@lru_cache(_MANY)
def _steps(source: str, kinds: tuple[str, ...], most: int, measured: str, quantity: bool) -> tuple[_Step, ...]:
    """Where wordings of at most so many words may begin before an end, the nearest place first; the same kinds recur everywhere."""
    begin, size, end = phrase_start(kinds, measured, quantity), len(kinds), kinds[-1]
    steps: list[_Step] = []
    inside: list[Evidence] = []
    for k in range(size - 1, max(0, size - most) - 1, -1):
        kind, before = kinds[k], kinds[k - 1] if k else "start"
        if kind == "mark":
            break
        if k < size - 1:
            inside.append(held(kind, kinds[k + 1]))
        if kind not in _JOINTS:
            vote = "=" if begin == k else ">" if begin > k else "<"
            told = (*inside, begun(source, before, kind), sized(source, size - k, end, vote))
            steps.append(_Step(size - k, kind, vote, told, sum([one.weight for one in told])))
    return tuple(steps)


def _add_before(
    found: Wordings, words: TextWords, span: Span, source: str, told: Sequence[Evidence], setting: Setting, most: int
) -> None:
    """Enter the wordings that end where some words before a statistic do."""
    text, (first, stop), kind = words.text, span, setting.kind
    at, kinds = words.between(first, stop)
    if not kinds or (end := kinds[-1]) in _NO_END:
        return
    quantity, terms, plain = names_quantity(text[at[-2] : stop]), words.terms, is_plain(text[first:stop])
    follows = "nothing" if stop >= setting.last else words.kind_at(stop)
    told = [*told, ended(source, end, follows, kind if quantity else "")]
    measured, weight = "money" if kind == "change" and follows != "nothing" else kind, sum([one.weight for one in told])
    # A phrase that begins before the words looked at is longer than each of them, wherever that is.
    for back, own, vote, said, worth in _steps(source, kinds[-most - 2 :], most, measured, quantity):
        start = at[-1 - back]
        name = (text[start:stop], (start, stop)) if plain else wording(text, start, stop)
        if name and (own not in _NO_END or len(name[0]) > 1):
            way, score = [*told, *said], weight + worth
            if back < len(kinds):
                way.append(one := led_by(text[at[-2 - back] : start]))
                score += one.weight
            if "的" in name[0]:
                way.append(one := linked(own))
                score += one.weight
            if name[0] in terms:
                way.append(one := evidence("term"))
                score += one.weight
            found.add(name[0], name[1], way, score, source, vote)


class _Reach(NamedTuple):
    """Words behind a statistic that may be a wording, from the ``begin``-th up to the ``end``-th: the place of their end against the
    noun phrase (``vote``), what follows, and what the kinds of the words say, with the weight of that."""

    begin: int
    end: int
    vote: str
    after: str
    told: tuple[Evidence, ...]
    weight: int


@lru_cache(_MANY)
def _reaches(kinds: tuple[str, ...], unit: str) -> tuple[_Reach, ...]:
    """The words behind a statistic that may be a wording; ``kinds`` are those of the words there, as many as a name may have, and one."""
    found: list[_Reach] = []
    for i in range(min(_SKIPPED, len(kinds))):
        if kinds[i] == "mark":
            break
        if kinds[i] in _JOINTS:
            continue
        end = i + phrase_end(kinds[i:_BEHIND], unit in _PERSONS)
        begins = begun_behind(kinds[i - 1] if i else "start", kinds[i], i, unit)
        for j, inside in _ends_behind(kinds, i):
            vote, after = "=" if j == end else ">" if j > end else "<", kinds[j] if j < len(kinds) else "stop"
            told = (begins, *inside, sized_behind(i, j - i, vote))
            found.append(_Reach(i, j, vote, after, told, sum([one.weight for one in told])))
    return tuple(found)


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
    for i, j, vote, after, said, worth in _reaches(kinds[: _BEHIND + 1], unit):
        name = (text[at[i] : at[j]], (at[i], at[j])) if plain else wording(text, at[i], at[j])
        if name and not (link and is_goal(name[0])):  # 翻一番的目标
            measured = setting.kind if names_quantity(text[at[j - 1] : at[j]]) else ""
            ends = ended_behind(kinds[j - 1], after, vote, measured)
            found.add(name[0], name[1], [*told, *said, ends], weight + worth + ends.weight, "behind", vote)


def _ends_behind(kinds: Sequence[str], first: int) -> Iterator[tuple[int, list[Evidence]]]:
    """Where a name behind a statistic may end, and the pairs of kinds inside it."""
    inside: list[Evidence] = []
    for j in range(first + 1, min(len(kinds), _BEHIND) + 1):
        kind = kinds[j - 1]
        if kind in {"number", "mark"}:
            return
        if j - 1 > first:
            inside.append(held_behind(kinds[j - 2], kind))
        if kind not in _NO_END:
            yield j, inside


def _relations(text: str, setting: Setting) -> tuple[bool, bool, bool]:
    """How a statistic stands to the one before it: in one clause, in one sentence, joined to it."""
    place, floor = setting.place, setting.floor
    return place.clause <= floor, place.sentence > floor, text[floor : place.start].strip() in JOINTS


def _of_earlier(text: str, setting: Setting, k: int, one: Earlier, listed: int, relations: tuple[bool, bool, bool]) -> Evidence:
    """What speaks for and against what an earlier statistic measures, the ``k``-th before."""
    same = one.unit == text[setting.place.end - 1]
    return of_earlier(k, same, setting.bare, setting.frame, (one.kind, setting.kind), listed if k < listed else 0, relations)
