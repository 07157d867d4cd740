"""Find the day of the event that a report tells of, by its opening and by the days of its page.

A report says 6月14日, 14日, 昨天 or 今天; the month and the year stand in its dateline or on its page, which is of that day or a
little later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import Words
from koujing.reading.metadata.date_lines import HEAD, Day, after, day_of
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.written import (
    DATE,
    DAY,
    FIGURES,
    GAP,
    LAST,
    LEAP_YEAR,
    MONTH_DAY,
    NUMBER,
    WRITTEN,
    YEAR,
    is_date,
    number,
)

MONTH = 31  # days after which a page may still tell of an event, by its month and day
FRESH = 14  # days after which it may still tell of an event by its day alone: 14日 on a page of the 15th
LEAD = 3  # sentences within which a report says when its event took place

# A day of which something is told; not one that is only mentioned (…前, …起, …召开的会议).
TOLD = lazy(
    rf"""(?=[{FIGURES}十拾廿卅元今昨])(?<![{FIGURES}年月至到第—-])(?<![定拟将立建生]于)(?<!关于|根据|按照|依据|依照|落实|贯彻|学习)(?<!截[止至])(?<![自从])(?<!已经)(?<!已于)
    (?:(?:[今昨][天日晚][（(])?(?:(?:(?P<year>{YEAR}){GAP}年{GAP})?(?P<month>{NUMBER}){GAP}月{GAP})?(?P<date>{NUMBER}){LAST}{GAP}{DAY}
       (?:{GAP}[至到—–－~～-]+{GAP}(?:{NUMBER}月)?{NUMBER}{DAY})?
     | (?P<today>今[天日晨晚])|(?P<yesterday>昨[天日晚夜]))(?![（(]{NUMBER}月)
    (?![之以]?前|起|止|以[来後后]|从|电|讯|[^，。,\n]{{0,12}}(?:召开|举行|印发|闭幕)的|地震)""",
    re.VERBOSE,
)
# What is told is an event if the sentence names one, or begins with the day: 6月14日下午，
TOOK_PLACE = lazy(
    r"[^。\n]{0,90}(?:召开|举行|举办|主持|出席|开[了展]?|会议?|开幕|调研|考察|视察|检查|慰问|讲话|开班|来到|前往|赴|深入|听取"
    r"|督[导查]|会见|启动|揭牌|签约|开工|参加|座谈|发布)"
)
AT_ONCE = lazy(r"(?:[上下]午|晚上?|清晨|凌晨|中午)?[，,]")
BEGINS = lazy(r"(?:\A|\n|[)）】])\s*\Z")
# An event of long ago is told at once where its consequences are the news: 两年间, 十周年.
LONG_AGO = lazy(rf"[^。\n]{{0,90}}?(?:[{FIGURES}两十]年[来间后多]|周年|以来|当时)|[^。，,\n]{{0,6}}(?<![通经])过")
# Words with which a report leaves the day of its event open.
VAGUE = lazy(rf"{NUMBER}日(?:[上下]午|晚|[，,])|近[日期]|[日月]前|最近|[前不]久|连日|这几天|[上本]周|[上本]月")
DATELINE = lazy(rf"(?=[{FIGURES}十元])(?:(?P<year>{YEAR})年)?{MONTH_DAY}{GAP}(?:讯|电|電|消息)")
# The day and the hour at which a page was put up, where they stand in a line of the text.
HOUR = lazy(r"\d[:：]\d\d")
STAMPED = lazy(WRITTEN + r"\s{1,4}\d{1,2}[:：]\d\d", re.VERBOSE)
# 《某报》（2020年9月23日 03版）: the newspaper in which a text was printed, below it.
CITED = lazy(r"《[^》\n]{2,14}》\s{0,3}[（(]?\s{0,3}(?=(?:19|20)\d\d)")
FOOT = 120


def page_days(passages: Sequence[IndexedText], speech: IndexedText) -> list[Day]:
    """The days of the page or newspaper: on stamps around the text, and in the citation below it."""
    found = [day for passage in passages for m in DATE.finditer(passage.text) if not m["md"] and (day := day_of(m, passage))]
    cited = (DATE.match(speech.text, m.end()) for m in CITED.finditer(speech.text, max(0, len(speech.text) - FOOT)))
    hours = STAMPED.finditer(speech.text, 0, HEAD) if HOUR.search(speech.text, 0, HEAD) else ()
    clocked = (m for m in hours if m["mark"])
    found += [day for m in (*clocked, *cited) if m and (day := day_of(m, speech))]
    return [day for day in found if day.day]


def datelines(passages: Sequence[IndexedText], speech: IndexedText) -> Iterator[Day]:
    """The days of datelines (某报6月14日讯), around the text, at its beginning and below it; mostly without a year."""
    for passage in passages:
        yield from _datelines(passage, 0, len(passage.text))
    yield from _datelines(speech, 0, FOOT)
    yield from _datelines(speech, max(FOOT, len(speech.text) - FOOT), len(speech.text))


def _datelines(passage: IndexedText, start: int, end: int) -> Iterator[Day]:
    for m in DATELINE.finditer(passage.text, start, end):
        year, month, day = number(m["year"]) if m["year"] else 0, number(m["month"]), number(m["day"])
        if is_date(year or LEAP_YEAR, month, day):
            yield Day(year, month, day, Words(passage, m.start("year" if m["year"] else "month"), after(passage.text, m.end("day"))))


def told_day(speech: IndexedText, lines: Sequence[Day], pages: Sequence[Day], *, news: bool) -> Day | None:
    """The day that the opening of a report gives for its event; ``lines`` are its datelines, ``pages`` the days of its page."""
    for m in TOLD.finditer(speech.text, 0, HEAD):
        sentence = speech.text.count("。", 0, m.start())
        day = _told(m, speech, lines, pages, first=sentence == 0) if _is_event(m) else None
        if day and (sentence < (LEAD if news else 1) or m["year"]):
            return day
    return lines[0] if news and lines and not VAGUE.search(speech.text, 0, HEAD) else None


def _is_event(m: re.Match[str]) -> bool:
    """Whether something takes place on the day that a sentence tells of."""
    begins = AT_ONCE.match(m.string, m.end()) and BEGINS.search(m.string[max(0, m.start() - 20) : m.start()])
    return bool(begins or TOOK_PLACE.match(m.string, m.end()))


def _told(m: re.Match[str], speech: IndexedText, lines: Sequence[Day], pages: Sequence[Day], *, first: bool) -> Day | None:
    """The day that a report's words for it mean; years of long ago are told too, but not at once or by a page of their days."""
    first_told = next((group for group in ("year", "month", "date") if m[group]), 0)
    words = Words(speech, m.start(first_told), after(speech.text, m.end("date")) if m["date"] else m.end())
    if m["month"]:
        day = Day(number(m["year"]) if m["year"] else 0, number(m["month"]), number(m["date"]), words)
        if not is_date(day.year or LEAP_YEAR, day.month, day.day):
            return None
        at_once = first and not LONG_AGO.match(speech.text, m.end())
        return day if at_once or not day.year or any(is_near(day, page, MONTH) for page in pages) else None
    if reached := _reached(m, lines):
        line, there = reached
        return Day(line.year and there.year, there.month, there.day, line.words)
    reached = _reached(m, pages)
    return Day(0, reached[1].month, reached[1].day, words) if reached else None


def _reached(m: re.Match[str], known: Sequence[Day]) -> tuple[Day, date] | None:
    """The day that 今天, 昨天 or a bare 14日 means on the known days, and the first of these; none if they do not agree."""
    found: dict[tuple[int, int], tuple[Day, date]] = {}
    for day in known:
        plain = LEAP_YEAR + ((day.month, day.day) != (2, 29))  # without a year: one without 29 February if possible
        base = date(day.year or plain, day.month, day.day)
        back = range(FRESH + 1) if m["date"] else [int(bool(m["yesterday"]))]
        told = (there for n in back if (there := base - timedelta(n)).day == number(m["date"] or str(there.day)))
        for there in told:
            found.setdefault((there.month, there.day), (day, there))
    return next(iter(found.values())) if len(found) == 1 else None


def is_near(day: Day, page: Day, most: int) -> bool:
    """Whether a day with its year lies at most so many days before that of a page."""
    return 0 <= (date(page.year, page.month, page.day) - date(day.year, day.month, day.day)).days <= most
