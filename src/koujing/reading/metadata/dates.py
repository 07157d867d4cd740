"""Find the clues to when a speech was given: everything in it and on its page that allows some months and not others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from sys import maxsize

from koujing.chinese.numeral_forms import DIGITS, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.metadata.clues import (
    Clue,
    Rank,
    Words,
    in_calendar,
    in_year,
    since,
    until,
)
from koujing.reading.metadata.counting import find_counted_years
from koujing.reading.metadata.date_lines import HEAD, Day
from koujing.reading.metadata.days import NOTE
from koujing.reading.metadata.events import events, find_events, session_month, since_session
from koujing.reading.metadata.index import IndexedText
from koujing.reading.metadata.leads import FRESH, MONTH, is_near
from koujing.reading.metadata.written import GAP, YEAR, is_date, number

WEEK = 7  # days within which a page is put up
SEASON = 92  # days after which an editor's note may still mention a day without its year

FULL_YEAR = lazy(YEAR)
REPORTS = frozenset({"work report", "plan report"})  # genres
# The work of a year; not the census, games or election of that year, which are prepared long before.
PLANNED = lazy(
    rf"(?:安排|部署|做好|抓好|谋划|布置)(?P<year>{YEAR})年(?!以来|[至到—-])(?=[^会届查，。；\n]{{0,20}}(?:工作|任务|行动|重点|目标))"
)
REVIEWED = lazy(
    rf"(?P<year>{YEAR})年(?:国内|[全我本][省市县区州]|政府)?的?工作的?(?:简要)?(?:回顾|总结)"
    rf"|(?:回顾|总结|报告)(?P<year2>{YEAR})年(?!以来|[至到—-])[^，。；\n]{{0,12}}工作|刚刚过去的(?P<year3>{YEAR})年"
)
# 2015年某县政府工作报告, 政府工作报告（2015年）, 2014年计划执行情况与2015年计划草案
TITLED = lazy(
    rf"(?P<year>{YEAR})年度?[^\n，。]{{0,16}}政府工作报告|政府工作报告{GAP}[（(](?P<year2>{YEAR})年度?[）)]"
    rf"|(?P<year3>{YEAR})年[^\n，。年]{{0,24}}(?:计划|预算)[（(]?(?:草案|安排)"
)
# 一、关于2014年政府工作 looks back, 二、2015年的主要任务 ahead; 一、过去一年工作 with 2014年 below it looks back too.
HEADED = lazy(
    rf"^{GAP}[（(]?(?P<n>[{DIGITS[:5]}])[、）)]{GAP}(?:关于)?(?:(?P<year>{YEAR})年(?P<of>[^\n，。；]{{1,24}})$"
    rf"|[^\n。]{{0,4}}(?:去年|过去的?一年|一年来)[^\n。，；]{{0,12}}\n\s*(?P<last>{YEAR})年[，,是]"
    rf"|“?(?P<plan>十?[{DIGITS}]|十)五”?(?:时期|期间)[^\n，。；]{{0,24}}(?:回顾|总结|成就|成绩)$)",
    re.MULTILINE,
)
BACK = lazy("回顾|总结|完成|执行|成绩|成就")
ONWARD = lazy("安排|目标|任务|思路|打算|部署|建议|计划|重点|要求|主要工作")
# How many characters the two patterns have before the year: 安排, 回顾; 刚刚过去的.
BEFORE_YEAR, JUST_PAST = 2, 5
# Words before or after a year that show its relation to the time of the speech.
UP_TO_NOW = lazy(r"截[至止](?:到|目前)?$")
IN_MONTH = lazy(r"(?P<month>1[0-2]|[1-9])月")
HELD = lazy(
    r"(?P<month>1[0-2]|[1-9])月(?:\d{1,2}日)?[^，。；\n]{0,16}(?:召开|印发|出台|举行|通过|成立|发布)(?!时|之[前际])"
)
BY_THEN = lazy(r"[底末]?[之以]?前")
UNTIL = lazy(rf"到(?P<last>{YEAR})年")
NUMBERED_MEETING = lazy(rf"(?P<year>{YEAR})年度?第[{TO_TEN}\d]{{1,3}}次")
# A meeting that looks back on last year and sets this year's work is held in the first half of the year.
LAST_AND_THIS = lazy(r"(?:总结|回顾)[^。\n]{0,24}(?:部署|安排)[^。\n]{0,16}工作")


def find_clues(
    speech: IndexedText, pages: Sequence[Day], links: Sequence[IndexedText], day: Day | None, genre: str
) -> list[Clue]:
    """Everything in the speech and its page that allows some months and not others.

    A report to a congress names its session, or the year whose work it reviews; the other years in it belong to statistics.
    """
    if genre in REPORTS:
        session = session_month(speech, HEAD)
        return [session] if session else [*_work(speech, genre), *_titled(speech), *since_session(speech, HEAD)]
    clues = [*_stamps(pages, day, genre), *(_fresh(pages) if genre == "news report" and not day else ())]
    clues += [
        *_work(speech, genre),
        *_years(speech),
        *_annual(speech, genre),
        *find_events(speech),
        *find_counted_years(speech),
    ]
    return clues + [clue for passage in links for clue in _numbered_meetings(passage)]


def _stamps(pages: Sequence[Day], day: Day | None, genre: str) -> Iterator[Clue]:
    """A page is published after the speech; if this is soon after a day without a year, it gives the year."""
    for page in pages:
        months = until(page.year, page.month)
        yield Clue(months, Rank.BOUND, "stamp", page.words, f"{page.year}-{page.month:02d}-{page.day:02d} or earlier")
        if day and not day.year:
            noted = NOTE.match(day.words.passage.text)
            most = SEASON if noted else MONTH if genre == "news report" else WEEK
            near = [replace(day, year=y) for y in (page.year - 1, page.year) if is_date(y, day.month, day.day)]
            yield from (Clue(in_year(d.year), Rank.SURE, "stamp", page.words, str(d.year)) for d in near if is_near(d, page, most))


def _fresh(pages: Sequence[Day]) -> Iterator[Clue]:
    """A report that does not name its day (近日) is published within two weeks of it."""
    for page in pages:
        first = date(page.year, page.month, page.day) - timedelta(FRESH)
        months = since(first.year, first.month) & until(page.year, page.month)
        yield Clue(months, Rank.SURE, "stamp", page.words, f"{FRESH} days before {page.year}-{page.month:02d}-{page.day:02d}")


def _work(speech: IndexedText, genre: str) -> Iterator[Clue]:
    """The year for which work is set, or the year after the one whose work is reviewed."""
    years = _years_in(speech, 5 * HEAD)
    for m in _beside_years(PLANNED, speech, years, (BEFORE_YEAR,)) if genre not in REPORTS else ():
        yield _work_of(Words(speech, *m.span()), number(m["year"]), genre)
    for m in _beside_years(REVIEWED, speech, years, (JUST_PAST, BEFORE_YEAR, 0)):
        yield _work_of(Words(speech, *m.span()), number(m["year"] or m["year2"] or m["year3"]) + 1, genre)


def _titled(speech: IndexedText) -> Iterator[Clue]:
    """The year in the title of a report is that of the congress to which it is made; its headings look back or ahead."""
    for m in TITLED.finditer(speech.text, 0, HEAD // 4):
        yield _in(number(m["year"] or m["year2"] or m["year3"]), "title", Words(speech, *m.span()))
    for m in HEADED.finditer(speech.text):
        if year := _year_headed(m):
            yield _in(year, "heading", Words(speech, m.start("n"), m.end()))


def _year_headed(m: re.Match[str]) -> int:
    """The year of the report by one of its headings; 0 if the heading leaves it open."""
    if m["plan"]:
        plan = events().get(f"{m['plan']}五")
        return plan.begin // 12 + 5 if plan else 0
    if m["last"] or BACK.search(m["of"]):
        return number(m["last"] or m["year"]) + 1
    if ONWARD.search(m["of"]):
        return number(m["year"])
    return number(m["year"]) + (m["n"] == "一") if m["of"].endswith("工作") else 0


def _in(year: int, kind: str, words: Words) -> Clue:
    return Clue(in_year(year), Rank.SURE, kind, words, str(year))


def _annual(speech: IndexedText, genre: str) -> Iterator[Clue]:
    text = speech.text
    if genre == "speech" and "今年" in text and "明年" not in text and (m := LAST_AND_THIS.search(text)):
        first_half = reduce(or_, map(in_calendar, range(1, 7)))
        yield Clue(first_half, Rank.BOUND, "annual", Words(speech, *m.span()), "first half of the year")


def _years(speech: IndexedText) -> Iterator[Clue]:
    """What the years mentioned in the text show about the year of the speech."""
    text = speech.text
    mentions = [(at, number(text[at : at + 4])) for at in _years_in(speech) if not text[at - 1 : at].isdigit()]
    latest = max((year for _, year in mentions), default=0)
    for start, year in mentions:
        before, after = text[max(0, start - 6) : start], text[start + 5 : start + 40]
        words, spans = Words(speech, start, start + 5), before[-1:] in ("至", "到", "-", "—", "－")
        if after.startswith("以来") and not spans:
            yield from _running(Words(speech, start, start + 7), year)
        elif m := IN_MONTH.match(after) if UP_TO_NOW.search(before) else HELD.match(after):
            yield Clue(
                since(year, int(m["month"])),
                Rank.BOUND,
                "past",
                Words(speech, start, start + 5 + m.end()),
                f"{year} or later",
            )
        elif year == latest and (spans or BY_THEN.match(after)):
            yield Clue(until(year), Rank.BOUND, "deadline", words, f"{year} or earlier")
        elif before.endswith("从") and (m := UNTIL.match(after)) and number(m["last"]) == latest:
            words = Words(speech, start - 1, start + 5 + m.end())
            yield Clue(since(year - 1, 10) & until(year), Rank.SOFT, "span", words, f"about {year}")


def _years_in(passage: IndexedText, stop: int = maxsize) -> list[int]:
    """The places where a four-digit year begins, up to ``stop``."""
    begins = (at - 4 for at in passage.places("年") if 4 <= at < stop)
    return [at for at in begins if FULL_YEAR.fullmatch(passage.text, at, at + 4)]


def _beside_years(
    pattern: re.Pattern[str], passage: IndexedText, years: Sequence[int], before: Sequence[int]
) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds that many characters before the beginning of a year."""
    read_to = 0
    for at in (year - n for year in years for n in before if year >= n):
        if at >= read_to and (found := pattern.match(passage.text, at, 5 * HEAD)):
            read_to = found.end()
            yield found


def _work_of(words: Words, year: int, genre: str) -> Clue:
    """The work of a year is planned in that year, or at the end of the year before if the text calls it next year's."""
    this, after = (words.passage.text.count(when) for when in ("今年", "明年"))
    if genre == "work report" or this > after:
        months = in_year(year)
    else:
        months = since(year - 1, 9) & until(year - 1) if after else since(year - 1, 11) & until(year, 10)
    return Clue(months, Rank.SURE, "work", words, f"{year}'s work")


def _running(words: Words, year: int) -> Iterator[Clue]:
    """What has gone on since a year is mentioned in that year or in the next."""
    yield Clue(since(year), Rank.BOUND, "past", words, f"{year} or later")
    yield Clue(since(year) & until(year + 1), Rank.SOFT, "since", words, f"{year} or {year + 1}")


def _numbered_meetings(passage: IndexedText) -> Iterator[Clue]:
    """Meetings of a year in the links around a report, which are usually news of the same weeks."""
    for m in NUMBERED_MEETING.finditer(passage.text):
        year = number(m["year"])
        yield Clue(in_year(year), Rank.SOFT, "links", Words(passage, *m.span()), str(year))
