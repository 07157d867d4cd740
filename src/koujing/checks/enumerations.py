"""Announced counts against the members named next to them: 意义、责任、差距三个方面; 省市县三级; 3名驻村干部."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from koujing.checks.check import Check, Span
from koujing.chinese.joints import ANDS, JOINING, JOINTS
from koujing.chinese.marks import Marks
from koujing.chinese.numeral_forms import DIGITS, NUMERAL_CHARACTERS
from koujing.chinese.numerals import read_integer
from koujing.chinese.places import matches_at, occurrences
from koujing.slogans.formulas import Formula
from koujing.slogans.members import find_members

_N = f"(?:十|[两{DIGITS[2:]}]|[2-9]|10)"
_COUNT_BEGINS, _NOT_BEHIND = rf"1-9十两{DIGITS[2:]}", rf"\d第几{NUMERAL_CHARACTERS}.．点的这"
_COUNT = re.compile(
    rf"""(?P<n>{_N})
    (?:大类|[个项条点级类种大名位家方股](?!百分|月|人))(?P<noun>[\u4e00-\u9fff*]{{0,8}})""",
    re.VERBOSE,
)
# What may lead from a list to its count, or from a count to its list.
_LISTED_BEFORE = re.compile(rf"[{JOINING}](?:[^，。；：,;:\n]{{1,40}})\Z")
_LISTED_AFTER = re.compile(r"[^，。；、,;\n：:（(]{0,8}(?:[：:（(]|[，,]?(?:即|就是|分别是|包括)|——)")
# Another count, which ends where the list of this one begins (3家单位和甲、乙、丙等3名干部).
_OTHER_COUNT = re.compile(rf"\d[\u4e00-\u9fff]{{2,6}}[{ANDS}](?P<list>[^，。；：,;:\n]*?)等?\Z")
# Levels written without marks, one character each: 省市县乡四级.
_LEVEL = "[省市州盟县区旗乡镇村组厅局处科]"
_LEVELS = re.compile(rf"(?P<levels>{_LEVEL}(?>(?:[、和]?{_LEVEL}){{1,5}}))(?P<n>{_N})级\Z")
_LEVELS_REACH = 14  # six levels, five joints, and the number with its 级
_NOUN_END = re.compile(r"[的是在作为做一和与及不已被把将对向从以要开同进有等中都也并之来]|\Z")
# A noun longer than this has run into the next words.
_NOUN = 4
# Items introduced by 一方面 are points of an argument, not members.
_ONE_HAND = "一方面"
# Words that show that only some of the things counted are named.
_SOME = re.compile(r"(?:之一|中的|以上|多)")


def count_checks(marks: Marks, formulas: Sequence[Formula]) -> Iterator[Check]:
    """Checks of formulas with members, of levels, and of other counts next to a list of what they count."""
    taken = []
    for formula in formulas:
        taken.append((formula.start, formula.end))
        if formula.members and formula.count:
            yield _check((formula.start, formula.end), formula.count, formula.members)
    for at in occurrences(marks.text, "级"):
        if levels := _LEVELS.search(marks.text, max(0, at + 1 - _LEVELS_REACH), at + 1):
            yield from _levels(levels)
    yield from _lists(marks, {start for start, _ in taken})


def _check(span: Span, count: int, members: Sequence[Span], reading: str = "as many members are named") -> Check:
    found = Decimal(len(members))
    verdict = "consistent" if found == count else "undetermined"
    return Check(*span, "count", Decimal(count), found, found, verdict, reading, tuple(members))


def _levels(match: re.Match[str]) -> Iterator[Check]:
    """省市县三级: as many levels as characters; with another number the text may leave out or add a level elsewhere, so no check."""
    first, last = match.span("levels")
    count = read_integer(match["n"]) or 0
    names = [(first + k, first + k + 1) for k, name in enumerate(match["levels"]) if name not in JOINTS]
    if len({match.string[at] for at, _ in names}) == len(names) == count:
        yield _check((last, match.end()), count, names, "as many levels are named")


def _lists(marks: Marks, taken: set[int]) -> Iterator[Check]:
    """Checks of counts of at most ten things right before or after a list of them, formulas left out."""
    text = marks.text
    for match in matches_at(_COUNT, text, marks.places(_COUNT_BEGINS, _NOT_BEHIND)):
        start = match.start()
        if start in taken or _SOME.match(text, match.end("noun")):
            continue
        before = _LISTED_BEFORE.search(text, max(0, start - 44), start)
        after = _LISTED_AFTER.match(text, match.end("noun") if len(match["noun"]) < 8 else match.start("noun"))
        if not before and not after:
            continue
        end = _end(match)
        count = read_integer(match["n"]) or 0
        members = find_members(text, start, end, [(count, match["noun"])])
        if not members or _runs_on(text, members, start):
            members = _behind_another(text, start, count)
        if members:
            yield _check((start, end), count, members)


def _behind_another(text: str, start: int, count: int) -> tuple[Span, ...]:
    """The members of the 、-list between another count and this one, if it has ``count`` of them."""
    other = _OTHER_COUNT.search(text, max(0, start - 44), start)
    if not other:
        return ()
    names, at = other["list"].split("、"), other.start("list")
    starts = [at + sum(len(name) + 1 for name in names[:k]) for k in range(len(names))]
    return (
        tuple((begin, begin + len(name)) for begin, name in zip(starts, names, strict=True))
        if len(names) == count
        else ()
    )


def _end(match: re.Match[str]) -> int:
    """Where the counted noun ends: before the first function word, or, if that is far, after the measure word."""
    if match["noun"].startswith("方面"):
        return match.start("noun") + 2
    stop = _NOUN_END.search(match["noun"]) if match.string[match.start("noun") - 1] != "级" else None
    return match.start("noun") + (stop.start() if stop and stop.start() <= _NOUN else 0)


def _runs_on(text: str, members: Sequence[Span], start: int) -> bool:
    """Whether a list before the count seems to have more members than it counts."""
    first = members[0][0]
    if any(char.isdigit() for begin, end in members for char in text[begin:end]):
        return True  # 甲乡1条、乙乡2条 are statistics, not members
    # Behind a joint, the list may have begun further left.
    return text.startswith(_ONE_HAND, first) or (first < start and text[first - 1 : first] in JOINTS)
