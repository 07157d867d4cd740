"""Find dated events in a speech: it was given after those it looks back on and before those it looks forward to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, reduce
from operator import or_

from koujing import lexicons
from koujing.chinese.numeral_forms import DIGITS, SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import trie_pattern
from koujing.reading.metadata.clues import Clue, Rank, Words, in_year, since, until
from koujing.reading.metadata.index import IndexedText, wording

# Meetings with successive numbers: by congress (届), by session (次会议) or plenum (中全会).
COUNTED = wording(
    f"{TO_TEN}*第共",
    rf"""第?(?P<s>{SHORT_NUMERAL})届全国人(?:民代表大会|大)第?(?P<s2>{SHORT_NUMERAL})次会[议議]
      | (?P<p>{SHORT_NUMERAL}|\*)届(?P<ps>(?:[{DIGITS}]中?[、，,和及])*[{DIGITS}]中)全会
      | 第(?P<c>{SHORT_NUMERAL})届中央委员会第(?P<c2>{SHORT_NUMERAL})次全体会议
      | 共产党第(?P<g>{SHORT_NUMERAL})次(?:全国)?代表大会
      | (?<![{TO_TEN}届第、])(?P<d>十[{DIGITS[1:]}]|二十)大(?=精神|以来|报告|胜利|闭幕|召开|[和、，。])""",
    re.VERBOSE,
)

CLAUSE = lazy(r"[，。；：！？,;:!?\n]")
AHEAD = lazy(r"迎接|喜迎|献礼|即将|将于|将[要从在召举迎开]|[也还]将|筹备|筹办|拟于|下个?月|下半年")
AHEAD_AFTER = lazy(r"的?(?:胜利|顺利)?召开(?:[^，。\n]{0,2}(?:营造|创造|提供|保驾|护航|献礼)|之?前)")
FRESH = lazy(r"(?:刚刚|最近|不久前|前不久|刚)[^，。\n]{0,4}(?:闭幕|结束|召开|落下帷幕)的?[^，。\n]{0,6}$")
FRESH_AFTER = lazy(r"[^，。\n]{0,3}(?:刚刚|不久前)(?:胜利)?(?:闭幕|结束|召开|落下帷幕)")
STUDY = lazy(r"贯彻|学习|落实|传达|宣传|领会")
SPIRIT = lazy(r"[^，。；\n]{0,8}?精神")
OPENED = lazy(r"[^，。；\n]{0,14}[开闭]幕(?![后前以的时])")
LAST_YEAR = lazy(rf"去年(?:[{TO_TEN}\d]{{1,2}}月)?$")
OPENING = 120  # characters within which a report says what it reports on
MARGIN = 2  # months for which a meeting counts as just held, and for which its spirit is still studied after the next one
AFTERLIFE = 12  # months for which a campaign is still reported on after its end: until the next year's report


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the lexicon; months count from year 0."""

    kind: str
    name: str
    known: int
    begin: int
    last: int
    end: int


def find_events(passage: IndexedText) -> Iterator[Clue]:
    """The clues from mentions of dated events, in no particular order.

    >>> text = "学习贯彻党的十八届三中全会精神，喜迎党的二十大召开。"
    >>> [clue.says for clue in find_events(IndexedText.of(text))]
    ['2013-11 or later', '2013-11 to 2014-12', '2022-10 or earlier']
    """
    text = passage.text
    for m in passage.matches(COUNTED):
        yield from _meeting(passage, m)
    for m in NAME.finditer(text):
        yield from _mention(Words(passage, *m.span()), events()[m.group()])


def session_month(passage: IndexedText, end: int) -> Clue | None:
    """The session of the National People's Congress to which a report is given, by its first ``end`` characters."""
    for m in passage.matches(COUNTED, end):
        before, after = passage.text[max(0, m.start() - 14) : m.start()], passage.text[m.end() : m.end() + 2]
        event = events().get(_counted_names(m)[0]) if m["s"] else None
        if event and not {"向", "在"}.isdisjoint(before) and not after.startswith(("以来", "以來", "闭", "閉")):
            months = _since(event.begin) & _until(event.end)
            return Clue(months, Rank.SURE, "session", Words(passage, *m.span()), _says(event.begin))
    return None


def since_session(passage: IndexedText, end: int) -> Iterator[Clue]:
    """The year that a report counts from a session: 去年…会议 was a year ago, 第一次会议以来的五年 are a term."""
    for m in passage.matches(COUNTED, end):
        before, after = passage.text[max(0, m.start() - 8) : m.start()], passage.text[m.end() : m.end() + 6]
        event = events().get(_counted_names(m)[0]) if m["s"] else None
        years = 1 if LAST_YEAR.search(before) else 5 if after.startswith("以来的五年") and m["s2"] == "一" else 0
        if event and years:
            year = event.begin // 12 + years
            yield Clue(in_year(year), Rank.SURE, "term", Words(passage, *m.span()), str(year))


@cache
def events() -> dict[str, Event]:
    """The dated events of the lexicon by name."""
    rows = lexicons.load("events")
    return {
        r["name"]: Event(r["kind"], r["name"], *(_month(r[c]) for c in ("known", "begin", "last", "end"))) for r in rows
    }


def _names() -> str:
    """A pattern for the events that texts call by the name in the lexicon."""
    names = [e.name for e in events().values() if e.kind in ("campaign", "term", "conference")]
    return trie_pattern(frozenset(names))


NAME = lazy(_names)


def _month(cell: str) -> int:
    return 12 * int(cell[:4]) + int(cell[5:]) - 1 if cell else 0


def _since(month: int) -> int:
    return since(month // 12, month % 12 + 1)


def _until(month: int) -> int:
    return until(month // 12, month % 12 + 1)


def _says(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _counted_names(m: re.Match[str]) -> list[str]:
    if m["s"]:
        return [f"{m['s']}届全国人大{m['s2']}次会议"]
    if m["p"]:
        return [f"{m['p']}届{n}中全会" for n in m["ps"] if n in DIGITS]
    return [f"{m['c']}届{m['c2']}中全会"] if m["c"] else [f"{m['g'] or m['d']}大"]


def _meeting(passage: IndexedText, m: re.Match[str]) -> Iterator[Clue]:
    names, words = _counted_names(m), Words(passage, *m.span())
    if m["p"] == "*":
        yield from _masked(words, names[-1].removeprefix("*"))
    elif event := events().get(names[-1]):
        yield from _mention(words, event)


def _mention(words: Words, event: Event) -> Iterator[Clue]:
    """A bound and, as a soft clue, what the way of mentioning the event suggests."""
    before, after = around(words)
    studied = STUDY.search(before) or SPIRIT.match(after)  # 还将学习十九大精神 looks back
    if AHEAD_AFTER.match(after) or (AHEAD.search(before) and not studied):
        yield Clue(_until(event.last), Rank.BOUND, event.kind, words, f"{_says(event.last)} or earlier")
        if "今年" in before and "将" in before:
            yield Clue(in_year(event.begin // 12), Rank.SURE, event.kind, words, str(event.begin // 12))
        return
    if event.known:
        yield Clue(_since(event.known), Rank.BOUND, event.kind, words, f"{_says(event.known)} or later")
    if FRESH.search(before) or FRESH_AFTER.match(after):
        fresh = soft_clue(words, event.kind, event.begin, event.end + MARGIN)
        yield replace(fresh, rank=Rank.SURE)
    elif words.start < OPENING and OPENED.match(after):
        yield Clue(_since(event.begin) & _until(event.end), Rank.SURE, event.kind, words, _says(event.begin))
    elif event.kind == "plenum" and STUDY.search(before) and SPIRIT.match(after):
        yield soft_clue(words, "spirit", event.begin, _next_plenum(event.begin) + MARGIN)
    elif event.kind == "campaign":
        yield soft_clue(words, "campaign", event.known, event.end + AFTERLIFE)


def around(words: Words) -> tuple[str, str]:
    """The clause before the words, and what follows them."""
    text = words.passage.text
    before = text[max(0, words.start - 40) : words.start]
    return CLAUSE.split(before)[-1], text[words.end : words.end + 20]


def soft_clue(words: Words, kind: str, first: int, last: int) -> Clue:
    """A soft clue to the months from ``first`` to ``last``, counted from year 0."""
    return Clue(_since(first) & _until(last), Rank.SOFT, kind, words, f"{_says(first)} to {_says(last)}")


def _next_plenum(month: int) -> int:
    return min((e.begin for e in events().values() if e.kind == "plenum" and e.begin > month), default=month + 12)


def _masked(words: Words, ending: str) -> Iterator[Clue]:
    """A plenum whose congress is masked: any plenum with that number is possible."""
    before, after = around(words)
    if STUDY.search(before) and SPIRIT.match(after):
        begins = [e.begin for e in events().values() if e.kind == "plenum" and e.name.endswith(ending)]
        months = reduce(or_, (_since(b) & _until(_next_plenum(b) + MARGIN) for b in begins), 0)
        yield Clue(months, Rank.SOFT, "spirit", words, f"after a {ending.removeprefix('届')}")
